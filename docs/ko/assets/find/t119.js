/* Generated from data/. Edit that, not this. */
found("t119",[["faults/e012/","E012 바이트 순서 표시로 시작한다",[["","","파일 맨 앞에 보이지 않는 글자 U+FEFF가 있거나 파일이 UTF-16이다. 첫 키의 이름에 섞여 들어가 엉뚱한 오류를 낳는다."],["mend","고치는 법","편집기에서 ‘BOM 없는 UTF-8’로 저장한다."],["wrong","틀린 예",""],["says","check가 알리는 말",""],["right","옳은 예",""]],0]])
