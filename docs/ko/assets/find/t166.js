/* Generated from data/. Edit that, not this. */
found("t166",[["faults/e403/","E403 언어를 알 수 없다",[["","","언어마다 소문자 태그 tag 와 이름 name 이 있어야 한다. 이것을 모르면 나머지를 살필 수 없다."],["mend","고치는 법","data/site.yml 의 languages 를 고친다."],["wrong","틀린 예","data/site.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/site.yml"]],0]])
