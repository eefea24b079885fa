"""Work over several processes. The only module that forks."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

from press import timing

WORTH = 100
"""More items than these are worth another process."""
PORTION = 20
"""So many go to a process at a time, small enough that long and short ones are dealt evenly."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shares(items: Sequence[Item]) -> list[Sequence[Item]]:
    """The items in portions for `spread`, a single one if there are few."""
    size = PORTION if len(items) > WORTH else max(1, len(items))
    return [items[start : start + size] for start in range(0, len(items), size)]


def spread(work: Callable[[Item], Result], items: Sequence[Item], workers: int) -> list[Result]:
    """What `work` returns for each item, in order, by at most `workers` processes forked from this one.

    With one worker or one item nothing is forked. What `work` raises is raised here, the first item's first.
    """
    if min(workers, len(items)) < 2:
        return [work(item) for item in items]
    context = get_context("fork")
    children = {}
    for number in range(count := min(workers, len(items))):
        here, there = context.Pipe(duplex=False)
        child = context.Process(target=_work, args=(there, work, items[number::count]))
        child.start()
        there.close()
        children[here] = child
    results: list[Result | None] = [None] * len(items)
    faults: dict[int, BaseException] = {}
    turns = dict(zip(children, range(count), strict=True))
    """The place of the item that each worker will tell of next."""
    try:
        while turns:
            ready = wait([*turns])
            for here in [one for one in turns if one in ready]:
                place = turns[here]
                try:
                    told = here.recv()
                except EOFError:
                    told = _End(RuntimeError(f"a worker process ended early (exit code {children[here].exitcode})"))
                if not isinstance(told, _End):
                    results[place] = told
                    turns[here] += count
                    continue
                del turns[here]
                timing.spans += told.spans
                if told.fault is not None:
                    faults[place] = told.fault
    finally:
        for here, child in children.items():
            here.close()
            child.join(0.0 if faults else None)
            child.kill()
            child.join()
    if faults:
        raise faults[min(faults)]
    return results  # type: ignore[return-value]


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
