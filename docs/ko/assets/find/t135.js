/* Generated from data/. Edit that, not this. */
found("t135",[["faults/e114/","E114 큰따옴표 안에 역슬래시가 있다",[["","","큰따옴표 안의 역슬래시는 YAML의 특수 기호다. LaTeX에서 자주 걸린다."],["mend","고치는 법","따옴표 없이 쓰거나 작은따옴표로 감싼다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
