"""docs/LANGUAGE -> site/LANGUAGE inside this process, a page at a time. The only module that knows MkDocs' insides.

It runs MkDocs' own steps on MkDocs' own objects and leaves out what a page does not need: one Markdown parser
serves all pages, pages that differ in words only share one print of the template (`press.host.shell`), and pages
whose inputs did not change are kept. Its files are those of `mkdocs build`, byte for byte; whatever it does not
know (another plugin, a hook, a warning) it leaves to that command.
"""

from __future__ import annotations

import json
import logging
import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, FileSystemLoader
from mkdocs.commands import build as stock
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from press.diagrams import fence
from press.host.parsers import OneParser, quick
from press.host.shell import Address, Opaque, Shell, Slot, cut, refuse_slots, token
from press.timing import step

PRIVATE = {
    "mkdocs.commands.build": ("get_context", "_build_theme_template", "_build_extra_template"),
    "mkdocs.config.defaults": ("MkDocsConfig.plugins.plugin_cache",),
    "mkdocs.structure.pages": ("markdown",),
    "markdown.treeprocessors": (
        "InlineProcessor._InlineProcessor__handleInline",
        "InlineProcessor._InlineProcessor__applyPattern",
    ),
    "material.plugins.search.plugin": ("Parser", "SearchIndex.entries", "SearchIndex.generate_search_index"),
}
"""The undocumented names of MkDocs and Material that this module uses."""

SEARCH = "material/search"
KNOWN_PLUGINS = {SEARCH, "mermaid2"}
"""Plugins whose events look at one page at a time, and only at its content or its finished HTML."""

MAX_SHELLS = 300
"""How many sets of shells are worth keeping; a set takes 20 to 30 kB."""

_PLACE = "<!--picture-->"
_SLOTS = ("title", "description", "card", "source", "around", "data", "linked")


class NotKnown(Exception):
    """MkDocs itself must build this site; says why."""


@dataclass
class Made:
    """What is to be known of a finished page so that it need not be made again or read again."""

    search: int
    """The length of its records in the search index, in bytes."""
    pictures: list[str]
    """The file names of the drawings that it shows, or would show if they were there."""
    anchors: list[str]
    links: dict[str, dict[str, str]]
    """The anchors of other pages that it links to: path -> anchor -> link as written."""
    looked: list[str]
    """The paths of other files that its links may mean."""


