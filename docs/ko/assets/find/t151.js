/* Generated from data/. Edit that, not this. */
found("t151",[["faults/e221/","E221 스키마가 JSON이 아니다",[["","","스키마 파일의 문법이 JSON에 맞지 않는다. 쉼표가 빠졌거나 남는 일이 많다."],["mend","고치는 법","가리키는 자리의 쉼표와 괄호를 고친다."],["wrong","틀린 예","schemas/teas.schema.json"],["says","check가 알리는 말",""],["right","옳은 예","schemas/teas.schema.json"]],0]])
