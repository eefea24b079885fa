# ruff: noqa: E501 (a line of a table is a line)
"""Warnings about words: each rule of Korean spelling with good and bad sentences, the words that a book rejects."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from tea import ROOT, TEA, Files, run

from press import cache

SENCHA, USAGE = "data/teas/sencha.yml", "data/usage.yml"
HERE = "⟦"
"""Stands in a sentence where the warning is to be."""


def particle(word: str, right: str, wrong: str) -> str:
    return f'"{word}" is followed by "{right}"; write that instead of "{wrong}" [W201]'


BAD = [
    # a particle that does not go with what is printed before it: a title, words, code, a formula
    ("[[regions/uji]]⟦은 작다.", particle("우지", "는", "은")),
    ("[[regions/river]]⟦는 길다.", particle("한강", "은", "는")),
    ("[[regions/river]]⟦가 흐른다.", particle("한강", "이", "가")),
    ("[[regions/uji]]⟦이 가깝다.", particle("우지", "가", "이")),
    ("[[regions/river]]⟦를 건넌다.", particle("한강", "을", "를")),
    ("[[regions/uji]]⟦을 지난다.", particle("우지", "를", "을")),
    ("[[regions/river]]⟦와 산이 있다.", particle("한강", "과", "와")),
    ("[[regions/uji]]⟦과는 다르다.", particle("우지", "와는", "과는")),
    ("[[regions/river]]⟦로 간다.", particle("한강", "으로", "로")),
    ("[[regions/seoul]]⟦으로 간다.", particle("서울", "로", "으로")),
    ("[[regions/seoul]]⟦으로부터 먼 곳이다.", particle("서울", "로부터", "으로부터")),
    ("[[regions/uji]]⟦으로서는 그렇다.", particle("우지", "로서는", "으로서는")),
    ("[[regions/seoul]]⟦는 넓다.", particle("서울", "은", "는")),
    ("이곳이 [[regions/river]]⟦다.", particle("한강", "이다", "다")),
    ("[[regions/river]]⟦라고 부른다.", particle("한강", "이라고", "라고")),
    ("[[regions/river]]⟦며 물이다.", particle("한강", "이며", "며")),
    ("[[regions/river]]⟦야, 흘러라.", particle("한강", "아", "야")),
    ("[[regions/uji|교토 근처]]⟦을 보자.", particle("교토 근처", "를", "을")),
    ("[[regions/uji|1]]⟦는 하나다.", particle("1", "은", "는")),
    ("[[regions/uji|2024]]⟦은 해다.", particle("2024", "는", "은")),
    ("[[regions/uji|100%]]⟦이 물이다.", particle("100%", "가", "이")),
    ("[[regions/uji|GPT-4]]⟦은 모델이다.", particle("GPT-4", "는", "은")),
    ("[[regions/uji|LLM]]⟦는 모델이다.", particle("LLM", "은", "는")),
    ("[[regions/uji|URL]]⟦으로 간다.", particle("URL", "로", "으로")),
    ("[[regions/uji|API]]⟦은 문이다.", particle("API", "는", "은")),
    ("[[regions/steam]]⟦를 쓴다.", particle("증기선(JSON)", "을", "를")),
    ("`404`⟦은 없다는 뜻이다.", particle("404", "는", "은")),
    ("`N`⟦는 수다.", particle("N", "은", "는")),
    ("`지도학습`⟦를 찾는다.", particle("지도학습", "을", "를")),
    ("$N$⟦와 $D$의 곱이다.", particle("N", "과", "와")),
    (r"$\theta$⟦을 고른다.", particle(r"\theta", "를", "을")),
    ("$x_i$⟦을 고른다.", particle("x_i", "를", "을")),
    # the same in plain words, where no word ends so
    ("학습⟦를 한다.", particle("학습", "을", "를")),
    ("서버⟦으로 보낸다.", particle("서버", "로", "으로")),
    ("서울⟦으로 간다.", particle("서울", "로", "으로")),
    # a particle apart from its word
    ("[[regions/uji]]⟦ 는 작다.", 'a space before the particle "는"; delete it [W202]'),
    ("`x`⟦ 에서 시작한다.", 'a space before the particle "에서"; delete it [W202]'),
    # letters of another width
    ("모델⟦Ａ이다.", '"Ａ" has another width; write "A" [W203]'),
    ("점수는 ⟦９점이다.", '"９" has another width; write "9" [W203]'),
    ("모델이다⟦。", '"。" has another width; write "." [W203]'),
    ("차⟦， 물이다.", '"，" has another width; write "," [W203]'),
    ("차⟦　물이다.", '"　" has another width; write " " [W203]'),
    ("⟦ﾡ은 글자다.", '"ﾡ" has another width; write "ㄱ" [W203]'),
    # spaces
    ("차를⟦  마신다.", "more than one space; write one [W204]"),
    ("차를 마신다⟦ .", 'a space before "."; delete it [W204]'),
    ("`x`⟦ , 그리고 물이다.", 'a space before ","; delete it [W204]'),
    # words that the book rejects, before particles and inside links
    ("⟦파라미터는 많다.", 'write "매개변수" instead of "파라미터" [W101]'),
    ("많은 ⟦파라미터들로부터 배운다.", 'write "매개변수" instead of "파라미터" [W101]'),
    ("중요한 것은 ⟦파라미터이다.", 'write "매개변수" instead of "파라미터" [W101]'),
    ("⟦머신 러닝을 한다.", 'write "기계 학습" instead of "머신 러닝" (one word for one thing) [W101]'),
    ("⟦파인튜닝하면 된다.", 'write "미세 조정" instead of "파인튜닝" [W101]'),
    ("[[regions/uji|⟦파라미터]]를 본다.", 'write "매개변수" instead of "파라미터" [W101]'),
    ("⟦Github에 있다.", 'write "GitHub" instead of "Github" [W101]'),
]

GOOD = r"""
[[regions/uji]]는 작다. [[regions/uji]]가 있다. [[regions/uji]]를 본다. [[regions/uji]]와 물이다. [[regions/uji]]로 간다.
[[regions/river]]은 길다. [[regions/river]]이 있다. [[regions/river]]을 본다. [[regions/river]]과 산이다. [[regions/river]]으로 간다.
[[regions/seoul]]은 넓다. [[regions/seoul]]이 있다. [[regions/seoul]]을 본다. [[regions/seoul]]로 간다. [[regions/seoul]]로써 끝난다.
[[regions/uji]]다. [[regions/uji]]이다. [[regions/river]]이다. [[regions/river]]이라고 한다. [[regions/uji]]라고 한다.
[[regions/river]]에서 [[regions/uji]]까지, [[regions/river]]의 물처럼, [[regions/uji]]도 그렇다.
[[regions/deep]]은 방법이다. [[regions/deep]]는 방법이다. [[regions/uji|RAG]]는 방법이다. [[regions/uji|RAG]]은 방법이다.
[[regions/uji|GPT-3]]은 모델이다. [[regions/uji|GPT-3]]는 모델이다. [[regions/uji|라마 3]]를 쓴다. [[regions/uji|라마 3]]을 쓴다.
[[regions/uji|BERT]]는 모델이다. [[regions/uji|LoRA]]는 방법이다. [[regions/uji|Tab]]을 누른다. [[regions/uji|Tab]]를 누른다.
[[regions/uji|SSR]]은 방법이다. [[regions/uji|SSR]]는 방법이다. [[regions/uji|SSR]]로 만든다. [[regions/uji|III]]은 셋이다.
[[regions/uji|우지]](Uji)는 마을이다. [[regions/river|강]](river)은 길다. [[regions/uji]]은(는) 작다. [[regions/uji]]을/를 본다.
[[regions/uji|값을 넘겨]]이 일을 맡긴다. [[regions/uji|교토]] 이 마을은 작다. [[regions/uji]]가까이 있다. [[regions/river]]가에 있다.
`README.md`는 글이다. `README.md`은 글이다. `x = 6`은 식이다. `x = 6`는 식이다. `f()`를 부른다. `--lang ko`와 `s1`이 있다.
$K$개와 $K+1$개를 본다. $x_t$에 더한다. $\frac{1}{2}$을 곱한다. $\frac{1}{2}$를 곱한다. $\epsilon$을 더한다. $2$를 뺀다.
1은 하나다. 10은 열이다. `10`을 쓴다. `1,000`으로 나눈다. `0.5`를 곱한다. `12`와 `13`과 `17`로 나눈다.
가을을 마을을 앞으로 스스로 걷는다. 를을 잇는다. 값으로 서울로 길로 서버로 간다. 있는 먹는 사람과 치와와가 있다.
`x` 이후에 `y` 가까이 간다. `x` 이 값이다. `A` 로그를 본다. `x` 은행에 간다.
차, 물. 음... 그렇다. 물 1.5리터다. 비율은 3 : 1이다. .NET 과 .env 파일이다. (가) 그리고 (나)다. 정말? 좋다!
[UNASSIGNED]는 글자가 아니다.
범위는 3～5다. "차"라고 했다. 값은 ￦1,000이다. ①은 하나다. 온도는 80℃다. `ＡＢＣ　、`는 전각이다.
하이퍼파라미터는 사람이 정한다. 파라미터화는 다른 말이다. 파라미터값은 한 낱말이다. `파라미터`를 찾는다. 매개변수가 많다.
GitHub에 있다. https://example.org/Github/ 에 있다. 머신러닝팀은 이름이다. 의사 레이블을 단다. 심층머신러닝도 낱말이다.
""".replace("[UNASSIGNED]", "\uffc8").strip().splitlines()

WORDS = """\
terms:
  - write: {en: parameter, ko: 매개변수}
    not: {ko: [파라미터]}
  - write: {en: machine learning, ko: 기계 학습}
    not: {ko: [머신러닝, 머신 러닝]}
    because: one word for one thing
  - write: {en: fine-tuning, ko: 미세 조정}
    not: {ko: [파인튜닝], en: [finetuning]}
  - write: {en: GitHub, ko: GitHub}
    not: {ko: [Github]}
  - write: {en: pseudo-label, ko: 의사 레이블}
    not: {ko: [레이블]}
