/* Generated from data/. Edit that, not this. */
found("t149",[["faults/e211/","E211 LaTeX로 읽을 수 없다",[["","","수식을 그릴 수 없다. 명령의 철자가 틀렸거나 중괄호의 짝이 맞지 않거나 달러 기호가 들어 있다."],["mend","고치는 법","수식을 고친다. latex 필드에는 달러 기호를 쓰지 않는다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
