"""Data files -> the same without the faults that need no judgement. Whatever could be meant in two ways stays.

A file that cannot be read is tried with one repair after another, each near the place where reading stops; the result
counts only if it can be read and has no field that its schema does not know. In a file that can be read only those
values are touched that check complains of.
"""

from __future__ import annotations

import codecs
import difflib
import json
import re
import unicodedata
from collections.abc import Collection as Many
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from press.check import read_languages, schema_of
from press.edit.style import Edit, applied, comments, tidied, told_by
from press.inline import references
from press.links.move import Files
from press.links.rewrite import marks, rewrite, with_item, without, word
from press.load import bytes_of, data_files, spans, understood, unfit, unread
from press.model import Faulty, Language, Place, Problem, Source
from press.shapes import Shapes, address, read_shapes

SITE = "data/site.yml"
NEAR = 4
"""How many lines, up from where reading stops, may hold the reason."""
REPAIRS = 100
"""How many repairs a file may need, and how many are tried before each."""
WIDTHS = (2, 4, 8)
"""How many spaces a tab may stand for."""
_ODD = "\t\u00a0\u3000"
"""What looks like a space and is none to YAML: a tab, a no-break space, a full-width space."""
_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_SPACES = {"\u00a0": " ", "\u3000": "  "}
_GAP = re.compile(" +")
_PAIR = re.compile(
    rf"(?P<margin>[ {_ODD}]*)(?P<dashes>(?:-[ {_ODD}]*)*)(?P<key>[A-Za-z][A-Za-z0-9_-]*)[ {_ODD}]*[:\uff1a]"
    rf"[ {_ODD}]*(?P<rest>.*)"
)
_MARKS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
_INDENT = re.compile(r"^ *\t[ \t]*", re.MULTILINE)
_FLAGS = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}


def repaired(project: Path) -> Files:
    """The data files of a project that have mechanical faults, without them. Raises Faulty if there is no telling."""
    names = [name for name in data_files(project) if (project / name).is_file()]
    fit = [name for name in names if name.endswith(".yml") and not unfit(project / name, project)]
    before = {name: bytes_of(project, name) for name in fit}
    ids: dict[str, list[str]] = {}
    misnamed: dict[str, set[str]] = {}
    for name in names:
        folder, _, file = name.removeprefix("data/").rpartition("/")
        if folder and name in before and _ID.fullmatch(file.removesuffix(".yml")):
            ids.setdefault(folder, []).append(file.removesuffix(".yml"))
        else:
            misnamed.setdefault(folder, set()).add(Path(file).stem.casefold())
    shapes = read_shapes(project, *_languages(before.get(SITE, b"")))
    known = {f"{folder}/{id_}" for folder, some in ids.items() for id_ in some}
    files: Files = {}
    for name, raw in before.items():
        made = mended(raw, name, shapes, known)
        folder = name.removeprefix("data/").removesuffix(".yml")
        if name.count("/") == 1 and (some := ids.get(folder)):
            made = ordered(made, name, some, misnamed.get(folder, ()))
        if made != raw:
            files[name] = made
    return files


def _languages(raw: bytes) -> tuple[list[Language], bool]:
    """The languages of data/site.yml, as far as they can be made out even if it cannot be read. Raises Faulty."""
    source = understood(raw, SITE)
    if isinstance(source, Source):
        with suppress(Faulty):
            return read_languages([source])
    text = _decoded(raw) or ""
    tags = re.findall(rf"\btag[ {_ODD}]*[:\uff1a][ {_ODD}]*[\"']?([a-z]{{2,3}}(?:-[a-z0-9]+)*)\b", text)
    if not tags:
        raise Faulty([source if isinstance(source, Problem) else source.problem(("languages",), "names no languages")])
    fallback = re.search(rf"\btranslations[ {_ODD}]*[:\uff1a][ {_ODD}]*[\"']?fallback", text)
    return [Language(tag, tag, tag) for tag in tags], bool(fallback)


