"""A project and where an entry, a field or a section shall go -> the files that say so. Writes nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.check import check, did_you_mean, schema_of
from press.inline import references
from press.links.lock import Lock, Lost, Ways, page_of, relinked, section_of, write
from press.links.rewrite import Words, marks, rewrite, without, word
from press.load import parse
from press.model import LOCK, ROOT_FILES, Faulty, Place, Problem, Source
from press.shapes import Shapes, address

Files = dict[str, bytes | None]
"""What shall stand in each file of the project, by path; None for nothing."""
RETIRED = "data/retired.yml"
TOMBS = """\
# yaml-language-server: $schema=../.editor/retired.schema.json
# Entries that are no more and have no successor. Their addresses show what they were and what to read now.
entries:
"""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIELD = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


@dataclass(frozen=True)
class Now:
    """A project as it is: its data without faults, its schemas, its pages and its released addresses."""

    project: Path
    sources: Sequence[Source]
    shapes: Shapes
    ways: Ways

    @property
    def lock(self) -> Lock:
        return self.ways.lock

    def source(self, collection: str, id_: str) -> Source | None:
        """A data file."""
        return next((one for one in self.sources if (one.collection, one.id) == (collection, id_)), None)

    @property
    def collections(self) -> list[str]:
        """The names of all collections."""
        roots = [one.id for one in self.sources if not one.collection and one.id not in ROOT_FILES]
        return [name for name in roots if f"{name}.schema.json" in self.shapes.schemas]

    @property
    def retired(self) -> list[str]:
        """What entries that are no more were called, as collection/id."""
        own = self.source("", "retired")
        return [row["was"] for row in own.data["entries"]] if own else []

    def address(self, collection: str, id_: str) -> str:
        """The address of an entry below the folder of a language."""
        own = self.source("", collection)
        slug = collection.replace("_", "-")
        return f"/{slug}/#{id_}" if own and own.data.get("one_page") else f"/{slug}/{id_}/"

    @property
    def ends(self) -> dict[str, str]:
        """Where each released address leads, or as far as it does."""
        found = {}
        for one in self.lock:
            try:
                found[one] = self.ways.end(one)
            except Lost as lost:
                found[one] = lost.at
        return found


def rename(now: Now, collection: str, old: str, new: str, *, take: bool = False) -> Files:
    """Gives an entry another id: its file, every reference to it, and what was released of it.

    With `take` it may have an id that was another's before. Raises Faulty.
    """
    source = _entry(now, collection, old)
    if new == old:
        raise refused(f"{collection}/{old} has that id already")
    there = free(now, collection, new, old, take=take)
    here, before = now.address(collection, old), now.ends
    files = _referring(now, f"{collection}/{old}", f"{collection}/{new}")
    for own, place in _listed(now, collection, old):
        files[own.path] = rewrite(files.get(own.path) or _bytes(now, own.path), own.path, {place: word(old, new)}, {})
    files[f"data/{collection}/{new}.yml"] = files.pop(source.path, None) or _bytes(now, source.path)
    files[source.path] = None
    sections = now.ways.pages.get(here) or frozenset()
    after = {one: _carried(end, here, there) for one, end in before.items()}
    if there in after:
        after[there] = there
    if not section_of(there):
        after |= {f"{there}#{one}": f"{there}#{one}" for one in sections if f"{there}#{one}" in after}
    return _whole(now, files, after)


def free(now: Now, collection: str, new: str, old: str = "", *, take: bool = False) -> str:
    """The address of an entry that is to be called so, or what `old` is called now. Raises Faulty if it cannot be.

    With `take` it may have an address that leads elsewhere.
    """
    if collection not in now.collections:
        raise refused(_nothing(now, collection, new))
    if not _ID.fullmatch(new):
        raise refused(f'"{new}" cannot be an id; use lowercase ASCII letters, digits and hyphens')
    if new == "index":
        raise refused('"index" is the name of the overview page; choose another id')
    if (now.project / f"data/{collection}/{new}.yml").exists():
        raise refused(f"{collection}/{new} is there already; choose another id")
    if f"{collection}/{new}" in now.retired:
        raise refused(f"{collection}/{new} was retired and keeps its page; choose another id")
    here, there = now.address(collection, old), now.address(collection, new)
    end = now.ends.get(there, there)
    if not take and end not in (here, there):
        raise refused(
            f"{there} was released and leads to {end}; choose another id"
            + (", or take it over with --take" if old else "")
        )
    return there


def retire(now: Now, collection: str, id_: str, to: str | None = None, read: Sequence[str] = ()) -> Files:
    """Takes an entry out: what referred to it refers to `to` (collection/id), and its addresses lead there.

    `to` may be a collection, too, if nothing refers to the entry. Without it a page stays in its place that says what
    it was and what to `read` now. An entry whose file is gone already only has its addresses seen to. Raises Faulty.
    """
    source, here = now.source(collection, id_), now.address(collection, id_)
    if source is None and here not in now.lock:
        raise refused(_nothing(now, collection, id_))
    if source is None and to is None:
        raise refused(
            f"the file of {collection}/{id_} is gone; name a successor with --to, or take the file back from git"
        )
    files: Files = {}
    end = here
    if to in now.collections:
        end = f"/{to.replace('_', '-')}/"
    elif to is not None:
        target = _entry(now, *to.partition("/")[::2])
        if target is source:
            raise refused(f"{to} cannot stand for itself; name another entry")
        end = now.address(target.collection, target.id)
        files = _referring(now, f"{collection}/{id_}", to) if source else {}
    elif section_of(here):
        raise refused(f"{collection} shares one page; name an entry or the collection with --to")
    if source and (to is None or to in now.collections):
        pointing = [(one, path) for one in now.sources for path, _ in _places(now, one, f"{collection}/{id_}")]
        if faults := [
            one.problem(path, f"refers to {collection}/{id_}; take that out, or name a successor: --to", "E805")
            for one, path in pointing
            if one is not source
        ]:
            raise Faulty(faults)
    if source and to is None and here in map(page_of, now.ends.values()):
        entries = [_entry(now, *one.partition("/")[::2]) for one in read]
        files[RETIRED] = _tombs(now, source, [f"{one.collection}/{one.id}" for one in entries])
    if source:
        files[source.path] = None
        for own, place in _listed(now, collection, id_):
            files[own.path] = without(files.get(own.path) or _bytes(now, own.path), own.path, place)
    has = now.ways.pages.get(page_of(end)) or frozenset()

    def onward(there: str) -> str:
        if there == here:
            return end
        section = section_of(there)
        if page_of(there) != here or section_of(here):
            return there
        return end if end == here or section_of(end) or section not in has else f"{end}#{section}"

    return _whole(now, files, {one: onward(there) for one, there in now.ends.items()})


def rename_field(now: Now, collection: str, old: str, new: str) -> Files:
    """Gives a field of a collection another name in schema, entries, diagrams and labels; its sections stay reachable.

    What templates of the project say of the field is for their author to change. Raises Faulty.
    """
    name = f"{collection}.schema.json"
    if collection not in now.collections:
        raise refused(_nothing(now, collection, ""))
    fields = now.shapes.schemas[name].get("properties", {})
    if old not in fields:
        raise refused(f'{collection} has no field "{old}"{did_you_mean(old, fields)}')
    if not _FIELD.fullmatch(new):
        raise refused(f'"{new}" cannot be a field; use lowercase ASCII letters, digits and underscores')
    if new in fields:
        raise refused(f'{collection} has a field "{new}" already; choose another name')
    if not (now.project / "schemas" / name).is_file():
        raise refused(f"schemas/{name} is not a file of this project")
    swap = word(old, new)
    schema = now.shapes.schemas[name]
    values: dict[Place, Words] = {
        (group, place): swap
        for group in ("required", "columns")
        for place, one in enumerate(schema.get(group, []))
        if one == old
    }
    path = f"schemas/{name}"
    files: Files = {path: rewrite(_bytes(now, path), path, values, {("properties", old): swap})}
    for source in now.sources:
        if source.collection == collection and old in source.data:
            files[source.path] = rewrite(_bytes(now, source.path), source.path, {}, {(old,): swap})
        elif places := dict(_drawn(source, collection, old, new)):
            files[source.path] = rewrite(_bytes(now, source.path), source.path, places, {})
    files |= _label(now, collection, old, new)
    here, there = old.replace("_", "-"), new.replace("_", "-")
    pages = {now.address(one.collection, one.id) for one in now.sources if one.collection == collection}

    def onward(end: str) -> str:
        return f"{page_of(end)}#{there}" if page_of(end) in pages and section_of(end) == here else end

    return _whole(now, files, {one: onward(end) for one, end in now.ends.items()})


def retire_section(now: Now, address_: str, to: str | None) -> Files:
    """Lets a released section that is no more lead to another section of its page, or to the page. Raises Faulty."""
    section, ends = section_of(address_), now.ends
    page = page_of(ends.get(page_of(address_), page_of(address_)))
    sections = now.ways.pages.get(page)
    if sections is None:
        raise refused(f"there is no page {page} now; retire the page")
    if section in sections:
        raise refused(f"{page}#{section} is still there; take it out of the data first")
    lost = {one for one, end in ends.items() if end in (address_, f"{page}#{section}")}
    if not lost:
        raise refused(f"{address_} was never released; there is nothing to keep")
    if to is not None and to not in sections:
        raise refused(f'{page} has no section "{to}"{did_you_mean(to, sections)}')
    end = f"{page}#{to}" if to else page
    return _whole(now, {}, {one: end if one in lost else there for one, there in ends.items()})


def _whole(now: Now, files: Files, ends: Mapping[str, str]) -> Files:
    """The files with the lock file, once nothing is wrong with them that was right before."""
    lock = relinked(now.lock, ends)
    if now.lock:
        files = files | {LOCK: write(lock).encode()}
    schemas = {Path(path).name: json.loads(raw) for path, raw in files.items() if path.startswith("schemas/") and raw}
    shapes = now.shapes.with_schemas(schemas) if schemas else now.shapes
    if faults := check(_edited(now, files), shapes):
        raise Faulty(faults)
    return {path: raw for path, raw in files.items() if raw is None or raw != _bytes_or_none(now, path)}


def _edited(now: Now, files: Files) -> list[Source]:
    """The data files as they will be."""
    data = {path: raw for path, raw in files.items() if path.startswith("data/")}
    kept = [one for one in now.sources if one.path not in data]
    return sorted(
        [*kept, *(parse(raw, path) for path, raw in data.items() if raw)], key=lambda one: one.path.split("/")
    )


def _referring(now: Now, old: str, new: str) -> Files:
    """Every data file that refers to an entry, referring to another in its place."""
    files: Files = {}
    for source in now.sources:
        if places := dict(_places(now, source, old, new)):
            files[source.path] = rewrite(_bytes(now, source.path), source.path, places, {})
    return files


def _places(now: Now, source: Source, old: str, new: str = "") -> Iterator[tuple[Place, Words]]:
    """Where a data file refers to an entry, and how to write another there."""
    collection, _, id_ = old.partition("/")
    new_id = new.partition("/")[2]
    for path, value, shape in now.shapes.walk(source.data, schema_of(source, now.shapes) or {}):
        if not isinstance(value, str):
            continue
        if "refersTo" in shape and address(value, shape) == old:
            yield path, word(value, new if shape["refersTo"] == "*" else new_id)
        elif "[[" in value and not shape.get("verbatim") and any(one.address == old for one in references(value)):
            yield path, marks(old, new)
    if source.collection == "diagrams" and isinstance(source.data, dict):
        for number, node in enumerate(source.data.get("nodes", [])):
            for place, only in enumerate(node.get("only", [])):
                if (node.get("collection"), only) == (collection, id_):
                    yield ("nodes", number, "only", place), word(id_, new_id)


def _drawn(source: Source, collection: str, old: str, new: str) -> Iterator[tuple[Place, Words]]:
    """Where a diagram names a field of a collection, perhaps with what is inside it, and how to write another there."""
    for group in ("nodes", "edges") if source.collection == "diagrams" else ():
        for number, part in enumerate(source.data.get(group, [])):
            if part["collection"] != collection:
                continue
            named: list[tuple[Place, str]] = [
                ((name,), part[name]) for name in ("colour", "dashed", "along") if name in part
            ]
            named += [(("lines", place), one) for place, one in enumerate(part.get("lines", []))]
            for path, words in named:
                first, dot, rest = words.partition(".")
                if first == old:
                    yield (group, number, *path), word(words, f"{new}{dot}{rest}")


def _listed(now: Now, collection: str, id_: str) -> Iterator[tuple[Source, Place]]:
    """Where the file of a collection gives an entry its place."""
    own = now.source("", collection)
    for place, one in enumerate(own.data.get("order", []) if own else []):
        if own and one == id_:
            yield own, ("order", place)


def _label(now: Now, collection: str, old: str, new: str) -> Files:
    """The labels with the words of a field under its new name; under the old one, too, if others use it."""
    labels = now.source("", "labels")
    if labels is None or new in labels.data or old not in labels.data:
        return {}
    raw = _bytes(now, labels.path)
    others = [
        one
        for one in now.collections
        if one != collection and old in now.shapes.schemas[f"{one}.schema.json"].get("properties", {})
    ]
    if not others:
        return {labels.path: rewrite(raw, labels.path, {}, {(old,): word(old, new)})}
    copied = json.dumps({new: labels.data[old]}, ensure_ascii=False)[1:-1].partition(": ")[2]
    text = raw.decode("utf-8")
    return {labels.path: f"{text.rstrip()}\n{new}: {copied}\n".encode()}


def _tombs(now: Now, source: Source, read: Sequence[str]) -> bytes:
    """data/retired.yml with what an entry was and what to read now."""
    said = {name: source.data[name] for name in ("title", "summary") if name in source.data}
    rows = [f"was: {source.collection}/{source.id}"]
    rows += [f"{name}: {json.dumps(words, ensure_ascii=False)}" for name, words in said.items()]
    rows += [f"read: [{', '.join(read)}]"] if read else []
    text = "  - " + "\n    ".join(rows) + "\n"
    before = _bytes_or_none(now, RETIRED)
    head = before.decode("utf-8").rstrip() + "\n" if before else TOMBS
    return (head + text).encode()


def _entry(now: Now, collection: str, id_: str) -> Source:
    if source := now.source(collection, id_):
        return source
    raise refused(_nothing(now, collection, id_))


def _nothing(now: Now, collection: str, id_: str) -> str:
    if collection not in now.collections:
        return f'there is no collection "{collection}"{did_you_mean(collection, now.collections)}'
    ids = [one.id for one in now.sources if one.collection == collection]
    return f"there is no {collection}/{id_}{did_you_mean(id_, ids)}"


def _carried(end: str, here: str, there: str) -> str:
    """An address after the page or section `here` has moved."""
    if end == here:
        return there
    return there + end.removeprefix(here) if page_of(end) == here and section_of(end) else end


def refused(reason: str) -> Faulty:
    """The fault of a command that is not carried out, to be raised."""
    return Faulty([Problem("not done", 0, 0, "", reason, "E804")])


def _bytes(now: Now, path: str) -> bytes:
    return (now.project / path).read_bytes()


def _bytes_or_none(now: Now, path: str) -> bytes | None:
    file = now.project / path
    return file.read_bytes() if file.is_file() else None
