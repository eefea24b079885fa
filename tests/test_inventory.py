"""The inventories: what stands in them, that names are the same in every language, and that every place is there."""

from __future__ import annotations

import re

import pytest
from tea import Files

from press.model import Page
from press.project import Edition, prepare
from press.write import stale, write

HEAD = """\
# Sphinx inventory version 2
# Project: {}
# Version: 
# The remainder of this file is compressed using zlib.
"""  # noqa: W291  the last word of a line of the head may be nothing
LINE = re.compile(r"(?P<name>\S+) (?P<role>std:(?:doc|label|term)) -1 (?P<place>\S+) (?P<title>\S.*)")


def inventory(pages: list[Page], tag: str) -> str:
    return next(page.text for page in pages if page.path == f"docs/copies/{tag}/objects.txt")


def rows(text: str) -> list[dict[str, str]]:
    """The name, role, place and title of each line, every one of which must have them."""
    found = [LINE.fullmatch(line) for line in text.splitlines()[4:]]
    assert all(found)
    return [match.groupdict() for match in found if match]


def test_an_inventory_names_every_page_and_section(files: Files):
    text = inventory(prepare(files.root).pages, "ja")
    found = [tuple(row.values()) for row in rows(text)]

    assert text.startswith(HEAD.format("茶の本"))
    assert ("a-z#s", "std:label", "a-z/#s", "S") in found
    assert [row for row in found if not row[0].startswith("a-z#")] == [
        ("a-z", "std:doc", "a-z/", "索引"),
        ("a-z", "std:label", "a-z/", "索引"),
        ("index", "std:doc", "#top", "茶の本"),
        ("index", "std:label", "#top", "茶の本"),
        ("index#contents", "std:label", "#contents", "目次"),
        ("regions/fujian", "std:doc", "regions/fujian/", "福建"),
        ("regions/fujian", "std:label", "regions/fujian/", "福建"),
        ("regions/fujian#connections", "std:label", "regions/fujian/#connections", "つながり"),
        ("regions/index", "std:doc", "regions/", "産地"),
        ("regions/index", "std:label", "regions/", "産地"),
        ("regions/index#comparison", "std:label", "regions/#comparison", "比べる"),
        ("regions/uji", "std:doc", "regions/uji/", "宇治"),
        ("regions/uji", "std:label", "regions/uji/", "宇治"),
        ("teas/index", "std:doc", "teas/", "茶"),
        ("teas/index", "std:label", "teas/", "茶"),
        ("teas/index#comparison", "std:label", "teas/#comparison", "比べる"),
        ("teas/oolong", "std:doc", "teas/oolong/", "烏龍茶"),
        ("teas/oolong", "std:label", "teas/oolong/", "烏龍茶"),
        ("teas/oolong#what", "std:label", "teas/oolong/#what", "何か"),
        ("teas/sencha", "std:doc", "teas/sencha/", "煎茶"),
        ("teas/sencha", "std:label", "teas/sencha/", "煎茶"),
        ("teas/sencha#connections", "std:label", "teas/sencha/#connections", "つながり"),
        ("teas/sencha#formulas", "std:label", "teas/sencha/#formulas", "式"),
        ("teas/sencha#since", "std:label", "teas/sencha/#since", "初出"),
        ("teas/sencha#what", "std:label", "teas/sencha/#what", "何か"),
        ("translations", "std:doc", "translations/", "翻訳の状態"),
        ("translations", "std:label", "translations/", "翻訳の状態"),
    ]


def test_a_collection_about_terms_has_its_entries_as_terms(files: Files):
    files.sub("schemas/teas.schema.json", '"type": "object"', '"about": "term",\n  "type": "object"')
    terms = [row for row in rows(inventory(prepare(files.root).pages, "en")) if row["role"] == "std:term"]

    assert terms == [
        {"name": "teas/oolong", "role": "std:term", "place": "teas/oolong/", "title": "Oolong"},
        {"name": "teas/sencha", "role": "std:term", "place": "teas/sencha/", "title": "Sencha"},
    ]


