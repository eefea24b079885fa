/* Generated from data/. Edit that, not this. */
found("t195",[["faults/w201/","W201 앞말에 맞지 않는 조사다",[["","","은/는, 이/가, 을/를, 과/와, 으로/로는 앞말의 끝소리에 따라 달라진다. 링크는 항목의 제목으로 나오므로 제목의 끝소리를 따른다. 한국어에서만 살핀다."],["mend","고치는 법","메시지에 나온 조사로 바꾼다."],["wrong","틀린 예","data/regions/nile.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/regions/nile.yml"]],0]])
