"""Whatever is done to a handbook, every address that it ever released leads somewhere."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from tea import Files, snapshot

import build
from press.links import lock

HISTORIES, STEPS = 200, 20
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
        before = snapshot(self.files.root, but=[".cache", "site"])
        done = build.main([*arguments, "--project", str(self.files.root)]) == 0
        self.did.append(f"{'' if done else 'refused: '}{' '.join(arguments)}")
        if not done:
            assert snapshot(self.files.root, but=[".cache", "site"]) == before
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
        if name in self.teas or f"/teas/{name}/" in lock.load(self.files.root):
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


def arrives(site: Path, tag: str, address: str) -> str:
    """Where a browser ends that opens an address of plain files; a word of complaint if that is nowhere."""
    place, _, section = address.partition("#")
    for _ in range(4):
        file = site / tag / place.strip("/") / "index.html"
        if not file.is_file():
            return f"no page {place}"
        html = file.read_text(encoding="utf-8")
        on = re.search(r'<script src="[^"]*moved\.js" data-to="([^"]*)"', html)
        moved = (
            re.search(rf'<p id="{section}" class="former former--moved" data-to="([^"]*)"', html) if section else None
        )
        if not on and not moved:
            return "" if not section or f'id="{section}"' in html else f"no #{section} on {place}"
        to = urlsplit(urljoin(f"/{tag}{place}", (on or moved)[1]))
        place = to.path.removeprefix(f"/{tag}")
        section = (section or to.fragment) if on else to.fragment
    return f"{address} goes on and on"


@pytest.fixture(scope="module")
def first(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of tea with a picture of two teas only, built and released."""
    files = Files(Path(shutil.copytree(built, tmp_path_factory.mktemp("first") / "tea")))
    files.sub(
        "data/diagrams/path.yml",
        "  - collection: teas\n    lines",
        "  - collection: teas\n    only: [sencha, oolong]\n    lines",
    )
    history = History(files, random.Random(0))
    history.add()
    history.add()
    history.release()
    assert history.command("build")
    return files.root


@pytest.mark.parametrize("number", range(HISTORIES))
def test_no_released_address_is_ever_lost(first, tmp_path, number):
    history = History(Files(Path(shutil.copytree(first, tmp_path / "tea"))), random.Random(number))
    history.made = 10
    history.promised = {*lock.load(history.files.root)}
    for _ in range(STEPS):
        history.step()
        assert history.command("build")

        site = history.files.root / "site"
        lost = {
            address: said
            for tag in ("en", "ja")
            for address in history.promised
            if (said := arrives(site, tag, address))
        }
        assert lost == {}, history.did
