"""Requests -> answers: the pages of site/ with a script in each, and what is so right now for the script.

What belongs to the preview alone lives below `.preview/`: `news` (whatever changes, as it changes), `state` (how a page
should look now), `edit` (opens a file in the editor) and the script's own files.
"""

from __future__ import annotations

import json
import queue
import re
import secrets
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from press.digest import combined, digest
from press.model import Problem
from press.preview import editor
from press.preview.faults import shown

OWN = ".preview/"
FILES = {
    "page.js": "text/javascript",
    "news.js": "text/javascript",
    "page.css": "text/css",
}
ALIVE_SECONDS = 15
LONGEST_WISH = 10_000
SWAP_SECONDS = 0.05
"""How long there may be no site while a build puts a new one in the place of the old."""
_ASSET = re.compile(rb"<(?:link|script)\b[^>]*?\b(?:href|src)=\"([^\"]+?\.(css|js))\"")
_HERE = re.compile(r"(localhost|[\w-]+\.localhost|127\.0\.0\.1|\[::1\])(:\d+)?")


class Preview:
    """What is served besides site/: pages of edits that no whole build has reached, and news for open pages."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.prefix = "/"
        """The path below which the site is served, as it will be where it is published and as browsers write it."""
        self.pages: Mapping[str, tuple[int, bytes]] = {}
        """Pages from memory by their path below site/, each with the number of the edit that made it."""
        self.problems: list[Problem] = []
        """What is wrong as long as pages cannot follow."""
        self.run = secrets.token_hex(4)
        """Tells this preview from an earlier one at the same address."""
        self._news = json.dumps({"run": self.run, "faults": []})
        self._listeners: list[queue.SimpleQueue[str]] = []
        self._lock = threading.Lock()

    def listen(self) -> queue.SimpleQueue[str]:
        """A queue that gets the news of now, and of every change from here on."""
        listener: queue.SimpleQueue[str] = queue.SimpleQueue()
        with self._lock:
            listener.put(self._news)
            self._listeners.append(listener)
        return listener

    def leave(self, listener: queue.SimpleQueue[str]) -> None:
        with self._lock:
            self._listeners.remove(listener)

    def announce(self, problems: Sequence[Problem]) -> None:
        """Tells open pages what is wrong, and to see for themselves whether they have changed."""
        news = json.dumps({"run": self.run, "faults": shown(problems, self.project)})
        with self._lock:
            self.problems, self._news = list(problems), news
            for listener in self._listeners:
                listener.put(news)


def listen_on(port: int, preview: Preview) -> ThreadingHTTPServer:
    """A server for the preview at a port of this machine alone. Raises OSError if it cannot have that port."""
    handler = partial(Handler, directory=str(preview.project / "site"), preview=preview)
    return _Server(("127.0.0.1", port), handler)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # a browser with many tabs knocks often at once

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(SimpleHTTPRequestHandler):
    """Serves site/, with the preview's script in each page and the 404 page of the right language.

    It answers to the names of this machine only, so that no page of another site can read it under a name of its own
    (DNS rebinding), and opens files for its own pages only.
    """

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, preview: Preview, **kwargs: Any) -> None:
        self.preview = preview
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        own = path.removeprefix(self.preview.prefix + OWN)
        try:
            if not self._addressed_here():
                self._send(421, b"the preview answers to localhost only\n", "text/plain")
            elif not path.startswith(self.preview.prefix):
                self._redirect()
            elif own == "news":
                self._news()
            elif own == "state":
                self._send(200, json.dumps(self._state(unquote(query))).encode(), "application/json")
            elif own in FILES:
                self._send(200, Path(__file__).with_name(own).read_bytes(), FILES[own])
            elif page := self._page(self.path):
                status, body = page
                self._send(status, self._with_script(body), "text/html")
            else:
                super().do_GET()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def do_POST(self) -> None:
        """Opens a file in the editor, for a page of this preview and no other.

        The connection ends with it: what is left of a long body must not be read as the next request.
        """
        self.close_connection = True
        size = self.headers.get("Content-Length", "")[:9]
        body = self.rfile.read(min(int(size) if size.isdecimal() else 0, LONGEST_WISH))
        own = self._addressed_here() and self.headers.get("Origin") == f"http://{self.headers.get('Host')}"
        if not own or self.path != f"{self.preview.prefix}{OWN}edit":
            self._send(403, b"only pages of this preview open files\n", "text/plain")
            return
        status, said = 200, ""
        try:
            wish = json.loads(body)
            file = editor.find(str(wish["file"]), self.preview.project)
            editor.open_file(file, int(wish.get("line", 1)), int(wish.get("column", 1)))
        except editor.Unopened as reason:
            status, said = 409, str(reason)
        except (ValueError, KeyError, TypeError, AttributeError):
            status, said = 400, "names no file"
        self._send(status, json.dumps({"said": said}).encode(), "application/json")

    def _addressed_here(self) -> bool:
        return bool(_HERE.fullmatch(self.headers.get("Host", "")))

    def _redirect(self) -> None:
        self.send_response(302)
        self.send_header("Location", self.preview.prefix)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.preview.prefix))

    def _page(self, address: str) -> tuple[int, bytes] | None:
        """The status and body for an address that stands for a page, or None for any other file."""
        if not Path(self.directory).is_dir():
            time.sleep(SWAP_SECONDS)
        path = Path(self.translate_path(address))
        if path.is_dir():
            if not address.partition("?")[0].endswith("/"):
                return None
            path /= "index.html"
        status = 200
        if not path.is_file():
            top = Path(self.directory)
            inside = path.relative_to(top).parts if path.is_relative_to(top) else ()
            own = top / inside[0] / "404.html" if inside else top / "404.html"
            path, status = own if own.is_file() else top / "404.html", 404
        if path.suffix != ".html" or not path.is_file():
            return None
        edited = self.preview.pages.get(path.relative_to(self.directory).as_posix())
        try:
            return status, edited[1] if edited else path.read_bytes()
        except FileNotFoundError:  # a build has just put another site in its place
            return self._page(address)

    def _state(self, address: str) -> dict[str, str]:
        """What shows whether a page is still as it was: a hash of itself with its scripts, and one of its styles."""
        _, body = self._page(address) or (404, b"")
        return {"run": self.preview.run, **self._hashes(body, address)}

    def _hashes(self, body: bytes, address: str) -> dict[str, str]:
        found: dict[str, list[str]] = {"js": [], "css": []}
        for name, kind in _ASSET.findall(body):
            path = Path(self.translate_path(urlsplit(urljoin(address, name.decode())).path))
            found[kind.decode()].append(digest(path.read_bytes()) if path.is_file() else "")
        return {"page": combined([digest(body), *found["js"]]), "styles": combined(found["css"])}

    def _with_script(self, body: bytes) -> bytes:
        state = {"run": self.preview.run, **self._hashes(body, self.path)}
        data = "".join(f' data-{name}="{value}"' for name, value in state.items())
        script = f'<script src="{self.preview.prefix}{OWN}page.js"{data}></script>'
        before, mark, after = body.rpartition(b"</body>")
        return b"".join([before, script.encode(), mark, after])

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """What is kept by a browser is not what an edit made of it."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _news(self) -> None:
        """Server-sent events (HTML Living Standard, 9.2) until the page goes away."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(b"retry: 500\n\n")
        listener = self.preview.listen()
        try:
            while True:
                try:
                    self.wfile.write(f"data: {listener.get(timeout=ALIVE_SECONDS)}\n\n".encode())
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        finally:
            self.preview.leave(listener)
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the terminal is for faults."""
