/* Generated from data/. Edit that, not this. */
found("t125",[["faults/e104/","E104 앵커나 별칭을 쓴다",[["","","& 와 * 로 시작하는 값은 YAML의 앵커와 별칭이다. 같은 글이 어디에서 오는지 알기 어렵고 작은 파일이 끝없이 불어날 수도 있어 쓰지 않는다."],["mend","고치는 법","값을 그대로 적는다. 그 기호로 시작하는 글이면 따옴표로 감싼다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
