"""Which texts are stale, missing or unreviewed: told by the commands, kept through any edit, shown to readers."""

from __future__ import annotations

import json
import os
import pty
import random
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tea import LABELS, ROOT, Files, heed_interrupts, run, tea, uncoded

import build
from press.load import parse
from press.model import TRANSLATIONS, Source
from press.project import prepare, read_data
from press.translations import lock as wordings
from press.translations.report import findings
from press.translations.review import accepted, named
from press.translations.states import Survey, judge_all, states
from press.write import stale, write

SENCHA, UJI = "data/teas/sencha.yml", "data/regions/uji.yml"
WHAT = """\
what:
  - en: Leaves are steamed, then rolled.
    ja: 葉を蒸して揉む。
"""
THREE = """\
what:
  - en: One.
    ja: 一。
  - en: Two.
    ja: 二。
  - en: Three.
    ja: 三。
"""


@pytest.fixture
def book(files: Files) -> Files:
    """The book of tea with a list of three, written out and with its translations on record."""
    files.sub(SENCHA, WHAT, THREE)
    record(files)
    return files


def record(files: Files) -> None:
    """What `build` does to the lock file and to docs/, without the site."""
    edition = prepare(files.root)
    write(stale(edition.pages, files.root, edition.kept), files.root)
    if edition.translations is not None:
        files.write(TRANSLATIONS, edition.translations)


def command(files: Files, *arguments: str, capsys: Any) -> str:
    """What the real command prints in this process."""
    assert build.main(["translations", *arguments, "--project", str(files.root)]) == 0
    return capsys.readouterr().out


def told(files: Files, capsys: Any) -> list[str]:
    """Every text that is not up to date: its state, its language and its name."""
    found = json.loads(command(files, "--format", "json", capsys=capsys))["texts"]
    return [f"{one['state']} {one['language']} {one['text']}" for one in found]


def lines(files: Files, start: str = "") -> list[str]:
    return [line for line in files.read(TRANSLATIONS).splitlines() if line.startswith(start) and line[0] != "#"]


# What an edit does

