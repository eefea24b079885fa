"""Generated Markdown -> Outline: the title, the sections and the sense of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from press.digest import digest
from press.find.record import headings, title_of, words


@dataclass(frozen=True)
class Outline:
    """What others may know of a page without reading it."""

    title: str
    sections: list[tuple[str, str]]
    """The id and the heading of each section, the page's own heading first."""
    gist: str
    """A hash of its words, in twelve hexadecimal digits."""

    @property
    def names(self) -> tuple[str, list[tuple[str, str]]]:
        """All but the hash."""
        return self.title, self.sections

    @property
    def row(self) -> list[Any]:
        """The same as plain values."""
        return [self.title, self.sections, self.gist]

    @staticmethod
    def of(row: list[Any]) -> Outline:
        """An outline from the plain values of another."""
        return Outline(row[0], [(id_, heading) for id_, heading in row[1]], row[2])


def outline(markdown: str) -> Outline:
    """The outline of a generated page."""
    return Outline(title_of(markdown), headings(markdown), digest(words(markdown).encode())[:12])
