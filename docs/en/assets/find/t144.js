/* Generated from data/. Edit that, not this. */
found("t144",[["faults/e205/","E205 An empty text",[["","","An empty text would leave a hole in the page."],["mend","How to mend it","Write the text, or leave the field out if it is not required."],["wrong","A wrong example","data/teas/sencha.yml"],["says","What check says",""],["right","A right example","data/teas/sencha.yml"]],0]])
