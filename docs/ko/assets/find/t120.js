/* Generated from data/. Edit that, not this. */
found("t120",[["faults/e013/","E013 제어 문자가 있다",[["","","글에 보이지 않는 제어 문자가 있다. 큰따옴표 안의 \\f 나 \\b 도 제어 문자가 되므로 \\frac 같은 LaTeX가 망가진다."],["mend","고치는 법","글자를 지운다. LaTeX는 따옴표 없이 쓰거나 작은따옴표로 감싼다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
