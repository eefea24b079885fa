/* Generated from data/. Edit that, not this. */
found("t172",[["faults/e503/","E503 없는 템플릿을 부른다",[["","","include 가 부르는 파일이 templates/ 에 없다."],["mend","고치는 법","파일 이름을 고치거나 그 템플릿을 쓴다."],["wrong","틀린 예","templates/cells/year.md.j2"],["says","check가 알리는 말",""],["right","옳은 예","templates/cells/year.md.j2"]],0]])
