/* Generated from data/. Edit that, not this. */
found("t127",[["faults/e106/","E106 너무 깊이 들어간다",[["","","값은 열여섯 단계까지만 겹쳐 쓴다. 그보다 깊은 글은 대개 괄호를 잘못 연 것이다."],["mend","고치는 법","괄호와 들여쓰기를 고친다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
