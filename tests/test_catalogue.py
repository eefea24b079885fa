"""The codes of faults and the handbook's pages on them: every code has one, and its examples are what they say."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from seeding import edited, found, obeyed, told
from tea import ROOT, TEA, Files

import build
from press.load import read_files
from press.model import Faulty, Problem
from press.project import prepare
from press.write import stale, write

CODES = {
    path.stem.upper(): yaml.safe_load(path.read_text("utf-8")) for path in sorted((ROOT / "data/faults").iterdir())
}
SHOWN = [code for code in CODES if "wrong" in CODES[code] and code.startswith("E")]
"""Faults; warnings are shown in a Korean book, by tests/test_lint.py."""
UNSHOWN = {"E001", "E703"}
"""Codes that depend on who runs the test: root may read and write everything."""
COMMANDS = {
    "E608": "check",
    "E701": "check",
    "E702": "check",
    "E704": "build",
    "E705": "fmt --check",
    "E806": "rename regions/uji ise",
}
"""The commands that find what `prepare` does not look for."""


def test_every_code_has_an_entry_and_every_entry_a_code():
    modules = [*(ROOT / "press").rglob("*.py"), ROOT / "build.py"]
    used = {code for path in modules for code in re.findall(r'"([EW]\d{3})"', path.read_text("utf-8"))}

    assert set(CODES) == used


def test_every_title_begins_with_its_code_in_both_languages():
    titles = {code: entry["title"] for code, entry in CODES.items()}

    assert [
        code for code, title in titles.items() if not all(words.startswith(f"{code} ") for words in title.values())
    ] == []


def test_every_code_shows_a_wrong_and_a_right_example_unless_it_depends_on_who_looks():
    assert {code for code, entry in CODES.items() if not {"wrong", "says", "right"} <= set(entry)} == UNSHOWN


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, drawn: dict[str, str]) -> Files:
    """The book of tea for the edits of one example after the other."""
    book = Files(tmp_path_factory.mktemp("examples") / "tea")
    for path, text in (TEA | drawn).items():
        book.write(path, text)
    return book


@pytest.fixture
def spare(book: Files, tmp_path: Path) -> Files:
    """A copy of it to do anything with, with all that is generated."""
    copy = Files(Path(shutil.copytree(book.root, tmp_path / "tea")))
    edition = prepare(copy.root)
    write(stale(edition.pages, copy.root), copy.root)
    build.record(copy.root, edition)
    return copy


def put(book: Files, example: dict[str, str], other: dict[str, str]) -> None:
    """Writes an example into the book, in the place of the other one if that stands there."""
    path, text = example["file"], example["text"]
    if path in TEA and text not in TEA[path]:
        book.sub(path, other["text"], text)
    elif path not in TEA:
        book.write(path, text)


@pytest.mark.parametrize("code", [code for code in SHOWN if code not in COMMANDS and "file" in CODES[code]["wrong"]])
def test_the_wrong_example_has_just_that_fault_and_the_right_one_none(code, book):
    wrong, right, says = (CODES[code][name] for name in ("wrong", "right", "says"))
    with edited(book, wrong["file"], right["text"] if right["file"] == wrong["file"] else None, wrong["text"]):
        problems = found(book)
    if right["file"] in TEA:
        assert right["text"].rstrip("\n") in TEA[right["file"]]
        mended: list[Problem] = []
    else:
        with edited(book, right["file"], None, right["text"]):
            mended = found(book)

    assert (told(problems), [problem.code for problem in problems], mended) == (says.rstrip("\n"), [code], [])


@pytest.mark.parametrize(
    "code", [code for code in SHOWN if code not in COMMANDS and "file" not in CODES[code]["wrong"]]
)
def test_the_wrong_commands_lead_to_just_that_fault_and_the_right_ones_to_none(code, spare, tmp_path, capsys):
    wrong, right, says = (CODES[code][name] for name in ("wrong", "right", "says"))
    other = Files(Path(shutil.copytree(spare.root, tmp_path / "other")))
    problems = obeyed(spare, wrong["text"])
    said = told(problems) if isinstance(problems, list) else capsys.readouterr().err.rstrip("\n")
    if "file" in right:
        other.write(right["file"], right["text"])
        mended: list[Problem] | int = found(other)
    else:
        mended = obeyed(other, right["text"])

    assert (said, problems in (1, problems), capsys.readouterr().err) == (says, True, "")
    assert mended in ([], 0)
    assert re.findall(r"\[(.\d+)\]$", said) == [code]


@pytest.mark.parametrize("code", COMMANDS)
def test_a_command_finds_the_fault_of_the_wrong_example_and_none_in_the_right_one(code, spare, tmp_path, capsys):
    wrong, right, says = (CODES[code][name] for name in ("wrong", "right", "says"))
    if code == "E608":
        spare.write(right["file"], right["text"])
        for command in (
            "init -q",
            "add links.lock",
            "-c user.name=Tea -c user.email=tea@tea.example commit -qm Release",
        ):
            subprocess.run(["git", *command.split()], cwd=spare.root, check=True)
    other = Files(Path(shutil.copytree(spare.root, tmp_path / "other")))
    command = [*COMMANDS[code].split(), "--project"]
    put(spare, wrong, right)
    assert build.main([*command, str(spare.root)]) == 1
    said = capsys.readouterr().err.rstrip("\n")
    if "file" in right:
        put(other, right, wrong)
    else:
        subprocess.run(right["text"], shell=True, cwd=other.root, check=True)

    assert (build.main([*command, str(other.root)]), capsys.readouterr().err) == (0, "")
    assert (said, set(re.findall(r"\[(.\d+)\]$", said, re.MULTILINE))) == (says.rstrip("\n"), {code})


def test_a_file_that_the_system_keeps_back_is_named(book, monkeypatch):
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    problems = read_files([book.root / "data/regions/uji.yml"], book.root)

    assert problems == [Problem("data/regions/uji.yml", 0, 0, "", "cannot be read (Permission denied)", "E001")]


def test_a_place_where_nothing_can_be_written_is_named(spare, monkeypatch):
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(Faulty) as refused:
        build.replace_all({"links.lock": b""}, spare.root)

    fault = "cannot be written (Permission denied); nothing was changed"
    assert refused.value.problems == [Problem(".", 0, 0, "", fault, "E703")]
