/* Generated from data/. Edit that, not this. */
found("t147",[["faults/e208/","E208 수가 범위를 벗어난다",[["","","메시지가 말하는 범위의 수만 쓸 수 있다."],["mend","고치는 법","수를 고친다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
