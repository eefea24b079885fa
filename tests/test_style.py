"""`build.py fmt`: one style, and nothing said otherwise than before."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tea import ROOT, run, snapshot, tea, uncoded

from press.edit.style import comments, styled
from press.load import understood
from press.project import read_data

SENCHA = "data/teas/sencha.yml"

MESSY = """\
# yaml-language-server: $schema=../../schemas/teas.schema.json


summary:   # in short
        ja: "[[regions/uji|宇治]]の緑茶。"   
        en: A green tea from [[regions/uji]].
# how it
# is called
title: {ja: 煎茶, en: Sencha}  # both

region: 'uji'
colour: green
what:
- ja: 葉を蒸して揉む。
  # not British
  en: >
    Leaves are steamed,
      then rolled.

    Then dried.
-   en: Second.
    ja: 第二。



next:
- note:
    ja: より濃く
    # it is darker
    en: darker
  to: oolong
"""
TIDY = """\
# yaml-language-server: $schema=../../schemas/teas.schema.json

# how it
# is called
title: {en: Sencha, ja: 煎茶}  # both
summary:   # in short
  en: A green tea from [[regions/uji]].
  ja: "[[regions/uji|宇治]]の緑茶。"
colour: green

region: 'uji'

next:
  - to: oolong
    note:
      # it is darker
      en: darker
      ja: より濃く
what:
  # not British
  - en: >
      Leaves are steamed,
        then rolled.

      Then dried.
    ja: 葉を蒸して揉む。
  - en: Second.
    ja: 第二。
