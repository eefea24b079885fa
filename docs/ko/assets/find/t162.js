/* Generated from data/. Edit that, not this. */
found("t162",[["faults/e309/","E309 거둔 항목이 다시 있다",[["","","data/retired.yml 은 없어진 항목의 자리를 지킨다. 같은 id의 항목이 있으면 한 주소에 두 쪽이 생긴다."],["mend","고치는 법","항목에 다른 id를 주거나 retired.yml 에서 지운다."],["wrong","틀린 예","data/retired.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/retired.yml"]],0]])
