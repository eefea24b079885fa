/* Generated from data/. Edit that, not this. */
found("t160",[["faults/e307/","E307 생성기가 쓰는 이름이다",[["","","site , labels , diagrams , assets 같은 이름은 생성기가 쓴다."],["mend","고치는 법","컬렉션의 이름을 다르게 짓는다."],["wrong","틀린 예","data/site.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/site.yml"]],0]])
