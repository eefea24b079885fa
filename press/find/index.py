"""Records -> the files of a language's search index, and the same after a few records have changed.

The files are of four kinds. `index` names the others. `names` holds all names, in one file or one for each first
letter. `words` is an inverted index: every term with the pages it occurs on, in sorted ranges, so that a prefix is a
walk inside one file. `texts` holds what results show, a few pages to a file. Where a range ends depends on the term
there alone (content-defined chunking: Muthitacharoen et al., 2001), so that an edit changes few files.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from press.digest import combined, digest
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
TITLE, NAME, HEADING, LEAD, BODY, GATHERED = 3.0, 2.0, 2.0, 2.25, 1.0, 0.5
"""How much an occurrence counts by where it is."""
K1, B, USUAL = 1.2, 0.6, 250
"""BM25F (Robertson and Zaragoza, 2009), with a fixed usual length, so that no page depends on the others."""

Postings = dict[str, list[tuple[int, int]]]
"""By term: the numbers of its pages and how much it counts on each, 1 to STEPS."""


def weigh(record: Record) -> dict[str, int]:
    """How much each term counts on a page, 1 to STEPS."""
    found: dict[str, float] = defaultdict(float)
    _add(found, record.title, TITLE)
    for kind, name, _ in record.names[1:]:
        _add(found, name, NAME if kind == 1 else HEADING)
    length = 0
    for place, heading, text in record.sections:
        _add(found, heading, HEADING)
        length += _add(found, text, GATHERED if record.gathers and place else BODY if place else LEAD)
    norm = K1 * (1 - B + B * max(1, round(4 * length / USUAL)) / 4)
    return {term: max(1, round(STEPS * count / (count + norm))) for term, count in found.items()}


def _add(found: dict[str, float], text: str, weight: float) -> int:
    """Counts the terms of a text; returns how many there are."""
    terms = all_terms(text)
    for term, number in terms.items():
        found[term] += weight * number
    return terms.total()


def make_index(records: Sequence[Record], weights: Sequence[Mapping[str, int]], folder: str) -> list[Page]:
    """The index of all pages of a language, to be written into `folder`, from what `weigh` says of each record."""
    found: Postings = {}
    for number, own in enumerate(weights):
        for term, weight in own.items():
            found.setdefault(term, []).append((number, weight))
    parts = _texts(records) | _names(records) | _words(map(_row, sorted(found.items())))
    texts = {name: _text(name, content) for name, content in parts.items()}
    firsts = {name: rows[0][0] for name, rows in parts.items() if name[0] == "w"}
    return _files(folder, texts, firsts, len(records))


def revise(
    old: Mapping[str, bytes], changes: Mapping[int, tuple[Record, Mapping[str, int]]], folder: str
) -> list[Page] | None:
    """The files of an index after some of its pages say something else, from the files as they are.

    `old` has their content by name, `changes` the new record of a page and what `weigh` says of it, by its number.
    None if it takes a new index: where a name, an address or a number has changed, or a list of pages is full.
    """
    blocks = {f"t{number // BLOCK}" for number in changes}
    if not blocks | {"index"} <= old.keys():
        return None
    parts = {name: _content(text) for name, text in old.items() if name[0] != "t" or name in blocks}
    pages = parts.pop("index")["pages"]
    rows = {row[0]: row for name in parts if name[0] == "w" for row in parts[name]}
    for number, (record, weights) in changes.items():
        shown, place = parts[f"t{number // BLOCK}"], number % BLOCK
        if place >= len(shown) or shown[place][0] != record.url or not _named(record, number, parts):
            return None
        shown[place] = [record.url, record.title, record.sections]
        held = {term: weight for term, row in rows.items() if (weight := _weight(row, number))}
        for term in [term for term in held.keys() | weights.keys() if held.get(term) != weights.get(term)]:
            row = rows.pop(term, [term])
            if len(row) > CAP:
                return None
            own = {page: weight for page, weight in _pages(row) if page != number}
            if term in weights:
                own[number] = weights[term]
            if own:
                rows[term] = _row((term, sorted(own.items())))
    ranges = _words(rows[term] for term in sorted(rows))
    fresh = {name: parts[name] for name in blocks} | {
        name: ranged for name, ranged in ranges.items() if ranged != parts.get(name)
    }
    kept = {name: text.decode() for name, text in old.items() if name[0] in "nt" or name in ranges}
    texts = kept | {name: _text(name, content) for name, content in fresh.items()}
    return _files(folder, texts, {name: ranged[0][0] for name, ranged in ranges.items()}, pages)


def _content(text: bytes) -> Any:
    """What a file of the index holds."""
    return json.loads(text[text.index(b'",') + 2 : text.rindex(b")")])


def _named(record: Record, number: int, parts: Mapping[str, Any]) -> bool:
    """Whether a page has the names that it had."""
    own = [row for name in sorted(parts) if name[0] == "n" for row in parts[name] if row[0] == number]
    return sorted(own) == sorted(_name_rows(number, record))


def _number(name: str) -> int:
    return int(name[1:])


def _weight(row: Sequence[Any], number: int) -> int:
    """How much a term counts on a page; 0 if it is not there."""
    page = 0
    for step in row[1:]:
        page += step // (STEPS + 1)
        if page >= number:
            return step % (STEPS + 1) if page == number else 0
    return 0


def _pages(row: Sequence[Any]) -> Iterable[tuple[int, int]]:
    page = 0
    for step in row[1:]:
        page += step // (STEPS + 1)
        yield page, step % (STEPS + 1)


def _files(folder: str, texts: Mapping[str, str], firsts: Mapping[str, str], pages: int) -> list[Page]:
    """The files from their texts, with the one that names them."""
    index = {
        "version": combined(sorted((name, digest(text.encode())) for name, text in texts.items()))[:8],
        "pages": pages,
        "block": BLOCK,
        "names": sorted(name for name in texts if name[0] == "n"),
        "words": [[firsts[name], name] for name in sorted(firsts, key=_number)],
        "endings": ENDINGS,
        "asking": KNOWN["asking"],
    }
    return [Page(f"{folder}/{name}.js", text) for name, text in {**texts, "index": _text("index", index)}.items()]


def _text(name: str, content: Any) -> str:
    return f'{NOTICE}\nfound("{name}",{json.dumps(content, ensure_ascii=False, separators=(",", ":"))})\n'


def _texts(records: Sequence[Record]) -> dict[str, Any]:
    return {
        f"t{start // BLOCK}": [[one.url, one.title, one.sections] for one in records[start : start + BLOCK]]
        for start in range(0, len(records), BLOCK)
    }


def _names(records: Sequence[Record]) -> dict[str, Any]:
    rows = [row for number, record in enumerate(records) for row in _name_rows(number, record)]
    if sum(len(str(row[2])) for row in rows) <= ONE_FILE:
        return {"n": rows}
    shards: dict[str, list[Any]] = {}
    for row in rows:
        shards.setdefault(_shard(str(row[2])), []).append(row)
    return {name: shards[name] for name in sorted(shards)}


def _name_rows(number: int, record: Record) -> list[list[Any]]:
    return [[number, kind, name, place] if place else [number, kind, name] for kind, name, place in record.names]


def _shard(name: str) -> str:
    """The file of a name: by the first key of a Hangul word, or by another letter."""
    word = (words(name) or ["0"])[0]
    letter = ord(keys(word)[0])
    return f"n-{letter:x}x" if hangul(word) else f"n-{letter:x}" if letter < 128 else f"n-{letter % 64:x}o"


def _words(rows: Iterable[list[Any]]) -> dict[str, Any]:
    return {f"w{number}": ranged for number, ranged in enumerate(_ranges(rows))}


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
