"""Sources -> Book. Puts every text into one language and ties the entries together.

After this step no text is a {tag: text} pair any more and no reference is an id: a template sees
strings and entries, and cannot tell which language it prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from press.model import Language, Source
from press.shapes import Shapes

TIES = ("reference", "references", "noted_reference", "noted_references", "groups")
"""The kinds of field that tie entries together; they are facts of an entry, not sections."""


class Text(str):
    """Words of the data, not yet Markdown. `lang` names their language where it is not the page's."""

    lang: str | None

    def __new__(cls, words: str, lang: str | None = None) -> Text:
        text = super().__new__(cls, words)
        text.lang = lang
        return text


@dataclass(frozen=True)
class Part:
    """A field of an entry as a page shows it: its name, its kind (which names its template), its value."""

    name: str
    kind: str
    value: Any

    @property
    def id(self) -> str:
        """The address of the section, the same in every language."""
        return self.name.replace("_", "-")


@dataclass(eq=False)
class Entry:
    """One entry of a collection in one language."""

    collection: Collection
    id: str
    source: str
    data: dict[str, Any]
    names: list[Text] = field(default_factory=list)
    related: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    neighbours: list[Entry] = field(default_factory=list)
    before: Any = None
    after: Any = None

    @property
    def title(self) -> Text:
        return self.data["title"]

    @property
    def summary(self) -> Text | None:
        return self.data.get("summary")

    @property
    def number(self) -> str:
        """The place in a numbered collection as a circled digit (U+2460 and up), else nothing."""
        place = self.collection.entries.index(self)
        return chr(0x2460 + place) if self.collection.data.get("numbered") and place < 20 else ""

    @property
    def name(self) -> Text:
        """The title as tables and diagrams show it: numbered, and short where there is an abbreviation."""
        return Text(f"{self.number} {self.short}".strip(), self.short.lang)

    @property
    def short(self) -> Text:
        """The abbreviation if there is one, else the title."""
        return self.data.get("abbreviation", self.title)

    @property
    def address(self) -> str:
        """collection/id, as references write it."""
        return f"{self.collection.name}/{self.id}"

    @property
    def path(self) -> str:
        """The Markdown file of the entry, below its language's folder."""
        name = "index" if self.collection.one_page else self.id
        return f"{self.collection.slug}/{name}.md"

    @property
    def anchor(self) -> str:
        """The place on that page, for entries that share one."""
        return self.id if self.collection.one_page else ""

    def part(self, name: str) -> Part | None:
        """The field of that name, or the entries that point here under that name; None if there is neither."""
        own = next((one for one in self.collection.fields if one.name == name), None)
        incoming = self.related.get(name, [])
        if own and name in self.data:
            value = self.data[name]
            if incoming and isinstance(value, list):
                known = {item["to"].address for item in value}
                value = value + [item for item in incoming if item["to"].address not in known]
            return Part(name, own.kind, value)
        if incoming:
            return Part(name, own.kind if own else "noted_references", incoming)
        return None

    @property
    def flags(self) -> list[str]:
        """The fields that say yes of this entry."""
        return [one.name for one in self.collection.fields if one.kind == "flag" and self.data.get(one.name)]

    @property
    def facts(self) -> list[Part]:
        """The fields of the comparison table, then other ties to entries, then the entries that point here."""
        columns = [name for name in self.collection.columns if name != "summary"]
        ties = [one.name for one in self.collection.fields if one.kind in TIES and one.name not in columns]
        own = {one.name for one in self.collection.fields}
        names = columns + ties + [name for name in self.related if name not in own and name not in columns]
        return [part for name in names if (part := self.part(name))]

    @property
    def sections(self) -> list[Part]:
        """The fields that have a heading of their own, in the order of the schema."""
        return [
            part
            for one in self.collection.fields
            if one.name not in {"title", "abbreviation", "summary", *self.collection.columns}
            and one.kind not in {"flag", "names", *TIES}
            and (part := self.part(one.name))
        ]


@dataclass(eq=False)
class Collection:
    """A collection in one language: its own words, and its entries in reading order."""

    name: str
    source: str
    data: dict[str, Any]
    fields: list[Any]
    columns: list[str]
    entries: list[Entry] = field(default_factory=list)
    before: Any = None
    after: Any = None

    @property
    def title(self) -> Text:
        return self.data["title"]

    @property
    def summary(self) -> Text:
        return self.data["summary"]

    @property
    def slug(self) -> str:
        """The folder of the collection in addresses."""
        return self.name.replace("_", "-")

    @property
    def one_page(self) -> bool:
        """Whether all entries stand on the overview instead of having pages."""
        return self.data.get("one_page", False)

    @property
    def path(self) -> str:
        return f"{self.slug}/index.md"

    @property
    def anchor(self) -> str:
        return ""