class Engine:
    """MkDocs set up for one language, as `mkdocs build` sets it up."""

    def __init__(self, config_file: Path, target: Path) -> None:
        """Raises NotKnown if the configuration asks for what only MkDocs itself can do."""
        plugins: Any = MkDocsConfig.plugins
        plugins.plugin_cache.clear()  # or the engines of one process share their plugins
        self.config = load_config(str(config_file), site_dir=str(target))
        if strange := set(self.config.plugins) - KNOWN_PLUGINS:
            raise NotKnown(f"plugin {', '.join(sorted(strange))}")
        if self.config.hooks:
            raise NotKnown("hooks")
        self.config.plugins.on_startup(command="build", dirty=False)
        self.config = self.config.plugins.on_config(self.config)
        self.config.plugins.on_pre_build(config=self.config)
        self.templates: set[str] = set()
        """The names of all templates that were asked for so far."""
        self._shells: dict[tuple[str, ...], list[Shell] | None] = {}
        self._parser = OneParser()
        self._looked: set[str] = set()

    def begin(self) -> None:
        """Gets all ready that does not depend on docs/."""
        self._environment  # noqa: B018
        options = {"extensions": self.config.markdown_extensions, "extension_configs": self.config.mdx_configs or {}}
        self._parser.Markdown(**options).convert("words")

    def aim(self, target: Path) -> None:
        """Lets it write into another folder, before it has looked for the first file."""
        self.config.site_dir = str(target)

    @cached_property
    def files(self) -> Files:
        """Every file of the site, pages first known by their address only."""
        files = get_files(self.config)
        files.add_files_from_theme(self._environment, self.config)
        files = self.config.plugins.on_files(files, config=self.config)
        set_exclusions(files, self.config)
        known, find = files.src_uris, files.get_file_from_path

        def look(path: str) -> File | None:
            self._looked.add(path)
            return known.get(path) or find(path)

        files.get_file_from_path = look  # type: ignore[method-assign]
        return files

    @cached_property
    def nav(self) -> Navigation:
        """The menu, with all that its pages say of themselves."""
        nav = get_navigation(self.files, self.config)
        nav = self.config.plugins.on_nav(nav, config=self.config, files=self.files)
        for page in nav.pages:
            page.read_source(self.config)
            if "title" not in page.meta:
                raise NotKnown(f"{page.file.src_uri} has no title in its head")
            _close(page)
        return nav

    def page(self, file: File) -> Page:
        """The page of a file, once the menu is there."""
        if not file.page:
            file.page = Page(None, file, self.config)
            _close(file.page)
        return file.page

    @cached_property
    def _environment(self) -> Any:
        environment = self.config.theme.get_env()
        environment.auto_reload = False
        environment.loader = _Loader(FileSystemLoader(self.config.theme.dirs), self.templates)
        return environment

    @cached_property
    def environment(self) -> Any:
        """The theme's templates; their filters refuse texts with slots."""
        environment = self.config.plugins.on_env(self._environment, config=self.config, files=self.files)
        environment.filters |= {name: refuse_slots(filter_) for name, filter_ in environment.filters.items()}
        return environment

    @cached_property
    def pages(self) -> Sequence[File]:
        """The files that become pages, in the order of the search index."""
        return self.files.documentation_pages()

    def frame(self) -> None:
        """Writes all that is not a page: the theme's files, 404.html, the sitemap, what else stands in docs/."""
        self.nav  # noqa: B018  the templates need it
        for file in self.pages:
            self.page(file)
        self.files.copy_static_files()
        for name in self.config.theme.static_templates:
            stock._build_theme_template(name, self.environment, self.files, self.config, self.nav)
        for name in self.config.extra_templates:
            stock._build_extra_template(name, self.files, self.config, self.nav)

    def make(self, file: File) -> tuple[str, str, Made]:
        """The HTML of a page, its records for the search index as JSON, and what is to be known of it."""
        with quick(self._parser):
            return self._make(file)

    def _make(self, file: File) -> tuple[str, str, Made]:
        self.nav  # noqa: B018
        page = self.page(file)
        config, files, plugins = self.config, self.files, self.config.plugins
        self._looked = set()
        fence.wanted.clear()
        page = plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        with step("Markdown"):
            page.render(config, files)
        page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)
        looked = sorted(self._looked)
        html, records = self._print(page)
        html = plugins.on_post_page(html, page=page, config=config)
        _close(page)
        made = Made(
            search=len(records),
            pictures=sorted(fence.wanted),
            anchors=sorted(page.present_anchor_ids or ()),
            links={target.src_uri: dict(links) for target, links in (page.links_to_anchors or {}).items()},
            looked=looked,
        )
        return html, records, made

    def _print(self, page: Page) -> tuple[str, str]:
        index = self._index
        page.active = True
        context = stock.get_context(self.nav, _CLOSED, self.config, page)
        name = page.meta.get("template", "main.html")
        page.content, pictures = _without_pictures(page.content or "")
        with step("search index"):
            context = self.config.plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
        page.content = _with_pictures(page.content, pictures)
        try:
            with step("template"):
                html = self._from_shell(page, context, name)
        finally:
            page.active = False
        records = json.dumps(index.entries, separators=(",", ":"), default=str)[1:-1] if index else ""
        return html, records

    @property
    def _index(self) -> Any:
        """The search index of Material, emptied; None if the site has none."""
        plugin: Any = self.config.plugins.get(SEARCH)
        if plugin:
            plugin.search_index.entries = []
        return plugin and plugin.search_index

    def _from_shell(self, page: Page, context: Any, name: str) -> str:
        def stock_print() -> str:
            return self.environment.get_template(name).render(context)

        words = _words(page)
        if page in self.nav.pages or words is None:
            return stock_print()
        key = (name, posixpath.dirname(page.url.rstrip("/")), _rest(page))
        shells = self._shells.setdefault(key, [])
        if shells is None:
            return stock_print()
        for shell in shells:
            if shell.fits(words):
                return shell.fill(words)
        html = stock_print()
        shell = Shell()
        try:
            text = self.environment.get_template(name).render(context | {"page": _Twin(page, words, shell)})
            shell = cut(text, shell)
        except Exception:  # a slot may make a filter or a macro raise whatever it raises for a wrong type
            self._shells[key] = None
            return html
        if shell.fill(words) != html:
            self._shells[key] = None
        else:
            shells.append(shell)
        return html

    @property
    def shells(self) -> list[Any]:
        """The shells so far as plain values, the newest last."""
        rows = [[key, None if shells is None else [one.row for one in shells]] for key, shells in self._shells.items()]
        return rows[-MAX_SHELLS:]

    def recall(self, rows: Sequence[Any]) -> None:
        """Takes the shells of an earlier engine, whose templates, menu and configuration were the same."""
        self._shells = {tuple(key): None if found is None else [Shell.of(*row) for row in found] for key, found in rows}

    def check_anchors(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        """Lets MkDocs look for links to anchors that are not there; `rows` knows every page by its path."""
        self.nav  # noqa: B018
        for file in self.pages:
            if links := rows[file.src_uri]["links"]:
                page = self.page(file)
                page.links_to_anchors = {self.file(uri): said for uri, said in links.items()}
                for target in page.links_to_anchors:
                    self.page(target).present_anchor_ids = set(rows[target.src_uri]["anchors"])
                page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)

    def prepare(self) -> None:
        """Gets all ready that pages have in common, so that each of them is made at once."""
        self.nav  # noqa: B018
        self.environment.get_template("main.html")

    def file(self, uri: str) -> File:
        """The file of a page by its path."""
        file = self.files.get_file_from_path(uri)
        assert file is not None
        return file

    def search_index(self, records: Sequence[str]) -> str | None:
        """The search index of the pages' records, or None if the site has none."""
        index = self._index
        if index is None:
            return None
        empty = index.generate_search_index(None)
        assert empty.endswith('"docs":[]}')
        return empty[:-2] + ",".join(record for record in records if record) + "]}"


