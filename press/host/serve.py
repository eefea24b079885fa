"""A project -> a live preview on localhost. Answers each edit and tells open pages what happened.

An edit of one entry is shown at once from memory (`press.live`); a whole build, in a process of its own, follows as
soon as files are at rest and puts the site right in every other place.
"""

from __future__ import annotations

import json
import logging
import queue
import sys
import threading
import time
from collections.abc import Callable, Collection
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from press.live import Live
from press.model import HOUSE, SOURCES, Faulty
from press.spread import Beside

EVENTS = "press-events"
QUIET_SECONDS = 0.15
"""How long files must be at rest before a whole build, or before a fault counts: an editor may write a file twice."""

# Reloads the page when it has changed; shows the faults over the last good page while there are any.
_SCRIPT = """
(() => {
  const source = new EventSource(ADDRESS);
  source.onmessage = (event) => {
    const { faults, only, but } = JSON.parse(event.data);
    document.getElementById("press-faults")?.remove();
    if (!faults.length) {
      const here = decodeURI(location.pathname);
      if (only ? only.includes(here) : !but.includes(here)) location.reload();
      return;
    }
    const box = document.createElement("pre");
    box.id = "press-faults";
    box.setAttribute("role", "alert");
    box.style.cssText = "position:fixed;inset:auto 0 0;z-index:99;max-height:45vh;overflow:auto;margin:0;" +
      "padding:1rem;background:#5c1a10;color:#fff;font:13px/1.6 ui-monospace,monospace;white-space:pre-wrap";
    box.textContent = faults.join("\\n");
    document.body.append(box);
  };
})();
"""


class Preview:
    """What is served besides site/: pages of edits that no whole build has reached, and news for open pages."""

    def __init__(self) -> None:
        self.prefix = "/"
        """The path below which the site is served, as it will be where it is published."""
        self.pages: dict[str, tuple[int, bytes]] = {}
        """Pages from memory by their path below site/, each with the number of the edit that made it."""
        self.faults: list[str] = []
        self._listeners: list[queue.Queue[dict[str, Any]]] = []
        self._lock = threading.Lock()

    def listen(self) -> queue.Queue[dict[str, Any]]:
        """A queue that gets the faults now, if there are any, and every change from here on."""
        listener: queue.Queue[dict[str, Any]] = queue.Queue()
        with self._lock:
            if self.faults:
                listener.put({"faults": self.faults})
            self._listeners.append(listener)
        return listener

    def leave(self, listener: queue.Queue[dict[str, Any]]) -> None:
        with self._lock:
            self._listeners.remove(listener)

    def announce(self, faults: list[str], only: Collection[str] | None = None, but: Collection[str] = ()) -> None:
        """Tells open pages of faults, or which of them have changed: `only` some, or all `but` some."""
        news = {
            "faults": faults,
            "only": None if only is None else [self.address(place) for place in only],
            "but": [self.address(place) for place in but],
        }
        with self._lock:
            self.faults = faults
            for listener in self._listeners:
                listener.put(news)

    def address(self, place: str) -> str:
        """The path by which a browser knows a page."""
        return self.prefix + place.removesuffix("index.html")


