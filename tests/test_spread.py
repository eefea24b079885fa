"""Work over several processes: its order, its faults, and how much of it is held in memory."""

from __future__ import annotations

import os
import pickle
import resource
import select
import time
from collections import Counter
from random import Random

import pytest
from tea import Files

from press import api
from press.book import make_book
from press.model import Faulty, Problem
from press.project import prepare, read_data
from press.render import Renderer, make_all_graphs
from press.spread import TERM, apart, shares, spread

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


def test_a_process_ends_after_its_term_and_another_goes_on():
    worked = spread(lambda number: (number, os.getpid()), range(5 * TERM), 2)

    assert [number for number, _ in worked] == [*range(5 * TERM)]
    assert sorted(Counter(process for _, process in worked).values()) == [TERM / 2, TERM / 2, TERM, TERM, TERM, TERM]


def test_what_is_done_apart_is_done_by_another_process_whose_memory_is_its_own():
    (process, length), own = apart(lambda: (os.getpid(), len(Random(7).randbytes(MB))), os.getpid)

    assert (process != os.getpid(), length, own) == (True, MB, os.getpid())


def test_what_is_done_meanwhile_is_done_once_and_before_the_other_process_is_done():
    hears, says = os.pipe()

    def work() -> bytes:
        return os.read(hears, 9) if select.select([hears], [], [], 20)[0] else b"nothing for 20 seconds"

    assert apart(work, lambda: os.write(says, b"now")) == (b"now", len(b"now"))
    assert select.select([hears], [], [], 0)[0] == []


def test_faults_that_are_found_apart_are_raised_whole():
    fault = Problem("data/teas/oolong.yml", 3, 5, "title.en", "is missing", "E101")

    def work() -> None:
        raise Faulty([fault])

    with pytest.raises(Faulty) as caught:
        apart(work, int)
    assert (caught.value.problems, str(caught.value)) == ([fault], str(fault))


def test_an_entry_that_was_printed_holds_no_copy_of_its_words(files: Files):
    sources, shapes = read_data(files.root)
    books = [make_book(sources, shapes, shapes.languages, one) for one in shapes.languages]
    graphs = {book.language.tag: make_all_graphs(book) for book in books}
    tasks = Renderer(files.root).tasks(books, graphs)
    tasks += api.tasks(books, {tag: one.graphs for tag, one in graphs.items()}, shapes, {})
    entry = books[0].ties.found["teas/oolong"]
    for path in (f"docs/{books[0].language.tag}/teas/oolong.md", "docs/api/v1/entries/teas/oolong.json"):
        words = entry.data["what"]

        next(task for task in tasks if task.path == path).print()

        assert (entry.data["what"] == words, entry.data["what"] is words) == (True, False)


def test_pages_that_wait_to_be_written_take_a_fraction_of_the_memory_of_their_texts(files: Files):
    pages = prepare(files.root).pages

    assert len(pickle.dumps(pages)) < 0.6 * sum(len(page.text.encode()) for page in pages)


@pytest.mark.parametrize("count", [0, 1, 100, 101, 250])
def test_portions_hold_every_item_once_and_in_order(count: int):
    assert [item for portion in shares(range(count)) for item in portion] == [*range(count)]
