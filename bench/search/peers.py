"""What other engines answer to the same queries, each as its host ships it, over the same Markdown.

Stock MkDocs with Material builds the Markdown of docs/ once for each language. Material's own worker gets the index
that came with it; MiniSearch gets the same sections with VitePress's settings; Pagefind indexes the HTML. All three
answer in Chromium. They are spared what would only hurt them, and what ours does not index either: diagrams, links to
the pages before and after, and the list of all names, which else outranks the pages that it leads to. The other names
of a page are kept, and stand apart.
"""

from __future__ import annotations

import functools
import gzip
import html
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
"""The system's Chromium if there is one, else the driver's own."""
MINISEARCH, PAGEFIND = "7.2.0", "1.6.0"
RESULTS = 10
SHOWN = 5
"""How many results Pagefind's own interface fetches at first."""
SAMPLE = 25
"""One in so many queries is asked cold."""
ASIDE = re.compile(
    r'^```mermaid\n.*?^```\n|<details class="twin".*?</details>|<nav class="pager".*?</nav>'
    r"|<figcaption.*?</figcaption>",
    re.S | re.M,
)
CONFIG = """\
site_name: "{title}"
docs_dir: docs
site_dir: site
theme: {{name: material, language: {site}}}
plugins:
  search: {{}}
markdown_extensions:
  attr_list: {{}}
  def_list: {{}}
  md_in_html: {{}}
  tables: {{}}
  toc: {{permalink: true}}
  pymdownx.superfences: {{}}
"""
START_MATERIAL = """async () => {
  const config = JSON.parse(document.getElementById("__config").textContent);
  const index = await (await fetch("/search/search_index.json")).json();
  const worker = new Worker("/" + config.search);
  const wait = (message, type) => new Promise((done) => {
    worker.onmessage = ({ data }) => data.type === type && done(data.data);
    worker.postMessage(message);
  });
  const setup = { config: index.config, docs: index.docs, options: { suggest: false } };
  await wait({ type: 0, data: setup }, 1);
  window.ask = async (query) => (await wait({ type: 2, data: query }, 3)).items.map((page) => page[0].location);
}"""
START_MINISEARCH = """async () => {
  await new Promise((done) => {
    const script = document.createElement("script");
    Object.assign(script, { src: "/peers/minisearch.js", onload: done });
    document.head.append(script);
  });
  const options = {
    fields: ["title", "titles", "text"],
    storeFields: ["title", "titles"],
    searchOptions: { fuzzy: 0.2, prefix: true, boost: { title: 4, text: 2, titles: 1 } },
  };
  const response = await fetch("/peers/minisearch.json");
  const index = response.ok ? MiniSearch.loadJSON(await response.text(), options) : new MiniSearch(options);
  window.make = (sections) => { index.addAll(sections); return JSON.stringify(index); };
  window.ask = async (query) => index.search(query).map(({ id }) => id);
}"""
START_PAGEFIND = """async () => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  window.ask = async (query, most) => {
    const { results } = await pagefind.search(query);
    return Promise.all(results.slice(0, most).map(async (one) => (await one.data()).url));
  };
}"""


class NotHere(Exception):
    """Says why a peer cannot be measured here."""


def build(docs: Path, site: str, work: Path) -> Path:
    """The Markdown of a language as stock Material builds it; the folder of its HTML."""
    place = work / site
    shutil.rmtree(place, ignore_errors=True)
    for file in sorted((docs / site).rglob("*.md")):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"^search: \{exclude.*\n", "", text, count=1, flags=re.M)
        text = ASIDE.sub("", text).replace("</span><span", "</span>, <span")
        if "\nkind: a-z\n" in text:
            text = text[: text.index("\n", text.index("\n# ") + 1) + 1]
        copy = place / "docs" / file.relative_to(docs / site)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8")
    (place / "mkdocs.yml").write_text(CONFIG.format(title="Handbook", site=site), encoding="utf-8")
    _run([sys.executable, "-m", "mkdocs", "build", "-q"], place)
    return place / "site"


def install(work: Path) -> Path:
    """The folder of the packages from npm, installed unless they are there."""
    place = work / "npm"
    place.mkdir(parents=True, exist_ok=True)
    wanted = {"dependencies": {"minisearch": MINISEARCH, "pagefind": PAGEFIND}}
    if not (place / "node_modules" / "pagefind").is_dir():
        (place / "package.json").write_text(json.dumps(wanted), encoding="utf-8")
        _run(["npm", "install", "--no-audit", "--no-fund"], place)
    return place / "node_modules"


def _run(command: Sequence[str | Path], place: Path) -> None:
    try:
        done = subprocess.run(list(map(str, command)), cwd=place, capture_output=True, text=True, check=False)
    except OSError as fault:
        raise NotHere(str(fault)) from fault
    if done.returncode:
        raise NotHere(f"{command[0]} ended with {done.returncode}: {done.stderr[-300:]}")


