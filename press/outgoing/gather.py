"""Sources -> every web address in them, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from press.check import schema_of
from press.inline import addresses
from press.model import Problem, Source
from press.shapes import Shapes

OWN = {("site", ("url",)), ("site", ("edit_url",))}
"""Where the site itself is published and edited: these lead here, not out."""


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
    return [link for source in sources for link in _of(source, shapes)]


def _of(source: Source, shapes: Shapes) -> Iterator[Link]:
    entry = source.path.removeprefix("data/").removesuffix(".yml")
    for path, value, shape in shapes.walk(source.data, schema_of(source, shapes) or {}):
        if not isinstance(value, str) or (entry, path) in OWN:
            continue
        if shape.get("format") == "iri":
            yield _link(value, entry, source.problem(path, ""))
        elif "://" in value:
            for address, start in addresses(value):
                yield _link(address, entry, source.problem_inside(path, value, start, ""))


def _link(address: str, entry: str, place: Problem) -> Link:
    return Link(address, entry, place.path, place.line, place.column, place.field)
