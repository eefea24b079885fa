"""A project folder -> an Edition: every generated file of it, or every fault. Composes the steps of press/.

With the ledger of an earlier edition only those files are read and only those pages printed that an edit can have
changed: each page says what of the data it was made from (`Page.reads`), and each piece of data has a hash.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urljoin

from press import api, copies, inventory
from press.book import AFTER, ALL, BEFORE, ENTRIES, FORMER, RELATED, STANDING, Book, Entry, Tomb, make_book
from press.cache import Ledger, Stamp, stamp, trusted
from press.check import check, missing_labels, read_languages
from press.diagrams import draw, embed
from press.diagrams.graph import GRAPH
from press.diagrams.mermaid import neutral, to_mermaid
from press.digest import combined, digest
from press.editors import schemas, settings
from press.find.index import Weights, make_index, revise, weigh
from press.find.record import Record
from press.find.record import read as read_record
from press.gist import Gist, make_gist
from press.links import feed, lock, redirects
from press.load import data_files, load, read_files, unread
from press.model import (
    COPIES,
    FIND,
    FRESH,
    HOUSE,
    LOCK,
    Faulty,
    Language,
    Page,
    Place,
    Problem,
    Source,
    Standing,
    Task,
)
from press.outline import Outline, outline
from press.passages import Passage, passages
from press.render import (
    LOOSE,
    NEAR,
    SHOWN,
    Graphs,
    Renderer,
    embedded,
    make_all_graphs,
    moved_pages,
    pages_of,
    site_path,
)
from press.shapes import Shapes, read_shapes
from press.spread import shares, spread
from press.timing import step
from press.translations import lock as wordings
from press.translations.states import standing_of, survey

_PAGE = re.compile(rf"docs/(?!{COPIES}/)(?P<tag>[^/]+)/(?P<path>.+\.md)")
"""The path of a page that readers see."""
_LIST = re.compile(rf"docs/{COPIES}/(?P<tag>[^/]+)/(?P<path>llms\.txt)")
"""The path of the list of copies, as llmstxt.org has it."""
MANY = 50
"""So many pages may change before the search index is made anew."""
ALWAYS = {"moved", "retired", "read_now", *feed.KINDS}
"""Labels that may be needed on any day, for what is renamed and retired."""
Parts = Mapping[str, Any]
"""`edition`: what shows at a glance whether it is as it was. `origins`: what every part of it was made from."""
Done = TypeVar("Done")
Other = TypeVar("Other")
Lengths = Sequence[tuple[str, int]]
"""How many bytes each of the texts has that are joined in a file, in their order, with their paths."""
Facts = dict[str, dict[str, str]]
"""A hash of each piece of the data that a page may be made from, by address and field."""


@dataclass(frozen=True)
class Edition:
    """The generated files of a project, and what is needed to publish them."""

    pages: list[Page]
    """Every file, without those that are as they were."""
    languages: list[Language]
    url: str
    kept: dict[str, Stamp] = field(default_factory=dict)
    """The files that are as they were, by path."""
    ledger: Parts = field(default_factory=dict)
    """What the next edition may want to know of this one; `with_stamps` completes it."""
    translated: str = ""
    """What the lock file of the translations said."""
    translations: str | None = None
    """What it should say, if that is something else."""

    @property
    def outlines(self) -> dict[str, Outline]:
        """What every page of Markdown is in outline, by its path."""
        return {path: Outline.of(row) for path, row in self.ledger["outlines"].items()}

    def ways(self, released: lock.Lock) -> lock.Ways:
        """Where every released address leads."""
        return lock.Ways(released, self.addresses, LOOSE)

    @property
    def addresses(self) -> dict[str, frozenset[str]]:
        """Every page that there is in all languages, by its address, with the sections that it has in all of them."""
        found: list[dict[str, frozenset[str]]] = []
        for language in self.languages:
            top = f"docs/{language.tag}/"
            found.append(
                {
                    f"/{site_path(path.removeprefix(top))}": frozenset(id_ for id_, _ in one.sections)
                    for path, one in self.outlines.items()
                    if path.startswith(top)
                }
            )
        shared = [page for page in found[0] if all(page in one for one in found)]
        return {page: frozenset.intersection(*(one[page] for one in found)) for page in shared}

    @property
    def said(self) -> dict[str, dict[str, str]]:
        """A hash of what each page says, by its address and by language."""
        found: dict[str, dict[str, str]] = {}
        for path, one in self.outlines.items():
            tag, _, place = path.removeprefix("docs/").partition("/")
            found.setdefault(f"/{site_path(place)}", {})[tag] = one.gist
        return found

    def with_stamps(self, project: Path) -> Ledger:
        """The ledger once all files are written."""
        stamps = {page.path: stamp(f"{project}/{page.path}") for page in self.pages} | self.kept
        return Ledger.of(self.ledger) | {"edition": self.ledger["edition"] | {"files": stamps}}


def prepare(
    project: Path,
    tell: Callable[[str], None] = lambda words: None,
    before: Parts | None = None,
    workers: int = 1,
    *,
    lost: bool = False,
) -> Edition:
    """Reads, checks and prints the project without writing anything. Raises Faulty with every problem.

    With `lost` it is no problem that a released address leads nowhere.
    """
    tell("reading the data")
    shared = _shared(project)
    if before and before["edition"]["shared"] != shared:
        before = None
    last: Parts = before["edition"] if before else {}
    files = _Files(project, before or {}, workers)
    base = (project / "mkdocs.base.yml").is_file()
    sound = _Sound(files.problems)
    if not base:
        missing = "is missing; copy it and theme/ from another project"
        sound.problems.append(Problem("mkdocs.base.yml", 0, 0, "", missing, "E009"))
    nothing: lock.Lock = {}
    released = sound.of(lambda: lock.load(project), nothing)
    mark = digest((project / LOCK).read_bytes()) if released else ""
    translated = sound.of(lambda: wordings.load(project), wordings.Lock())
    stamps = last.get("files", {})
    kept = {path: mark for path, mark in stamps.items() if mark and stamp(f"{project}/{path}") == mark}
    locks = last.get("lock") == mark and last.get("translations") == digest(translated.text.encode())
    same = locks and not files.changed and not sound.problems and len(kept) == len(stamps)
    if before and same:
        return Edition([], [Language(*one) for one in last["languages"]], last["url"], kept, before)
    suspects = files.suspects({_entry_address(path) for path in files.gone})
    shapes = _checked(project, files.sources, sound, suspects, files.titles, workers)
    languages = list(shapes.languages)
    tell("printing the pages")
    gists = files.gists(shapes)
    with step("translations"):
        by_address = {_entry_address(path): gist for path, gist in gists.items()}
        signs = {address: gist.sign for address, gist in by_address.items()}
        told = survey(signs, files.texts(shapes), translated, shapes.tags)
        standing = standing_of(by_address, told, shapes.tags)
    books = [make_book(files.sources, shapes, languages, language, gists, standing) for language in languages]
    graphs = {book.language.tag: make_all_graphs(book) for book in books}
    renderer = Renderer(project)
    rendered = renderer.tasks(books, graphs, released)
    moved = moved_pages(released, pages_of(books[0]))
    tasks = rendered + api.tasks(books, {tag: one.graphs for tag, one in graphs.items()}, shapes, moved)
    tasks += schemas.tasks(books[0], shapes, {name: gist.title for name, gist in gists.items()})
    facts = _facts(books, graphs, gists, standing, renderer.former, moved)
    origins: Parts = before["origins"] if before else {}
    rows = _Rows(origins)
    changed = _changed(origins.get("facts", {}), facts)
    url = books[0].site["url"]
    wanted = [task for task in tasks if not kept.keys() >= set(_made(task)) or rows.touched(task.path, changed)]
    sheets = _print(wanted, project, url, workers)
    printed = {sheet.path: sheet.page if isinstance(sheet.page, Page) else None for sheet in sheets}
    pages: list[Page] = [page for page in printed.values() if page]
    kept |= {sheet.path: sheet.page for sheet in sheets if not isinstance(sheet.page, Page)}
    paths = [task.path for task in tasks]
    rows = rows.renewed(paths, sheets)
    known_outlines: Mapping[str, Any] = before["outlines"] if before else {}
    outlines = {path: Outline.of(known_outlines[path]) for path in paths if path in known_outlines}
    outlines |= {sheet.path: sheet.outline for sheet in sheets if sheet.outline}
    used = {name for task in rendered for name in rows.fields(task.path, "labels")} | ALWAYS
    if faults := missing_labels(used, files.sources):
        raise Faulty(faults)
    loader = (HOUSE / "theme" / "assets" / "diagrams.js").read_text(encoding="utf-8")
    folders = ["docs", *(f"docs/{language.tag}" for language in languages)]
    pages += [Page(f"{folder}/assets/diagrams.js", loader) for folder in folders]
    pages += drawings(project, graphs, url, tell, workers)
    pages += settings.pages(lambda path: _exactly(project / path), books[0].collections)
    aside = {
        f"docs/{book.language.tag}/{path}"
        for book in books
        for path in ("translations.md", *(tomb.path for tomb in book.tombs))
    }
    searched = [path for path in paths if path.endswith(".md") and path not in aside]
    passed = set(last.get("aside", ()))
    marks = {path: one for path, one in stamps.items() if path not in passed}
    indexed, known = _indexes(project, languages, searched, printed, marks, kept, workers)
    whole, same_texts, lengths = _whole_texts(project, languages, searched, printed, kept, last.get("lengths", {}))
    pages += indexed + whole
    known |= same_texts
    retired = [f"/{site_path(tomb.path)}" for tomb in books[0].tombs]
    tags = [language.tag for language in languages]
    pages += [Page(f"docs/{name}", text) for name, text in redirects.files(moved, retired, tags, url).items()]
    changed_paths = {page.path for page in pages}
    ledger = {
        "edition": {
            "shared": shared,
            "sources": files.rows,
            "languages": [[one.tag, one.name, one.theme] for one in languages],
            "url": url,
            "lock": mark,
            "translations": digest(told.text.encode()),
            "aside": sorted(aside),
            "lengths": lengths,
        },
        "outlines": {path: one.row for path, one in outlines.items()},
        "origins": {"gists": {name: gist.row for name, gist in gists.items()}, "facts": facts} | rows.plain,
        "texts": {address: [[one.place, one.sides] for one in found] for address, found in told.asked.items()},
    }
    inventories = {path: kept[path] for path in _inventory_paths(tags) if path in kept}
    kept = {path: kept[path] for task in tasks for path in _made(task) if path not in changed_paths} | known
    behind = None if told.text == translated.text else told.text
    edition = Edition(pages, languages, url, kept, ledger, translated.text, behind)
    if lost:
        return edition
    edition = replace(edition, pages=[*pages, *_told(books, edition, released, moved, retired)])
    same_names = (
        last.get("lock") == mark
        and len(inventories) == len(_inventory_paths(tags))
        and known_outlines.keys() == outlines.keys()
        and all(one.outline.names == Outline.of(known_outlines[one.path]).names for one in sheets if one.outline)
        and "title" not in changed.get("site", ())
    )
    if same_names:
        return replace(edition, kept=kept | inventories)
    ends = edition.ways(released).ends()
    return replace(edition, pages=[*edition.pages, *_inventories(books, edition, ends)])


def _told(
    books: Sequence[Book], edition: Edition, released: lock.Lock, moved: Mapping[str, str], retired: Sequence[str]
) -> list[Page]:
    """The feed and the sitemap of each language."""
    tags, said = [book.language.tag for book in books], edition.said
    pages = []
    for book, tag in zip(books, tags, strict=True):
        nouns = {place: noun for place, noun in pages_of(book).items() if isinstance(noun, Entry | Tomb)}
        happened = feed.events(released, moved, nouns.keys(), retired, tag)
        told = {one.address: nouns[one.address] for one in happened}
        titles = {place: book.plain(noun.title) for place, noun in told.items()}
        summaries = {place: book.plain(noun.summary) for place, noun in told.items() if noun.summary}
        words = {kind: book.labels.get(kind, kind) for kind in feed.KINDS}
        name, url = book.plain(book.site["title"]), f"{edition.url}{tag}/"
        pages.append(Page(f"docs/copies/{tag}/feed.xml", feed.atom(happened, titles, summaries, words, name, tag, url)))
        there = {page: said[page] for page in said if page not in retired}
        pages.append(Page(f"docs/sitemap-{tag}.xml", feed.sitemap(released, there, tags, tag, edition.url)))
    return pages


def read_project(
    project: Path, tell: Callable[[str], None], before: Parts, workers: int
) -> tuple[list[Source], Shapes, lock.Ways]:
    """The data and schemas of a project without faults, and where its released addresses lead, or are lost."""
    edition = prepare(project, tell, before, workers, lost=True)
    ways = edition.ways(lock.load(project))
    if faults := ways.taken():
        raise Faulty(faults)
    sources, _ = load(project, workers)
    return sources, read_shapes(project, *read_languages(sources)), ways


def read_data(project: Path, workers: int = 1) -> tuple[list[Source], Shapes]:
    """The data of a project and its schemas, all read and checked. Raises Faulty with every problem of the data."""
    sources, problems = load(project, workers)
    return sources, _checked(project, sources, _Sound(problems), workers=workers)


class _Sound:
    """The problems found so far, so that one that ends a step does not hide those of the others."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.unread = {problem.path for problem in problems}
        """The data files that are there but could not be read."""

    def of(self, step: Callable[[], Done], otherwise: Other) -> Done | Other:
        """What a step returns, or something in its place if it cannot go on."""
        try:
            return step()
        except Faulty as faulty:
            self.problems += faulty.problems
            return otherwise


