"""A project folder -> an Edition: every generated file of it, or every fault. Composes the steps of press/."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from press.book import Book, make_book
from press.check import check, missing_labels, read_languages
from press.diagrams import draw
from press.diagrams.graph import make_graphs
from press.diagrams.mermaid import neutral, to_mermaid
from press.load import load
from press.model import HOUSE, Faulty, Language, Page, Problem
from press.render import Renderer, site_path
from press.shapes import read_shapes


@dataclass(frozen=True)
class Edition:
    """All generated files of a project, and what is needed to publish them."""

    pages: list[Page]
    languages: list[Language]
    url: str


def prepare(project: Path, tell: Callable[[str], None] = lambda words: None) -> Edition:
    """Reads, checks and prints the project without writing anything. Raises Faulty with every problem."""
    tell("reading the data")
    sources, problems = load(project)
    try:
        languages, fallback = read_languages(sources)
    except Faulty as faulty:
        raise Faulty(problems + faulty.problems) from None
    if not (project / "mkdocs.base.yml").is_file():
        problems.append(Problem("mkdocs.base.yml", 0, 0, "", "is missing; copy it and theme/ from another project"))
    shapes = read_shapes(project, languages, fallback)
    problems += check(sources, shapes)
    if problems:
        raise Faulty(problems)
    tell("printing the pages")
    books = [make_book(sources, shapes, languages, language) for language in languages]
    renderer = Renderer(project)
    pages = renderer.pages(books)
    if faults := missing_labels(renderer.labels_used, sources):
        raise Faulty(faults)
    loader = (HOUSE / "theme" / "assets" / "diagrams.js").read_text(encoding="utf-8")
    folders = ["docs", *(f"docs/{language.tag}" for language in languages)]
    pages += [Page(f"{folder}/assets/diagrams.js", loader) for folder in folders]
    pages += drawings(project, books, tell)
    return Edition(pages, languages, books[0].site["url"])


def drawings(project: Path, books: list[Book], tell: Callable[[str], None]) -> list[Page]:
    """The drawing of each diagram in each language: kept if it is there, else drawn; none if it cannot be."""
    found: list[Page] = []
    for book in books:
        for graph in make_graphs(book):
            source = neutral(to_mermaid(graph, lambda entry: site_path(entry.path)))
            path = f"docs/drawings/{draw.key(source)}.svg"
            if text := _kept(project / path):
                found.append(Page(path, text))
                continue
            tell(f"drawing {graph.id} ({book.language.tag})")
            try:
                found.append(Page(path, draw.draw(source)))
            except draw.NotDrawn as reason:
                tell(f"done: {graph.id} is left to the reader's browser, because {reason}")
    return found


def _kept(path: Path) -> str | None:
    """A drawing made before, unless it was changed or the renderer that is installed here is another."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return text if draw.genuine(text) else None