TWO = "teas/sencha.what[1]"
EDITS: dict[str, tuple[list[tuple[str, str, str]], list[str]]] = {
    "nothing": ([], []),
    "one side": ([(SENCHA, "Two.", "The second.")], [f"stale ja {TWO}"]),
    "the other side": ([(SENCHA, "二。", "次。")], [f"stale en {TWO}"]),
    "both sides": ([(SENCHA, "Two.", "The second."), (SENCHA, "二。", "次。")], []),
    "one side, and back": ([(SENCHA, "Two.", "The second."), (SENCHA, "The second.", "Two.")], []),
    "only how it is broken into lines": ([(SENCHA, "en: One.", "en: >-\n      One.")], []),
    "an item before it": ([(SENCHA, "what:\n", "what:\n  - en: Zero.\n    ja: 零。\n")], []),
    "an item before it, and one side": (
        [(SENCHA, "what:\n", "what:\n  - en: Zero.\n    ja: 零。\n"), (SENCHA, "Two.", "The second.")],
        ["stale ja teas/sencha.what[2]"],
    ),
    "an item less": ([(SENCHA, "  - en: Two.\n    ja: 二。\n", "")], []),
    "another order": (
        [(SENCHA, "  - en: One.\n    ja: 一。\n", ""), (SENCHA, "what:\n", "what:\n  - en: One.\n    ja: 一。\n")],
        [],
    ),
    "another order, and one side": (
        [
            (SENCHA, "  - en: Three.\n    ja: 三。\n", ""),
            (SENCHA, "what:\n", "what:\n  - en: Three!\n    ja: 三。\n"),
        ],
        ["stale ja teas/sencha.what[0]"],
    ),
    "the sides of two items mixed up": (
        [(SENCHA, "一", "X"), (SENCHA, "二", "一"), (SENCHA, "X", "二")],
        [f"stale {tag} teas/sencha.what[{number}]" for number in (0, 1) for tag in ("en", "ja")],
    ),
    "a word beside, in another field": ([(SENCHA, "since: 1738", "since: 1739")], []),
    "a label": ([("data/labels.yml", "en: Home", "en: Start")], ["stale ja labels.home"]),
    "the site": ([("data/site.yml", "en: Every tea.", "en: All teas.")], ["stale ja site.ways[0].text"]),
    "a collection": ([("data/teas.yml", "en: Two teas.", "en: Some teas.")], ["stale ja teas.summary"]),
    "a diagram": ([("data/diagrams/path.yml", "試飲の順", "試し飲み")], ["stale en diagrams/path.title"]),
    "other names": ([(SENCHA, "[steeped tea]", "[steeped tea, green tea]")], []),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_makes_stale_just_what_it_leaves_behind(book: Files, capsys: Any, edit: str):
    for path, old, new in EDITS[edit][0]:
        book.sub(path, old, new)

    assert told(book, capsys) == EDITS[edit][1]
    record(book)
    assert told(book, capsys) == EDITS[edit][1]


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_stale_is_put_right_by_an_edit_of_that_side_or_by_saying_so(book: Files, capsys: Any, edit: str):
    for path, old, new in EDITS[edit][0]:
        book.sub(path, old, new)
    if EDITS[edit][1]:
        names = sorted({one.split()[2] for one in EDITS[edit][1]})
        said = command(book, "accept", *names, capsys=capsys)
        assert sorted(said.splitlines()[:-1]) == sorted(
            f"accepted {one.split()[2]} ({one.split()[1]})" for one in EDITS[edit][1]
        )

        assert prepare(book.root).translations is None
    assert told(book, capsys) == []


def test_a_side_that_follows_later_puts_it_right(book: Files, capsys: Any):
    book.sub(SENCHA, "Two.", "The second.")
    record(book)
    book.sub(SENCHA, "二。", "次。")
    record(book)

    assert told(book, capsys) == []
    book.sub(SENCHA, "The second.", "The next.")
    assert told(book, capsys) == [f"stale ja {TWO}"]


def test_a_new_text_in_all_languages_is_up_to_date_and_on_record(book: Files, capsys: Any):
    before = lines(book)
    book.sub("data/teas/oolong.yml", "what:\n", "what:\n  - en: New.\n    ja: 新。\n")
    record(book)

    assert told(book, capsys) == []
    assert {line.split(" en=")[0] for line in set(lines(book)) - set(before)} == {"teas/oolong what[]"}
    book.sub("data/teas/oolong.yml", "New.", "Newer.")
    assert told(book, capsys) == ["stale ja teas/oolong.what[0]"]


def test_two_texts_that_are_the_same_in_one_language_are_told_apart(book: Files, capsys: Any):
    book.sub(SENCHA, "en: One.", "en: Two.")
    book.sub(SENCHA, "ja: 一。", "ja: 同じ。")
    record(book)
    book.sub(SENCHA, "ja: 同じ。", "ja: 違う。")

    assert told(book, capsys) == ["stale en teas/sencha.what[0]"]


def test_a_text_that_stands_twice_is_known_twice(book: Files, capsys: Any):
    book.sub(SENCHA, "en: One.\n    ja: 一。", "en: Two.\n    ja: 二。")
    record(book)
    book.sub(SENCHA, "en: Two.", "en: Not two.")

    assert told(book, capsys) == ["stale ja teas/sencha.what[0]"]


# Names that change


def test_a_renamed_entry_and_a_renamed_field_take_their_states_along(book: Files, capsys: Any):
    """Also where others refer to it in prose of one language only."""
    book.sub(SENCHA, "Two.", "The second.")
    assert "wrote translations.lock" in renamed(book, "teas/sencha", "gyokuro", capsys)
    assert "[[teas/gyokuro|Sencha]]" in book.read("data/teas/oolong.yml")
    assert told(book, capsys) == ["stale ja teas/gyokuro.what[1]"]
    assert (lines(book, "teas/sencha"), prepare(book.root).translations) == ([], None)

    renamed(book, "teas#what", "story", capsys)
    assert told(book, capsys) == ["stale ja teas/gyokuro.story[1]"]
    record(book)
    assert told(book, capsys) == ["stale ja teas/gyokuro.story[1]"]
    assert [line for line in lines(book) if " what" in line and line.startswith("teas")] == []


def renamed(files: Files, old: str, new: str, capsys: Any) -> str:
    assert build.main(["rename", old, new, "--project", str(files.root)]) == 0
    return capsys.readouterr().out


def test_a_retired_entry_takes_its_lines_along_and_makes_nothing_stale(book: Files, capsys: Any):
    book.sub("data/teas/oolong.yml", "wither in the sun", "of [[regions/fujian|the coast]] wither")
    book.sub("data/teas/oolong.yml", "葉を日に当てる", "海辺の葉を日に当てる")
    record(book)
    assert build.main(["retire", "regions/fujian", "--to", "regions/uji", "--project", str(book.root)]) == 0
    capsys.readouterr()

    assert "[[regions/uji|the coast]]" in book.read("data/teas/oolong.yml")
    assert (lines(book, "regions/fujian"), told(book, capsys)) == ([], [])
    assert prepare(book.root).translations is None


def test_a_file_that_was_moved_by_hand_takes_its_states_along(book: Files, capsys: Any):
    book.sub(UJI, "A town near Kyoto.", "A city.")
    book.write("data/regions/kyoto.yml", book.read(UJI))
    book.delete(UJI)
    book.sub(SENCHA, "region: uji", "region: kyoto")
    book.sub(SENCHA, "regions/uji|", "regions/kyoto|")
    book.sub(SENCHA, "[[regions/uji]]", "[[regions/kyoto]]")

    assert told(book, capsys) == ["stale ja regions/kyoto.summary"]
    record(book)
    assert told(book, capsys) == ["stale ja regions/kyoto.summary"]


def test_lines_of_what_is_gone_vanish(book: Files):
    book.sub(SENCHA, THREE, "")
    book.sub("data/teas/oolong.yml", "what:", "what:\n  - en: More.\n    ja: もっと。")
    record(book)

    assert lines(book, "teas/sencha what") == []
    assert len(lines(book, "teas/oolong what")) == 2


# The lock file


def test_the_lock_file_has_a_sorted_line_for_each_text_and_the_states_can_be_read_from_it_alone(book: Files):
    text = book.read(TRANSLATIONS)
    found = states(*sources(book), wordings.Lock(text))

    assert text.startswith("# Which words say the same in each language: a text of data/, and hashes of its words.\n")
    assert lines(book) == sorted(lines(book))
    assert all(re.fullmatch(r"\S+ \S+ en=[0-9a-f]{8} ja=[0-9a-f]{8}", line) for line in lines(book))
    assert len(lines(book)) == len({(one.address, one.place) for one in found})
    assert {one.state for one in found} == {"fresh"}


def sources(files: Files) -> tuple[list[Source], list[str]]:
    found, shapes = read_data(files.root)
    return found, shapes.tags


def test_after_a_merge_the_lines_of_both_sides_are_kept(book: Files, capsys: Any):
    base, lock_ = book.read(SENCHA), book.read(TRANSLATIONS)
    book.sub(SENCHA, "en: One.\n    ja: 一。", "en: First.\n    ja: 第一。")
    record(book)
    ours = book.read(TRANSLATIONS)
    book.write(SENCHA, base)
    book.write(TRANSLATIONS, lock_)
    book.sub(SENCHA, "en: Two.", "en: Second.")
    book.sub(SENCHA, "en: Three.\n    ja: 三。", "en: Third.\n    ja: 第三。")
    record(book)
    book.sub(SENCHA, "en: One.\n    ja: 一。", "en: First.\n    ja: 第一。")
    theirs = book.read(TRANSLATIONS)

    book.write(TRANSLATIONS, f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> theirs\n")
    last = 2 + len(ours.splitlines()) + len(theirs.splitlines())
    fault = "has the mark of a merge; keep the lines of both sides, delete the mark, and build"
    wanted = [f"{TRANSLATIONS}:{number}:1: {fault}" for number in (1, 2 + len(ours.splitlines()), last + 1)]
    assert book.problems == wanted
    for words in (["translations"], ["translations", "accept", "teas"]):
        assert build.main([*words, "--project", str(book.root)]) == 1
        assert uncoded(capsys.readouterr().err).splitlines() == wanted

    book.write(
        TRANSLATIONS,
        "".join(line for line in book.read(TRANSLATIONS).splitlines(keepends=True) if line[0] not in "<=>"),
    )
    assert told(book, capsys) == [f"stale ja {TWO}"]
    record(book)
    assert told(book, capsys) == [f"stale ja {TWO}"]
    assert len(lines(book, "teas/sencha what[]")) == 3


def test_a_merge_that_takes_one_side_from_each_branch_is_told_of(book: Files, capsys: Any):
    """Both branches reworded the text in both languages; the merge has English from one and Japanese from the other."""
    base, lock_ = book.read(SENCHA), book.read(TRANSLATIONS)
    kept = []
    for english, japanese in (("Second.", "第二。"), ("Next.", "次。")):
        book.write(SENCHA, base)
        book.write(TRANSLATIONS, lock_)
        book.sub(SENCHA, "en: Two.\n    ja: 二。", f"en: {english}\n    ja: {japanese}")
        record(book)
        kept += lines(book)
    book.write(TRANSLATIONS, "\n".join(sorted(set(kept))) + "\n")
    book.sub(SENCHA, "en: Next.", "en: Second.")

    assert told(book, capsys) == [f"stale en {TWO}", f"stale ja {TWO}"]


@pytest.mark.parametrize(
    "line", ["teas/sencha what[] en=12345678 ja=1234567", "teas/sencha", "nonsense", "teas/gone x y"]
)
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_written(book: Files, capsys: Any, line: str):
    before = book.read(TRANSLATIONS) + f"{line}\n"
    book.write(TRANSLATIONS, before)
    number = len(before.splitlines())

    assert book.problems == [
        f"{TRANSLATIONS}:{number}:1: cannot be read; delete it, or take the file back from git: "
        f"git checkout -- {TRANSLATIONS}"
    ]
    assert build.main(["translations", "accept", "teas", "--project", str(book.root)]) == 1
    assert book.read(TRANSLATIONS) == before


def test_a_lock_file_that_is_not_text_is_named(book: Files):
    book.write(TRANSLATIONS, b"\xff\xfe\x00")

    assert book.problems == [f"{TRANSLATIONS}: cannot be read (not UTF-8); take it back from git"]


def test_a_book_in_one_language_has_no_lock_file_and_no_page_on_it(tmp_path: Path):
    files = tea(tmp_path / "tea")
    files.sub("data/site.yml", "  - tag: ja\n    name: 日本語\n", "")
    for path in sorted((files.root / "data").rglob("*.yml")):
        text = re.sub(r"^ +ja: .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")
    unused = (
        "stale",
        "translated",
        "translations",
        "translations_summary",
        "translations_total",
        "unreviewed",
        "untranslated",
    )
    for name in unused:
        files.sub("data/labels.yml", re.search(rf"^{name}:\n.*\n", files.read("data/labels.yml"), re.MULTILINE)[0], "")
    edition = prepare(files.root)

    assert edition.translations is None
    assert [page.path for page in edition.pages if "translations" in page.path] == []


# Words of machines


def test_a_draft_of_a_machine_is_unreviewed_until_somebody_accepts_or_corrects_it(book: Files, capsys: Any):
    names = [f"teas/sencha.what[{number}]" for number in range(3)]
    said = command(book, "draft", "teas/sencha.what", "--lang", "ja", capsys=capsys)
    assert said.splitlines() == [*(f"drafted {name} (ja)" for name in names), "now run: python build.py build"]
    assert told(book, capsys) == [f"unreviewed ja {name}" for name in names]
    assert [line.endswith("?") for line in lines(book, "teas/sencha what")] == [True, True, True]

    command(book, "accept", names[0], capsys=capsys)
    book.sub(SENCHA, "二。", "次。")
    assert told(book, capsys) == [f"unreviewed ja {names[2]}"]
    record(book)
    assert told(book, capsys) == [f"unreviewed ja {names[2]}"]

    book.sub(SENCHA, "Three.", "The third.")
    assert told(book, capsys) == [f"stale ja {names[2]}"]
    command(book, "draft", names[2], "--lang", "ja", capsys=capsys)
    assert told(book, capsys) == [f"unreviewed ja {names[2]}"]


# Languages that are missing, and a third one


@pytest.fixture
def partly(book: Files) -> Files:
    """The book with leave to be half translated."""
    book.sub("data/site.yml", "title:", "translations: fallback\ntitle:")
    book.sub(SENCHA, "    ja: 二。\n", "")
    book.sub(UJI, "  ja: 京都の近くの町。\n", "")
    record(book)
    return book


def test_what_is_not_there_is_missing_and_becomes_fresh_when_it_is_written(partly: Files, capsys: Any):
    assert told(partly, capsys) == ["missing ja regions/uji.summary", f"missing ja {TWO}"]
    assert lines(partly, "regions/uji summary") == []

    partly.sub(SENCHA, "en: Two.", "en: Two.\n    ja: また二。")
    record(partly)
    assert told(partly, capsys) == ["missing ja regions/uji.summary"]
    partly.sub(SENCHA, "en: Two.", "en: Second.")
    assert told(partly, capsys) == ["missing ja regions/uji.summary", f"stale ja {TWO}"]


def test_of_three_languages_each_is_told_apart(partly: Files, capsys: Any):
    partly.sub("data/site.yml", "    name: 日本語\n", "    name: 日本語\n  - tag: de\n    name: Deutsch\n")
    one = "teas/sencha.what[0]"

    def found() -> list[str]:
        return [line for line in told(partly, capsys) if line.endswith(one)]

    partly.sub(SENCHA, "ja: 一。", "ja: 一。\n    de: Eins.")
    record(partly)
    assert found() == []
    partly.sub(SENCHA, "en: One.", "en: First.")
    record(partly)
    assert found() == [f"stale ja {one}", f"stale de {one}"]
    partly.sub(SENCHA, "de: Eins.", "de: Erstens.")
    record(partly)
    assert found() == [f"stale ja {one}"]
    partly.sub(SENCHA, "en: First.", "en: Firstly.")
    record(partly)
    assert found() == [f"stale ja {one}", f"stale de {one}"]
    command(partly, "accept", one, "--lang", "de", capsys=capsys)
    assert found() == [f"stale ja {one}"]
    command(partly, "accept", one, capsys=capsys)
    assert (found(), len(lines(partly, "teas/sencha what[] de="))) == ([], 1)


# Whatever is edited


class Model:
    """What ought to be known of some texts, in the plainest way: what each says, and said when both agreed."""

    def __init__(self, dice: random.Random) -> None:
        self.dice, self.made, self.entry, self.field = dice, 0, "sencha", "what"
        self.texts: list[dict[str, Any]] = []
        for _ in range(3):
            self.insert()

    def word(self) -> str:
        self.made += 1
        return f"Words {self.made}."

    def insert(self) -> None:
        text = {"now": {"en": self.word(), "ja": self.word()}, "base": None}
        self.texts.insert(self.dice.randint(0, len(self.texts)), text)

    def edit(self) -> None:
        text = self.dice.choice(self.texts)["now"]
        for tag in self.dice.choice([["en"], ["ja"], ["en", "ja"]]):
            text[tag] = self.word()

    def undo(self) -> None:
        text = self.dice.choice(self.texts)
        if text["base"]:
            text["now"] = dict(text["base"])

    def delete(self) -> None:
        if len(self.texts) > 1:
            self.texts.remove(self.dice.choice(self.texts))

    def move(self) -> None:
        self.dice.shuffle(self.texts)

    def rename(self) -> None:
        self.entry = self.word().replace(" ", "-").strip(".").lower()

    def rename_field(self) -> None:
        self.field = "story" if self.field == "what" else "what"

    def stale(self, text: dict[str, Any]) -> set[str]:
        now, base = text["now"], text["base"] or {}
        same = {tag for tag in now if now[tag] == base.get(tag)}
        return same if len(same) == 1 else set()

    def record(self) -> None:
        for text in self.texts:
            text["base"] = text["base"] if self.stale(text) else dict(text["now"])

    def accept(self) -> int:
        number = self.dice.randrange(len(self.texts))
        self.record()
        self.texts[number]["base"] = dict(self.texts[number]["now"])
        return number

    @property
    def source(self) -> Source:
        said = {"title": {"en": "Sencha", "ja": "煎茶"}, self.field: [text["now"] for text in self.texts]}
        return parse(json.dumps(said).encode(), f"data/teas/{self.entry}.yml")

    @property
    def expected(self) -> list[tuple[int, str]]:
        return [(number, tag) for number, text in enumerate(self.texts) for tag in sorted(self.stale(text))]


@pytest.mark.parametrize("seed", range(300))
def test_after_any_edits_the_states_are_those_of_a_simple_model(seed: int):
    dice = random.Random(seed)
    model, text = Model(dice), ""
    for _ in range(30):
        match dice.choice(
            ["insert", "edit", "edit", "edit", "undo", "delete", "move", "record", "accept", "rename", "field"]
        ):
            case "record":
                text = Survey(judge_all([model.source], ["en", "ja"], wordings.Lock(text))).text
                model.record()
            case "accept":
                judged = judge_all([model.source], ["en", "ja"], wordings.Lock(text))
                own = list(findings([model.source], judged))
                chosen = named(f"teas/{model.entry}.{model.field}[{model.accept()}]", own)
                text = Survey(accepted(judged, chosen)).text
            case "rename" | "field" as what:
                text = Survey(judge_all([model.source], ["en", "ja"], wordings.Lock(text))).text
                model.record()
                model.rename() if what == "rename" else model.rename_field()
            case what:
                getattr(model, what)()
        found = states([model.source], ["en", "ja"], wordings.Lock(text))
        assert sorted((one.place[1], one.tag) for one in found if one.state == "stale") == model.expected
        again = Survey(judge_all([model.source], ["en", "ja"], wordings.Lock(text))).text
        assert states([model.source], ["en", "ja"], wordings.Lock(again)) == found
        assert Survey(judge_all([model.source], ["en", "ja"], wordings.Lock(again))).text == again


@pytest.mark.parametrize("seed", range(100))
def test_writing_the_lock_file_changes_no_state_even_where_words_repeat(seed: int):
    dice = random.Random(seed)
    text = ""

    def pair() -> dict[str, str]:
        found = {tag: dice.choice("abc") for tag in ("en", "ja", "de") if dice.random() < 0.8}
        return found or {"en": "a"}

    for _ in range(30):
        said = {"what": [pair() for _ in range(dice.randint(1, 4))]}
        source = parse(json.dumps(said).encode(), "data/teas/sencha.yml")
        before = states([source], ["en", "ja", "de"], wordings.Lock(text))
        text = Survey(judge_all([source], ["en", "ja", "de"], wordings.Lock(text))).text
        after = states([source], ["en", "ja", "de"], wordings.Lock(text))
        assert after == before
        assert Survey(judge_all([source], ["en", "ja", "de"], wordings.Lock(text))).text == text


# The command


def test_the_list_is_a_table_with_totals(book: Files):
    book.sub(SENCHA, "Two.", "The second.")
    result = run(book.root, "translations")
    total = len(lines(book))

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == (
        "state  language  text                 place\n"
        "stale  ja        teas/sencha.what[1]  data/teas/sencha.yml:21:9\n"
        "\n"
        "language  fresh  stale  missing  unreviewed\n"
        f"en        {total}     0      0        0\n"
        f"ja        {total - 1}     1      0        0\n"
    )


def test_the_list_as_json_says_all(book: Files, capsys: Any):
    book.sub(SENCHA, "Two.", "The second.")
    total = len(lines(book))

    assert json.loads(command(book, "--format", "json", "--lang", "ja", capsys=capsys)) == {
        "totals": {"ja": {"fresh": total - 1, "stale": 1, "missing": 0, "unreviewed": 0}},
        "texts": [
            {
                "text": "teas/sencha.what[1]",
                "entry": "teas/sencha",
                "field": "what[1]",
                "language": "ja",
                "state": "stale",
                "file": SENCHA,
                "line": 21,
                "column": 9,
                "words": {"en": "The second.", "ja": "二。"},
            }
        ],
    }
    fresh = json.loads(command(book, "--format", "json", "--state", "fresh", capsys=capsys))["texts"]
    assert len(fresh) == 2 * total - 1


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["accept", "teas/sench"], 'teas/sench: names no text; did you mean "teas/sencha"?'),
        (["accept", "teas/sencha.wat[0]"], 'teas/sencha.wat[0]: names no text; did you mean "teas/sencha.what[0]"?'),
        (["accept", "coffee"], "coffee: names no text; write COLLECTION/ID or COLLECTION/ID.FIELD"),
        (["accept"], "accept: name the texts: accept ID[.FIELD]; without, it asks on a terminal"),
        (["draft", "teas"], "draft: name the texts and their language: draft ID[.FIELD] --lang TAG"),
        (["--lang", "ko"], "--lang: no language ko; there are en, ja"),
    ],
)
def test_a_command_that_cannot_be_done_says_why_and_writes_nothing(book: Files, arguments: list[str], fault: str):
    book.sub(SENCHA, "Two.", "The second.")
    before = book.read(TRANSLATIONS)
    result = run(book.root, "translations", *arguments)

    assert (result.returncode, result.stdout, uncoded(result.stderr).splitlines()) == (1, "", [fault])
    assert book.read(TRANSLATIONS) == before


