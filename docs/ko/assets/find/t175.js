/* Generated from data/. Edit that, not this. */
found("t175",[["faults/e602/","E602 잠금 파일에 병합 표시가 있다",[["","","두 브랜치에서 더한 줄을 git이 합치지 못했다. 공개한 주소는 모두 지켜야 하므로 links.lock 에서는 한 줄도 버리지 않는다."],["mend","고치는 법","양쪽의 줄을 모두 남기고 표시만 지운다."],["wrong","틀린 예","links.lock"],["says","check가 알리는 말",""],["right","옳은 예","links.lock"]],0]])
