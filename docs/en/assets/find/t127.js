/* Generated from data/. Edit that, not this. */
found("t127",[["faults/e106/","E106 Nested too deep",[["","","Values nest up to sixteen levels. What goes deeper is mostly a slip with brackets."],["mend","How to mend it","Mend the brackets or the indentation."],["wrong","A wrong example","data/teas/sencha.yml"],["says","What check says",""],["right","A right example","data/teas/sencha.yml"]],0]])