def _checked(
    project: Path,
    sources: Sequence[Source],
    sound: _Sound,
    suspects: set[str] | None = None,
    titles: Mapping[str, Any] | None = None,
    workers: int = 1,
) -> Shapes:
    """The schemas of a project without faults. Raises Faulty with all of them: of files, schemas, data, templates."""
    none: tuple[list[Language], bool] = [], False
    languages, fallback = sound.of(lambda: read_languages(sources, sound.unread), none)
    shapes = sound.of(lambda: read_shapes(project, languages, fallback), None)
    if shapes and languages:
        sound.problems += check(sources, shapes, suspects, titles, workers, sound.unread)
    if sound.problems:
        raise Faulty(sound.problems + Renderer(project).faults())
    assert shapes
    return shapes


class _Files:
    """The data files of a project: those that changed are read, the others stand ready to be read."""

    def __init__(self, project: Path, before: Parts, workers: int) -> None:
        self.project, self.before, self.workers = project, before, workers
        rows = before["edition"]["sources"] if before else {}
        self.known: dict[str, Any] = {}
        self.stamps: dict[str, Stamp] = {}
        self.names = data_files(project)
        fresh = []
        for name in self.names:
            row, mark = rows.get(name), stamp(f"{project}/{name}")
            if row and mark and (row["in"] == mark or row["text"] == digest((project / name).read_bytes())):
                self.known[name] = row
            else:
                fresh.append(name)
            if mark:
                self.stamps[name] = trusted(mark)
        read = read_files([project / name for name in fresh], project, workers)
        self.problems = [one for one in read if isinstance(one, Problem)]
        self.read = {one.path: one for one in read if isinstance(one, Source)}
        self.gone = rows.keys() - set(self.names)
        self.changed = self.read.keys() | self.gone

    @cached_property
    def sources(self) -> list[Source]:
        """Every data file that could be read, in the order of its path."""
        gists = self.known_gists
        known = {name: unread(name, (self.project / name).read_bytes, gists[name].brief) for name in self.known}
        sources = known | self.read
        return [sources[name] for name in self.names if name in sources]

    def suspects(self, gone: set[str]) -> set[str] | None:
        """The files whose inside must be checked: those that changed, and those that refer to what is gone."""
        if not self.known:
            return None
        return {source.path for source in self.sources if source.path not in self.known} | {
            name for name, gist in self.known_gists.items() if not gone.isdisjoint(gist.addresses)
        }

    @property
    def titles(self) -> dict[str, Any]:
        return {name: gist.title for name, gist in self.known_gists.items()}

    @cached_property
    def known_gists(self) -> dict[str, Gist]:
        return {name: Gist.of(self.before["origins"]["gists"][name]) for name in self.known}

    def gists(self, shapes: Shapes) -> dict[str, Gist]:
        """The gist of each file, by path."""
        fresh = [source for source in self.sources if source.path not in self.known]
        made = spread(lambda portion: [make_gist(one, shapes) for one in portion], shares(fresh), self.workers)
        new = dict(zip([one.path for one in fresh], [one for portion in made for one in portion], strict=True))
        return self.known_gists | new

    def texts(self, shapes: Shapes) -> Callable[[str], list[Passage]]:
        """Gives the texts of a file by its address; those that were looked into before need not be read again."""
        known = self.before["texts"] if self.before else {}
        sources = {_entry_address(source.path): source for source in self.sources}

        def texts(address: str) -> list[Passage]:
            source = sources[address]
            if source.path in self.known and address in known:
                return [Passage(tuple(place), sides) for place, sides in known[address]]
            return passages(source.data, shapes.tags)

        return texts

    @property
    def rows(self) -> dict[str, Any]:
        """What shows of each file that could be read whether it is as it was."""
        return {
            name: {
                "in": self.stamps[name],
                "text": self.known[name]["text"] if name in self.known else digest((self.project / name).read_bytes()),
            }
            for name in self.names
            if name in self.known or name in self.read
        }


