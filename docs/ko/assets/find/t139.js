/* Generated from data/. Edit that, not this. */
found("t139",[["faults/e118/","E118 병합 표시가 남아 있다",[["","","git이 병합하지 못한 자리에 남긴 <<<<<<< , ======= , >>>>>>> 줄이다."],["mend","고치는 법","맞는 쪽을 남기고 표시는 지운다."],["wrong","틀린 예","data/regions/uji.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/regions/uji.yml"]],0]])
