/* Generated from data/. Edit that, not this. */
found("t165",[["faults/e402/","E402 사이트에 없는 언어다",[["","","data/site.yml 의 languages 에 없는 언어로 적은 글은 어디에도 나오지 않는다."],["mend","고치는 법","언어 태그를 고치거나 그 언어를 사이트에 더한다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
