/* Generated from data/. Edit that, not this. */
found("t155",[["faults/e302/","E302 없는 컬렉션을 가리킨다",[["","","다른 항목은 컬렉션/id 로 적는다. 그 이름의 컬렉션이 없거나 컬렉션을 빼고 적었다."],["mend","고치는 법","컬렉션의 이름을 고친다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
