/* Generated from data/. Edit that, not this. */
found("t122",[["faults/e101/","E101 YAML로 읽을 수 없다",[["","","YAML의 문법에 맞지 않고, 다른 코드로 더 잘 설명할 수도 없는 자리다."],["mend","고치는 법","가리키는 자리와 바로 윗줄에서 따옴표, 콜론, 들여쓰기를 살핀다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
