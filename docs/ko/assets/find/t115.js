/* Generated from data/. Edit that, not this. */
found("t115",[["faults/e007/","E007 파일 이름이 id가 될 수 없다",[["","","파일 이름이 그대로 주소가 된다. 주소는 어느 채팅방이나 위키에 붙여도 깨지지 않도록 ASCII 소문자, 숫자, 붙임표로만 쓴다."],["mend","고치는 법","파일 이름을 바꾼다. 한글처럼 다른 문자로 쓴 이름은 title 과 also_called 에 적는다."],["wrong","틀린 예","data/regions/Ise.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/regions/ise.yml"]],0]])
