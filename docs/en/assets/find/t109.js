/* Generated from data/. Edit that, not this. */
found("t109",[["faults/e001/","E001 A file that cannot be read",[["","","The file is there, but the operating system does not hand it over. Mostly the permission to read it is missing."],["mend","How to mend it","Look at the permissions of the file, and at the disk."]],0]])
