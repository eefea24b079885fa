"""Books and templates -> Pages. The only module that knows Jinja."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from press import inline
from press.alphabet import letters
from press.book import Book, Collection, Entry, Part, Text
from press.diagrams.graph import Graph, Node, make_graphs, nearest
from press.diagrams.mermaid import to_mermaid
from press.model import HOUSE, Faulty, Page, Problem

NAV_LIMIT = 8
"""A collection with more entries than this stands in the side menu as its overview only (a menu of all pages
makes MkDocs quadratic)."""
NOTICE = "Generated from {source} and templates/{template}. Edit those, not this."


class Labels(Mapping[str, Text]):
    """The fixed words of the pages; remembers which were asked for."""

    def __init__(self, labels: Mapping[str, Text]) -> None:
        self._labels = labels
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> Text:
        self.used.add(name)
        return self._labels.get(name, Text(name))

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)


@dataclass(eq=False)
class Leaf:
    """A page that is no entry and no collection, as something to link to."""

    title: Text
    path: str
    anchor: str = ""
    before: Entry | Collection | None = None
    after: Entry | Collection | None = None


class Renderer:
    """Prints books with the project's templates over the generator's own."""

    def __init__(self, project: Path) -> None:
        self.environment = ImmutableSandboxedEnvironment(
            loader=ChoiceLoader([FileSystemLoader(project / "templates"), FileSystemLoader(HOUSE / "templates")]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=_print,
        )
        self.environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        self.environment.filters |= {"cell": _cell, "math": _math, "html": _html}
        self.environment.globals |= {"link": _link, "section": _section, "diagram": diagram}
        self.labels_used: set[str] = set()

    def pages(self, books: Sequence[Book]) -> list[Page]:
        """Every generated file but the drawings. Raises Faulty for a template that cannot be used."""
        pages: list[Page] = []
        for book in books:
            pages += self._book(book)
        labels = [Labels(book.labels) for book in books]
        site = books[0].site
        shared = {
            "books": books,
            "book": books[0],
            "site": site,
            "labels": labels,
            "label": labels[0],
            "path": "",
            "nav_limit": NAV_LIMIT,
            "root": urlsplit(site["url"]).path,
        }
        pages.append(self._shared("mkdocs.yml.j2", "mkdocs.yml", shared | {"own": None}))
        for book in books:
            pages.append(self._shared("mkdocs.yml.j2", f"mkdocs.{book.language.tag}.yml", shared | {"own": book}))
        for name in ("index.html", "404.html"):
            pages.append(self._shared(f"{name}.j2", f"docs/{name}", shared))
        self.labels_used |= {name for one in labels for name in one.used}
        return pages

    def _book(self, book: Book) -> Iterator[Page]:
        graphs, label = make_graphs(book), Labels(book.labels)
        first, last = book.line[0], book.line[-1]
        home, a_z = Leaf(label["home"], "index.md", after=first), Leaf(label["a_z"], "a-z.md", before=last)
        first.before, last.after = home, a_z
        common = {"book": book, "site": book.site, "label": label, "a_z": a_z}
        yield self._page(
            "home.md.j2", "index.md", common, source="data/site.yml", page=home, shown=_shown(graphs, "home")
        )
        yield self._page("a-z.md.j2", "a-z.md", common, source="data/labels.yml", page=a_z, letters=letters(book))
        for collection in book.collections.values():
            default = "list.md.j2" if collection.one_page else "overview.md.j2"
            yield self._page(
                self._own(f"{collection.name}.overview.md.j2", default),
                collection.path,
                common,
                source=collection.source,
                page=collection,
                shown=_shown(graphs, collection.name),
            )
            for entry in [] if collection.one_page else collection.entries:
                near = nearest(graphs, entry)
                yield self._page(
                    self._own(f"{collection.name}.md.j2", "entry.md.j2"),
                    entry.path,
                    common,
                    source=entry.source,
                    page=entry,
                    shown=[near[0]] if near else [],
                    here=near[2] if near else [],
                    distance=near[1] if near else None,
                )
        self.labels_used |= label.used

    def _own(self, name: str, default: str) -> str:
        try:
            self.environment.get_template(name)
        except TemplateNotFound:
            return default
        except TemplateError:
            pass
        return name

    def _page(self, template: str, path: str, common: dict[str, Any], **own: Any) -> Page:
        book: Book = common["book"]
        notice = Markup(NOTICE.format(source=own["source"], template=template))
        values = {"here": [], "shown": [], "page": None} | common | own | {"path": path, "notice": notice}
        return self._print(template, f"docs/{book.language.tag}/{path}", values)

    def _shared(self, template: str, path: str, values: dict[str, Any]) -> Page:
        notice = Markup(NOTICE.format(source="data/site.yml", template=template))
        return self._print(template, path, values | {"notice": notice})

    def _print(self, template: str, path: str, values: dict[str, Any]) -> Page:
        try:
            text = self.environment.get_template(template).render(values)
        except Exception as error:  # a template can raise whatever its expressions raise
            raise Faulty([_fault(error, template, path)]) from error
        return Page(path, re.sub(r"\n{3,}", "\n\n", text).strip() + "\n")


def _fault(error: Exception, template: str, path: str) -> Problem:
    """The problem behind an exception: the innermost template line it passed through."""
    name, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            name, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    shown = f"templates/{Path(name).parts[-1] if name else template}"
    if name and (parts := Path(name).parts) and "templates" in parts:
        shown = Path(*parts[len(parts) - 1 - parts[::-1].index("templates") :]).as_posix()
    reason = str(error).partition("\n")[0] or type(error).__name__
    return Problem(shown, line or 1, 1, "", f"cannot print {path}: {reason}; mend the template")


def _shown(graphs: Sequence[Graph], place: str) -> list[Graph]:
    return [graph for graph in graphs if place in graph.shown_on]


# What templates may call. Everything that is printed and is not yet Markdown passes through _print.


@pass_context
def _print(context: Context, value: Any) -> Any:
    """Finalizes every `{{ … }}`: words of the data become Markdown, in their own language if need be.

    In HTML templates they are escaped for HTML; YAML templates quote for themselves, with tojson.
    """
    if isinstance(value, Markup) or not isinstance(value, str) or str(context.name).endswith(".yml.j2"):
        return value
    if str(context.name).endswith(".html.j2"):
        return Markup.escape(value)
    text = Markup(inline.to_markdown(value, lambda address, words: _inline_link(context, address, words)))
    if getattr(value, "lang", None):
        note = Markup.escape(context["label"]["untranslated"])
        return Markup(f'{_in_language(value, text)} <small class="untranslated">{note}</small>')
    return text


def _in_language(words: str, markdown: str) -> str:
    """Markdown marked with the language of its words, where that is not the page's."""
    lang = getattr(words, "lang", None)
    return f'<span lang="{lang}">{markdown}</span>' if lang else markdown


