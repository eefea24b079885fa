/* Generated from data/. Edit that, not this. */
found("t147",[["faults/e208/","E208 A number out of range",[["","","Only numbers in the range that the message gives are allowed here."],["mend","How to mend it","Mend the number."],["wrong","A wrong example","data/teas/sencha.yml"],["says","What check says",""],["right","A right example","data/teas/sencha.yml"]],0]])
