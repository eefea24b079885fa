"""An edit of one entry -> its pages, in memory and at once. What else an edit may change is left to a whole build."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from press.book import make_book
from press.check import check, read_languages
from press.digest import digest
from press.gist import Gist, make_gist
from press.host import command
from press.host.engine import Engine
from press.links import lock
from press.load import data_files, read, unread
from press.model import Faulty, Language, Problem, Source, Standing
from press.passages import address_of, passages
from press.render import Renderer, make_all_graphs
from press.shapes import read_shapes
from press.translations import lock as wordings
from press.translations import states

IN_MENU = {"title", "abbreviation", "summary"}
"""Fields that other pages may show if the page stands in the menu."""


class Live:
    """A project that was built, held ready for edits."""

    def __init__(self, project: Path, ledger: Mapping[str, Any]) -> None:
        """`ledger` is that of the edition that was built. Raises whatever a broken project makes it raise."""
        self.project = project
        self.gists = {name: Gist.of(row) for name, row in ledger["origins"]["gists"].items()}
        files = {name: project / name for name in data_files(project)}
        there = [name for name, file in files.items() if file.is_file()]
        self.sources = {name: unread(name, files[name].read_bytes, self.gists[name].brief) for name in there}
        sources = list(self.sources.values())
        self.languages, fallback = read_languages(sources)
        self.shapes = read_shapes(project, self.languages, fallback)
        self.translated, addresses = wordings.load(project), {address_of(one.collection, one.id) for one in sources}
        self.gone = states.gone_lines(self.translated, addresses)
        self.standing = Standing()
        for source in sources:
            self._stand(source, self.gists[source.path])
        self.books = [
            make_book(sources, self.shapes, self.languages, language, self.gists, self.standing)
            for language in self.languages
        ]
        graphs = {book.language.tag: make_all_graphs(book) for book in self.books}
        self.drawn = {read for book in self.books for read in book.ties.reads}
        self.tasks = {task.path: task for task in Renderer(project).tasks(self.books, graphs, lock.load(project))}
        self.engines = {language.tag: self._engine(language, ledger["edition"]["url"]) for language in self.languages}
        for book in self.books:  # the first page is slow, because templates are compiled for it
            for entry in [entry for entry in book.entries if not entry.collection.one_page][:1]:
                self._page(book.language.tag, entry.path)

    def _engine(self, language: Language, url: str) -> Engine:
        os.environ.update(command.environment(self.project, language, url.rstrip("/") + "/"))
        config = self.project / f"mkdocs.{language.tag}.yml"
        engine = Engine(config, self.project / "site" / language.tag)
        engine.prepare()
        return engine

    def edit(self, path: Path) -> dict[str, bytes] | None:
        """The pages that an edit of an entry's file changed, by their path below site/; None if it takes a whole build.

        Raises Faulty with what is wrong with the file; the pages before the edit are then still the last good ones.
        """
        name = path.relative_to(self.project).as_posix()
        old, gist = self.sources.get(name), self.gists.get(name)
        address = f"{old.collection}/{old.id}" if old else ""
        entries = [book.ties.found.get(address) for book in self.books]
        if old is None or gist is None or not all(entries) or not path.is_file():
            return None
        source = read(path, self.project)
        if not isinstance(source, Source):
            raise Faulty([source] if isinstance(source, Problem) else [])
        sources = self.sources | {name: source}
        titles = {name: one.title for name, one in self.gists.items()}
        if problems := check(list(sources.values()), self.shapes, {name}, titles):
            raise Faulty(problems)
        fresh = make_gist(source, self.shapes)
        fields = gist.fields.keys() | fresh.fields.keys()
        changed = {field for field in fields if gist.fields.get(field) != fresh.fields.get(field)}
        if fresh.ties != gist.ties or any((address, field) in self.drawn for field in changed):
            return None
        if not changed:
            return {}
        pages = [(book.language.tag, entry.path) for book, entry in zip(self.books, entries, strict=True) if entry]
        if not changed.isdisjoint(IN_MENU) and any(self._in_menu(tag, place) for tag, place in pages):
            return None
        self._stand(source, fresh)
        for entry in entries:
            if entry:
                entry.rewrite(source)
        self.sources, self.gists[name] = sources, fresh
        for _, target, inverse in fresh.ties if not changed.isdisjoint(path[0] for path, _, _ in fresh.ties) else ():
            for book in self.books if inverse else ():
                if target in book.ties.found:
                    book.ties.found[target].forget()
        return dict(self._page(tag, place) for tag, place in pages)

    def _stand(self, source: Source, gist: Gist) -> None:
        """Notes how the texts of a data file stand."""
        tags, address = self.shapes.tags, address_of(source.collection, source.id)
        judged: list[states.Judged] = []
        block = self.translated.blocks.get(address, "")
        if (block or self.gone) and digest(block.encode()) != gist.sign:
            found = passages(source.data, tags)
            judged = states.judge(found, states.known_lines(address, found, self.translated, self.gone), tags)
        states.stand(self.standing, address, gist, judged, tags)

    def _in_menu(self, tag: str, place: str) -> bool:
        return any(page.file.src_uri == place for page in self.engines[tag].nav.pages)

    def _page(self, tag: str, place: str) -> tuple[str, bytes]:
        text = self.tasks[f"docs/{tag}/{place}"].print().text
        engine = self.engines[tag]
        file = engine.file(place)
        file.content_string = text
        html, _, _ = engine.make(file)
        return f"{tag}/{file.dest_uri}", html.encode("utf-8", errors="xmlcharrefreplace")
