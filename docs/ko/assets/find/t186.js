/* Generated from data/. Edit that, not this. */
found("t186",[["faults/e705/","E705 데이터 파일의 서식이 고르지 않다",[["","","키의 순서와 들여쓰기가 파일마다 다르면 견주어 보기 어렵고, 고치지 않은 줄까지 바뀐 것으로 나온다."],["mend","고치는 법","python build.py fmt 를 실행한다. 뜻과 주석은 그대로 남는다."],["wrong","틀린 예","data/regions/uji.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/regions/uji.yml"]],0]])
