/* Generated from data/. Edit that, not this. */
found("t110",[["faults/e002/","E002 링크가 가리키는 파일은 읽지 않는다",[["","","프로젝트 밖으로 나가거나 어디에도 닿지 않는 심볼릭 링크다. 남이 보낸 링크가 이 컴퓨터의 다른 파일을 사이트에 싣게 둘 수는 없다."],["mend","고치는 법","링크를 지우고 파일 자체를 그 자리에 둔다."],["wrong","틀린 예",""],["says","check가 알리는 말",""],["right","옳은 예","data/regions/ise.yml"]],0]])
