"""Sources -> Book. Puts every text into one language and ties the entries together.

After this step no text is a {tag: text} pair any more and no reference is an id: a template sees
strings and entries, and cannot tell which language it prints. Each field is made when it is first looked
at, and the book notes what was looked at, so that a page can say what it was made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from press.gist import Gist, Tie, make_gists
from press.inline import to_plain
from press.model import FRESH, MISSING, Found, Language, Place, Source, Standing
from press.shapes import Shapes

TIES = ("reference", "references", "noted_reference", "noted_references", "groups")
"""The kinds of field that tie entries together; they are facts of an entry, not sections."""

REACH = 3

ALL, RELATED, ENTRIES, BEFORE, AFTER = "*", "<related>", "<entries>", "<before>", "<after>"
FORMER, STANDING = "<former>", "<standing>"
"""What may be looked at of an entry or collection besides its fields; FORMER are the addresses that led to it."""


class Text(str):
    """Words of the data, not yet Markdown.

    `lang` names their language where it is not the page's, `state` how they stand where they are not simply fresh.
    """

    lang: str | None
    state: str | None

    def __new__(cls, words: str, lang: str | None = None, state: str | None = None) -> Text:
        text = super().__new__(cls, words)
        text.lang, text.state = lang, state
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


class Fields(Mapping[str, Any]):
    """What a data file says, in one language and with entries for ids."""

    def __init__(
        self,
        address: str,
        source: Source,
        make: Callable[[str, Any], Any],
        reads: set[tuple[str, str]],
        tags: Sequence[str],
        standing: Standing,
    ) -> None:
        """`make(name, value)` puts a field into the language; every look at a field is added to `reads`."""
        self._address, self._source, self._make, self._reads, self._tags = address, source, make, reads, tags
        self._standing = standing
        self._made: dict[str, Any] = {}

    def rewrite(self, source: Source) -> None:
        """Takes the fields of another version of the file."""
        self._source, self._made = source, {}

    def forget(self) -> None:
        """Lets go of what was made of the file; what is asked for again is made again."""
        self._made.clear()

    @property
    def names(self) -> list[Text]:
        """Every name in every language, the page's language and titles first, each spelling once."""
        self._reads |= {(self._address, "title"), (self._address, "also_called")}
        said = {name: self._source.said(name) for name in ("title", "also_called") if self._source.has(name)}
        return all_names(said, self._tags)

    @property
    def standing(self) -> Mapping[str, int]:
        """How many of the texts are in each state in the language, without those that are fresh."""
        self._reads.add((self._address, STANDING))
        found = self._standing.counts.get(self._address, {}).get(self._tags[0], {})
        return {state: number for state, number in found.items() if state != FRESH}

    def said(self, name: str) -> Any:
        """What the file itself says of a field, in every language; None if it says nothing."""
        self._reads.add((self._address, name))
        return self._source.said(name) if self._source.has(name) else None

    @property
    def all_said(self) -> dict[str, Any]:
        """All that the file itself says, in every language."""
        self._reads.add((self._address, ALL))
        return self._source.data

    def __getitem__(self, name: str) -> Any:
        self._reads.add((self._address, name))
        if name not in self._made:
            self._made[name] = self._make(name, self._source.said(name))
        return self._made[name]

    def get(self, name: str, default: Any = None) -> Any:
        """As of any mapping, without an exception on the way."""
        if self._source.has(name):
            return self[name]
        self._reads.add((self._address, name))
        return default

    def __contains__(self, name: object) -> bool:
        self._reads.add((self._address, str(name)))
        return self._source.has(str(name))

    def __iter__(self) -> Iterator[str]:
        self._reads.add((self._address, ALL))
        return iter(self._source.brief or self._source.data)

    def __len__(self) -> int:
        self._reads.add((self._address, ALL))
        return len(self._source.brief or self._source.data)


@dataclass(eq=False)
class Ties:
    """What ties the entries of a book together, by address, and a note of all that was looked at in it."""

    reads: set[tuple[str, str]] = field(default_factory=set)
    found: dict[str, Entry] = field(default_factory=dict)
    incoming: dict[str, list[tuple[Entry, str, Sequence[str | int]]]] = field(default_factory=dict)
    neighbours: dict[str, list[Entry]] = field(default_factory=dict)
    line: dict[str, dict[str, Any]] = field(default_factory=dict)

    @contextmanager
    def reading(self) -> Iterator[set[tuple[str, str]]]:
        """Notes what is looked at inside it, and that alone."""
        outside = self.reads.copy()
        self.reads.clear()
        try:
            yield self.reads
        finally:
            self.reads |= outside

    def beside(self, address: str, side: str) -> Any:
        """The page before or after another in reading order."""
        self.reads.add((address, side))
        return self.line.get(address, {}).get(side)


