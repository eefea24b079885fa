/* Generated from data/. Edit that, not this. */
found("t160",[["faults/e307/","E307 A name of the generator's own",[["","","Names such as site , labels , diagrams and assets are taken by the generator."],["mend","How to mend it","Choose another name for the collection."],["wrong","A wrong example","data/site.yml"],["says","What check says",""],["right","A right example","data/site.yml"]],0]])
