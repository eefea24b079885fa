/* Generated from data/. Edit that, not this. */
found("t154",[["faults/e301/","E301 없는 항목을 가리킨다",[["","","링크나 필드가 가리키는 항목의 파일이 없다. 그대로 실으면 독자가 없는 쪽으로 가게 된다."],["mend","고치는 법","id의 철자를 고치거나 그 항목을 쓴다. id를 바꿀 때 build.py rename 을 쓰면 그 항목을 가리키는 곳까지 함께 고친다."],["wrong","틀린 예","data/teas/sencha.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/teas/sencha.yml"]],0]])
