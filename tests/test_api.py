"""The JSON API: what its files say, that they keep to their description, and that version 1 never breaks."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from contract import breaks, closed
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from tea import Files

from press.api import written
from press.model import Page
from press.project import Edition, prepare
from press.write import stale, write

API = "docs/api/v1/"
URL = "https://tea.example/book/"
PROMISED = json.loads(Path(__file__).with_name("api-v1.json").read_text(encoding="utf-8"))


def documents(pages: list[Page]) -> dict[str, dict]:
    """Every file of the API by its path below its root."""
    return {page.path.removeprefix(API): json.loads(page.text) for page in pages if page.path.startswith(API)}


@pytest.fixture
def tea_api(files: Files) -> dict[str, dict]:
    return documents(prepare(files.root).pages)


@pytest.fixture(scope="module")
def api(handbook: Edition) -> dict[str, dict]:
    return documents(handbook.pages)


def in_both(path: str) -> dict[str, str]:
    return {"en": f"{URL}en/{path}", "ja": f"{URL}ja/{path}"}


def tea_of(id_: str, english: str, japanese: str) -> dict:
    collection, _, name = id_.partition("/")
    return {
        "collection": collection,
        "id": name,
        "title": {"en": english, "ja": japanese},
        "url": in_both(f"{id_}/"),
    }


UJI = tea_of("regions/uji", "Uji", "宇治")
FUJIAN = tea_of("regions/fujian", "Fujian", "福建")
SENCHA = tea_of("teas/sencha", "Sencha", "煎茶")
OOLONG = tea_of("teas/oolong", "Oolong", "烏龍茶")


def test_an_entry_says_all_that_the_data_says_with_entries_for_ids(tea_api):
    origin = {"en": "The method came from there.", "ja": "製法の故郷。"}

    assert tea_api["entries/teas/sencha.json"] == {
        "notice": "Generated from data/teas/sencha.yml. Edit that, not this.",
        **{name: SENCHA[name] for name in ("collection", "id", "title", "url")},
        "names": {"en": ["Sencha", "steeped tea"], "ja": ["煎茶"]},
        "markdown": in_both("teas/sencha/index.md"),
        "short": f"{URL}go/teas/sencha/",
        "sections": ["since", "what", "formulas", "connections"],
        "fields": {
            "title": {"en": "Sencha", "ja": "煎茶"},
            "also_called": {"en": ["steeped tea"]},
            "summary": {"en": "A green tea from Uji.", "ja": "宇治の緑茶。"},
            "colour": "green",
            "since": 1738,
            "region": UJI,
            "next": [{"to": OOLONG, "note": {"en": "darker", "ja": "より濃く"}}],
            "what": [{"en": "Leaves are steamed, then rolled.", "ja": "葉を蒸して揉む。"}],
            "formulas": [{"latex": "t = 60", "note": {"en": "One minute.", "ja": "一分。"}}],
            "connections": [{"to": FUJIAN, "note": origin}],
        },
        "mentions": [UJI],
        "relations": {
            "outgoing": [
                {"field": "region", "to": UJI},
                {"field": "next", "to": OOLONG, "note": {"en": "darker", "ja": "より濃く"}},
                {"field": "connections", "to": FUJIAN, "note": origin},
            ],
            "incoming": [],
        },
    }


def test_a_relation_is_on_the_other_side_under_the_name_that_it_has_there(tea_api):
    assert tea_api["entries/regions/fujian.json"]["relations"] == {
        "outgoing": [],
        "incoming": [
            {
                "from": SENCHA,
                "field": "connections",
                "name": "connections",
                "note": {"en": "The method came from there.", "ja": "製法の故郷。"},
            },
            {"from": OOLONG, "field": "region", "name": "teas"},
        ],
    }


def test_the_index_names_all_there_is(tea_api):
    def listed(name: str, english: str, japanese: str, said: tuple[str, str]) -> dict:
        return {
            "name": name,
            "title": {"en": english, "ja": japanese},
            "summary": {"en": said[0], "ja": said[1]},
            "entries": 2,
            "url": in_both(f"{name}/"),
            "data": f"{URL}api/v1/collections/{name}.json",
        }

    assert tea_api["index.json"] == {
        "notice": "Generated from data/site.yml. Edit that, not this.",
        "version": "1.0.0",
        "title": {"en": "Book of tea", "ja": "茶の本"},
        "description": {"en": "A small book of tea.", "ja": "小さな茶の本。"},
        "url": URL,
        "languages": [
            {"tag": "en", "name": "English", "url": f"{URL}en/"},
            {"tag": "ja", "name": "日本語", "url": f"{URL}ja/"},
        ],
        "collections": [
            listed("teas", "Teas", "茶", ("Two teas.", "二つの茶。")),
            listed("regions", "Regions", "産地", ("Where tea grows.", "茶の育つ所。")),
        ],
        "diagrams": [
            {
                "id": "path",
                "title": {"en": "The path of a tasting", "ja": "試飲の順"},
                "data": f"{URL}api/v1/diagrams/path.json",
            }
        ],
        "names": f"{URL}api/v1/names.json",
        "openapi": f"{URL}api/v1/openapi.json",
    }


def test_a_collection_names_its_fields_as_the_pages_do_and_its_entries_in_order(tea_api):
    teas = tea_api["collections/teas.json"]

    assert [one for one in teas["fields"] if one["name"] in ("title", "colour", "region")] == [
        {"name": "title", "kind": "phrase"},
        {
            "name": "colour",
            "kind": "choice",
            "title": {"en": "Colour", "ja": "色"},
            "words": {"green": {"en": "Green", "ja": "緑"}, "blue": {"en": "Blue", "ja": "青"}},
        },
        {"name": "region", "kind": "reference", "title": {"en": "Region", "ja": "産地"}},
    ]
    assert teas["entries"] == [
        {
            "id": "sencha",
            "title": {"en": "Sencha", "ja": "煎茶"},
            "summary": {"en": "A green tea from Uji.", "ja": "宇治の緑茶。"},
            "url": in_both("teas/sencha/"),
            "data": f"{URL}api/v1/entries/teas/sencha.json",
        },
        {
            "id": "oolong",
            "title": {"en": "Oolong", "ja": "烏龍茶"},
            "summary": {"en": "A half-oxidised tea.", "ja": "半発酵の茶。"},
            "url": in_both("teas/oolong/"),
            "data": f"{URL}api/v1/entries/teas/oolong.json",
        },
    ]


def test_a_diagram_is_a_graph_of_entries(tea_api):
    assert tea_api["diagrams/path.json"] == {
        "notice": "Generated from data/diagrams/path.yml. Edit that, not this.",
        "id": "path",
        "title": {"en": "The path of a tasting", "ja": "試飲の順"},
        "description": {"en": "First sencha, then oolong.", "ja": "煎茶、そして烏龍茶。"},
        "direction": "TB",
        "nodes": [
            {
                "id": "N1",
                "entry": SENCHA,
                "label": {"en": "① Sencha", "ja": "① 煎茶"},
                "lines": {"en": ["Uji"], "ja": ["宇治"]},
                "group": 2,
                "optional": False,
            },
            {
                "id": "N2",
                "entry": OOLONG,
                "label": {"en": "② Oolong", "ja": "② 烏龍茶"},
                "lines": {"en": ["Fujian"], "ja": ["福建"]},
                "group": 1,
                "optional": False,
            },
        ],
        "edges": [{"from": "N1", "to": "N2", "label": {"en": "darker", "ja": "より濃く"}}],
    }


def test_names_lead_to_entries_in_every_language(tea_api):
    assert [(one["collection"], one["id"], one["names"]) for one in tea_api["names.json"]["entries"]] == [
        ("teas", "sencha", {"en": ["Sencha", "steeped tea"], "ja": ["煎茶"]}),
        ("teas", "oolong", {"en": ["Oolong"], "ja": ["烏龍茶"]}),
        ("regions", "fujian", {"en": ["Fujian"], "ja": ["福建"]}),
        ("regions", "uji", {"en": ["Uji"], "ja": ["宇治"]}),
    ]


def test_prose_is_plain_and_its_formulas_stay_latex(files):
    files.sub("data/teas/oolong.yml", "A half-oxidised tea.", '"`x` and $a_{1}$ and [[teas/sencha]] <b>"')

    entry = documents(prepare(files.root).pages)["entries/teas/oolong.json"]
    assert entry["fields"]["summary"]["en"] == "x and $a_{1}$ and Sencha <b>"


def test_a_title_that_is_the_same_in_every_language_is_there_in_every_language(api):
    source = next(one for path, one in api.items() if path.startswith("entries/sources/"))

    assert source["title"] == {"ko": source["fields"]["title"], "en": source["fields"]["title"]}
    assert source["url"]["ko"].endswith(f"/ko/sources/#{source['id']}")


def test_a_missing_translation_is_left_out_where_a_project_allows_it(files):
    files.sub("data/site.yml", "url:", "translations: fallback\nurl:")
    files.sub("data/teas/oolong.yml", "  ja: 烏龍茶\n", "")
    found = documents(prepare(files.root).pages)

    assert found["entries/teas/oolong.json"]["title"] == {"en": "Oolong"}
    assert found["entries/teas/sencha.json"]["fields"]["next"][0]["to"]["title"] == {"en": "Oolong"}
    assert found["schemas/index.json"]["$defs"]["text"]["required"] == ["en"]


# Editing


def after(files: Files, path: str, old: str, new: str) -> set[str]:
    """The files of the API that an edit rewrites."""
    first = prepare(files.root)
    write(stale(first.pages, files.root), files.root)
    files.sub(path, old, new)
    changed = prepare(files.root, before=first.with_stamps(files.root)).pages
    return {page.path.removeprefix(API) for page in changed if page.path.startswith(API)}


def test_an_edit_of_an_entry_rewrites_its_own_file_and_no_other(files):
    assert after(files, "data/teas/sencha.yml", "then rolled", "then dried") == {"entries/teas/sencha.json"}


def test_an_edit_of_a_title_rewrites_what_shows_it(files):
    assert after(files, "data/regions/uji.yml", "en: Uji", "en: Uji town") == {
        "entries/regions/uji.json",
        "entries/teas/sencha.json",
        "collections/regions.json",
        "collections/teas.json",
        "diagrams/path.json",
        "names.json",
    }


def test_an_edit_of_a_remark_rewrites_both_sides(files):
    assert after(files, "data/teas/sencha.yml", "The method came from there.", "From there.") == {
        "entries/teas/sencha.json",
        "entries/regions/fujian.json",
    }


def test_an_edit_of_a_label_rewrites_the_collections_that_have_it(files):
    assert after(files, "data/labels.yml", "en: Colour", "en: Color") == {"collections/teas.json"}


def test_an_entry_has_a_file_under_each_name_that_it_was_released_under(files):
    files.write("links.lock", "/teas/green/ 2026-01-01 -> /teas/sencha/\n")
    found = documents(prepare(files.root).pages)

    assert found["entries/teas/green.json"] == found["entries/teas/sencha.json"]
    assert [one["id"] for one in found["collections/teas.json"]["entries"]] == ["sencha", "oolong"]


def test_files_of_entries_that_are_gone_go_too(files):
    uji = files.read("data/regions/uji.yml")
    files.write("data/regions/aso.yml", uji.replace("Uji", "Aso").replace("宇治", "阿蘇"))
    write(stale(prepare(files.root).pages, files.root), files.root)
    files.delete("data/regions/aso.yml")
    changes = stale(prepare(files.root).pages, files.root)

    assert changes[files.root / f"{API}entries/regions/aso.json"] is None


# The description


def test_validators_accept_the_description(tea_api):
    OpenAPIV31SpecValidator(tea_api["openapi.json"]).validate()


def test_validators_accept_the_description_of_the_handbook(api):
    OpenAPIV31SpecValidator(api["openapi.json"]).validate()


def schema_of(path: str) -> str:
    """The name of the schema that a file keeps to."""
    first, _, rest = path.removesuffix(".json").partition("/")
    plural = {"collections": "collection", "diagrams": "diagram", "names": "name_list", "index": "index"}
    return plural.get(first) or f"entry_{rest.partition('/')[0]}"


def data_files(api: dict[str, dict]) -> dict[str, dict]:
    return {path: one for path, one in api.items() if not path.startswith(("schemas/", "openapi"))}


def test_each_schema_is_json_schema_and_stands_for_itself(api):
    schemas = {path: one for path, one in api.items() if path.startswith("schemas/")}
    for one in schemas.values():
        Draft202012Validator.check_schema(one)

    assert {path: one["$id"] for path, one in schemas.items()} == {
        path: f"https://example.org/model-training/api/v1/{path.removesuffix('.json')}.json" for path in schemas
    }
    assert {f"schemas/{schema_of(path)}.json" for path in data_files(api)} == set(schemas)


def test_every_file_keeps_to_its_schema_and_has_nothing_that_the_schema_does_not_name(api):
    judges = {
        path.removeprefix("schemas/").removesuffix(".json"): Draft202012Validator(closed(one))
        for path, one in api.items()
        if path.startswith("schemas/")
    }
    faults = {
        path: error.message
        for path, one in data_files(api).items()
        for error in judges[schema_of(path)].iter_errors(one)
    }

    assert faults == {}


def test_every_entry_that_a_file_refers_to_has_a_file(api):
    def named(value):
        if isinstance(value, dict):
            if {"collection", "id"} <= set(value):
                yield f"entries/{value['collection']}/{value['id']}.json"
            for part in value.values():
                yield from named(part)
        elif isinstance(value, list):
            for part in value:
                yield from named(part)

    named_anywhere = {path for one in data_files(api).values() for path in named(one)}
    listed = {
        one["data"].partition("/api/v1/")[2]
        for path in api
        if path.startswith("collections/")
        for one in api[path]["entries"]
    }
    assert (named_anywhere - set(api), named_anywhere - listed) == (set(), set())


# Version 1


def test_version_1_keeps_its_promises(api):
    assert breaks(PROMISED, api["openapi.json"]) == []


def changed(edit) -> list[str]:
    now = copy.deepcopy(PROMISED)
    edit(now, now["components"]["schemas"])
    return breaks(PROMISED, now)


def at(schemas: dict, *path: str) -> dict:
    for name in path:
        schemas = schemas[name]
    return schemas


BROKEN = {
    "a path is gone": lambda now, schemas: now["paths"].pop("/names.json"),
    "a property is gone": lambda now, schemas: at(schemas, "reference", "properties").pop("url"),
    "a property may be absent": lambda now, schemas: at(schemas, "entry_methods")["required"].remove("names"),
    "a field may be absent": lambda now, schemas: at(schemas, "entry_methods", "properties", "fields")[
        "required"
    ].remove("summary"),
    "a type is another": lambda now, schemas: at(schemas, "listed_collection", "properties", "entries").update(
        type="string"
    ),
    "a reference is an id": lambda now, schemas: at(schemas, "outgoing", "properties").update(to={"type": "string"}),
    "a list has lost a word": lambda now, schemas: at(schemas, "collection", "properties", "about")["enum"].remove(
        "term"
    ),
    "a list is any text": lambda now, schemas: at(schemas, "collection", "properties", "about").pop("enum"),
    "a language is gone": lambda now, schemas: at(schemas, "text", "properties").pop("ko"),
    "an id may be any text": lambda now, schemas: at(schemas, "id").pop("pattern"),
    "items are others": lambda now, schemas: at(schemas, "entry_methods", "properties", "mentions").update(
        items={"type": "string"}
    ),
}
KEPT = {
    "a path is new": lambda now, schemas: now["paths"].update({"/new.json": now["paths"]["/names.json"]}),
    "a property is new": lambda now, schemas: at(schemas, "reference", "properties").update(new={"type": "string"}),
    "a property is always there now": lambda now, schemas: at(schemas, "outgoing")["required"].append("note"),
    "a list has a word more": lambda now, schemas: at(schemas, "collection", "properties", "about")["enum"].append("x"),
    "a description is another": lambda now, schemas: at(schemas, "reference").update(description="other"),
}


@pytest.mark.parametrize("edit", BROKEN.values(), ids=BROKEN.keys())
def test_a_change_that_breaks_version_1_is_found(edit):
    assert changed(edit) != []


@pytest.mark.parametrize("edit", KEPT.values(), ids=KEPT.keys())
def test_a_change_that_only_adds_breaks_nothing(edit):
    assert changed(edit) == []


def test_a_field_that_a_schema_of_the_data_loses_breaks_version_1(files):
    before = documents(prepare(files.root).pages)["openapi.json"]
    schema = json.loads(files.read("schemas/teas.schema.json"))
    schema["required"].remove("colour")
    files.write("schemas/teas.schema.json", json.dumps(schema))
    now = documents(prepare(files.root).pages)["openapi.json"]

    assert breaks(before, now) == ["/entries/teas/{id}.json fields: may be without colour"]


# Writing


def test_json_has_a_line_for_each_part_that_an_edit_may_touch():
    assert written({"a": {"b": [1, {"c": "é"}], "d": {}}, "e": []}) == (
        '{\n "a": {\n  "b": [1, {"c": "é"}],\n  "d": {}\n },\n "e": []\n}\n'
    )


def test_a_schema_says_what_its_entries_are_about_in_one_of_two_words(files):
    schema = json.loads(files.read("schemas/teas.schema.json")) | {"about": "tea"}
    files.write("schemas/teas.schema.json", json.dumps(schema))

    assert files.problems == ["schemas/teas.schema.json:1:1560: about: must be term or article"]
