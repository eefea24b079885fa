/* Generated from data/. Edit that, not this. */
found("t197",[["faults/w203/","W203 전각이나 반각 글자가 섞였다",[["","","전각 영문자와 숫자와 문장 부호, 반각 한글은 검색에서 다른 글자로 여겨지고 글꼴에 따라 모양이 어긋난다. 한국어에서만 살핀다."],["mend","고치는 법","메시지에 나온 글자로 바꾼다."],["wrong","틀린 예","data/regions/nile.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/regions/nile.yml"]],0]])
