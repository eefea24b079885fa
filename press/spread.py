"""Work over several processes. The only module that forks."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing import active_children, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from press import timing

WORTH = 100
"""More items than these are worth another process."""
PORTION = 20
"""So many go to a process at a time, small enough that long and short ones are dealt evenly."""
TERM = 100
"""After so many another process takes over: what it looks at becomes a copy of its own, as Python counts references."""
MOMENT = 0.5
"""Seconds in which a process that is no longer needed may end by itself."""

Item = TypeVar("Item")
Result = TypeVar("Result")
Other = TypeVar("Other")


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shares(items: Sequence[Item]) -> list[Sequence[Item]]:
    """The items in portions for `spread`, a single one if there are few."""
    size = PORTION if len(items) > WORTH else max(1, len(items))
    return [items[start : start + size] for start in range(0, len(items), size)]


def spread(work: Callable[[Item], Result], items: Sequence[Item], workers: int) -> list[Result]:
    """What `work` returns for each item, in order, by processes forked from this one, at most `workers` at a time.

    With one worker or one item nothing is forked. What `work` raises is raised here, the first item's first.
    """
    if min(workers, len(items)) < 2:
        return [work(item) for item in items]
    return _forked(work, items, workers)


def apart(work: Callable[[], Result], meanwhile: Callable[[], Other]) -> tuple[Result, Other]:
    """What `work` returns, by a process of its own, and what `meanwhile` returns, by this one.

    The memory that `work` took is gone with its process. What it raises is raised here.
    """
    once = cache(meanwhile)
    return _forked(lambda nothing: work(), [None], 1, once)[0], once()


def join_all() -> None:
    """Waits until every process that was forked from this one has ended."""
    for child in active_children():
        child.join()


def _forked(
    work: Callable[[Item], Result], items: Sequence[Item], workers: int, meanwhile: Callable[[], object] = lambda: None
) -> list[Result]:
    """The same, always by other processes; `meanwhile` is called whenever they have got to work."""
    at_once = workers * TERM
    terms = [range(start, min(start + at_once, len(items))) for start in range(0, len(items), at_once)]
    waiting = deque(term[first::workers] for term in terms for first in range(min(workers, len(term))))
    """The places of the items that a process is to work on, for each that is not yet forked."""
    results: list[Result | None] = [None] * len(items)
    faults: dict[int, BaseException] = {}
    children: dict[Connection, tuple[BaseProcess, Iterator[int]]] = {}
    """Each process at work, with the places of the items that it will tell of next."""
    try:
        while waiting or children:
            while waiting and len(children) < workers:
                places = waiting.popleft()
                here, child = _begin(work, [items[place] for place in places])
                children[here] = child, iter(places)
            meanwhile()
            ready = wait([*children])
            for here in [one for one in children if one in ready]:
                child, left = children[here]
                try:
                    told = here.recv()
                except EOFError:
                    child.join()
                    told = _End(RuntimeError(f"a worker process ended early (exit code {child.exitcode})"))
                place = next(left, len(items))
                if not isinstance(told, _End):
                    results[place] = told
                    continue
                timing.spans += told.spans
                if told.fault is not None:
                    faults[place] = told.fault
                here.close()
                del children[here]  # which ends by itself
    finally:
        for here in children:
            here.close()
        for child, _ in children.values():
            _end(child)
    if faults:
        raise faults[min(faults)]
    return results  # type: ignore[return-value]


def _begin(work: Callable[[Item], Result], items: Sequence[Item]) -> tuple[Connection, BaseProcess]:
    """A process that works on some items, and where it passes on its results."""
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(there, work, items))
    child.start()
    there.close()
    return here, child


def _end(child: BaseProcess) -> None:
    """Ends a process that nobody waits for any longer, after a moment in which it may clean up."""
    child.join(MOMENT)  # Ctrl-C is for it, too
    if child.is_alive() and child.pid:
        os.kill(child.pid, signal.SIGINT)
        child.join(MOMENT)
    child.kill()
    child.join()


@dataclass(frozen=True)
class _End:
    """The last word of a worker."""

    fault: BaseException | None
    spans: Sequence[timing.Span] = ()


def _work(there: Connection, work: Callable[[Item], Result], items: Sequence[Item]) -> None:
    """Passes on each result as soon as there is one, so that a worker holds few."""
    timing.take()
    gc.disable()  # a worker ends before its garbage counts
    fault: BaseException | None = None
    try:
        for item in items:
            there.send(work(item))
    except Exception as error:
        fault = error
    except KeyboardInterrupt:
        os._exit(130)
    with suppress(BrokenPipeError):  # nobody waits for it any longer
        there.send(_End(fault, timing.take()))
    there.close()


class Beside(Generic[Item, Result]):
    """A process beside this one, forked now, that does one kind of work whenever it is asked."""

    def __init__(self, work: Callable[[Item], Result]) -> None:
        context = get_context("fork")
        self._here, there = context.Pipe()
        self._child = context.Process(target=_stand_by, args=(there, self._here, work))
        self._child.start()
        there.close()

    def ask(self, item: Item, tell: Callable[[Result | None], None]) -> None:
        """Has the work done for one item; `tell` gets the result, in a thread of its own, or None if there is no end.

        A process that is gone stays gone.
        """
        threading.Thread(target=lambda: self._answer(item, tell), daemon=True).start()

    def _answer(self, item: Item, tell: Callable[[Result | None], None]) -> None:
        try:
            self._here.send(item)
            result = self._here.recv()
        except (EOFError, OSError):
            result = None
        tell(result)

    def __enter__(self) -> Beside[Item, Result]:
        return self

    def __exit__(self, *unused: object) -> None:
        self._child.terminate()
        self._child.join()


def _stand_by(there: Connection, here: Connection, work: Callable[[Item], Result]) -> None:
    here.close()  # so that the end of the process that asks is the end of this one
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    signal.signal(signal.SIGTERM, lambda *unused: sys.exit())
    os.nice(5)  # who asks comes first
    while True:
        try:
            there.send(work(there.recv()))
        except (EOFError, OSError):
            return
