/* Generated from data/. Edit that, not this. */
found("t116",[["faults/e008/","E008 개요 쪽의 이름을 쓴다",[["","","index 는 컬렉션의 개요 쪽이 쓰는 이름이다."],["mend","고치는 법","항목의 파일 이름을 다르게 짓는다."],["wrong","틀린 예","data/regions/index.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/regions/ise.yml"]],0]])
