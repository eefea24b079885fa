"""Random edits of a large project, after each of which a build is held against one from nothing, byte for byte."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import project


@dataclass
class Editor:
    """Somebody who edits a project of some entries at random, the same way every time."""

    folder: Path
    entries: int
    chance: random.Random = field(default_factory=lambda: random.Random(project.SEED))
    added: list[Path] = field(default_factory=list)
    renamed: bool = False

    def edit(self) -> str:
        """Makes one edit; returns what it was."""
        common: list[Callable[[], object]] = [self.sentence, self.title, self.addition, self.deletion, self.order]
        rare: list[Callable[[], object]] = [self.name, self.label, self.style, self.frame, self.template, self.setting]
        step = self.chance.choice(common * 3 + rare)
        step()
        return step.__name__

    def sentence(self) -> None:
        project.edit(self.folder, self._number())

    def title(self) -> None:
        project.retitle(self.folder, self._number())

    def addition(self) -> None:
        if not self.renamed:  # a new entry refers to others by their first names
            self.added.append(project.add(self.folder))

    def deletion(self) -> None:
        if self.added:
            project.drop(self.folder, self.added.pop())

    def order(self) -> None:
        # Added entries stay at the end, so that the last of them is the next to go.
        if not self.added:
            project.reorder(self.folder, self._number())

    def name(self) -> None:
        project.rename(self.folder, self._number())
        self.renamed = True

    def label(self) -> None:
        project.relabel(self.folder, self._mark())

    def style(self) -> None:
        project.restyle(self.folder, self._mark())

    def frame(self) -> None:
        project.reframe(self.folder, self._mark())

    def template(self) -> None:
        project.reshape(self.folder, self._mark())

    def setting(self) -> None:
        project.reset(self.folder, self._mark())

    def _number(self) -> int:
        return self.chance.randrange(self.entries)

    def _mark(self) -> str:
        return "x" * self.chance.randint(1, 9) + str(self.chance.randrange(1000))


def from_nothing(folder: Path, target: Path) -> None:
    """Makes a copy of a project with nothing that was built from it but the drawings of its diagrams."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("site", ".cache", "docs"))
    shutil.copytree(folder / "docs" / "drawings", target / "docs" / "drawings")


def differing(one: Path, other: Path) -> tuple[int, list[str]]:
    """How many generated files two projects have together, and which of them are not the same in both."""
    places = {
        path.relative_to(top).as_posix()
        for top in (one, other)
        for name in ("docs", "site")
        for path in (top / name).rglob("*")
        if path.is_file()
    }
    return len(places), [place for place in sorted(places) if _bytes(one / place) != _bytes(other / place)]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
