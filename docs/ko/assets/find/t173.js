/* Generated from data/. Edit that, not this. */
found("t173",[["faults/e504/","E504 템플릿을 찍다가 멈췄다",[["","","식을 계산하다가 오류가 났거나 템플릿에 허락되지 않은 일을 하려 했다."],["mend","고치는 법","그 줄의 식을 고친다."],["wrong","틀린 예","templates/cells/year.md.j2"],["says","check가 알리는 말",""],["right","옳은 예","templates/cells/year.md.j2"]],0]])
