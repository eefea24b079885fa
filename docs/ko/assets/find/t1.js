/* Generated from data/. Edit that, not this. */
found("t1",[["a-z/","용어 찾아보기",[["","",""]],0]])
