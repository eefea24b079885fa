/* Generated from data/. Edit that, not this. */
found("t181",[["faults/e608/","E608 links.lock에서 줄이 없어졌다",[["","","git의 기록에는 공개했다고 적혀 있는데 지금 파일에는 없다."],["mend","고치는 법","메시지의 명령으로 옛 줄을 찾아 되돌린다."],["wrong","틀린 예","links.lock"],["says","check가 알리는 말",""],["right","옳은 예","links.lock"]],0]])
