"""`build.py fix`: what needs no judgement is mended, and nothing else is touched."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Callable

import pytest
from tea import ROOT, TEA, run, snapshot, tea

import build
from press.check import schema_of
from press.edit.mend import mended
from press.load import understood
from press.model import Source
from press.project import read_data

SENCHA, OOLONG, TEAS, SITE = "data/teas/sencha.yml", "data/teas/oolong.yml", "data/teas.yml", "data/site.yml"

Break = Callable[[str], str]


def sub(old: str, new: str) -> Break:
    def broken(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return broken


# What is broken, and whether the file is byte for byte as before once it is mended.
FAULTS: list[tuple[str, str, Break]] = [
    ("byte order mark", SENCHA, lambda text: "\ufeff" + text),
    ("CRLF", SENCHA, lambda text: text.replace("\n", "\r\n")),
    ("CR", SENCHA, lambda text: text.replace("\n", "\r")),
    ("decomposed letters", "data/labels.yml", lambda text: unicodedata.normalize("NFD", text)),
    ("trailing spaces", SENCHA, lambda text: text.replace("\n", "  \n")),
    ("trailing tabs", SENCHA, lambda text: text.replace("\n", "\t\n")),
    ("no end of the last line", SENCHA, lambda text: text.removesuffix("\n")),
    ("a tab", SENCHA, sub("  en: Sencha", "\ten: Sencha")),
    ("tabs", SENCHA, lambda text: text.replace("  ", "\t")),
    ("a full-width colon", SENCHA, sub("en: Sencha", "en\uff1aSencha")),
    ("a full-width colon and a space", SENCHA, sub("en: Sencha", "en\uff1a Sencha")),
    ("a full-width colon of a list", SENCHA, sub("what:", "what\uff1a")),
    ("a full-width colon in a list", SENCHA, sub("  - to: oolong", "  - to\uff1aoolong")),
    ("a full-width colon of the last field", "data/regions/uji.yml", sub("ja: 京都", "ja\uff1a京都")),
    ("a full-width space", SENCHA, sub("en: Sencha", "en:\u3000Sencha")),
    ("a no-break space", SENCHA, sub("en: Sencha", "en:\u00a0Sencha")),
    ("no-break spaces before a key", SENCHA, sub("  en: Sencha", "\u00a0\u00a0en: Sencha")),
    ("a full-width space before a key", SENCHA, sub("  en: Sencha", "\u3000en: Sencha")),
    ("no space after a colon", SENCHA, sub("colour: green", "colour:green")),
    ("no space after a colon in a list", SENCHA, sub("en: darker", "en:darker")),
    ("no space after a dash", SENCHA, sub("- to: oolong", "-to: oolong")),
    ("a full-width space after a dash", SENCHA, sub("- to: oolong", "-\u3000to: oolong")),
    ("a link without quotes", SENCHA, sub('"[[regions/uji|宇治]]の緑茶。"', "[[regions/uji|宇治]]の緑茶。")),
    ("another case of a choice", SENCHA, sub("colour: green", "colour: Green")),
    ("another case of an id", SENCHA, sub("region: uji", "region: Uji")),
    ("full-width letters of an id", SENCHA, sub("region: uji", "region: ｕｊｉ")),
    ("a collection before an id", SENCHA, sub("region: uji", "region: regions/uji")),
    ("another case of an address", SENCHA, sub("to: regions/fujian", "to: Regions/Fujian")),
    ("another case of a link", SENCHA, sub("from [[regions/uji]]", "from [[Regions/Uji]]")),
    ("a year in quotes", SENCHA, sub("since: 1738", 'since: "1738"')),
    ("a flag in other words", TEAS, sub("numbered: true", "numbered: yes")),
    ("an id twice", TEAS, sub("[sencha, oolong]", "[sencha, oolong, sencha]")),
    ("an id that is not there", TEAS, sub("[sencha, oolong]", "[sencha, matcha, oolong]")),
    ("an id with a slip", TEAS, sub("[sencha, oolong]", "[senhca, oolong]")),
    ("an entry without a place", TEAS, sub("[sencha, oolong]", "[sencha]")),
    ("a byte order mark of the site", SITE, lambda text: "\ufeff" + text),
    ("a full-width colon of the site", SITE, sub("  en: Book of tea", "  en\uff1aBook of tea")),
    ("tabs of the site", SITE, lambda text: text.replace("  ", "\t")),
]


@pytest.mark.parametrize(("path", "broken"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_mechanical_fault_is_mended_and_shown(tmp_path, path, broken):
    files = tea(tmp_path)
    files.write(path, broken(files.read(path)))
    before = snapshot(files.root)

    dry = run(files.root, "fix", "--dry-run")

    assert (dry.returncode, dry.stderr, snapshot(files.root)) == (0, "", before)
    assert dry.stdout.startswith(f"--- a/{path}\n+++ b/{path}\n@@ ")

    done = run(files.root, "fix")

    assert (done.returncode, done.stdout, done.stderr) == (0, f"{dry.stdout}wrote {path}\n", "")
    assert {name: raw.decode() for name, raw in snapshot(files.root).items() if name in TEA} == TEA
    assert (run(files.root, "fix").stdout, files.problems) == ("", [])


def test_quotes_come_where_words_were_taken_for_something_else(tmp_path):
    files = tea(tmp_path)
    files.sub(SENCHA, "en: Sencha", "en: 2024")
    files.sub(SENCHA, "en: darker", 'en: darker: "much"')
    files.sub(SENCHA, "en: One minute.", "en: Choose: one minute.")
    files.sub(SENCHA, "ja: 一分。", "ja: `t`を待つ。")

    run(files.root, "fix")

    assert re.findall("en: .*", files.read(SENCHA))[:1] == ['en: "2024"']
    assert "en: 'darker: \"much\"'\n" in files.read(SENCHA)
    assert 'en: "Choose: one minute."\n' in files.read(SENCHA)
    assert 'ja: "`t`を待つ。"\n' in files.read(SENCHA)
    assert files.problems == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SENCHA, "region: uji", "region: nowhere"),
        (SENCHA, "colour: green", "colour: red"),
        (SENCHA, "  en: Sencha\n", ""),
        (SENCHA, "colour: green", "color: green"),
        (SENCHA, "colour: green", "colour: green\ncolour: blue"),
        (SENCHA, "title:\n  en: Sencha\n  ja: 煎茶", "title: Sencha\uff1a煎茶"),
        (SENCHA, "en: darker", "en: &x darker"),
        (SENCHA, "en: Leaves are steamed, then rolled.", 'en: "Leaves are steamed'),
        (SENCHA, "  en: Sencha", "\x07en: Sencha"),
        (SENCHA, "en: darker", "en: see: this # and that"),
        (SENCHA, "en: darker", "en: [[teas/sencha]] # darker"),
        (TEAS, "order: [sencha, oolong]", "order: sencha"),
    ],
)
def test_what_needs_judgement_is_left_alone(tmp_path, path, old, new):
    files = tea(tmp_path)
    files.sub(path, old, new)
    before = snapshot(files.root)

    done = run(files.root, "fix")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert snapshot(files.root) == before
    assert files.problems != []


def test_bytes_that_are_no_text_are_left_alone(tmp_path):
    files = tea(tmp_path)
    files.write(SENCHA, files.read(SENCHA).encode("euc-jp"))
    before = snapshot(files.root)

    assert (run(files.root, "fix").stdout, snapshot(files.root)) == ("", before)


def test_what_is_said_in_odd_letters_stays(tmp_path):
    files = tea(tmp_path)
    files.sub(SENCHA, "en: darker", "en: a\uff1a b\u3000c\u00a0d")
    files.sub(SENCHA, "en: One minute.", "en: |-\n        to\uff1ax  \n        -\ty")
    before = files.read(SENCHA)

    assert (run(files.root, "fix").stdout, files.read(SENCHA)) == ("", before)


def test_what_follows_a_doubled_block_stays(tmp_path):
    files = tea(tmp_path)
    block = "    - >-\n      green tea\n"
    files.sub(SENCHA, "  en: [steeped tea]\n", f"  en:\n{block}{block}    - sencha\n")

    assert build.main(["fix", "--project", str(files.root)]) == 0
    assert f"also_called:\n  en:\n{block}    - sencha\nsummary:" in files.read(SENCHA)


@pytest.mark.parametrize("path", ["data/teas/sencha.yaml", "data/teas/Sencha.yml", SENCHA])
def test_an_entry_whose_file_is_only_misnamed_or_too_large_keeps_its_place(tmp_path, path):
    files = tea(tmp_path)
    text = files.read(SENCHA) + ("#" * 1_000_001 if path == SENCHA else "")
    files.delete(SENCHA)
    files.write(path, text)
    before = snapshot(files.root)

    assert build.main(["fix", "--project", str(files.root)]) == 0
    assert snapshot(files.root, but=[".cache"]) == before


def test_a_comment_does_not_go_with_an_id_that_is_not_there(tmp_path):
    files = tea(tmp_path)
    files.sub(TEAS, "order: [sencha, oolong]", "order:\n  - sencha\n  - oolong\n  - matcha  # in spring\n  - gyokuro")

    assert build.main(["fix", "--project", str(files.root)]) == 0
    assert "order:\n  - sencha\n  - oolong\n  - matcha  # in spring\nnumbered" in files.read(TEAS)


def test_a_good_project_is_not_touched():
    assert run(ROOT, "fix", "--dry-run").stdout == ""


def test_nothing_is_known_without_languages(tmp_path):
    files = tea(tmp_path)
    files.write(SITE, "title: [")

    done = run(files.root, "fix")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{SITE}:1:8:")


# Broken by chance

MUTATIONS: list[Callable[[random.Random, list[str]], None]] = []


def mutation(function: Callable[[random.Random, list[str]], None]) -> Callable[[random.Random, list[str]], None]:
    MUTATIONS.append(function)
    return function


def some(chance: random.Random, lines: list[str], pattern: str) -> int | None:
    found = [number for number, line in enumerate(lines) if re.search(pattern, line)]
    return chance.choice(found) if found else None


@mutation
def colon(chance, lines):
    number = some(chance, lines, r"^[ -]*[a-z_]+:")
    if number is not None:
        other = chance.choice(["\uff1a", " \uff1a ", ":\u3000", ":\u00a0", ":"])
        lines[number] = re.sub(r"^([ -]*[a-z_]+): ?", lambda one: one[1] + other, lines[number], count=1)


@mutation
def margin(chance, lines):
    number = some(chance, lines, r"^ +")
    if number is not None:
        other = chance.choice(["\u00a0\u00a0", "\u3000", "\t"])
        lines[number] = re.sub(r"^( +)", lambda one: one[1].replace("  ", other), lines[number])


@mutation
def tabs(chance, lines):
    lines[:] = [re.sub(r"^ +", lambda one: one[0].replace("  ", "\t"), line) for line in lines]


@mutation
def dash(chance, lines):
    number = some(chance, lines, r"^ *- ")
    if number is not None:
        lines[number] = lines[number].replace("- ", chance.choice(["-", "-\u3000", "-\u00a0", "-\t"]), 1)


@mutation
def trailing(chance, lines):
    number = some(chance, lines, r"^[ -]*[a-z_]+:")  # elsewhere it may be said
    if number is not None:
        lines[number] += chance.choice([" ", "\t", "\r"])


@mutation
def unquoted(chance, lines):
    number = some(chance, lines, r': "[^"\\]*"$')
    if number is not None:
        lines[number] = re.sub(r': "([^"]*)"$', r": \1", lines[number])


@mutation
def letters(chance, lines):
    lines[:] = [unicodedata.normalize("NFD", line) for line in lines]


@mutation
def mark(chance, lines):
    lines[0] = "\ufeff" + lines[0]


@pytest.mark.parametrize("project", ["handbook", "tea"])
def test_files_broken_by_chance_get_their_meaning_back_or_stay_broken(tmp_path, project):
    root = ROOT if project == "handbook" else tea(tmp_path).root
    sources, shapes = read_data(root)
    known = {f"{one.collection}/{one.id}" for one in sources if one.collection}
    chance = random.Random(7)
    whole = 0
    for _ in range(400):
        source = chance.choice([one for one in sources if one.collection != "faults"])  # whose faults are examples
        good = (root / source.path).read_text(encoding="utf-8")
        lines = good.split("\n")
        for mutate in chance.choices(MUTATIONS, k=chance.choice([1, 1, 2, 3])):
            mutate(chance, lines)
        broken = "\n".join(lines).encode()
        made = mended(broken, source.path, shapes, known)
        now = understood(made, source.path)
        if not isinstance(now, Source) or not shapes.allow(now.data, schema_of(source, shapes) or {}):
            continue  # left to people
        assert json.dumps(now.data) == json.dumps(source.data), (source.path, broken.decode(), made.decode())
        whole += 1
    assert whole >= 360
