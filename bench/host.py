"""Serves a folder as a static host does: compressed, with long-lived caches, on a port of this machine."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".txt", ".xml"}


@dataclass
class Host:
    """A host that runs: its address, and how many bytes of files it has sent so far."""

    url: str = ""
    sent: int = 0


class Handler(SimpleHTTPRequestHandler):
    """Files as they are, with gzip at its usual level 6 for text."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *given: Any, host: Host, **named: Any) -> None:
        self.host = host
        super().__init__(*given, **named)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        packed = path.suffix in COMPRESSED
        body = _compressed(path) if packed else path.read_bytes()
        self.host.sent += len(body)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


@contextmanager
def serving(folder: Path) -> Iterator[Host]:
    """A host that serves the folder for as long as the context lasts."""
    host = Host()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder), host=host))
    host.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