def mended(raw: bytes, name: str, shapes: Shapes, known: Many[str]) -> bytes:
    """The bytes of a data file without its mechanical faults. `known` has every entry as collection/id."""
    text = _decoded(raw)
    if text is None:
        return raw
    text = unicodedata.normalize("NFC", re.sub(r"\r\n?", "\n", text))
    if isinstance(was := understood(raw, name), Source):
        now = understood(text.encode(), name)
        if not isinstance(now, Source) or told_by(was)[0] != told_by(now)[0]:
            text = was.text
    text = _legible(text, name, shapes)
    if isinstance(source := understood(text.encode(), name), Problem):
        return text.encode()
    text = _agreeing(text, source, shapes, known)
    return tidied(text, told_by(_read(text, name))).encode()


def _decoded(raw: bytes) -> str | None:
    """The text of a file with or without a byte order mark, or None if it is none."""
    code = next((code for mark, code in _MARKS if raw.startswith(mark)), "utf-8")
    text = raw.decode(code, "replace").lstrip("\ufeff")
    return None if "\ufffd" in text or "\0" in text else text


def _read(text: str, name: str) -> Source:
    source = understood(text.encode(), name)
    assert isinstance(source, Source)
    return source


# What keeps a file from being read


def _legible(text: str, name: str, shapes: Shapes) -> str:
    """The text with its lines repaired so that it can be read and keeps to its schema better than before.

    Where tabs could stand for more or fewer spaces, all that can be read must come to the same.
    """
    standing = _standing(text, name, shapes)
    if standing == (1, 0, 0):
        return text
    tabs = not standing[0] and _INDENT.search(text)
    starts = [_INDENT.sub(partial(_expanded, width), text) for width in WIDTHS] if tabs else [text]
    strange, words = _strange(text, name, shapes), _vocabulary(name, shapes)
    found: dict[str, str] = {}
    for made in (_climbed(start, name, shapes, words) for start in dict.fromkeys(starts)):
        source = understood(made.encode(), name)
        if isinstance(source, Source) and _strange(made, name, shapes) <= strange:
            found.setdefault(told_by(source)[0], made)
    return next(iter(found.values())) if len(found) == 1 else text


def _expanded(width: int, indent: re.Match[str]) -> str:
    return indent[0].replace("\t", " " * width)


def _climbed(text: str, name: str, shapes: Shapes, words: Many[str]) -> str:
    """The text after one repair upon another, as long as each makes it better."""
    best = _standing(text, name, shapes)
    for _ in range(REPAIRS):
        attempts = islice(_attempts(text, name, shapes, words), REPAIRS)
        tried = [(_standing(one, name, shapes), one) for one in attempts]
        better = max(tried, key=lambda one: one[0], default=(best, text))
        if better[0] <= best:
            break
        best, text = better
    return text


def _standing(text: str, name: str, shapes: Shapes) -> tuple[int, int, int]:
    """How good a text is: how far it can be read or, if all of it can, how few faults its schema finds."""
    source = understood(text.encode(), name)
    if isinstance(source, Problem):
        return 0, source.line, source.column
    return 1, -len(_faults(source, shapes)), 0


def _faults(source: Source, shapes: Shapes) -> list[Any]:
    schema = schema_of(source, shapes)
    return [] if schema is None or shapes.allow(source.data, schema) else list(shapes.faults(source.data, schema))


def _strange(text: str, name: str, shapes: Shapes) -> int:
    """How many things are of another kind than the schema wants, or of none that it knows. What is empty is not."""
    source = understood(text.encode(), name)
    if isinstance(source, Problem):
        return 0
    return sum(
        one.validator == "additionalProperties"
        or (one.validator == "type" and one.instance is not None)
        and (isinstance(one.instance, dict | list) or one.validator_value in ("object", "array"))
        for one in _faults(source, shapes)
    )


