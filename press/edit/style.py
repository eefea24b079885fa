"""A data file -> the same in the style of the house: the order of its keys, its indentation, its blank lines.

What it means, its comments, quotes, line breaks and choice of block or flow stay. Each edit is tried on the text and
kept only if the file still says the same and has the same comments.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from press.check import schema_of
from press.links.move import Files
from press.load import Spans, bytes_of, spans, understood, unfit
from press.model import Faulty, Place, Problem, Source
from press.shapes import Shapes

Edit = tuple[int, int, str]
"""What to write in the place of the letters from one offset to another."""
Order = Callable[[Place], Sequence[str]]
"""The keys that a mapping may have, in their order, by its place."""
Told = tuple[str, list[str]]
STEP = 2
"""How many spaces a level is indented."""
PASSES = 8
"""How often the steps are gone through before a file that will not settle is left as it was."""
_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\r\n\x85\u2028\u2029]*", re.MULTILINE)
_LETTER = re.compile(r"[^\r\n\x85\u2028\u2029]")
_BREAK = re.compile(r"\r\n?")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_GAP = re.compile(r"\A\n+|\n{3,}|\n{2,}\Z")


def restyled(project: Path, names: Iterable[str], shapes: Shapes) -> tuple[Files, list[Problem]]:
    """Those of some data files that are not in the style of the house, in it, and what could not be read."""
    files: Files = {}
    problems: list[Problem] = []
    for name in names:
        if fault := unfit(project / name, project):
            problems.append(Problem(name, 0, 0, "", *fault))
            continue
        try:
            before = bytes_of(project, name)
            if (made := styled(before, name, shapes)) != before:
                files[name] = made
        except Faulty as faulty:
            problems += faulty.problems
    return files, problems


def styled(raw: bytes, name: str, shapes: Shapes) -> bytes:
    """The bytes of a data file in the style of the house. Doing it again changes nothing.

    Raises Faulty if it cannot be read.
    """
    source = understood(raw, name)
    if isinstance(source, Problem):
        raise Faulty([source])
    order, told = _order(source, shapes), told_by(source)
    text = source.text
    for _ in range(PASSES):
        before = text
        for step in (tidied, _indented, _ordered, _blanks):
            text = step(text, told, order)
        if text == before:
            return text.encode()
    return raw


def _order(source: Source, shapes: Shapes) -> Order:
    tags = [language.tag for language in shapes.languages]
    walked = shapes.walk(source.data, schema_of(source, shapes) or {})
    known = {place: list(shape.get("properties", tags)) for place, value, shape in walked if isinstance(value, dict)}
    return lambda place: known.get(place, [])


def told_by(source: Source) -> Told:
    """What a file says, whatever the order of its keys, and its comments."""
    return json.dumps(source.data, sort_keys=True), sorted(comments(source.text))


@lru_cache(maxsize=2)
def _spans(text: str) -> Spans:
    return spans(text.encode())


def comments(text: str) -> list[str]:
    """The comments of a data file that can be read, in their order."""
    found, bare = _spans(text), list(text)
    for start, stop in (*found.keys.values(), *_scalars(text, found)):
        bare[start:stop] = _LETTER.sub("_", text[start:stop])
    return [one.rstrip() for one in _COMMENT.findall("".join(bare))]


def _scalars(text: str, found: Spans) -> list[tuple[int, int]]:
    """Where the values stand that hold no others."""
    around = {place[:-1] for place in found.values if place}
    alone = (span for place, span in found.values.items() if place not in around)
    return [(start, stop) for start, stop in alone if text[start : start + 1] not in ("[", "{")]


def carried(text: str, edits: Sequence[Edit], told: Told) -> str:
    """The text with all edits carried out or, if that changes what it tells, with those that do not."""
    made = applied(text, edits)
    if not edits or _tells(made, told):
        return made
    for edit in sorted(edits, reverse=True):
        if _tells(made := applied(text, [edit]), told):
            text = made
    return text


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits carried out that do not overlap."""
    for start, stop, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[stop:]
    return text


def _tells(text: str, told: Told) -> bool:
    source = understood(text.encode(), "")
    return isinstance(source, Source) and told_by(source) == told


def tidied(text: str, told: Told, order: Order | None = None) -> str:
    """LF after each line, the last one included, and no spaces before it."""
    text = carried(text, [(*one.span(), "\n") for one in _BREAK.finditer(text)], told)
    blocks = [span for span in _scalars(text, _spans(text)) if text[span[0] : span[0] + 1] in ("|", ">")]
    edits = [
        (*one.span(), "")
        for one in _TRAILING.finditer(text)
        if not any(start <= one.start() < stop for start, stop in blocks)
    ]
    text = carried(text, edits, told)
    return text if text.endswith("\n") else carried(text, [(len(text), len(text), "\n")], told)


def _blanks(text: str, told: Told, order: Order) -> str:
    """No blank lines at either end, and no two of them together."""
    scalars = _scalars(text, _spans(text))
    edits = []
    for one in _GAP.finditer(text):
        start, stop = one.span()
        if not any(begin < start and stop < end for begin, end in scalars):
            edits.append((start, stop, "" if start == 0 else "\n" if stop == len(text) else "\n\n"))
    return carried(text, edits, told)


