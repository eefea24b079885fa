/* Generated from data/. Edit that, not this. */
found("t128",[["faults/e107/","E107 두 번째 문서가 시작된다",[["","","--- 줄은 새 문서를 연다. 파일 하나에는 항목 하나만 둔다."],["mend","고치는 법","--- 줄을 지우거나 항목을 다른 파일로 옮긴다."],["wrong","틀린 예","data/regions/uji.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/regions/uji.yml"]],0]])
