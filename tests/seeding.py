"""How a test puts one fault into the book of tea, and takes it out again."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tea import TEA, Files

import build
from press import report
from press.model import Faulty, Problem
from press.project import prepare


@contextmanager
def edited(book: Files, path: str, old: str | None, new: str | bytes | None) -> Iterator[None]:
    """The book with the first `old` of a file replaced by `new`, or with the whole file written or deleted (None)."""
    before = TEA.get(path)
    if new is None:
        book.delete(path)
    elif old is None or before is None:
        book.write(path, new)
    else:
        assert isinstance(new, str) and old in before, f"{old!r} is not in {path}"
        book.write(path, before.replace(old, new, 1))
    try:
        yield
    finally:
        if before is not None:
            book.write(path, before)
        else:
            book.delete(path)
            _sweep(book.root / path, book.root)


def _sweep(path: Path, root: Path) -> None:
    for folder in path.parents:
        if folder == root or any(folder.iterdir()):
            return
        folder.rmdir()


def found(book: Files) -> list[Problem]:
    """Every fault of the data and templates."""
    try:
        prepare(book.root)
    except Faulty as faulty:
        return faulty.problems
    return []


def obeyed(book: Files, lines: str) -> list[Problem] | int:
    """What comes of some commands typed in the book's folder: the exit code of ours, or the faults after others."""
    for line in lines.splitlines():
        if line.startswith("python build.py "):
            return build.main([*line.split()[2:], "--project", str(book.root)])
        subprocess.run(line, shell=True, cwd=book.root, check=True)
    return found(book)


def told(problems: list[Problem]) -> str:
    """The faults as `check` prints them."""
    return report.as_text(problems)
