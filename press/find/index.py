"""Records -> the files of a language's search index, and the same after a few records have changed.

The files are of five kinds. `index` names the others. `names` holds all names, in one file or one for each first
letter. `words` is an inverted index: every term with the pages it occurs on, in sorted ranges, so that a prefix is a
walk inside one file; `rest` has those pages of common terms that no reader needs, for the next edit. `texts` holds what
results show, a few pages to a file. Where a range ends depends on the term there alone (content-defined chunking:
Muthitacharoen et al., 2001), so that an edit changes few files.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from typing import Any

from press.digest import combined, digest
from press.find.keys import ENDINGS, KNOWN, all_words, hangul, keys, terms, words
from press.find.record import Record
from press.model import Page

NOTICE = "/* Generated from data/. Edit that, not this. */"
SMALL, FEW, MORE = 500, 1, 4
"""An index of fewer than SMALL pages has FEW to a file of texts, so that a result costs little; others MORE."""
LEAST, MOST = 5_000, 24_000
"""How many letters a file of words has, about."""
ONE_IN = 16
"""One in so many terms may end a range."""
ONE_FILE = 150_000
"""So many letters of names are kept in one file."""
CAP = 1_500
"""How many pages of a term a reader gets: the best. The others are kept for the next edit."""
STEPS = 15
TITLE, NAME, HEADING, LEAD, BODY, GATHERED = 5.0, 3.0, 2.0, 1.5, 1.0, 0.5
"""How much an occurrence counts by where it is."""
K1, B, USUAL = 2.0, 0.6, 250
"""BM25F (Robertson and Zaragoza, 2009): only the body is weighed by its length, against a fixed usual one, so that no
page depends on the others."""

Texts = dict[str, str | bytes]
"""The files of an index by name: new ones as text, those that stay as they are on disk."""
Postings = dict[str, "array[int]"]
"""By term: its pages in order, each as one number: the page's times STEPS + 1, and how much the term counts there."""
Weights = tuple[str, bytes]
"""The terms of a page, a line each, and how much each of them counts: those of thousands are held in memory."""


def weigh(record: Record) -> Weights:
    """How much each term counts on a page, 1 to STEPS."""
    texts: dict[float, list[str]] = defaultdict(list)
    texts[TITLE].append(record.title)
    for kind, name, _ in record.names[1:]:
        texts[NAME if kind == 1 else HEADING].append(name)
    body = GATHERED if record.gathers else BODY
    for place, heading, text in record.sections:
        texts[HEADING].append(heading)
        texts[body if place else LEAD].append(text)
    found: dict[str, float] = defaultdict(float)
    for weight, these in texts.items():
        own = [(terms(word), number) for word, number in all_words("\n".join(these)).items()]
        if weight == body:
            length = sum(number * len(by) for by, number in own)
            weight /= 1 - B + B * max(1, round(4 * length / USUAL)) / 4
        for by, number in own:
            for term in by:
                found[term] += number * weight
    return "\n".join(found), bytes(int(STEPS * count / (count + K1) + 0.5) or 1 for count in found.values())


def _counted(weights: Weights) -> Iterator[tuple[str, int]]:
    terms, counts = weights
    return zip(terms.split("\n") if terms else (), counts, strict=True)


def make_index(records: Sequence[Record], weights: Sequence[Weights], folder: str) -> list[Page]:
    """The index of all pages of a language, to be written into `folder`, from what `weigh` says of each record."""
    found: Postings = defaultdict(lambda: array("L"))
    for number, own in enumerate(weights):
        page = number * (STEPS + 1)
        for term, weight in _counted(own):
            found[term].append(page + weight)
    ranges, rest = _ranges(_row(term, found.pop(term)) for term in sorted(found))
    ranges += [rest] if rest else []
    texts: Texts = {name: _text(name, content) for name, content in (_texts(records) | _names(records)).items()}
    texts |= {name: text for place, rows in enumerate(ranges) for name, text in _words(place, rows).items()}
    return _files(folder, texts, [rows[0][0] for rows in ranges], len(records))


