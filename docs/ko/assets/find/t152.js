/* Generated from data/. Edit that, not this. */
found("t152",[["faults/e222/","E222 JSON Schema가 아니다",[["","","JSON으로는 맞지만 JSON Schema가 모르는 값이다."],["mend","고치는 법","JSON Schema 2020-12의 낱말로 고친다."],["wrong","틀린 예","schemas/teas.schema.json"],["says","check가 알리는 말",""],["right","옳은 예","schemas/teas.schema.json"]],0]])
