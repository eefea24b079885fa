"""docs/LANGUAGE -> site/LANGUAGE, making only what changed.

Knows what a page depends on; the engine knows how to make it.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from press.cache import stamp, stamps
from press.digest import combined, digest
from press.model import Language, Problem
from press.spread import spread
from press.timing import step

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
UNDRAWN = '<pre class="mermaid"'
INDEX = "search/search_index.json"
_DOCS = '"docs":['


class Refused(Exception):
    """MkDocs itself must build this site; says why."""


@dataclass
class Built:
    """A finished language of the site, and what the next build may want to know of it."""

    tag: str
    faults: list[Problem] = field(default_factory=list)
    scripts: set[str] = field(default_factory=set)
    undrawn: bool = False
    reason: str = ""
    ledger: dict[str, Any] = field(default_factory=dict)


def built(tag: str, ledger: dict[str, Any]) -> Built:
    """A finished language as its ledger tells of it."""
    rows = ledger["pages"].values()
    return Built(
        tag=tag,
        scripts={script for row in rows for script in row["scripts"]} | set(ledger["frame_scripts"]),
        undrawn=any(row["undrawn"] for row in rows),
        ledger=ledger,
    )


def hashed(html: str) -> set[str]:
    """The SHA-256 of each script inside a page, as Content-Security-Policy writes them."""
    return {
        f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in INLINE_SCRIPT.findall(html)
    }


def same(
    project: Path, old: Path, language: Language, variables: Mapping[str, str], before: dict[str, Any] | None
) -> bool:
    """Whether a build of one language would only keep what there is of it."""
    with _set(variables):
        return _Remake(project, old, old, language, variables, before, 1, {}, None).same


@dataclass(frozen=True)
class Ahead:
    """MkDocs set up for one language before docs/ was ready."""

    config: str
    """A hash of its configuration."""
    engine: Any


def ahead(project: Path, language: Language, variables: Mapping[str, str]) -> Ahead | None:
    """What `build` may begin with; None if MkDocs complains, which it will then do again."""
    with _set(variables), suppress(Exception):
        from press.host.engine import Engine, complaints

        config = _config(project, variables)
        with complaints() as warnings:
            engine = Engine(project / f"mkdocs.{language.tag}.yml", project / "site" / language.tag)
            engine.begin()
            return None if warnings else Ahead(config, engine)
    return None


def build(
    project: Path,
    target: Path,
    old: Path,
    language: Language,
    variables: Mapping[str, str],
    before: dict[str, Any] | None,
    workers: int,
    beside: Mapping[str, Any],
    begun: Ahead | None,
) -> Built:
    """Makes one language in `target`, with what `before` says can be kept of `old`. Raises Refused.

    `target` may hold an earlier site, whose files are kept where they are those of `old`. `beside` has the stamps of
    files of `old` that stand among its own and are to be kept, too. `begun` is what there is `ahead`.
    """
    with _set(variables):
        from press.host.engine import complaints

        with complaints() as warnings:
            try:
                made = _Remake(project, target, old, language, variables, before, workers, beside, begun).build()
            except Refused:
                raise
            except Exception as error:
                raise Refused(f"{type(error).__name__}: {error}") from error
        if warnings:
            raise Refused(warnings[0])
        return made


@contextmanager
def _set(variables: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


class _Remake:
    def __init__(
        self,
        project: Path,
        target: Path,
        old: Path,
        language: Language,
        variables: Mapping[str, str],
        before: dict[str, Any] | None,
        workers: int,
        beside: Mapping[str, Any],
        begun: Ahead | None,
    ) -> None:
        self.project, self.target, self.old, self.language = project, target, old, language
        self.variables, self.before, self.workers, self.beside = variables, before, workers, beside
        self.begun = begun
        self.docs = project / "docs" / language.tag

    @cached_property
    def engine(self) -> Any:
        from press.host.engine import Engine, NotKnown

        if self.begun and self.begun.config == self.config:
            engine = self.begun.engine
            engine.aim(self.target)
        else:
            try:
                engine = Engine(self.project / f"mkdocs.{self.language.tag}.yml", self.target)
            except NotKnown as reason:
                raise Refused(str(reason)) from None
        if self.before and self.same_look:
            engine.recall(self.before["shells"])
        return engine

    @cached_property
    def rows(self) -> dict[str, Any]:
        """What is known of the pages as they were."""
        return self.before["pages"] if self.before else {}

    @cached_property
    def inputs(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The Markdown files of the language, each with its hash, and a hash of every other file."""
        texts: dict[str, Any] = {}
        other: dict[str, str] = {}
        for place, mark in stamps(self.docs).items():
            if not place.endswith(".md"):
                other[place] = digest((self.docs / place).read_bytes())
            elif (row := self.rows.get(place)) and row["in"] == mark:
                texts[place] = {key: row[key] for key in ("in", "text", "head")}
            else:
                text = (self.docs / place).read_bytes()
                head = text.partition(b"\n---\n")[0]
                texts[place] = {"in": mark, "text": digest(text), "head": digest(head)}
        return texts, other

    @cached_property
    def same_look(self) -> bool:
        """Whether pages would be printed as they were."""
        before = self.before or {}
        return bool(before) and before["config"] == self.config and before["look"] == self._look(before)

    @cached_property
    def kept(self) -> dict[str, Any]:
        """The pages that need not be made again."""
        texts, before = self.inputs[0], self.before or {}
        touched = set(self.rows) ^ set(texts)
        return {
            uri: row
            for uri, row in self.rows.items()
            if self.same_look
            and uri in texts
            and row["text"] == texts[uri]["text"]
            and all(self.pictures.get(name) == before["pictures"].get(name) for name in row["pictures"])
            and touched.isdisjoint(row["looked"])
            and stamp(self.old / row["file"]) == row["out"]
        }

    @cached_property
    def moved(self) -> set[str] | None:
        """The files beside the pages that say something else, if all that is no page can be kept but for them."""
        before = self.before or {}
        if not (
            self.same_look
            and self.rows.keys() == self.inputs[0].keys()
            and before["other"].keys() == self.inputs[1].keys()
            and before["theme"] == _hashes(before["dirs"])
        ):
            return None
        moved = {place for place, mark in self.inputs[1].items() if before["other"][place] != mark}
        rest = {place: mark for place, mark in before["frame"].items() if place not in moved}
        scripts = any(place.endswith(".html") for place in moved)
        return moved if not scripts and self._intact(rest) else None

    @property
    def same(self) -> bool:
        """Whether everything can be kept."""
        return self.moved == set() and len(self.kept) == len(self.rows) and self._intact((self.before or {})["index"])

    def build(self) -> Built:
        before, kept, texts = self.before or {}, self.kept, self.inputs[0]
        moved = self.moved
        frame = {} if moved is None else {place: mark for place, mark in before["frame"].items() if place not in moved}
        pages = {row["file"]: row["out"] for row in kept.values()}
        index = before["index"] if self.same else {}
        keep(self.target, self.old, pages | frame | index | dict(self.beside))
        if self.same:
            return built(self.language.tag, before)

        changed = [file for file in self.engine.pages if file.src_uri not in kept]
        made, records = self._make(changed)
        rows = {}
        for file in self.engine.pages:
            uri = file.src_uri
            rows[uri] = (made.get(uri) or kept[uri]) | texts[uri]
        self.engine.check_anchors(rows)
        if moved is None:
            self.engine.frame()
            others = {row["file"] for row in rows.values()} | self.beside.keys()
            frame = {place: mark for place, mark in stamps(self.target).items() if place not in others}
        for place in moved or ():
            self.engine.file(place).copy_file()
            frame[place] = stamp(self.target / place)
        custom = self.engine.config.theme.custom_dir
        dirs = [str(custom)] if custom else []
        ledger = {
            "config": self.config,
            "pictures": self.pictures,
            "other": self.inputs[1],
            "theme": _hashes(dirs),
            "pages": rows,
            "frame": frame,
            "frame_scripts": self._scripts(frame) if moved is None else before["frame_scripts"],
            "index": self._index(rows, records),
            "nav": [page.file.src_uri for page in self.engine.nav.pages],
            "dirs": dirs,
            "shells": self.engine.shells,
            "templates": sorted(self.engine.templates | set(before.get("templates", []) if self.same_look else [])),
        }
        ledger["look"] = self._look(ledger)
        return built(self.language.tag, ledger)

    @cached_property
    def config(self) -> str:
        return _config(self.project, self.variables)

    @cached_property
    def pictures(self) -> dict[str, str]:
        """The drawings, each with its hash."""
        folder = self.project / "docs" / "drawings"
        return {name: digest((folder / name).read_bytes()) for name in stamps(folder)}

    def _look(self, ledger: Mapping[str, Any]) -> str:
        """A hash of what every page shows: the templates that were used, and the heads of the pages in the menu."""
        templates = []
        for name in ledger["templates"]:
            paths = (Path(folder) / name for folder in ledger["dirs"])
            templates.append(next((digest(path.read_bytes()) for path in paths if path.is_file()), None))
        return combined([templates, [self.inputs[0].get(uri, {}).get("head") for uri in ledger["nav"]]])

    def _make(self, files: Sequence[Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """Makes pages, in as many processes as there are workers; returns their rows and records."""
        if not files:
            return {}, {}
        size = -(-len(files) // self.workers)
        shares = [files[start : start + size] for start in range(0, len(files), size)]
        if len(shares) > 1:
            self.engine.prepare()  # before the work is divided
        done: list[tuple[str, dict[str, Any], str]] = []
        shells: dict[tuple[str, ...], Any] = {}
        for share, templates, known in spread(self._share, shares, self.workers):
            done += share
            self.engine.templates |= templates
            shells |= {tuple(key): (key, shell) for key, shell in known}
        self.engine.recall(list(shells.values()))
        return {uri: row for uri, row, _ in done}, {uri: records for uri, _, records in done}

    def _share(self, files: Sequence[Any]) -> tuple[list[tuple[str, dict[str, Any], str]], set[str], list[Any]]:
        """Makes some of them; returns the rows and records, and what the engine has come to know."""
        from press.host.engine import complaints

        done: list[tuple[str, dict[str, Any], str]] = []
        with complaints() as warnings:
            for file in files:
                html, records, made = self.engine.make(file)
                path = Path(file.abs_dest_path)
                with step("write"):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(html.encode("utf-8", errors="xmlcharrefreplace"))
                row = vars(made) | {
                    "file": file.dest_uri,
                    "out": stamp(path),
                    "scripts": sorted(hashed(html)),
                    "undrawn": UNDRAWN in html,
                }
                done.append((file.src_uri, row, records))
        if warnings:
            raise Refused(warnings[0])
        return done, self.engine.templates, self.engine.shells

    def _index(self, rows: Mapping[str, Any], records: Mapping[str, str]) -> dict[str, Any]:
        """Writes the search index; the records of kept pages are cut out of the old one."""
        old = ""
        if len(records) < len(rows):
            before = self.before or {}
            if not self._intact(before["index"]):
                raise Refused("the old search index was changed")
            old = (self.old / INDEX).read_text(encoding="utf-8") if before["index"] else ""
            start = old.find(_DOCS) + len(_DOCS)
            places = {}
            for uri, row in before["pages"].items():
                places[uri] = old[start : start + row["search"]]
                start += row["search"] + bool(row["search"])
            records = places | dict(records)
        text = self.engine.search_index([records[uri] for uri in rows])
        if text is None:
            return {}
        path = self.target / INDEX
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return {INDEX: stamp(path)}

    def _scripts(self, frame: Mapping[str, Any]) -> list[str]:
        pages = [self.target / place for place in frame if place.endswith(".html")]
        return sorted({script for page in pages for script in hashed(page.read_text(encoding="utf-8"))})

    def _intact(self, files: Mapping[str, Any]) -> bool:
        return all(stamp(self.old / place) == mark for place, mark in files.items())


def _config(project: Path, variables: Mapping[str, str]) -> str:
    """A hash of the configuration files and of the variables that they may name."""
    files = sorted(project.glob("mkdocs*.yml"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    names = {name for text in texts if "!ENV" in text for name in re.findall(r"[A-Za-z_][A-Za-z0-9_]*", text)}
    named = {name: os.environ[name] for name in names if name in os.environ}
    return combined([str(project), [path.name for path in files], texts, named, dict(variables)])


def keep(target: Path, old: Path, places: Mapping[str, Any]) -> None:
    """Leaves in a folder just these files of an old one, by their stamps: other names for the same bytes."""
    there = stamps(target)
    for place in there.keys() - places.keys():
        path = target / place
        path.unlink()
        for folder in path.relative_to(target).parents:
            with suppress(OSError):  # it is not empty
                (target / folder).rmdir()
    for place, mark in places.items():
        if there.get(place) != mark:
            link(old / place, target / place)


def link(source: Path, path: Path) -> None:
    """Gives a file another name, in the place of what may stand there."""
    path.unlink(missing_ok=True)
    try:
        os.link(source, path)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.link(source, path)


def _hashes(folders: Sequence[str]) -> dict[str, str]:
    """A hash of each file of some folders."""
    return {
        f"{folder}/{place}": digest((Path(folder) / place).read_bytes())
        for folder in folders
        for place in stamps(Path(folder))
    }
