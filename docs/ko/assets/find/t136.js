/* Generated from data/. Edit that, not this. */
found("t136",[["faults/e115/","E115 들여쓰기가 맞지 않는다",[["","","YAML은 들여쓰기로 무엇이 무엇에 딸렸는지 안다. 빈칸 하나가 어긋나면 딸린 곳을 알 수 없다."],["mend","고치는 법","같은 묶음의 줄을 같은 자리에서 시작한다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
