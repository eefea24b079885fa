/* Generated from data/. Edit that, not this. */
found("t187",[["faults/e801/","E801 A day that does not exist",[["","","The day of a release is written as 2026-11-25."],["mend","How to mend it","Write a day that exists."],["wrong","A wrong example",""],["says","What check says",""],["right","A right example",""]],0]])
