"""Runs one command and says what it cost: time, processor, memory of all its processes, output, and foreign load."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
SAMPLE_SECONDS = 0.05
SAMPLE_SHARE = 0.05
"""The largest part of the time that is spent on reading memory use, which holds up the process that is read."""
GRAIN_SECONDS = 0.05
"""How far the clocks of /proc/stat and of the processes may differ in a run that nothing disturbs."""


@dataclass(frozen=True)
class Run:
    """What one command cost. Times in seconds, sizes in bytes; `foreign` is the processor time of others.

    `fault` is why it counts for nothing, if it failed, and `said` the end of what it then printed.
    """

    wall: float
    cpu: float
    peak: int
    size: int
    files: int
    foreign: float
    fault: str = ""
    said: str = ""

    def quiet(self, limit: float) -> bool:
        """Whether others used less than `limit` of one core while it ran."""
        return self.foreign <= limit * self.wall + GRAIN_SECONDS


def measure(
    command: Sequence[str | Path],
    folder: Path,
    output: Path | None = None,
    environment: Mapping[str, str] | None = None,
    timeout: float = 1800,
) -> Run:
    """Runs a command in a folder to its end and measures it and every process that it starts.

    `output` is the folder whose files are counted afterwards. A command that fails or takes longer than `timeout`
    has a `fault` that says so.
    """
    with tempfile.TemporaryFile() as log:
        busy, own = busy_seconds(), time.process_time()
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env=os.environ | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        with Memory(process.pid) as memory, Alarm(process.pid, timeout) as alarm:
            _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu = usage.ru_utime + usage.ru_stime
        foreign = max(0.0, busy_seconds() - busy - cpu - (time.process_time() - own))
        fault = said = ""
        if alarm.rang:
            fault = f"took more than {timeout:.0f} s"
        elif process.returncode:
            fault = f"exit code {process.returncode}"
            log.seek(0)
            said = log.read().decode(errors="replace").strip()[-2000:]
    size, files = weigh(output) if output else (0, 0)
    return Run(wall, cpu, memory.peak, size, files, foreign, fault, said)


class Memory:
    """While it is entered, samples the memory of a process and all its descendants; `peak` is the largest sum."""

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _sample(self) -> None:
        pause = SAMPLE_SECONDS
        while not self._ended.wait(pause):
            start = time.perf_counter()
            self.peak = max(self.peak, sum(map(share, [self._pid, *descendants(self._pid)])))
            pause = max(SAMPLE_SECONDS, (time.perf_counter() - start) / SAMPLE_SHARE)


class Alarm:
    """While it is entered, ends the process group of a process that runs for too long; `rang` says if it did."""

    def __init__(self, pid: int, seconds: float) -> None:
        self.rang = False
        self._pid = pid
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> Alarm:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _ring(self) -> None:
        self.rang = True
        os.killpg(self._pid, signal.SIGKILL)


def share(pid: int) -> int:
    """The memory of a process in bytes, what it shares with others counted in proportion (PSS); 0 if it is gone."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)


def descendants(pid: int) -> Iterator[int]:
    """Every living process that a process has started, and those that they have started."""
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(one) for one in tasks.read_text().split()]
        except OSError:
            continue
        for child in children:
            yield child
            yield from descendants(child)


def cpu_seconds(pid: int) -> float:
    """The processor time of a running process, its living descendants and those of its children that have ended."""
    total = 0.0
    for one in [pid, *descendants(pid)]:
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15])) / TICKS
    return total


def busy_seconds() -> float:
    """The processor time that the whole machine has spent on anything since it started, all cores together."""
    fields = [int(one) for one in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    user, nice, system, _, _, irq, softirq, steal, *_ = fields
    return (user + nice + system + irq + softirq + steal) / TICKS


def weigh(folder: Path) -> tuple[int, int]:
    """The bytes and the number of the files below a folder."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes), len(sizes)