def test_only_texts_in_a_state_that_is_asked_for_are_accepted(book: Files, capsys: Any):
    book.sub(SENCHA, "One.", "First.")
    command(book, "draft", TWO, "--lang", "ja", capsys=capsys)

    said = command(book, "accept", "teas", "--state", "unreviewed", capsys=capsys)

    assert said == f"accepted {TWO} (ja)\nnow run: python build.py build\n"
    assert told(book, capsys) == ["stale ja teas/sencha.what[0]"]


def test_a_text_in_one_language_is_no_draft_of_another(partly: Files, capsys: Any):
    before = partly.read(TRANSLATIONS)

    assert command(partly, "draft", TWO, "--lang", "en", capsys=capsys) == "nothing to do\n"
    assert partly.read(TRANSLATIONS) == before


def test_accepting_what_is_fresh_does_nothing(book: Files, capsys: Any):
    before = (book.root / TRANSLATIONS).stat().st_ino

    assert command(book, "accept", "teas", capsys=capsys) == "nothing to do\n"
    assert (book.root / TRANSLATIONS).stat().st_ino == before


def test_the_help_teaches_by_example(book: Files):
    text = run(book.root, "translations", "--help").stdout

    assert "python build.py translations accept teas/sencha.summary" in text


CTRL_C = "\x03"


