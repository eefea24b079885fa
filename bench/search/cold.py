"""How long a reader waits for the first result, with nothing kept, on a line of 10 Mbit/s and 60 ms, in Chromium."""

from __future__ import annotations

import functools
import gzip
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from derive import Row
from judge import CLIENT
from peers import CHROMIUM
from playwright.sync_api import sync_playwright

DELAY = 0.06
"""Seconds from a request to the first byte of its answer."""
RATE = 10_000_000 / 8
"""Bytes in a second, of all answers together."""
ASKED = 12
"""So many queries are asked in each language, evenly spread over the classes."""
ASK = """(query) => new Promise((done, failed) => {
  const start = performance.now();
  const worker = new Worker("/search/worker.js");
  worker.onerror = failed;
  worker.onmessage = ({ data }) => (data.failed ? failed(data.failed) : done(performance.now() - start));
  worker.postMessage({ id: 1, query });
})"""


class _Line(BaseHTTPRequestHandler):
    """Answers /search/ from the search's own code and /find/ from an index, packed, as slowly as the line is."""

    protocol_version = "HTTP/1.1"
    busy = threading.Lock()

    def __init__(self, *given: object, index: Path) -> None:
        self.folders = {"search": CLIENT, "find": index}
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        folder, _, name = self.path.partition("?")[0].strip("/").partition("/")
        content = (self.folders[folder] / name).read_bytes() if folder in self.folders else b"<!doctype html>"
        body = gzip.compress(content, 9)
        time.sleep(DELAY)
        with self.busy:
            time.sleep(len(body) / RATE)
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if name else "text/html")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError):  # the page was left before all was there
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def line(index: Path) -> Iterator[str]:
    """The address at the other end of the line."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Line, index=index))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def waits(folders: Mapping[str, Path], queries: Sequence[Row]) -> list[float]:
    """The seconds from the start of the search's worker to its first result: the median and the longest."""
    found: list[float] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for site, folder in folders.items():
            own = [row["query"] for row in queries if row["site"] == site]
            with line(folder) as address:
                for query in own[:: max(1, len(own) // ASKED)]:
                    context = browser.new_context()
                    tab = context.new_page()
                    tab.goto(address)
                    found.append(tab.evaluate(ASK, query) / 1000)
                    context.close()
        browser.close()
    return [median(found), max(found)]
