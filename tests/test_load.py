"""Data files that cannot be read, each with its one whole message; and what the others mean."""

from __future__ import annotations

import os
import unicodedata

import pytest

from press.load import load, parse

SENCHA = "data/teas/sencha.yml"


def data(text: str):
    return parse(text.encode(), "data/teas/x.yml").data


def test_a_file_knows_its_collection_and_id():
    source = parse(b"a: b\n", "data/teas/green-tea.yml")

    assert (source.path, source.collection, source.id) == ("data/teas/green-tea.yml", "teas", "green-tea")


def test_a_file_directly_in_data_has_no_collection():
    assert parse(b"a: b\n", "data/site.yml").collection == ""


def test_every_value_and_every_key_knows_its_line_and_column():
    source = parse("a:\n  - x\n  - ko: 말\n    en: [p, q]\n".encode(), "data/x.yml")

    assert (source.values, source.keys) == (
        {
            (): (1, 1),
            ("a",): (2, 3),
            ("a", 0): (2, 5),
            ("a", 1): (3, 5),
            ("a", 1, "ko"): (3, 9),
            ("a", 1, "en"): (4, 9),
            ("a", 1, "en", 0): (4, 10),
            ("a", 1, "en", 1): (4, 13),
        },
        {("a",): (1, 1), ("a", 1, "ko"): (3, 5), ("a", 1, "en"): (4, 5)},
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("No", "No"),
        ("yes", "yes"),
        ("on", "on"),
        ("OFF", "OFF"),
        ("y", "y"),
        ("n", "n"),
        ("1:30", "1:30"),
        ("190:20:30", "190:20:30"),
        ("012", 12),
        ("0o14", 12),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("2024-01-01", "2024-01-01"),
        ("2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"),
        ("=", "="),
        ("<<", "<<"),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("tRue", "tRue"),
        ("false", False),
        ("FALSE", False),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("~", None),
        ("", None),
        ("nUll", "nUll"),
        ("12", 12),
        ("-12", -12),
        ("+12", 12),
        ("1.5", 1.5),
        (".5", 0.5),
        ("-1e3", -1000.0),
        ("1.", 1.0),
        ("1e", "1e"),
        ("1.2.3", "1.2.3"),
        ("0b11", "0b11"),
        (".", "."),
        ("-", "-"),
        ("GPT-4", "GPT-4"),
        ('"12"', "12"),
        ("'true'", "true"),
        ('""', ""),
        ("'no'", "no"),
    ],
)
def test_an_unquoted_word_means_what_yaml_1_2_says(written, meant):
    if written == "-":
        written = '"-"'
    value = data(f"a: {written}\n")["a"]

    assert (value, type(value)) == (meant, type(meant))


def test_the_merge_key_is_a_key_like_any_other():
    assert data("<<: {a: b}\n") == {"<<": {"a": "b"}}


def test_texts_and_keys_are_composed():
    apart = unicodedata.normalize("NFD", "한글 é")

    assert data(f"{apart}: [{apart}, '{apart}']\n") == {"한글 é": ["한글 é", "한글 é"]}


def test_keys_that_differ_only_in_composition_are_the_same_key(files):
    files.write("data/teas/x.yml", "é: a\n" + unicodedata.normalize("NFD", "é") + ": b\n")

    assert files.problems == ['data/teas/x.yml:2:1: has the key "é" a second time; keep one of them']


def test_block_texts_are_folded_and_kept_as_yaml_says():
    assert data("a: >-\n  one\n  two\nb: |\n  one\n  two\n") == {"a": "one two", "b": "one\ntwo\n"}


def test_a_number_too_long_for_python_stays_a_text():
    assert data(f"a: {'9' * 5000}\n") == {"a": "9" * 5000}


def test_a_decimal_number_too_large_for_python_stays_a_text(files):
    files.sub(SENCHA, "since: 1738", "since: 1e999")

    assert files.problems == [f"{SENCHA}:10:8: since: must be a year in four digits, not a text"]