def sections(site: Path) -> list[dict[str, Any]]:
    """The sections of all pages as VitePress gives them to MiniSearch: a title, the titles above it, and a text."""
    found: list[dict[str, Any]] = []
    titles: dict[str, str] = {}
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    for one in index["docs"]:
        page, _, place = one["location"].partition("#")
        title = html.unescape(re.sub("<[^>]*>", "", one["title"]))
        text = html.unescape(re.sub("<[^>]*>", " ", one["text"]))
        titles.setdefault(page, title)
        if place and text.strip():
            above = [] if title == titles[page] else [titles[page]]
            found.append({"id": one["location"], "title": title, "titles": above, "text": text})
    return found


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """A folder at an address of its own, and what is asked of it."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            asked.append(self.path.partition("?")[0])

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()


def packed(file: Path) -> int:
    """The bytes of a file as a host sends it: packed, unless it is packed already."""
    content = file.read_bytes()
    return min(len(content), len(gzip.compress(content, 9, mtime=0)))


def pages(answer: Sequence[str]) -> list[str]:
    """The pages of an answer, each once, as the labels write them."""
    return list(dict.fromkeys(one.partition("#")[0].lstrip("./") for one in answer))[:RESULTS]


def _minisearch(site: Path, modules: Path, tab: Page) -> None:
    place = site / "peers"
    place.mkdir(exist_ok=True)
    shutil.copy(modules / "minisearch" / "dist" / "umd" / "index.js", place / "minisearch.js")
    tab.evaluate(START_MINISEARCH)
    made = tab.evaluate("(sections) => window.make(sections)", sections(site))
    (place / "minisearch.json").write_text(made, encoding="utf-8")


def _pagefind(site: Path, modules: Path, _: Page) -> None:
    _run([modules / ".bin" / "pagefind", "--site", site, "--root-selector", "article"], modules.parent)


Prepare = Callable[[Path, Path, Page], None]
PEERS: dict[str, tuple[str, str, str, Prepare | None]] = {
    "Material": (metadata.version("mkdocs-material"), START_MATERIAL, "^/search/|/workers/|/lunr/", None),
    "MiniSearch": (MINISEARCH, START_MINISEARCH, "^/peers/", _minisearch),
    "Pagefind": (PAGEFIND, START_PAGEFIND, "^/pagefind/", _pagefind),
}
"""By name: the version, what starts it on a page, which files are its own, and what makes its index."""


def compare(docs: Path, queries: Sequence[dict[str, Any]], work: Path) -> dict[str, Any]:
    """By peer: its version, the pages that it gives for each query, its median bytes to a first result, or why not."""
    found: dict[str, Any] = {
        name: {"version": version, "urls": [[] for _ in queries], "bytes": {}} for name, (version, *_) in PEERS.items()
    }
    try:
        modules: Path | str = install(work)
    except NotHere as reason:
        modules = str(reason)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for site in dict.fromkeys(one["site"] for one in queries):
            folder = build(docs, site, work)
            own = [number for number, one in enumerate(queries) if one["site"] == site]
            for name, (_, start, files, prepare) in PEERS.items():
                if prepare and isinstance(modules, str):
                    found[name] |= {"absent": modules}
                    continue
                with served(folder) as (address, asked):
                    texts = [queries[number]["query"] for number in own]
                    if prepare and not isinstance(modules, str):
                        _with(browser, address, lambda tab, make=prepare: make(folder, modules, tab))  # noqa: B023
                    answers, sizes = _ask(browser, folder, address, asked, start, files, texts)
                found[name]["bytes"][site] = round(median(sizes))
                for number, answer in zip(own, answers, strict=True):
                    found[name]["urls"][number] = pages([one.removeprefix(address) for one in answer])
        browser.close()
    return found


def _with(browser: Browser, address: str, work: Callable[[Page], Any]) -> Any:
    context = browser.new_context(service_workers="block")
    try:
        tab = context.new_page()
        tab.goto(address, wait_until="domcontentloaded")
        return work(tab)
    finally:
        context.close()


def _ask(
    browser: Browser, folder: Path, address: str, asked: list[str], start: str, files: str, queries: Sequence[str]
) -> tuple[list[list[str]], list[int]]:
    """The answers to all queries, and the bytes of a first one for some."""

    def all_of(tab: Page) -> list[list[str]]:
        tab.evaluate(start)
        return [tab.evaluate("([query, most]) => window.ask(query, most)", [one, RESULTS]) for one in queries]

    def first(tab: Page, query: str) -> int:
        tab.evaluate(start)
        tab.evaluate("([query, most]) => window.ask(query, most)", [query, SHOWN])
        used = {folder / path.lstrip("/") for path in asked if re.search(files, path)}
        return sum(packed(file) for file in used if file.is_file())

    answers = _with(browser, address, all_of)
    sizes = []
    for one in queries[::SAMPLE]:
        asked.clear()
        sizes.append(_with(browser, address, lambda tab, one=one: first(tab, one)))  # noqa: B023
    return answers, sizes
