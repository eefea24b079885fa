/* Generated from data/. Edit that, not this. */
found("t142",[["faults/e203/","E203 값의 종류가 다르다",[["","","글이 올 자리에 숫자가, 목록이 올 자리에 글이 있는 식이다."],["mend","고치는 법","메시지가 말하는 종류로 적는다. 글로 쓴 숫자는 따옴표로 감싼다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
