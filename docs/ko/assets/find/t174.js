/* Generated from data/. Edit that, not this. */
found("t174",[["faults/e601/","E601 잠금 파일을 읽을 수 없다",[["","","links.lock 을 읽을 수 없으면 어느 주소를 지켜야 하는지, translations.lock 을 읽을 수 없으면 어느 번역이 뒤처졌는지 알 수 없다."],["mend","고치는 법","git에서 되살린다."],["wrong","틀린 예",""],["says","check가 알리는 말",""],["right","옳은 예","links.lock"]],0]])