@dataclass(eq=False)
class Leaf:
    """A page that is no entry and no collection, as something to link to and to come from."""

    address: str
    path: str
    labels: Mapping[str, Text]
    ties: Ties
    anchor: str = ""

    @property
    def title(self) -> Text:
        return self.labels.get(self.address, Text(self.address))

    @property
    def before(self) -> Any:
        return self.ties.beside(self.address, BEFORE)

    @property
    def after(self) -> Any:
        return self.ties.beside(self.address, AFTER)


@dataclass(eq=False)
class Tomb:
    """An entry that is no more and has no successor: what is left to say of it."""

    collection: Collection
    id: str
    retired: Fields
    number: int

    @property
    def said(self) -> Mapping[str, Any]:
        """Its row of data/retired.yml."""
        return self.retired["entries"][self.number]

    @property
    def title(self) -> Text:
        return self.said["title"]

    @property
    def summary(self) -> Text | None:
        return self.said.get("summary")

    @property
    def read(self) -> list[Any]:
        """What to read now: the overview of its collection if nothing is named."""
        return self.said.get("read") or [self.collection]

    @property
    def address(self) -> str:
        return f"{self.collection.name}/{self.id}"

    @property
    def path(self) -> str:
        return f"{self.collection.slug}/{self.id}.md"

    @property
    def anchor(self) -> str:
        return ""


