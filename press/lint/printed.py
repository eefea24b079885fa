"""Prose -> Printed: what readers see of it, and where each letter of that is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from press.inline import Piece, pieces

BLANK = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for words that are not this text's own: code, a formula, the title of an entry."""


@dataclass(frozen=True)
class Mark:
    """A link, code or a formula in a text: its kind, what it says, and where it ends."""

    kind: str
    words: str
    end: int


@dataclass(frozen=True)
class Printed:
    """A text as readers see it. Places are those of its letters in `words`."""

    words: str
    marks: Sequence[Mark]
    origins: Sequence[int]
    """Where each letter stands in the text as it is written, and where that ends."""


@dataclass(frozen=True)
class Finding:
    """Something to mend in a text: where it begins, what to do, and the code of the rule."""

    start: int
    message: str
    code: str


def printed(text: str, title: Callable[[str], str]) -> Printed:
    """A text as readers see it; `title(address)` names an entry."""
    words: list[str] = []
    origins: list[int] = []
    marks: list[Mark] = []
    for piece in pieces(text):
        own = piece.kind == "text" or (piece.kind == "link" and piece.words)
        words += piece.words if own else BLANK
        origins += range(piece.start, piece.end) if own else [piece.start]
        if piece.kind != "text":
            marks.append(Mark(piece.kind, _said(piece, title), len(words)))
    return Printed("".join(words), marks, [*origins, len(text)])


def _said(piece: Piece, title: Callable[[str], str]) -> str:
    return piece.words or title(piece.address)
