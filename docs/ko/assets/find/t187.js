/* Generated from data/. Edit that, not this. */
found("t187",[["faults/e801/","E801 날짜가 아니다",[["","","공개한 날은 2026-11-25처럼 적는다."],["mend","고치는 법","달력에 있는 날짜를 적는다."],["wrong","틀린 예",""],["says","check가 알리는 말",""],["right","옳은 예",""]],0]])
