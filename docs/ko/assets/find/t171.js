/* Generated from data/. Edit that, not this. */
found("t171",[["faults/e502/","E502 템플릿이 모르는 이름을 쓴다",[["","","템플릿에 없는 변수, 속성, 필터의 이름이 있다. 빈칸으로 넘기지 않고 멈춘다."],["mend","고치는 법","이름을 고친다. 메시지에는 찍고 있던 쪽이, 괄호 안에는 그 데이터가 나온다."],["wrong","틀린 예","templates/cells/year.md.j2"],["says","check가 알리는 말",""],["right","옳은 예","templates/cells/year.md.j2"]],0]])
