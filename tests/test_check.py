"""One broken word, the full list of messages; one thoroughly broken project, all of them; and noise."""

from __future__ import annotations

import json
import re
import sys

import pytest
import yaml
from seeding import edited, found
from seeds import SEEDS
from tea import ROOT, TEA, Files, tea

from press.check import RESERVED
from press.load import read
from press.model import Problem

sys.path.append(str(ROOT / "bench" / "faults"))
import fuzz  # noqa: E402

SITE, LABELS, TEAS = "data/site.yml", "data/labels.yml", "data/teas.yml"
SENCHA, OOLONG, UJI = "data/teas/sencha.yml", "data/teas/oolong.yml", "data/regions/uji.yml"
PATH, SCHEMA = "data/diagrams/path.yml", "schemas/teas.schema.json"


def test_a_good_project_has_no_problems(files):
    assert files.problems == []


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, drawn: dict[str, str]) -> Files:
    """The book of tea for one fault after the other."""
    book = tea(tmp_path_factory.mktemp("seeds") / "tea")
    for path, text in drawn.items():
        book.write(path, text)
    return book


def placed(problem: Problem, path: str) -> str:
    """A fault as the seeds have it."""
    file = "" if problem.path == path else f"{problem.path}{':' if problem.line else ' '}"
    place = f"{problem.line}:{problem.column} " if problem.line else ""
    return f"{file}{place}{problem.code} {f'{problem.field}: ' if problem.field else ''}{problem.message}"


@pytest.mark.parametrize("path, old, new, told", SEEDS.values(), ids=SEEDS)
def test_each_fault_is_told_once_at_its_place_and_nothing_else(book, path, old, new, told):
    with edited(book, path, old, new):
        assert [placed(problem, path) for problem in found(book)] == [told]


def test_the_book_is_good_again_after_all_that(book):
    assert found(book) == []


def test_there_are_seeds_of_every_kind():
    kinds = {re.search(r"\b(E\d)\d\d ", told)[1] for _, _, _, told in SEEDS.values()}

    assert (len(SEEDS) >= 120, sorted(kinds)) == (True, ["E0", "E1", "E2", "E3", "E4", "E5", "E6"])


def test_two_links_to_nobody_in_one_text_are_two_faults(files):
    files.sub(SENCHA, "[[regions/uji]]", "[[regions/uju]] or [[regions/uju|there]]")

    assert files.problems == [
        f'{SENCHA}:7:24: summary.en: no "uju" in data/regions/; did you mean "uji"?',
        f'{SENCHA}:7:43: summary.en: no "uju" in data/regions/; did you mean "uji"?',
    ]


def test_a_dollar_sign_that_begins_no_formula_is_no_fault(files):
    files.sub(SENCHA, "A green tea", r"For $5 a \frac of green tea")

    assert files.problems == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Sencha", "has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens"),
        ("green_tea", "has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens"),
        ("green tea", "has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens"),
        ("thé", "has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens"),
        ("-tea", "has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens"),
        ("tea--x", "has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens"),
        ("tea\n", "has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens"),
        ("index", "has the name of the overview page; choose another id"),
    ],
)
def test_a_file_name_that_cannot_be_an_id_is_refused(files, name, message):
    files.write(f"data/regions/{name}.yml", "title: {en: X, ja: Y}\nsummary: {en: X, ja: Y}\n")

    assert files.problems == [f"data/regions/{name}.yml: {message}"]


@pytest.mark.parametrize(
    ("path", "messages"),
    [
        (SITE, [f"{SITE}: is missing; it names the languages and the collections"]),
        (LABELS, [f"{LABELS}: is missing; it holds the fixed words of the pages"]),
        (TEAS, [f"{SITE}:28:5: collections[0]: there is no data/teas.yml; write it, or take the name from the list"]),
        (
            SCHEMA,
            [
                f"{SITE}:28:5: collections[0]: there is no schemas/teas.schema.json; write it, or take the name from "
                "the list"
            ],
        ),
        (
            UJI,
            [
                f'{SENCHA}:7:24: summary.en: no "uji" in data/regions/; did you mean "fujian"?',
                f'{SENCHA}:8:8: summary.ja: no "uji" in data/regions/; did you mean "fujian"?',
                f'{SENCHA}:11:9: region: no "uji" in data/regions/; did you mean "fujian"?',
            ],
        ),
    ],
)
def test_a_missing_file_is_named(files, path, messages):
    files.delete(path)

    assert files.problems == messages


@pytest.mark.parametrize("content", ["- a\n- b\n", "just words\n", "12\n", "true\n", "{}\n"])
@pytest.mark.parametrize("path", [path for path in TEA if path.startswith("data/")])
def test_a_file_of_another_shape_gives_problems_and_no_exception(files, path, content):
    files.write(path, content)

    assert files.problems != []


