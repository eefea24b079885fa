/* Generated from data/. Edit that, not this. */
found("t138",[["faults/e117/","E117 콜론이나 그 뒤의 빈칸이 없다",[["","","키와 값 사이에는 콜론과 빈칸이, 목록의 붙임표 뒤에는 빈칸이 있어야 한다. 여러 줄에 걸친 글을 덜 들여 써도 이 오류가 난다."],["mend","고치는 법","키: 값 처럼 적는다. 윗줄에 이어지는 글이면 더 들여 쓴다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