def _inline_link(context: Context, address: str, words: str | None) -> str:
    return _link(context, _entry(context, address), words)


def _entry(context: Context, address: str) -> Entry:
    collection, _, id_ = address.partition("/")
    return next(entry for entry in context["book"].collections[collection].entries if entry.id == id_)


@pass_context
def _link(context: Context, target: Entry | Collection | Leaf, words: str | None = None) -> Markup:
    """A Markdown link to an entry or overview, relative to the page that is printed."""
    start = posixpath.dirname(context["path"])
    path = posixpath.relpath(target.path, start or ".")
    if target.path == context["path"]:
        path = ""
    anchor = f"#{target.anchor}" if target.anchor else ""
    words = target.title if words is None else words
    text = _in_language(words, inline.escape(words, at_start=False))
    return Markup(f"[{text}]({path}{anchor})")


def site_path(path: str) -> str:
    """The address that MkDocs gives to a Markdown file, from the root of its language."""
    folder = re.sub(r"(^|/)index\.md$", r"\1", path)
    return folder if folder != path else path.removesuffix(".md") + "/"


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
    text = template.render({**context.get_all(), "part": part, "value": part.value})
    return Markup(" ".join(text.split()) if folder == "cells" else text.strip("\n"))


@pass_context
def diagram(context: Context, graph: Graph, here: Sequence[Node] = ()) -> Markup:
    """The Mermaid source of a diagram as the page that is printed shows it."""
    path = context["path"]
    return Markup(to_mermaid(graph, lambda entry: _up(path) + site_path(entry.path), here))
