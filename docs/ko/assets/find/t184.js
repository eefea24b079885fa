/* Generated from data/. Edit that, not this. */
found("t184",[["faults/e703/","E703 파일을 쓸 수 없다",[["","","폴더에 쓸 권한이 없거나 디스크가 찼다. 바뀐 것은 없다."],["mend","고치는 법","권한과 디스크를 살피고 다시 실행한다."]],0]])
