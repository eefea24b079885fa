/* Generated from data/. Edit that, not this. */
found("t182",[["faults/e701/","E701 빌드가 만들지 않은 파일이 docs/에 있다",[["","","docs/ 는 통째로 만들어지는 폴더라서 낯선 파일을 지우거나 덮어쓸 수 있다. 그래서 손대지 않고 멈춘다."],["mend","고치는 법","파일을 다른 곳으로 옮긴다."],["wrong","틀린 예","docs/en/notes.md"],["says","check가 알리는 말",""],["right","옳은 예","notes.md"]],0]])
