/* Generated from data/. Edit that, not this. */
found("t164",[["faults/e401/","E401 번역이 없다",[["","","translations: required 인 사이트의 글은 모든 언어로 있어야 한다."],["mend","고치는 법","빠진 언어의 글을 쓴다. 반만 번역된 책이면 data/site.yml 에 translations: fallback 을 적는다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
