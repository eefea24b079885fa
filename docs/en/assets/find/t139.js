/* Generated from data/. Edit that, not this. */
found("t139",[["faults/e118/","E118 The marks of a merge",[["","","These are the lines that git leaves where it could not merge."],["mend","How to mend it","Keep what is right and delete the marks."],["wrong","A wrong example","data/regions/uji.yml"],["says","What check says",""],["right","A right example","data/regions/uji.yml"]],0]])
