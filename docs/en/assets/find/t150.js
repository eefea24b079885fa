/* Generated from data/. Edit that, not this. */
found("t150",[["faults/e212/","E212 Two entries with one title",[["","","Readers could not tell the two apart in lists and in the search."],["mend","How to mend it","Say in one of the titles what is different."],["wrong","A wrong example","data/regions/uji.yml"],["says","What check says",""],["right","A right example","data/regions/uji.yml"]],0]])
