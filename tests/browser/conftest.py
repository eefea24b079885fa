"""Builds a copy of the project once, serves it as a host would, and opens it in Debian's Chromium.

Every request to another host and every error in a page fails the test that caused it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
LANGUAGES = ("ko", "en")
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
SCREENS = {"phone": PHONE, "desktop": DESKTOP}
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


class Server(ThreadingHTTPServer):
    """A static host: folders have an index.html, wrong addresses get the nearest 404.html."""

    daemon_threads = True

    def __init__(self, mount: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.mount, self.headers, self.folder = mount, headers or {}, Path()
        self.url = f"http://127.0.0.1:{self.server_port}{mount}"

    def handle_error(self, request, client_address) -> None:
        """A browser that closes a page early is no error."""


class Handler(SimpleHTTPRequestHandler):
    server: Server

    def log_message(self, *args) -> None:
        """Says nothing."""

    def translate_path(self, path: str) -> str:
        path = unquote(urlsplit(path).path)
        inside = path.removeprefix(self.server.mount) if path.startswith(self.server.mount) else "outside the site"
        found = (self.server.folder / inside).resolve()
        slash = "/" if path.endswith("/") else ""
        return str(found) + slash if found.is_relative_to(self.server.folder) else "/nowhere"

    def end_headers(self) -> None:
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code, message=None, explain=None) -> None:
        first = urlsplit(self.path).path.removeprefix(self.server.mount).split("/")[0]
        body = (self.server.folder / (first if first in LANGUAGES else ".") / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def serving(mount: str, headers: dict[str, str] | None = None) -> Iterator[Server]:
    """A host that runs; what it serves is whatever its folder is set to."""
    with Server(mount, headers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@dataclass(frozen=True)
class Site:
    """A built site and where it is published."""

    folder: Path
    project: Path
    url: str
    soups: dict[str, BeautifulSoup] = field(default_factory=dict, repr=False)
    bases: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def mount(self) -> str:
        return urlsplit(self.url).path

    @cached_property
    def paths(self) -> list[str]:
        """The addresses of all pages from the root of the site: "", "ko/", "ko/404.html", "ko/terms/" …"""
        files = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        return sorted(path.removesuffix("index.html") for path in files)

    @cached_property
    def pages(self) -> list[str]:
        """The addresses of the pages of the languages, those for wrong addresses aside."""
        return [path for path in self.paths if path.split("/")[0] in LANGUAGES and not path.endswith("404.html")]

    def soup(self, path: str) -> BeautifulSoup:
        if path not in self.soups:
            self.soups[path] = BeautifulSoup(self.file(path).read_text(encoding="utf-8"), "html.parser")
        return self.soups[path]

    def file(self, path: str) -> Path:
        return self.folder / (path + "index.html" if path == "" or path.endswith("/") else path)

    def within(self, address: str, mount: str | None = None) -> str | None:
        """The part of an absolute address below the site, or None for any other place."""
        mount = self.mount if mount is None else mount
        parts, own = urlsplit(address), urlsplit(self.url)
        if (parts.scheme, parts.netloc) != (own.scheme, own.netloc) or not parts.path.startswith(mount):
            return None
        return unquote(parts.path.removeprefix(mount))

    def resolve(self, path: str, address: str, mount: str | None = None) -> str:
        """What a browser makes of an address on a page, with the page's <base> in mind."""
        url = urljoin(self.url, self.mount if mount is None else mount) + path
        if path not in self.bases:
            base = self.soup(path).find("base", href=True)
            self.bases[path] = base["href"] if base else ""
        return urljoin(urljoin(url, self.bases[path]), address.strip())


def collections(site: Site) -> list[str]:
    """The folders of the overviews, as they stand in addresses."""
    return [
        path.split("/")[1]
        for path in site.pages
        if path.startswith("ko/") and path.count("/") == 2 and path != "ko/a-z/"
    ]


def overviews(site: Site, language: str) -> list[str]:
    return [f"{language}/{name}/" for name in collections(site)]


