/* Generated from data/. Edit that, not this. */
found("t189",[["faults/e803/","E803 명령이 가리키는 것을 알 수 없다",[["","","항목은 컬렉션/id , 필드는 컬렉션#필드 로 적는다."],["mend","고치는 법","그 꼴로 다시 적는다."],["wrong","틀린 예",""],["says","check가 알리는 말",""],["right","옳은 예",""]],0]])
