"""`build.py new`: an entry that says what to fill in, and is right once that is done."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable

import pytest
from tea import REGION_SCHEMA, ROOT, Files, run, snapshot, tea, uncoded

from press.links.rewrite import with_item
from press.load import understood
from press.project import read_data

MATCHA = "data/teas/matcha.yml"
BEGUN = """\
# yaml-language-server: $schema=../../schemas/teas.schema.json
# To fill in: title.ja, summary, colour, region.
# What is optional is commented out. `build.py check` names what is still empty; then delete these comments.
title:  # the name of the tea
  en: "Matcha: powder"
  ja:
# also_called:  # other names
#   en: []  # a list of names
#   # ja: []  # a list of names
summary:  # what it is in one sentence
  en:
  ja:
colour:  # the colour; one of: green, blue
# since:  # the year of its first mention
region:  # where it grows; from data/regions/: fujian, uji
# next:  # what to drink after it
#   - to:  # from data/teas/: oolong, sencha
#     # note:
#     #   en:
#     #   ja:
# what:  # what it is, in paragraphs
#   - en:
#     ja:
# formulas:  # how long to steep
#   - latex:  # a formula in LaTeX, without dollar signs
#     note:
#       en:
#       ja:
# connections:  # how it connects
#   - to:  # written collection/id, such as regions/fujian
#     note:
#       en:
#       ja:
"""


def test_a_new_entry_is_the_schema_to_be_filled_in(tmp_path):
    files = tea(tmp_path)
    before = snapshot(files.root)

    done = run(files.root, "new", "teas", "matcha", "--title", "en=Matcha: powder")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"wrote data/teas.yml\nwrote {MATCHA}\nnow fill in what is empty, then run: python build.py check\n"
    )
    assert files.read(MATCHA) == BEGUN
    after = snapshot(files.root, but=[".cache"])
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {MATCHA, "data/teas.yml"}
    assert after["data/teas.yml"] == before["data/teas.yml"].replace(b"[sencha, oolong]", b"[sencha, oolong, matcha]")


def test_check_names_what_is_empty_at_its_place(tmp_path):
    files = tea(tmp_path)
    run(files.root, "new", "teas", "matcha", "--title", "en=Matcha", "--title", "ja=抹茶")

    places = {problem.split(": ")[0] for problem in files.problems}

    assert places == {f"{MATCHA}:{line}:{column}" for line, column in ((11, 6), (12, 6), (13, 8), (15, 8))}
    empty = [(line, len(text.split("  #")[0])) for line, text in enumerate(files.read(MATCHA).split("\n"), 1)]
    assert all((int(one.split(":")[1]), int(one.split(":")[2]) - 1) in empty for one in places)


def test_an_entry_is_right_once_it_is_filled_in(tmp_path):
    files = tea(tmp_path)
    run(files.root, "new", "regions", "assam")
    text = filled(files.read("data/regions/assam.yml"), {})
    files.write("data/regions/assam.yml", text)

    assert files.problems == []
    assert set(understood(text.encode(), "").data) == set(REGION_SCHEMA["properties"])


def filled(text: str, words: dict[str, str]) -> str:
    """An entry that was begun, with all that is optional taken in and something in every empty place."""
    while (taken := re.sub(r"^( *)# (?=[# ]*(?:- )*[a-z_]+:)", r"\1", text, flags=re.MULTILINE)) != text:
        text = taken
    lines = text.split("\n")
    for at, line in enumerate(lines):
        bare = line.partition("  #")[0].removesuffix(" []")
        below = lines[at + 1] if at + 1 < len(lines) else ""
        depth, under = (len(re.match(r"[ -]*", one)[0]) for one in (bare, below))
        if bare.endswith(":") and under <= depth:
            hint = re.search(r"(?:one of|from data/\w+/): ([^,]+)|such as ([^,]+)", line)
            value = words.get(bare.strip(" -:")) or ((hint[1] or hint[2]) if hint else f"x{at}")
            lines[at] = f"{bare} [{value}]" if " []" in line else f"{bare} {value}"
    return "\n".join(lines)


COLLECTIONS = sorted(path.name for path in (ROOT / "data").iterdir() if path.is_dir() and path.name != "diagrams")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_collection_of_the_handbook_can_be_begun(tmp_path, collection):
    for name in ("data", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name)
    files = Files(tmp_path)
    path = f"data/{collection}/zz-new.yml"

    done = run(tmp_path, "new", collection, "zz-new")

    schema = json.loads((ROOT / "schemas" / f"{collection}.schema.json").read_text())
    assert (done.returncode, done.stderr) == (0, "")
    begun = understood(files.read(path).encode(), path)
    assert list(begun.data) == [one for one in schema["properties"] if one in schema["required"]]
    words = {"year": "2020", "url": "https://a.example/", "optional": "true"}
    files.write(path, filled(files.read(path), words))
    sources, _ = read_data(tmp_path)
    made = next(one for one in sources if one.path == path)
    assert list(made.data) == list(schema["properties"])


def refusal(files: Files, *arguments: str) -> str:
    before = snapshot(files.root, but=[".cache"])
    done = run(files.root, "new", *arguments)
    assert (done.returncode, done.stdout, snapshot(files.root, but=[".cache"])) == (1, "", before)
    return uncoded(done.stderr)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tees", "matcha"], 'there is no collection "tees"; did you mean "teas"?'),
        (["site", "matcha"], 'there is no collection "site"'),
        (["teas", "Matcha"], '"Matcha" cannot be an id; use lowercase ASCII letters, digits and hyphens'),
        (["teas", "../x"], '"../x" cannot be an id; use lowercase ASCII letters, digits and hyphens'),
        (["teas", "index"], '"index" is the name of the overview page; choose another id'),
        (["teas", "sencha"], "teas/sencha is there already; choose another id"),
        (["teas", "x", "--title", "fr=X"], "--title fr=X: names no language; write en=WORDS or ja=WORDS"),
        (["teas", "x", "--title", "X"], "--title X: names no language; write en=WORDS or ja=WORDS"),
        (["teas", "x", "--title", "en= "], "--title en= : is no title; write words, in one line"),
        (["teas", "x", "--title", "en=a\x07"], "--title en=a\x07: is no title; write words, in one line"),
        (["teas", "x", "--title", "en=a\udcff"], "--title en=a\\udcff: is no title; write words, in one line"),
        (["teas", "x", "--title", "en=a", "--title", "en=b"], "--title en=b: is given twice; keep one"),
    ],
)
def test_what_cannot_be_begun_changes_nothing(tmp_path, arguments, said):
    assert refusal(tea(tmp_path), *arguments) == f"not done: {said}\n"


def test_ids_that_are_taken_without_a_readable_file(tmp_path):
    files = tea(tmp_path)
    files.write("data/teas/matcha.yml", "[")
    files.write("data/retired.yml", "entries:\n  - was: teas/bancha\n    title: {en: Bancha, ja: 番茶}\n")
    files.write("links.lock", "/teas/hojicha/ 2026-11-25 -> /teas/sencha/ 2026-11-26\n")

    assert refusal(files, "teas", "matcha") == "not done: teas/matcha is there already; choose another id\n"
    assert (
        refusal(files, "teas", "bancha") == "not done: teas/bancha was retired and keeps its page; choose another id\n"
    )
    assert refusal(files, "teas", "hojicha") == (
        "not done: /teas/hojicha/ was released and leads to /teas/sencha/; choose another id\n"
    )


def test_faults_elsewhere_do_not_matter_but_those_of_the_collection_do(tmp_path):
    files = tea(tmp_path)
    files.write("data/regions/uji.yml", "[")
    assert run(files.root, "new", "teas", "matcha").returncode == 0
    assert run(files.root, "new", "teas", "bancha").returncode == 0

    files.sub("data/teas.yml", "title:", "title")

    assert refusal(files, "teas", "hojicha").startswith("data/teas.yml:")


@pytest.mark.parametrize(
    ("order", "place"),
    [("sencha", "7:8: order"), ("[sencha, 1]", "7:17: order[1]"), ("\n  - sencha\n  -", "9:4: order[1]")],
)
def test_an_order_that_is_no_list_of_ids_is_named(tmp_path, order, place):
    files = tea(tmp_path)
    files.sub("data/teas.yml", "[sencha, oolong]", order)

    assert refusal(files, "teas", "matcha").startswith(f"data/teas.yml:{place}: must be the id")


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("data/retired.yml", "entries:\n", "1:9: entries: must be a list"),
        ("data/retired.yml", "entries: [x]\n", "1:11: entries[0]: must be an entry"),
        ("data/teas.yml", "- sencha\n", "1:1: must be fields"),
    ],
)
def test_a_file_of_another_shape_is_named(tmp_path, path, text, place):
    files = tea(tmp_path)
    files.write(path, text)

    assert refusal(files, "teas", "matcha").startswith(f"{path}:{place}")


@pytest.mark.parametrize("id_", ["2024", "null", "true", "1e5", "0x1f"])
def test_an_id_that_could_be_something_else_gets_quotes_in_the_order(tmp_path, id_):
    files = tea(tmp_path)

    assert run(files.root, "new", "teas", id_).returncode == 0
    assert f'order: [sencha, oolong, "{id_}"]\n' in files.read("data/teas.yml")


def test_a_title_is_written_in_composed_letters(tmp_path):
    files = tea(tmp_path)

    assert run(files.root, "new", "teas", "matcha", "--title", "en=The\u0301").returncode == 0
    assert "  en: Th\u00e9\n" in files.read(MATCHA)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("order: [a, b]\n", "order: [a, b, c]\n"),
        ("order: [ a, b ]  # x\nz: 1\n", "order: [ a, b, c ]  # x\nz: 1\n"),
        ("order: []\n", "order: [c]\n"),
        ("order: [\n  a,\n  b,\n]\n", "order: [\n  a,\n  b, c,\n]\n"),
        ("order:\n  - a\n  - b  # x\n\nz: 1\n", "order:\n  - a\n  - b  # x\n  - c\n\nz: 1\n"),
        ("order:\n- a\nz: 1\n", "order:\n- a\n- c\nz: 1\n"),
        ("order:\n  - a", "order:\n  - a\n  - c\n"),
    ],
)
def test_an_item_is_added_in_the_style_of_its_list(before, after):
    assert with_item(before.encode(), "data/teas.yml", ("order",), "c").decode() == after


def typed(files: Files, words: bytes, meanwhile: Callable[[], None] = lambda: None) -> tuple[int, str]:
    """The exit code and the words of `new` on a terminal where somebody types, once `meanwhile` was done."""
    leader, follower = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), "new", "teas", "matcha", "--project", str(files.root)]
    plain = os.environ | {"NO_COLOR": "1"}
    child = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=plain)
    os.close(follower)
    heard = os.read(leader, 1000)
    meanwhile()
    os.write(leader, words)
    while True:
        try:
            heard += os.read(leader, 1000)
        except OSError:
            break

    os.close(leader)
    return child.wait(60), heard.decode("utf-8", "replace")


def test_a_terminal_is_asked_for_the_titles(tmp_path):
    files = tea(tmp_path)

    code, heard = typed(files, "Matche\u0301\n抹茶\n".encode())

    assert code == 0
    assert "title in English (en): " in heard and "title in 日本語 (ja): " in heard
    assert "title:  # the name of the tea\n  en: Match\u00e9\n  ja: 抹茶\n" in files.read(MATCHA)


@pytest.mark.parametrize("words", [b"a\x08b\n\n", b"\xff\n\n"])
def test_what_is_typed_and_is_no_title_is_refused(tmp_path, words):
    files = tea(tmp_path)
    before = snapshot(files.root)

    code, heard = typed(files, words)

    assert (code, snapshot(files.root, but=[".cache"])) == (1, before)
    assert "not done: " in heard


def test_an_entry_that_somebody_else_began_meanwhile_is_not_written_over(tmp_path):
    files = tea(tmp_path)

    code, heard = typed(files, b"Matcha\n\n", lambda: files.write(MATCHA, "title: {}\n"))

    assert code == 1
    assert f"{MATCHA}: was changed in the meantime; run this again" in heard
    assert files.read(MATCHA) == "title: {}\n"
