/* Generated from data/. Edit that, not this. */
found("t152",[["faults/e222/","E222 Not JSON Schema",[["","","It is JSON, but JSON Schema does not know the value."],["mend","How to mend it","Write it in the words of JSON Schema 2020-12."],["wrong","A wrong example","schemas/teas.schema.json"],["says","What check says",""],["right","A right example","schemas/teas.schema.json"]],0]])
