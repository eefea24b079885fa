"""Sources -> every web address in them, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from press.check import schema_of
from press.inline import addresses
from press.model import Problem, Source
from press.shapes import Shapes

OWN = ("url", "edit_url")
"""The fields of data/site.yml that say where the site itself is published and edited: what begins so leads here."""


@dataclass(frozen=True)
class Link:
    """An address that stands in an entry; `path`, `line`, `column` and `field` are those of a Problem."""

    address: str
    entry: str
    path: str
    line: int
    column: int
    field: str


def gather(sources: Sequence[Source], shapes: Shapes) -> list[Link]:
    """Every address in the data that leads out: fields whose schema has the format `iri`, and addresses in prose."""
    site: dict[str, Any] = next(
        (source.data for source in sources if (source.collection, source.id) == ("", "site")), {}
    )
    own = tuple(site[name] for name in OWN if name in site)
    return [link for source in sources for link in _of(source, shapes) if not link.address.startswith(own)]


def _of(source: Source, shapes: Shapes) -> Iterator[Link]:
    entry = source.path.removeprefix("data/").removesuffix(".yml")
    for path, value, shape in shapes.walk(source.data, schema_of(source, shapes) or {}):
        if not isinstance(value, str):
            continue
        if shape.get("format") == "iri":
            yield _link(value, entry, source.problem(path, ""))
        elif "://" in value and not shape.get("verbatim"):
            for address, start in addresses(value):
                yield _link(address, entry, source.problem_inside(path, value, start, ""))


def _link(address: str, entry: str, place: Problem) -> Link:
    return Link(address, entry, place.path, place.line, place.column, place.field)
