"""A data file and what it shall say -> its text with just that changed. Comments, order and quoting stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from press.load import scalar, spans, understood
from press.model import Faulty, Place, Problem

Words = Callable[[str], str]
"""What becomes of the words of a key or value as they are written."""


def rewrite(raw: bytes, name: str, values: Mapping[Place, Words], keys: Mapping[Place, Words]) -> bytes:
    """The bytes of a data file with some values and keys written otherwise, and everything else byte for byte.

    Raises Faulty if that cannot be done in place, as where a word is written with escapes.
    """
    text = raw.decode("utf-8")
    places = spans(raw)
    wanted = [(places.values[place], words) for place, words in values.items()]
    wanted += [(places.keys[place], words) for place, words in keys.items()]
    parts, end = [], 0
    for (start, stop), words in sorted(wanted, key=lambda one: one[0]):
        parts += [text[end:start], words(text[start:stop])]
        end = stop
    made = "".join([*parts, text[end:]])
    problems = [
        Problem(
            name,
            *_place(text, places.values[place][0]),
            "",
            "cannot be rewritten here; write the id without escapes",
            "E806",
        )
        for place, words in values.items()
        if words(text[slice(*places.values[place])]) == text[slice(*places.values[place])]
    ]
    if problems:
        raise Faulty(problems)
    return _legible(made, name)


def _legible(text: str, name: str) -> bytes:
    """The bytes of a text. Raises Faulty if it cannot be read."""
    if isinstance(fault := understood(text.encode(), name), Problem):
        raise Faulty([fault])
    return text.encode()


def _place(text: str, start: int) -> tuple[int, int]:
    before = text[:start]
    return before.count("\n") + 1, start - before.rfind("\n")


def word(old: str, new: str) -> Words:
    """Puts one id in the place of another, in quotes or without."""
    whole = re.compile(rf"""(["']?){re.escape(old)}\1""")

    def swap(written: str) -> str:
        match = whole.fullmatch(written)
        return f"{match[1]}{new}{match[1]}" if match else written

    return swap


def marks(old: str, new: str) -> Words:
    """Puts one address in the place of another in the inline links of prose."""
    mark = re.compile(rf"\[\[{re.escape(old)}(?=\]\]|\|)")
    return lambda written: mark.sub(f"[[{new}", written)


def without(raw: bytes, name: str, place: Place) -> bytes:
    """The bytes of a data file without one item of a list, in whichever style the list is written.

    Raises Faulty if it could not be read then.
    """
    text = raw.decode("utf-8")
    start, stop = spans(raw).values[place]
    line_start, line_stop = text.rfind("\n", 0, start) + 1, _line_end(text, start, stop)
    if re.fullmatch(r"\s*-\s+", text[line_start:start]):
        start, stop = line_start, line_stop
    elif after := re.match(r"\s*,\s*", text[stop:]):
        stop += after.end()
    elif before := re.search(r"\s*,\s*$", text[:start]):
        start = before.start()
    return _legible(text[:start] + text[stop:], name)


def _line_end(text: str, start: int, stop: int) -> int:
    """Where the line ends in which a value does. A block scalar has the end of its last line in it."""
    return (text.find("\n", max(start, stop - 1)) + 1) or len(text)


def with_item(raw: bytes, name: str, place: Place, id_: str) -> bytes:
    """The bytes of a data file with one more id at the end of a list, in the style in which the list is written."""
    text, found = raw.decode("utf-8"), spans(raw)
    start, stop = found.values[place]
    words = id_ if scalar(id_) == id_ else f'"{id_}"'
    items = [span for one, span in found.values.items() if one[:-1] == place and len(one) == len(place) + 1]
    if text[start] == "[":
        at, words = (items[-1][1], f", {words}") if items else (start + 1, words)
    else:
        last = items[-1][0]
        line = text.rfind("\n", 0, last) + 1
        at, words = _line_end(text, last, stop), f"{text[line:last]}{words}\n"
        if at == len(text) and not text.endswith("\n"):
            words = f"\n{words}"
    return _legible(f"{text[:at]}{words}{text[at:]}", name)
