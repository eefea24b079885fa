/* Generated from data/. Edit that, not this. */
found("t177",[["faults/e604/","E604 links.lock에 같은 주소가 두 번 나온다",[["","","한 주소가 두 곳으로 갈 수는 없다."],["mend","고치는 법","둘 가운데 하나만 남긴다."],["wrong","틀린 예","links.lock"],["says","check가 알리는 말",""],["right","옳은 예","links.lock"]],0]])
