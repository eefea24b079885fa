/* Generated from data/. Edit that, not this. */
found("t145",[["faults/e206/","E206 목록이 비었다",[["","","제목만 있고 내용이 없는 절이 생긴다."],["mend","고치는 법","값을 적거나 필드를 지운다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
