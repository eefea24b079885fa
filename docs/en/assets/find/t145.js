/* Generated from data/. Edit that, not this. */
found("t145",[["faults/e206/","E206 An empty list",[["","","It would make a section with a heading and nothing below."],["mend","How to mend it","Write a value, or leave the field out."],["wrong","A wrong example","data/teas/sencha.yml"],["says","What check says",""],["right","A right example","data/teas/sencha.yml"]],0]])