def asked(files: Files, keys: str, meanwhile: Callable[[], None] = lambda: None) -> str:
    """What `translations accept` says on a terminal to somebody who presses some keys, `meanwhile` before the last."""
    main, other = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "translations", "accept", "--project", str(files.root)],
        stdin=other,
        stdout=other,
        stderr=other,
        preexec_fn=heed_interrupts,
    )
    os.close(other)
    said, left = b"", list(keys)
    while True:
        try:
            part = os.read(main, 1000)
        except OSError:
            break
        if not part:
            break
        said += part
        if said.count(b"[q]uit ") > len(keys) - len(left) and left:
            if len(left) == 1:
                meanwhile()
            if (key := left.pop(0)) == CTRL_C:
                child.send_signal(signal.SIGINT)
            else:
                os.write(main, key.encode())
    os.close(main)
    assert child.wait(60) == 0
    return said.decode().replace("\r\n", "\n")


def test_on_a_terminal_one_key_accepts_a_text(book: Files, capsys: Any):
    git = ["git", "-C", str(book.root), "-c", "user.name=A", "-c", "user.email=a@tea.example"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "data"], check=True)
    subprocess.run([*git, "commit", "-qm", "Tea"], check=True)
    for old, new in (("One.", "First."), ("二。", "次。"), ("Three.", "Third.")):
        book.sub(SENCHA, old, new)

    said = asked(book, "asq")

    names = [f"teas/sencha.what[{number}]" for number in range(3)]
    first = f"1 of 3  {names[0]}  stale in ja  {SENCHA}:19:9\n  en was  One.\n  en now  First.\n  ja      一。\n"
    second = f"2 of 3  {names[1]}  stale in en  {SENCHA}:20:9\n  en      Two.\n  ja was  二。\n  ja now  次。\n"
    assert (first in said, second in said) == (True, True)
    assert said.endswith(f"accepted {names[0]} (ja)\nnow run: python build.py build\n")
    assert told(book, capsys) == [f"stale en {names[1]}", f"stale ja {names[2]}"]


