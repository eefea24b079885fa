"""data/**/*.yml -> Sources and Problems. Knows YAML, with `diagnosis`, and no other module does."""

from __future__ import annotations

import math
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from sys import intern
from typing import Any

import yaml

from press.diagnosis import Fault, diagnosis, spot, wide
from press.letters import odd
from press.model import Faulty, Found, Place, Problem, Source, unheeded
from press.spread import shares, spread
from press.timing import step

MAX_BYTES = 1_000_000
MAX_DEPTH = 16
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The core schema of YAML 1.2.2, section 10.3.2: `no`, `on` and 1:30 stay text.
_CORE: list[tuple[re.Pattern[str], Any]] = [
    (re.compile(r"(?:null|Null|NULL|~|)"), lambda text: None),
    (re.compile(r"(?:true|True|TRUE)"), lambda text: True),
    (re.compile(r"(?:false|False|FALSE)"), lambda text: False),
    (re.compile(r"[-+]?[0-9]{1,300}"), int),
    (re.compile(r"0o[0-7]{1,300}"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]{1,300}"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), lambda text: _finite(text)),
]

_MAYBE_CORE = re.compile(r"$|[-+.0-9~]|null|true|false", re.IGNORECASE)
_UNPRINTABLE = yaml.reader.Reader.NON_PRINTABLE


def load(project: Path, workers: int = 1) -> tuple[list[Source], list[Problem]]:
    """Every data file of the project in the order of its path, and what could not be read.

    Files directly in data/ have the collection "", files in data/NAME/ the collection NAME.
    """
    found = read_files([project / name for name in data_files(project)], project, workers)
    return [one for one in found if isinstance(one, Source)], [one for one in found if isinstance(one, Problem)]


def data_files(project: Path) -> list[str]:
    """Everything below data/ that is not unheeded, named from the project, in the order of its path."""
    top = project / "data"
    found = []
    for root, folders, files in os.walk(top):
        folders[:] = [name for name in folders if not unheeded(name)]
        found += [f"data{root[len(str(top)) :]}/{name}" for name in (*folders, *files) if not unheeded(name)]
    return sorted(found, key=lambda name: name.split("/"))


def read_files(paths: Sequence[Path], project: Path, workers: int = 1) -> list[Source | Problem]:
    """Some data files, read by as many processes as there are workers."""
    return [one for portion in spread(partial(_read_all, project), shares(paths), workers) for one in portion]


def _read_all(project: Path, paths: Sequence[Path]) -> list[Source | Problem]:
    with step("read"):
        return [one for path in paths if (one := read(path, project))]


def read(path: Path, project: Path) -> Source | Problem | None:
    """One data file, or what is wrong with it; nothing for a collection's folder, and for what lies in another."""
    name = path.relative_to(project).as_posix()
    if name.count("/") > 2:
        return None  # its folder is named
    try:
        if fault := unfit(path, project):
            return Problem(name, 0, 0, "", *fault)
        return understood(path.read_bytes(), name, path) if path.is_file() else None
    except OSError as error:
        return Problem(name, 0, 0, "", f"cannot be read ({error.strerror})", "E001")


def bytes_of(project: Path, name: str) -> bytes:
    """The bytes of a file of the project. Raises Faulty if it cannot be read."""
    try:
        return (project / name).read_bytes()
    except OSError as error:
        raise Faulty([Problem(name, 0, 0, "", f"cannot be read ({error.strerror})", "E001")]) from None


def unfit(path: Path, project: Path) -> tuple[str, str] | None:
    """Why this path must not be read as data, and the code of that; None if it may be read."""
    try:
        target = path.resolve()
    except (OSError, RuntimeError):  # Python before 3.13 raises for a link to itself
        return "is a link that leads nowhere; put the file itself here", "E002"
    if not target.is_relative_to(project.resolve()):
        return "is a link that leads out of the project; put the file itself here", "E002"
    if path.is_dir():
        if path.parent.name != "data" or path.parent.parent.resolve() != project.resolve():
            return "is a folder inside a collection; collections hold files only", "E003"
        return None
    if path.suffix != ".yml":
        return "is not a data file; name data files ID.yml and keep others elsewhere", "E004"
    if not path.is_file():
        return "is not a regular file; put the file itself here", "E005"
    if path.stat().st_size > MAX_BYTES:
        size = path.stat().st_size / 1_000_000
        return f"is {size:.1f} MB; a data file has at most {MAX_BYTES // 1_000_000} MB, so split it", "E006"
    return None


def understood(raw: bytes, name: str, file: Path | None = None) -> Source | Problem:
    """One data file from its bytes, or what is wrong with it; `file` is where to read them again."""
    try:
        return parse(raw, name, file)
    except Fault as fault:
        return fault.problem(name)


def parse(raw: bytes, name: str, file: Path | None = None) -> Source:
    """One data file from its bytes; `file` is where to read them again.

    Raises Fault at the first place that cannot be read.
    """
    data = _data(raw)
    again = partial(file.read_bytes) if file else partial(bytes, raw)
    source = unread(name, again)
    source.data = data
    return source


def unread(name: str, raw: Callable[[], bytes], brief: Mapping[str, str | None] | None = None) -> Source:
    """A data file that is known to be good and is not read before somebody asks what it says, but for its `brief`."""
    parts = Path(name).parts
    return Source(
        path=name,
        collection=parts[1] if len(parts) > 2 else "",
        id=Path(name).stem,
        say=partial(_say, raw),
        find=partial(_find, raw),
        brief=brief or {},
    )


def _say(raw: Callable[[], bytes]) -> Any:
    return _data(raw())


def _data(raw: bytes) -> Any:
    text = decode(raw)
    try:
        return _document(yaml.parse(text, Loader=_PARSER))
    except yaml.MarkedYAMLError as error:
        raise diagnosis(error, text) from None
    except yaml.reader.ReaderError:  # it counts in bytes or letters, as its parser is made of C or Python
        before = yaml.reader.Reader.NON_PRINTABLE.split(text, maxsplit=1)[0]
        mark = spot(before.count("\n"), len(before) - before.rfind("\n") - 1)
        raise Fault(mark, "E013", "has a control character here; delete it", 1) from None


def _find(raw: Callable[[], bytes]) -> Found:
    """Where everything stands in a file that was read without fault."""
    found = Found({}, {}, {}, "")
    try:
        text = decode(raw())
        events = yaml.parse(text, Loader=_PARSER)
        next(events), next(events)
        _place(next(events), events, (), found)
    except (Fault, OSError, yaml.YAMLError, StopIteration, AttributeError):  # it was changed in the meantime
        return Found({(): (1, 1)}, {}, {}, "")
    return replace(found, text=text)


@dataclass(frozen=True)
class Spans:
    """Where in the text of a file its values and keys begin and end, quotes included, as offsets in letters."""

    values: Mapping[Place, tuple[int, int]]
    keys: Mapping[Place, tuple[int, int]]


def spans(raw: bytes) -> Spans:
    """The spans of a YAML or JSON file that can be read."""
    text = decode(raw)
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def offset(mark: Any) -> int:
        return starts[mark.line] + mark.column

    values: dict[Place, tuple[int, int]] = {}
    keys: dict[Place, tuple[int, int]] = {}

    def walk(event: Any, path: Place) -> int:
        start = stop = offset(event.start_mark)
        values[path] = start, stop  # keeps the order of the file
        if isinstance(event, yaml.ScalarEvent):
            stop = offset(event.end_mark)
        elif isinstance(event, yaml.SequenceStartEvent):
            number = 0
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                stop = walk(event, (*path, number))
                number += 1
        elif isinstance(event, yaml.MappingStartEvent):
            while isinstance(event := next(events), yaml.ScalarEvent):
                place = (*path, normal(event.value))
                keys[place] = offset(event.start_mark), offset(event.end_mark)
                stop = walk(next(events), place)
        if isinstance(event, yaml.CollectionEndEvent) and text[start] in "[{":
            stop = offset(event.end_mark)
        values[path] = start, stop
        return stop

    events = yaml.parse(text, Loader=_PARSER)
    next(events), next(events)
    walk(next(events), ())
    return Spans(values, keys)


def _place(event: Any, events: Iterator[Any], path: Place, found: Found) -> None:
    found.values[path] = _mark(event.start_mark)
    if isinstance(event, yaml.SequenceStartEvent):
        number = 0
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            _place(event, events, (*path, number), found)
            number += 1
    elif isinstance(event, yaml.MappingStartEvent):
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            place = (*path, normal(event.value))
            found.keys[place] = _mark(event.start_mark)
            found.ends[_mark(event.start_mark)] = _mark(event.end_mark)
            _place(next(events), events, place, found)
    else:
        found.ends[_mark(event.start_mark)] = _mark(event.end_mark)


def _mark(mark: Any) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


def decode(raw: bytes) -> str:
    """The text of a file that must be UTF-8 without a byte order mark."""
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise Fault(spot(0, 0), "E012", "starts with a byte order mark; save it as UTF-8 without one")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        mark = spot(before.count("\n"), len(before) - before.rfind("\n") - 1)
        raise Fault(mark, "E011", "is not UTF-8 from here on; save it as UTF-8") from None


def _document(events: Iterator[Any]) -> Any:
    next(events)
    event = next(events)
    if isinstance(event, yaml.StreamEndEvent):
        raise Fault(event.start_mark, "E014", "is empty; write the entry or delete the file")
    data = _node(next(events), events, 0)
    next(events)
    event = next(events)
    if not isinstance(event, yaml.StreamEndEvent):
        raise Fault(event.start_mark, "E107", "starts a second document; keep one entry in one file")
    if data is None:
        raise Fault(event.start_mark, "E014", "is empty; write the entry or delete the file")
    return data


def _node(event: Any, events: Iterator[Any], depth: int) -> Any:
    if event.__class__ is yaml.AliasEvent or event.anchor:
        raise Fault(event.start_mark, "E104", "uses an anchor or alias (& or *); write the value out or quote the text")
    if event.tag is not None:
        raise Fault(event.start_mark, "E105", f"has a tag ({event.tag}); tags are not used here, so remove it")
    if depth > MAX_DEPTH:
        raise Fault(event.start_mark, "E106", f"is nested more than {MAX_DEPTH} levels deep; make it flatter")
    if event.__class__ is yaml.ScalarEvent:
        text = event.value
        if not text.isprintable() and _UNPRINTABLE.search(text):
            raise _escaped(event)
        return scalar(text) if event.implicit[0] else normal(text)
    if event.__class__ is yaml.SequenceStartEvent:
        items: list[Any] = []
        while (event := next(events)).__class__ is not yaml.SequenceEndEvent:
            items.append(_node(event, events, depth + 1))
        return items
    pairs: dict[str, Any] = {}
    while (event := next(events)).__class__ is not yaml.MappingEndEvent:
        if event.__class__ is not yaml.ScalarEvent:
            raise Fault(event.start_mark, "E108", "has a key that is not a word; quote the text or name the key")
        key = intern(normal(event.value))  # once in memory, however often it is written
        if not key.isprintable() and _UNPRINTABLE.search(key):
            raise _escaped(event)
        if not key.isascii():
            _refuse_odd(event, key)
        if key in pairs:
            raise Fault(event.start_mark, "E109", f'has the key "{key}" a second time; keep one of them', len(key))
        pairs[key] = _node(next(events), events, depth + 1)
    return pairs


def _escaped(event: Any) -> Fault:
    """The fault of an escaped control character, which is often LaTeX in double quotes."""
    letter = next(iter(_UNPRINTABLE.findall(event.value)))
    said = f"has an escaped control character (U+{ord(letter):04X}) in its text; use single quotes, or delete it"
    return Fault(event.start_mark, "E013", said)


def _refuse_odd(event: Any, key: str) -> None:
    """Raises Fault for a key with a letter that only looks like one of ASCII, or like none."""
    for number, letter, meant in odd(key):
        column = event.start_mark.column + number + bool(event.style)
        raise wide(spot(event.start_mark.line, column), letter, meant)


def scalar(text: str) -> Any:
    """What an unquoted word means in the core schema of YAML 1.2."""
    if _MAYBE_CORE.match(text):
        for pattern, make in _CORE:
            if pattern.fullmatch(text):
                return make(text)
    return normal(text)


def _finite(text: str) -> float | str:
    number = float(text)
    return number if math.isfinite(number) else text


def normal(text: str) -> str:
    """The text in Unicode's composed form (NFC), so that equal words are equal strings."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
