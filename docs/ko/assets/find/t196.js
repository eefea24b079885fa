/* Generated from data/. Edit that, not this. */
found("t196",[["faults/w202/","W202 조사를 띄어 썼다",[["","","조사는 앞말에 붙여 쓴다. 링크와 코드와 수식 뒤에서도 같다. 한국어에서만 살핀다."],["mend","고치는 법","빈칸을 지운다."],["wrong","틀린 예","data/regions/nile.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/regions/nile.yml"]],0]])
