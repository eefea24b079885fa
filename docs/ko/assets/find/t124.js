/* Generated from data/. Edit that, not this. */
found("t124",[["faults/e103/","E103 따옴표 없는 글 안에 콜론과 빈칸이 있다",[["","","콜론 뒤에 빈칸이 오면 YAML은 그 앞을 키로 읽는다."],["mend","고치는 법","글 전체를 따옴표로 감싼다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