Reads = dict[str, tuple[str, ...]]
"""What a page was made from: the fields that it looked at, by address."""


class Joined(Page):
    """A page that is there as bytes, and as text only when somebody asks for it."""

    joined: bytes

    def __init__(self, path: str, content: bytes) -> None:
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "joined", content)

    @property
    def content(self) -> bytes:
        return self.joined

    @property
    def text(self) -> str:
        return self.content.decode()


class Packed(Joined):
    """A page that takes little memory until somebody asks for it: thousands wait to be written at once."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__(path, zlib.compress(text.encode(), zlib.Z_BEST_SPEED))

    @property
    def content(self) -> bytes:
        return zlib.decompress(self.joined)


@dataclass(frozen=True)
class Sheet:
    """A page that was printed."""

    path: str
    page: Packed | Stamp
    """The page, or the stamp of the file that already says the same."""
    reads: Reads
    outline: Outline | None
    """If it is one of Markdown."""


class _Rows:
    """What each page was made from: the number of a set of fields for each address that it looked at.

    Most pages look at the same few sets. One that no page looks at any longer stays, until a template or schema
    changes and all are gone.
    """

    def __init__(self, ledger: Parts) -> None:
        self.rows: Mapping[str, Mapping[str, int]] = ledger.get("reads", {})
        self.sets = [tuple(names) for names in ledger.get("sets", [])]

    def touched(self, path: str, changed: Mapping[str, set[str]]) -> bool:
        """Whether a page was made from what has changed; true of a page that is not known."""
        row = self.rows.get(path)
        return row is None or any(not changed[one].isdisjoint(self.sets[row[one]]) for one in changed.keys() & row)

    def fields(self, path: str, address: str) -> Sequence[str]:
        """The fields of an address that a page looked at."""
        row = self.rows[path]
        return self.sets[row[address]] if address in row else ()

    def renewed(self, paths: Sequence[str], sheets: Sequence[Sheet]) -> _Rows:
        """The rows of these pages once some of them were printed anew."""
        numbers = {names: number for number, names in enumerate(self.sets)}
        rows = {path: self.rows.get(path, {}) for path in paths}
        for sheet in sheets:
            if sheet.path in rows:
                rows[sheet.path] = {
                    address: numbers.setdefault(names, len(numbers)) for address, names in sheet.reads.items()
                }
        return _Rows({"reads": rows, "sets": numbers})

    @property
    def plain(self) -> dict[str, Any]:
        """The same as plain values."""
        return {"reads": self.rows, "sets": self.sets}


def _entry_address(path: str) -> str:
    """The address of the entry in a data file, or the name of a file that is no entry."""
    return path.removeprefix("data/").removesuffix(".yml")


def _fields(gist: Gist, marked: Mapping[str, Mapping[Place, str]]) -> dict[str, str]:
    """A hash of each field with the marks of its texts."""
    fields = dict(gist.fields)
    for tag, own in marked.items():
        for place, state in own.items():
            fields[str(place[0])] = combined([fields[str(place[0])], tag, place, state])
    return fields


def _facts(
    books: Sequence[Book],
    graphs: Mapping[str, Graphs],
    gists: Mapping[str, Gist],
    standing: Standing,
    former: Mapping[str, Sequence[tuple[str, str]]],
    moved: Mapping[str, str],
) -> Facts:
    """A hash of everything that pages are made from."""
    facts: Facts = {}
    for path, gist in gists.items():
        address = _entry_address(path)
        fields = _fields(gist, standing.marks[address]) if address in standing.marks else gist.fields
        facts[address] = fields | {ALL: combined([gist.fields])}
        if any(own.keys() - {FRESH} for own in standing.counts[address].values()):
            facts[address][STANDING] = combined([standing.counts[address]])
    facts["translations"] = {STANDING: combined([standing.counts])}
    book = books[0]
    for collection in book.collections.values():
        facts.setdefault(collection.name, {})[ENTRIES] = combined(entry.id for entry in collection.members)
    for address, sides in book.ties.line.items():
        for side in (BEFORE, AFTER):
            facts.setdefault(address, {})[side] = sides[side].address if side in sides else ""
    for address, incoming in book.ties.incoming.items():
        facts[address][RELATED] = combined(
            [origin.address, inverse, path, facts[origin.address][str(path[0])]] for origin, inverse, path in incoming
        )
    for place in ("home", *book.collections):
        shown = [graph.id for graph in graphs[book.language.tag].graphs if place in graph.shown_on]
        facts.setdefault(place, {})[SHOWN] = combined(shown)
    for address, near in graphs[book.language.tag].nearest.items():
        facts[address][NEAR] = combined([near.graph.id, near.distance, [node.key for node in near.nodes]])
    for page, noun in pages_of(book).items():
        if page in former:
            facts.setdefault(noun.address, {})[FORMER] = combined(former[page])
    for page, end in moved.items():
        facts[page] = {FORMER: combined(end)}
    for number, graph in enumerate(graphs[book.language.tag].graphs):
        said = [graphs[one.language.tag].graphs[number].said for one in books]
        facts.setdefault(graph.id, {})[GRAPH] = combined(said)
    return facts


def _changed(before: Facts, now: Facts) -> dict[str, set[str]]:
    """The fields that are not as they were, by address."""
    changed: dict[str, set[str]] = {}
    for address in before.keys() | now.keys():
        old, new = before.get(address, {}), now.get(address, {})
        if old != new:
            changed[address] = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    return changed


def _shared(project: Path) -> str:
    """A hash of what all depends on: schemas, templates, the address, and which languages and collections there are."""
    files = [
        [path.relative_to(folder).as_posix(), digest(path.read_bytes())]
        for folder in (HOUSE, project)
        for room in ("schemas", "templates")
        for path in sorted((folder / room).rglob("*"))
        if path.is_file()
    ]
    site = read_files([project / "data" / "site.yml"], project)
    said = site[0].data if site and isinstance(site[0], Source) and isinstance(site[0].data, dict) else {}
    return combined([files, [said.get(name) for name in ("languages", "translations", "collections", "url")]])


def _print(tasks: Sequence[Task], project: Path, url: str, workers: int) -> list[Sheet]:
    """The pages, printed and compared with their files where they are printed, so that few texts are passed on.

    `url` is the address of the site.
    """

    def work(portion: Sequence[Task]) -> list[Sheet | Problem]:
        known: dict[frozenset[str], tuple[str, ...]] = {}
        with step("render"):
            made = [_sheets(task, project, url, known) for task in portion]
            return [one for some in made for one in some]

    made = [one for portion in spread(work, shares(tasks), workers) for one in portion]
    faults = {(one.path, one.line, one.column): one for one in reversed(made) if isinstance(one, Problem)}
    if faults:
        raise Faulty(list(faults.values()))
    return [one for one in made if isinstance(one, Sheet)]


def _sheets(
    task: Task, project: Path, url: str, known: dict[frozenset[str], tuple[str, ...]]
) -> list[Sheet] | list[Problem]:
    """The files that a task makes, or why it cannot make them."""
    try:
        return [_compared(page, project, known) for page in _finished(task.print(), url)]
    except Faulty as faulty:
        return faulty.problems


def _made(task: Task) -> list[str]:
    """The paths of the files that a task makes: a page that readers see has a copy."""
    found = _PAGE.fullmatch(task.path)
    return [task.path, _copy_path(found["tag"], found["path"])] if found else [task.path]


def _copy_path(tag: str, path: str) -> str:
    return f"docs/{COPIES}/{tag}/{site_path(path)}index.md"


def _finished(page: Page, url: str) -> list[Page]:
    """The files that a printed page becomes: itself and its clean copy. The list of copies leads to those."""
    if found := _LIST.fullmatch(page.path):
        text = copies.clean(page.text, found["path"], _address(f"{url}{found['tag']}/", "index.md"))
        return [Page(page.path, text, page.reads)]
    if found := _PAGE.fullmatch(page.path):
        text = copies.copy(page.text, found["path"], _address(f"{url}{found['tag']}/"))
        return [page, Page(_copy_path(found["tag"], found["path"]), text)]
    return [page]


@cache
def _address(root: str, name: str = "") -> copies.Address:
    """What a file of the language at `root` is published as: a page as its folder, or as a file of that name in it."""

    def address(path: str) -> str:
        return urljoin(root, f"{site_path(path)}{name}" if path.endswith(".md") else path)

    return address


def _whole_texts(
    project: Path,
    languages: Sequence[Language],
    paths: Sequence[str],
    printed: Mapping[str, Page | None],
    kept: Mapping[str, Stamp],
    before: Mapping[str, Lengths],
) -> tuple[list[Page], dict[str, Stamp], dict[str, Lengths]]:
    """All copies of each language in one file, in reading order: the files that may change, and those that do not.

    `paths` are those of all pages, `printed` those that were made anew (None: as it was). The last of what is
    returned says how long each copy is in its file; `before` says so of the edition before.
    """
    pages: list[Page] = []
    known: dict[str, Stamp] = {}
    lengths: dict[str, Lengths] = {}
    for language in languages:
        whole = f"docs/{COPIES}/{language.tag}/llms-full.txt"
        own = [found for path in paths if (found := _PAGE.fullmatch(path)) and found["tag"] == language.tag]
        if whole in kept and printed.keys().isdisjoint(found[0] for found in own):
            known[whole], lengths[whole] = kept[whole], before[whole]
            continue
        own.sort(key=lambda found: found["path"] == "a-z.md")  # the last in the menu
        parts = [_copy_path(language.tag, found["path"]) for found in own]
        old = _cut(_bytes(project / whole), before[whole]) if whole in kept else {}
        there = {path: old[path] for path in parts if path in old and path not in printed}
        made = [there.get(path) or _content(project, path, printed) for path in parts]
        pages.append(Joined(whole, b"\n".join(made)))
        lengths[whole] = [(path, len(text)) for path, text in zip(parts, made, strict=True)]
    return pages, known, lengths


def _said(project: Path, path: str, printed: Mapping[str, Page | None]) -> str:
    """What a page says, whether it was printed now or is as it was."""
    page = printed.get(path)
    return page.text if page else _exactly(project / path) or ""


def _content(project: Path, path: str, printed: Mapping[str, Page | None]) -> bytes:
    """The same as bytes."""
    page = printed.get(path)
    return page.content if page else _bytes(project / path)


def _cut(content: bytes, lengths: Lengths) -> dict[str, memoryview]:
    """The texts that were joined by line ends, by their paths."""
    found: dict[str, memoryview] = {}
    start = 0
    for path, length in lengths:
        found[path] = memoryview(content)[start : start + length]
        start += length + 1
    return found


def _compared(page: Page, project: Path, known: dict[frozenset[str], tuple[str, ...]]) -> Sheet:
    """What to pass on of a page. The same few sets of fields are `known` from other pages, and passed on once."""
    file = project / page.path
    mark = stamp(file)
    same = mark and file.read_bytes() == page.text.encode()
    groups: dict[str, set[str]] = {}
    for address, name in page.reads:
        groups.setdefault(address, set()).add(name)
    reads = {
        address: known.setdefault(key := frozenset(names), tuple(sorted(key))) for address, names in groups.items()
    }
    outlined = outline(page.text) if _PAGE.fullmatch(page.path) else None
    made = mark if mark and same else Packed(page.path, page.text)
    return Sheet(page.path, made, dict(sorted(reads.items())), outlined)


def _inventory_paths(tags: Sequence[str]) -> list[str]:
    return [*(f"docs/copies/{tag}/objects.txt" for tag in tags), "docs/objects.txt"]


def _inventories(books: Sequence[Book], edition: Edition, ends: Mapping[str, str]) -> list[Page]:
    """The inventory of each language and that of all; `ends` is where each released address leads."""
    former = {address: end for address, end in ends.items() if address != end}
    rows: dict[str, list[inventory.Row]] = {}
    for book in books:
        top = f"docs/{book.language.tag}/"
        outlined = {path.removeprefix(top): one.names for path, one in edition.outlines.items() if path.startswith(top)}
        rows[book.language.tag] = inventory.make_rows(book, outlined, former)
    titles = {book.language.tag: inventory.title_of(book) for book in books}
    texts = [inventory.write(titles[tag], own) for tag, own in rows.items()]
    texts.append(inventory.write(" · ".join(titles.values()), inventory.together(rows)))
    return [Page(*one) for one in zip(_inventory_paths(list(rows)), texts, strict=True)]


def _indexes(
    project: Path,
    languages: Sequence[Language],
    paths: Sequence[str],
    printed: Mapping[str, Page | None],
    marks: Mapping[str, Stamp],
    kept: Mapping[str, Stamp],
    workers: int,
) -> tuple[list[Page], dict[str, Stamp]]:
    """The search indexes of all languages that are not as they were, and the files of those that are.

    `paths` are those of all pages that are searched, `printed` those that were made anew, `marks` of the searched
    pages and other files of the edition before, `kept` of those that still have them.
    """
    known: dict[str, Stamp] = {}
    wanted: list[tuple[str, list[str], list[str]]] = []
    for language in languages:
        top = f"docs/{language.tag}/"
        own = [path for path in paths if path.startswith(top)]
        old = [path for path in marks if path.startswith(f"{top}{FIND}/")]
        before = {path for path in marks if path.startswith(top) and path.endswith(".md")}
        usable = bool(old) and kept.keys() >= set(old) and before == set(own)
        if usable and printed.keys().isdisjoint(own):
            known |= {path: kept[path] for path in old}
        else:
            wanted.append((f"{top}{FIND}", own, old if usable else []))
    share = max(1, workers // max(1, len(wanted)))
    made = spread(lambda one: _index(project, *one, printed, share), wanted, workers)
    known |= {path: kept[path] for _, same in made for path in same}
    return [page for pages, _ in made for page in pages], known


def _index(
    project: Path,
    folder: str,
    paths: Sequence[str],
    old: Sequence[str],
    printed: Mapping[str, Page | None],
    workers: int,
) -> tuple[list[Page], list[str]]:
    """The files of one language's search index that change, and the paths of those that do not.

    `old` are the files of the index before, if it was made from the same pages. `printed` are the pages that were
    made anew.
    """
    top = len(folder) - len(FIND)

    def work(portion: Sequence[str]) -> list[tuple[Record, Weights]]:
        with step("search index"):
            found = [_said(project, path, printed) for path in portion]
            records = [read_record(text, site_path(path[top:])) for text, path in zip(found, portion, strict=True)]
            return [(record, weigh(record)) for record in records]

    files = {path: (project / path).read_bytes() for path in old}
    changed = {number: path for number, path in enumerate(paths) if path in printed}
    if old and len(changed) <= MANY:
        pairs = work(list(changed.values()))
        with step("search index"):
            names = {Path(path).stem: content for path, content in files.items()}
            revised = revise(names, dict(zip(changed, pairs, strict=True)), folder)
        if revised:
            return revised[0], [path for path in old if Path(path).stem in revised[1]]
    pairs = [pair for portion in spread(work, shares(paths), workers) for pair in portion]
    with step("search index"):
        pages = make_index([record for record, _ in pairs], [weights for _, weights in pairs], folder)
    same = {page.path for page in pages if files.get(page.path) == page.content}
    return [page for page in pages if page.path not in same], sorted(same)


def drawings(
    project: Path, graphs: Mapping[str, Graphs], url: str, tell: Callable[[str], None], workers: int
) -> list[Page]:
    """The drawing of each diagram in each language: kept if it is there, else drawn; none if it cannot be.

    With it the picture of it for other sites, whose links lead below `url`.
    """
    found: dict[str, str] = {}
    wanted: list[tuple[str, str, str]] = []
    places: list[tuple[str, str, str]] = []
    for tag, drawn in graphs.items():
        for graph in drawn.graphs:
            source = neutral(to_mermaid(graph, lambda entry: site_path(entry.path)))
            path = f"docs/drawings/{draw.key(source)}.svg"
            places.append((tag, graph.id, path))
            if text := _kept(project / path):
                found[path] = text
            else:
                wanted.append((f"{graph.id} ({tag})", path, source))
    if wanted:
        tell(f"drawing {len(wanted)} diagrams")
    for (name, path, _), svg in zip(wanted, spread(_draw, wanted, workers), strict=True):
        if isinstance(svg, str):
            found[path] = svg
        else:
            tell(f"done: {name} is left to the reader's browser, because {svg}")
    pictures = [_picture(project, tag, id_, found[path], url) for tag, id_, path in places if path in found]
    return [Page(path, text) for path, text in found.items()] + pictures


def _picture(project: Path, tag: str, id_: str, drawing: str, url: str) -> Page:
    """The picture of a diagram for other sites, kept if it is there."""
    path, root = f"{embedded(tag, id_)}.svg", f"{url}{tag}/"
    known = _text(project / path)
    if embed.current(known, drawing, root):
        return Page(path, known)
    return Page(path, embed.embed(drawing, f"data/diagrams/{id_}.yml", root))


def _draw(wanted: tuple[str, str, str]) -> str | draw.NotDrawn:
    try:
        with step("diagrams"):
            return draw.draw(wanted[2])
    except draw.NotDrawn as reason:
        return reason


def _kept(path: Path) -> str | None:
    """A drawing made before, unless it was changed or the renderer that is installed here is another."""
    text = _text(path)
    return text if draw.genuine(text) else None


def _exactly(path: Path) -> str | None:
    """The text of a file with its line ends, nothing if there is none, or None if it cannot be read."""
    try:
        return path.read_bytes().decode() if path.is_file() else ""
    except (OSError, UnicodeDecodeError):
        return None


def _bytes(path: Path) -> bytes:
    """The bytes of a file, or none if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _text(path: Path) -> str:
    """The text of a file, or nothing if there is none."""
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
