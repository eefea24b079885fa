/* Generated from data/. Edit that, not this. */
found("t156",[["faults/e303/","E303 자기 자신을 가리킨다",[["","","항목이 자기 쪽으로 이어지면 독자는 제자리에서 맴돈다."],["mend","고치는 법","가리키는 줄을 지우거나 뜻한 항목으로 고친다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
