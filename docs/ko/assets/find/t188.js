/* Generated from data/. Edit that, not this. */
found("t188",[["faults/e802/","E802 사이트에 없는 언어다",[["","","--lang 에는 data/site.yml 에 있는 태그를 적는다."],["mend","고치는 법","메시지에 나온 태그 가운데 하나를 적는다."],["wrong","틀린 예",""],["says","check가 알리는 말",""],["right","옳은 예",""]],0]])