@dataclass(eq=False)
class Book:
    """Everything that is said in one language."""

    language: Language
    languages: Sequence[Language]
    site: dict[str, Any]
    labels: dict[str, Text]
    collections: dict[str, Collection]
    diagrams: list[Entry]

    @property
    def line(self) -> list[Entry | Collection]:
        """Every overview and every entry that has a page, in reading order."""
        line: list[Entry | Collection] = []
        for collection in self.collections.values():
            line.append(collection)
            if not collection.one_page:
                line += collection.entries
        return line

    @property
    def entries(self) -> list[Entry]:
        """All entries in reading order."""
        return [entry for collection in self.collections.values() for entry in collection.entries]


def localize(value: Any, tags: Sequence[str]) -> Any:
    """`value` with each {tag: text} pair replaced by the text of the first of `tags` that it has."""
    if isinstance(value, dict):
        if value and set(value) <= set(tags):
            return _pick(value, tags)
        return {key: localize(part, tags) for key, part in value.items()}
    if isinstance(value, list):
        return [localize(part, tags) for part in value]
    return Text(value) if isinstance(value, str) else value


def _pick(pair: dict[str, Any], tags: Sequence[str]) -> Any:
    if any(isinstance(part, list) for part in pair.values()):
        return [Text(name) for name in pair.get(tags[0], [])]
    tag = next(tag for tag in tags if tag in pair)
    return Text(pair[tag], None if tag == tags[0] else tag)


def all_names(data: dict[str, Any], tags: Sequence[str]) -> list[Text]:
    """Every name of an entry in every language, the page's language and titles first, each spelling once."""
    found: dict[str, Text] = {}
    for tag in tags:
        for name in [_words(data.get("title"), tag), *(data.get("also_called") or {}).get(tag, [])]:
            if name and name.casefold() not in found:
                found[name.casefold()] = Text(name, None if tag == tags[0] else tag)
    return list(found.values())


def _words(pair: Any, tag: str) -> str | None:
    return pair.get(tag) if isinstance(pair, dict) else pair


def make_book(sources: Sequence[Source], shapes: Shapes, languages: Sequence[Language], language: Language) -> Book:
    """The book in one language. The sources must have passed `check`."""
    tags = [language.tag, *(other.tag for other in languages if other is not language)]
    by_name = {source.id: source for source in sources if not source.collection}
    site = localize(by_name["site"].data, tags)
    collections: dict[str, Collection] = {}
    for name in [*site["collections"], "diagrams"]:
        words = by_name.get(name)
        collections[name] = Collection(
            name=str(name),
            source=words.path if words else "",
            data=localize(words.data, tags) if words else {},
            fields=shapes.fields(name),
            columns=shapes.columns(name),
        )
    found = {
        f"{source.collection}/{source.id}": Entry(
            collection=collections[source.collection],
            id=source.id,
            source=source.path,
            data=localize(source.data, tags),
            names=all_names(source.data, tags),
        )
        for source in sources
        if source.collection in collections
    }
    for name, collection in collections.items():
        ids = collection.data.get("order") or sorted(
            entry.id for entry in found.values() if entry.collection.name == name
        )
        collection.entries = [found[f"{name}/{id_}"] for id_ in ids]
    _relate(collections, shapes, found)
    for collection in collections.values():
        collection.data = shapes.replace(collection.data, shapes.of("collection") or {}, found.get)
    diagrams = collections.pop("diagrams").entries
    book = Book(language, languages, site, localize(by_name["labels"].data, tags), collections, diagrams)
    _thread(book)
    return book


def _relate(collections: dict[str, Collection], shapes: Shapes, found: dict[str, Entry]) -> None:
    """Replaces ids by entries and writes each relation on its other side too."""
    for collection in collections.values():
        schema = shapes.of(collection.name)
        if schema is None:
            continue
        for entry in collection.entries:
            for path, target_address, shape in shapes.references(entry.data, schema):
                target = found.get(target_address)
                if target is None or target is entry:
                    continue
                entry.neighbours.append(target)
                target.neighbours.append(entry)
                if inverse := shape.get("inverse"):
                    back = {"to": entry}
                    if note := _beside(entry.data, path).get("note"):
                        back["note"] = note
                    seen = target.related.setdefault(inverse, [])
                    if all(item["to"] is not entry for item in seen):
                        seen.append(back)
            entry.data = shapes.replace(entry.data, schema, found.get)


def _beside(data: Any, path: Sequence[str | int]) -> dict[str, Any]:
    """The mapping in which the value at `path` stands, if it stands in a connection or another noted list."""
    for step in path[:-1]:
        data = data[step]
    return data if isinstance(data, dict) and path[-1] == "to" and isinstance(path[-2], int) else {}


def _thread(book: Book) -> None:
    """Tells each overview and entry what comes before and after it."""
    for before, after in zip(book.line, book.line[1:], strict=False):
        before.after, after.before = after, before