@pytest.mark.parametrize("content", ["[]", "true", "false", "{}", '{"properties": {"title": true}}', "12", "null", ""])
@pytest.mark.parametrize("name", ["teas", "common", "site", "labels", "collection", "diagrams"])
def test_a_schema_of_another_shape_gives_problems_or_none_but_no_exception(files, name, content):
    files.write(f"schemas/{name}.schema.json", content)

    assert isinstance(files.problems, list)


@pytest.mark.parametrize(("made_of", "named"), [("phrase", ["phrase"]), ("caption", ["caption", "phrase"])])
def test_a_kind_that_is_made_of_itself_is_refused_once_and_does_not_hang(files, made_of, named):
    shapes = json.loads((ROOT / "schemas/common.schema.json").read_text(encoding="utf-8"))
    shapes["$defs"] |= {
        "phrase": {"description": "x", "$ref": f"#/$defs/{made_of}"},
        "caption": {"description": "x", "$ref": "#/$defs/phrase"},
    }
    files.write("schemas/common.schema.json", json.dumps(shapes))

    assert sorted(line.partition(": ")[2] for line in files.problems) == [
        f'$defs.{name}.$ref: "{name}" leads back to itself; say what it is made of' for name in named
    ]


@pytest.mark.parametrize("text", ["", "# all gone\n"])
def test_a_file_that_changes_while_it_is_checked_has_its_faults_at_its_beginning(files, text):
    source = read(files.root / SENCHA, files.root)
    files.write(SENCHA, text)

    assert str(source.problem(("title", "en"), "is odd")).startswith(f"{SENCHA}:1:1: ")


def test_a_template_may_write_a_title_without_quotes(files):
    text = (ROOT / "templates/entry.md.j2").read_text(encoding="utf-8")
    files.write("templates/entry.md.j2", text.replace("title: {{ page.title | html | tojson }}", "title: Tea", 1))

    assert ("title: Tea" in files.pages["docs/en/teas/sencha.md"], files.problems) == (True, [])


def test_a_template_that_prints_a_part_that_is_not_there_is_named_with_its_line(files):
    text = (ROOT / "templates/entry.md.j2").read_text(encoding="utf-8")
    files.write("templates/entry.md.j2", text + "{{ section(absent) }}\n")

    line = text.count("\n") + 1
    assert [one.startswith(f"templates/entry.md.j2:{line}:") for one in files.problems] == [True]


def test_a_template_that_fails_is_named_with_its_line(files):
    files.write("templates/regions.md.j2", "---\n# {{ notice }}\n---\n\n{{ page.nothing }}\n")

    assert files.problems == [
        "templates/regions.md.j2:5:9: cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): "
        "'press.book.Entry object' has no "
        "attribute 'nothing'; mend the template",
    ]


def test_a_template_that_is_not_jinja_is_named_with_its_line(files):
    files.write("templates/regions.md.j2", "a\n{% if %}\n")

    assert files.problems == [
        "templates/regions.md.j2:2:1: cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): "
        "Expected an expression, got 'end of "
        "statement block'; mend the template",
    ]