@dataclass(eq=False)
class Entry:
    """One entry of a collection in one language."""

    collection: Collection
    id: str
    origin: Source
    data: Fields
    ties: Ties

    def rewrite(self, source: Source) -> None:
        """Lets the entry say what another version of its file says, with the same references."""
        self.origin = source
        self.data.rewrite(source)

    def forget(self) -> None:
        """Lets go of what was made of its file and of what the entries that point here remark."""
        self.data.forget()
        self.__dict__.pop("_related", None)

    @property
    def source(self) -> str:
        """The data file that the entry is written in."""
        return self.origin.path

    @property
    def title(self) -> Text:
        return self.data["title"]

    @property
    def summary(self) -> Text | None:
        return self.data.get("summary")

    @property
    def names(self) -> list[Text]:
        """Every name of the entry in every language, the page's language and titles first, each spelling once."""
        return self.data.names

    @property
    def related(self) -> dict[str, list[dict[str, Any]]]:
        """The entries that point here, each with its remark, under the name that this side has for them."""
        self.ties.reads.add((self.address, RELATED))
        return self._related

    @cached_property
    def _related(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for origin, inverse, path in self.ties.incoming.get(self.address, ()):
            seen = found.setdefault(inverse, [])
            if all(item["to"] is not origin for item in seen):
                note = _beside(origin.data, path).get("note")
                seen.append({"to": origin, "note": note} if note else {"to": origin})
        return found

    @property
    def incoming(self) -> Sequence[tuple[Entry, str, Sequence[str | int]]]:
        """The references of others to this entry: whose, the name that this side has for it, and its path there."""
        self.ties.reads.add((self.address, RELATED))
        return self.ties.incoming.get(self.address, [])

    @property
    def neighbours(self) -> list[Entry]:
        """The entries that this one points to or that point to it."""
        return self.ties.neighbours.get(self.address, [])

    @property
    def before(self) -> Any:
        return self.ties.beside(self.address, BEFORE)

    @property
    def after(self) -> Any:
        return self.ties.beside(self.address, AFTER)

    @property
    def around(self) -> list[Entry]:
        """The entry among its neighbours in the collection, at most `REACH` on either side."""
        return [*reversed(self._beyond(BEFORE)), self, *self._beyond(AFTER)]

    def _beyond(self, side: str) -> list[Entry]:
        found: list[Entry] = []
        one: Any = self.ties.beside(self.address, side)
        while isinstance(one, Entry) and one.collection is self.collection and len(found) < REACH:
            found.append(one)
            one = self.ties.beside(one.address, side)
        return found

    @property
    def number(self) -> str:
        """The place in a numbered collection as a circled digit (U+2460 and up), else nothing."""
        if not self.collection.data.get("numbered"):
            return ""
        place = self.collection.entries.index(self)
        return chr(0x2460 + place) if place < 20 else ""

    @property
    def name(self) -> Text:
        """The title as tables and diagrams show it: numbered, and short where there is an abbreviation."""
        return Text(f"{self.number} {self.short}".strip(), self.short.lang)

    @property
    def short(self) -> Text:
        """The abbreviation if there is one, else the title."""
        return self.data.get("abbreviation") or self.title

    @cached_property
    def address(self) -> str:
        """collection/id, as references write it."""
        return f"{self.collection.name}/{self.id}"

    @property
    def path(self) -> str:
        """The Markdown file of the entry, below its language's folder."""
        name = "index" if self.collection.one_page else self.id
        return f"{self.collection.slug}/{name}.md"

    @property
    def place(self) -> str:
        """Its address from the root of its language, as browsers show it."""
        top = self.collection.place
        return f"{top}#{self.id}" if self.collection.one_page else f"{top}{self.id}/"

    @property
    def data_file(self) -> str:
        """What says the same to programs: a file of the JSON API, from its root and without `.json`."""
        return f"entries/{self.address}"

    @property
    def anchor(self) -> str:
        """The place on that page, for entries that share one."""
        return self.id if self.collection.one_page else ""

    def part(self, name: str) -> Part | None:
        """The field of that name, or the entries that point here under that name; None if there is neither."""
        own = self.collection.kinds.get(name)
        incoming = self.related.get(name, [])
        if own and name in self.data:
            value = self.data[name]
            if incoming and isinstance(value, list):
                known = {item["to"].address for item in value}
                value = value + [item for item in incoming if item["to"].address not in known]
            return Part(name, own, value)
        if incoming:
            return Part(name, own or "noted_references", incoming)
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
    data: Fields
    fields: list[Any]
    columns: list[str]
    about: str
    ties: Ties
    members: list[Entry] = field(default_factory=list)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of each field, by its name."""
        return {one.name: one.kind for one in self.fields}

    @property
    def entries(self) -> list[Entry]:
        self.ties.reads.add((self.name, ENTRIES))
        return self.members

    @property
    def title(self) -> Text:
        return self.data["title"]

    @property
    def names(self) -> list[Text]:
        """Its names in every language, the page's language and title first."""
        return self.data.names

    @property
    def summary(self) -> Text:
        return self.data["summary"]

    @property
    def before(self) -> Any:
        return self.ties.beside(self.name, BEFORE)

    @property
    def after(self) -> Any:
        return self.ties.beside(self.name, AFTER)

    @property
    def address(self) -> str:
        return self.name

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
    def place(self) -> str:
        """The address of its overview from the root of its language, as browsers show it."""
        return f"{self.slug}/"

    @property
    def data_file(self) -> str:
        """What says the same to programs: a file of the JSON API, from its root and without `.json`."""
        return f"collections/{self.name}"

    @property
    def anchor(self) -> str:
        return ""


@dataclass(eq=False)
class Book:
    """Everything that is said in one language."""

    language: Language
    languages: Sequence[Language]
    site: Fields
    labels: Fields
    collections: dict[str, Collection]
    diagrams: list[Entry]
    ties: Ties
    retired: Fields
    standing: Standing

    @property
    def line(self) -> list[Entry | Collection]:
        """Every overview and every entry that has a page, in reading order."""
        line: list[Entry | Collection] = []
        for collection in self.collections.values():
            line.append(collection)
            if not collection.one_page:
                line += collection.entries
        return line

    def plain(self, words: str) -> str:
        """Prose without any mark, as titles and descriptions elsewhere need it."""
        return to_plain(words, lambda address: self.ties.found[address].title)

    @property
    def tombs(self) -> list[Tomb]:
        """The entries that are no more and have no successor."""
        names = [row["was"].partition("/") for row in self.retired.get("entries", [])]
        return [
            Tomb(self.collections[name], id_, self.retired, number)
            for number, (name, _, id_) in enumerate(names)
            if name in self.collections
        ]

    @property
    def entries(self) -> list[Entry]:
        """All entries in reading order."""
        return [entry for collection in self.collections.values() for entry in collection.entries]


def localize(value: Any, tags: Sequence[str]) -> Any:
    """`value` with each {tag: text} pair replaced by the text of the first of `tags` that it has."""
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, dict):
        if value and set(value) <= set(tags):
            return _pick(value, tags)
        return {key: localize(part, tags) for key, part in value.items()}
    if isinstance(value, list):
        return [localize(part, tags) for part in value]
    return value


def _pick(pair: dict[str, Any], tags: Sequence[str]) -> Any:
    if any(isinstance(part, list) for part in pair.values()):
        return [Text(name) for name in pair.get(tags[0], [])]
    tag = next(tag for tag in tags if tag in pair)
    return Text(pair[tag]) if tag == tags[0] else Text(pair[tag], tag, MISSING)


