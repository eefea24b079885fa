"""A project on disk -> what the commands that write shall write, and what they say. Writes nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import unified_diff
from pathlib import Path

from press.check import misshapen, read_languages
from press.edit import compare, fresh, mend, style, tell
from press.links import history, lock
from press.links.move import Files, Now
from press.load import bytes_of, data_files, load
from press.model import LOCK, Faulty, Problem, Source
from press.shapes import Shapes, read_shapes

_SEEN = {
    ord(letter): shown
    for letter, shown in {"\r": "^M", "\ufeff": "<U+FEFF>", "\u00a0": "<U+00A0>", "\u3000": "<U+3000>"}.items()
}


def begun(project: Path, collection: str, id_: str, titles: Sequence[str], ask: Callable[[str], str] | None) -> Files:
    """The files of a new entry. Whatever is wrong elsewhere does not matter. Raises Faulty if it cannot be."""
    sources, problems, shapes = _read(project)
    collection = collection.replace("-", "_")
    needed = (f"data/{collection}.yml", "data/retired.yml")
    faults = [one for one in problems if one.path in needed]
    if faults := faults + misshapen([one for one in sources if one.path in needed], shapes):
        raise Faulty(faults)
    now = Now(project, sources, shapes, lock.Ways(lock.load(project), {}))
    return fresh.entry(now, collection, id_, titles, ask)


def tidied(project: Path, paths: Sequence[Path]) -> tuple[Files, list[Problem]]:
    """The data files at or below some paths, or all, in the style of the house where they are not, and faults."""
    shapes = _read(project)[2]
    names = [name for name in data_files(project) if (project / name).is_file()]
    chosen: list[str] = []
    for path in paths:
        whole = path.resolve()
        start = whole.relative_to(project).as_posix() if whole.is_relative_to(project) else ""
        if not (found := [one for one in names if one == start or one.startswith(f"{start}/")]):
            raise Faulty(
                [Problem(str(path), 0, 0, "", "is no data file of this project; name files below data/", "E803")]
            )
        chosen += found
    return style.restyled(project, sorted(set(chosen)) if paths else names, shapes)


def mended(project: Path) -> tuple[Files, str]:
    """The data files without mechanical faults where they have some, and what is different, as a unified diff."""
    files, shown = mend.repaired(project), ""
    for path, after in sorted(files.items()):
        before = bytes_of(project, path)
        old, new = (raw.decode("utf-8", "replace").translate(_SEEN).split("\n") for raw in (before, after or b""))
        shown += "".join(f"{line}\n" for line in unified_diff(old, new, f"a/{path}", f"b/{path}", lineterm=""))
    return files, shown


def compared(project: Path, revision: str, form: str) -> str:
    """What has changed for readers since a revision in git: as `text`, `markdown` or `json`. Raises Faulty."""
    hash_, before = history.files_at(project, revision, ("data", LOCK))
    names = [name for name in (*data_files(project), LOCK) if (project / name).is_file()]
    now = compare.State({name: bytes_of(project, name) for name in names})
    found = compare.changes(compare.State(before, f"{revision}:"), now)
    if form == "json":
        return tell.as_json(found, revision, hash_)
    return tell.as_markdown(found, revision) if form == "markdown" else tell.as_text(found, revision)


def _read(project: Path) -> tuple[list[Source], list[Problem], Shapes]:
    """The data that can be read, what cannot, and the schemas. Raises Faulty if there are no languages."""
    sources, problems = load(project)
    try:
        languages = read_languages(sources)
    except Faulty as faulty:
        raise Faulty(problems + faulty.problems) from None
    return sources, problems, read_shapes(project, *languages)