"""


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return read_data(tea(tmp_path_factory.mktemp("shapes")).root)[1]


def said(text: str) -> str:
    source = understood(text.encode(), SENCHA)
    return json.dumps(source.data, sort_keys=True)


def test_a_messy_file_becomes_tidy(files):
    files.write(SENCHA, MESSY)

    done = run(files.root, "fmt")

    assert (done.returncode, done.stdout, done.stderr) == (0, f"wrote {SENCHA}\n", "")
    assert files.read(SENCHA) == TIDY
    assert said(TIDY) == said(MESSY)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_lines_end_as_on_unix(shapes, ending):
    assert styled(MESSY.replace("\n", ending).encode(), SENCHA, shapes) == TIDY.encode()


@pytest.mark.parametrize(
    "text",
    [
        "title: |+\n  en  \n\n\nsummary: x\n",  # spaces and blank lines that are said
        "title: 'a\n\n\n  b'\nsummary: x\n",
        "title: |2\n    a\n   b\nsummary: x\n",
        "? title\n: x\nsummary: y\n",
        "title: x # c\n# at the end\n",
        '"title": x\n',
        "colour: [a,\n  b]\n",
        "# only\n\n# comments\n\ntitle: a#b\n",
        "",
        "a: b: c\n",
        "a: &x 1\nb: *x\n",
    ],
)
def test_what_is_tidy_or_cannot_be_read_stays(files, text):
    files.write(SENCHA, text)

    run(files.root, "fmt")

    assert files.read(SENCHA) == text


def test_keys_below_a_text_that_ends_without_a_line_stay_where_they_are(shapes):
    text = b"summary: {ja: x, en: y}\ntitle: |\n  a"

    assert styled(text, SENCHA, shapes) == text.replace(b"{ja: x, en: y}", b"{en: y, ja: x}")


def test_the_handbook_and_the_book_of_tea_are_tidy(tmp_path):
    for project in (ROOT, tea(tmp_path).root):
        sources, shapes = read_data(project)
        raws = {source.path: (project / source.path).read_bytes() for source in sources}

        assert [path for path, raw in raws.items() if styled(raw, path, shapes) != raw] == []


def test_every_file_of_the_handbook_finds_back_from_any_order():
    sources, shapes = read_data(ROOT)
    for number, source in enumerate(sources):
        text = (ROOT / source.path).read_text(encoding="utf-8")
        messy = Writer(random.Random(number)).file(source.data)
        tidy = styled(messy.encode(), source.path, shapes).decode()

        again = understood(tidy.encode(), source.path)
        assert again.data == source.data, source.path
        assert sorted(comments(tidy)) == sorted(comments(messy)), source.path
        assert styled(tidy.encode(), source.path, shapes) == tidy.encode(), source.path
        if source.collection:  # the keys of site.yml and labels.yml have no order at every depth
            assert keys(again.data) == keys(understood(text.encode(), source.path).data), source.path


def keys(value: Any) -> Any:
    """The keys of all mappings, in their order."""
    if isinstance(value, dict):
        return [(key, keys(part)) for key, part in value.items()]
    return [keys(part) for part in value] if isinstance(value, list) else None


class Writer:
    """Writes data as YAML in one of the many styles that there are, with comments, and keys in any order."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.notes = chance, 0

    def file(self, data: dict[str, Any]) -> str:
        ending = self.chance.choice(["\n", "\n", "\r\n"])
        lines = [*self.maybe(["# yaml-language-server: $schema=x"]), *self.block(data, 0), *self.maybe(["# end"])]
        return ending.join(lines) + self.chance.choice(["", ending, ending * 3])

    def maybe(self, lines: list[str], odds: float = 0.2) -> list[str]:
        return lines if self.chance.random() < odds else []

    def note(self) -> str:
        self.notes += 1
        return self.chance.choice(["#", "# ", "#- ", "# a: "]) + str(self.notes)

    def block(self, value: Any, column: int) -> list[str]:
        """The lines of a mapping or list, indented by so many columns."""
        lines = []
        margin = " " * column
        pairs = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
        if isinstance(value, dict):
            self.chance.shuffle(pairs)
        for key, part in pairs:
            lines += self.maybe([""] * self.chance.randint(1, 3), 0.1)
            lines += self.maybe([margin + self.note()], 0.15)
            end = self.chance.choice(["", "", "", " ", "  ", f"  {self.note()}"])
            head = margin + (f"{self.key(key)}:" if isinstance(value, dict) else "-")
            if isinstance(part, dict | list) and part and self.chance.random() < 0.7:
                if isinstance(value, list) and isinstance(part, dict) and self.chance.random() < 0.8:
                    gap = self.chance.randint(1, 3)
                    inner = self.block(part, column + 1 + gap)
                    while inner[0].strip().startswith("#") or not inner[0].strip():
                        lines.append((margin + inner.pop(0).strip()).rstrip())  # deeper it may belong to a text above
                    lines += [margin + "-" + " " * gap + inner[0].lstrip(" "), *inner[1:]]
                    continue
                least = 0 if isinstance(part, list) and isinstance(value, dict) else 1
                lines += [head + end, *self.block(part, column + self.chance.randint(least, 4))]
            elif isinstance(part, str) and self.chance.random() < 0.2 and self.fits_block(part):
                words = part.split("\n")
                mark, deep = self.chance.choice(["|-", ">-"] if len(words) == 1 else ["|-"]), self.chance.randint(1, 5)
                lines += [f"{head} {mark}", *(" " * (column + deep) + one for one in words)]
            else:
                lines.append(f"{head} {self.flow(part, column)}{end}")
        return lines

    def fits_block(self, words: str) -> bool:
        return not re.search(r"^\s|\s$|\n\s|\s\n", words) and bool(words) and words.isprintable()

    def key(self, words: str) -> str:
        return self.chance.choice([words, words, f'"{words}"']) if re.fullmatch("[a-z_]+", words) else json.dumps(words)

    def flow(self, value: Any, column: int) -> str:
        """A value in one line, or a few that are indented deeper."""
        comma = self.chance.choice([", ", ", ", ",", f",\n{' ' * (column + 2)}"])
        if isinstance(value, list):
            return "[" + comma.join(self.flow(one, column) for one in value) + "]"
        if isinstance(value, dict):
            pairs = list(value.items())
            self.chance.shuffle(pairs)
            return "{" + comma.join(f"{json.dumps(key)}: {self.flow(one, column)}" for key, one in pairs) + "}"
        plain = isinstance(value, str) and re.fullmatch(r"[^\W\d_]+( [^\W\d_]+)*", value)
        if plain and value.casefold() not in ("null", "true", "false", "inf", "nan") and self.chance.random() < 0.6:
            return value
        return json.dumps(value, ensure_ascii=self.chance.random() < 0.1)


WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=20),
    st.sampled_from(
        ["#", "a #b", "- a", "a: b", "'", '"', "|", "[[regions/uji]]", " a ", "1", "true", "한국어", "\\n"]
    ),
)
KEYS = st.sampled_from(["en", "ja", "to", "note", "x"])
VALUES = st.recursive(
    st.one_of(WORDS, st.integers(-99, 9999), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=20,
)
FIELDS = ["title", "summary", "colour", "next", "what", "connections", "formulas", "unknown", "other"]
ENTRIES = st.dictionaries(st.sampled_from(FIELDS), VALUES, min_size=1)


@settings(max_examples=200, deadline=None)
@given(ENTRIES, st.randoms(use_true_random=False))
def test_whatever_is_written_keeps_its_meaning_and_its_comments(shapes, data, chance):
    messy = Writer(chance).file(data)
    if not hasattr(source := understood(messy.encode(), SENCHA), "data"):
        return
    tidy = styled(messy.encode(), SENCHA, shapes).decode()

    assert said(tidy) == json.dumps(source.data, sort_keys=True)
    assert sorted(comments(tidy)) == sorted(comments(messy))
    assert styled(tidy.encode(), SENCHA, shapes).decode() == tidy
    known = [name for name in understood(tidy.encode(), SENCHA).data if name in shapes.of("teas")["properties"]]
    assert known == sorted(known, key=list(shapes.of("teas")["properties"]).index)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab:-#[]{},'\"|> \n\t\r&*!%?é한"), max_size=40))
@example("a: |\n b\n#c\n d: e")
@example("a: 'b\n   \n  c'")
def test_any_text_keeps_its_meaning_and_its_comments(shapes, text):
    source = understood(text.encode(), SENCHA)
    if not hasattr(source, "data"):
        return
    tidy = styled(text.encode(), SENCHA, shapes).decode()

    assert said(tidy) == json.dumps(source.data, sort_keys=True)
    assert sorted(comments(tidy)) == sorted(comments(text))
    assert styled(tidy.encode(), SENCHA, shapes).decode() == tidy


def test_only_what_is_untidy_is_written(files):
    files.write(SENCHA, MESSY)
    files.sub("data/teas.yml", "numbered: true", "numbered: true  ")
    before = snapshot(files.root, but=[".cache"])
    times = {path: (files.root / path).stat().st_mtime_ns for path in before}

    done = run(files.root, "fmt", str(files.root / SENCHA))

    after = snapshot(files.root, but=[".cache"])
    assert done.stdout == f"wrote {SENCHA}\n"
    assert {path for path in before if after[path] != before[path]} == {SENCHA}
    assert {path for path in before if (files.root / path).stat().st_mtime_ns != times[path]} == {SENCHA}
    assert run(files.root, "fmt").stdout == "wrote data/teas.yml\n"
    assert (run(files.root, "fmt").stdout, run(files.root, "fmt", "--check").returncode) == ("", 0)


def test_check_names_what_is_untidy_and_writes_nothing(files):
    files.write(SENCHA, MESSY)
    before = snapshot(files.root, but=[".cache"])

    done = run(files.root, "fmt", "--check")

    assert (done.returncode, done.stdout, uncoded(done.stderr)) == (
        1,
        "",
        f"{SENCHA}: is not in order; run: python build.py fmt\n",
    )
    assert snapshot(files.root, but=[".cache"]) == before


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_written(files):
    files.write(SENCHA, MESSY)
    files.write("data/teas/oolong.yml", "a: b: c\n")

    done = run(files.root, "fmt")

    assert (done.returncode, done.stdout) == (1, f"wrote {SENCHA}\n")
    assert done.stderr.startswith("data/teas/oolong.yml:1:5: has a")


@pytest.mark.parametrize("path", ["data/teas/nope.yml", "schemas/teas.schema.json", "/etc/hosts", "x\n"])
def test_a_file_that_is_none_is_named(files, path):
    done = run(files.root, "fmt", path if path.startswith("/") else str(files.root / path))

    assert (done.returncode, done.stdout) == (1, "")
    assert uncoded(done.stderr).endswith(": is no data file of this project; name files below data/\n")


def test_a_folder_stands_for_what_is_in_it(files):
    for path in (SENCHA, "data/regions/uji.yml"):
        files.write(path, files.read(path) + "\n\n")

    assert run(files.root, "fmt", str(files.root / "data" / "teas")).stdout == f"wrote {SENCHA}\n"
