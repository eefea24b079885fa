"""Pages -> files. The only module that writes into the project."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from press.cache import names
from press.model import COPIES, EDITOR, FIND, Faulty, Page, Problem

GENERATED = ("Generated from ", "data-drawn-by=", "# Sphinx inventory version 2")
_COPIED = re.compile(r"# .+\n\n[<>]")
"""How every clean copy begins, and every list of them: a title, and then an address or a summary."""
_WHOLE = re.compile(rf".*{FIND}/|docs/{COPIES}/[^/]+/|docs/api/|{re.escape(EDITOR)}/")
"""The folders of search indexes, of copies, of the API and of schemas for editors: their files are made together."""


def stale(pages: Iterable[Page], project: Path, kept: Iterable[str] = ()) -> dict[Path, Page | None]:
    """What must change so that the project holds just these pages: the page of a file, or None to delete it.

    The files whose paths are `kept` are as they should be.

    Raises Faulty if a file that nobody generated stands where only generated files belong.
    """
    wanted = {page.path: page for page in pages}
    changes: dict[Path, Page | None] = {
        file: page
        for path, page in wanted.items()
        if not (file := project / path).is_file() or file.read_bytes() != page.content
    }
    problems = []
    right = wanted.keys() | set(kept)
    found = [f"{room}/{name}" for room in ("docs", EDITOR) for name in names(project / room)]
    for path in (project / name for name in sorted(found) if name not in right):
        shown = path.relative_to(project).as_posix()
        if not _generated(path, copied=shown.startswith((f"docs/{COPIES}/", "docs/llms.txt"))):
            room = shown.partition("/")[0]
            fault = f"was not made by the build; {room}/ is generated, so move it out"
            problems.append(Problem(shown, 0, 0, "", fault, "E701"))
        changes[path] = None
    if problems:
        raise Faulty(problems)
    return changes


def _generated(path: Path, *, copied: bool) -> bool:
    try:
        head = path.read_text(encoding="utf-8")[:4000]
    except (OSError, UnicodeDecodeError):
        return False
    return any(notice in head for notice in GENERATED) or (copied and bool(_COPIED.match(head)))


def write(changes: Mapping[Path, Page | None], project: Path) -> None:
    """Carries the changes out, each file whole or not at all, and removes folders that become empty."""
    draft = project / f".draft-{os.getpid()}"
    try:
        for path, page in changes.items():
            if page:
                path.parent.mkdir(parents=True, exist_ok=True)
                draft.write_bytes(page.content)
                draft.replace(path)
                continue
            path.unlink()
            for folder in path.parents:
                if folder.name == "docs" or any(folder.iterdir()):
                    break
                folder.rmdir()
    finally:
        draft.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Writes one file outside docs/, with its folder, whole or not at all."""
    path.parent.mkdir(exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        draft.write_bytes(text.encode())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


PLAN = ".cache/change/plan.json"
"""What is to be put where, once it is certain: [path, name of a file beside the plan or nothing]."""


def replace_all(files: Mapping[str, bytes | None], project: Path) -> None:
    """Replaces and deletes some files, all of them or none. Raises Faulty if a file cannot be written.

    Everything is on the disk before the first file is touched. If the process is killed in between, `finish` does the
    rest.
    """
    plan = project / PLAN
    try:
        for path in files:
            folder = next(one for one in (project / path).parents if one.is_dir())
            if not os.access(folder, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        plan.parent.mkdir(parents=True, exist_ok=True)
        rows: list[tuple[str, str | None]] = []
        for number, (path, content) in enumerate(files.items()):
            name = None if content is None else f"{number}.new"
            rows.append((path, name))
            if name and content is not None:
                _write_through(plan.with_name(name), content)
        _write_through(plan.with_suffix(".draft"), json.dumps(rows).encode())
        plan.with_suffix(".draft").replace(plan)
    except OSError as error:
        shutil.rmtree(plan.parent, ignore_errors=True)
        place = Path(error.filename or project)
        shown = place.relative_to(project).as_posix() if place.is_relative_to(project) else str(place)
        raise Faulty(
            [Problem(shown, 0, 0, "", f"cannot be written ({error.strerror}); nothing was changed", "E703")]
        ) from None
    finish(project)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def finish(project: Path) -> None:
    """Does what is left of a change that was stopped half-way, if there is one; drops one that never was certain."""
    plan = project / PLAN
    if plan.is_file():
        for path, name in json.loads(plan.read_bytes()):
            file = project / path
            if name is None:
                file.unlink(missing_ok=True)
            elif (fresh := plan.with_name(name)).is_file():
                file.parent.mkdir(parents=True, exist_ok=True)
                fresh.replace(file)
        plan.unlink()
    shutil.rmtree(plan.parent, ignore_errors=True)


@contextmanager
def locked(project: Path) -> Iterator[None]:
    """Lets one process at a time write into a project; the others wait."""
    handle = os.open(project, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def problems(changes: Mapping[Path, Page | None], project: Path) -> list[Problem]:
    """The changes as faults, for a check that must not write. Files that are made together are named as a whole."""
    faults: dict[str, str] = {}
    for path in sorted(changes):
        name = path.relative_to(project).as_posix()
        whole = _WHOLE.match(name)
        gone = changes[path] is None and not whole
        faults[whole[0] if whole else name] = "is left over" if gone else "is out of date"
    return [Problem(name, 0, 0, "", f"{said}; run: python build.py build", "E702") for name, said in faults.items()]
