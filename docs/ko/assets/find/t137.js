/* Generated from data/. Edit that, not this. */
found("t137",[["faults/e116/","E116 닫는 따옴표나 괄호 뒤에 글이 이어진다",[["","","따옴표나 대괄호로 시작한 값은 그것을 닫는 자리에서 끝난다. [[…]] 링크로 시작하는 글도 목록으로 읽힌다."],["mend","고치는 법","글 전체를 따옴표로 감싼다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
