"""Books and templates -> Pages. The only module that knows Jinja."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateAssertionError,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from press import cards, inline, linked
from press.alphabet import letters
from press.book import FORMER, STANDING, Book, Collection, Entry, Leaf, Part, Text, Tomb
from press.diagrams.graph import GRAPH, Graph, Near, Node, make_graphs, nearest
from press.diagrams.mermaid import to_mermaid, with_here
from press.links.lock import Lock, Lost, Ways, former, page_of, section_of
from press.model import COPIES, FRESH, HOUSE, MISSING, STALE, UNREVIEWED, Faulty, Page, Problem, Task, unheeded
from press.standing import Row, rows, unfinished

LEAVES = {"home": "index.md", "a_z": "a-z.md", "translations": "translations.md"}
"""The pages that are no entry and no collection."""
NAV_LIMIT = 8
"""A collection with more entries than this stands in the side menu as its overview only (a menu of all pages
makes MkDocs quadratic)."""
_MARKS = set("[`$")
SHOWN, NEAR = "<shown>", "<near>"
"""What a page reads of diagrams besides what they show: which are shown on it, what is near to it."""
LOOSE = frozenset({"/a-z/"})
"""Pages whose sections come and go with the data."""
NOTES = {FRESH: "translated", STALE: "stale", MISSING: "untranslated", UNREVIEWED: "unreviewed"}
"""The label of each state of a text."""
NOTICE = "Generated from {source} and templates/{template}. Edit those, not this."


class Labels(Mapping[str, Text]):
    """The fixed words of the pages; a word that is not there stands for itself until it is found missing."""

    def __init__(self, labels: Mapping[str, Text]) -> None:
        self._labels = labels

    def __getitem__(self, name: str) -> Text:
        return self._labels.get(name, Text(name))

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)


_NOUNS = {Entry, Collection, Part, Leaf, Tomb, Graph, Node, Row}


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox with a short way to what is always allowed: the public attributes of our own nouns."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if attribute[0] != "_":
            if obj.__class__ in _NOUNS:
                try:
                    return getattr(obj, attribute)
                except AttributeError:
                    return self.undefined(obj=obj, name=attribute)
            if obj.__class__ is dict and attribute in obj and not hasattr(dict, attribute):
                return obj[attribute]
        return super().getattr(obj, attribute)


class Renderer:
    """Prints books with the project's templates over the generator's own."""

    def __init__(self, project: Path) -> None:
        self.own = FileSystemLoader(project / "templates")
        self.environment = _Sandbox(
            loader=ChoiceLoader([self.own, FileSystemLoader(HOUSE / "templates")]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=_print,
            auto_reload=False,
        )
        self.environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        self.environment.filters |= {"cell": _cell, "math": _math, "html": _html, "verbatim": _verbatim}
        self.environment.globals |= {"link": _link, "section": _section, "linked": _linked, "card": _card}
        self.environment.globals |= {"diagram": diagram, "twin": self._twin, "notes": NOTES}
        self.former: Mapping[str, Sequence[tuple[str, str]]] = {}
        self._twins: dict[tuple[str, str, str], tuple[Markup, frozenset[tuple[str, str]]]] = {}

    def tasks(self, books: Sequence[Book], graphs: Mapping[str, Graphs], lock: Lock | None = None) -> list[Task]:
        """Every generated file but the drawings and what is made of other files.

        The pages and the list of copies are written for Python-Markdown. A task raises Faulty for a template that
        cannot be used.
        """
        lock = lock or {}
        nouns = [pages_of(book) for book in books]
        self.former = former(lock, nouns[0], LOOSE)
        tasks = [task for book in books for task in self._book(book, graphs[book.language.tag])]
        labels = [Labels(book.labels) for book in books]
        shared = {
            "books": books,
            "book": books[0],
            "labels": labels,
            "label": labels[0],
            "path": "",
            "nav_limit": NAV_LIMIT,
        }

        def task(template: str, path: str, own: Book | None = None) -> Task:
            def values() -> dict[str, Any]:
                site = books[0].site
                return shared | {
                    "own": own,
                    "site": site,
                    "root": urlsplit(site["url"]).path,
                    "notice": Markup(NOTICE.format(source="data/site.yml", template=template)),
                }

            return Task(path, lambda: self._print(template, path, books, values))

        tasks.append(task("mkdocs.yml.j2", "mkdocs.yml"))
        tasks += [task("mkdocs.yml.j2", f"mkdocs.{book.language.tag}.yml", book) for book in books]
        tasks += [task(f"{name}.j2", f"docs/{name}") for name in ("index.html", "404.html", "llms.txt")]
        return tasks + [*self._stubs(books, nouns, lock), *self._gos(books, nouns, lock)]

    def _stubs(self, books: Sequence[Book], nouns: Sequence[Nouns], lock: Lock) -> Iterator[Task]:
        """A page that leads on in the place of each one that has moved, in every language."""

        def task(book: Book, own: Nouns, page: str, end: str) -> Task:
            path = f"docs/{book.language.tag}{page}index.html"
            up = "../" * page.strip("/").count("/") + "../"

            def values() -> dict[str, Any]:
                return {
                    "book": book,
                    "label": Labels(book.labels),
                    "title": own[end].title,
                    "up": up,
                    "to": f"{up}{end.strip('/') + '/' if not section_of(end) else end.lstrip('/')}",
                    "notice": Markup(NOTICE.format(source="links.lock", template="moved.html.j2")),
                }

            def print_() -> Page:
                printed = self._print("moved.html.j2", path, [book], values)
                return Page(path, printed.text, printed.reads | {(page, FORMER)})

            return Task(path, print_)

        for page, end in moved_pages(lock, nouns[0]).items():
            for book, own in zip(books, nouns, strict=True):
                if end in own:
                    yield task(book, own, page, end)

    def _gos(self, books: Sequence[Book], nouns: Sequence[Nouns], lock: Lock) -> Iterator[Task]:
        """A page without a language for each page and each entry, which leads to that in the reader's language."""

        def task(place: str, to: str) -> Task:
            path = f"docs/go{place}index.html"

            def values() -> dict[str, Any]:
                return {
                    "site": books[0].site,
                    "book": books[0],
                    "up": "../" * (place.count("/")),
                    "to": to,
                    "ways": [_way_into(book, own[to]) for book, own in zip(books, nouns, strict=True)],
                    "notice": Markup(NOTICE.format(source="data/", template="go.html.j2")),
                }

            def print_() -> Page:
                printed = self._print("go.html.j2", path, books, values)
                return Page(path, printed.text, printed.reads | {(place, FORMER)})

            return Task(path, print_)

        places = {place.replace("#", "") + ("/" if "#" in place else ""): place for place in nouns[0]}
        for place, to in sorted((moved_pages(lock, nouns[0]) | places).items()):
            if all(to in own for own in nouns):
                yield task(place, to)

    def _book(self, book: Book, graphs: Graphs) -> Iterator[Task]:
        label = Labels(book.labels)
        home, a_z, translations = (Leaf(name, path, label, book.ties) for name, path in LEAVES.items())
        common = {"book": book, "site": book.site, "label": label, "here": [], "shown": []}
        common |= {"home": home, "a_z": a_z, "translations": translations if len(book.languages) > 1 else None}

        def task(
            template: str, page: Any, source: str, values: Callable[[], dict[str, Any]], folder: str = "docs"
        ) -> Task:
            path = f"{folder}/{book.language.tag}/{page.path}"
            notice = Markup(NOTICE.format(source=source, template=template))
            given = {"page": page, "source": source, "path": page.path, "notice": notice}

            def print_() -> Page:
                printed = self._print(template, path, [book], lambda: common | given | values())
                pairs = self.former.get(f"/{site_path(page.path)}", ())
                text = with_former(printed.text, pairs, page.path, label["moved"])
                if isinstance(page, Entry):
                    page.forget()  # thousands of others are still to come
                return Page(path, text, printed.reads | {(page.address, FORMER)})

            return Task(path, print_)

        yield task("home.md.j2", home, "data/site.yml", lambda: {"shown": graphs.on("home", book)})
        yield task("a-z.md.j2", a_z, "data/labels.yml", lambda: {"letters": letters(book)})
        if common["translations"]:
            yield task("translations.md.j2", translations, "data/labels.yml", partial(_standing, book))
        for collection in book.collections.values():
            name = collection.name
            default = "list.md.j2" if collection.one_page else "overview.md.j2"
            yield task(
                self._own(f"{name}.overview.md.j2", default),
                collection,
                collection.source,
                partial(lambda name: {"shown": graphs.on(name, book)}, name),
            )
            template = self._own(f"{name}.md.j2", "entry.md.j2")
            for entry in [] if collection.one_page else collection.entries:
                yield task(template, entry, entry.source, partial(graphs.near, entry, book))
        for graph in graphs.graphs:
            yield self._twin_task(graph, book, graphs)
        for tomb in book.tombs:
            yield task("retired.md.j2", tomb, "data/retired.yml", dict)
        yield task("llms.md.j2", Leaf("llms", "llms.txt", label, book.ties), "data/site.yml", dict, f"docs/{COPIES}")

    def _twin_task(self, graph: Graph, book: Book, graphs: Graphs) -> Task:
        """The text of a diagram for other sites, beside its picture."""
        path = embedded(book.language.tag, graph.id)
        notice = Markup(NOTICE.format(source=f"data/diagrams/{graph.id}.yml", template="embed.md.j2"))

        def values() -> dict[str, Any]:
            given = {"book": book, "site": book.site, "label": Labels(book.labels), "path": "", "notice": notice}
            picture = Markup(f"{book.site['url']}{path.removeprefix(f'docs/{COPIES}/')}.svg")
            return given | {"graph": graphs.one(graph, book), "picture": picture, "link": _whole_link}

        return Task(f"{path}.md", lambda: self._print("embed.md.j2", f"{path}.md", [book], values))

    def faults(self) -> list[Problem]:
        """What is wrong with the templates of the project before anything is printed with them."""
        found = []
        for name in self.own.list_templates():
            try:
                if name.endswith(".j2") and not unheeded(name.rpartition("/")[2]):
                    self.environment.get_template(name)
            except (TemplateError, UnicodeDecodeError) as error:
                found.append(_fault(error, name))
        return found

    def _own(self, name: str, default: str) -> str:
        try:
            self.environment.get_template(name)
        except TemplateNotFound:
            return default
        except (TemplateError, UnicodeDecodeError):
            pass  # it is named when it is printed with
        return name

    @pass_context
    def _twin(self, context: Context, graph: Graph) -> Markup:
        """A diagram as text. All pages of a folder share it, but those that it leads to."""
        book, path = context["book"], context["path"]
        own = path if path in graph.paths else ""
        key = (book.language.tag, graph.id, own or posixpath.dirname(path))
        if key not in self._twins:
            with book.ties.reading() as reads:
                values = {name: context[name] for name in ("book", "label", "path")} | {"graph": graph}
                text = self.environment.get_template("twin.md.j2").render(values)
                self._twins[key] = Markup(text.strip("\n")), frozenset(reads)
        text, read = self._twins[key]
        book.ties.reads |= read
        return text

    def _print(self, template: str, path: str, books: Sequence[Book], values: Callable[[], dict[str, Any]]) -> Page:
        given: dict[str, Any] = {}
        for book in books:
            book.ties.reads.clear()
        try:
            given = values()
            text = self.environment.get_template(template).render(given)
        except Exception as error:  # a template can raise whatever its expressions raise
            raise Faulty([_fault(error, template, path, given.get("source", ""))]) from error
        reads = frozenset(read for book in books for read in book.ties.reads)
        return Page(path, re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", reads)


@dataclass(frozen=True)
class Graphs:
    """The diagrams of a book, and what is near to each entry."""

    graphs: Sequence[Graph]
    nearest: Mapping[str, Near]

    def on(self, place: str, book: Book) -> list[Graph]:
        """The diagrams that are shown on the home page or on the overview of a collection."""
        book.ties.reads.add((place, SHOWN))
        return self._read([graph for graph in self.graphs if place in graph.shown_on], book)

    def one(self, graph: Graph, book: Book) -> Graph:
        """A diagram that stands alone."""
        return self._read([graph], book)[0]

    def near(self, entry: Entry, book: Book) -> dict[str, Any]:
        """What the page of an entry shows of the nearest diagram."""
        book.ties.reads.add((entry.address, NEAR))
        near = self.nearest.get(entry.address)
        if near is None:
            return {"shown": [], "here": [], "distance": None}
        return {"shown": self._read([near.graph], book), "here": near.nodes, "distance": near.distance}

    def _read(self, graphs: list[Graph], book: Book) -> list[Graph]:
        book.ties.reads |= {(graph.id, GRAPH) for graph in graphs}
        return graphs


Nouns = Mapping[str, Entry | Collection | Leaf | Tomb]


def pages_of(book: Book) -> Nouns:
    """Everything in a book that has an address of its own, by that address below the folder of its language."""
    home, a_z, translations = (Leaf(name, path, book.labels, book.ties) for name, path in LEAVES.items())
    nouns: list[Any] = [home, *book.line, a_z, *book.tombs, *([translations] if len(book.languages) > 1 else [])]
    nouns += [entry for collection in book.collections.values() if collection.one_page for entry in collection.members]
    return {f"/{site_path(one.path)}" + (f"#{one.anchor}" if one.anchor else ""): one for one in nouns}


def moved_pages(lock: Lock, pages: Iterable[str]) -> dict[str, str]:
    """The released pages that lead elsewhere, each with its end."""
    ways = Ways(lock, {page: None for page in pages if not section_of(page)})
    found = {}
    for address in lock:
        if not section_of(address):
            try:
                end = ways.end(address)
            except Lost:
                continue
            if end != address:
                found[address] = end
    return found


def with_former(text: str, pairs: Sequence[tuple[str, str]], path: str, notice: str) -> str:
    """The Markdown of a page with places for the sections that it had: [(old id, address that it leads to)].

    A place stands at what took over; where that is on another page, a line leads there, shown to those who come for it.
    """
    page = f"/{site_path(path)}"
    for old, end in pairs:
        if f"{{ #{old} }}" in text:
            continue
        section = section_of(end) if page_of(end) == page else ""
        heading = re.search(rf"^#+ .* {{ #{re.escape(section or 'top')} }}$", text, re.MULTILINE)
        place = f'<div id="{old}" class="former"></div>\n\n'
        if page_of(end) != page:
            way = _up(path) + end.lstrip("/")
            words = Markup.escape(notice)
            place = f'<p id="{old}" class="former former--moved" data-to="{way}"><a href="{way}">{words}</a></p>\n\n'
        at = heading.start() if heading else len(text)
        text = text[:at] + place + text[at:]
    if "former--moved" in text:
        text += f'\n<script src="{_up(path)}assets/onward.js"></script>\n'
    return text


def _way_into(book: Book, page: Any) -> dict[str, Any]:
    """What a page without a language says of a page of a book."""
    said = book.site["description"] if page.address == "home" else getattr(page, "summary", None)
    title = book.site["title"] if page.address == "home" else page.title
    return {
        "tag": book.language.tag,
        "name": book.language.name,
        "title": book.plain(title),
        "summary": book.plain(said or ""),
        "picture": _picture(book, page),
    }


def _picture(book: Book, page: Any) -> str:
    """The address of a page's card, below the site."""
    page = page.collection if page.anchor else page
    words = [page.title, getattr(page, "summary", None), page.collection.title if isinstance(page, Entry) else ""]
    if page.address == "home":
        words = [book.site["title"], book.site["description"], ""]
    elif isinstance(page, Leaf | Tomb):
        words[1] = Labels(book.labels)[f"{page.address}_summary" if isinstance(page, Leaf) else "retired"]
    stamp = cards.stamp(cards.make_card(*(book.plain(one or "") for one in [*words, book.site["title"]])))
    return f"{book.language.tag}/{cards.place(site_path(page.path))}?v={stamp}"


def make_all_graphs(book: Book) -> Graphs:
    """The diagrams of a book and what is near to each entry."""
    graphs = make_graphs(book)
    return Graphs(graphs, nearest(graphs))


def _fault(error: Exception, template: str, path: str = "", source: str = "") -> Problem:
    """The problem behind an exception: the innermost template line it passed through, and what it was to print.

    `path` is the page and `source` the data file that it is made from, if a page is being printed.
    """
    name, line, field = getattr(error, "filename", None), getattr(error, "lineno", None), ""
    trace = error.__traceback__
    while trace:
        frame, values = trace.tb_frame.f_code, trace.tb_frame.f_locals
        if frame.co_filename.endswith(".j2"):
            name, line = frame.co_filename, trace.tb_lineno
        elif frame is _included.__code__:
            field = values["part"].name if isinstance(values["part"], Part) else ""
        elif frame is FileSystemLoader.get_source.__code__:
            template = values["template"]
        trace = trace.tb_next
    file = Path(name or "") if name and Path(name).is_file() else None
    shown = f"templates/{template}"
    if file and "templates" in (parts := file.parts):
        shown = Path(*parts[len(parts) - 1 - parts[::-1].index("templates") :]).as_posix()
    code, reason = _reason(error)
    column, end = _word(file.read_text(encoding="utf-8", errors="replace") if file else "", line or 1, reason)
    place = f"{field} of {source}" if field and source else source
    made = f"cannot print {path}{f' ({place})' if place else ''}: " if path else ""
    return Problem(shown, line or 1, column, "", f"{made}{reason}; mend the template", code, end)


def _reason(error: Exception) -> tuple[str, str]:
    """The code of a template's fault, and what it is."""
    reason = (str(error).partition("\n")[0] or type(error).__name__).rstrip(".")
    match error:
        case UnicodeDecodeError():
            return "E011", "the template is not UTF-8"
        case TemplateNotFound():
            return "E503", f"there is no template '{error.name}'"
        case TemplateAssertionError() | UndefinedError():
            return "E502", reason
        case TemplateSyntaxError():
            return "E501", reason
    return "E502" if reason.startswith(("No test named", "No filter named")) else "E504", reason


def _word(text: str, line: int, reason: str) -> tuple[int, int]:
    """The columns of what a reason speaks of in a line of a template; of its first letter if it cannot be told."""
    rows = text.splitlines()
    row = rows[line - 1] if 0 < line <= len(rows) else ""
    for word in reversed(re.findall(r"'([^']+)'", reason)):
        if found := re.search(rf"(?<!\w){re.escape(word)}(?!\w)", row):
            return found.start() + 1, found.end() + 1
    return len(row) - len(row.lstrip()) + 1, 0


# What templates may call. Everything that is printed and is not yet Markdown passes through _print.


@pass_context
def _print(context: Context, value: Any) -> Any:
    """Finalizes every `{{ … }}`: words of the data become Markdown, in their own language if need be.

    In HTML templates they are escaped for HTML; YAML templates quote for themselves, with tojson.
    """
    if value.__class__ is Markup or not isinstance(value, str):
        return value
    if context.name.endswith(".txt.j2"):  # type: ignore[union-attr]
        return _unmarked(value)
    if not context.name.endswith(".md.j2"):  # type: ignore[union-attr]
        return value if context.name.endswith(".yml.j2") else Markup.escape(value)  # type: ignore[union-attr]
    if _MARKS.isdisjoint(value):
        text = _unmarked(value)
    else:
        text = Markup(inline.to_markdown(value, lambda address, words: _inline_link(context, address, words)))
    return _noted(context, value, _in_language(value, text)) if getattr(value, "state", None) else text


@lru_cache(maxsize=2_000)
def _unmarked(words: str) -> Markup:
    return Markup(inline.to_markdown(words, lambda address, words: ""))


def _noted(context: Context, words: Any, text: str, before: str = " ") -> Markup:
    """Words that are printed, with a note on how they stand."""
    note = Markup.escape(context["label"][NOTES[words.state]])
    return Markup(f'{text}{before}<small class="state state--{words.state}">({note})</small>')


def _in_language(words: str, markdown: str) -> str:
    """Markdown marked with the language of its words, where that is not the page's."""
    lang = getattr(words, "lang", None)
    return f'<span lang="{lang}">{markdown}</span>' if lang else markdown


def _inline_link(context: Context, address: str, words: str | None) -> str:
    return _link(context, _entry(context, address), words)


def _entry(context: Context, address: str) -> Entry:
    return context["book"].ties.found[address]


@pass_context
def _link(context: Context, target: Entry | Collection | Leaf, words: str | None = None) -> Markup:
    """A Markdown link to an entry or overview, relative to the page that is printed."""
    path = "" if target.path == context["path"] else _way(posixpath.dirname(context["path"]) or ".", target.path)
    anchor = f"#{target.anchor}" if target.anchor else ""
    words = target.title if words is None else words
    text = _in_language(words, _escaped(words))
    return Markup(f"[{text}]({path}{anchor})")


@pass_context
def _whole_link(context: Context, target: Entry | Collection | Leaf, words: str | None = None) -> Markup:
    """The same for text that is read elsewhere: with the whole address."""
    book, words = context["book"], target.title if words is None else words
    address = f"{book.site['url']}{book.language.tag}/{site_path(target.path)}"
    anchor = f"#{target.anchor}" if target.anchor else ""
    return Markup(f"[{_in_language(words, _escaped(words))}]({address}{anchor})")


@lru_cache(maxsize=10_000)
def _way(start: str, path: str) -> str:
    return posixpath.relpath(path, start)


@lru_cache(maxsize=10_000)
def _escaped(words: str) -> str:
    return inline.escape(words, at_start=False)


def _standing(book: Book) -> dict[str, Any]:
    """What the page on the translation shows."""
    book.ties.reads.add(("translations", STANDING))
    return {"rows": rows(book), "unfinished": unfinished(book)}


def embedded(tag: str, diagram: str) -> str:
    """The files of a diagram that other sites show, without their suffixes."""
    return f"docs/{COPIES}/{tag}/diagrams/{diagram}"


def site_path(path: str) -> str:
    """The address that MkDocs gives to a Markdown file, from the root of its language."""
    if f"/{path}".endswith("/index.md"):
        return path.removesuffix("index.md")
    return path.removesuffix(".md") + "/"


def _up(path: str) -> str:
    return "../" * site_path(path).count("/")


@pass_context
def _plain(context: Context, value: str) -> str:
    """Words without any mark, as descriptions need them."""
    return inline.to_plain(value, lambda address: _entry(context, address).title)


@pass_context
def _html(context: Context, value: str) -> Markup:
    """Words without any mark, safe in HTML."""
    return Markup.escape(_plain(context, value))


@pass_context
def _verbatim(context: Context, words: str) -> Markup:
    """Words to copy, as they stand, in a block that no run of backticks in them can end."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", words)), default=0))
    text = words.strip("\n")
    block = Markup(f"{fence}\n{text}\n{fence}")
    return _noted(context, words, block, "\n\n") if getattr(words, "state", None) else block


@pass_context
def _card(context: Context, title: str, text: str = "", over: str = "") -> str:
    """The stamp of a page's card."""
    words = [_plain(context, one) for one in (title, text, over, context["site"]["title"])]
    return cards.stamp(cards.make_card(*words))


@pass_context
def _linked(context: Context, page: Entry | Collection | None = None) -> str:
    """What the page that is printed is to search engines; without one, the site."""
    said = context["site"] if page is None else page.data
    summary = said["description"] if page is None else said.get("summary")
    return linked.describe(
        linked.SITE if page is None else linked.type_of(page),
        _plain(context, said["title"]),
        [_plain(context, name) for name in said.names[1:]],
        _plain(context, summary) if summary else None,
        said["title"].lang or context["book"].language.tag,
    )


def _math(latex: str) -> Markup:
    return Markup(inline.math(latex, block=True))


@pass_context
def _cell(context: Context, part: Part) -> Markup:
    """A field on one line, as tables and lists of facts show it."""
    return _included(context, "cells", part)


@pass_context
def _section(context: Context, part: Part) -> Markup:
    """A field as a section of its own shows it; kinds without such a template look as in a cell."""
    return _included(context, "sections", part) or _cell(context, part)


def _included(context: Context, folder: str, part: Part) -> Markup:
    try:
        template = context.environment.get_template(f"{folder}/{part.kind}.md.j2")
    except TemplateNotFound:
        if folder == "sections":
            return Markup("")
        raise
    values = context.get_all() | {"part": part, "value": part.value}
    text = "".join(template.root_render_func(template.new_context(values, shared=True)))
    return Markup(" ".join(text.split()) if folder == "cells" else text.strip("\n"))


@pass_context
def diagram(context: Context, graph: Graph, here: Sequence[Node] = ()) -> Markup:
    """The Mermaid source of a diagram as the page that is printed shows it."""
    return Markup(with_here(_source(graph, _up(context["path"])), here))


@lru_cache(maxsize=1000)
def _source(graph: Graph, up: str) -> str:
    return to_mermaid(graph, lambda entry: up + site_path(entry.path))