def revise(
    old: Mapping[str, bytes], changes: Mapping[int, tuple[Record, Weights]], folder: str
) -> tuple[list[Page], set[str]] | None:
    """The new files of an index some of whose pages say something else, and the names of the files that stay.

    `old` has its files by name, `changes` the new record of a page and what `weigh` says of it, by its number.
    None if it takes a new index: where a name, an address or a number has changed, or a file is missing.
    """
    if "index" not in old:
        return None
    index = _content(old["index"])
    blocks = {f"t{number // index['block']}" for number in changes}
    if not blocks <= old.keys():
        return None
    texts: Texts = {name: text for name, text in old.items() if name[0] in "nt"}
    shown = {name: _content(old[name]) for name in blocks}
    names = [row for name in old if name[0] == "n" for row in _unpacked(_content(old[name]))]
    firsts = [first for first, _ in index["words"]]
    touched: dict[int, dict[str, list[Any]]] = {}
    for number, (record, weights) in changes.items():
        rows, place = shown[f"t{number // index['block']}"], number % index["block"]
        own = sorted(row for row in names if row[0] == number)
        if place >= len(rows) or rows[place][0] != record.url or own != sorted(_name_rows(number, record)):
            return None
        _, title, sections, gathers = rows[place]
        held = dict(_counted(weigh(Record(record.url, title, record.names, sections, bool(gathers)))))
        fresh = dict(_counted(weights))
        rows[place] = _shown(record)
        for term in sorted(term for term in held.keys() | fresh.keys() if held.get(term) != fresh.get(term)):
            at = max(0, bisect_right(firsts, term) - 1)
            if at not in touched:
                touched[at] = _rows(old, at)
            row = _put(touched[at].pop(term, [term]), number, fresh.get(term, 0))
            if len(row) > 1:
                touched[at][term] = row
    ranged, starts = _ranged(old, firsts, touched)
    texts |= {name: _text(name, content) for name, content in shown.items()} | ranged
    stay = {name for name, text in texts.items() if isinstance(text, bytes)}
    return _files(folder, texts, starts, index["pages"]), stay


def _ranged(
    old: Mapping[str, bytes], firsts: Sequence[str], touched: Mapping[int, Mapping[str, list[Any]]]
) -> tuple[Texts, list[str]]:
    """The texts of all ranges of words, and the first term of each range.

    `firsts` are the first terms of the old ranges, `touched` has the rows of those that changed, by their numbers.
    """
    made: Texts = {}
    starts: list[str] = []
    rest: list[list[Any]] = []
    for at, first in enumerate(firsts):
        if rest or at in touched:
            rows = touched[at] if at in touched else _rows(old, at)
            ranges, rest = _ranges([*rest, *(rows[term] for term in sorted(rows))])
        elif at == len(starts):
            made |= {name: old[name] for name in (f"w{at}", f"r{at}") if name in old}
            starts.append(first)
            continue
        else:
            ranges = [list(_rows(old, at).values())]
        last = [rest] if rest and at == len(firsts) - 1 else []
        for ranged in [*ranges, *last]:
            made |= _words(len(starts), ranged)
            starts.append(ranged[0][0])
    return made, starts


def _rows(old: Mapping[str, bytes], at: int) -> dict[str, list[Any]]:
    """The rows of a range by their terms, with all their pages."""
    rows = {row[0]: row for row in _content(old[f"w{at}"])}
    for row in _content(old[f"r{at}"]) if f"r{at}" in old else ():
        rows[row[0]] = _row(row[0], sorted([*_pages(rows[row[0]]), *_pages(row)]))
    return rows


def _words(place: int, rows: Sequence[list[Any]]) -> dict[str, str]:
    """The file of a range of words, and the one with the pages that do not fit into it, if there are any."""
    shown, left = [], []
    for row in rows:
        if len(row) > CAP + 1:
            pages = sorted(_pages(row), key=lambda page: (-(page % (STEPS + 1)), page))
            left.append(_row(row[0], sorted(pages[CAP:])))
            row = _row(row[0], sorted(pages[:CAP]))
        shown.append(row)
    parts = {f"w{place}": shown} | ({f"r{place}": left} if left else {})
    return {name: _text(name, content) for name, content in parts.items()}


def _pages(row: Sequence[Any]) -> Iterable[int]:
    """The pages of a row, as in Postings."""
    return accumulate(row[1:], lambda page, step: page - page % (STEPS + 1) + step)


def _content(text: bytes) -> Any:
    """What a file of the index holds."""
    return json.loads(text[text.index(b'",') + 2 : text.rindex(b")")])


