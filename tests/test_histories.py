"""Whatever is done to a handbook, every address that it ever released leads somewhere.

Two hundred histories are followed on the generated pages, which is quick. Some of them are followed on the built site
too: after each step it is opened as plain files and asked for through nginx, by turns at the root of a host and below a
path. With `BUILT_HISTORIES=200` in the environment all of them are.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from servers import nginx
from tea import Files, snapshot

import build
from press import project, render
from press.links import lock
from press.model import LOCK, Task
from press.project import Edition

HISTORIES, STEPS = 200, 20
BUILT = int(os.environ.get("BUILT_HISTORIES", 12))
IDS = ["matcha", "hojicha", "gyokuro", "bancha", "keemun", "assam"]
KEPT = ["oolong", "sencha"]
"""Teas that stay as they are, so that every label is used and no picture is drawn anew."""
FIELDS = ["what", "story", "tale"]
WHAT = "{field}:\n  - en: The story of it.\n    ja: その話。\n"
ENTRY = """\
title:
  en: Tea {number}
  ja: 茶{number}
summary:
  en: Like [[{other}]].
  ja: "[[{other}|あれ]]のよう。"
colour: green
region: uji
"""


@dataclass
class History:
    """A handbook in the hands of somebody who cannot make up their mind."""

    files: Files
    dice: random.Random
    made: int = 0
    promised: set[str] = field(default_factory=set)
    did: list[str] = field(default_factory=list)

    def command(self, *arguments: str) -> bool:
        """Runs a command, which may refuse and must then change nothing."""
        before = written(self.files)
        done = build.main([*arguments, "--project", str(self.files.root)]) == 0
        self.did.append(f"{'' if done else 'refused: '}{' '.join(arguments)}")
        if not done:
            assert written(self.files) == before
        return done

    @property
    def teas(self) -> list[str]:
        return sorted(path.stem for path in (self.files.root / "data/teas").iterdir() if path.stem not in KEPT)

    @property
    def field(self) -> str:
        return next(name for name in FIELDS if f'"{name}": {{' in self.files.read("schemas/teas.schema.json"))

    def step(self) -> None:
        """One thing that an editor may do."""
        if len(self.teas) < 2:
            return self.add()
        one, other = self.dice.sample(self.teas, 2)
        match self.dice.choice(["add", "rename", "rename", "swap", "retire", "section", "field", "release"]):
            case "add":
                self.add()
            case "rename":
                self.command("rename", f"teas/{one}", self.dice.choice(IDS), *self.dice.choice([[], ["--take"]]))
            case "swap":
                assert self.command("rename", f"teas/{one}", "meanwhile", "--take")
                assert self.command("rename", f"teas/{other}", one, "--take")
                assert self.command("rename", "teas/meanwhile", other, "--take")
            case "retire":
                to = self.dice.choice([["--to", f"teas/{other}"], ["--to", "teas"], [], ["--read", f"teas/{other}"]])
                self.command("retire", f"teas/{one}", *to)
            case "section":
                self.section(one)
            case "field":
                self.command("rename", f"teas#{self.field}", self.dice.choice(FIELDS))
            case "release":
                self.release()
        return None

    def add(self) -> None:
        name = self.dice.choice(IDS)
        tombs = self.files.root / "data/retired.yml"
        retired = tombs.is_file() and f"was: teas/{name}\n" in tombs.read_text(encoding="utf-8")
        if name in self.teas or retired or f"/teas/{name}/" in lock.load(self.files.root):
            return
        self.made += 1
        text = ENTRY.format(number=self.made, other=f"teas/{self.dice.choice(self.teas + KEPT)}")
        self.files.write(f"data/teas/{name}.yml", text + WHAT.format(field=self.field))
        self.files.sub("data/teas.yml", "order: [", f"order: [{name}, ")
        self.did.append(f"add {name}")

    def section(self, name: str) -> None:
        """Takes a section out of an entry, or puts it back."""
        path, address = f"data/teas/{name}.yml", f"/teas/{name}/#{self.field}"
        text = self.files.read(path)
        shorter = re.sub(rf"^{self.field}:\n(?: .*\n)+", "", text, flags=re.MULTILINE)
        if shorter == text:
            self.files.write(path, text + WHAT.format(field=self.field))
            self.did.append(f"write {address}")
        else:
            self.files.write(path, shorter)
            self.did.append(f"delete {address}")
            self.command("retire", address)

    def release(self) -> None:
        self.made += 1
        assert self.command("release", "--date", f"2026-{1 + self.made // 28:02}-{1 + self.made % 28:02}")
        self.promised |= {*lock.load(self.files.root)}


def written(files: Files) -> dict[str, bytes]:
    """What the commands may change."""
    folders = {name: snapshot(files.root / name) for name in ("data", "schemas")}
    found = {f"{folder}/{name}": raw for folder, own in folders.items() for name, raw in own.items()}
    return found | {LOCK: (files.root / LOCK).read_bytes() if (files.root / LOCK).exists() else b""}


Read = Callable[[str], str]
"""The text of a page by its address from the root of the site, or nothing if there is none."""


def site_of(root: Path) -> Read:
    """The pages of a built site."""

    @cache
    def read(place: str) -> str:
        file = root / "site" / place.strip("/") / "index.html"
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    return read


def generated(root: Path) -> Read:
    """The pages as they are generated, each heading with its id as HTML has it."""
    edition = project.prepare(root)
    texts = {
        path: (root / path).read_text(encoding="utf-8") for path in edition.kept if path.endswith((".md", ".html"))
    }
    texts |= {page.path: page.text for page in edition.pages}

    def read(place: str) -> str:
        stem = f"docs{place.rstrip('/')}"
        for path in (f"{stem}/index.html", f"{stem}/index.md", f"{stem}.md"):
            if path in texts:
                return re.sub(r"\{ #(\S+) \}$", r'id="\1"', texts[path], flags=re.MULTILINE)
        return ""

    return read


def arrives(read: Read, tag: str, address: str) -> str:
    """Where a browser ends that opens an address of plain files; a word of complaint if that is nowhere."""
    place, _, section = address.partition("#")
    for _ in range(4):
        html = read(f"/{tag}{place}")
        if not html:
            return f"no page {place}"
        on = re.search(r'<script src="[^"]*moved\.js" data-to="([^"]*)"', html)
        former = rf'<p id="{section}" class="former former--moved" data-to="([^"]*)"'
        moved = re.search(former, html) if section else None
        if not on and not moved:
            return "" if not section or f'id="{section}"' in html else f"no #{section} on {place}"
        to = urlsplit(urljoin(f"/{tag}{place}", (on or moved)[1]))
        place = to.path.removeprefix(f"/{tag}")
        section = (section or to.fragment) if on else to.fragment
    return f"{address} goes on and on"


def lost(history: History, read: Read) -> dict[str, str]:
    """The promised addresses that lead nowhere."""
    return {
        f"{tag} {address}": said
        for tag in ("en", "ja")
        for address in history.promised
        if (said := arrives(read, tag, address))
    }


def refused(history: History, path: str, folder: Path) -> dict[str, tuple[int, str]]:
    """The promised addresses for which nginx has no page, or one without the section."""
    wrong = {}
    with nginx(folder, history.files.root / "site", path) as get:
        for tag, address in product(("en", "ja"), history.promised):
            place, _, section = address.partition("#")
            status, to, body = get(f"{path}{tag}{place}")
            if status == 301:
                end = urlsplit(to)
                section = section or end.fragment
                status, _, body = get(end.path)
            if status not in (200, 410) or (section and f'id="{section}"' not in body):
                wrong[f"{tag} {address}"] = status, to
    return wrong


@pytest.fixture(scope="module")
def first(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of tea with a picture of two teas only, built and released."""
    files = Files(Path(shutil.copytree(built, tmp_path_factory.mktemp("first") / "tea")))
    files.sub(
        "data/diagrams/path.yml",
        "  - collection: teas\n    lines",
        "  - collection: teas\n    only: [sencha, oolong]\n    lines",
    )
    files.sub("data/teas.yml", "numbered: true\n", "")
    history = History(files, random.Random(0))
    history.add()
    history.add()
    history.release()
    assert history.command("build")
    return files.root


