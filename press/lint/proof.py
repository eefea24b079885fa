"""Sources -> warnings about their words. The front door of this room.

A file is read again only if something has changed that its warnings depend on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from press.check import schema_of
from press.digest import combined
from press.lint import ko
from press.lint.printed import Finding, printed
from press.lint.terms import Word, words_of
from press.load import read_files
from press.model import Language, Place, Problem, Source
from press.shapes import Shapes, read_shapes
from press.spread import shares, spread

USAGE = "data/usage.yml"
NEEDLESS = "W102"
_RULES = {"ko": ko.findings}
"""The rules of a language, by its tag."""
_TAILS = {"ko": ko.TAIL}
"""What may follow a word without making another of it, by the tag of its language."""

Row = tuple[str, list[list[Any]], list[str]]
"""What is remembered of a file: a hash of all that its warnings depend on, these, and the exceptions that it needs."""


@dataclass(frozen=True)
class Rules:
    """What the texts of a book are held against."""

    shapes: Shapes
    words: Mapping[str, Sequence[Word]]
    """The words of each language that data/usage.yml decides about."""
    titles: Mapping[str, Any]
    """The title of each entry, in every language, by its address."""
    exceptions: Mapping[str, Sequence[str]]
    """What nobody is to be warned of, by file."""


def proofread(
    project: Path, ledger: Mapping[str, Any], before: Mapping[str, Any], workers: int = 1
) -> tuple[list[Problem], dict[str, Any]]:
    """Every warning about the words of a project without faults, and what the ledger is to remember of them.

    `ledger` is that of the project as it is, `before` that of the last time.
    """
    if ledger is before and "warnings" in before:
        return [Problem(*row) for row in before["warnings"]], {}
    files, gists = ledger["edition"]["sources"], ledger["origins"]["gists"]
    usage = next(_read(project, [USAGE] if USAGE in files else []), None)
    said: dict[str, Any] = usage.data if usage else {}
    languages = [Language(*row) for row in ledger["edition"]["languages"]]
    terms, exceptions = said.get("terms", []), _by_file(said.get("exceptions", []))
    titles = {path.removeprefix("data/").removesuffix(".yml"): gist["title"] for path, gist in gists.items()}
    rules_now = combined([ledger["edition"]["shared"], terms])
    keys = {
        path: combined([rules_now, exceptions.get(path), file["text"], *map(titles.get, gists[path]["mentions"])])
        for path, file in files.items()
    }
    known: Mapping[str, Row] = before.get("words", {})
    fresh = [path for path, key in keys.items() if path not in known or known[path][0] != key]
    rules = Rules(
        read_shapes(project, languages, fallback=False),
        {one.tag: words_of(terms, one.tag, _TAILS.get(one.tag, "")) for one in languages},
        titles,
        exceptions,
    )
    read = spread(partial(_read_all, project, rules), shares(fresh), workers)
    new = {path: (keys[path], *found) for portion in read for path, found in portion.items()}
    rows = {path: new.get(path) or known[path] for path in keys if path in new or path in known}
    warnings = [Problem(*row) for _, problems, _ in rows.values() for row in problems]
    if usage:
        warnings += _needless(usage, {path: used for path, (_, _, used) in rows.items()})
    warnings.sort()
    return warnings, {"words": rows, "warnings": [astuple(one) for one in warnings]}


def _by_file(exceptions: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in exceptions:
        found.setdefault(one["in"], []).append(one["words"])
    return found


def _needless(usage: Source, used: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """A warning for every exception that nothing needs."""
    for index, one in enumerate(usage.data.get("exceptions", [])):
        if one["words"] not in used.get(one["in"], ()):
            fault = f"nothing in {one['in']} needs this exception; delete it"
            yield usage.problem(("exceptions", index), fault, NEEDLESS)


def _read_all(project: Path, rules: Rules, paths: Sequence[str]) -> dict[str, tuple[list[list[Any]], list[str]]]:
    """The warnings of some files, as plain values, and the exceptions that they need."""
    return {source.path: _lint(source, rules) for source in _read(project, paths)}


def _read(project: Path, paths: Sequence[str]) -> Iterator[Source]:
    found = read_files([project / path for path in paths], project)
    return (one for one in found if isinstance(one, Source))


def _lint(source: Source, rules: Rules) -> tuple[list[list[Any]], list[str]]:
    """The warnings about the words of a file, and the exceptions that it needs."""
    problems, used = [], []
    excused = rules.exceptions.get(source.path, ())
    for path, tag, text in _texts(source, rules.shapes):
        for finding, start in _findings(text, tag, rules):
            if words := next((one for one in excused if _within(start, one, text)), None):
                used.append(words)
            else:
                problems.append(source.problem_inside(path, text, start, finding.message, finding.code))
    return [list(astuple(one)) for one in problems], sorted(set(used))


def _texts(source: Source, shapes: Shapes) -> Iterator[tuple[Place, str, str]]:
    """Every text of a file that is prose: its place, its language and its words."""
    tags = {language.tag for language in shapes.languages}
    for path, value, shape in shapes.walk(source.data, schema_of(source, shapes) or {}):
        if isinstance(value, dict) and value and value.keys() <= tags and not shape.get("verbatim"):
            yield from (((*path, tag), tag, text) for tag, text in value.items() if isinstance(text, str))


def _findings(text: str, tag: str, rules: Rules) -> Iterator[tuple[Finding, int]]:
    """What to mend in a text, and where in it that is written."""

    def title(address: str) -> str:
        named = rules.titles.get(address)
        return named.get(tag, "") if isinstance(named, dict) else named or ""

    seen = printed(text, title)
    found = [finding for word in rules.words.get(tag, ()) for finding in word.findings(seen.words)]
    if tag in _RULES:
        found += _RULES[tag](seen)
    return ((finding, seen.origins[finding.start]) for finding in found)


def _within(place: int, words: str, text: str) -> bool:
    """Whether a place lies in a stretch of a text that says these words."""
    start = text.find(words, max(0, place - len(words) + 1))
    return 0 <= start <= place
