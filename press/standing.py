"""Book -> Rows: how far the whole book is translated into its language, for the page that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from press.book import Book, Collection, Entry
from press.model import FRESH, MISSING, STALE, UNREVIEWED

ORDER = (FRESH, STALE, MISSING, UNREVIEWED)


@dataclass(frozen=True)
class Row:
    """How many texts are in each state, in the order of the columns: of a collection, of an entry, or of all."""

    noun: Collection | Entry | None
    counts: Mapping[str, int]

    @property
    def open(self) -> dict[str, int]:
        """The states in which there are any texts that are not fresh."""
        return {state: number for state, number in self.counts.items() if number and state != FRESH}


def rows(book: Book) -> list[Row]:
    """A row for each collection, one for what the site says besides them, and one for all."""
    entries: dict[str, list[str]] = {name: [] for name in book.collections}
    other: list[str] = []
    for address in book.standing.counts:
        entries.get(address.partition("/")[0], other).append(address)
    found = [_row(book, collection, entries[name]) for name, collection in book.collections.items()]
    return [*found, _row(book, None, other), _row(book, None, book.standing.counts)]


def unfinished(book: Book) -> list[Row]:
    """A row for each collection and each entry with texts that are not fresh, in reading order."""
    nouns: list[Any] = []
    for collection in book.collections.values():
        nouns += [collection, *collection.entries]
    return [row for row in (_row(book, noun, [noun.address]) for noun in nouns) if row.open]


def _row(book: Book, noun: Collection | Entry | None, addresses: Iterable[str]) -> Row:
    total: Counter[str] = Counter()
    for address in addresses:
        total.update(book.standing.counts.get(address, {}).get(book.language.tag, {}))
    return Row(noun, {state: total[state] for state in ORDER})
