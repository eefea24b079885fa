"""Starts a live preview, edits entries as a person would, and waits until both languages serve the new words."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from measure import GRAIN_SECONDS, busy_seconds, cpu_seconds

POLL_SECONDS = 0.002
IDLE_SECONDS = 0.5
IDLE_SHARE = 0.05


@dataclass(frozen=True)
class Edit:
    """An edit that is ready to be made: the new text of each file, and the pages that must then have the token."""

    texts: Mapping[Path, str]
    pages: Sequence[str]
    token: str


@dataclass
class Session:
    """What a preview did. Times in seconds; a latency is from the write to both pages; `foreign` as in a Run."""

    start: float = 0.0
    latencies: list[float] = field(default_factory=list)
    wall: float = 0.0
    foreign: float = 0.0
    fault: str = ""

    def quiet(self, limit: float) -> bool:
        """Whether others used less than `limit` of one core while it ran."""
        return self.foreign <= limit * self.wall + GRAIN_SECONDS


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def session(
    command: Sequence[str | Path],
    folder: Path,
    address: Callable[[str], str],
    edits: Iterable[Edit],
    environment: Mapping[str, str] | None = None,
    timeout: float = 300,
) -> Session:
    """Runs a preview server for some edits.

    `address(said)` is where the first page stands, given what the server has printed so far, or "" as long as that is
    not known. The next edit is made when the server is idle.
    """
    result = Session()
    busy, own = busy_seconds(), time.process_time()
    with tempfile.TemporaryFile("a+b") as log:  # to be read from its start while the server writes at its end
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env=os.environ | {"PYTHONUNBUFFERED": "1"} | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _until_served(process, log, address, start + timeout)
            result.start = time.perf_counter() - start
            for edit in edits:
                _settle(process, timeout)
                written = time.perf_counter()
                for path, text in edit.texts.items():
                    path.write_text(text, encoding="utf-8")
                for page in edit.pages:
                    _until_there(page, edit.token, written + timeout)
                result.latencies.append(time.perf_counter() - written)
        except TimeoutError as error:
            result.fault = str(error)
        finally:
            result.wall = time.perf_counter() - start
            used = cpu_seconds(process.pid) + time.process_time() - own
            result.foreign = max(0.0, busy_seconds() - busy - used)
            _end(process)
    return result


def printed_address(said: str) -> str:
    """The address that our own server prints when it is ready, or "" before."""
    match = re.search(r"serving (http://\S+)", said)
    return match[1] if match else ""


def fetch(url: str) -> tuple[int, str]:
    """The status and body of a page, asked for on a new connection; status 0 if nobody answers."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)
    try:
        connection.request("GET", parts.path)
        response = connection.getresponse()
        return response.status, response.read().decode("utf-8", errors="replace")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()


def _until_served(
    process: subprocess.Popen[bytes], log: IO[bytes], address: Callable[[str], str], deadline: float
) -> None:
    while time.perf_counter() < deadline:
        log.seek(0)
        url = address(log.read().decode("utf-8", errors="replace"))
        if url and fetch(url)[0] == 200:
            return
        if process.poll() is not None:
            raise TimeoutError(f"the server ended with exit code {process.returncode}")
        time.sleep(POLL_SECONDS)
    raise TimeoutError("no page was served in time")


def _until_there(page: str, token: str, deadline: float) -> None:
    while time.perf_counter() < deadline:
        if token in fetch(page)[1]:
            return
        time.sleep(POLL_SECONDS)
    raise TimeoutError("an edit was not served in time")


def _settle(process: subprocess.Popen[bytes], timeout: float) -> None:
    """Waits until the server is idle."""
    deadline = time.perf_counter() + timeout
    used = cpu_seconds(process.pid)
    while time.perf_counter() < deadline:
        time.sleep(IDLE_SECONDS)
        before, used = used, cpu_seconds(process.pid)
        if used - before <= IDLE_SHARE * IDLE_SECONDS:
            return
    raise TimeoutError("the server did not come to rest")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the server and what it has started."""
    for kind in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, kind)
        except ProcessLookupError:
            break
        try:
            process.wait(10)
            break
        except subprocess.TimeoutExpired:
            continue
