"""Letters that look like those of ASCII, or like nothing: full-width ones, odd spaces, what has no width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator


def odd(text: str) -> Iterator[tuple[int, str, str]]:
    """Every such letter of a text: where it stands, itself, and what is meant by it, which may be nothing."""
    if text.isascii():
        return
    for number, letter in enumerate(text):
        meant = unicodedata.normalize("NFKC", letter)
        if (meant != letter and meant.isascii()) or not letter.isprintable():
            yield number, letter, meant.strip() if meant.isprintable() else ""


def said_of(letter: str, meant: str) -> str:
    """The fault of such a letter where only ASCII will do."""
    remedy = f'write "{meant}"' if meant else "delete it, or write a space"
    return f"has a full-width or invisible character here (U+{ord(letter):04X}); {remedy}"


def plain(text: str) -> str:
    """A text in small letters of ASCII as far as there are such, to be compared with another."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def shown(text: str) -> str:
    """A text in which nothing is invisible."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)
