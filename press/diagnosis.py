"""A text that is no YAML -> what is wrong, in the words of who wrote it, at the place that must be mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import yaml

from press.letters import said_of
from press.model import Problem

_KEY = r"\s*(?:- +)*[\w-]+"
_MERGE = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")
_WIDE_COLON = re.compile(rf"{_KEY}\s*(?P<wide>\uff1a)|{_KEY}:(?P<space>[\u00a0\u3000])|\s*(?P<dash>\uff0d)")
_TIGHT = re.compile(rf"{_KEY}(?P<colon>:)\S|\s*(?P<dash>-)[^\s-]")
_CLOSED = re.compile(r"[\"'\]}](?=\s*$)")
_LINK = re.compile(rf"(?:{_KEY}: +|\s*- +)(?=\[\[)")


class Fault(Exception):
    """Ends the reading of a file at a mark, which counts from 0; `length` is that of the wrong word."""

    def __init__(self, mark: Any, code: str, message: str, length: int = 0) -> None:
        super().__init__(message)
        self.line, self.column, self.code, self.message = mark.line + 1, mark.column + 1, code, message
        self.end = self.column + length if length else 0

    def problem(self, name: str) -> Problem:
        """The same as a problem of the file of that name."""
        return Problem(name, self.line, self.column, "", self.message, self.code, self.end)


def spot(line: int, column: int) -> yaml.Mark:
    """A mark of our own."""
    return yaml.Mark("", 0, line, column, None, 0)


def wide(mark: Any, letter: str, meant: str = "") -> Fault:
    """The fault of a letter that looks like one of ASCII, or like nothing; `meant` stands for it in the remedy."""
    return Fault(mark, "E111", said_of(letter, meant), 1)


class _Torn:
    """A text that the parser gave up, and what it said of that."""

    def __init__(self, error: yaml.MarkedYAMLError, text: str) -> None:
        self.said, self.around = error.problem or error.context or "cannot be understood", error.context or ""
        self.mark: Any = error.problem_mark or error.context_mark or spot(0, 0)
        self.begun: Any = error.context_mark or self.mark
        """Where the thing begins in which the parser gave up."""
        self.text = text
        self.lines = [*text.splitlines(), ""]

    def line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    @property
    def before(self) -> str:
        return self.line(self.mark.line)[: self.mark.column]

    @property
    def rest(self) -> str:
        return self.line(self.mark.line)[self.mark.column :]

    @property
    def in_key(self) -> bool:
        return "simple key" in self.around

    def tokens(self) -> list[Any]:
        """The words and marks of the text, as far as it can be cut into them."""
        tokens: list[Any] = []
        with suppress(yaml.YAMLError):
            for token in yaml.scan(self.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
                tokens.append(token)
        return tokens


def diagnosis(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """The fault behind what the parser says of a text."""
    torn = _Torn(error, text)
    for look in (_merge, _wide_colon, _key, _letter, _colon, _quote, _bracket, _after, _indentation):
        if fault := look(torn):
            return fault
    return Fault(torn.mark, "E101", f"is not YAML: {torn.said}; look here and just above")


def _merge(torn: _Torn) -> Fault | None:
    for number, line in enumerate(torn.lines):
        if _MERGE.match(line):
            return Fault(spot(number, 0), "E118", "has the mark of a merge; keep what is right, delete the marks", 7)
    return None


def _wide_colon(torn: _Torn) -> Fault | None:
    above = (number for number in range(min(torn.mark.line, len(torn.lines)) - 1, -1, -1) if torn.line(number).strip())
    nearest = next(above, 0)
    if len(torn.line(nearest)) - len(torn.line(nearest).lstrip()) > torn.mark.column:
        nearest = torn.mark.line  # the words of a text, in which such a colon is right
    for number in (torn.mark.line, nearest, torn.begun.line if torn.in_key else torn.mark.line):
        if found := _WIDE_COLON.match(torn.line(number)):
            group = found.lastgroup or ""
            return wide(spot(number, found.start(group)), found[group], "- " if group == "dash" else ": ")
    return None


def _key(torn: _Torn) -> Fault | None:
    if not torn.in_key:
        return None
    line = torn.line(torn.begun.line)
    if found := _TIGHT.match(line):
        after = found[found.lastgroup or ""]
        place = spot(torn.begun.line, found.start(found.lastgroup or ""))
        return Fault(place, "E117", f'needs a space after the "{after}"; write "{after} "', 1)
    said = "has no colon; write it as key: value, or indent it as part of the text above"
    return Fault(torn.begun, "E117", said, len(line.rstrip()) - torn.begun.column)


def _letter(torn: _Torn) -> Fault | None:
    if torn.rest.startswith("\t"):
        return Fault(torn.mark, "E110", "has a tab here; indent with spaces", 1)
    place = torn.mark if "token" in torn.said else torn.begun
    if "cannot start any token" in torn.said or "block scalar" in torn.around or "directive" in torn.around:
        return Fault(place, "E102", _no_beginning(torn.line(place.line)[place.column :]), 1)
    return None


def _no_beginning(words: str) -> str:
    return f'a text cannot begin with "{words[:1]}"; put quotes around it'


def _colon(torn: _Torn) -> Fault | None:
    in_flow = "flow mapping" in torn.around and torn.rest.startswith(":") and torn.mark.line == torn.begun.line
    if "mapping values are not allowed" not in torn.said and not in_flow:
        return None
    if re.fullmatch(_KEY, torn.before):
        word = torn.before.split()[-1]
        said = "is indented below a line that has a value already; line it up with that line"
        return Fault(spot(torn.mark.line, torn.mark.column - len(word)), "E115", said, len(word))
    return Fault(torn.mark, "E103", 'has a ": " inside a text; put quotes around the whole text', 1)


def _quote(torn: _Torn) -> Fault | None:
    if "escape" in torn.said or "hexdecimal" in torn.said:
        line = torn.line(torn.mark.line)
        column = line.rfind("\\", 0, torn.mark.column + 1)
        said = "has a backslash in double quotes; use single quotes, or write it twice"
        return Fault(spot(torn.mark.line, max(column, 0)), "E114", said, 2)
    begun = torn.begun if "quoted scalar" in torn.around else None
    if "expected key" in torn.said:
        quoted = (token for token in torn.tokens() if isinstance(token, yaml.ScalarToken) and token.style in ('"', "'"))
        long = (one for one in quoted if one.start_mark.line < one.end_mark.line == torn.mark.line)
        begun = next((one.start_mark for one in long), None)
    return Fault(begun, "E112", "opens a quote that is not closed; close it where the text ends", 1) if begun else None


def _bracket(torn: _Torn) -> Fault | None:
    if "',' or" in torn.said and torn.mark.line == torn.begun.line:
        return Fault(torn.mark, "E113", "stands where a comma or a closing bracket is meant; add it before this", 1)
    place = torn.begun if "',' or" in torn.said else None
    if "node content" in torn.said:
        place = next(_opened(torn.tokens()), None)
        if place is None and torn.rest:
            return Fault(torn.mark, "E102", _no_beginning(torn.rest), 1)
    said = "opens a bracket that is not closed; close it where the list ends"
    return Fault(place, "E113", said, 1) if place else None


def _opened(tokens: list[Any]) -> Iterator[Any]:
    """The marks of the brackets that are open at the end, innermost first."""
    opened: list[Any] = []
    for token in tokens:
        if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
            opened.append(token.start_mark)
        elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and opened:
            opened.pop()
    yield from reversed(opened)


def _after(torn: _Torn) -> Fault | None:
    closed = _CLOSED.search(torn.before)
    if not ("expected key" in torn.said or "'-' indicator" in torn.said) or not closed or not torn.rest:
        return None
    if link := _LINK.match(torn.before):
        said = "begins with a link; put quotes around the whole text"
        return Fault(spot(torn.mark.line, link.end()), "E116", said, torn.mark.column - link.end())
    said = f"goes on after the closing {closed[0]}; delete the rest, or put the whole text in quotes"
    return Fault(torn.mark, "E116", said, len(torn.rest.rstrip()))


def _indentation(torn: _Torn) -> Fault | None:
    if "document start" in torn.said:
        return Fault(torn.mark, "E107", "starts a second document; keep one entry in one file")
    if not any(part in torn.said for part in ("expected key", "'-' indicator", "block sequence entries")):
        return None
    word = re.match(r"-|[\w-]*", torn.rest)
    said = "does not line up with what it belongs to; mend the indentation"
    return Fault(torn.mark, "E115", said, len(word[0]) if word else 0)
