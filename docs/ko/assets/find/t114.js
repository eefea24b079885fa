/* Generated from data/. Edit that, not this. */
found("t114",[["faults/e006/","E006 파일이 너무 크다",[["","","데이터 파일은 1MB까지 읽는다. 한 항목의 글이 그보다 길 까닭은 없고, 더 큰 파일은 대개 잘못 놓인 것이다."],["mend","고치는 법","항목을 여럿으로 나누거나 파일을 치운다."],["wrong","틀린 예",""],["says","check가 알리는 말",""],["right","옳은 예","data/regions/ise.yml"]],0]])
