"""A project -> a live preview on localhost. Rebuilds after each edit and tells open pages what happened."""

from __future__ import annotations

import json
import queue
import sys
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from press.host import site
from press.model import HOUSE, Faulty
from press.project import Edition

WATCHED = ("data", "schemas", "templates", "theme", "mkdocs.base.yml")
QUIET_SECONDS = 0.15
"""How long files must be at rest before a rebuild, so that an editor's second write does not start a second one."""

# Reloads the page after a rebuild; shows the faults over the last good page while there are any.
_SCRIPT = """
(() => {
  const source = new EventSource("/press-events");
  source.onmessage = (event) => {
    const { faults } = JSON.parse(event.data);
    document.getElementById("press-faults")?.remove();
    if (!faults.length) return location.reload();
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
    """What the open pages are told: each new set of faults, empty after a good build."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._listeners: list[queue.Queue[list[str]]] = []
        self._lock = threading.Lock()

    def listen(self) -> queue.Queue[list[str]]:
        """A queue that gets the faults now, if there are any, and every change from here on."""
        listener: queue.Queue[list[str]] = queue.Queue()
        with self._lock:
            if self.faults:
                listener.put(self.faults)
            self._listeners.append(listener)
        return listener

    def leave(self, listener: queue.Queue[list[str]]) -> None:
        with self._lock:
            self._listeners.remove(listener)

    def announce(self, faults: list[str]) -> None:
        with self._lock:
            self.faults = faults
            for listener in self._listeners:
                listener.put(faults)


class Handler(SimpleHTTPRequestHandler):
    """Serves site/, with the preview script in each page and the 404 page of the right language."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, preview: Preview, **kwargs: Any) -> None:
        self.preview = preview
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        try:
            if self.path == "/press-events":
                self._events()
            elif page := self._page():
                self._send(*page)
            else:
                super().do_GET()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

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
        return status, path.read_bytes().replace(b"</body>", f"<script>{_SCRIPT}</script></body>".encode())

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
                    faults = listener.get(timeout=15)
                    self.wfile.write(f"data: {json.dumps({'faults': faults})}\n\n".encode())
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        finally:
            self.preview.leave(listener)
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the terminal is for faults."""


class _Watcher(FileSystemEventHandler):
    def __init__(self, changed: threading.Event) -> None:
        self.changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in ("opened", "closed_no_write"):
            self.changed.set()


def serve(project: Path, port: int, update: Callable[[Path], Edition]) -> int:
    """Serves the project on localhost until Ctrl-C; `update` brings docs/ up to date or raises Faulty.

    Returns the exit code: 1 if the port is taken.
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
    url = f"http://127.0.0.1:{server.server_port}/"
    changed = threading.Event()
    observer = Observer()
    for name in WATCHED:
        for place in {project / name, HOUSE / name}:
            if place.exists():
                observer.schedule(_Watcher(changed), str(place), recursive=place.is_dir())
    observer.start()
    ready = (project / "site" / "index.html").is_file()
    if ready:
        print(f"serving {url} (Ctrl-C ends it)", flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        while True:
            changed.clear()
            good = _rebuild(project, url, update, preview)
            if good and not ready:
                print(f"serving {url} (Ctrl-C ends it)", flush=True)
                ready = True
            changed.wait()
            while changed.is_set():
                changed.clear()
                changed.wait(QUIET_SECONDS)
    except KeyboardInterrupt:
        return 0
    finally:
        observer.stop()
        server.shutdown()


def _rebuild(project: Path, url: str, update: Callable[[Path], Edition], preview: Preview) -> bool:
    """One round from data to site; says on the terminal and in the open pages how it went."""
    try:
        edition = update(project)
        site.build(project, edition.languages, edition.url, url)
    except Faulty as faulty:
        print(*faulty.problems, sep="\n", file=sys.stderr, flush=True)
        preview.announce([str(problem) for problem in faulty.problems])
        return False
    if preview.faults:
        print("mended", flush=True)
    preview.announce([])
    return True
