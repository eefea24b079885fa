"""Findings and what somebody says of them -> the texts in which the languages say the same."""

from __future__ import annotations

import difflib
import sys
import termios
import tty
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from press.load import parse
from press.model import STALE, Faulty, Problem
from press.passages import pairs, sign
from press.translations.report import Finding
from press.translations.states import Judged

KEYS = "[a]ccept  [s]kip  [q]uit"


def named(what: str, found: Sequence[Finding]) -> list[Finding]:
    """The texts of a collection, an entry or a field: `teas`, `teas/sencha`, `teas/sencha.what[0]`. Raises Faulty."""
    address, _, field = what.partition(".")
    own = [one for one in found if one.entry == address or one.entry.startswith(f"{address}/")]
    chosen = [one for one in own if not field or f"{one.field}.".startswith((f"{field}.", f"{field}["))]
    if chosen:
        return chosen
    names = {one.name if own else one.entry for one in own or found}
    near = difflib.get_close_matches(what, sorted(names), n=1)
    hint = f'; did you mean "{near[0]}"?' if near else "; write COLLECTION/ID or COLLECTION/ID.FIELD"
    raise Faulty([Problem(what, 0, 0, "", f"names no text{hint}", "E803")])


def accepted(
    judged: Mapping[str, Sequence[Judged]], chosen: Iterable[Finding], *, draft: bool = False
) -> dict[str, Sequence[Judged]]:
    """All texts once the chosen ones are said to say what the others say; as `draft`, by a machine."""
    tags: dict[int, set[str]] = {}
    for one in chosen:
        tags.setdefault(id(one.judged), set()).add(one.tag)
    return {
        address: [one.accepted(tags[id(one)], draft=draft) if id(one) in tags else one for one in found]
        for address, found in judged.items()
    }


def ask(found: Sequence[Finding], versions: Callable[[str], Iterable[bytes]], key: Callable[[], str]) -> list[Finding]:
    """The texts that somebody accepts, who presses a key for each; Ctrl-C quits and keeps what was accepted.

    `versions` gives what a data file said before, newest first.
    """
    chosen = []
    with suppress(KeyboardInterrupt):
        for number, one in enumerate(found, 1):
            place = f"{one.source.path}:{one.at[0]}:{one.at[1]}"
            print(f"\n{number} of {len(found)}  {one.name}  {one.state} in {one.tag}  {place}")
            before = _before(one, versions) if one.state == STALE else {}
            for tag, words in one.words.items():
                if tag in before:
                    print(f"  {tag} was  {before[tag]}\n  {tag} now  {words}")
                else:
                    print(f"  {tag}      {words}")
            print(KEYS, end=" ", flush=True)
            pressed = ""
            while pressed not in ("a", "s", "q"):
                pressed = key() or "q"
            print(pressed)
            if pressed == "q":
                break
            chosen += [one] if pressed == "a" else []
    return chosen


def _before(one: Finding, versions: Callable[[str], Iterable[bytes]]) -> dict[str, str]:
    """What a text said, in the languages that were edited, when its stale words were new; as far as it is known."""
    sides = one.judged.passage.sides
    wanted = {
        sign_: tag
        for line in one.judged.evidence
        if line.sides.get(one.tag) == sides[one.tag]
        for tag, sign_ in line.sides.items()
        if tag in sides and sides[tag] != sign_
    }
    found: dict[str, str] = {}
    for raw in versions(one.source.path) if wanted else ():
        try:
            said = parse(raw, one.source.path).data
        except Exception:  # what was committed once need not have been right
            continue
        for _, pair in pairs(said, frozenset(one.judged.states)):
            found |= {tag: words for tag, words in pair.items() if wanted.get(sign(words)) == tag}
        if found.keys() >= set(wanted.values()):
            break
    return found


@contextmanager
def keys() -> Iterator[Callable[[], str]]:
    """Gives the key that somebody presses next on the terminal, without Enter; nothing at its end."""
    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin, termios.TCSADRAIN)
        yield lambda: sys.stdin.read(1)
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