def test_ctrl_c_keeps_what_was_accepted(book: Files, capsys: Any):
    book.sub(SENCHA, "One.", "First.")
    book.sub(SENCHA, "Two.", "Second.")

    assert asked(book, f"a{CTRL_C}").endswith("accepted teas/sencha.what[0] (ja)\nnow run: python build.py build\n")
    assert told(book, capsys) == [f"stale ja {TWO}"]


def test_a_build_meanwhile_takes_back_only_what_was_edited(book: Files, capsys: Any):
    for old, new in (("One.", "First."), ("Two.", "Second."), ("Three.", "Third.")):
        book.sub(SENCHA, old, new)

    def meanwhile() -> None:
        book.sub(SENCHA, "Second.", "The second.")
        book.sub(SENCHA, "    ja: 三。\n", "    ja: 三。\n  - {en: Four., ja: 四。}\n")
        record(book)

    said = asked(book, "aaa", meanwhile)

    assert said.endswith(
        f"accepted teas/sencha.what[0] (ja)\naccepted teas/sencha.what[2] (ja)\n"
        f"left {TWO} (ja), which was changed in the meantime\nnow run: python build.py build\n"
    )
    assert told(book, capsys) == [f"stale ja {TWO}"]


def test_without_git_the_texts_are_shown_as_they_are(book: Files, capsys: Any):
    book.sub(SENCHA, "One.", "First.")

    assert "  en      First.\n  ja      一。\n" in asked(book, "a")
    assert told(book, capsys) == []


