"""How faults are told: one line each, an excerpt for who is watching, JSON for tools, annotations for GitHub."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from tea import ROOT, Files, run

from press.model import Problem
from press.report import as_github, as_json, columns, excerpt, for_people, line

SENCHA = "data/teas/sencha.yml"
FAULT = Problem(SENCHA, 11, 9, "region", 'no "uj" in data/regions/', "E301", 11)
WARNING = Problem(SENCHA, 2, 7, "title.en", "is loud", "W101", 13)


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (FAULT, f'{SENCHA}:11:9: region: no "uj" in data/regions/ [E301]'),
        (WARNING, f"{SENCHA}:2:7: warning: title.en: is loud [W101]"),
        (Problem("data/a.yml", 0, 0, "", "is gone", "E009"), "data/a.yml: is gone [E009]"),
        (Problem("data/a.yml", 0, 0, "", "is old", "W009"), "data/a.yml: warning: is old [W009]"),
        (Problem("https://x", 0, 0, "", "is broken"), "https://x: is broken"),
    ],
)
def test_a_fault_is_one_line_with_its_place_first_and_its_code_last(problem, told):
    assert line(problem) == told


@pytest.mark.parametrize(
    ("text", "column", "end", "shown"),
    [
        ("region: uj", 9, 11, ["    1 | region: uj", "      |         ^^"]),
        ("region: uj", 9, 0, ["    1 | region: uj", "      |         ^"]),
        ("ko: 한글 값", 8, 9, ["    1 | ko: 한글 값", "      |          ^^"]),
        ("ko: 한글 값", 5, 7, ["    1 | ko: 한글 값", "      |     ^^^^"]),
        ("ko：값", 3, 4, ["    1 | ko：값", "      |   ^^"]),
        ("\ta: b", 1, 2, ["    1 | →a: b", "      | ^"]),
        ("a: e\u0301x", 6, 7, ["    1 | a: e\u0301x", "      |     ^"]),
        ("a: b\x07", 5, 6, ["    1 | a: b\ufffd", "      |     ^"]),
        ("a: b", 5, 0, ["    1 | a: b", "      |     ^"]),
        ("", 1, 0, []),
    ],
)
def test_a_caret_stands_under_each_letter_of_the_word(text, column, end, shown):
    assert excerpt(Problem("data/x.yml", 1, column, "", "is wrong", "E203", end), text) == shown


def test_a_line_that_is_gone_shows_nothing():
    assert excerpt(Problem("data/x.yml", 7, 1, "", "is wrong", "E203"), "a: b\n") == []


@pytest.mark.parametrize("letters", ["a" * 500, "한" * 500, "가a" * 250])
@pytest.mark.parametrize("column", [1, 20, 250, 499, 500])
@pytest.mark.parametrize("width", [30, 80, 120])
def test_a_long_line_is_cut_to_the_terminal_around_the_word(letters, column, width):
    marked = letters[: column - 1] + "X" + letters[column:]
    shown, carets = excerpt(Problem("data/x.yml", 1, column, "", "is wrong", "E203", column + 1), marked, width)

    place = carets.index("^")
    before = next(number for number in range(len(shown)) if columns(shown[:number]) == place)
    assert (shown[before], columns(shown) <= width, carets.count("^")) == ("X", True, 1)


def test_people_see_the_excerpts_the_counts_and_where_to_read_more():
    text = "\n".join(["title:", "  en: Sencha", *[""] * 8, "region: uj"])

    assert for_people([FAULT, WARNING], lambda path: text, 80, "https://x/", colour=False).splitlines() == [
        f'{SENCHA}:11:9: region: no "uj" in data/regions/ [E301]',
        "   11 | region: uj",
        "      |         ^^",
        f"{SENCHA}:2:7: warning: title.en: is loud [W101]",
        "    2 |   en: Sencha",
        "      |       ^^^^^^",
        "1 fault, 1 warning",
        "E301: https://x/e301/",
        "W101: https://x/w101/",
    ]


def test_tools_get_every_key_of_every_fault():
    assert json.loads(as_json([FAULT, Problem("data/a.yml", 0, 0, "", "is old", "W009")], "https://x/")) == [
        {
            "path": SENCHA,
            "line": 11,
            "column": 9,
            "end_column": 11,
            "field": "region",
            "code": "E301",
            "level": "error",
            "message": 'no "uj" in data/regions/',
            "help": "https://x/e301/",
        },
        {
            "path": "data/a.yml",
            "line": None,
            "column": None,
            "end_column": None,
            "field": None,
            "code": "W009",
            "level": "warning",
            "message": "is old",
            "help": "https://x/w009/",
        },
    ]


def test_github_gets_commands_that_nothing_in_them_can_break():
    odd = Problem("data/a,b:c.yml", 1, 2, "x", "100% of\nit: a, b", "E203")

    assert as_github([FAULT, odd, WARNING], "docs/") == (
        f'::error file=docs/{SENCHA},line=11,col=9,endColumn=11,title=E301::region: no "uj" in data/regions/\n'
        "::error file=docs/data/a%2Cb%3Ac.yml,line=1,col=2,title=E203::x: 100%25 of%0Ait: a, b\n"
        f"::warning file=docs/{SENCHA},line=2,col=7,endColumn=13,title=W101::title.en: is loud"
    )


def test_check_speaks_json(files):
    files.sub(SENCHA, "region: uji", "region: uj")
    result = run(files.root, "check", "--format", "json")

    assert (result.returncode, json.loads(result.stdout), result.stderr) == (
        1,
        [
            {
                "path": SENCHA,
                "line": 11,
                "column": 9,
                "end_column": 11,
                "field": "region",
                "code": "E301",
                "level": "error",
                "message": 'no "uj" in data/regions/; did you mean "uji"?',
                "help": None,
            }
        ],
        "",
    )


def test_check_speaks_json_of_a_project_without_faults(site):
    result = run(site.root, "check", "--format", "json")

    assert (result.returncode, result.stdout, result.stderr) == (0, "[]\n", "")


def test_check_speaks_to_github_of_files_as_the_repository_names_them(files):
    files.sub(SENCHA, "region: uji", "region: 宇治")
    command = [sys.executable, str(ROOT / "build.py"), "check", "--format", "github", "--project", "tea"]
    result = subprocess.run(command, capture_output=True, cwd=files.root.parent, env=os.environ | {"LC_ALL": "C"})

    assert (result.returncode, result.stdout.decode(), result.stderr) == (
        1,
        f"::error file=tea/{SENCHA},line=11,col=9,endColumn=11,title=E209::region: must be the id of an entry: "
        'lowercase ASCII letters, digits and hyphens, not "宇治"\n',
        b"",
    )


def watched(project: Path, **env: str) -> str:
    """What a person at a terminal sees of `check`."""
    here, there = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), "check", "--project", str(project)]
    # Without COLUMNS a terminal that has no size is taken for one of 80 columns.
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=there, env=plain | {"TERM": "xterm"} | env) as child:
        os.close(there)
        said = b""
        while True:
            try:
                said += os.read(here, 65536)
            except OSError:  # the other end is closed
                break
        assert child.wait() == 1
    os.close(here)
    return said.decode().replace("\r\n", "\n").rpartition("\x1b[2K")[2]


def broken(files: Files) -> Files:
    files.sub("data/site.yml", "collections:", "faults_url: https://tea.example/faults/\ncollections:")
    files.sub(SENCHA, "ja: 煎茶", "ja: 煎茶\n  ko: 전차")
    return files


def test_a_person_at_a_terminal_sees_the_line_and_carets_in_colour(files):
    assert watched(broken(files).root) == (
        f'\x1b[1m{SENCHA}:4:3\x1b[0m: title.ko: no language "ko" in data/site.yml; there are en, ja'
        "\x1b[31m [E402]\x1b[0m\n"
        "    4 |   ko: 전차\n"
        "\x1b[31;1m      |   ^^\x1b[0m\n"
        "1 fault\n"
        "E402: https://tea.example/faults/e402/\n"
    )


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_person_who_wants_no_colour_sees_none(files, env):
    assert watched(broken(files).root, **env) == (
        f'{SENCHA}:4:3: title.ko: no language "ko" in data/site.yml; there are en, ja [E402]\n'
        "    4 |   ko: 전차\n"
        "      |   ^^\n"
        "1 fault\n"
        "E402: https://tea.example/faults/e402/\n"
    )
