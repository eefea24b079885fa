/* Generated from data/. Edit that, not this. */
found("t153",[["faults/e223/","E223 스키마를 쓸 수 없다",[["","","없는 종류나 컬렉션, 필드를 가리키는 스키마다."],["mend","고치는 법","메시지가 가리키는 이름을 고친다."],["wrong","틀린 예","schemas/teas.schema.json"],["says","check가 알리는 말",""],["right","옳은 예","schemas/teas.schema.json"]],0]])