def _attempts(text: str, name: str, shapes: Shapes, words: Many[str]) -> Iterator[str]:
    """The text with one repair each."""
    source = understood(text.encode(), name)
    lines = text.split("\n")
    if isinstance(source, Problem):
        places = [number for number in range(source.line - 1, source.line - 1 - NEAR, -1) if 0 <= number < len(lines)]
        quoted = places
    else:
        places = list(range(len(lines)))
        quoted = [source.problem(tuple(one.absolute_path), "").line - 1 for one in _faults(source, shapes)]
    for number in places:
        for line in _repairs(lines[number], words, quote=number in quoted, legible=isinstance(source, Source)):
            if _GAP.sub(" ", line) != _GAP.sub(" ", lines[number]):
                yield "\n".join([*lines[:number], line, *lines[number + 1 :]])


def _repairs(line: str, words: Many[str], *, quote: bool, legible: bool) -> Iterator[str]:
    """What a line may have been meant to be."""
    match = _PAIR.fullmatch(line)
    if match is None or match["key"] not in words:
        return
    margin = "".join(_SPACES.get(letter, letter) for letter in match["margin"])
    dashes = match["dashes"] if re.fullmatch("(- +)*", match["dashes"]) else "- " * match["dashes"].count("-")
    begin, rest = f"{margin}{dashes}{match['key']}:", match["rest"].rstrip()
    yield f"{begin} {rest}" if rest else begin
    if quote and ((rest.startswith("[[") and " #" not in rest) or (not legible and _words(rest))):
        yield f"{begin} {_quoted(rest)}"


def _words(rest: str) -> bool:
    """Whether what stands behind a colon can only be words that lack their quotes."""
    sure = ": " in rest or rest.endswith(":") or rest[:1] in ("`", "@", "%") or (rest[:1] == '"' and rest[-1] != '"')
    return sure and rest[0] not in "|>&*!'" and rest.count('"') % 2 == 0 and " #" not in rest


def _quoted(words: str) -> str:
    if '"' in words or "\\" in words:
        return "'" + words.replace("'", "''") + "'"
    return f'"{words}"'


def _vocabulary(name: str, shapes: Shapes) -> set[str]:
    """Every key that a data file may have at any depth."""
    found: set[str] = set()
    seen: set[int] = set()

    def visit(part: dict[str, Any]) -> None:
        schema = shapes.resolve(part)
        if id(schema) in seen:
            return
        seen.add(id(schema))
        for key, inner in schema.get("properties", {}).items():
            found.add(key)
            visit(inner)
        if "items" in schema:
            visit(schema["items"])

    visit(schema_of(unread(name, bytes), shapes) or {})
    return found


# What is written otherwise than its schema has it


def _agreeing(text: str, source: Source, shapes: Shapes, known: Many[str]) -> str:
    """The text with those values mended that can mean one thing only."""
    before = len(_faults(source, shapes))
    found, edits = spans(text.encode()), list[Edit]()
    for place, swap in _values(source, shapes, known):
        start, stop = found.values[place]
        edits.append((start, stop, swap(text[start:stop])))
    made = applied(text, edits)
    if not isinstance(again := understood(made.encode(), source.path), Source):
        return text
    for place in reversed(list(_twice(again, shapes))):
        made = _without(made.encode(), source.path, place).decode()
    return made if len(_faults(_read(made, source.path), shapes)) <= before else text


def _without(raw: bytes, name: str, place: Place) -> bytes:
    """The bytes of a data file without an item of a list, unless a comment would go with it."""
    with suppress(Faulty):
        once = without(raw, name, place)
        if comments(once.decode()) == comments(raw.decode()):
            return once
    return raw


