/* Generated from data/. Edit that, not this. */
found("t183",[["faults/e702/","E702 docs/가 데이터와 다르다",[["","","데이터를 고치고 다시 만들지 않았거나 만들어진 파일을 손으로 고쳤다."],["mend","고치는 법","python build.py build 를 실행하고 docs/ 도 함께 커밋한다."],["wrong","틀린 예","docs/en/index.md"],["says","check가 알리는 말",""],["right","옳은 예",""]],0]])
