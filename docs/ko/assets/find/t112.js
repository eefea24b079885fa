/* Generated from data/. Edit that, not this. */
found("t112",[["faults/e004/","E004 데이터 파일이 아닌 파일이 data/에 있다",[["","","data/에는 이름이 ID.yml인 파일만 둔다. 확장자가 .yaml인 파일을 말없이 건너뛰면 항목이 사라진 까닭을 알기 어렵다."],["mend","고치는 법","데이터이면 이름을 ID.yml로 바꾸고, 아니면 다른 곳으로 옮긴다."],["wrong","틀린 예","data/regions/ise.yaml"],["says","check가 알리는 말",""],["right","옳은 예","data/regions/ise.yml"]],0]])