def entries(site: Site, language: str) -> list[str]:
    """One entry of each collection whose entries have pages: the middle one."""
    found = []
    for overview in overviews(site, language):
        own = [path for path in site.pages if path.startswith(overview) and path != overview]
        found += own[len(own) // 2 :][:1]
    return found


def illustrated(site: Site, language: str) -> list[str]:
    """Home, the overviews and one entry per collection, those of them that have a diagram."""
    paths = [f"{language}/", *overviews(site, language), *entries(site, language)]
    return [path for path in paths if site.soup(path).select_one(".diagram__drawing")]


def none_of(faults: Iterable[str]) -> None:
    """Fails with the faults, one a line."""
    lines = sorted(set(faults))
    assert not lines, "\n".join([f"{len(lines)} faults", *lines[:25], *["…"] * (len(lines) > 25)])


def copy_project(to: Path, project: Path = PROJECT) -> Path:
    """What a build needs, at another place, so that no test touches the project itself."""
    to.mkdir(parents=True)
    for name in ("data", "schemas", "templates", "theme", "docs"):
        shutil.copytree(project / name, to / name)
    for path in [*project.glob("mkdocs*.yml"), *project.glob("links.lock")]:
        shutil.copy(path, to)
    return to


def build(project: Path, url: str) -> Site:
    """Builds as a person would, on the command line."""
    command = [sys.executable, str(PROJECT / "build.py"), "build", "--project", str(project), "--url", url]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"the build failed:\n{done.stdout}{done.stderr}"
    return Site((project / "site").resolve(), project, url)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site below /team/docs/, as a team's documentation host serves it."""
    with serving("/team/docs/") as server:
        made = build(copy_project(tmp_path_factory.mktemp("subpath") / "project"), server.url)
        server.folder = made.folder
        yield made


@pytest.fixture(scope="session")
def site_at_root(site: Site) -> Iterator[Site]:
    """The very same files at the root of a host."""
    with serving("/") as server:
        server.folder = site.folder
        yield Site(site.folder, site.project, server.url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Log:
    """What went wrong in the pages of one test."""

    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    expected_missing: set[str] = field(default_factory=set)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.errors.append(f"{error.page and error.page.url}: {error.error}"))

    def _request(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "file") and parts.hostname != "127.0.0.1":
            self.elsewhere.append(request.url)

    def _console(self, message) -> None:
        address = message.location.get("url", "")
        known = "404" in message.text and address in self.expected_missing
        known |= message.text.startswith("Ignored attempt to cancel a touchstart")  # a tap of the test met a scroll
        if message.type in ("error", "warning") and not known:
            self.errors.append(f"{message.page and message.page.url}: {message.text} ({address})")


@pytest.fixture
def log() -> Iterator[Log]:
    log = Log()
    yield log
    assert log.elsewhere == [], "requests to other hosts"
    assert log.errors == [], "errors in the console or the page"


@pytest.fixture
def open_page(browser: Browser, log: Log) -> Iterator[Callable[..., Page]]:
    """Opens an empty page in a context of its own: `open_page(**PHONE, color_scheme="dark")`."""
    contexts = []

    def open_(**options) -> Page:
        context = browser.new_context(**({"locale": "fr-FR"} | options))
        context.set_default_timeout(8000)
        log.watch(context)
        contexts.append(context)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


def wait_for_scheme(page: Page, scheme: str) -> None:
    """Until the theme shows the page in light ("default") or dark ("slate")."""
    page.wait_for_function("scheme => document.body.dataset.mdColorScheme === scheme", arg=scheme)


def is_in_view(page: Page, selector: str) -> bool:
    """Whether something can be seen without scrolling sideways: it has a size and lies inside the page."""
    return page.eval_on_selector(
        selector,
        """element => { const box = element.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && box.left >= -1 && box.right <= innerWidth + 1
          && getComputedStyle(element).visibility === "visible"; }""",
    )
