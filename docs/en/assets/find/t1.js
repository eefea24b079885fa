/* Generated from data/. Edit that, not this. */
found("t1",[["a-z/","A–Z of terms",[["","",""]],0]])
