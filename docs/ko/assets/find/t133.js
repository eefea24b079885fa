/* Generated from data/. Edit that, not this. */
found("t133",[["faults/e112/","E112 따옴표를 닫지 않았다",[["","","따옴표로 연 글이 닫히지 않아 다음 줄까지 글로 읽힌다."],["mend","고치는 법","글이 끝나는 자리에 같은 따옴표를 적는다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
