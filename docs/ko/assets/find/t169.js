/* Generated from data/. Edit that, not this. */
found("t169",[["faults/e406/","E406 쓰이지 않는 말이다",[["","","어느 쪽도 쓰지 않는 말은 번역하고 고치는 수고만 남긴다. 이름이 틀렸을 때에도 이렇게 드러난다."],["mend","고치는 법","지우거나 메시지가 권하는 이름으로 고친다."],["wrong","틀린 예","data/labels.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/labels.yml"]],0]])
