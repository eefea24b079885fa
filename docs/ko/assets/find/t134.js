/* Generated from data/. Edit that, not this. */
found("t134",[["faults/e113/","E113 괄호를 닫지 않았다",[["","","[ 나 { 로 연 목록이 닫히지 않았거나 쉼표가 빠졌다."],["mend","고치는 법","목록이 끝나는 자리에 ] 나 } 를 적고 값 사이에는 쉼표를 둔다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
