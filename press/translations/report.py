"""Judged texts -> Findings: how each stands in each language, as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from press.model import Source, dotted
from press.passages import address_of
from press.translations.states import STATES, Judged


@dataclass(frozen=True)
class Finding:
    """A text in one language."""

    source: Source
    judged: Judged
    tag: str

    @property
    def entry(self) -> str:
        """Its data file: `teas/sencha`, and `site` for data/site.yml."""
        return address_of(self.source.collection, self.source.id)

    @property
    def field(self) -> str:
        """Where it stands in the file: `what[0]`."""
        return dotted(self.judged.passage.place)

    @property
    def name(self) -> str:
        """What people call it: `teas/sencha.what[0]`."""
        return f"{self.entry}.{self.field}"

    @property
    def state(self) -> str:
        return self.judged.states[self.tag]

    @property
    def words(self) -> dict[str, str]:
        """What it says in each language."""
        said = self.source.data
        for step in self.judged.passage.place:
            said = said[step]
        return said

    @property
    def at(self) -> tuple[int, int]:
        """Line and column of its words, or of those in other languages if it has none."""
        values, place = self.source.values, self.judged.passage.place
        return values.get((*place, self.tag)) or values.get(place, (1, 1))


def findings(sources: Sequence[Source], judged: Mapping[str, Sequence[Judged]]) -> Iterator[Finding]:
    """Every text in every language, in the order of the files."""
    for source in sources:
        for one in judged[address_of(source.collection, source.id)]:
            for tag in one.states:
                yield Finding(source, one, tag)


def totals(found: Sequence[Finding], tags: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many texts are in each state, by language."""
    counts = {tag: dict.fromkeys(STATES, 0) for tag in tags}
    for one in found:
        if one.tag in counts:
            counts[one.tag][one.state] += 1
    return counts


def as_text(shown: Sequence[Finding], counts: Mapping[str, Mapping[str, int]]) -> str:
    """A table of texts for people, and one of the totals."""
    listed = [[one.state, one.tag, one.name, f"{one.source.path}:{one.at[0]}:{one.at[1]}"] for one in shown]
    summed = [[tag, *map(str, own.values())] for tag, own in counts.items()]
    tables = [_table(["state", "language", "text", "place"], listed)] if listed else []
    return "\n\n".join([*tables, _table(["language", *STATES], summed)])


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [head, *rows]]
    return "\n".join(line.rstrip() for line in lines)


def as_json(shown: Sequence[Finding], counts: Mapping[str, Mapping[str, int]]) -> str:
    """The same for tools."""
    texts = [
        {
            "text": one.name,
            "entry": one.entry,
            "field": one.field,
            "language": one.tag,
            "state": one.state,
            "file": one.source.path,
            "line": one.at[0],
            "column": one.at[1],
            "words": one.words,
        }
        for one in shown
    ]
    return json.dumps({"totals": counts, "texts": texts}, ensure_ascii=False, indent=2)
