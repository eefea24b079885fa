"""A static host for clients to read from, and the examples of the README as projects for them to build."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urldefrag

MOUNT = "/team/docs/"
WRITTEN = "https://example.org/model-training/"
"""The address that the README's examples name."""


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder below MOUNT; other methods than GET and HEAD are not allowed, as on any static host."""

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(MOUNT) if path.startswith(MOUNT) else "nowhere"
        return super().translate_path(f"/{inside}")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        super().send_error(405 if code == 501 else code, message, explain)

    def log_message(self, *unused: object) -> None:
        """Says nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A folder on a host of its own; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{MOUNT}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def example(text: Path, word: str, url: str) -> str:
    """The first block of code in a text that has a word, for a site at that address."""
    blocks = re.findall(r"^```\w*\n(.*?)^```$", text.read_text(encoding="utf-8"), re.M | re.S)
    return next(block for block in blocks if word in block).replace(WRITTEN, url)


def run(*command: str, cwd: Path) -> str:
    """What a command prints; it must succeed, and reads from no host but this one."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | {"no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1", "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self._open: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if id_ := given.get("id"):
            self.ids.add(id_)
        if tag == "a" and (address := given.get("href")):
            self._open = [address, ""]

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open:
            self.links.append((self._open[0], self._open[1]))
            self._open = None


def read(page: Path) -> _Links:
    """The links (address and words) and ids of a page."""
    parser = _Links()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def leads(address: str, url: str, site: Path) -> bool:
    """Whether an address leads to a page of the site, and to a place on it if it names one."""
    page, place = urldefrag(address)
    file = site / page.removeprefix(url)
    file = file / "index.html" if file.is_dir() else file
    return page.startswith(url) and file.is_file() and (not place or place in read(file).ids)
