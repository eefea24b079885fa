"""What the last build was made from -> what of it still holds. The only module that knows the cache.

The cache is one file, .cache/build.json: a ledger of files and what they were made from. The files themselves
stand in docs/ and site/. It holds plain JSON, a part a line, nothing that runs when it is read, and is worth nothing
as soon as anything about it is off: its seal, its format, or the world it was written in.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from press.digest import combined, digest

_CODE = Path(__file__).parent
FORMAT = 3
FILE = ".cache/build.json"
_YOUNG = 50_000_000
"""Nanoseconds after a change in which a file may change again without a new time stamp."""

Stamp = list[int]
"""Size, time of change in nanoseconds and inode of a file; its time is 0 if it was too young to trust."""


class Ledger(Mapping[str, Any]):
    """Parts with a name each, read from their JSON only when somebody looks: most builds need few of them."""

    def __init__(self, lines: Iterable[bytes] = ()) -> None:
        """Each line is a name, a space, JSON and a line end."""
        self._lines = {line[: line.index(b" ")].decode(): line for line in lines}
        self._parts: dict[str, Any] = {}

    @staticmethod
    def of(parts: Mapping[str, Any]) -> Ledger:
        """The parts as JSON, which takes a fraction of their memory. Their names have no spaces."""
        if isinstance(parts, Ledger):
            return parts
        option = orjson.OPT_APPEND_NEWLINE
        return Ledger([f"{name} ".encode() + orjson.dumps(part, option=option) for name, part in parts.items()])

    @property
    def lines(self) -> list[bytes]:
        """A line for each part."""
        return [*self._lines.values()]

    def __or__(self, other: Mapping[str, Any]) -> Ledger:
        return Ledger((self._lines | Ledger.of(other)._lines).values())

    def __getitem__(self, name: str) -> Any:
        if name not in self._parts:
            self._parts[name] = orjson.loads(self._lines[name][len(name.encode()) + 1 :])
        return self._parts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def read(project: Path) -> Ledger:
    """The ledger of the last build, or an empty one if there is none that can be trusted."""
    try:
        with (project / FILE).open("rb") as file:
            seal, *lines = file.readlines()
        return Ledger(lines if seal == _seal(lines) else ())
    except (OSError, ValueError):
        return Ledger()


def write(project: Path, ledger: Mapping[str, Any]) -> None:
    """Keeps a ledger for the next build, whole or not at all. A folder that cannot be written to keeps none."""
    lines = Ledger.of(ledger).lines
    path = project / FILE
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        with draft.open("wb") as file:
            file.writelines([_seal(lines), *lines])
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)


def _seal(lines: Iterable[bytes]) -> bytes:
    """The first line, which only this ledger of this world has."""
    return f"{FORMAT} {world()} {digest(*lines)}\n".encode()


def world() -> str:
    """A hash of all that a build depends on besides the project: this code, Python and every installed package."""
    packages = sorted(
        path.name
        for folder in {Path(folder) for folder in sys.path}
        if folder.is_dir()
        for path in folder.iterdir()
        if path.suffix in (".dist-info", ".egg-info")
    )
    files = [path for path in sorted(_CODE.rglob("*")) if path.suffix in (".py", ".json")]
    code = [(path.relative_to(_CODE).as_posix(), digest(path.read_bytes())) for path in files]
    return combined([FORMAT, platform.python_version(), sys.platform, packages, code])


def stamp(path: Path | str) -> Stamp | None:
    """What tells at a glance whether a file was changed, or None if there is no such file."""
    try:
        state = os.stat(path)  # noqa: PTH116  thousands of files: a Path for each would take longer than the look
    except OSError:
        return None
    return [state.st_size, state.st_mtime_ns, state.st_ino]


def stamps(folder: Path | str) -> dict[str, Stamp | None]:
    """The stamp of every file below a folder, by its path from there."""
    return {name: stamp(f"{folder}/{name}") for name in names(folder)}


def names(folder: Path | str) -> list[str]:
    """The path of every file below a folder, from there, in order. Links to folders are not followed."""
    found: list[str] = []
    top, rooms = len(str(folder)) + 1, [str(folder)]
    while rooms:  # os.walk takes twice as long
        with suppress(OSError), os.scandir(rooms.pop()) as entries:
            for one in entries:
                if one.is_dir(follow_symlinks=False):
                    rooms.append(one.path)
                elif not (one.is_symlink() and Path(one.path).is_dir()):
                    found.append(one.path[top:])
    return sorted(found)


def trusted(mark: Stamp) -> Stamp:
    """The stamp for the ledger: without its time if the file could still change without getting another."""
    young = abs(time.time_ns() - mark[1]) < _YOUNG
    return [mark[0], 0 if young else mark[1], mark[2]]
