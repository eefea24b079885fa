/* Generated from data/. Edit that, not this. */
found("t123",[["faults/e102/","E102 글이 이 기호로 시작할 수 없다",[["","","@ , % , , , > 와 백틱은 YAML이 따로 쓰거나 아껴 둔 기호라서 따옴표 없는 글의 첫 글자가 될 수 없다."],["mend","고치는 법","글 전체를 따옴표로 감싼다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