def _values(source: Source, shapes: Shapes, known: Many[str]) -> Iterator[tuple[Place, Any]]:
    """The places of values that can mean one thing only, and how to write them."""
    for path, value, shape in shapes.walk(source.data, schema_of(source, shapes) or {}):
        kind = shape.get("type")
        if isinstance(value, str):
            if "refersTo" in shape:
                if address(value, shape) not in known and (meant := _meant(value, shape["refersTo"], known)):
                    yield path, word(value, meant)
            elif "enum" in shape and value not in shape["enum"]:
                if meant := _alike(value, [one for one in shape["enum"] if isinstance(one, str)]):
                    yield path, word(value, meant)
            elif kind == "integer" and re.fullmatch("[0-9]{1,18}", value):
                yield path, lambda written: written.strip("\"'")
            elif kind == "boolean" and value.lower() in _FLAGS:
                yield path, partial(_instead, _FLAGS[value.lower()])
            elif "[[" in value:
                lost = {one.address for one in references(value) if one.address not in known}
                if pairs := [(one, meant) for one in sorted(lost) if (meant := _meant(one, "*", known))]:
                    yield path, partial(_marked, pairs)
        elif kind == "string" and isinstance(value, bool | int | float):
            yield path, lambda written: f'"{written}"'


def _instead(words: str, written: str) -> str:
    return words


def _marked(pairs: Sequence[tuple[str, str]], written: str) -> str:
    for old, new in pairs:
        written = marks(old, new)(written)
    return written


def _meant(value: str, collection: str, known: Many[str]) -> str:
    """The one entry that an id can mean whatever its case and width, as it is written under its schema, or nothing."""
    if collection == "*":
        return _alike(value, known)
    ids = [one.partition("/")[2] for one in known if one.startswith(f"{collection}/")]
    return _alike(value, ids) or _alike(value, [f"{collection}/{one}" for one in ids]).partition("/")[2]


def _alike(value: str, words: Many[str]) -> str:
    found = [one for one in words if _folded(one) == _folded(value)]
    return found[0] if len(found) == 1 else ""


def _folded(word: str) -> str:
    """A word whatever its case and width, and however its parts are joined."""
    return re.sub(r"[\s_-]+", "-", unicodedata.normalize("NFKC", word).casefold().strip())


def _twice(source: Source, shapes: Shapes) -> Iterator[Place]:
    """The places of list items that stand there a second time and may not."""
    for path, value, shape in shapes.walk(source.data, schema_of(source, shapes) or {}):
        if shape.get("uniqueItems") and isinstance(value, list):
            said = [json.dumps(one) for one in value]
            yield from ((*path, number) for number, one in enumerate(said) if one in said[:number])


# The order of a collection


def ordered(raw: bytes, name: str, ids: Sequence[str], misnamed: Many[str] = ()) -> bytes:
    """The words of a collection with each entry in its order once; `ids` are those of the files that there are.

    What is `misnamed`, in lower case, keeps its place: its file is there and cannot be read under that name.
    """
    source = understood(raw, name)
    order = source.data.get("order") if isinstance(source, Source) and isinstance(source.data, dict) else None
    if not isinstance(order, list) or not all(isinstance(one, str) for one in order):
        return raw
    astray = [one for one in order if one not in ids and one.casefold() not in misnamed]
    absent = [one for one in ids if one not in order]
    for old in list(astray):
        near = difflib.get_close_matches(_folded(old), absent, n=1, cutoff=0.8)
        if near and len(difflib.get_close_matches(near[0], astray, n=2, cutoff=0.8)) <= 1:
            with suppress(Faulty):  # written with escapes
                raw = rewrite(raw, name, {("order", order.index(old)): word(old, near[0])}, {})
                astray.remove(old)
                absent.remove(near[0])
    if len(astray) == len(order) and not absent:
        return raw
    for id_ in absent:
        raw = with_item(raw, name, ("order",), id_)
    for place in reversed([("order", number) for number, one in enumerate(order) if one in astray]):
        raw = _without(raw, name, place)
    return raw
