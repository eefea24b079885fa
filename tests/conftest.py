"""The book of tea, written out, drawn and built, for tests to break."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import CodeType

import jinja2
import pytest
from tea import ROOT, Files, run, tea

from press.model import Page
from press.project import Edition, prepare


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The drawings of the book of tea, made once."""
    pages = tea(tmp_path_factory.mktemp("drawn")).pages
    return {path: text for path, text in pages.items() if path.startswith("docs/drawings/")}


@pytest.fixture
def files(tmp_path: Path, drawn: dict[str, str]) -> Files:
    """The book of tea, with its drawings, for one test to break."""
    project = tea(tmp_path / "tea")
    for path, text in drawn.items():
        project.write(path, text)
    return project


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of tea with its finished site. Copy it before changing anything."""
    project = tea(tmp_path_factory.mktemp("built") / "tea")
    result = run(project.root, "build")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    return project.root


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Files:
    """A copy of the built book of tea, for one test to change."""
    return Files(Path(shutil.copytree(built, tmp_path / "tea")))


class Compiled(jinja2.BytecodeCache):
    """Templates that were compiled, by their name and text."""

    def __init__(self) -> None:
        self.codes: dict[str, CodeType | None] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        bucket.code = self.codes.get(bucket.key + bucket.checksum)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self.codes[bucket.key + bucket.checksum] = bucket.code


COMPILED = Compiled()


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every template, of ours and of the theme, is compiled once for all tests with this fixture."""
    shared = property(lambda environment: COMPILED, lambda environment, given: None)
    monkeypatch.setattr(jinja2.Environment, "bytecode_cache", shared, raising=False)


@pytest.fixture(scope="session")
def handbook() -> Edition:
    """The real project as `prepare` makes it."""
    edition = prepare(ROOT)
    kept = [Page(path, (ROOT / path).read_text(encoding="utf-8")) for path in edition.kept]
    return replace(edition, pages=[*kept, *edition.pages], kept={})


@pytest.fixture(autouse=True)
def environment() -> Iterator[None]:
    """A preview in this process sets variables; the next test must not see them."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)
