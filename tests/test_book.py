"""Texts in one language, relations on both sides, the order, and what happens to a text that is not translated."""

from __future__ import annotations

import re

import pytest

from press.book import Text, localize, make_book
from press.check import read_languages
from press.load import load
from press.shapes import read_shapes


def books(files):
    sources, _ = load(files.root)
    languages, fallback = read_languages(sources)
    shapes = read_shapes(files.root, languages, fallback)
    return [make_book(sources, shapes, languages, language) for language in languages]


def entry(book, address):
    return next(entry for entry in book.entries if entry.address == address)


@pytest.mark.parametrize(
    ("value", "in_english", "in_japanese"),
    [
        ({"en": "tea", "ja": "茶"}, "tea", "茶"),
        ([{"en": "tea", "ja": "茶"}], ["tea"], ["茶"]),
        ({"a": {"en": "tea", "ja": "茶"}}, {"a": "tea"}, {"a": "茶"}),
        (
            {"a": [{"b": {"en": "tea", "ja": "茶"}, "c": 3}]},
            {"a": [{"b": "tea", "c": 3}]},
            {"a": [{"b": "茶", "c": 3}]},
        ),
        ([[[{"en": "tea", "ja": "茶"}]]], [[["tea"]]], [[["茶"]]]),
        ({"en": ["a", "b"], "ja": ["c"]}, ["a", "b"], ["c"]),
        ({"en": ["a", "b"]}, ["a", "b"], []),
        ({}, {}, {}),
        ([], [], []),
        ("tea", "tea", "tea"),
        (3, 3, 3),
        (True, True, True),
    ],
)
def test_texts_are_put_into_one_language_at_every_depth(value, in_english, in_japanese):
    assert (localize(value, ["en", "ja"]), localize(value, ["ja", "en"])) == (in_english, in_japanese)


def test_a_text_in_the_language_of_the_page_names_no_language():
    assert localize({"en": "tea", "ja": "茶"}, ["en", "ja"]).lang is None


def test_a_text_in_another_language_names_it():
    text = localize({"ja": "茶"}, ["en", "ja"])

    assert (text, text.lang) == ("茶", "ja")


def test_no_pair_and_no_id_is_left_in_a_book(files):
    english, japanese = books(files)
    sencha = [entry(book, "teas/sencha") for book in (english, japanese)]

    assert [
        (one.title, one.data["region"].title, one.data["next"][0]["to"].title, one.data["connections"][0]["note"])
        for one in sencha
    ] == [("Sencha", "Uji", "Oolong", "The method came from there."), ("煎茶", "宇治", "烏龍茶", "製法の故郷。")]


def ties(files, address):
    return {
        name: [(item["to"].address, item.get("note")) for item in items]
        for name, items in entry(books(files)[0], address).related.items()
    }


def test_a_reference_is_shown_on_its_other_side_under_the_name_that_the_schema_gives(files):
    assert ties(files, "regions/uji") == {"teas": [("teas/sencha", None)]}


def test_a_connection_keeps_its_note_on_the_other_side(files):
    assert ties(files, "regions/fujian") == {
        "teas": [("teas/oolong", None)],
        "connections": [("teas/sencha", "The method came from there.")],
    }


def test_a_noted_reference_keeps_its_note_on_the_other_side(files):
    assert ties(files, "teas/oolong") == {"previous": [("teas/sencha", "darker")]}


def test_nothing_points_at_an_entry_that_nobody_names(files):
    assert ties(files, "teas/sencha") == {}


def connections(files, address):
    part = entry(books(files)[0], address).part("connections")
    return [(item["to"].address, str(item["note"])) for item in part.value]


def test_a_connection_that_is_written_once_is_on_both_sides(files):
    assert (connections(files, "teas/sencha"), connections(files, "regions/fujian")) == (
        [("regions/fujian", "The method came from there.")],
        [("teas/sencha", "The method came from there.")],
    )


def test_a_connection_that_is_written_on_both_sides_is_shown_once_on_each_in_its_own_words(files):
    files.write(
        "data/regions/fujian.yml",
        files.read("data/regions/fujian.yml")
        + "connections:\n  - to: teas/sencha\n    note:\n      en: Went to Japan.\n      ja: 日本へ。\n",
    )

    assert (connections(files, "teas/sencha"), connections(files, "regions/fujian")) == (
        [("regions/fujian", "The method came from there.")],
        [("teas/sencha", "Went to Japan.")],
    )


def test_both_sides_of_a_relation_are_printed_on_both_pages_in_both_languages(files):
    pages = files.pages
    name = "connections"

    assert [
        section(pages[f"docs/{page}.md"], name)
        for page in ("en/teas/sencha", "en/regions/fujian", "ja/teas/sencha", "ja/regions/fujian")
    ] == [
        "- [Fujian](../regions/fujian.md)\n\n    The method came from there.",
        "- [Sencha](../teas/sencha.md)\n\n    The method came from there.",
        "- [福建](../regions/fujian.md)\n\n    製法の故郷。",
        "- [煎茶](../teas/sencha.md)\n\n    製法の故郷。",
    ]


def section(page: str, id_: str) -> str:
    """The text under the heading with that id."""
    return re.search(rf"^## .* {{ #{id_} }}\n\n(.*?)\n\n(?:## |<nav)", page, re.DOTALL | re.MULTILINE)[1]


def order(files, collection):
    return [one.id for one in books(files)[0].collections[collection].entries]


