"""A change of the data that keeps its sense, as a renaming does -> the lock file that goes with it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from press.load import parse
from press.model import TRANSLATIONS, Source
from press.passages import address_of, passages
from press.translations.lock import Line, Lock, write
from press.translations.states import known_lines

Files = Mapping[str, bytes | None]
"""What shall stand in each file, by path; None for nothing."""


def carried(lock: Lock, before: Sequence[Source], files: Files, tags: Sequence[str]) -> dict[str, bytes | None]:
    """The lock file, if a change has to do with it, in which each text has the state that it had.

    `before` are the data files as they were. The change keeps the texts of a file in their order; one may be added at
    the end. Raises Faulty if the lock file cannot be read.
    """
    blocks = dict(lock.blocks)
    known = {source.path for source in before}
    new = {posixpath.dirname(path): path for path, raw in files.items() if raw and path not in known}
    for source in before:
        if source.path not in files:
            continue
        address = address_of(source.collection, source.id)
        path = source.path if files[source.path] else new.get(posixpath.dirname(source.path), "")
        lines = known_lines(address, (), lock, ())
        blocks.pop(address, None)
        if raw := files.get(path):
            after = parse(raw, path)
            block = [
                line.written(address_of(after.collection, after.id)) for line in _after(lines, source, after, tags)
            ]
            blocks[address_of(after.collection, after.id)] = "".join(sorted(block))
    text = write(blocks.values())
    return {} if text == lock.text else {TRANSLATIONS: text.encode()}


def _after(lines: Sequence[Line], before: Source, after: Source, tags: Sequence[str]) -> list[Line]:
    """The lines of a data file once it says something else at the same places, or under other names."""
    paths: dict[str, str] = {}
    signs: dict[tuple[str, str, str], str] = {}
    for old, now in zip(passages(before.data, tags), passages(after.data, tags), strict=False):
        paths[old.path] = now.path
        for tag, side in old.sides.items():
            signs[old.path, tag, side] = now.sides.get(tag, side)
    return [
        Line(
            paths.get(line.path, line.path),
            {tag: signs.get((line.path, tag, side), side) for tag, side in line.sides.items()},
            line.drafts,
        )
        for line in lines
    ]
