/* Generated from data/. Edit that, not this. */
found("t180",[["faults/e607/","E607 옮겨 간 주소에 새 쪽이 생겼다",[["","","옛 주소는 다른 쪽으로 이어지기로 했는데 같은 주소의 쪽이 다시 생겼다."],["mend","고치는 법","새 항목에 다른 id를 주거나 rename --take 로 주소를 이어받는다."],["wrong","틀린 예","links.lock"],["says","check가 알리는 말",""],["right","옳은 예","links.lock"]],0]])
