/* Generated from data/. Edit that, not this. */
found("t150",[["faults/e212/","E212 제목이 다른 항목과 같다",[["","","독자가 목록과 검색에서 둘을 가릴 수 없다."],["mend","고치는 법","한쪽 제목에 다른 점을 드러낸다."],["wrong","틀린 예","data/regions/uji.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/regions/uji.yml"]],0]])
