/* Generated from data/. Edit that, not this. */
found("t161",[["faults/e308/","E308 그림이 가리키는 필드가 없다",[["","","그림의 along , colour , dashed , lines 는 컬렉션의 필드 이름이다. 없는 이름이면 화살표나 글이 말없이 빠진다."],["mend","고치는 법","스키마에 있는 필드 이름을 적는다."],["wrong","틀린 예","data/diagrams/path.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/diagrams/path.yml"]],0]])
