/* Generated from data/. Edit that, not this. */
found("t140",[["faults/e201/","E201 A field is missing",[["","","A field that the schema requires is not there. The words in brackets say what it is."],["mend","How to mend it","Write the field."],["wrong","A wrong example","data/teas/sencha.yml"],["says","What check says",""],["right","A right example","data/teas/sencha.yml"]],0]])
