"""Spoils files of a good book, one at a time, and asks what check says: never a traceback, never a long wait.

    python bench/faults/fuzz.py --files 50000
    python bench/faults/fuzz.py --files 1 --start 1234    one of them again, by its number

A file is changed by bytes, lines, words or its structure. Each change is known by its number. Prints how many were
found faulty, how often each code was named, the longest time, and every crash with its number; exits 1 if there is one.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from tea import TEA, Files, tea  # noqa: E402

from press import report  # noqa: E402
from press.model import LOCK, Faulty, Problem  # noqa: E402
from press.project import prepare, read_data  # noqa: E402

SECONDS = 20
"""Whoever waits longer for one file takes it for a hang."""
PRINTED = 20
"""One in so many of the files that are still sound is printed, too, which takes longer."""
MARKS = "[]{}:-#&*!|>'\"%@`,? \n\t~$\\=<.：［］｛｝｜，－　\u00a0\u200b\ufeff\x07\u2028é茶한"
WORDS = [
    *(
        "null",
        "true",
        "[]",
        "{}",
        "1e999",
        "-1",
        '""',
        "uji",
        "teas/sencha",
        "[[x/y]]",
        "[[teas/sencha|",
        "]]",
        "$\\x$",
    ),
    *("<<<<<<< HEAD\n", "---\n", "...\n", "!!str ", "&a ", "*a", "? ", "- ", ": ", "{{ x }}", "{% if %}", "{#"),
    *("# ", "\r\n", "\r", '"\\f"', "'", "0x", "9" * 400, "[" * 30, "  " * 40, "/a/ 2026-11-25 -> /b/\n", "$ref", "%"),
]
LOCKED = (
    "/ 2026-11-25\n/teas/ 2026-11-25\n/teas/sencha/ 2026-11-25\n/teas/old/ 2026-11-25 -> /teas/sencha/ 2026-11-25\n"
)
PAGE = (ROOT / "templates" / "entry.md.j2").read_text(encoding="utf-8")
MORE = {LOCK: LOCKED, "templates/regions.md.j2": PAGE, "templates/cells/year.md.j2": "{{ value }}\n"}
"""Good files that the book of tea does without."""
GOOD = {path: text for path, text in TEA.items() if path != "mkdocs.base.yml"} | MORE


def spoilt(raw: bytes, chance: random.Random) -> bytes:
    """The bytes of a file after one to four accidents."""
    for _ in range(chance.choice([1, 1, 1, 2, 2, 3, 4])):
        raw = chance.choice(ACCIDENTS)(raw, chance)
    return raw


def _byte(raw: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(raw) + 1)
    return raw[:place] + bytes([chance.randrange(256)]) + raw[place + chance.randrange(2) :]


def _cut(raw: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(raw) + 1)
    return raw[:place] if chance.random() < 0.2 else raw[:place] + raw[place + chance.randint(1, 8) :]


def _word(raw: bytes, chance: random.Random) -> bytes:
    text, put = raw.decode("utf-8", "surrogateescape"), chance.choice([*MARKS, *WORDS])
    place = chance.randrange(len(text) + 1)
    if chance.random() < 0.5 and (
        edges := [found.start() for found in re.finditer(r"\b|(?<=: )|^", text, re.MULTILINE)]
    ):
        place = chance.choice(edges)
    return (text[:place] + put + text[place:]).encode("utf-8", "surrogateescape")


def _swap(raw: bytes, chance: random.Random) -> bytes:
    text = raw.decode("utf-8", "surrogateescape")
    words = sorted(set(re.findall(r"[\w/-]+", text)))
    if not words:
        return raw
    old, new = chance.choice(words), chance.choice([*words, *WORDS])
    return text.replace(old, new, chance.choice([1, -1])).encode("utf-8", "surrogateescape")


def _lines(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.splitlines(keepends=True)
    if not lines:
        return raw
    place, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[place]
        case 1:
            lines.insert(place, lines[other])
        case 2:
            lines[place], lines[other] = lines[other], lines[place]
        case 3:
            lines[place] = chance.choice([b" ", b"  ", b"\t", b"    "]) + lines[place]
        case 4:
            lines[place] = lines[place].lstrip()
        case 5:
            chance.shuffle(lines)
    return b"".join(lines)


def _graft(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.splitlines(keepends=True)
    other = chance.choice(list(GOOD.values())).encode().splitlines(keepends=True)
    start, place = chance.randrange(len(other)), chance.randrange(len(lines) + 1)
    return b"".join([*lines[:place], *other[start : start + chance.randint(1, 6)], *lines[place:]])


ACCIDENTS: list[Callable[[bytes, random.Random], bytes]] = [_byte, _cut, _word, _word, _swap, _lines, _lines, _graft]


def look(book: Files, number: int) -> list[Problem]:
    """What check says of the change of that number. Raises whatever is not a list of faults, each with its code."""
    chance = random.Random(number)
    path = chance.choice(list(GOOD))
    raw = spoilt(GOOD[path].encode(), chance)
    book.write(path, raw)
    try:
        if path in MORE:
            prepare(book.root)
        else:
            read_data(book.root)
            if number % PRINTED == 0:
                prepare(book.root)
    except Faulty as faulty:
        text = raw.decode("utf-8", "replace")
        report.for_people(faulty.problems, lambda _: text, 80, colour=True)
        report.as_json(faulty.problems), report.as_github(faulty.problems)
        assert faulty.problems and all(problem.code and problem.message for problem in faulty.problems), "no code"
        return faulty.problems
    finally:
        book.write(path, GOOD[path])
    return []


def book_of_tea(folder: Path) -> Files:
    """The book of tea with everything that it can do without, and its drawings."""
    book = tea(folder)
    for path, text in MORE.items():
        book.write(path, text)
    for page in prepare(folder).pages:
        if page.path.startswith("docs/drawings/"):
            book.write(page.path, page.text)
    return book


def main() -> int:
    """Spoils as many files as it is told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=50_000)
    parser.add_argument("--start", type=int, default=0, help="the number of the first change")
    options = parser.parse_args()

    def late(*_: object) -> None:
        raise TimeoutError(f"longer than {SECONDS} seconds")

    signal.signal(signal.SIGALRM, late)
    faulty, crashes, longest = 0, 0, (0.0, 0)
    codes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        book = book_of_tea(Path(folder))
        for number in range(options.start, options.start + options.files):
            begun = time.perf_counter()
            signal.alarm(SECONDS)
            try:
                found = look(book, number)
            except Exception:
                crashes += 1
                print(f"change {number}:", traceback.format_exc(), sep="\n", flush=True)
                continue
            finally:
                signal.alarm(0)
            longest = max(longest, (time.perf_counter() - begun, number))
            faulty += bool(found)
            codes.update({problem.code for problem in found})
    print(f"{options.files} files from {options.start}: {faulty} faulty, {crashes} crashes or hangs")
    print(f"longest: {longest[0] * 1000:.0f} ms (change {longest[1]})")
    print("codes:", ", ".join(f"{code} {count}" for code, count in sorted(codes.items())))
    return 1 if crashes else 0


if __name__ == "__main__":
    sys.exit(main())
