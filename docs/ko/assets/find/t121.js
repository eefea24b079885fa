/* Generated from data/. Edit that, not this. */
found("t121",[["faults/e014/","E014 빈 파일이다",[["","","파일에 아무 값도 없다. 쓰다 만 항목이거나 지우려던 파일이다."],["mend","고치는 법","항목을 쓰거나 파일을 지운다."],["wrong","틀린 예","data/regions/ise.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/regions/ise.yml"]],0]])