def begin(first: Path, folder: Path, number: int) -> History:
    """A copy of the released book."""
    history = History(Files(Path(shutil.copytree(first, folder))), random.Random(number), made=10)
    history.promised = {*lock.load(history.files.root)}
    return history


@pytest.fixture
def quick(compiled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds stay in this process, with templates that were compiled before."""
    monkeypatch.setattr(build, "cores", lambda: 1)


@pytest.fixture
def terse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each state of a book is printed once, without what has no addresses."""
    known: dict[tuple[Path, str], Edition] = {}
    real, all_tasks = project.prepare, render.Renderer.tasks

    def tasks(*given: Any) -> list[Task]:
        return [task for task in all_tasks(*given) if task.path.startswith(("docs/en/", "docs/ja/"))]

    def prepare(root: Path, *arguments: object, lost: bool = False) -> Edition:
        state = root, str(sorted(written(Files(root)).items()))
        if state not in known:
            known.clear()
            known[state] = real(root, lost=True)
        if not lost:
            known[state].ways(lock.load(root)).ends()
        return known[state]

    monkeypatch.setattr(project, "_indexes", lambda *_: ([], {}))
    monkeypatch.setattr(project, "_whole_texts", lambda *_: ([], {}, {}))
    for step in ("_told", "_inventories", "drawings", "missing_labels"):
        monkeypatch.setattr(project, step, lambda *_: [])
    monkeypatch.setattr(render.Renderer, "tasks", tasks)
    monkeypatch.setattr(project.api, "tasks", lambda *_: [])
    monkeypatch.setattr(project, "prepare", prepare)
    monkeypatch.setattr(build, "prepare", prepare)


@pytest.mark.parametrize("number", range(HISTORIES))
def test_no_released_address_is_ever_lost(first, quick, terse, tmp_path, number):
    history = begin(first, tmp_path / "tea", number)
    for _ in range(STEPS):
        history.step()

        assert lost(history, generated(history.files.root)) == {}, history.did


@pytest.mark.parametrize("number", range(BUILT))
def test_every_released_address_works_in_the_built_site(first, quick, tmp_path, number):
    path = ("/", "/book/")[number % 2]
    history, before = begin(first, tmp_path / "tea", number), {}
    for _ in range(STEPS):
        history.step()
        if before == (before := written(history.files)):
            continue
        assert history.command("build", "--url", f"https://tea.example{path}")

        assert lost(history, site_of(history.files.root)) == {}, history.did
        assert refused(history, path, tmp_path / "nginx") == {}, history.did
