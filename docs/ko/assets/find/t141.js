/* Generated from data/. Edit that, not this. */
found("t141",[["faults/e202/","E202 모르는 필드다",[["","","스키마에 없는 필드는 어느 쪽에도 나오지 않는다. 대개 철자가 틀렸다."],["mend","고치는 법","메시지가 권하는 이름으로 고치거나 지운다. 새 필드이면 스키마에 먼저 적는다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
