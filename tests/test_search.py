"""The search: what it finds, that it cannot be broken, and that its index is the same however it was made."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path
from unittest import mock

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright._impl._driver import compute_driver_executable
from tea import ROOT

from press.find import index
from press.find.index import make_index, revise, weigh
from press.find.keys import terms, words
from press.find.record import Record

sys.path.append(str(ROOT / "bench" / "search"))
import judge  # noqa: E402
import large  # noqa: E402
import run  # noqa: E402

NODE = compute_driver_executable()[0]
ENGINE = ROOT / "theme" / "assets" / "search" / "engine.js"
HERE = Path(__file__).parent / "search"


HANDBOOK = large.handbook(ROOT / "docs")
QUERIES = yaml.safe_load((ROOT / "bench" / "search" / "queries.yml").read_text(encoding="utf-8"))


@cache
def labelled() -> list[dict]:
    return judge.judged(ROOT / "docs", QUERIES)


def first(tag: str, query: str) -> dict:
    return judge.ask(ROOT / "docs" / tag / judge.FIND, [query])[0]["results"][0]


def text(runs: list) -> str:
    return "".join(words for words, _ in runs)


def marked(runs: list) -> list[str]:
    return [words for words, mark in runs if mark]


def test_the_right_page_comes_first_for_labelled_queries():
    rows = labelled()

    assert len(rows) >= 300
    assert judge.share(rows) >= 0.98
    assert judge.share(rows, 3) >= 0.99


@pytest.mark.parametrize("kind", sorted({row["kind"] for row in QUERIES}))
def test_the_right_page_comes_first_for_every_kind_of_query(kind):
    rows = [row for row in labelled() if row["kind"] == kind]

    assert len(rows) >= 10
    assert judge.share(rows) >= 0.93, [row["query"] for row in rows if row["place"] != 1]


def test_a_page_comes_first_for_its_title_in_every_form():
    rows = judge.judged(ROOT / "docs", run.derived(HANDBOOK, len(HANDBOOK["ko"])))

    assert len(rows) > 1000
    assert judge.share(rows) >= 0.97, [(row["kind"], row["query"]) for row in rows if row["place"] != 1]


def test_every_state_of_a_title_being_typed_finds_it():
    rows = judge.judged(ROOT / "docs", run.typing(HANDBOOK))

    assert len(rows) > 500
    assert judge.share(rows, 3) >= 0.97
    assert all(row["urls"] for row in rows)


@pytest.mark.parametrize("tag", ["ko", "en"])
@pytest.mark.parametrize(
    "query",
    ["지도학습", "지도 학습", "지도학습을", "ㅈㄷㅎㅅ", "wlehgkrtmq", "지도학스", "supervised", "supervized", "지돟"],
)
def test_however_it_is_typed_the_page_comes_first_on_both_sites(tag, query):
    assert first(tag, query)["url"] == "learning-types/supervised/"


@pytest.mark.parametrize("tag", ["ko", "en"])
@pytest.mark.parametrize(
    ("query", "urls"),
    [
        ("pre training", {"training-stages/pre-training/", "lifecycle/pre-training/"}),
        ("ㅔㄱㄷㅅㄱ먀ㅜ", {"training-stages/pre-training/", "lifecycle/pre-training/"}),
        ("라벨 없이 배우는 방법", {"learning-types/unsupervised/"}),
    ],
)
def test_other_words_of_the_readers(tag, query, urls):
    assert first(tag, query)["url"] in urls


@pytest.mark.parametrize("tag", ["ko", "en"])
def test_a_whole_title_leads_to_its_page(tag):
    titles = {record.title: record.url for record in HANDBOOK[tag] if record.url != "translations/"}  # is left out
    answers = judge.ask(ROOT / "docs" / tag / judge.FIND, list(titles))

    wrong = {
        title: answer["results"][0]["url"]
        for title, answer in zip(titles, answers, strict=True)
        if text(answer["results"][0]["title"]).casefold() != title.casefold()
    }
    assert wrong == {}


def test_a_result_shows_why_it_was_found():
    name = first("ko", "할루시네이션")
    section = first("ko", "GPU 1만 개")

    assert (name["url"], name["also"]) == ("terms/hallucination/", "할루시네이션")
    assert section["section"] and marked(section["passage"])
    assert marked(first("en", "overfit")["title"]) == ["Overfitting"]


def test_where_nothing_matches_the_nearest_names_are_told():
    results = judge.ask(ROOT / "docs" / "ko" / judge.FIND, ["뷁쉛핡학습뷁"])[0]["results"]

    assert results and all(result["near"] for result in results)


def test_the_first_result_costs_few_bytes():
    code = sum(judge.packed(ENGINE.with_name(name)) for name in ("engine.js", "worker.js", "material.js"))
    rows = [row["query"] for row in labelled() if row["site"] == "ko"][::4]
    answers = judge.ask(ROOT / "docs" / "ko" / judge.FIND, rows, cold=True)
    sizes = sorted(code + answer["first"] for answer in answers)

    assert sizes[len(sizes) // 2] <= 35_000


def test_python_and_the_reader_s_side_file_words_alike():
    texts = [text for tag in ("ko", "en") for record in HANDBOOK[tag] for _, _, text in record.sections]
    texts += [
        "ＡＢＣ １２",
        "naïve Café ÉCOLE",
        unicodedata.normalize("NFD", "지도 학습 naïve"),
        "ㅈㄷㅎㅅ ㄳㅘ",
        "x²y Ⅳ ٣",
    ]
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    done = subprocess.run([NODE, HERE / "terms.js", ENGINE], input=lines, capture_output=True, text=True, check=True)
    theirs = [json.loads(line) for line in done.stdout.splitlines()]

    assert theirs == [[[word, terms(word)[0]] for word in words(text)] for text in texts]


def test_a_hundred_thousand_strange_strings_break_nothing(built):
    done = subprocess.run(
        [NODE, HERE / "fuzz.js", ENGINE, built / "docs" / "ja" / judge.FIND, "100000", "1"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout) == []


def test_a_lost_or_broken_file_is_an_error_and_not_a_wrong_answer(tmp_path):
    for name, content in [("index", None), ("n", "found("), ("t0", "")]:
        folder = tmp_path / name
        folder.mkdir()
        for path in (ROOT / "docs" / "ko" / judge.FIND).iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
        (folder / f"{name}.js").unlink() if content is None else (folder / f"{name}.js").write_text(content)
        with pytest.raises(subprocess.CalledProcessError):
            judge.ask(folder, ["AI 모델 학습 안내서"])


VOCABULARY = ["학습", "지도", "학습률을", "모델은", "tuning", "pre-training", "GPU를", "배운다", "새롭다"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=30)
CHANGES = st.dictionaries(st.integers(0, 11), WORDS, max_size=3)


def page(number: int, body: list[str]) -> Record:
    return Record(f"p{number}/", f"이름 {number}", [(0, f"이름 {number}", "")], [("", "", " ".join(body))])


@pytest.mark.parametrize("sizes", [{"CAP": index.CAP}, {"CAP": 5}, {"CAP": 5, "LEAST": 20, "MOST": 90, "ONE_IN": 3}])
@given(st.lists(WORDS, min_size=12, max_size=12), st.lists(CHANGES, min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_a_revised_index_is_the_index_made_anew(sizes, bodies, steps):
    with mock.patch.multiple(index, **sizes):
        follow(bodies, steps)


def follow(bodies: list[list[str]], steps: list[dict[int, list[str]]]) -> None:
    """Makes an index, changes pages step by step, and holds each revised index against one made anew."""
    pages = [page(number, body) for number, body in enumerate(bodies)]
    files = make_index(pages, [weigh(one) for one in pages], "find")
    now = {Path(file.path).stem: file.text for file in files}
    for changes in steps:
        new = {number: page(number, body) for number, body in changes.items()}
        pages = [new.get(number, one) for number, one in enumerate(pages)]
        old = {name: text.encode() for name, text in now.items()}
        files, stay = revise(old, {number: (one, weigh(one)) for number, one in new.items()}, "find")
        now = {name: now[name] for name in stay} | {Path(file.path).stem: file.text for file in files}
        made = make_index(pages, [weigh(one) for one in pages], "find")

        assert now == {Path(file.path).stem: file.text for file in made}


def answers(folder: Path, texts: list[str], query: str) -> list[str]:
    """The addresses of what a query finds on pages with these texts."""
    pages = [page(number, [text]) for number, text in enumerate(texts)]
    for file in make_index(pages, [weigh(one) for one in pages], ""):
        (folder / Path(file.path).name).write_text(file.text, encoding="utf-8")
    return [result["url"] for result in judge.ask(folder, [query])[0]["results"]]


def test_the_page_that_has_the_words_together_comes_first(tmp_path):
    filler = "그 밖의 일은 여기에 적는다 " * 8
    apart = f"펠리컨이 잔다. {filler} 항구가 보인다."
    together = f"항구에서 펠리컨이 쉰다. {filler}"

    assert answers(tmp_path, [apart, together, filler], "항구 펠리컨") == ["p1/", "p0/"]


def test_a_misspelt_word_of_a_text_is_forgiven(tmp_path):
    assert answers(tmp_path, ["the harbour is full", "the pelican sleeps"], "pelicen") == ["p1/"]
    assert answers(tmp_path, ["항구가 붐빈다", "펠리컨이 잔다"], "펠리캔이") == ["p1/"]


def test_a_new_name_takes_a_new_index():
    pages = [page(number, ["학습"]) for number in range(3)]
    old = {Path(file.path).stem: file.text.encode() for file in make_index(pages, [weigh(one) for one in pages], "f")}
    renamed = Record("p1/", "새 이름", [(0, "새 이름", "")], pages[1].sections)

    assert revise(old, {1: (renamed, weigh(renamed))}, "f") is None