def _indented(text: str, told: Told, order: Order) -> str:
    """Two spaces for each level, also before the dashes of a list, and one space after a dash."""
    scalars = _scalars(text, found := _spans(text))
    begins = _line_starts(text)
    heads: dict[int, list[tuple[int, int]]] = {}
    for offset, column in sorted(_columns(text, found)):
        heads.setdefault(_line(text, offset), []).append((offset - begins[_line(text, offset)], column))
    if any(text[begins[number] :][: row[0][0]].strip(" ") for number, row in heads.items()):
        return text
    lines, made, shift = text.split("\n"), [], 0
    for number, line in enumerate(lines):
        at = len(line) - len(line.lstrip(" "))
        held = any(start < begins[number] < stop for start, stop in scalars)
        if number in heads:
            made.append(_head(line, heads[number]))
            was, column = heads[number][-1]
            shift = column - was
        elif not line or (not line.strip() and not held):
            made.append(line)
        elif line[at : at + 1] == "#" and not held:
            next_ = next((heads[one][0] for one in range(number, len(lines)) if one in heads), (-1, 0))
            made.append(" " * (next_[1] if next_[0] == at else max(0, at + shift)) + line[at:])
        else:
            made.append(" " * max(0, at + shift) + line[at:])
    return carried(text, [(0, len(text), "\n".join(made))] if made != lines else [], told)


def _head(line: str, row: Sequence[tuple[int, int]]) -> str:
    """A line that begins with dashes or a key, with each of them in its column."""
    made = ""
    for (was, column), (after, _) in zip(row, [*row[1:], (len(line), 0)], strict=True):
        made = made.ljust(column) + line[was:after].rstrip(" ")
    return made


def _columns(text: str, found: Spans) -> Iterator[tuple[int, int]]:
    """Where each key and each dash of a list stands, and the column that it shall stand in."""
    inside: dict[Place, list[Place]] = {}
    for place in found.values:
        if place:
            inside.setdefault(place[:-1], []).append(place)

    def visit(place: Place, column: int) -> Iterator[tuple[int, int]]:
        start, _ = found.values[place]
        if text[start : start + 1] in ("[", "{"):
            return
        dash = re.compile(rf"^ {{{start - text.rfind(chr(10), 0, start) - 1}}}-(?=\s)", re.MULTILINE)
        end = start
        for one in inside.get(place, ()):
            if one in found.keys:
                yield found.keys[one][0], column
            elif one[-1] == 0:
                yield start, column
            elif next_ := dash.search(text, end):
                yield next_.end() - 1, column
            yield from visit(one, column + STEP)
            end = found.values[one][1]

    return visit((), 0)


def _ordered(text: str, told: Told, order: Order) -> str:
    """The keys of each mapping in the order of its schema, innermost first."""
    places = {place[:-1] for place in _spans(text).keys}
    for depth in sorted({len(place) for place in places}, reverse=True):
        found = _spans(text)
        names: dict[Place, list[str]] = {}
        for *place, name in found.keys:
            if len(place) == depth:
                names.setdefault(tuple(place), []).append(str(name))
        edits = [
            edit
            for place, now in names.items()
            if (wanted := _sorted(now, order(place))) != now
            for edit in _rearranged(text, found, place, now, wanted)
        ]
        text = carried(text, edits, told)
    return text


def _sorted(names: Sequence[str], known: Sequence[str]) -> list[str]:
    """Names in their order; one that is not known stays behind the one before it."""
    ranks, last = {}, -1
    for name in names:
        ranks[name] = last = known.index(name) if name in known else last
    return sorted(names, key=lambda name: ranks[name])


def _rearranged(text: str, found: Spans, place: Place, now: Sequence[str], wanted: Sequence[str]) -> list[Edit]:
    """A mapping with its keys in another order, each with its value and its comments; nothing if it cannot be."""
    parts = {name: (found.keys[*place, name], found.values[*place, name]) for name in now}
    pieces = {name: (key[0], max(key[1], value[1])) for name, (key, value) in parts.items()}
    if text[found.values[place][0]] == "{":
        return [(*pieces[old], text[slice(*pieces[new])]) for old, new in zip(now, wanted, strict=True) if old != new]
    lines, begins = text.split("\n"), _line_starts(text)
    column = pieces[now[0]][0] - begins[_line(text, pieces[now[0]][0])]
    keys = [_line(text, pieces[name][0]) for name in now]
    ends = [_line(text, pieces[name][1] - 1) + 1 for name in now]
    for number, end in enumerate(ends):  # comments that stand deeper than the keys belong to what is above them
        stop = keys[number + 1] if number + 1 < len(keys) else len(lines)
        while end < stop and re.match(rf" {{{column + 1},}}#", lines[end]):
            end += 1
        ends[number] = end
    first, prefix = keys[0], lines[keys[0]][:column]
    while not prefix.strip() and first and re.match(rf" {{{column}}}#", lines[first - 1]):
        first -= 1
    if not place and (first == 0 or lines[first - 1].strip()):
        first = keys[0]  # what stands at the top of a file belongs to the file
    tops = [first, *ends[:-1]]
    if any(lines[key][:column].strip() for key in keys[1:]):
        return []
    made: list[str] = []
    for name in wanted:
        top, key, end = ((tops, keys, ends)[row][now.index(name)] for row in range(3))
        above, margin = lines[top:key], " " * column
        if name == wanted[0]:
            margin, dash = prefix, prefix.find("-")
            above = [" " * dash + line.lstrip(" ") for line in above] if dash >= 0 else above
        made += [*above, margin + lines[key][column:], *lines[key + 1 : end]]
    return [(begins[first], [*begins, len(text)][ends[-1]], "".join(f"{line}\n" for line in made))]


def _line_starts(text: str) -> list[int]:
    return [0, *(one.end() for one in re.finditer("\n", text))]


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset)