class Handler(SimpleHTTPRequestHandler):
    """Serves site/, with the preview script in each page and the 404 page of the right language."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, preview: Preview, **kwargs: Any) -> None:
        self.preview = preview
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        try:
            if self.path == self.preview.prefix + EVENTS:
                self._events()
            elif not self.path.startswith(self.preview.prefix):
                self._redirect()
            elif page := self._page():
                self._send(*page)
            else:
                super().do_GET()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _redirect(self) -> None:
        self.send_response(302)
        self.send_header("Location", quote(self.preview.prefix))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.preview.prefix))

    def _page(self) -> tuple[int, bytes] | None:
        """The status and body for an address that stands for a page, or None for any other file."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            if not self.path.partition("?")[0].endswith("/"):
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
        body = edited[1] if edited else path.read_bytes()
        script = _SCRIPT.replace("ADDRESS", json.dumps(self.preview.prefix + EVENTS))
        return status, body.replace(b"</body>", f"<script>{script}</script></body>".encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _events(self) -> None:
        """Server-sent events (HTML Living Standard, 9.2) until the page goes away."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        listener = self.preview.listen()
        try:
            while True:
                try:
                    news = listener.get(timeout=15)
                    self.wfile.write(f"data: {json.dumps(news)}\n\n".encode())
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        finally:
            self.preview.leave(listener)
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the terminal is for faults."""


class _Watcher(FileSystemEventHandler):
    def __init__(self, tell: Callable[[Path], None]) -> None:
        self.tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed_no_write") or (event.is_directory and event.event_type == "modified"):
            return
        for path in {event.src_path, event.dest_path} - {""}:
            self.tell(Path(str(path)))


def serve(project: Path, port: int, url: str | None, whole: Callable[[], str], live: Callable[[], Live | None]) -> int:
    """Serves the project on localhost until Ctrl-C. Returns the exit code: 1 if the port is taken.

    `url` is where the last build is to be published, if there was one. `whole` builds all that has changed and returns
    that address, or raises Faulty; `live` holds what was built ready for edits.
    """
    preview = Preview()
    try:
        server = ThreadingHTTPServer(
            ("127.0.0.1", port), partial(Handler, directory=str(project / "site"), preview=preview)
        )
    except OSError as error:
        print(f"port {port} cannot be used ({error.strerror}); try --port {port + 1}", file=sys.stderr)
        return 1
    server.daemon_threads = True
    with Beside(partial(_attempt, whole)) as builder:  # forked before there are threads
        round_ = _Round(project, preview, builder, live)
        observer = Observer()
        for name in SOURCES:
            for place in {project / name, HOUSE / name}:
                if place.exists():
                    observer.schedule(_Watcher(round_.edited), str(place), recursive=place.is_dir())
        observer.start()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            if url and (project / "site" / "index.html").is_file():
                round_.open(server.server_port, url)
            round_.run(server.server_port)
        except KeyboardInterrupt:
            return 0
        finally:
            # Its threads may complain of an event that comes while they end.
            logging.getLogger("watchdog").setLevel(logging.CRITICAL)
            observer.stop()
            server.shutdown()
    return 0


def _attempt(whole: Callable[[], str], number: int) -> tuple[int, str, list[str]]:
    try:
        return number, whole(), []
    except Faulty as faulty:
        return number, "", [str(problem) for problem in faulty.problems]
    except Exception as error:  # a preview outlives what a build does not
        return number, "", [f"the build failed: {type(error).__name__}: {error}"]


class _Round:
    """The loop from an edit to what is served. Only `edited` and `built` are called from other threads."""

    def __init__(
        self,
        project: Path,
        preview: Preview,
        builder: Beside[int, tuple[int, str, list[str]]],
        live: Callable[[], Live | None],
    ) -> None:
        self.project, self.preview, self.builder, self.make_live = project, preview, builder, live
        self.news: queue.Queue[Path | tuple[int, str, list[str]]] = queue.Queue()
        self.live: Live | None = None
        self.number = 0
        self.opened = self.building = False
        self.waiting: float | None = 0.0
        """When the next whole build is due; None if none is."""
        self.simple = False
        """Whether all edits since the last whole build were shown from memory."""

    def edited(self, path: Path) -> None:
        self.news.put(path)

    def built(self, result: tuple[int, str, list[str]]) -> None:
        self.news.put(result)

    def open(self, port: int, url: str) -> None:
        """Says where the site is, once."""
        self.preview.prefix = urlsplit(url).path.rstrip("/") + "/"
        if not self.opened:
            print(f"serving http://127.0.0.1:{port}{self.preview.prefix} (Ctrl-C ends it)", flush=True)
        self.opened = True

    def run(self, port: int) -> None:
        """Goes on for ever."""
        while True:
            now = time.monotonic()
            if self.waiting is not None and not self.building and now >= self.waiting:
                self.building, self.waiting = True, None
                self.builder.ask(self.number, self.built)
            due = self.waiting is not None and not self.building
            try:
                news = self.news.get(timeout=max(0.0, (self.waiting or 0.0) - now) if due else None)
            except queue.Empty:
                continue
            if isinstance(news, Path):
                self._edit(news)
            else:
                self.building = False
                self._finish(port, *news)

    def _edit(self, path: Path) -> None:
        """Shows an edit from memory if that is possible, and has a whole build follow."""
        self.number += 1
        self.waiting = time.monotonic() + QUIET_SECONDS
        if path.suffix != ".yml" and path.is_relative_to(self.project / "data"):
            return  # what an editor writes beside a file
        try:
            pages = self.live.edit(path) if self.live else None
        except Faulty:
            return  # the whole build will say so, if the file is not mended or finished by then
        except Exception:  # whatever a template or MkDocs raises, the whole build says it better
            pages = None
        if pages is None:
            self.live = None
            return
        self.preview.pages |= {place: (self.number, page) for place, page in pages.items()}
        self.preview.announce([], only=pages)

    def _finish(self, port: int, number: int, url: str, faults: list[str]) -> None:
        """Says on the terminal and in the open pages how a whole build went."""
        if faults:
            if faults != self.preview.faults:
                print(*faults, sep="\n", file=sys.stderr, flush=True)
            self.preview.announce(faults)
            return
        if self.preview.faults:
            print("mended", flush=True)
        shown = [place for place, (made, _) in self.preview.pages.items() if made <= number]
        for place in shown:
            del self.preview.pages[place]
        self.open(port, url)
        self.preview.announce([], but=shown)
        if self.live is None and self.waiting is None:
            self.live = self.make_live()
