/* Generated from data/. Edit that, not this. */
found("t126",[["faults/e105/","E105 태그를 쓴다",[["","","! 로 시작하는 값은 YAML의 태그다. 값의 종류는 스키마가 정하므로 태그는 필요 없고, 낯선 코드를 부를 수도 있다."],["mend","고치는 법","태그를 지운다. ! 로 시작하는 글이면 따옴표로 감싼다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