"""

SAMPLES = """\
samples:
  - what: {en: A text to copy., ko: 복사할 글이다.}
    code: {en: parameter, ko: "파라미터를  학습를 Ａ"}
"""


def region(en: str, ko: str) -> str:
    return f"title: {{en: {en}, ko: {ko}}}\nsummary: {{en: A place., ko: 곳이다.}}\n"


def leaf(what: str) -> str:
    return f"colour: green\nregion: uji\nwhat:\n{what}"


def quoted(sentence: str) -> str:
    return f"  - {{en: One., ko: {json.dumps(sentence, ensure_ascii=False)}}}\n"


@pytest.fixture(scope="session")
def korean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of tea in English and Korean with all sentences, built. Copy it before changing anything."""
    files = Files(tmp_path_factory.mktemp("korean") / "tea")
    for path, text in TEA.items():
        text = text.replace("ja: ", "ko: ").replace("tag: ja", "tag: ko").replace("。", ".").replace("、", ",")
        files.write(path, text)
    files.sub("data/regions/uji.yml", "宇治", "우지")
    files.write("data/regions/river.yml", region("Han", "한강"))
    files.write("data/regions/seoul.yml", region("Seoul", "서울"))
    files.write("data/regions/deep.yml", region("DQN", "DQN (심층 Q-네트워크)"))
    files.write("data/regions/steam.yml", region("Steamer", "증기선(JSON)"))
    files.sub("data/teas.yml", "oolong]", "oolong, bad, good]")
    files.sub("data/teas/oolong.yml", "葉を日に当てる.", '"[[regions/river]]을 건넌다."')
    schema = json.loads(files.read("schemas/teas.schema.json"))
    schema["properties"]["samples"] = {"description": "texts to copy", "$ref": "common.schema.json#/$defs/snippets"}
    files.write("schemas/teas.schema.json", json.dumps(schema))
    files.write("data/labels.yml", files.read("data/labels.yml") + "samples: {en: Samples, ko: 예}\n")
    bad = [sentence.replace(HERE, "") for sentence, _ in BAD]
    files.write("data/teas/bad.yml", region("Bad", "나쁜 글") + leaf("".join(map(quoted, bad))))
    files.write("data/teas/good.yml", region("Good", "좋은 글") + leaf("".join(map(quoted, GOOD))) + SAMPLES)
    files.write(USAGE, WORDS)
    result = run(files.root, "build")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    return files.root


