/* Generated from data/. Edit that, not this. */
found("t113",[["faults/e005/","E005 보통 파일이 아니다",[["","","파이프나 장치, 끊어진 링크는 읽다가 멈추거나 끝나지 않을 수 있다."],["mend","고치는 법","그 자리에 파일 자체를 둔다."],["wrong","틀린 예",""],["says","check가 알리는 말",""],["right","옳은 예","data/regions/ise.yml"]],0]])
