/* Generated from data/. Edit that, not this. */
found("t176",[["faults/e603/","E603 잠금 파일의 줄을 읽을 수 없다",[["","","이 파일은 명령이 쓴다. 손으로 고친 줄은 꼴이 맞지 않기 쉽다."],["mend","고치는 법","git에서 되살린 다음 release , rename , retire 로 고친다."],["wrong","틀린 예","links.lock"],["says","check가 알리는 말",""],["right","옳은 예","links.lock"]],0]])