@pytest.fixture(scope="session")
def warned(korean: Path) -> list[str]:
    """What `check` says of all these sentences."""
    result = run(korean, "check")
    assert (result.returncode, result.stdout) == (0, "")
    return result.stderr.splitlines()


@pytest.fixture
def book(korean: Path, warned: list[str], tmp_path: Path) -> Files:
    """A copy of it, checked before, for one test to change."""
    return Files(Path(shutil.copytree(korean, tmp_path / "tea")))


def line_of(number: int) -> str:
    sentence, message = BAD[number]
    column = quoted(sentence).index(HERE) + 1
    return f"data/teas/bad.yml:{6 + number}:{column}: warning: what[{number}].ko: {message}"


@pytest.mark.parametrize("number", range(len(BAD)), ids=[sentence for sentence, _ in BAD])
def test_a_bad_sentence_is_warned_of_at_its_place(warned, number):
    assert [line for line in warned if f": what[{number}].ko" in line] == [line_of(number)]


def test_nothing_else_is_warned_of(warned):
    assert warned == [line_of(number) for number in range(len(BAD))]


def warnings(files: Files) -> list[str]:
    """The warnings of a project whose pages are not made anew, without those of the table."""
    lines = run(files.root, "check").stderr.splitlines()
    return [line for line in lines if re.search(r" \[W\d{3}\]$", line) and not line.startswith("data/teas/bad.yml")]


