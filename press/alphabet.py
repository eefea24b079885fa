"""Book -> the names of its entries under their first letters. The only module that knows scripts."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Any

from press.book import Book, Entry, Text


def letters(book: Book) -> list[dict[str, Any]]:
    """The names of all entries in every language, sorted, under their first letters.

    A Hangul syllable is filed under its initial consonant (Unicode 3.12, canonical decomposition). The
    script that most titles of the language use comes first.
    """
    entries = [entry for entry in book.entries if not entry.collection.one_page]
    names: dict[str, list[tuple[Text, Entry]]] = {}
    for entry in entries:
        for name in entry.names:
            names.setdefault(_initial(name), []).append((name, entry))
    scripts = Counter(_script(_initial(entry.title)) for entry in entries)
    return [
        {
            "letter": Text(letter),
            "id": _id(letter),
            "names": sorted(names[letter], key=lambda pair: (pair[0].casefold(), pair[1].address)),
        }
        for letter in sorted(names, key=lambda letter: (-scripts[_script(letter)], not letter.isalpha(), letter))
    ]


def _id(letter: str) -> str:
    """The address of a letter's place: `a` for a Latin letter, `hangul-kiyeok` for one of another script."""
    if not letter.isalpha():
        return "other"
    script, *_, name = unicodedata.name(letter).lower().split()
    return name if script == "latin" else f"{script}-{name}"


def _initial(name: str) -> str:
    first = unicodedata.normalize("NFD", name[0].upper())[0]
    if not first.isalpha():
        return "#"
    full = unicodedata.name(first, "")
    return unicodedata.lookup(full.replace("CHOSEONG", "LETTER")) if "HANGUL CHOSEONG" in full else first


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0] if letter.isalpha() else ""
