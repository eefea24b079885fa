/* Generated from data/. Edit that, not this. */
found("t167",[["faults/e404/","E404 A language that is listed twice",[["","","Each language has one folder and one address."],["mend","How to mend it","Keep one of the two."],["wrong","A wrong example","data/site.yml"],["says","What check says",""],["right","A right example","data/site.yml"]],0]])
