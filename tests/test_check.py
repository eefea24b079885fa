"""One broken word, the full list of messages; one thoroughly broken project, all of them; and noise."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tea import TEA, Files, tea

SITE, LABELS, TEAS = "data/site.yml", "data/labels.yml", "data/teas.yml"
SENCHA, OOLONG, UJI = "data/teas/sencha.yml", "data/teas/oolong.yml", "data/regions/uji.yml"
PATH, SCHEMA = "data/diagrams/path.yml", "schemas/teas.schema.json"


def test_a_good_project_has_no_problems(files):
    assert files.problems == []


BROKEN = {
    # file, what it says, what it says instead, the messages
    "a field is missing": (
        SENCHA,
        "region: uji\n",
        "",
        [f'{SENCHA}:1:1: "region" is missing; add it (where it grows)'],
    ),
    "an inner field is missing": (
        SENCHA,
        "  - latex: t = 60\n    note:",
        "  - note:",
        [f'{SENCHA}:21:5: formulas[0]: "latex" is missing; add it (a formula in LaTeX, without dollar signs)'],
    ),
    "a field is unknown": (
        SENCHA,
        "region: uji",
        "region: uji\ncost: 3",
        [f"{SENCHA}:12:1: cost: unknown field"],
    ),
    "a field is misspelt": (
        SENCHA,
        "also_called:",
        "also_caled:",
        [f'{SENCHA}:4:1: also_caled: unknown field; did you mean "also_called"?'],
    ),
    "an inner field is misspelt": (
        SENCHA,
        "  - to: oolong\n    note:",
        "  - to: oolong\n    nota:",
        [f'{SENCHA}:14:5: next[0].nota: unknown field; did you mean "note"?'],
    ),
    "a language is unknown": (
        SENCHA,
        "ja: 煎茶",
        "ja: 煎茶\n  ko: 센차",
        [f"{SENCHA}:4:3: title.ko: unknown field"],
    ),
    "a text where a pair is meant": (
        SENCHA,
        "title:\n  en: Sencha\n  ja: 煎茶",
        "title: Sencha",
        [f"{SENCHA}:1:8: title: must be a text in en and ja, not a text"],
    ),
    "a number where words are meant": (
        SENCHA,
        "en: Sencha",
        "en: 2024",
        [f"{SENCHA}:2:7: title.en: must be words, not the number 2024"],
    ),
    "true where words are meant": (
        SENCHA,
        "en: Sencha",
        "en: true",
        [f"{SENCHA}:2:7: title.en: must be words, not true"],
    ),
    "nothing where words are meant": (
        SENCHA,
        "en: Sencha",
        "en:",
        [f"{SENCHA}:2:6: title.en: must be words, not nothing"],
    ),
    "a list where words are meant": (
        SENCHA,
        "en: Sencha",
        "en: [a]",
        [f"{SENCHA}:2:7: title.en: must be words, not a list"],
    ),
    "fields where a list is meant": (
        SENCHA,
        "what:\n  - en",
        "what:\n    en",
        [f"{SENCHA}:18:5: what: must be a list of paragraphs, each in every language of the site, not fields"],
    ),
    "a text where a number is meant": (
        SENCHA,
        "since: 1738",
        "since: '1738'",
        [f"{SENCHA}:10:8: since: must be a year in four digits, not a text"],
    ),
    "a number that is too small": (
        SENCHA,
        "since: 1738",
        "since: 12",
        [f"{SENCHA}:10:8: since: must be a year in four digits, not the number 12"],
    ),
    "a fraction where a whole number is meant": (
        SENCHA,
        "since: 1738",
        "since: 12.5",
        [f"{SENCHA}:10:8: since: must be a year in four digits, not the number 12.5"],
    ),
    "a word that is not on the list": (
        SENCHA,
        "colour: green",
        "colour: gren",
        [f'{SENCHA}:9:9: colour: must be one of green, blue, not "gren"; did you mean "green"?'],
    ),
    "a word that is on no list": (
        SENCHA,
        "colour: green",
        "colour: red",
        [f'{SENCHA}:9:9: colour: must be one of green, blue, not "red"'],
    ),
    "an id with a capital": (
        SENCHA,
        "region: uji",
        "region: Uji",
        [
            f"{SENCHA}:11:9: region: must be the id of an entry: lowercase ASCII letters, "
            f'digits and hyphens, not "Uji"',
            f'{SENCHA}:11:9: region: no "Uji" in data/regions/; did you mean "uji"?',
        ],
    ),
    "an address that is none": (
        SITE,
        "url: https://tea.example/book/",
        "url: tea.example/book",
        [f'{SITE}:15:6: url: must be the address where the site is published, ending in /, not "tea.example/book"'],
    ),
    "an empty text": (SENCHA, "en: Sencha", "en: ''", [f"{SENCHA}:2:7: title.en: is empty; write the text"]),
    "a text of spaces": (SENCHA, "en: Sencha", "en: ' '", [f"{SENCHA}:2:7: title.en: is empty; write the text"]),
    "an empty formula": (
        SENCHA,
        "latex: t = 60",
        "latex: ''",
        [
            f"{SENCHA}:21:12: formulas[0].latex: is empty; must be a formula in LaTeX, without dollar signs, or leave "
            "the field out",
        ],
    ),
    "an empty list": (
        SENCHA,
        "  - en: Leaves are steamed, then rolled.\n    ja: 葉を蒸して揉む。\n",
        "  []\n",
        [
            f"{SENCHA}:18:3: what: is empty; must be a list of paragraphs, each in every "
            f"language of the site, or leave "
            "the field out",
        ],
    ),
    "names of no language": (
        SENCHA,
        "  en: [steeped tea]",
        "  {}",
        [
            f"{SENCHA}:5:3: also_called: is empty; must be lists of names under en or ja, or leave the field out",
        ],
    ),
    "the same name twice": (
        SENCHA,
        "[steeped tea]",
        "[steeped tea, leaf tea, steeped tea]",
        [f'{SENCHA}:5:31: also_called.en[2]: "steeped tea" stands here twice; keep one'],
    ),
    "a translation is missing": (
        SENCHA,
        "  ja: 煎茶\n",
        "",
        [f'{SENCHA}:2:3: title: "ja" is missing; add it'],
    ),
    "a translation is missing in a list": (
        SENCHA,
        "    ja: 葉を蒸して揉む。\n",
        "",
        [f'{SENCHA}:18:5: what[0]: "ja" is missing; add it'],
    ),
    "a translation of a label is missing": (
        LABELS,
        "  ja: 表紙\n",
        "",
        [f'{LABELS}:47:3: home: "ja" is missing; add it'],
    ),
    "a reference to nobody": (
        SENCHA,
        "region: uji",
        "region: uj",
        [f'{SENCHA}:11:9: region: no "uj" in data/regions/; did you mean "uji"?'],
    ),
    "a reference to nobody near": (
        SENCHA,
        "region: uji",
        "region: darjeeling",
        [f'{SENCHA}:11:9: region: no "darjeeling" in data/regions/; add the entry or mend the id'],
    ),
    "a reference into the wrong collection": (
        SENCHA,
        "region: uji",
        "region: oolong",
        [f'{SENCHA}:11:9: region: no "oolong" in data/regions/; add the entry or mend the id'],
    ),
    "a reference in a list": (
        SENCHA,
        "- to: oolong",
        "- to: olong",
        [f'{SENCHA}:13:9: next[0].to: no "olong" in data/teas/; did you mean "oolong"?'],
    ),
    "a reference to itself": (
        SENCHA,
        "- to: oolong",
        "- to: sencha",
        [f"{SENCHA}:13:9: next[0].to: refers to itself; take it out"],
    ),
    "a connection to nobody": (
        SENCHA,
        "regions/fujian",
        "regions/fujan",
        [f'{SENCHA}:26:9: connections[0].to: no "fujan" in data/regions/; did you mean "fujian"?'],
    ),
    "a connection to no collection": (
        SENCHA,
        "regions/fujian",
        "region/fujian",
        [
            f'{SENCHA}:26:9: connections[0].to: no collection "region" in data/; did you mean "regions"?; write '
            "collection/id",
        ],
    ),
    "a connection without a collection": (
        SENCHA,
        "regions/fujian",
        "fujian",
        [
            f"{SENCHA}:26:9: connections[0].to: must be an entry of any collection, "
            f'written collection/id, not "fujian"',
            f'{SENCHA}:26:9: connections[0].to: no collection "fujian" in data/; write collection/id',
        ],
    ),
    "a link in plain prose": (
        SENCHA,
        "[[regions/uji]]",
        "[[regions/uju]]",
        [f'{SENCHA}:7:24: summary.en: no "uju" in data/regions/; did you mean "uji"?'],
    ),
    "a link in quoted prose": (
        SENCHA,
        "[[regions/uji|宇治]]",
        "[[regions/uju|宇治]]",
        [f'{SENCHA}:8:8: summary.ja: no "uju" in data/regions/; did you mean "uji"?'],
    ),
    "a link in folded prose": (
        OOLONG,
        "[[teas/sencha|Sencha]]",
        "[[teas/senca|Sencha]]",
        [f'{OOLONG}:12:23: what[0].en: no "senca" in data/teas/; did you mean "sencha"?'],
    ),
    "a link folded over two lines": (
        OOLONG,
        "like nothing in [[teas/sencha|Sencha]].",
        "like [[teas/senca|the\n      green one]].",
        [f'{OOLONG}:12:12: what[0].en: no "senca" in data/teas/; did you mean "sencha"?'],
    ),
    "a link to no collection": (
        SENCHA,
        "[[regions/uji]]",
        "[[uji]]",
        [f'{SENCHA}:7:24: summary.en: no collection "uji" in data/; write collection/id'],
    ),
    "a link to a diagram": (
        SENCHA,
        "[[regions/uji]]",
        "[[diagrams/path]]",
        [f'{SENCHA}:7:24: summary.en: no collection "diagrams" in data/; write collection/id'],
    ),
    "an empty link": (
        SENCHA,
        "[[regions/uji]]",
        "[[]]",
        [f'{SENCHA}:7:24: summary.en: no collection "" in data/; write collection/id'],
    ),
    "two links to nobody in one text": (
        SENCHA,
        "[[regions/uji]]",
        "[[regions/uju]] or [[regions/uju|there]]",
        [
            f'{SENCHA}:7:24: summary.en: no "uju" in data/regions/; did you mean "uji"?',
            f'{SENCHA}:7:43: summary.en: no "uju" in data/regions/; did you mean "uji"?',
        ],
    ),
    "a dollar sign that begins no formula": (SENCHA, "A green tea", r"For $5 a \frac of green tea", []),
    "HTML in a formula": (
        SENCHA,
        "latex: t = 60",
        r"latex: \text{<b>x</b>}",
        [f"{SENCHA}:21:12: formulas[0].latex: is not LaTeX (HTML inside); mend the formula"],
    ),
    "a link to a script in a formula": (
        SENCHA,
        "latex: t = 60",
        r"latex: \href{javascript:x}{y}",
        [f"{SENCHA}:21:12: formulas[0].latex: is not LaTeX (HTML inside); mend the formula"],
    ),
    "an ampersand in a formula": (
        SENCHA,
        "latex: t = 60",
        r"latex: a & b",
        [f"{SENCHA}:21:12: formulas[0].latex: is not LaTeX (a stray < or &); mend the formula"],
    ),
    "a bad formula": (
        SENCHA,
        "latex: t = 60",
        r"latex: \frac",
        [f"{SENCHA}:21:12: formulas[0].latex: is not LaTeX (NoAvailableTokensError); mend the formula"],
    ),
    "an unknown command in a formula": (
        SENCHA,
        "latex: t = 60",
        r"latex: t = \sixty",
        [f"{SENCHA}:21:12: formulas[0].latex: is not LaTeX (unknown command); mend the formula"],
    ),
    "a bad formula in prose": (
        SENCHA,
        "en: Leaves are steamed,",
        r"en: Leaves $\frac$ are steamed,",
        [f"{SENCHA}:18:17: what[0].en: is not LaTeX (NoAvailableTokensError); mend the formula"],
    ),
    "two entries with one title": (
        OOLONG,
        "en: Oolong",
        "en: SENCHA",
        [f"{SENCHA}:2:7: title.en: is also the title of {OOLONG}; tell the two apart"],
    ),
    "an entry without a place in the order": (
        TEAS,
        "order: [sencha, oolong]",
        "order: [oolong]",
        [f"{SENCHA}:1:1: has no place in the order; add it to order in {TEAS}"],
    ),
    "nobody in the order": (
        TEAS,
        "order: [sencha, oolong]",
        "order: [sencha, oolong, matcha]",
        [f'{TEAS}:7:25: order[2]: no "matcha" in data/teas/; add the entry or mend the id'],
    ),
    "a misspelt id in the order": (
        TEAS,
        "order: [sencha, oolong]",
        "order: [senca, oolong]",
        [
            f'{TEAS}:7:9: order[0]: no "senca" in data/teas/; did you mean "sencha"?',
            f"{SENCHA}:1:1: has no place in the order; add it to order in {TEAS}",
        ],
    ),
    "an id in the order twice": (
        TEAS,
        "order: [sencha, oolong]",
        "order: [sencha, oolong, sencha]",
        [f'{TEAS}:7:25: order[2]: "sencha" stands here twice; keep one'],
    ),
    "a collection that is not listed": (
        SITE,
        "  - regions\n",
        "",
        [
            'data/regions.yml:1:1: is not named in data/site.yml; add "regions" to collections or delete the file',
            'data/regions/fujian.yml:1:1: stands in a folder that data/site.yml does not name; add "regions" to '
            "collections",
            "data/regions/uji.yml:1:1: stands in a folder that data/site.yml does not "
            'name; add "regions" to collections',
        ],
    ),
    "a collection that does not exist": (
        SITE,
        "  - regions\n",
        "  - regions\n  - cups\n",
        [
            f"{SITE}:30:5: collections[2]: no data/cups.yml; write it, or take the name from the list",
            f"{SITE}:30:5: collections[2]: no schemas/cups.schema.json; every collection needs one",
        ],
    ),
    "a collection with a reserved name": (
        SITE,
        "  - regions\n",
        "  - regions\n  - diagrams\n",
        [f'{SITE}:30:5: collections[2]: "diagrams" is a name of the generator\'s own; choose another'],
    ),
    "a way that leads nowhere": (
        SITE,
        "    to: teas",
        "    to: tees",
        [f'{SITE}:26:9: ways[0].to: no collection "tees" in {SITE}; did you mean "teas"?'],
    ),
    "no languages": (
        SITE,
        "languages:\n  - tag: en\n    name: English\n  - tag: ja\n    name: 日本語\n",
        "",
        [f"{SITE}:1:1: languages: must be a list of languages, each with tag and name"],
    ),
    "a language without a name": (
        SITE,
        "    name: English\n",
        "",
        [f"{SITE}:2:3: languages: must be a list of languages, each with tag and name"],
    ),
    "a language twice": (
        SITE,
        "    name: 日本語\n",
        "    name: 日本語\n  - tag: en\n    name: English again\n",
        [f'{SITE}:6:10: languages[2].tag: "en" stands here twice; keep one'],
    ),
    "an unknown policy for translations": (
        SITE,
        "title:",
        "translations: falback\ntitle:",
        [
            f'{SITE}:6:15: translations: must be one of required, fallback, not "falback"; did you mean "fallback"?',
        ],
    ),
    "a label is missing": (
        LABELS,
        "home:\n  en: Home\n  ja: 表紙\n",
        "",
        [f'{LABELS}:1:1: "home" is missing; pages use it'],
    ),
    "a label that no page uses": (
        LABELS,
        "home:\n",
        "hello:\n  en: Hello\n  ja: やあ\nhome:\n",
        [f"{LABELS}:46:1: hello: is used by no page; delete it"],
    ),
    "a diagram of no collection": (
        PATH,
        "nodes:\n  - collection: teas",
        "nodes:\n  - collection: tees",
        [f'{PATH}:8:17: nodes[0].collection: no collection "tees" in {SITE}; did you mean "teas"?'],
    ),
    "arrows of no collection": (
        PATH,
        "edges:\n  - collection: teas",
        "edges:\n  - collection: tees",
        [f'{PATH}:12:17: edges[0].collection: no collection "tees" in {SITE}; did you mean "teas"?'],
    ),
    "a diagram shown nowhere": (
        PATH,
        "shown_on: [home, teas]",
        "shown_on: [hime, teas]",
        [f'{PATH}:14:12: shown_on[0]: no collection "hime" in {SITE}; did you mean "home"?'],
    ),
    "a diagram of nobody": (
        PATH,
        "    lines: [region]",
        "    only: [sencha, olong]\n    lines: [region]",
        [f'{PATH}:9:20: nodes[0].only[1]: no "olong" in data/teas/; did you mean "oolong"?'],
    ),
    "a schema that is not JSON": (
        SCHEMA,
        '"type": "object",',
        '"type": "object"',
        [f"{SCHEMA}:5:3: is not JSON: expecting ',' delimiter"],
    ),
    "a schema that is not a schema": (
        SCHEMA,
        '"type": "object",',
        '"type": "thing",',
        [f"{SCHEMA}:1:1: type: is not JSON Schema: 'thing' is not valid under any of the given schemas"],
    ),
    "a schema with a kind that does not exist": (
        SCHEMA,
        "#/$defs/phrase",
        "#/$defs/frase",
        [f'{SCHEMA}:1:1: properties.title: no kind "frase"; did you mean "phrase"?'],
    ),
    "a schema that refers to another file": (
        SCHEMA,
        "common.schema.json#/$defs/phrase",
        "comon.schema.json#/$defs/phrase",
        [
            f'{SCHEMA}:1:1: properties.title: "$ref" must be common.schema.json#/$defs/KIND, not '
            '"comon.schema.json#/$defs/phrase"'
        ],
    ),
    "a schema with a pattern that is none": (
        SCHEMA,
        '"type": "object",',
        '"type": "object",\n  "pattern": "(",',
        [f"{SCHEMA}:1:1: pattern: is not JSON Schema: '(' is not a 'regex'"],
    ),
}


@pytest.mark.parametrize("path, old, new, messages", BROKEN.values(), ids=BROKEN)
def test_one_broken_word_gives_just_its_messages(files, path, old, new, messages):
    files.sub(path, old, new)

    assert files.problems == messages


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
        (TEAS, [f"{SITE}:28:5: collections[0]: no data/teas.yml; write it, or take the name from the list"]),
        (SCHEMA, [f"{SITE}:28:5: collections[0]: no schemas/teas.schema.json; every collection needs one"]),
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


def test_a_template_that_fails_is_named_with_its_line(files):
    files.write("templates/regions.md.j2", "---\n# {{ notice }}\n---\n\n{{ page.nothing }}\n")

    assert files.problems == [
        "templates/regions.md.j2:5:1: cannot print docs/en/regions/fujian.md: 'press.book.Entry object' has no "
        "attribute 'nothing'; mend the template",
    ]


def test_a_template_that_is_not_jinja_is_named_with_its_line(files):
    files.write("templates/regions.md.j2", "a\n{% if %}\n")

    assert files.problems == [
        "templates/regions.md.j2:2:1: cannot print docs/en/regions/fujian.md: Expected an expression, got 'end of "
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
        'data/cups.yml:1:1: is not named in data/site.yml; add "cups" to collections or delete the file',
        'data/diagrams/path.yml:8:5: nodes[0]: "collection" is missing; add it (the name of a collection: a '
        "folder in data/)",
        'data/diagrams/path.yml:8:5: nodes[0].colection: unknown field; did you mean "collection"?',
        'data/labels.yml:23:3: colour_green: "ja" is missing; add it',
        "data/labels.yml:24:3: colour_green.jp: unknown field",
        "data/regions/Boseong.yml: has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens",
        "data/regions/Boseong.yml:2:15: summary.en: is empty; write the text",
        "data/regions/broken.yml:2:1: is not YAML: did not find expected node content; check quotes, colons and "
        "indentation here and just above",
        'data/regions/uji.yml:5:3: summary: "ja" is missing; add it',
        'data/site.yml:1:1: "tagline" is missing; add it (what the site is about, in a few words)',
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


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(path=st.sampled_from([path for path in TEA if path != "mkdocs.base.yml"]), seed=st.integers(0, 2**32))
def test_any_mutation_of_a_good_file_gives_problems_or_none_but_no_exception(noise, path, seed):
    noise.write(path, mutated(TEA[path].encode(), random.Random(seed)))
    try:
        assert all(str(problem) for problem in noise.problems)
    finally:
        noise.write(path, TEA[path])


@pytest.fixture(scope="module")
def noise(tmp_path_factory: pytest.TempPathFactory, drawn: dict[str, str]) -> Files:
    project = tea(Path(tmp_path_factory.mktemp("noise")))
    for path, text in drawn.items():
        project.write(path, text)
    return project


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four accidents: letters changed, lost, doubled, lines swapped, moved or cut."""
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(raw)) if raw else 0
        lines = raw.splitlines(keepends=True)
        match chance.randrange(8):
            case 0:
                raw = raw[:place] + bytes([chance.randrange(256)]) + raw[place + 1 :]
            case 1:
                raw = raw[:place] + raw[place + chance.randint(1, 8) :]
            case 2:
                raw = raw[:place] + chance.choice(b"[]{}:-#&*!|>'\"%@`,? \n\t~$\\".decode()).encode() + raw[place:]
            case 3:
                chance.shuffle(lines)
                raw = b"".join(lines)
            case 4 if lines:
                lines.insert(chance.randrange(len(lines)), chance.choice(lines))
                raw = b"".join(lines)
            case 5 if lines:
                del lines[chance.randrange(len(lines))]
                raw = b"".join(lines)
            case 6 if lines:
                spot = chance.randrange(len(lines))
                lines[spot] = b"  " + lines[spot] if chance.random() < 0.5 else lines[spot].lstrip()
                raw = b"".join(lines)
            case 7:
                words = chance.choice(["null", "true", "[]", "{}", "1e999", "[[x/y]]", "$\\x$", '""', "uji", "-1"])
                raw = raw[:place] + words.encode() + raw[place:]
    return raw
