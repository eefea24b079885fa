/* Generated from data/. Edit that, not this. */
found("t198",[["faults/w204/","W204 빈칸이 더 들어갔다",[["","","이어진 두 빈칸과 문장 부호 앞의 빈칸은 대개 고치다가 남은 것이다. 한국어에서만 살핀다."],["mend","고치는 법","빈칸을 지운다."],["wrong","틀린 예","data/regions/nile.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/regions/nile.yml"]],0]])
