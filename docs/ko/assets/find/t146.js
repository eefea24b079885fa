/* Generated from data/. Edit that, not this. */
found("t146",[["faults/e207/","E207 같은 값이 두 번 나온다",[["","","같은 값이 두 번 나오면 안 되는 목록이다."],["mend","고치는 법","둘 가운데 하나만 남긴다."],["wrong","틀린 예","data/teas.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas.yml"]],0]])