def _put(row: list[Any], number: int, weight: int) -> list[Any]:
    """A row that says how much its term counts on a page; without that page if it is nothing."""
    page, place = 0, 1
    while place < len(row) and page + row[place] // (STEPS + 1) < number:
        page += row[place] // (STEPS + 1)
        place += 1
    after = row[place:]
    there = page
    if after and page + after[0] // (STEPS + 1) == number:
        there = number
        del after[0]
    own = [(number - page) * (STEPS + 1) + weight] if weight else []
    if after:
        after[0] += (there - (number if weight else page)) * (STEPS + 1)
    return row[:place] + own + after


def _files(folder: str, texts: Texts, firsts: Sequence[str], pages: int) -> list[Page]:
    """The files that are new, with the one that names all. `firsts` are the first terms of the files of words."""
    index = {
        "version": combined(sorted((name, digest(_bytes(text))) for name, text in texts.items()))[:8],
        "pages": pages,
        "block": _block(pages),
        "names": sorted(name for name in texts if name[0] == "n"),
        "words": [[first, f"w{place}"] for place, first in enumerate(firsts)],
        "endings": ENDINGS,
        "asking": KNOWN["asking"],
    }
    texts = {**texts, "index": _text("index", index)}
    return [Page(f"{folder}/{name}.js", text) for name, text in texts.items() if isinstance(text, str)]


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _text(name: str, content: Any) -> str:
    return f'{NOTICE}\nfound("{name}",{json.dumps(content, ensure_ascii=False, separators=(",", ":"))})\n'


def _texts(records: Sequence[Record]) -> dict[str, Any]:
    block = _block(len(records))
    return {
        f"t{start // block}": [_shown(one) for one in records[start : start + block]]
        for start in range(0, len(records), block)
    }


def _block(pages: int) -> int:
    return FEW if pages < SMALL else MORE


def _shown(record: Record) -> list[Any]:
    return [record.url, record.title, record.sections, int(record.gathers)]


def _names(records: Sequence[Record]) -> dict[str, Any]:
    rows = [row for number, record in enumerate(records) for row in _name_rows(number, record)]
    if sum(len(str(row[2])) for row in rows) <= ONE_FILE:
        return {"n": _packed(rows)}
    shards: dict[str, list[Any]] = {}
    for row in rows:
        shards.setdefault(_shard(str(row[2])), []).append(row)
    return {name: _packed(shards[name]) for name in sorted(shards)}


def _packed(rows: Sequence[list[Any]]) -> list[list[Any]]:
    """A row for each page: its title, or 0 if that is in another file, other names, and pairs of heading and place."""
    packed = []
    for page, own in groupby(rows, lambda row: row[0]):
        names = list(own)
        elsewhere = [0] if names[0][1] else []
        packed.append([page, *elsewhere, *(row[2:] if row[3:] else row[2] for row in names)])
    return packed


def _unpacked(packed: Iterable[list[Any]]) -> list[list[Any]]:
    """The rows that were packed: a page, the kind of a name, the name, and the place of a heading."""
    rows = []
    for page, title, *others in packed:
        rows += [[page, 0, title]] if title != 0 else []
        rows += [[page, 1, one] if isinstance(one, str) else [page, 2, *one] for one in others]
    return rows


def _name_rows(number: int, record: Record) -> list[list[Any]]:
    return [[number, kind, name, place] if place else [number, kind, name] for kind, name, place in record.names]


def _shard(name: str) -> str:
    """The file of a name: by the first key of a Hangul word, or by another letter."""
    word = (words(name) or ["0"])[0]
    letter = ord(keys(word)[0])
    return f"n-{letter:x}x" if hangul(word) else f"n-{letter:x}" if letter < 128 else f"n-{letter % 64:x}o"


def _row(term: str, pages: Iterable[int]) -> list[Any]:
    """A term with its pages, each less the number of the page before."""
    row: list[Any] = [term]
    last = 0
    for page in pages:
        row.append(page - last)
        last = page - page % (STEPS + 1)
    return row


def _ranges(rows: Iterable[list[Any]]) -> tuple[list[list[list[Any]]], list[list[Any]]]:
    """Sorted rows in ranges of about LEAST to MOST letters, and the rows after the last of them."""
    ranges: list[list[list[Any]]] = []
    held: list[list[Any]] = []
    size = 0
    for row in rows:
        held.append(row)
        size += len(row[0]) + 5 * min(len(row), CAP + 1)
        if size >= MOST or (size >= LEAST and int(digest(row[0].encode())[:4], 16) % ONE_IN == 0):
            ranges.append(held)
            held, size = [], 0
    return ranges, held
