/* Generated from data/. Edit that, not this. */
found("t157",[["faults/e304/","E304 차례에 없는 항목이다",[["","","order 가 있는 컬렉션의 항목은 모두 그 목록에 있어야 메뉴와 개요에 나온다."],["mend","고치는 법","컬렉션의 파일에 있는 order 에 id를 적는다."],["wrong","틀린 예","data/teas.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas.yml"]],0]])
