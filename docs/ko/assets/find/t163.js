/* Generated from data/. Edit that, not this. */
found("t163",[["faults/e310/","E310 링크의 괄호가 맞지 않는다",[["","","글 안의 링크는 [[컬렉션/id]] 나 [[컬렉션/id|보일 글]] 로 적는다. 괄호 하나가 빠지면 링크가 아니라 글자로 실린다."],["mend","고치는 법","대괄호를 두 개씩 열고 두 개씩 닫는다. 코드라면 백틱으로 감싼다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
