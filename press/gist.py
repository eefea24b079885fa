"""Source -> Gist: what the pages of other entries may depend on, without the words themselves."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from press.digest import combined, digest
from press.inline import references
from press.model import Source
from press.passages import address_of, as_agreed, passages
from press.shapes import Shapes, address

SHORT = 300
"""Letters up to which it is worth keeping what a field says."""
Tie = tuple[list[str | int], str, str | None]
"""A reference in a field: its path, the address that it leads to, and the name that the other side has for it."""


@dataclass(frozen=True)
class Gist:
    """What is known of a data file that keeps to its schema."""

    title: Any
    fields: dict[str, str]
    """A hash of each field."""
    short: dict[str, str]
    """What each field says that is short, as JSON."""
    ties: list[Tie]
    mentions: list[str]
    """The addresses of its inline references."""
    texts: int
    """How many texts it has that can be translated."""
    sides: dict[str, int]
    """In how many of them each language has words."""
    sign: str
    """A hash of the lines that the lock file has for it if all its texts are up to date."""

    @property
    def row(self) -> dict[str, Any]:
        """The same as plain values."""
        return vars(self)

    @staticmethod
    def of(row: dict[str, Any]) -> Gist:
        """A gist from the plain values of another, even if JSON has made lists of their tuples."""
        return Gist(**row | {"ties": [(path, to, inverse) for path, to, inverse in row["ties"]]})

    @property
    def brief(self) -> dict[str, str | None]:
        """The names of the fields, and what the short ones say."""
        return {name: self.short.get(name) for name in self.fields}

    @property
    def addresses(self) -> set[str]:
        """All that it refers to."""
        return {target for _, target, _ in self.ties} | set(self.mentions)


def make_gist(source: Source, shapes: Shapes) -> Gist:
    """The gist of a data file that keeps to its schema."""
    schema = (shapes.of(source.collection) if source.collection else None) or {}
    ties: list[Tie] = []
    mentions: set[str] = set()
    for path, value, shape in shapes.walk(source.data, schema):
        if not isinstance(value, str):
            continue
        if "refersTo" in shape:
            ties.append((list(path), address(value, shape), shape.get("inverse")))
        if "[[" in value and not shape.get("verbatim"):
            mentions |= {one.address for one in references(value)}
    fields = {name: combined([value]) for name, value in source.data.items()}
    said = {name: json.dumps(value, ensure_ascii=False) for name, value in source.data.items()}
    short = {name: text for name, text in said.items() if len(text) <= SHORT}
    found = passages(source.data, shapes.tags)
    sides = Counter(tag for one in found for tag in one.sides)
    sign = digest(as_agreed(address_of(source.collection, source.id), found).encode())
    return Gist(source.data.get("title"), fields, short, ties, sorted(mentions), len(found), dict(sides), sign)


def make_gists(sources: list[Source], shapes: Shapes) -> Mapping[str, Gist]:
    """The gist of each data file by its path."""
    return {source.path: make_gist(source, shapes) for source in sources}
