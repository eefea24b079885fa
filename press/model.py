"""The nouns that every step shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

Place = tuple[str | int, ...]
"""Where a value stands inside a file: ("activities", 0, "en")."""

HOUSE = next(place for place in (Path(__file__).parent, Path(__file__).parent.parent) if (place / "templates").is_dir())
"""The folder with the generator's own schemas, templates and theme, installed or in a checkout."""


LOCK = "links.lock"
"""The file that lists every released address."""
SOURCES = ("data", "schemas", "templates", "theme", "mkdocs.base.yml", LOCK)
"""What a project is made from; all else is generated."""
FIND = "assets/find"
"""The folder of the search index, below that of its language."""
COPIES = "copies"
"""The folder of the clean copies of all pages, below docs/; a folder for each language."""


@dataclass(frozen=True, order=True)
class Problem:
    """A fault that a person can mend. Line and column start at 1; 0 stands for the whole file."""

    path: str
    line: int
    column: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class Faulty(Exception):
    """Ends a step that cannot go on; carries every problem found so far."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, sorted(set(problems)))))
        self.problems = sorted(set(problems))


Places = Mapping[Place, tuple[int, int]]
"""Line and column of each place."""


@dataclass
class Source:
    """One data file: what it says and where each part of it stands, both found out when they are first asked for."""

    path: str
    collection: str
    id: str
    say: Callable[[], Any]
    """Reads what the file says."""
    find: Callable[[], tuple[Places, Places, str]]
    """Finds the places of its values, those of its keys, and its text."""

    @cached_property
    def data(self) -> Any:
        return self.say()

    @cached_property
    def _found(self) -> tuple[Places, Places, str]:
        return self.find()

    @property
    def values(self) -> Places:
        return self._found[0]

    @property
    def keys(self) -> Places:
        return self._found[1]

    @property
    def text(self) -> str:
        return self._found[2]

    def problem(self, path: Place, message: str, *, at_key: bool = False) -> Problem:
        """The problem of the value (or the key) at `path`, or of the nearest thing around it."""
        place = self.keys.get(path) if at_key else None
        around = path
        while place is None and around:
            place = self.values.get(around)
            around = around[:-1]
        line, column = place or self.values.get((), (1, 1))
        return Problem(self.path, line, column, dotted(path), message)

    def problem_inside(self, path: Place, value: str, offset: int, message: str) -> Problem:
        """A problem at a place inside the text at `path`, found again in the file as it was written."""
        problem = self.problem(path, message)
        lines = self.text.split("\n")
        snippet = value[offset : offset + 12]
        earlier = value[:offset].count(snippet)
        for number in range(problem.line - 1, len(lines)):
            column = problem.column - 2 if number == problem.line - 1 else -1
            while (column := lines[number].find(snippet, column + 1)) >= 0:
                if not earlier:
                    return Problem(problem.path, number + 1, column + 1, problem.field, message)
                earlier -= 1
        return problem


@dataclass(frozen=True)
class Language:
    """A language of the site: its BCP 47 tag, its name in itself, and the theme's words for it."""

    tag: str
    name: str
    theme: str


@dataclass(frozen=True)
class Page:
    """One generated file: where it goes, relative to the project, and all its text."""

    path: str
    text: str
    reads: frozenset[tuple[str, str]] = field(default=frozenset(), compare=False)
    """What of the data its text was made from, as pairs of address and field."""


@dataclass(frozen=True)
class Task:
    """A file to be made: its path below the project, and what makes it."""

    path: str
    print: Callable[[], Page]


def dotted(path: Place) -> str:
    """`("outputs", 0, "en")` as people write it: `outputs[0].en`."""
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else str(part)
    return out
