/* Generated from data/. Edit that, not this. */
found("t167",[["faults/e404/","E404 같은 언어가 두 번 나온다",[["","","언어마다 폴더와 주소가 하나씩 생긴다."],["mend","고치는 법","둘 가운데 하나만 남긴다."],["wrong","틀린 예","data/site.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/site.yml"]],0]])
