/* Generated from data/. Edit that, not this. */
found("t179",[["faults/e606/","E606 공개한 주소가 사라졌다",[["","","누군가 이 주소를 적어 두었을 것이다. 공개한 주소는 언제나 어딘가로 이어져야 한다."],["mend","고치는 법","메시지에 나온 retire 명령으로 이어받을 쪽을 정한다."],["wrong","틀린 예","links.lock"],["says","check가 알리는 말",""],["right","옳은 예","links.lock"]],0]])
