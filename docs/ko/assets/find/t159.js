/* Generated from data/. Edit that, not this. */
found("t159",[["faults/e306/","E306 목록에 있는 컬렉션의 파일이 없다",[["","","컬렉션에는 제목과 소개를 적은 data/이름.yml 과 스키마 schemas/이름.schema.json 이 있어야 한다."],["mend","고치는 법","이름의 철자를 고치거나 파일을 만든다."],["wrong","틀린 예","data/site.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/site.yml"]],0]])
