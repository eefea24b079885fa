/* Generated from data/. Edit that, not this. */
found("t148",[["faults/e209/","E209 A value of another form",[["","","The value has a fixed form, as ids and addresses have."],["mend","How to mend it","Write it in the form that the message gives."],["wrong","A wrong example","data/site.yml"],["says","What check says",""],["right","A right example","data/site.yml"]],0]])
