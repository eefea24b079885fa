/* Generated from data/. Edit that, not this. */
found("t130",[["faults/e109/","E109 같은 키가 두 번 나온다",[["","","같은 키가 둘이면 YAML은 앞의 값을 말없이 버린다. 병합하다가 자주 생긴다."],["mend","고치는 법","둘 가운데 하나만 남긴다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
