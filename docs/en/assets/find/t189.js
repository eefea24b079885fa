/* Generated from data/. Edit that, not this. */
found("t189",[["faults/e803/","E803 A command that names nothing",[["","","An entry is written collection/id , a field collection#field ."],["mend","How to mend it","Write it in that form."],["wrong","A wrong example",""],["says","What check says",""],["right","A right example",""]],0]])