@contextmanager
def complaints() -> Iterator[list[str]]:
    """A list of what MkDocs warns of in the meantime."""
    handler = _Complaints(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(handler)
    try:
        yield handler.messages
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)


class _Complaints(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class _Loader(BaseLoader):
    """A loader of templates that notes each name it is asked for."""

    def __init__(self, loader: FileSystemLoader, names: set[str]) -> None:
        self._loader, self._names = loader, names

    def get_source(self, environment: Any, template: str) -> Any:
        self._names.add(template)
        return self._loader.get_source(environment, template)

    def list_templates(self) -> list[str]:
        """All but those in hidden folders, which no theme publishes; Material has 14,000 icons there."""
        found: set[str] = set()
        for folder in self._loader.searchpath:
            for root, inner, names in os.walk(folder):
                inner[:] = [name for name in inner if not name.startswith(".")]
                start = os.path.relpath(root, folder)
                found.update(name if start == "." else f"{start}/{name}".replace(os.sep, "/") for name in names)
        return sorted(found)


class _Closed:
    """Stands for what no page may look at, because it would then have to be made again whenever that changes."""

    def _refuse(self, *unused: Any) -> Any:
        raise NotKnown("the theme looks at other pages than those of the menu, or at what they say")

    __getattr__ = __str__ = __bool__ = __iter__ = __len__ = __getitem__ = __contains__ = __eq__ = _refuse
    __hash__ = None  # type: ignore[assignment]


_CLOSED: Any = _Closed()


def _close(page: Page) -> None:
    """Keeps what a page says from the templates of other pages."""
    page.content = page.markdown = page.toc = _CLOSED


class _Twin:
    """A page with slots in the place of its words. What it is not given here it will not answer."""

    def __init__(self, page: Page, words: Mapping[str, str], shell: Shell) -> None:
        slots = {name: Slot(name, words[name], shell) for name in words if name != "slug"}
        self.meta = {name: slots.get(name, value) for name, value in page.meta.items()}
        self.title = slots["title"]
        self.content = slots["content"]
        self.canonical_url = slots.get("canonical", page.canonical_url)
        self.url = Address(f"{posixpath.dirname(page.url.rstrip('/'))}/{token('slug')}/")
        self.toc = TableOfContents([_headless(page.toc.items[0], slots["heading"]), *page.toc.items[1:]])
        self.is_homepage, self.is_index, self.is_page = False, False, True
        self.is_section = self.is_link = False
        self.edit_url = page.edit_url
        self.previous_page = page.previous_page
        self.next_page = page.next_page
        self.parent = self.children = None
        self.active = True

    def __getattr__(self, name: str) -> Any:
        raise Opaque(name)


def _without_pictures(html: str) -> tuple[str, list[str]]:
    """The content of a page without its drawings, which no plugin looks at, and the drawings."""
    start, *framed = html.split(f"{fence.FRAME}<svg")
    pairs = [part.partition("</section>") for part in framed]
    rest = "".join(f"{fence.FRAME}{_PLACE}{end}{after}" for _, end, after in pairs)
    return start + rest, [f"<svg{picture}" for picture, _, _ in pairs]


def _with_pictures(html: str, pictures: Sequence[str]) -> str:
    parts = html.split(_PLACE)
    return "".join(part for pair in zip(parts, [*pictures, ""], strict=True) for part in pair)


def _headless(link: AnchorLink, title: Any) -> AnchorLink:
    copy = AnchorLink(title, link.id, link.level)
    copy.children = link.children
    return copy


def _words(page: Page) -> dict[str, str] | None:
    """The words of a page that go into slots, or None if it needs a print of its own."""
    path, _, slug = page.url.rstrip("/").rpartition("/")
    words = {name: page.meta[name] for name in _SLOTS if name in page.meta}
    words |= {"content": page.content, "canonical": page.canonical_url, "slug": slug}
    if "title" not in words or not path or not page.url.endswith("/") or page.file.name == "index" or not len(page.toc):
        return None
    words["heading"] = page.toc.items[0].title
    if not all(isinstance(one, str) for one in words.values()):
        return None
    return words


def _rest(page: Page) -> str:
    """All else that a print of this page may show, as one text."""
    meta = {name: None if name in _SLOTS else value for name, value in page.meta.items()}
    return json.dumps([meta, _outline(page.toc.items, title=False), page.edit_url], default=repr, sort_keys=True)


def _outline(toc: Sequence[AnchorLink], *, title: bool = True) -> list[Any]:
    """The table of contents as plain values, its first title on demand only."""
    return [
        [one.id, one.level, one.title if title or place else None, _outline(one.children)]
        for place, one in enumerate(toc)
    ]
