/* Generated from data/. Edit that, not this. */
found("t109",[["faults/e001/","E001 파일을 읽을 수 없다",[["","","파일은 있지만 운영 체제가 내주지 않았다. 대개 읽을 권한이 없다."],["mend","고치는 법","파일의 권한과 디스크를 살핀다."]],0]])
