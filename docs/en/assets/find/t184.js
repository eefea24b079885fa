/* Generated from data/. Edit that, not this. */
found("t184",[["faults/e703/","E703 A file that cannot be written",[["","","The folder is read-only, or the disk is full. Nothing was changed."],["mend","How to mend it","Look at permissions and disk, and run the command again."]],0]])
