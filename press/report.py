"""Problems -> text: lines for people, with an excerpt for who is watching; JSON for tools; annotations for GitHub."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from press.model import Problem

Read = Callable[[str], str | None]
"""The text of the file of a problem, if it has any."""
_NO_WIDTH = {"Mn", "Me", "Cf"}


def line(problem: Problem) -> str:
    """A problem as one line that editors understand: `path:line:column: field: message [code]`."""
    text = str(problem)
    if problem.warns:
        place = str(Problem(problem.path, problem.line, problem.column, "", ""))
        text = f"{place}warning: {text.removeprefix(place)}"
    return f"{text} [{problem.code}]" if problem.code else text


def as_text(problems: Iterable[Problem]) -> str:
    """A line for each problem."""
    return "\n".join(map(line, problems))


def for_people(problems: Sequence[Problem], read: Read, width: int, explained: str = "", *, colour: bool) -> str:
    """The same with what stands there, where to read more (below the address `explained`), and how many there are.

    `width` is that of the terminal in letters.
    """
    paint = _Paint(colour)
    rows: list[str] = []
    for problem in problems:
        rows.append(paint.problem(problem))
        text = read(problem.path) if problem.line else None
        rows += [paint.excerpt(row) for row in excerpt(problem, text or "", width)]
    warnings = sum(problem.warns for problem in problems)
    counts = [(len(problems) - warnings, "fault"), (warnings, "warning")]
    rows.append(", ".join(f"{count} {word}{'s' * (count > 1)}" for count, word in counts if count))
    codes = sorted({problem.code for problem in problems if problem.code})
    rows += [f"{code}: {page(code, explained)}" for code in codes if explained]
    return "\n".join(rows)


def page(code: str, explained: str) -> str:
    """The address of the page that explains a code."""
    return f"{explained}{code.lower()}/"


class _Paint:
    """Colours for a terminal, or none."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def _in(self, style: str, words: str) -> str:
        return f"\x1b[{style}m{words}\x1b[0m" if self.colour and words else words

    def problem(self, problem: Problem) -> str:
        head, text = str(problem).partition(": ")[0], line(problem)
        code = f" [{problem.code}]" if problem.code else ""
        said = text.removeprefix(head).removesuffix(code)
        return self._in("1", head) + said + self._in("33" if problem.warns else "31", code)

    def excerpt(self, row: str) -> str:
        return self._in("31;1", row) if set(row) <= set(" |^") else row


def excerpt(problem: Problem, text: str, width: int = 120) -> list[str]:
    """The line of a problem with its number, and carets under the wrong word; nothing if there is no such line.

    A line that is wider than `width` is cut around the word. Korean and other wide letters take two columns.
    """
    lines = text.splitlines()
    if not 0 < problem.line <= len(lines):
        return []
    letters = [_visible(letter) for letter in lines[problem.line - 1]]
    start = min(problem.column - 1, len(letters))
    stop = max(start + 1, min(problem.end - 1, len(letters)))
    margin = f"{problem.line:>5} | "
    room = max(20, width - len(margin) - 1)
    first, last = _window(letters, start, stop, room)
    shown = ("…" if first else "") + "".join(letters[first:last]) + ("…" if last < len(letters) else "")
    before = columns("".join(letters[first:start])) + (1 if first else 0)
    carets = max(1, columns("".join(letters[start : min(stop, last)])))
    return [f"{margin}{shown}".rstrip(), f"{' ' * (len(margin) - 2)}| {' ' * before}{'^' * carets}"]


def _window(letters: Sequence[str], start: int, stop: int, room: int) -> tuple[int, int]:
    """Which letters of a line to show, so that those from `start` are seen with some of what is before and after."""
    widths = [columns(letter) for letter in letters]
    if sum(widths) <= room:
        return 0, len(letters)
    room -= 2
    first = start
    while first and sum(widths[first - 1 : start]) <= room // 3:
        first -= 1
    last, used = first, 0
    while last < len(letters) and used + widths[last] <= room:
        used += widths[last]
        last += 1
    while first and used + widths[first - 1] <= room:
        first -= 1
        used += widths[first]
    return first, last


def _visible(letter: str) -> str:
    if letter == "\t":
        return "→"
    return letter if letter.isprintable() or letter == "\u3000" else "\ufffd"


def columns(text: str) -> int:
    """How many columns a text takes in a terminal."""
    return sum(map(_columns, text))


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in _NO_WIDTH or "\u1160" <= letter <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def as_json(problems: Iterable[Problem], explained: str = "") -> str:
    """A list of objects in the order of their places, all with the same keys.

    `path` (below the project), `line`, `column` and `end_column` (the first column after the word; all three start at
    1; null for a fault of a whole file, or if it is not known), `field`, `code`, `level` (error or warning), `message`
    and `help` (the address of the page that explains the code, or null). Keys may be added, none goes.
    """
    return json.dumps([_row(problem, explained) for problem in problems], indent=2)


def _row(problem: Problem, explained: str) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line or None,
        "column": problem.column or None,
        "end_column": problem.end or None,
        "field": problem.field or None,
        "code": problem.code or None,
        "level": "warning" if problem.warns else "error",
        "message": problem.message,
        "help": page(problem.code, explained) if explained and problem.code else None,
    }


def as_github(problems: Iterable[Problem], folder: str = "") -> str:
    """A workflow command for each problem, which GitHub shows beside the line; `folder` is where the project lies."""
    return "\n".join(_annotation(problem, folder) for problem in problems)


def _annotation(problem: Problem, folder: str) -> str:
    said: dict[str, str | int] = {"file": f"{folder}{problem.path}", "line": problem.line, "col": problem.column}
    said |= {"endColumn": problem.end, "title": problem.code}
    options = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in said.items() if value)
    message = f"{problem.field}: {problem.message}" if problem.field else problem.message
    return f"::{'warning' if problem.warns else 'error'} {options}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    for letter in "%\r\n" + more:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text
