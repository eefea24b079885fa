"""Commands that write into data/, and what a change is to readers. The front door is `desk`.

In goes a project as it stands; out come the files that shall stand there, for `press.write` to put in place: `fresh`
begins an entry, `style` puts a file in order, `mend` mends what needs no judgement. `compare` takes two states of a
project and says what readers see of the difference; `tell` prints it.
"""
