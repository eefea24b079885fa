/* Generated from data/. Edit that, not this. */
found("t144",[["faults/e205/","E205 글이 비었다",[["","","빈 글을 그대로 실으면 쪽에 빈자리가 남는다."],["mend","고치는 법","글을 쓴다. 꼭 필요한 필드가 아니면 필드째 지운다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
