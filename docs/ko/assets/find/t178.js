/* Generated from data/. Edit that, not this. */
found("t178",[["faults/e605/","E605 주소가 제자리로 돌아온다",[["","","옮긴 주소가 자기나 서로를 가리켜 독자가 어디에도 닿지 못한다."],["mend","고치는 법","그 가운데 한 주소의 목적지를 지금 있는 쪽으로 고친다."],["wrong","틀린 예","links.lock"],["says","check가 알리는 말",""],["right","옳은 예","links.lock"]],0]])
