/* Generated from data/. Edit that, not this. */
found("t140",[["faults/e201/","E201 꼭 있어야 할 필드가 없다",[["","","스키마가 꼭 적으라고 한 필드가 없다. 괄호 안의 말이 그 필드가 무엇인지 알려 준다."],["mend","고치는 법","필드를 적는다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
