"""The nouns that every step shares."""

from __future__ import annotations

import dataclasses
import json
import re
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
TRANSLATIONS = "translations.lock"
"""The file that says which words of each text say the same in all languages."""
ROOT_FILES, GRAPHS = ("site", "labels", "retired", "usage"), "diagrams"
"""The files and the folder in data/ that every project may have besides its collections, each with its schema."""
SOURCES = ("data", "schemas", "templates", "theme", "mkdocs.base.yml", LOCK, TRANSLATIONS)
"""What a project is made from; all else is generated."""
OURS = ("schemas", "templates", "theme")
"""What of the generator's own is part of every project."""
FIND = "assets/find"
"""The folder of the search index, below that of its language."""
EDITOR = ".editor"
"""The folder of the schemas for editors."""
COPIES = "copies"
"""The folder of the clean copies of all pages, below docs/; a folder for each language."""


def unheeded(name: str) -> bool:
    """Whether a file or folder of this name is none of ours: hidden, or the copy that an editor keeps of another."""
    return name.startswith((".", "#")) or name.endswith("~")


@dataclass(frozen=True, order=True)
class Problem:
    """A fault that a person can mend. Line and column start at 1; 0 stands for the whole file.

    A code that starts with E stops the build, one that starts with W is a warning.
    """

    path: str
    line: int
    column: int
    field: str
    message: str
    code: str = ""
    end: int = dataclasses.field(default=0, compare=False)
    """The column after what is wrong, if that is known."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"

    @property
    def warns(self) -> bool:
        """Whether it is a warning, which stops nothing."""
        return self.code.startswith("W")


class Faulty(Exception):
    """Ends a step that cannot go on; carries every problem found so far."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, sorted(set(problems)))))
        self.problems = sorted(set(problems))

    def __reduce__(self) -> tuple[type[Faulty], tuple[list[Problem]]]:
        return Faulty, (self.problems,)


Places = dict[Place, tuple[int, int]]
"""Line and column of each place."""


@dataclass(frozen=True)
class Found:
    """Where everything in a file stands: its values, its keys, and where each of those that are words ends."""

    values: Places
    keys: Places
    ends: dict[tuple[int, int], tuple[int, int]]
    """The line and column after a word, by those of its beginning."""
    text: str


@dataclass
class Source:
    """One data file: what it says and where each part of it stands, both found out when they are first asked for."""

    path: str
    collection: str
    id: str
    say: Callable[[], Any]
    """Reads what the file says."""
    find: Callable[[], Found]
    """Finds where it says it."""
    brief: Mapping[str, str | None] = field(default_factory=dict)
    """What is known without reading it: the names of its fields, and as JSON what the short ones say."""

    @cached_property
    def data(self) -> Any:
        return self.say()

    def has(self, name: str) -> bool:
        """Whether it says anything of a field."""
        return name in (self.brief or self.data)

    def said(self, name: str) -> Any:
        """What it says of a field that it has."""
        text = None if "data" in vars(self) else self.brief.get(name)
        return self.data[name] if text is None else json.loads(text)

    @cached_property
    def found(self) -> Found:
        return self.find()

    @property
    def values(self) -> Places:
        return self.found.values

    @property
    def keys(self) -> Places:
        return self.found.keys

    @property
    def text(self) -> str:
        return self.found.text

    def problem(self, path: Place, message: str, code: str = "", *, at_key: bool = False) -> Problem:
        """The problem of the value (or the key) at `path`, or of the nearest thing around it."""
        place = self.keys.get(path) if at_key else None
        around = path
        while place is None and around:
            place = self.values.get(around)
            around = around[:-1]
        line, column = place or self.values.get((), (1, 1))
        end_line, end = self.found.ends.get((line, column), (0, 0))
        return Problem(self.path, line, column, dotted(path), message, code, end if end_line == line else 0)

    def problem_inside(
        self, path: Place, value: str, offset: int, message: str, code: str = "", length: int = 0
    ) -> Problem:
        """A problem at a place inside the text at `path`, found again in the file as it was written."""
        problem = self.problem(path, message, code)
        lines = self.text.splitlines()
        begun = re.match(r"\S+|.?", value[offset : offset + 12], re.DOTALL)
        snippet = begun[0] if begun else ""
        earlier = sum(value.startswith(snippet, start) for start in range(offset))
        last, _ = self.found.ends.get((problem.line, problem.column), (problem.line, 0))
        for number in range(problem.line - 1, min(last, len(lines))):
            column = problem.column - 2 if number == problem.line - 1 else -1
            while (column := lines[number].find(snippet, column + 1)) >= 0:
                if not earlier:
                    whole = lines[number].startswith(value[offset : offset + length], column)
                    end = column + 1 + length if length and whole else 0
                    return Problem(problem.path, number + 1, column + 1, problem.field, message, code, end)
                earlier -= 1
        return problem


@dataclass(frozen=True)
class Language:
    """A language of the site: its BCP 47 tag, its name in itself, and the theme's words for it."""

    tag: str
    name: str
    theme: str


FRESH, STALE, MISSING, UNREVIEWED = "fresh", "stale", "missing", "unreviewed"
"""The states of a text in a language: as new as the others, older than one of them, not there, a machine's draft."""


@dataclass(frozen=True)
class Standing:
    """How the texts of a project stand, by data file (`teas/sencha`, or `site` for data/site.yml) and language."""

    counts: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)
    """How many texts are in each state."""
    marks: dict[str, dict[str, dict[Place, str]]] = field(default_factory=dict)
    """The state of each text that is there and is not fresh."""


@dataclass(frozen=True)
class Page:
    """One generated file: where it goes, relative to the project, and all its text."""

    path: str
    text: str
    reads: frozenset[tuple[str, str]] = field(default=frozenset(), compare=False)
    """What of the data its text was made from, as pairs of address and field."""

    @property
    def content(self) -> bytes:
        """The same as the bytes of the file."""
        return self.text.encode()


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