def test_entries_that_share_a_page_have_names_like_all_others(handbook: Edition):
    found = [tuple(row.values()) for row in rows(inventory(handbook.pages, "ko"))]
    title = "LoRA: Low-Rank Adaptation of Large Language Models"

    assert [row for row in found if row[0].endswith("hu-2021-lora")] == [
        ("sources/hu-2021-lora", "std:label", "sources/#hu-2021-lora", title),
        ("sources/index#hu-2021-lora", "std:label", "sources/#hu-2021-lora", title),
    ]


def test_the_inventory_of_all_languages_has_the_language_in_its_names(files: Files):
    text = next(page.text for page in prepare(files.root).pages if page.path == "docs/objects.txt")

    assert text.startswith(HEAD.format("Book of tea · 茶の本"))
    assert [tuple(row.values()) for row in rows(text) if row["name"].endswith("/sencha#what")] == [
        ("en/teas/sencha#what", "std:label", "en/teas/sencha/#what", "What it is"),
        ("ja/teas/sencha#what", "std:label", "ja/teas/sencha/#what", "何か"),
    ]


def test_a_name_that_was_released_leads_to_what_took_over(files: Files):
    files.write("links.lock", "/teas/green/ 2026-01-01 -> /teas/sencha/\n/teas/sencha/#taste 2026-01-01 -> /teas/\n")
    found = [tuple(row.values()) for row in rows(inventory(prepare(files.root).pages, "en"))]

    assert [row for row in found if row[0] in ("teas/green", "teas/sencha#taste")] == [
        ("teas/green", "std:doc", "teas/sencha/", "Sencha"),
        ("teas/green", "std:label", "teas/sencha/", "Sencha"),
        ("teas/sencha#taste", "std:label", "teas/", "Teas"),
    ]


def test_an_edit_of_words_leaves_the_inventories_alone(files: Files):
    first = prepare(files.root)
    write(stale(first.pages, files.root), files.root)
    files.sub("data/teas/sencha.yml", "then rolled", "then dried")
    second = prepare(files.root, before=first.with_stamps(files.root))
    write(stale(second.pages, files.root, second.kept), files.root)
    files.sub("data/teas/sencha.yml", "ja: 煎茶", "ja: 抹茶")
    third = prepare(files.root, before=second.with_stamps(files.root))

    assert [page.path for page in second.pages if page.path.endswith("objects.txt")] == []
    assert "teas/sencha/ 抹茶" in inventory(third.pages, "ja")


def test_a_name_leads_to_one_place_whatever_the_role(handbook: Edition):
    """mkdocstrings keeps one place for a name."""
    for tag in ("ko", "en"):
        places: dict[str, set[str]] = {}
        for row in rows(inventory(handbook.pages, tag)):
            places.setdefault(row["name"], set()).add(row["place"])
        assert {name: there for name, there in places.items() if len(there) > 1} == {}


def test_names_and_places_are_the_same_in_every_language(handbook: Edition):
    def places(tag: str) -> dict[tuple[str, str], str]:
        return {(row["name"], row["role"]): row["place"] for row in rows(inventory(handbook.pages, tag))}

    assert places("ko") == places("en")


@pytest.mark.parametrize("tag", ["ko", "en"])
def test_every_place_is_there_and_every_heading_has_a_name(handbook: Edition, tag: str):
    folder = f"docs/{tag}/"
    pages = {
        page.path.removeprefix(folder): page.text
        for page in handbook.pages
        if page.path.startswith(folder) and page.path.endswith(".md")
    }
    there = set()
    for path, text in pages.items():
        place = re.sub(r"(^|/)index$", r"\1", path.removesuffix(".md"))
        place = place if place.endswith("/") or not place else f"{place}/"
        there |= {place or "#top"} | {f"{place}#{id_}" for id_ in re.findall(r"^## .* \{ #(\S+) \}$", text, re.M)}

    assert {row["place"] for row in rows(inventory(handbook.pages, tag))} == there