def test_warnings_come_after_faults_and_a_book_with_faults_fails(book):
    book.sub(SENCHA, "葉を蒸して揉む.", "학습를 한다.")
    result = run(book.root, "check")
    lines = result.stderr.splitlines()
    first = next(number for number, line in enumerate(lines) if " warning: " in line)

    assert (result.returncode, "run: python build.py build" in lines[first - 1], lines[-1]) == (
        1,
        True,
        f"{SENCHA}:19:11: warning: what[0].ko: {particle('학습', '을', '를')}",
    )


def test_a_second_check_says_the_same_and_so_does_one_without_memory(book, warned):
    again = run(book.root, "check")
    shutil.rmtree(book.root / ".cache")

    assert again.stderr.splitlines() == warned == run(book.root, "check").stderr.splitlines()


def test_an_edit_is_looked_at_whatever_was_remembered(book, warned):
    book.sub(SENCHA, "葉を蒸して揉む.", "학습를 한다.")
    result = run(book.root, "build")
    assert (result.returncode, result.stderr) == (0, "")

    assert warnings(book) == [f"{SENCHA}:19:11: warning: what[0].ko: {particle('학습', '을', '를')}"]


def test_another_title_changes_which_particle_is_right_in_files_that_did_not_change(book):
    book.sub("data/regions/river.yml", "한강", "한 시내")

    assert [line for line in warnings(book) if "oolong" in line] == [
        f"data/teas/oolong.yml:13:27: warning: what[0].ko: {particle('한 시내', '를', '을')}"
    ]


def test_a_build_forgets_nothing_that_a_check_has_learned(book):
    before = cache.read(book.root)["words"]
    book.sub(SENCHA, "葉を蒸して揉む.", "차를 찐다.")
    assert run(book.root, "build").returncode == 0

    assert (cache.read(book.root)["words"] == before, len(before) > 10) == (True, True)


def test_an_exception_silences_its_words_alone_and_a_needless_one_is_named(book):
    book.sub(SENCHA, "葉を蒸して揉む.", "파라미터는 머신러닝의 파라미터다.")
    book.write(
        USAGE,
        f"""{WORDS}\
exceptions:
  - in: {SENCHA}
    words: 머신러닝의 파라미터
    because: the name of a book
  - in: {SENCHA}
    words: 파인튜닝
    because: it stood here once
  - in: data/teas/nobody.yml
    words: 파라미터
    because: the file was deleted
""",
    )

    assert warnings(book) == [
        f'{SENCHA}:19:9: warning: what[0].ko: write "매개변수" instead of "파라미터" [W101]',
        f"{USAGE}:17:5: warning: exceptions[1]: nothing in {SENCHA} needs this exception; delete it [W102]",
        f"{USAGE}:20:5: warning: exceptions[2]: nothing in data/teas/nobody.yml needs this exception; delete it [W102]",
    ]


