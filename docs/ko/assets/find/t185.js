/* Generated from data/. Edit that, not this. */
found("t185",[["faults/e704/","E704 MkDocs가 받아들이지 않았다",[["","","쪽은 다 만들었지만 MkDocs가 사이트를 짓다가 멈췄다. 대개 설정이나 테마의 문제다."],["mend","고치는 법","MkDocs가 한 말을 읽고 mkdocs.base.yml 이나 theme/ 를 고친다."],["wrong","틀린 예","mkdocs.base.yml"],["says","check가 알리는 말",""],["right","옳은 예","mkdocs.base.yml"]],0]])
