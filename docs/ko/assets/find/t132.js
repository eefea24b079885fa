/* Generated from data/. Edit that, not this. */
found("t132",[["faults/e111/","E111 전각 문자나 보이지 않는 문자가 있다",[["","","한글이나 한자 입력 상태에서 친 ： , ［ , － , 전각 빈칸(U+3000)은 ASCII 기호와 비슷해 보이지만 다른 글자다. 글 안에서는 괜찮지만 키, id, 선택할 값, 링크의 기호로는 쓸 수 없다."],["mend","고치는 법","메시지가 알려 주는 글자로 바꾼다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
