"""Records -> the files of a language's search index, and the same after a few records have changed.

The files are of four kinds. `index` names the others. `names` holds all names, in one file or one for each first
letter. `words` is an inverted index: every term with the pages it occurs on, in sorted ranges, so that a prefix is a
walk inside one file. `texts` holds what results show, a few pages to a file. Where a range ends depends on the term
there alone (content-defined chunking: Muthitacharoen et al., 2001), so that an edit changes few files.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from press.digest import digest
from press.find.keys import ENDINGS, KNOWN, all_terms, hangul, keys, words
from press.find.record import Record
from press.model import Page

NOTICE = "/* Generated from data/. Edit that, not this. */"
BLOCK = 3
"""Pages in a file of texts."""
LEAST, MOST = 6_000, 24_000
"""How many letters a file of words has, about."""
ONE_IN = 16
"""One in so many terms may end a range."""
ONE_FILE = 150_000
"""So many letters of names are kept in one file."""
CAP = 1_500
"""How many pages of a term are kept: the best."""
STEPS = 15
TITLE, NAME, HEADING, LEAD, BODY = 3.0, 2.0, 2.0, 1.75, 1.0
"""How much an occurrence counts by where it is."""
K1, B, USUAL = 1.2, 0.6, 250
"""BM25F (Robertson and Zaragoza, 2009), with a fixed usual length, so that no page depends on the others."""

Postings = dict[str, list[tuple[int, int]]]
"""By term: the numbers of its pages and how much it counts on each, 1 to STEPS."""


def weigh(record: Record) -> dict[str, int]:
    """How much each term counts on a page, 1 to STEPS."""
    found: Counter[str] = Counter()
    _add(found, record.title, TITLE)
    for kind, name, _ in record.names[1:]:
        _add(found, name, NAME if kind == 1 else HEADING)
    length = 0
    for place, heading, text in record.sections:
        _add(found, heading, HEADING)
        length += _add(found, text, BODY if place else LEAD)
    norm = K1 * (1 - B + B * max(1, round(4 * length / USUAL)) / 4)
    return {term: max(1, round(STEPS * count / (count + norm))) for term, count in found.items()}


def _add(found: Counter[str], text: str, weight: float) -> int:
    number = 0
    for term in all_terms(text):
        found[term] += weight  # type: ignore[assignment]  # a Counter may count in parts
        number += 1
    return number


def make_index(records: Sequence[Record], weights: Sequence[Mapping[str, int]], folder: str) -> list[Page]:
    """The index of all pages of a language, to be written into `folder`, from what `weigh` says of each record."""
    found: Postings = {}
    for number, own in enumerate(weights):
        for term, weight in own.items():
            found.setdefault(term, []).append((number, weight))
    files = _texts(records) | _names(records) | _words(sorted(found.items()))
    index = {
        "version": digest(json.dumps(files, ensure_ascii=False).encode())[:8],
        "pages": len(records),
        "block": BLOCK,
        "names": [name for name in files if name[0] == "n"],
        "words": [[rows[0][0], name] for name, rows in files.items() if name[0] == "w"],
        "endings": ENDINGS,
        "asking": KNOWN["asking"],
    }
    return [_file(folder, name, content) for name, content in (files | {"index": index}).items()]


def _file(folder: str, name: str, content: Any) -> Page:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Page(f"{folder}/{name}.js", f'{NOTICE}\nfound("{name}",{text})\n')


def _texts(records: Sequence[Record]) -> dict[str, Any]:
    return {
        f"t{start // BLOCK}": [[one.url, one.title, one.sections] for one in records[start : start + BLOCK]]
        for start in range(0, len(records), BLOCK)
    }


def _names(records: Sequence[Record]) -> dict[str, Any]:
    rows = [
        [number, kind, name, place] if place else [number, kind, name]
        for number, record in enumerate(records)
        for kind, name, place in record.names
    ]
    if sum(len(str(row[2])) for row in rows) <= ONE_FILE:
        return {"n": rows}
    shards: dict[str, list[Any]] = {}
    for row in rows:
        shards.setdefault(_shard(str(row[2])), []).append(row)
    return {name: shards[name] for name in sorted(shards)}


def _shard(name: str) -> str:
    """The file of a name: by the first key of a Hangul word, or by another letter."""
    word = (words(name) or ["0"])[0]
    letter = ord(keys(word)[0])
    return f"n-{letter:x}x" if hangul(word) else f"n-{letter:x}" if letter < 128 else f"n-{letter % 64:x}o"


def _words(found: Iterable[tuple[str, list[tuple[int, int]]]]) -> dict[str, Any]:
    return {f"w{number}": rows for number, rows in enumerate(_ranges(map(_row, found)))}


def _row(pair: tuple[str, list[tuple[int, int]]]) -> list[Any]:
    """A term with its pages, each as one number: the distance from the page before, and how much it counts."""
    term, pages = pair
    if len(pages) > CAP:
        pages = sorted(sorted(pages, key=lambda page: (-page[1], page[0]))[:CAP])
    row: list[Any] = [term]
    last = 0
    for number, weight in pages:
        row.append((number - last) * (STEPS + 1) + weight)
        last = number
    return row


def _ranges(rows: Iterable[list[Any]]) -> Iterable[list[list[Any]]]:
    """Sorted rows in ranges of about LEAST to MOST letters."""
    held: list[list[Any]] = []
    size = 0
    for row in rows:
        held.append(row)
        size += len(row[0]) + 5 * len(row)
        if size >= MOST or (size >= LEAST and int(digest(row[0].encode())[:4], 16) % ONE_IN == 0):
            yield held
            held, size = [], 0
    if held:
        yield held
