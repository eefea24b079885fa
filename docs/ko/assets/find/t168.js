/* Generated from data/. Edit that, not this. */
found("t168",[["faults/e405/","E405 쪽에 쓰이는 말이 없다",[["","","템플릿과 필드는 말을 직접 적지 않고 data/labels.yml 에서 이름으로 찾는다."],["mend","고치는 법","그 이름으로 모든 언어의 말을 적는다."],["wrong","틀린 예","data/labels.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/labels.yml"]],0]])
