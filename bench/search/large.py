"""A corpus of many pages: the handbook's own, the help of an office suite, and pages made from its sentences.

A made page mixes sentences of several pages. A word that few pages have marks its page; in a made page one from a large
stock of invented words, halves of two such words, stands in its place. So the stock of words grows with the pages as
it does in life. Some titles begin with a concept's title, and some pages quote a concept's first sentence.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from press.digest import digest
from press.find.index import make_index, revise, weigh
from press.find.record import Record, read
from press.model import Page
from press.render import site_path
from press.spread import cores, shares, spread

SEED = 11
RARE = 4
"""A word on fewer pages marks them."""
STOCK = 30_000
"""How many words are invented for a language."""
CONFUSERS, QUOTES = 0.08, 0.12
EDITS, EDITED = 30, "twenty new words 스무 낱말"
SUFFIXES = {
    "ko": ["정리", "예제", "실습", "질문", "노트"],
    "en": ["notes", "examples", "exercise", "questions", "summary"],
}
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"(?<=[.?!]) +")

Records = dict[str, list[Record]]
"""By language: the records of its pages, in the same order in each."""


def handbook(docs: Path, sites: Sequence[str] = ("ko", "en")) -> Records:
    """The records of the pages in docs/."""
    found: Records = {}
    for site in sites:
        files = sorted((docs / site).rglob("*.md"))
        names = [file.relative_to(docs / site).as_posix() for file in files]
        found[site] = [
            read(file.read_text(encoding="utf-8"), site_path(name)) for file, name in zip(files, names, strict=True)
        ]
    return found


@dataclass(frozen=True)
class Stock:
    """What the pages of a language are made from."""

    sentences: list[str]
    headings: list[str]
    common: list[str]
    """Words of titles that many pages have."""
    kept: frozenset[str]
    invented: list[str]
    nouns: list[str]
    """Invented, too: what titles are made of, beside common words."""


def stock(records: Sequence[Record], site: str) -> Stock:
    """The sentences of some pages, and words to put into them."""
    own = re.compile("[가-힣]+" if site == "ko" else "[A-Za-z]+").fullmatch
    texts = [" ".join(text for _, _, text in record.sections) for record in records]
    pages = Counter(word for text in texts for word in set(_LETTERS.findall(text)))
    named = Counter(word for record in records for _, name, _ in record.names for word in _LETTERS.findall(name))
    rare = sorted(word for word, number in pages.items() if number < RARE and word not in named and own(word))
    headings = Counter(heading for record in records for heading in {heading for _, heading, _ in record.sections[1:]})
    dice = random.Random(SEED)
    return Stock(
        [one for text in texts for one in _SENTENCE.split(text) if 20 <= len(one) <= 250],
        sorted(heading for heading, number in headings.items() if number > 1),
        sorted(word for word, number in named.items() if number >= RARE and own(word)),
        frozenset(word for word, number in pages.items() if number >= RARE),
        _invent(rare, pages.keys() | named.keys(), STOCK, dice),
        _invent(rare, pages.keys() | named.keys(), STOCK, dice),
    )


def _invent(words: Sequence[str], known: set[str], number: int, dice: random.Random) -> list[str]:
    found: dict[str, None] = {}
    for _ in range(20 * number):
        first, second = dice.choice(words), dice.choice(words)
        made = first[: (len(first) + 1) // 2] + second[len(second) // 2 :].lower()
        if made not in known and first.isascii() == second.isascii() and 2 < len(made) < 16:
            found[made] = None
        if len(found) == number:
            break
    return list(found)


def make(real: Records, others: Records, number: int) -> Records:
    """So many records in each language: the real ones, then the others, then pages made from those."""
    stocks = {site: stock(records, site) for site, records in others.items()}
    concepts = [place for place, record in enumerate(next(iter(real.values()))) if len(record.sections) > 3]
    made: Records = {site: [*records, *others[site]][:number] for site, records in real.items()}
    taken = {site: {record.title for record in records} for site, records in made.items()}
    for page in range(len(next(iter(made.values()))), number):
        dice = random.Random(SEED * 1_000_003 + page)
        fate, concept = dice.random(), dice.choice(concepts)
        suffix = dice.randrange(5)
        titles = {}
        for site, own in stocks.items():
            title = _title(own, dice)
            if fate < CONFUSERS:
                title = f"{real[site][concept].title} {SUFFIXES[site][suffix]} {page}"
            titles[site] = title if title not in taken[site] else f"{title} {page}"
            taken[site].add(titles[site])
        quote = CONFUSERS <= fate < CONFUSERS + QUOTES
        for site, own in stocks.items():
            first = _SENTENCE.split(real[site][concept].sections[0][2])[0] if quote else ""
            made[site].append(_record(own, f"more/{page}/", titles, site, first, dice))
    return made


def _title(own: Stock, dice: random.Random) -> str:
    form = dice.choice(["ci", "ic", "cic", "cci", "ii"])
    return " ".join(dice.choice(own.common if one == "c" else own.nouns) for one in form)


def _record(own: Stock, url: str, titles: Mapping[str, str], site: str, first: str, dice: random.Random) -> Record:
    def word(match: re.Match[str]) -> str:
        seen = match[0]
        return seen if seen in own.kept else own.invented[int(len(own.invented) * dice.random() ** 2)]

    def some(least: int, most: int) -> str:
        return " ".join(_LETTERS.sub(word, dice.choice(own.sentences)) for _ in range(dice.randint(least, most)))

    sections = [("", "", f"{first} {some(1, 2)}".strip())]
    for place in range(dice.randint(2, 6)):
        heading = dice.choice(own.headings) if dice.random() < 0.5 else _title(own, dice)
        sections.append((f"s{place}", heading, some(2, 5)))
    title = titles[site]
    names = [(0, title, "")] + [(1, name, "") for name in titles.values() if name != title]
    return Record(url, title, names, sections)


def build(records: Sequence[Record], folder: Path) -> tuple[float, str]:
    """Writes the index of a language into a folder; the seconds that it took to make it, and a hash of all of it."""
    start = time.perf_counter()

    def work(portion: Sequence[Record]) -> list[dict[str, int]]:
        return [weigh(record) for record in portion]

    weights = [one for portion in spread(work, shares(records), cores()) for one in portion]
    pages: list[Page] = make_index(records, weights, "")
    seconds = time.perf_counter() - start
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.js"):
        old.unlink()
    for page in pages:
        (folder / page.path.lstrip("/")).write_text(page.text, encoding="utf-8")
    return seconds, digest("".join(page.path + page.text for page in pages).encode())


def edit(records: Sequence[Record], folder: Path, whole: float) -> float:
    """The seconds that the index of a language in a folder takes to follow the edit of one page; the mean of some.

    An edit that takes a new index costs as much as the `whole` one.
    """
    taken = []
    for number in range(0, len(records), max(1, len(records) // EDITS)):
        record = records[number]
        place, heading, text = record.sections[-1]
        edited = replace(record, sections=[*record.sections[:-1], (place, heading, f"{text} {record.title} {EDITED}")])
        start = time.perf_counter()
        old = {file.stem: file.read_bytes() for file in folder.glob("*.js")}
        files = revise(old, {number: (edited, weigh(edited))}, "")
        taken.append(time.perf_counter() - start + (whole if files is None else 0))
    return mean(taken)
