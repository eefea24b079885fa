/* Generated from data/. Edit that, not this. */
found("t188",[["faults/e802/","E802 A language that the site does not have",[["","","--lang takes a tag of data/site.yml ."],["mend","How to mend it","Write one of the tags in the message."],["wrong","A wrong example",""],["says","What check says",""],["right","A right example",""]],0]])