# What check and build do with the lock file


def test_a_check_asks_for_what_is_not_on_record_and_a_build_writes_it(site: Files):
    site.sub(UJI, "A town near Kyoto.\n  ja: 京都の近くの町。", "A town.\n  ja: 町。")
    before = site.read(TRANSLATIONS)
    missing = f"{TRANSLATIONS}: is out of date; run: python build.py build"

    assert missing in uncoded(run(site.root, "check").stderr).splitlines()
    assert site.read(TRANSLATIONS) == before
    assert run(site.root, "build").returncode == 0
    changed = set(site.read(TRANSLATIONS).splitlines()) ^ set(before.splitlines())
    assert {line.split(" en=")[0] for line in changed} == {"regions/uji summary"}
    assert run(site.root, "check").returncode == 0


def test_a_build_of_what_is_on_record_leaves_the_lock_file_alone(site: Files):
    before = (site.root / TRANSLATIONS).stat().st_ino
    site.sub(UJI, "A town near Kyoto.", "A town.")

    assert run(site.root, "build").returncode == 0
    assert (site.root / TRANSLATIONS).stat().st_ino == before


# What readers see

STALE = '<small class="state state--stale">(更新前)</small>'


def test_a_stale_sentence_has_a_mark_beside_it_wherever_it_stands(book: Files):
    book.sub(UJI, "A town near Kyoto.", "A city.")
    book.sub(SENCHA, "Two.", "The second.")
    pages = book.pages

    assert f"\n京都の近くの町。 {STALE}\n{{ .lead }}\n" in pages["docs/ja/regions/uji.md"]
    assert f"\n二。 {STALE}\n" in pages["docs/ja/teas/sencha.md"]
    assert f"| [宇治](uji.md) | 京都の近くの町。 {STALE} {{ data-label=" in pages["docs/ja/regions/index.md"]
    assert [path for path, text in pages.items() if path.startswith("docs/en") and "state--" in text] == []
    assert pages["docs/ja/teas/sencha.md"].count("state--") == 1