def test_the_order_is_the_list_that_the_collection_gives(files):
    before = order(files, "teas")
    files.sub("data/teas.yml", "[sencha, oolong]", "[oolong, sencha]")

    assert (before, order(files, "teas")) == (["sencha", "oolong"], ["oolong", "sencha"])


def test_without_a_list_the_order_is_that_of_the_ids(files):
    assert order(files, "regions") == ["fujian", "uji"]


def test_a_numbered_collection_numbers_its_entries_in_that_order(files):
    assert [one.name for one in books(files)[1].entries] == ["① 煎茶", "② 烏龍茶", "福建", "宇治"]


def test_before_and_after_follow_the_collections_and_their_order(files):
    english = books(files)[0]
    line = [english.collections["teas"]]
    while line[-1].after:
        line.append(line[-1].after)

    assert [one.path for one in line] == [
        "teas/index.md",
        "teas/sencha.md",
        "teas/oolong.md",
        "regions/index.md",
        "regions/fujian.md",
        "regions/uji.md",
        "a-z.md",
    ]
    assert [one.before for one in line[1:]] == line[:-1]
    assert line[0].before.path == "index.md"


def test_the_names_of_an_entry_are_those_of_every_language_its_own_first(files):
    english, japanese = (entry(book, "teas/sencha").names for book in books(files))

    assert ([(name, name.lang) for name in english], [(name, name.lang) for name in japanese]) == (
        [("Sencha", None), ("steeped tea", None), ("煎茶", "ja")],
        [("煎茶", None), ("Sencha", "en"), ("steeped tea", "en")],
    )


def test_a_missing_translation_is_an_error_where_all_are_required(files):
    files.sub("data/site.yml", "title:", "translations: required\ntitle:")
    files.sub("data/regions/uji.yml", "  ja: 京都の近くの町。\n", "")

    assert files.problems == ['data/regions/uji.yml:4:1: summary: "ja" is missing; add it']


@pytest.fixture
def partly(files):
    """The book of tea with holes in Japanese, and leave to have them."""
    files.sub("data/site.yml", "title:", "translations: fallback\ntitle:")
    files.sub("data/regions/uji.yml", "  ja: 京都の近くの町。\n", "")
    return files


def test_a_missing_translation_is_shown_in_the_first_language_with_its_tag_and_a_note(partly):
    lead = partly.pages["docs/ja/regions/uji.md"].split("# 宇治 { #top }\n")[1].split("{ .lead }")[0]

    assert lead.split("</p>")[-1].strip() == (
        '<span lang="en">A town near Kyoto.</span> <small class="state state--missing">(未訳)</small>'
    )


def test_a_missing_translation_is_marked_in_tables_too(partly):
    row = next(line for line in partly.pages["docs/ja/regions/index.md"].splitlines() if line.startswith("| [宇治]"))

    assert row.strip() == (
        '| [宇治](uji.md) | <span lang="en">A town near Kyoto.</span> '
        '<small class="state state--missing">(未訳)</small> { data-label="一言で" } '
        '| [① 煎茶](../teas/sencha.md) { data-label="茶" } |'
    )


def test_a_missing_title_is_marked_in_headings_and_links(partly):
    partly.sub("data/regions/uji.yml", "  ja: 宇治\n", "")
    pages = partly.pages
    heading = next(line for line in pages["docs/ja/regions/uji.md"].splitlines() if line.startswith("# <"))
    link = next(line for line in pages["docs/ja/regions/index.md"].splitlines() if "uji.md" in line)

    assert (heading, link.split(" | ")[0]) == (
        '# <span lang="en">Uji</span> <small class="state state--missing">(未訳)</small> { #top }',
        '| [<span lang="en">Uji</span>](uji.md)',
    )


def test_the_first_language_may_not_have_holes_even_then(partly):
    partly.sub("data/regions/uji.yml", "  en: Uji\n", "")

    assert partly.problems == ['data/regions/uji.yml:1:1: title: "en" is missing; add it']


def test_pages_that_are_whole_are_the_same_with_and_without_leave_to_have_holes(files):
    def shown() -> dict[str, str]:
        """All but the schemas of the API and of editors, which say whether there may be holes."""
        described = ("docs/api/v1/schemas/", "docs/api/v1/openapi", ".editor/")
        return {path: text for path, text in files.pages.items() if not path.startswith(described)}

    before = shown()
    files.sub("data/site.yml", "title:", "translations: fallback\ntitle:")

    assert shown() == before


def test_a_label_that_falls_back_is_shown_in_the_first_language(partly):
    partly.sub("data/labels.yml", "  ja: 次\n", "")
    pager = partly.pages["docs/ja/teas/index.md"].split('class="pager__after">')[1].split(" [")[0]

    assert pager == '<span lang="en">Next</span> <small class="state state--missing">(未訳)</small>'


def test_a_text_is_still_a_str():
    assert (Text("tea", "en") == "tea", isinstance(Text("tea"), str)) == (True, True)


def test_letters_of_different_scripts_have_different_ids_in_the_list_of_names(files):
    files.sub("data/teas/sencha.yml", "ja: 煎茶", "ja: アイス煎茶")
    files.sub("data/teas/oolong.yml", "en: Oolong", "en: Assam")
    ids = re.findall(r"^## .* \{ #(\S+) \}$", files.pages["docs/en/a-z.md"], re.MULTILINE)

    assert sorted(ids) == sorted(set(ids))
