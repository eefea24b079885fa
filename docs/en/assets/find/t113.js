/* Generated from data/. Edit that, not this. */
found("t113",[["faults/e005/","E005 Not a regular file",[["","","Reading a pipe, a device or a broken link may fail or never end."],["mend","How to mend it","Put the file itself there."],["wrong","A wrong example",""],["says","What check says",""],["right","A right example","data/regions/ise.yml"]],0]])
