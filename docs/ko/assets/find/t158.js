/* Generated from data/. Edit that, not this. */
found("t158",[["faults/e305/","E305 목록에 없는 컬렉션이다",[["","","data/site.yml 의 collections 에 없는 컬렉션은 사이트에 나오지 않는다."],["mend","고치는 법","목록에 이름을 적거나 파일을 지운다."],["wrong","틀린 예","data/cups.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/regions/ise.yml"]],0]])
