"""Books, graphs and shapes -> the JSON API: static files with all that the site says, and their description.

Prose is given as plain text in every language, a reference as the entry that it leads to, and a relation on both sides.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from press.book import FORMER, Book, Collection, Entry, all_names
from press.contract import Contract, entry_of
from press.diagrams.graph import GRAPH, Graph
from press.inline import references, to_plain
from press.model import Page, Task
from press.shapes import Shapes, address

ROOM = "api/v1"
"""Where the files stand, from the root of the site. A change that breaks those who read them needs a new number."""
NOTICE = "Generated from {source}. Edit that, not this."
Pair = dict[str, Any]
"""What is said in each language, by tag."""


def tasks(
    books: Sequence[Book], graphs: Mapping[str, Sequence[Graph]], shapes: Shapes, moved: Mapping[str, str]
) -> list[Task]:
    """Every file of the API.

    `graphs` are the diagrams of each language by its tag, in the same order. `moved` are the addresses of pages that
    lead elsewhere now, and where, both below the folder of a language: what an entry was called before has a file, too.
    """
    api = _Api(books, shapes)
    book = books[0]
    named: list[tuple[str, Callable[[], dict[str, Any]]]] = []
    named += [(one.data_file, partial(api.collection, one)) for one in book.collections.values()]
    named += [(one.data_file, partial(api.once, one)) for one in book.entries]
    drawn = zip(*(graphs[one.language.tag] for one in books), strict=True)
    named += [(f"diagrams/{one[0].id}", partial(api.diagram, one)) for one in drawn]
    named += [("index", api.index), ("names", api.names), ("openapi", api.openapi)]
    named += [(f"schemas/{name}", partial(api.schema, name)) for name in api.contract.documents]
    named += [(name, partial(api.former, old, entry)) for old, name, entry in _former(book, moved)]
    return [Task(f"docs/{ROOM}/{name}.json", partial(_page, book, name, make)) for name, make in named]


def _page(book: Book, name: str, make: Callable[[], dict[str, Any]]) -> Page:
    book.ties.reads.clear()
    text = written(make())
    return Page(f"docs/{ROOM}/{name}.json", text, frozenset(book.ties.reads))


def _former(book: Book, moved: Mapping[str, str]) -> Iterator[tuple[str, str, Entry]]:
    """The addresses that were those of entries, the files that were theirs, and the entries that took over."""
    entries = {f"/{entry.place}": entry for entry in book.entries}
    names = {one.slug: one.name for one in book.collections.values()}
    for old, end in moved.items():
        slug, _, id_ = old.strip("/").partition("/")
        if end in entries and slug in names and id_:
            yield old, f"entries/{names[slug]}/{id_}", entries[end]


def written(value: Any, depth: int = 2) -> str:
    """JSON (RFC 8259) with a line for each part down to `depth`, so that an edit shows as the lines it touches."""
    return f"{_lines(value, depth, '')}\n"


def _lines(value: Any, depth: int, indent: str) -> str:
    if not depth or not value or not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    inner = f"{indent} "
    if isinstance(value, dict):
        parts = [f"{json.dumps(name)}: {_lines(part, depth - 1, inner)}" for name, part in value.items()]
        start, end = "{}"
    else:
        parts = [_lines(part, depth - 1, inner) for part in value]
        start, end = "[]"
    return f"{start}\n{inner}" + f",\n{inner}".join(parts) + f"\n{indent}{end}"


class _Api:
    """What the files say. What is looked at is noted in the first of the books."""

    def __init__(self, books: Sequence[Book], shapes: Shapes) -> None:
        self.books, self.book, self.shapes = books, books[0], shapes
        self.tags = [book.language.tag for book in books]
        self.contract = Contract(shapes, list(books[0].collections))

    # Parts of files

    def at(self, path: str) -> str:
        """An absolute address."""
        return f"{self.book.site['url']}{path}"

    def file(self, name: str) -> str:
        """The absolute address of a file of the API."""
        return self.at(f"{ROOM}/{name}.json")

    def everywhere(self, path: str) -> Pair:
        """The absolute addresses of a page, whose own begins at the root of its language."""
        return {tag: self.at(f"{tag}/{path}") for tag in self.tags}

    def pair(self, value: Any) -> Pair:
        """A text of the data as plain words; one that has no language is the same in all."""
        said = value if isinstance(value, dict) else dict.fromkeys(self.tags, value)
        return {tag: self.plain(said[tag], tag) for tag in self.tags if tag in said}

    def plain(self, words: str, tag: str) -> str:
        """Prose without marks; formulas keep their dollar signs."""
        return to_plain(words, lambda address: self.title_in(address, tag), latex="${}$")

    def title_in(self, address: str, tag: str) -> str:
        """The title of an entry in a language, or in the first that it has one in."""
        said = self.title(self.book.ties.found[address])
        return str(said.get(tag) or next(iter(said.values())))

    def title(self, entry: Entry) -> Pair:
        """The title of an entry."""
        said = entry.data.said("title")
        return said if isinstance(said, dict) else dict.fromkeys(self.tags, said)

    def names_of(self, entry: Entry) -> dict[str, list[str]]:
        """Every name of an entry by language, the title first."""
        said = {name: entry.data.said(name) for name in ("title", "also_called", "abbreviation")}
        found: dict[str, list[str]] = {}
        for tag in self.tags:
            names: dict[str, str] = {}
            for name in [*all_names(said, [tag]), *([said["abbreviation"]] if said["abbreviation"] else [])]:
                names.setdefault(name.casefold(), self.plain(name, tag))
            found[tag] = list(names.values())
        return found

    def reference(self, entry: Entry) -> dict[str, Any]:
        """An entry as others refer to it."""
        return {
            "collection": entry.collection.name,
            "id": entry.id,
            "title": self.pair(self.title(entry)),
            "url": self.everywhere(entry.place),
        }

    def shown(self, value: Any, schema: dict[str, Any]) -> Any:
        """A value of the data as the API gives it."""
        whole = self.shapes.resolve(schema)
        if isinstance(value, str):
            return self.reference(self.book.ties.found[address(value, whole)]) if "refersTo" in whole else value
        if isinstance(value, dict):
            if "text" in self.shapes.kinds(schema):
                return self.pair(value)
            parts = whole.get("properties", {})
            return {name: self.shown(part, parts.get(name, {})) for name, part in value.items()}
        if isinstance(value, list):
            items = self.shapes.items(whole)
            return [self.shown(part, items) for part in value]
        return value

    def remark(self, entry: Entry, path: Sequence[str | int]) -> dict[str, Pair]:
        """The remark that stands beside a reference of an entry."""
        if path[-1] != "to":
            return {}
        around: Any = entry.origin.data
        for step in path[:-1]:
            around = around[step]
        return {"note": self.pair(around["note"])} if "note" in around else {}

    # Files

    def index(self) -> dict[str, Any]:
        """What there is and where."""
        return {
            "notice": NOTICE.format(source="data/site.yml"),
            "version": self.contract.version,
            "title": self.pair(self.book.site.said("title")),
            "description": self.pair(self.book.site.said("description")),
            "url": self.at(""),
            "languages": [
                {"tag": one.tag, "name": one.name, "url": self.at(f"{one.tag}/")} for one in self.book.languages
            ],
            "collections": [
                {
                    "name": one.name,
                    "title": self.pair(one.data.said("title")),
                    "summary": self.pair(one.data.said("summary")),
                    "entries": len(one.entries),
                    "url": self.everywhere(one.place),
                    "data": self.file(one.data_file),
                }
                for one in self.book.collections.values()
            ],
            "diagrams": [self.listed_diagram(entry) for entry in self.book.diagrams],
            "names": self.file("names"),
            "openapi": self.file("openapi"),
        }

    def listed_diagram(self, entry: Entry) -> dict[str, Any]:
        """A diagram in the list of all."""
        return {"id": entry.id, "title": self.pair(self.title(entry)), "data": self.file(f"diagrams/{entry.id}")}

    def names(self) -> dict[str, Any]:
        """Every name of every entry."""
        return {
            "notice": NOTICE.format(source="data/"),
            "entries": [
                {
                    "collection": one.collection.name,
                    "id": one.id,
                    "names": self.names_of(one),
                    "url": self.everywhere(one.place),
                }
                for one in self.book.entries
            ],
        }

    def collection(self, one: Collection) -> dict[str, Any]:
        """A collection, the fields of its entries, and its entries in short."""
        return {
            "notice": NOTICE.format(source=f"data/{one.name}.yml"),
            "name": one.name,
            "title": self.pair(one.data.said("title")),
            "summary": self.pair(one.data.said("summary")),
            "about": one.about,
            "url": self.everywhere(one.place),
            "markdown": self.everywhere(f"{one.place}index.md"),
            "schema": self.file(f"schemas/{entry_of(one.name)}"),
            "fields": [self.field(part.name, part.kind, part.schema) for part in one.fields],
            "entries": [
                {
                    "id": entry.id,
                    "title": self.pair(self.title(entry)),
                    **({"summary": self.pair(summary)} if (summary := entry.data.said("summary")) else {}),
                    "url": self.everywhere(entry.place),
                    "data": self.file(entry.data_file),
                }
                for entry in one.entries
            ],
        }

    def field(self, name: str, kind: str, schema: dict[str, Any]) -> dict[str, Any]:
        """A field and what the pages call it, if they name it."""
        labels, listed = self.book.labels, self.shapes.resolve(schema).get("enum", [])
        words = {word: self.pair(said) for word in listed if (said := labels.said(f"{name}_{word}"))}
        heading = labels.said(name)
        return {
            "name": name,
            "kind": kind,
            **({"title": self.pair(heading)} if heading else {}),
            **({"words": words} if words else {}),
        }

    def entry(self, entry: Entry) -> dict[str, Any]:
        """An entry whole."""
        data = entry.data.all_said
        schema = self.shapes.of(entry.collection.name) or {}
        found = self.book.ties.found
        texts = [one for one in self.shapes.walk(data, schema) if isinstance(one[1], str)]
        prose = [words for _, words, shape in texts if not shape.get("verbatim")]
        ties = [(path, address(id_, shape)) for path, id_, shape in texts if "refersTo" in shape]
        mentioned = dict.fromkeys(one.address for words in prose for one in references(words))
        top = entry.collection.place
        return {
            "notice": NOTICE.format(source=entry.source),
            "collection": entry.collection.name,
            "id": entry.id,
            "title": self.pair(self.title(entry)),
            "names": self.names_of(entry),
            "url": self.everywhere(entry.place),
            "markdown": self.everywhere(f"{top if entry.collection.one_page else entry.place}index.md"),
            "short": self.at(f"go/{entry.collection.slug}/{entry.id}/"),
            "sections": [] if entry.collection.one_page else [part.id for part in entry.sections],
            "fields": self.shown(data, schema),
            "mentions": [self.reference(found[one]) for one in mentioned],
            "relations": {
                "outgoing": [
                    {"field": path[0], "to": self.reference(found[target]), **self.remark(entry, path)}
                    for path, target in ties
                ],
                "incoming": [
                    {
                        "from": self.reference(origin),
                        "field": path[0],
                        "name": inverse,
                        **self.remark(origin, path),
                    }
                    for origin, inverse, path in entry.incoming
                ],
            },
        }

    def once(self, entry: Entry) -> dict[str, Any]:
        """An entry whole, one of thousands."""
        found = self.entry(entry)
        entry.forget()
        return found

    def former(self, old: str, entry: Entry) -> dict[str, Any]:
        """The entry that took over an address."""
        self.book.ties.reads.add((old, FORMER))
        return self.entry(entry)

    def diagram(self, graphs: Sequence[Graph]) -> dict[str, Any]:
        """A diagram as a graph; `graphs` are the same in each language."""
        first = graphs[0]
        self.book.ties.reads.add((first.id, GRAPH))
        same = list(zip(*(graph.nodes for graph in graphs), strict=True))

        def each(values: Iterable[Any]) -> Pair:
            return dict(zip(self.tags, values, strict=True))

        def said(words: Iterable[str]) -> Pair:
            return self.pair(each(words))

        return {
            "notice": NOTICE.format(source=f"data/diagrams/{first.id}.yml"),
            "id": first.id,
            "title": said(graph.title for graph in graphs),
            "description": said(graph.description for graph in graphs),
            "direction": first.direction,
            "nodes": [
                {
                    "id": nodes[0].key,
                    "entry": self.reference(nodes[0].entry),
                    "label": said(node.entry.name for node in nodes),
                    "lines": {tag: [self.plain(line, tag) for line in node.lines] for tag, node in each(nodes).items()},
                    "group": nodes[0].colour,
                    "optional": nodes[0].dashed,
                }
                for nodes in same
            ],
            "edges": [
                {
                    "from": nodes[0].key,
                    "to": arrows[0].to.key,
                    **({"label": said(str(arrow.label) for arrow in arrows)} if arrows[0].label else {}),
                }
                for nodes in same
                for arrows in zip(*(node.arrows for node in nodes), strict=True)
            ],
        }

    def schema(self, name: str) -> dict[str, Any]:
        """The JSON Schema of a file."""
        return self.contract.schema(name, self.file(f"schemas/{name}"), NOTICE.format(source="schemas/"))

    def openapi(self) -> dict[str, Any]:
        """The description of all files."""
        rooms = [(name, one.entries) for name, one in self.book.collections.items()]
        examples = {name: found[0].id for name, found in [*rooms, ("diagrams", self.book.diagrams)] if found}
        return self.contract.openapi(
            " · ".join(self.pair(self.book.site.said("title")).values()),
            self.at(ROOM),
            NOTICE.format(source="data/ and schemas/"),
            examples,
        )
