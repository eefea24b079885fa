/* Generated from data/. Edit that, not this. */
found("t177",[["faults/e604/","E604 An address twice in links.lock",[["","","An address cannot lead to two places."],["mend","How to mend it","Keep one of the two."],["wrong","A wrong example","links.lock"],["says","What check says",""],["right","A right example","links.lock"]],0]])