def _mark(value: Any, place: Place, state: str) -> Any:
    """What a field says in one language, with the state of the text at a place in it."""
    if not place:
        return Text(value, value.lang, state)
    value[place[0]] = _mark(value[place[0]], place[1:], state)
    return value


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


def make_book(
    sources: Sequence[Source],
    shapes: Shapes,
    languages: Sequence[Language],
    language: Language,
    gists: Mapping[str, Gist] | None = None,
    standing: Standing | None = None,
) -> Book:
    """The book in one language.

    The sources must have passed `check`; `gists` are theirs, by path, if known. Without a `standing` all texts that are
    there are fresh.
    """
    standing = standing or Standing()
    tags = [language.tag, *(other.tag for other in languages if other is not language)]
    gists = make_gists(list(sources), shapes) if gists is None else gists
    by_name = {source.id: source for source in sources if not source.collection}
    ties = Ties()

    def fields(address: str, source: Source, kind: str) -> Fields:
        parts = (shapes.of(kind) or {}).get("properties", {})

        def make(name: str, value: Any) -> Any:
            said = localize(value, tags)
            for place, state in standing.marks.get(address, {}).get(language.tag, {}).items():
                said = _mark(said, place[1:], state) if place[0] == name else said
            return shapes.replace(said, parts.get(name, {}), ties.found.get)

        return Fields(address, source, make, ties.reads, tags, standing)

    nothing = Source("", "", "", dict, lambda: Found({}, {}, {}, ""))
    collections = {
        name: Collection(
            name=name,
            source=by_name.get(name, nothing).path,
            data=fields(name, by_name.get(name, nothing), "collection"),
            fields=shapes.fields(name),
            columns=shapes.columns(name),
            about=shapes.about(name),
            ties=ties,
        )
        for name in [*by_name["site"].data["collections"], "diagrams"]
    }
    for source in sources:
        if collection := collections.get(source.collection):
            address = f"{source.collection}/{source.id}"
            data = fields(address, source, source.collection)
            ties.found[address] = Entry(collection, source.id, source, data, ties)
    _order(collections, by_name, ties)
    for collection in collections.values():
        for entry in collection.members:
            _tie(entry, gists[entry.source].ties, ties)
    diagrams = collections.pop("diagrams").members
    site, labels = fields("site", by_name["site"], ""), fields("labels", by_name["labels"], "")
    retired = fields("retired", by_name.get("retired", nothing), "retired")
    book = Book(language, languages, site, labels, collections, diagrams, ties, retired, standing)
    _thread(book)
    ties.reads.clear()
    return book


def _order(collections: Mapping[str, Collection], by_name: Mapping[str, Source], ties: Ties) -> None:
    """Gives each collection its entries in the order of its file, or of their ids."""
    ids: dict[str, list[str]] = {name: [] for name in collections}
    for entry in ties.found.values():
        ids[entry.collection.name].append(entry.id)
    for name, collection in collections.items():
        given = by_name[name].data.get("order") if name in by_name else None
        collection.members = [ties.found[f"{name}/{id_}"] for id_ in given or sorted(ids[name])]


def _tie(entry: Entry, references: Sequence[Tie], ties: Ties) -> None:
    """Notes each reference of an entry on its other side too."""
    for path, address, inverse in references:
        target = ties.found.get(address)
        if target is None or target is entry:
            continue
        ties.neighbours.setdefault(entry.address, []).append(target)
        ties.neighbours.setdefault(address, []).append(entry)
        if inverse:
            ties.incoming.setdefault(address, []).append((entry, inverse, path))


def _beside(data: Any, path: Sequence[str | int]) -> dict[str, Any]:
    """The mapping in which the value at `path` stands, if it stands in a connection or another noted list."""
    if not (path[-1] == "to" and isinstance(path[-2], int)):
        return {}
    for step in path[:-1]:
        data = data[step]
    return data


def _thread(book: Book) -> None:
    """Tells each page what comes before and after it, from the home page to the A–Z."""
    home, a_z = Leaf("home", "index.md", book.labels, book.ties), Leaf("a_z", "a-z.md", book.labels, book.ties)
    line: list[Any] = [home, *book.line, a_z]
    for one in line:
        book.ties.line[one.address] = {}
    for before, after in zip(line, line[1:], strict=False):
        book.ties.line[before.address][AFTER] = after
        book.ties.line[after.address][BEFORE] = before