UNREADABLE = {
    "a key twice": ("a: b\nc: d\na: e\n", '3:1: has the key "a" a second time; keep one of them'),
    "a key twice inside a list": ("a:\n  - b: c\n    b: d\n", '3:5: has the key "b" a second time; keep one of them'),
    "an anchor": ("a: &x b\n", "1:4: uses an anchor or alias (& or *); write the value out or quote the text"),
    "an alias": (
        "a: b\nc: *x\n",
        "2:4: uses an anchor or alias (& or *); write the value out or quote the text",
    ),
    "an anchor on a list": (
        "a: &x\n  - b\n",
        "1:4: uses an anchor or alias (& or *); write the value out or quote the text",
    ),
    "a tag": ("a: !!str b\n", "1:4: has a tag (tag:yaml.org,2002:str); tags are not used here, so remove it"),
    "a tag that runs code": (
        "a: !!python/object/apply:os.system [exit]\n",
        "1:4: has a tag (tag:yaml.org,2002:python/object/apply:os.system); tags are not used here, so remove it",
    ),
    "a tag of its own": ("a: !x b\n", "1:4: has a tag (!x); tags are not used here, so remove it"),
    "nothing": ("", "1:1: is empty; write the entry or delete the file"),
    "only a comment": ("# tea\n", "2:1: is empty; write the entry or delete the file"),
    "only a mark": ("---\n", "2:1: is empty; write the entry or delete the file"),
    "only null": ("~\n", "2:1: is empty; write the entry or delete the file"),
    "a second document": ("a: b\n---\nc: d\n", "2:1: starts a second document; keep one entry in one file"),
    "a list as key": ("[a]: b\n", "1:1: has a key that is not a word; quote the text or name the key"),
    "a mapping as key": ("? {a: b}\n: c\n", "1:3: has a key that is not a word; quote the text or name the key"),
    "a tab": (
        "a:\n\tb: c\n",
        "2:1: has a tab here; indent with spaces",
    ),
    "a percent sign at the start": (
        "a: b\nc: %d\n",
        '2:4: a text cannot begin with "%"; put quotes around it',
    ),
    "a back-tick at the start": (
        "a: `b`\n",
        '1:4: a text cannot begin with "`"; put quotes around it',
    ),
    "a colon inside": (
        "a: b: c\n",
        '1:5: has a ": " inside a text; put quotes around the whole text',
    ),
    "an open bracket": (
        "a: [b, c\n",
        "1:4: opens a bracket that is not closed; close it where the list ends",
    ),
    "an open quote": (
        'a: "b\n',
        "1:4: opens a quote that is not closed; close it where the text ends",
    ),
    "wrong indentation": (
        "a: b\n  c: d\n",
        "2:3: is indented below a line that has a value already; line it up with that line",
    ),
    "a line without a key": (
        "a: b\nc\n",
        "2:1: has no colon; write it as key: value, or indent it as part of the text above",
    ),
    "a control character": ("a: b\nc: d\x07\n", "2:5: has a control character here; delete it"),
    "a null character": ("a: b\x00\n", "1:5: has a control character here; delete it"),
    "a control character after wide letters": ("a: 茶\x07\n", "1:5: has a control character here; delete it"),
    "an escaped control character": (
        'a: b\nc: "d\\x02"\n',
        "2:4: has an escaped control character (U+0002) in its text; use single quotes, or delete it",
    ),
    "an escaped control character in a key": (
        '"a\\e": b\n',
        "1:1: has an escaped control character (U+001B) in its text; use single quotes, or delete it",
    ),
    "deep nesting": ("a:" + " [" * 40 + "]" * 40 + "\n", "1:36: is nested more than 16 levels deep; make it flatter"),
    "very deep nesting": (
        "a: " + "[" * 100_000 + "]" * 100_000,
        "1:20: is nested more than 16 levels deep; make it flatter",
    ),
    "deep mappings": (
        "".join(f"{' ' * depth}a:\n" for depth in range(50)),
        "18:18: is nested more than 16 levels deep; make it flatter",
    ),
    "a byte order mark": (
        b"\xef\xbb\xbfa: b\n",
        "1:1: starts with a byte order mark; save it as UTF-8 without one",
    ),
    "UTF-16": ("a: b\n".encode("utf-16"), "1:1: starts with a byte order mark; save it as UTF-8 without one"),
    "UTF-16 without a mark": ("a: b\n".encode("utf-16-le"), "1:2: has a control character here; delete it"),
    "EUC-KR": (
        b"a: b\nc: " + "한글".encode("euc-kr") + b"\n",
        "2:4: is not UTF-8 from here on; save it as UTF-8",
    ),
    "Latin-1": ("a: thé\n".encode("latin-1"), "1:6: is not UTF-8 from here on; save it as UTF-8"),
    "half a letter at the end": ("a: 茶".encode()[:-1], "1:4: is not UTF-8 from here on; save it as UTF-8"),
    "a lone surrogate": (b"a: \xed\xa0\x80\n", "1:4: is not UTF-8 from here on; save it as UTF-8"),
    "an image": (b"\x89PNG\r\n\x1a\n\x00", "1:1: is not UTF-8 from here on; save it as UTF-8"),
}


