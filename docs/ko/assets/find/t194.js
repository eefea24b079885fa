/* Generated from data/. Edit that, not this. */
found("t194",[["faults/w102/","W102 필요 없어진 예외다",[["","","예외가 가리키던 말이 글에서 없어졌다. 남겨 두면 나중에 같은 말이 잘못 쓰여도 알 수 없다."],["mend","고치는 법","data/usage.yml 에서 그 예외를 지운다."],["wrong","틀린 예","data/usage.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/usage.yml"]],0]])
