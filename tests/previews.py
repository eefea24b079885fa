"""A live preview that runs, for tests to edit under."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tea import ROOT, Files, heed_interrupts


def until(condition: Callable[[], Any], seconds: float = 60) -> bool:
    """Whether something becomes true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


class Served:
    """A project with a preview: its files, its address, and what it prints."""

    def __init__(self, project: Path, port: int = 0, **env: str) -> None:
        self.files = Files(project)
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "build.py", "serve", "--project", project, "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heed_interrupts,
            env=os.environ | env,
        )
        line = self.process.stdout.readline()
        self.url = re.fullmatch(r"serving (http://127\.0\.0\.1:\d+/book/) \(Ctrl-C ends it\)\n", line)[1]

    @property
    def port(self) -> int:
        return int(re.search(r":(\d+)/", self.url)[1])

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        """The status and text of an answer."""
        request = urllib.request.Request(self.url + path, body, {"Origin": self.url[: -len("/book/")]} | headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def says(self, path: str, words: str) -> bool:
        """Whether a page comes to say something."""
        return until(lambda: words in self.ask(path)[1])

    def news(self) -> Iterator[dict[str, Any]]:
        """What open pages hear: how things are now, and then every change."""
        with urllib.request.urlopen(self.url + ".preview/news", timeout=60) as events:
            yield from (json.loads(line[6:]) for line in events if line.startswith(b"data: "))

    def stop(self) -> tuple[int, str]:
        """Ends it as Ctrl-C does; returns its exit code and what it printed of faults."""
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=20)
        return self.process.returncode, errors


@contextmanager
def served(project: Path, port: int = 0, **env: str) -> Iterator[Served]:
    """A preview that ends with the test."""
    preview = Served(project, port, **env)
    try:
        yield preview
    finally:
        if preview.process.poll() is None:
            preview.process.kill()
            preview.process.communicate()
