/* Generated from data/. Edit that, not this. */
found("t129",[["faults/e108/","E108 키가 낱말이 아니다",[["","","대괄호나 중괄호로 시작하는 줄은 목록을 키로 삼은 것이 된다."],["mend","고치는 법","[[…]] 로 시작하는 글이면 따옴표로 감싸고, 아니면 키의 이름을 적는다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
