/* Generated from data/. Edit that, not this. */
found("t146",[["faults/e207/","E207 The same value twice",[["","","In this list everything stands once."],["mend","How to mend it","Keep one of the two."],["wrong","A wrong example","data/teas.yml"],["says","What check says",""],["right","A right example","data/teas.yml"]],0]])
