/* Generated from data/. Edit that, not this. */
found("t131",[["faults/e110/","E110 탭으로 들여 썼다",[["","","YAML은 탭으로 들여 쓰지 못한다. 탭의 너비가 편집기마다 다르기 때문이다."],["mend","고치는 법","탭을 빈칸 두 개로 바꾼다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
