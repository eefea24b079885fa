"""A project -> a live preview on localhost. Answers each edit and tells open pages what happened.

An edit of one entry is shown at once from memory (`press.live`); a whole build, in a process of its own, follows as
soon as files are at rest and puts the site right in every other place.
"""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlsplit

from press.live import Live
from press.model import Faulty, Problem, unheeded
from press.preview.answer import Preview, listen_on
from press.preview.watch import Watch
from press.spread import Beside

PORT = 8000
TRIES = 50
QUIET_SECONDS = 0.15
"""How long files must be at rest before a whole build: an editor may write a file twice."""
DOUBT_SECONDS = 0.5
"""How long files must be at rest before a fault counts: an editor may have written half a file."""
SWAP_SECONDS = 0.02
"""How long a file may be away while an editor puts another in its place."""
FEW = 3
"""So many files at most are an edit by hand; more are another matter, such as a change of branch."""


@dataclass(frozen=True)
class Built:
    """How a whole build went that was asked for after so many edits: where it is to be published, or what is wrong."""

    number: int
    url: str = ""
    problems: list[Problem] = field(default_factory=list)


def serve(
    project: Path, port: int | None, url: str | None, whole: Callable[[], str], live: Callable[[], Live | None]
) -> int:
    """Serves the project on localhost until Ctrl-C. Returns the exit code: 1 if the port that was named is taken.

    `port` is None for the usual one or the next that is free. `url` is where the last build is to be published, if
    there was one. `whole` builds all that has changed and returns that address, or raises Faulty; `live` holds what was
    built ready for edits.
    """
    preview = Preview(project)
    try:
        server = listen_on(PORT if port is None else port, preview)
    except OSError as error:
        server = _next_free(PORT if port is None else port, preview)
        words = f"port {port or PORT} cannot be used ({error.strerror})"
        if port is not None:
            print(f"{words}; try --port {server.server_port}", file=sys.stderr)
            server.server_close()
            return 1
        print(f"{words}; taking the next", file=sys.stderr)
    with server, Beside(partial(_attempt, whole)) as builder:  # forked before there are threads
        round_ = _Round(preview, builder, live, server.server_port)
        watch = Watch(project, round_.edited)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            if url and (project / "site" / "index.html").is_file():
                round_.open(url)
            round_.run()
        except KeyboardInterrupt:
            return 0
        finally:
            watch.stop()
            server.shutdown()
    return 0


def _next_free(port: int, preview: Preview) -> ThreadingHTTPServer:
    """A server at the next port that can be had, or at any if none of those near can be had."""
    for other in range(max(port + 1, 1024), min(port + TRIES, 65536)):
        try:
            return listen_on(other, preview)
        except OSError:
            continue
    return listen_on(0, preview)


def _attempt(whole: Callable[[], str], number: int) -> Built:
    try:
        return Built(number, url=whole())
    except Faulty as faulty:
        return Built(number, problems=faulty.problems)
    except Exception as error:  # a preview outlives what a build does not
        return Built(number, problems=[Problem("the build", 0, 0, "", f"failed: {type(error).__name__}: {error}")])


class _Round:
    """The loop from an edit to what is served. Only `edited` and `built` are called from other threads."""

    def __init__(
        self, preview: Preview, builder: Beside[int, Built], make_live: Callable[[], Live | None], port: int
    ) -> None:
        self.preview, self.builder, self.make_live, self.port = preview, builder, make_live, port
        self.news: queue.SimpleQueue[Path | Built] = queue.SimpleQueue()
        self.live: Live | None = None
        self.opened = self.building = False
        self.number = 0
        """Counts edits."""
        self.last = 0.0
        """When the last edit was."""
        self.due: float | None = 0.0
        """When the next whole build is to begin; None if nothing asks for one."""
        self.doubtful: Built | None = None
        """A build that found faults, which may be those of half a file."""
        self.printed: list[Problem] = []

    def edited(self, path: Path) -> None:
        self.news.put(path)

    def built(self, result: Built | None) -> None:
        gone = Problem("the build", 0, 0, "", "was ended from outside; start the preview again")
        self.news.put(result or Built(self.number, problems=[gone]))

    def open(self, url: str) -> None:
        """Says where the site is, once."""
        self.preview.prefix = quote(urlsplit(url).path.rstrip("/") + "/", safe="/%")
        if not self.opened:
            print(f"serving http://127.0.0.1:{self.port}{self.preview.prefix} (Ctrl-C ends it)", flush=True)
        self.opened = True

    def run(self) -> None:
        """Goes on for ever."""
        while True:
            news = self._wait()
            for result in [one for one in news if isinstance(one, Built)]:
                self._finish(result)
            if paths := {one for one in news if isinstance(one, Path) and not unheeded(one.name)}:
                self._edit(paths)
            now = time.monotonic()
            if self.due is not None and now >= self.due and not self.building:
                self.building, self.due = True, None
                self.builder.ask(self.number, self.built)
            if self.doubtful and now >= self.last + DOUBT_SECONDS:
                self._accuse(self.doubtful.problems)

    def _wait(self) -> list[Path | Built]:
        """All the news there are once there are any, or none as soon as something is due."""
        moments = [] if self.due is None or self.building else [self.due]
        moments += [self.last + DOUBT_SECONDS] if self.doubtful else []
        try:
            news = [self.news.get(timeout=max(0.0, min(moments) - time.monotonic()) if moments else None)]
        except queue.Empty:
            return []
        while not self.news.empty():
            news.append(self.news.get())
        return news

    def _edit(self, paths: Collection[Path]) -> None:
        """Shows an edit from memory if that is possible, and has a whole build follow."""
        self.number += 1
        self.last = time.monotonic()
        self.due = self.last + QUIET_SECONDS
        self.doubtful = None
        data = self.preview.project / "data"
        # Whatever else stands in data/ is what an editor writes beside a file.
        telling = sorted(path for path in paths if path.suffix == ".yml" or not path.is_relative_to(data))
        if len(telling) > FEW:
            self.live = None
        for path in telling:
            self._show(path)

    def _show(self, path: Path) -> None:
        if not path.exists():
            time.sleep(SWAP_SECONDS)
        try:
            pages = self.live.edit(path) if self.live else None
        except Faulty:
            return  # the whole build will say so, if the file is not mended or finished by then
        except Exception:  # whatever a template or MkDocs raises, the whole build says it better
            pages = None
        if pages is None:
            self.live = None
            return
        name = path.relative_to(self.preview.project).as_posix()
        self.preview.pages = {**self.preview.pages, **{place: (self.number, page) for place, page in pages.items()}}
        self.preview.announce([problem for problem in self.preview.problems if problem.path != name])

    def _finish(self, result: Built) -> None:
        """Shows what a whole build made, or doubts it."""
        self.building = False
        if result.problems:
            self.doubtful = result if result.number == self.number else None
            return
        if self.printed:
            print("mended", flush=True)
        self.printed = []
        self.preview.pages = {place: row for place, row in self.preview.pages.items() if row[0] > result.number}
        self.open(result.url)
        self.preview.announce([])
        if self.live is None and self.due is None:
            with suppress(Exception):  # edited meanwhile; a whole build will follow
                self.live = self.make_live()

    def _accuse(self, problems: list[Problem]) -> None:
        """Says on the terminal and in the open pages what is wrong."""
        if problems != self.printed:
            print(*problems, sep="\n", file=sys.stderr, flush=True)
        self.printed, self.doubtful = problems, None
        self.preview.announce(problems)
