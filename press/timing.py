"""Steps of a build -> what took how long, as a table and as a trace that a browser's trace viewer opens."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

Span = tuple[str, int, int, int]
"""A step that was taken: its name, start and duration in nanoseconds, and the process that took it."""

spans: list[Span] = []
"""The steps so far, of this process and of the workers that it has waited for."""


@contextmanager
def step(name: str) -> Iterator[None]:
    """Notes how long what stands inside it takes."""
    start = time.perf_counter_ns()
    try:
        yield
    finally:
        spans.append((name, start, time.perf_counter_ns() - start, os.getpid()))


def take() -> list[Span]:
    """The steps so far, which are then forgotten."""
    taken = spans.copy()
    spans.clear()
    return taken


def table(taken: list[Span]) -> str:
    """The steps in the order of their start: how often, how long in all processes together, from when to when."""
    start = min((span[1] for span in taken), default=0)
    names = list(dict.fromkeys(span[0] for span in sorted(taken, key=lambda span: span[1])))
    lines = [f"{'step':<14}{'times':>8}{'seconds':>10}{'from':>8}{'to':>8}"]
    for name in names:
        own = [span for span in taken if span[0] == name]
        total = sum(span[2] for span in own) / 1e9
        first = min(span[1] for span in own) - start
        last = max(span[1] + span[2] for span in own) - start
        lines.append(f"{name:<14}{len(own):>8}{total:>10.2f}{first / 1e9:>8.2f}{last / 1e9:>8.2f}")
    return "\n".join(lines)


def trace(taken: list[Span]) -> str:
    """The steps in the Trace Event Format ("X" events, microseconds) that Perfetto and chrome://tracing read."""
    events = [
        {"name": name, "ph": "X", "ts": start / 1e3, "dur": duration / 1e3, "pid": process, "tid": process}
        for name, start, duration, process in taken
    ]
    return json.dumps({"traceEvents": events})
