/* Generated from data/. Edit that, not this. */
found("t170",[["faults/e501/","E501 템플릿의 문법이 틀렸다",[["","","템플릿을 Jinja로 읽을 수 없다. 태그를 닫지 않았거나 식이 잘못되었다."],["mend","고치는 법","가리키는 줄을 고친다."],["wrong","틀린 예","templates/cells/year.md.j2"],["says","check가 알리는 말",""],["right","옳은 예","templates/cells/year.md.j2"]],0]])
