"""data/**/*.yml -> Sources and Problems. The only module that knows YAML."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from press.model import Place, Problem, Source

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


class _Fault(Exception):
    def __init__(self, mark: Any, message: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message = mark.line + 1, mark.column + 1, message


def load(project: Path) -> tuple[list[Source], list[Problem]]:
    """Every data file of the project in the order of its path, and what could not be read.

    Files directly in data/ have the collection "", files in data/NAME/ the collection NAME.
    """
    sources: list[Source] = []
    problems: list[Problem] = []
    for path in sorted((project / "data").rglob("*")):
        name = path.relative_to(project).as_posix()
        try:
            fault = unfit(path, project)
            if fault is None and path.is_file():
                sources.append(parse(path.read_bytes(), name))
            elif fault:
                problems.append(Problem(name, 0, 0, "", fault))
        except _Fault as fault_:
            problems.append(Problem(name, fault_.line, fault_.column, "", fault_.message))
        except OSError as error:
            problems.append(Problem(name, 0, 0, "", f"cannot be read ({error.strerror})"))
    return sources, problems


def unfit(path: Path, project: Path) -> str | None:
    """Why this path must not be read as data, or None if it may."""
    try:
        target = path.resolve()
    except (OSError, RuntimeError):  # Python before 3.13 raises for a link to itself
        return "is a link that leads nowhere; put the file itself here"
    if not target.is_relative_to(project.resolve()):
        return "is a link that leads out of the project; put the file itself here"
    if path.is_dir():
        if path.parent.name != "data" or path.parent.parent.resolve() != project.resolve():
            return "is a folder inside a collection; collections hold files only"
        return None
    if path.suffix != ".yml":
        return "is not a data file; name data files ID.yml and keep others elsewhere"
    if not path.is_file():
        return "is not a regular file; put the file itself here"
    if path.stat().st_size > MAX_BYTES:
        size = path.stat().st_size / 1_000_000
        return f"is {size:.1f} MB; a data file has at most {MAX_BYTES // 1_000_000} MB, so split it"
    return None


def parse(raw: bytes, name: str) -> Source:
    """One data file from its bytes. Raises _Fault at the first place that cannot be read."""
    text = decode(raw)
    values: dict[Place, tuple[int, int]] = {}
    keys: dict[Place, tuple[int, int]] = {}
    try:
        events = yaml.parse(text, Loader=_PARSER)
        data = _document(events, values, keys)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Fault(mark, f"is not YAML: {_reason(error)}") from None
    except yaml.reader.ReaderError:  # it counts in bytes or letters, as its parser is made of C or Python
        before = yaml.reader.Reader.NON_PRINTABLE.split(text, maxsplit=1)[0]
        mark = yaml.Mark(name, 0, before.count("\n"), len(before) - before.rfind("\n") - 1, None, 0)
        raise _Fault(mark, "has a control character here; delete it") from None
    parts = Path(name).parts
    return Source(
        path=name,
        collection=parts[1] if len(parts) > 2 else "",
        id=Path(name).stem,
        data=data,
        values=values,
        keys=keys,
        text=text,
    )


def decode(raw: bytes) -> str:
    """The text of a file that must be UTF-8 without a byte order mark."""
    start = yaml.Mark("", 0, 0, 0, None, 0)
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise _Fault(start, "starts with a byte order mark; save it as UTF-8 without one")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        mark = yaml.Mark("", 0, line, column, None, 0)
        raise _Fault(mark, "is not UTF-8 from here on; save it as UTF-8") from None


def _reason(error: yaml.MarkedYAMLError) -> str:
    reason = error.problem or error.context or "cannot be understood"
    if "cannot start any token" in reason:
        return f"{reason}; quote the text, and indent with spaces, not tabs"
    if "mapping values are not allowed" in reason:
        return f'{reason}; put quotes around a text that contains ": "'
    return f"{reason}; check quotes, colons and indentation here and just above"


def _document(events: Iterator[Any], values: dict, keys: dict) -> Any:
    next(events)
    event = next(events)
    if isinstance(event, yaml.StreamEndEvent):
        raise _Fault(event.start_mark, "is empty; write the entry or delete the file")
    data = _node(next(events), events, (), values, keys)
    next(events)
    event = next(events)
    if not isinstance(event, yaml.StreamEndEvent):
        raise _Fault(event.start_mark, "starts a second document; keep one entry in one file")
    if data is None:
        raise _Fault(event.start_mark, "is empty; write the entry or delete the file")
    return data


def _node(event: Any, events: Iterator[Any], path: Place, values: dict, keys: dict) -> Any:
    mark = event.start_mark
    values[path] = (mark.line + 1, mark.column + 1)
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise _Fault(mark, "uses an anchor or alias (& or *); write the value out or quote the text")
    if event.tag is not None:
        raise _Fault(mark, f"has a tag ({event.tag}); tags are not used here, so remove it")
    if len(path) > MAX_DEPTH:
        raise _Fault(mark, f"is nested more than {MAX_DEPTH} levels deep; make it flatter")
    if isinstance(event, yaml.ScalarEvent):
        if yaml.reader.Reader.NON_PRINTABLE.search(event.value):
            raise _Fault(mark, "has an escaped control character in its text; delete it")
        return scalar(event.value) if event.implicit[0] else normal(event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, (*path, len(items)), values, keys))
        return items
    pairs: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        mark = event.start_mark
        if not isinstance(event, yaml.ScalarEvent):
            raise _Fault(mark, "has a key that is not a word; quote the text or name the key")
        key = normal(event.value)
        if yaml.reader.Reader.NON_PRINTABLE.search(key):
            raise _Fault(mark, "has an escaped control character in its text; delete it")
        if key in pairs:
            raise _Fault(mark, f'has the key "{key}" a second time; keep one of them')
        keys[(*path, key)] = (mark.line + 1, mark.column + 1)
        pairs[key] = _node(next(events), events, (*path, key), values, keys)
    return pairs


def scalar(text: str) -> Any:
    """What an unquoted word means in the core schema of YAML 1.2."""
    for pattern, make in _CORE:
        if pattern.fullmatch(text):
            return make(text)
    return normal(text)


def _finite(text: str) -> float | str:
    number = float(text)
    return number if math.isfinite(number) else text


def normal(text: str) -> str:
    """The text in Unicode's composed form (NFC), so that equal words are equal strings."""
    return unicodedata.normalize("NFC", text)
