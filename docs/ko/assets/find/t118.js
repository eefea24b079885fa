/* Generated from data/. Edit that, not this. */
found("t118",[["faults/e011/","E011 UTF-8이 아니다",[["","","모든 파일은 UTF-8로 읽는다. EUC-KR이나 CP949로 저장한 한글은 다른 글자가 되므로 추측하지 않는다."],["mend","고치는 법","편집기에서 UTF-8로 다시 저장한다."],["wrong","틀린 예",""],["says","check가 알리는 말",""],["right","옳은 예","data/regions/ise.yml"]],0]])
