"""Shapes and titles -> schemas for editors: complete in themselves, and with the ids of the entries that there are.

They are JSON Schema draft-07, which every version of yaml-language-server knows, with three words that are its own:
`enumDescriptions`, `errorMessage` and `patternErrorMessage`. Ids stand as `enum`, because thousands of `const` take the
server seconds, and in files of their own, which change with ids and titles alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any

from press.book import ENTRIES, Book
from press.model import EDITOR, GRAPHS, ROOT_FILES, Page, Task
from press.shapes import Shapes

DRAFT = "http://json-schema.org/draft-07/schema#"
NOTICE = "Generated from data/ and schemas/. Edit those, not this."
MEND = "add the entry or mend the id"
WORDS = "collection"
"""The name of the schema of a collection's own words."""
ADDRESSES, COLLECTIONS = "addresses", "collections"
"""The lists of all entries, as collection/id, and of all collections."""
NAMING: dict[tuple[str, str], dict[str, str]] = {
    (GRAPHS, "edges.collection"): {},
    (GRAPHS, "nodes.collection"): {},
    (GRAPHS, "shown_on"): {"home": "the home page"},
    ("site", "ways.to"): {"a-z": "the list of all names"},
}
"""The fields of the generator's own files that name a collection, and what else they may name."""
_SILENT = ("$ref", "$schema", "$comment", "kind", "refersTo", "inverse", "columns", "about")
"""What is filled in, or says nothing to an editor."""
Schema = dict[str, Any]
Reads = Iterable[tuple[str, str]]


def path_of(name: str) -> str:
    """Where the schema of that name stands."""
    return f"{EDITOR}/{name}.schema.json"


def overview(collection: str) -> str:
    """The name of the schema for data/COLLECTION.yml."""
    return f"{collection}.overview"


def tasks(book: Book, shapes: Shapes, titles: Mapping[str, Any]) -> list[Task]:
    """Every schema for editors. `titles` are those of data files, by path: words, or words by language."""
    shape = _Shape(shapes, set(book.collections))
    made = [_task(name, partial(shape.whole, name)) for name in (*book.collections, *ROOT_FILES, GRAPHS)]
    made += [_task(overview(name), partial(shape.whole, WORDS, {"order": _ids(name)})) for name in book.collections]
    every: dict[str, Any] = {}
    seen: set[tuple[str, str]] = set()
    for one in book.collections.values():
        entries = {entry.id: titles[entry.source] for entry in one.members}
        reads = {(one.name, ENTRIES)} | {(f"{one.name}/{id_}", "title") for id_ in entries}
        made.append(_task(_ids(one.name), partial(_list, entries, f"no such entry in data/{one.name}/; {MEND}"), reads))
        every |= {f"{one.name}/{id_}": title for id_, title in entries.items()}
        seen |= reads
    made.append(_task(ADDRESSES, partial(_list, every, f"no such entry in data/; {MEND}, written collection/id"), seen))
    named = {one.name: titles[one.source] for one in book.collections.values()}
    fault = "no such collection in data/site.yml; add it to collections or mend the name"
    return [*made, _task(COLLECTIONS, partial(_list, named, fault), {(name, "title") for name in named})]


def _task(name: str, make: Callable[[], Schema], reads: Reads = ()) -> Task:
    return Task(path_of(name), lambda: Page(path_of(name), _written(make()), frozenset(reads)))


def _written(schema: Schema) -> str:
    whole = {"$schema": DRAFT, "$comment": NOTICE, **schema}
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n"


def _ids(collection: str) -> str:
    return f"ids/{collection}"


def _list(titles: Mapping[str, Any], fault: str) -> Schema:
    """What may stand in a field, each with its title; `fault` is said of anything else."""
    said = [_said(title) for title in titles.values()]
    return {"type": "string", "enum": list(titles), "enumDescriptions": said, "errorMessage": fault}


def _said(title: Any) -> str:
    """A title in all languages, each spelling once."""
    return " · ".join(dict.fromkeys(title.values())) if isinstance(title, dict) else str(title or "")


class _Shape:
    """Fills in schemas with what stands elsewhere: kinds, languages, and the lists of what may be referred to."""

    def __init__(self, shapes: Shapes, collections: Collection[str]) -> None:
        self.shapes, self.collections = shapes, collections
        self.languages = {language.tag: language.name for language in shapes.languages}

    def whole(self, name: str, lists: Mapping[str, str] | None = None) -> Schema:
        """The schema of a file with the shape of schemas/NAME.schema.json. `lists` names those for some fields."""
        return self.part(self.shapes.schemas[f"{name}.schema.json"], name, lists or {})

    def part(self, schema: Schema, name: str, lists: Mapping[str, str], path: tuple[str, ...] = ()) -> Schema:
        """The schema of the values at a path in such a file."""
        shape = self.shapes.resolve(schema)
        if "items" not in shape and (choice := self.choice(shape, lists.get(".".join(path)), (name, ".".join(path)))):
            return ({"description": shape["description"]} if "description" in shape else {}) | choice
        made = {word: said for word, said in shape.items() if word not in _SILENT}
        if "properties" in shape:
            parts = shape["properties"].items()
            made["properties"] = {key: self.part(one, name, lists, (*path, key)) for key, one in parts}
        if "items" in shape:
            made["items"] = self.part(self.shapes.items(shape), name, lists, path)
        if isinstance(shape.get("additionalProperties"), dict):
            made["additionalProperties"] = self.part(shape["additionalProperties"], name, lists, (*path, "*"))
        if "pattern" in shape:
            what = shape.get("description", f"as {shape['pattern']}")
            made["patternErrorMessage"] = "is empty; write the text" if shape["pattern"] == r"\S" else f"must be {what}"
        if {"text", "names"}.intersection(self.shapes.kinds(schema)):
            for tag, one in made["properties"].items():
                one["description"] = f"{made.get('description', path[-1])}: {self.languages[tag]}"
        return made

    def choice(self, shape: Schema, own: str | None, field: tuple[str, str]) -> Schema | None:
        """What may stand in a field, if that is listed: in the list that is its `own`, or where it refers to."""
        target = shape.get("refersTo")
        if own or target == "*" or target in self.collections:
            return _listed(own or (ADDRESSES if target == "*" else _ids(str(target))))
        if field not in NAMING:
            return None
        more = NAMING[field]
        others = {"enum": list(more), "enumDescriptions": list(more.values())}
        return {"type": "string", "anyOf": [_listed(COLLECTIONS), others]} if more else _listed(COLLECTIONS)


def _listed(name: str) -> Schema:
    return {"$ref": path_of(name).removeprefix(f"{EDITOR}/")}
