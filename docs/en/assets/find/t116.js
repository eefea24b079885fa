/* Generated from data/. Edit that, not this. */
found("t116",[["faults/e008/","E008 An entry with the name of the overview",[["","","The overview of the collection has the name index ."],["mend","How to mend it","Give the file of the entry another name."],["wrong","A wrong example","data/regions/index.yml"],["says","What check says",""],["right","A right example","data/regions/ise.yml"]],0]])