def test_an_exception_is_told_of_once_the_text_is_mended(book):
    book.sub(SENCHA, "葉を蒸して揉む.", "학습를 한다.")
    exception = f"exceptions:\n  - {{in: {SENCHA}, words: 학습를, because: a quotation}}\n"
    book.write(USAGE, WORDS + exception)
    before = warnings(book)
    book.sub(SENCHA, "학습를", "학습을")

    assert (before, warnings(book)) == (
        [],
        [f"{USAGE}:14:5: warning: exceptions[0]: nothing in {SENCHA} needs this exception; delete it [W102]"],
    )


def test_other_words_are_rejected_as_soon_as_the_book_says_so(book):
    book.write(USAGE, WORDS + "  - {write: {en: leaf, ko: 잎}, not: {en: [leaves]}}\n")

    assert warnings(book) == [
        'data/site.yml:17:14: warning: lead.en: write "leaf" instead of "leaves" [W101]',
        'data/teas/oolong.yml:11:7: warning: what[0].en: write "leaf" instead of "Leaves" [W101]',
        f'{SENCHA}:18:9: warning: what[0].en: write "leaf" instead of "Leaves" [W101]',
    ]


def test_a_book_without_usage_is_held_against_the_rules_of_its_languages(book, warned):
    (book.root / USAGE).unlink()

    assert [line for line in run(book.root, "check").stderr.splitlines() if "[W" in line] == [
        line for line in warned if "[W101]" not in line
    ]


def test_words_of_languages_without_spaces_are_found_and_no_rule_of_korean_applies(site):
    site.write(
        USAGE,
        """\
terms:
  - write: {en: brewed tea, ja: グリーンティー}
    not: {ja: [緑茶], en: [steeped tea, green teas]}
""",
    )
    assert run(site.root, "build").returncode == 0
    result = run(site.root, "check")

    assert (result.returncode, result.stdout, result.stderr) == (
        0,
        "",
        f'{SENCHA}:8:27: warning: summary.ja: write "グリーンティー" instead of "緑茶" [W101]\n',
    )


BROKEN = {
    "another language": (
        "terms:\n  - {write: {en: leaf, ja: 葉}, not: {ko: [잎]}}\n",
        f'{USAGE}:2:38: terms[0].not.ko: no language "ko" in data/site.yml; there are en, ja',
    ),
    "nothing to write": (
        "terms:\n  - {not: {en: [leaves]}}\n",
        f'{USAGE}:2:5: terms[0]: "write" is missing; add it (the word to write, in every language of the site)',
    ),
    "no reason": (
        "exceptions:\n  - {in: data/teas/sencha.yml, words: leaf}\n",
        f'{USAGE}:2:5: exceptions[0]: "because" is missing; add it (why it is right)',
    ),
}


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_a_wrong_list_of_words_is_a_fault(files, case):
    text, line = case
    files.write(USAGE, text)

    assert files.problems == [line]


WARNINGS = {
    path.stem.upper(): yaml.safe_load(path.read_text("utf-8")) for path in (ROOT / "data/faults").glob("w*.yml")
}


@pytest.mark.parametrize("code", WARNINGS)
def test_the_page_on_a_warning_shows_what_brings_it_and_what_does_not(code, book):
    book.write(WARNINGS[code]["wrong"]["file"], WARNINGS[code]["wrong"]["text"])
    said = warnings(book)
    book.write(WARNINGS[code]["right"]["file"], WARNINGS[code]["right"]["text"])

    assert (said, warnings(book)) == ([WARNINGS[code]["says"]], [])


def test_the_handbook_is_clean():
    result = run(ROOT, "check")

    assert [line for line in result.stderr.splitlines() if "[W" in line] == []
