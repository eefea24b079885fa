"""Work over several processes: its order, its faults, and how much of it is held in memory."""

from __future__ import annotations

import os
import pickle
import resource
import time
from random import Random

import pytest
from tea import Files

from press.project import prepare
from press.spread import shares, spread

MB = 1_000_000


def test_results_stand_in_the_order_of_their_items_whoever_is_done_first():
    def late(number: int) -> int:
        time.sleep(0.02 * (number % 3))
        return number * number

    assert spread(late, range(11), 3) == [number * number for number in range(11)]


def test_the_fault_of_the_first_item_is_raised_whichever_worker_had_it():
    def work(number: int) -> int:
        if number in (3, 4):
            raise ValueError(number)
        return number

    with pytest.raises(ValueError, match=r"^3$"):
        spread(work, range(8), 2)


def test_a_worker_that_ends_early_is_a_fault_and_not_a_missing_result():
    with pytest.raises(RuntimeError, match="ended early"):
        spread(lambda number: os._exit(9) if number == 5 else number, range(8), 2)


def test_a_worker_holds_no_result_that_it_has_passed_on():
    def work(number: int) -> tuple[bytes, int]:
        return Random(number).randbytes(20 * MB), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

    most = [held for _, held in spread(work, range(12), 2)]

    assert max(most) - most[0] < 80 * MB  # one result and what it becomes on its way; six are 120 MB


def test_pages_that_wait_to_be_written_take_a_fraction_of_the_memory_of_their_texts(files: Files):
    pages = prepare(files.root).pages

    assert len(pickle.dumps(pages)) < 0.6 * sum(len(page.text.encode()) for page in pages)


@pytest.mark.parametrize("count", [0, 1, 100, 101, 250])
def test_portions_hold_every_item_once_and_in_order(count: int):
    assert [item for portion in shares(range(count)) for item in portion] == [*range(count)]
