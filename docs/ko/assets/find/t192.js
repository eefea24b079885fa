/* Generated from data/. Edit that, not this. */
found("t192",[["faults/e806/","E806 그 자리에서 고쳐 쓸 수 없다",[["","","이스케이프로 적은 id는 글자 그대로 찾아 바꿀 수 없다."],["mend","고치는 법","id를 이스케이프 없이 적고 명령을 다시 실행한다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
