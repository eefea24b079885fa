/* Generated from data/. Edit that, not this. */
found("t190",[["faults/e804/","E804 A command that cannot be carried out",[["","","Two entries would collide, or a promised address would break. Nothing was changed."],["mend","How to mend it","Remove the reason that the message gives, and try again."],["wrong","A wrong example",""],["says","What check says",""],["right","A right example",""]],0]])