def test_a_page_says_how_its_texts_stand(partly: Files, capsys: Any):
    partly.sub(SENCHA, "One.", "First.")
    command(partly, "draft", "teas/sencha.summary", "--lang", "ja", capsys=capsys)
    pages = partly.pages

    assert (
        '<p class="standing" markdown>[翻訳の状態](../translations.md): 更新前 1 · 未訳 1 · 確認前 1</p>'
        in pages["docs/ja/teas/sencha.md"]
    )
    assert (
        '<span lang="en">Two.</span> <small class="state state--missing">(未訳)</small>'
        in pages["docs/ja/teas/sencha.md"]
    )
    assert [path for path, text in pages.items() if path.startswith("docs/en/") and "standing" in text] == []


def test_one_page_says_it_of_the_whole_book(partly: Files):
    partly.sub(SENCHA, "One.", "First.")
    pages = partly.pages
    table = [line for line in pages["docs/ja/translations.md"].splitlines() if line.startswith(("| ", "- "))]
    rows = [re.sub(r" \{[^}]*\}", "", line).strip() for line in table]

    assert rows[2:] == [
        "| [茶](teas/index.md) | 11 | 1 | 1 | 0 |",
        "| [産地](regions/index.md) | 5 | 0 | 1 | 0 |",
        f"| [茶の本](index.md) | {len(set(LABELS)) + 8} | 0 | 0 | 0 |",
        f"| 合計 | {len(set(LABELS)) + 24} | 1 | 2 | 0 |",
        "- [煎茶](teas/sencha.md) (更新前 1 · 未訳 1)",
        "- [宇治](regions/uji.md) (未訳 1)",
    ]
    assert "- [" not in partly.read("docs/en/translations.md")


def test_marks_are_no_words_of_the_page(book: Files):
    """The search, the inventory and the day of the last change do not heed them."""
    before = prepare(book.root)
    book.sub(UJI, "en: Uji", "en: Uji town")
    after = prepare(book.root)
    place = "docs/ja/regions/uji.md"

    assert "# 宇治 <small" in next(page.text for page in after.pages if page.path == place)
    assert after.outlines[place] == before.outlines[place]


def test_this_handbook_is_up_to_date_in_both_languages_and_shows_no_mark(handbook):
    assert handbook.translations is None
    assert [page.path for page in handbook.pages if page.path.endswith(".md") and 'class="state' in page.text] == []
    assert [page.path for page in handbook.pages if page.path.endswith(".md") and 'class="standing' in page.text] == []
