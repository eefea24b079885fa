"""translations.lock <-> Lines: which words of a text are known to say the same. The only module that knows its format.

A line is a data file, the path of a text in it and a hash of its words in each language. Words that a machine drafted
and nobody has reviewed have a question mark:

    teas/sencha summary en=3f2a9c1b ja=0b1d2c3e
    teas/sencha what[] en=77aa0b1d ja=4e5f3f2a?
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from press.model import TRANSLATIONS, Faulty, Problem
from press.passages import written

HEAD = """\
# Which words say the same in each language: a text of data/, and hashes of its words.
# Written by build.py build and translations. After a merge keep the lines of both sides, delete the marks, build.
"""
DRAFT = "?"
_LINE = re.compile(
    r"(?P<address>[a-z0-9_-]+(?:/[a-z0-9_-]+)?) (?P<path>[^\s=]+)(?P<sides>(?: [a-z0-9-]+=[0-9a-f]{8}\??)+)"
)
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
_BLOCK = re.compile(r"^([^\s#]\S*)(?: .*)?\n(?:\1 .*\n)*", re.MULTILINE)


@dataclass(frozen=True)
class Line:
    """Words that say the same."""

    path: str
    sides: Mapping[str, str]
    """A hash of the words in each language, by tag."""
    drafts: frozenset[str] = frozenset()
    """The languages in which a machine drafted them and nobody has reviewed them."""

    def written(self, address: str) -> str:
        """The line as the lock file of a project has it."""
        marked = {tag: f"{one}{DRAFT}" if tag in self.drafts else one for tag, one in self.sides.items()}
        return written(address, self.path, marked)


@dataclass(frozen=True)
class Lock:
    """The text of a lock file."""

    text: str = ""

    @cached_property
    def blocks(self) -> Mapping[str, str]:
        """The lines of each data file, not yet looked into, by what they call the file."""
        found: dict[str, str] = {}
        text = self.text.replace("\r", "")
        for match in _BLOCK.finditer(text if text.endswith("\n") else f"{text}\n"):
            found[match[1]] = found.get(match[1], "") + match[0]
        return found

    @property
    def faults(self) -> list[Problem]:
        """What is wrong with it, line by line."""
        problems = []
        for number, row in enumerate(self.text.splitlines(), 1):
            if _CONFLICT.match(row):
                fault, code = (
                    "has the mark of a merge; keep the lines of both sides, delete the mark, and build",
                    "E602",
                )
            elif row and not row.startswith("#") and not _LINE.fullmatch(row):
                fault = f"cannot be read; delete it, or take the file back from git: git checkout -- {TRANSLATIONS}"
                code = "E603"
            else:
                continue
            problems.append(Problem(TRANSLATIONS, number, 1, "", fault, code))
        return problems


def load(project: Path) -> Lock:
    """The lock file of a project, empty if there is none. Raises Faulty."""
    try:
        return Lock((project / TRANSLATIONS).read_bytes().decode())
    except FileNotFoundError:
        return Lock()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise Faulty(
            [Problem(TRANSLATIONS, 0, 0, "", f"cannot be read ({reason}); take it back from git", "E601")]
        ) from None


def lines(block: str) -> list[Line]:
    """The lines of a data file. Raises ValueError if one is none."""
    found = []
    for row in block.splitlines():
        match = _LINE.fullmatch(row)
        if match is None:
            raise ValueError(row)
        sides = dict(one.split("=") for one in match["sides"].split())
        drafts = frozenset(tag for tag, one in sides.items() if one.endswith(DRAFT))
        found.append(Line(match["path"], {tag: one.rstrip(DRAFT) for tag, one in sides.items()}, drafts))
    return found


def write(found: Iterable[str]) -> str:
    """The text of a lock file of the lines of all data files; nothing at all if there are no lines."""
    body = "".join(block for block in sorted(found) if block)
    return HEAD + body if body else ""