@pytest.mark.parametrize("content, message", UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_is_named_once_with_line_and_column(files, content, message):
    files.write("data/teas/x.yml", content)

    assert files.problems == [f"data/teas/x.yml:{message}"]


def test_a_file_that_cannot_be_read_does_not_hide_the_faults_of_others(files):
    files.write("data/teas/x.yml", "a: b: c\n")
    files.write("data/regions/y.yml", b"\xff\xfe")
    files.sub(SENCHA, "colour: green", "colour: red")

    assert files.problems == [
        "data/regions/y.yml:1:1: starts with a byte order mark; save it as UTF-8 without one",
        f'{SENCHA}:9:9: colour: must be one of green, blue, not "red"',
        'data/teas/x.yml:1:5: has a ": " inside a text; put quotes around the whole text',
    ]


def test_a_file_of_ten_megabytes_is_not_read(files):
    files.write("data/teas/x.yml", b"a: " + b"b" * 10_000_000)

    assert files.problems == ["data/teas/x.yml: is 10.0 MB; a data file has at most 1 MB, so split it"]


def test_a_link_out_of_the_project_is_refused(files, tmp_path):
    (tmp_path / "secret.yml").write_text("password: tea\n")
    (files.root / "data/teas/x.yml").symlink_to(tmp_path / "secret.yml")

    assert files.problems == ["data/teas/x.yml: is a link that leads out of the project; put the file itself here"]


def test_a_folder_that_leads_out_of_the_project_is_refused_whole(files, tmp_path):
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets/a.yml").write_text("password: tea\n")
    (files.root / "data/more").symlink_to(tmp_path / "secrets")

    assert files.problems == ["data/more: is a link that leads out of the project; put the file itself here"]


def test_a_link_to_itself_is_refused(files):
    (files.root / "data/teas/x.yml").symlink_to(files.root / "data/teas/x.yml")

    assert files.problems == ["data/teas/x.yml: is a link that leads nowhere; put the file itself here"]


def test_a_link_to_nothing_is_refused(files):
    (files.root / "data/teas/x.yml").symlink_to(files.root / "data/teas/gone.yml")

    assert files.problems == ["data/teas/x.yml: is not a regular file; put the file itself here"]


def test_a_pipe_is_refused_and_does_not_hang(files):
    os.mkfifo(files.root / "data/teas/x.yml")

    assert files.problems == ["data/teas/x.yml: is not a regular file; put the file itself here"]


def test_a_folder_inside_a_collection_is_refused(files):
    (files.root / "data/teas/more").mkdir()

    assert files.problems == ["data/teas/more: is a folder inside a collection; collections hold files only"]


@pytest.mark.parametrize("name", ["x.yaml", "x.YML", "x.json", "notes.txt", "x"])
def test_another_file_in_a_collection_is_refused(files, name):
    files.write(f"data/teas/{name}", "a: b\n")

    assert files.problems == [f"data/teas/{name}: is not a data file; name data files ID.yml and keep others elsewhere"]


@pytest.mark.parametrize("name", [".DS_Store", ".sencha.yml.swp", ".sencha.yml", "sencha.yml~", ".notes/x.yml"])
def test_what_editors_and_systems_keep_beside_data_is_left_alone(files, name):
    files.write(f"data/teas/{name}", "a: b\n")

    assert files.problems == []


def test_the_files_come_in_the_order_of_their_paths(files):
    sources, problems = load(files.root)

    assert ([source.path for source in sources], problems) == (
        [
            "data/diagrams/path.yml",
            "data/labels.yml",
            "data/regions/fujian.yml",
            "data/regions/uji.yml",
            "data/regions.yml",
            "data/site.yml",
            "data/teas/oolong.yml",
            "data/teas/sencha.yml",
            "data/teas.yml",
        ],
        [],
    )
