/* Generated from data/. Edit that, not this. */
found("t143",[["faults/e204/","E204 고를 수 있는 값이 아니다",[["","","정해진 낱말 가운데 하나를 골라야 하는 필드다."],["mend","고치는 법","메시지에 나온 낱말 가운데 하나를 적는다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
