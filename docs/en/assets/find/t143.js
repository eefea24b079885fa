/* Generated from data/. Edit that, not this. */
found("t143",[["faults/e204/","E204 A value that is not on the list",[["","","The field takes one of a few words."],["mend","How to mend it","Write one of the words in the message."],["wrong","A wrong example","data/teas/sencha.yml"],["says","What check says",""],["right","A right example","data/teas/sencha.yml"]],0]])
