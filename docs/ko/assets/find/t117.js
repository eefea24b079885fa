/* Generated from data/. Edit that, not this. */
found("t117",[["faults/e009/","E009 꼭 있어야 할 파일이 없다",[["","","언어와 컬렉션을 적는 data/site.yml , 쪽에 쓰이는 말을 적는 data/labels.yml , MkDocs의 설정 mkdocs.base.yml 은 어느 프로젝트에나 있다."],["mend","고치는 법","파일을 만들거나 git에서 되살린다."],["wrong","틀린 예",""],["says","check가 알리는 말",""],["right","옳은 예",""]],0]])
