/* Generated from data/. Edit that, not this. */
found("t148",[["faults/e209/","E209 값의 꼴이 다르다",[["","","id나 주소처럼 꼴이 정해진 값이다."],["mend","고치는 법","메시지가 말하는 꼴로 적는다."],["wrong","틀린 예","data/site.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/site.yml"]],0]])