def test_a_thoroughly_broken_project_has_all_its_faults_named_in_one_sorted_run(files):
    files.sub(SITE, "tagline:\n  en: From leaf to cup\n", "taglin:\n  en: From leaf to cup\n")
    files.sub(SITE, "    to: teas", "    to: teas\n    from: home")
    files.sub(LABELS, "  ja: 緑", "  jp: 緑")
    files.sub(TEAS, "order: [sencha, oolong]\nnumbered: true", "order: [oolong, sencha, matcha]\nnumbered: yes")
    files.sub(SENCHA, "  ja: 煎茶", "  ja: 2024")
    files.sub(SENCHA, "[[regions/uji]]", "[[regions/osaka]]")
    files.sub(SENCHA, "since: 1738", "since: 173")
    files.sub(SENCHA, "t = 60", r"\sqrt")
    files.sub(OOLONG, "colour: blue", "colour: bleu")
    files.sub(OOLONG, "en: Oolong", "en: sencha")
    files.sub(OOLONG, "[[teas/sencha|Sencha]]", "[[teas/oolon|that]]")
    files.sub(UJI, "  ja: 京都の近くの町。\n", "")
    files.write("data/regions/Boseong.yml", "title: {en: Boseong, ja: 宝城}\nsummary: {en: '', ja: 道}\n")
    files.write("data/regions/broken.yml", "title: [\n")
    files.write("data/cups.yml", "title: {en: Cups, ja: 茶碗}\nsummary: {en: Cups., ja: 茶碗。}\n")
    files.write("data/teas/notes.txt", "buy tea\n")
    files.sub(PATH, "  - collection: teas", "  - colection: teas")

    assert files.problems == [
        'data/cups.yml:1:1: is not named in data/site.yml; add "cups" to collections or delete it',
        'data/diagrams/path.yml:8:5: nodes[0].colection: unknown field; did you mean "collection"?',
        'data/labels.yml:24:3: colour_green.jp: no language "jp" in data/site.yml; did you mean "ja"?',
        "data/regions/Boseong.yml: has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens",
        "data/regions/Boseong.yml:2:15: summary.en: is empty; write the text",
        "data/regions/broken.yml:1:8: opens a bracket that is not closed; close it where the list ends",
        'data/regions/uji.yml:4:1: summary: "ja" is missing; add it',
        'data/site.yml:9:1: taglin: unknown field; did you mean "tagline"?',
        "data/site.yml:27:5: ways[0].from: unknown field",
        'data/teas.yml:7:25: order[2]: no "matcha" in data/teas/; add the entry or mend the id',
        "data/teas.yml:8:11: numbered: must be true or false, not a text",
        "data/teas/notes.txt: is not a data file; name data files ID.yml and keep others elsewhere",
        'data/teas/oolong.yml:7:9: colour: must be one of green, blue, not "bleu"; did you mean "blue"?',
        'data/teas/oolong.yml:12:23: what[0].en: no "oolon" in data/teas/; did you mean "oolong"?',
        "data/teas/sencha.yml:2:7: title.en: is also the title of data/teas/oolong.yml; tell the two apart",
        "data/teas/sencha.yml:3:7: title.ja: must be words, not the number 2024",
        'data/teas/sencha.yml:7:24: summary.en: no "osaka" in data/regions/; add the entry or mend the id',
        "data/teas/sencha.yml:10:8: since: must be a year in four digits, not the number 173",
        "data/teas/sencha.yml:21:12: formulas[0].latex: is not LaTeX (NoAvailableTokensError); mend the formula",
    ]


def test_no_fault_hides_those_of_other_files(files):
    files.sub(UJI, "title:", "title")
    files.sub(SENCHA, "region: uji", "region: uj")
    files.write("links.lock", "teas\n")
    files.write("templates/regions.md.j2", "{% if page %}\n")
    files.delete("mkdocs.base.yml")

    assert files.problems == [
        f"{UJI}:2:3: is indented below a line that has a value already; line it up with that line",
        f'{SENCHA}:11:9: region: no "uj" in data/regions/; did you mean "uji"?',
        "links.lock:1:1: cannot be read; take it back from git: git checkout -- links.lock",
        "mkdocs.base.yml: is missing; copy it and theme/ from another project",
        "templates/regions.md.j2:1:4: Unexpected end of template. Jinja was looking for the following tags: 'elif' or "
        "'else' or 'endif'. The innermost block that needs to be closed is 'if'; mend the template",
    ]


def test_two_templates_that_fail_are_both_named(files):
    files.write("templates/regions.md.j2", "{{ nothing }}\n")
    files.write("templates/cells/year.md.j2", "{{ valeu }}\n")

    assert files.problems == [
        "templates/cells/year.md.j2:1:4: cannot print docs/en/teas/sencha.md (since of data/teas/sencha.yml): 'valeu' "
        "is undefined; mend the template",
        "templates/regions.md.j2:1:4: cannot print docs/en/regions/fujian.md (data/regions/fujian.yml): 'nothing' is "
        "undefined; mend the template",
    ]


def test_a_broken_schema_does_not_hide_a_file_that_cannot_be_read(files):
    files.sub(UJI, "title:", "title")
    files.sub(SCHEMA, '"type": "object",', '"type": "thing",')

    assert files.problems == [
        f"{UJI}:2:3: is indented below a line that has a value already; line it up with that line",
        f"{SCHEMA}:4:11: type: is not JSON Schema: 'thing' is not valid under any of the given schemas",
    ]


@pytest.fixture(scope="module")
def noise(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return fuzz.book_of_tea(tmp_path_factory.mktemp("noise"))


@pytest.mark.parametrize("portion", range(10))
def test_any_accident_gives_faults_with_codes_or_none_but_no_exception(noise, portion):
    for number in range(portion * 30, portion * 30 + 30):
        fuzz.look(noise, number)


def test_the_fuzzer_finds_what_is_wrong(noise):
    assert sum(bool(fuzz.look(noise, number)) for number in range(20)) > 10


def test_no_collection_of_the_bench_has_a_name_of_the_generator_s_own():
    words = yaml.safe_load((ROOT / "bench" / "words.yml").read_text(encoding="utf-8"))

    assert words["topics"]
    assert {name for name, *_ in words["topics"]}.isdisjoint(RESERVED)
