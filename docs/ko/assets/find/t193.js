/* Generated from data/. Edit that, not this. */
found("t193",[["faults/w101/","W101 이 책이 쓰지 않기로 한 말이다",[["","","같은 것을 여러 말로 부르면 독자는 다른 것으로 여긴다. 어떤 말을 쓸지는 data/usage.yml 에 적혀 있다."],["mend","고치는 법","메시지에 나온 말로 바꾼다. 그 말 자체를 이야기하는 자리라면 data/usage.yml 의 exceptions 에 까닭과 함께 적는다."],["wrong","틀린 예","data/regions/nile.yml"],["says","check가 알리는 말",""],["right","옳은 예","data/regions/nile.yml"]],0]])
