"""What people see while they type: the real language server, led by the settings and schemas that a build makes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from language import Editor, editing
from referencing import Registry
from referencing.jsonschema import DRAFT7
from tea import ROOT, TEA, Files, run, snapshot

from press.load import load
from press.model import Faulty, Problem
from press.project import prepare

SENCHA, OOLONG = "data/teas/sencha.yml", "data/teas/oolong.yml"
NEW = "data/teas/bancha.yml"
REGIONS = {"fujian": "Fujian · 福建", "uji": "Uji · 宇治"}
TEAS = {"oolong": "Oolong · 烏龍茶", "sencha": "Sencha · 煎茶"}
EVERYTHING = {f"teas/{id_}": said for id_, said in TEAS.items()} | {f"regions/{id_}": REGIONS[id_] for id_ in REGIONS}
COLLECTIONS = {"teas": "Teas · 茶", "regions": "Regions · 産地"}
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")


def settings(project: Path) -> dict[str, Any]:
    """The settings of a project as an editor hands them to the server, which must not look for schemas elsewhere."""
    sections: dict[str, Any] = {}
    for name, value in json.loads((project / ".vscode/settings.json").read_text(encoding="utf-8")).items():
        place, (*rooms, last) = sections, name.split(".")
        for room in rooms:
            place = place.setdefault(room, {})
        place[last] = value
    sections["yaml"]["schemaStore"] = {"enable": False}
    return sections


@pytest.fixture(scope="module")
def editor(built: Path) -> Iterator[Editor]:
    """The book of tea, open in an editor."""
    with editing(built, settings(built)) as one:
        yield one


def titles(completed: dict[str, Any]) -> dict[str, str]:
    """What may stand somewhere, and what is said of it."""
    return {label: said["documentation"] for label, said in completed.items()}


def test_the_fields_of_an_entry_are_completed_with_what_they_mean(editor):
    said = titles(editor.complete(NEW, "|"))

    fields = json.loads(TEA["schemas/teas.schema.json"])["properties"]
    assert {name: said[name] for name in fields} == {name: field["description"] for name, field in fields.items()}
    assert said.keys() - fields.keys() == {"a tea"}


def test_a_whole_entry_is_begun_at_once(editor):
    begun = editor.complete(NEW, "|")["a tea"]["insertText"]

    assert re.findall(r"\w+(?=:)", begun) == ["title", "en", "ja", "summary", "en", "ja", "colour", "region"]


def test_a_text_is_completed_with_both_languages(editor):
    assert editor.complete(NEW, "titl|")["title"]["insertText"] == "title:\n  en: $1\n  ja: $2"


@pytest.mark.parametrize(
    "path, text, choices",
    [
        (NEW, "colour: |", {"green": "the colour", "blue": "the colour"}),
        (NEW, "region: |", REGIONS),
        (NEW, "region: u|", REGIONS),
        (NEW, "next:\n  - to: |", TEAS),
        (NEW, "connections:\n  - to: |", EVERYTHING),
        ("data/teas.yml", "order:\n  - |", TEAS),
        ("data/site.yml", "ways:\n  - to: |", COLLECTIONS | {"a-z": "the list of all names"}),
        ("data/diagrams/more.yml", "nodes:\n  - collection: |", COLLECTIONS),
        ("data/diagrams/more.yml", "edges:\n  - collection: |", COLLECTIONS),
        ("data/diagrams/more.yml", "shown_on:\n  - |", COLLECTIONS | {"home": "the home page"}),
        ("data/retired.yml", "entries:\n  - read:\n      - |", EVERYTHING),
        ("elsewhere/x.yml", "# yaml-language-server: $schema=../.editor/teas.schema.json\nregion: |", REGIONS),
    ],
)
def test_what_may_stand_there_is_completed_with_titles_in_every_language(editor, path, text, choices):
    assert titles(editor.complete(path, text)) == choices


@pytest.mark.parametrize(
    "text, said",
    [
        ("reg|ion: uji\n", "where it grows"),
        ("region: u|ji\n", "* `uji`: Uji · 宇治"),
        ("title:\n  j|a: 番茶\n", "the name of the tea: 日本語"),
        ("connections:\n  - t|o: teas/sencha\n", "an entry of any collection, written collection/id"),
    ],
)
def test_what_the_pointer_rests_on_is_explained(editor, text, said):
    assert said in editor.hover(NEW, text).split("\n")


def test_every_data_file_of_this_handbook_is_without_fault_in_an_editor(editor):
    texts = {str(path): path.read_text(encoding="utf-8") for path in sorted((ROOT / "data").rglob("*.yml"))}

    assert {path: said for path, said in editor.open(texts).items() if said} == {}
    assert len(texts) > 200


def test_a_wrong_id_in_this_handbook_is_marked(editor):
    """The test above would also pass if the schemas were not found."""
    path = ROOT / "data/methods/sft.yml"
    text = re.sub("(?m)^sources:.*$", "sources: [nobody-1900-nothing]", path.read_text(encoding="utf-8"))

    [said] = editor.open({str(path): text})[str(path)]

    assert said["message"] == "no such entry in data/sources/; add the entry or mend the id"


def test_every_data_file_of_this_handbook_names_its_schema():
    odd = []
    for path in sorted((ROOT / "data").rglob("*.yml")):
        named = MODELINE.match(path.read_text(encoding="utf-8"))
        target = (path.parent / named[1]).resolve().relative_to(ROOT).as_posix() if named else ""
        mapped = settings(ROOT)["yaml"]["schemas"].get(target, [])
        if not any(path.relative_to(ROOT).match(pattern) for pattern in mapped):
            odd.append(path)

    assert odd == []


FAULTS = [
    # file, what stands there, what stands there instead, and what both speak of or point at
    (SENCHA, "colour: green", "color: green\ncolour: green", "color"),
    (SENCHA, "colour: green\n", "", "colour"),
    (SENCHA, "  ja: 煎茶\n", "", "ja"),
    (SENCHA, "  ja: 煎茶\n", "  ja: ''\n", "is empty; write the text"),
    (SENCHA, "  ja: 煎茶\n", "  ja: 煎茶\n  ko: 센차\n", "ko"),
    (SENCHA, "title:\n  en: Sencha\n  ja: 煎茶", "title: Sencha", "Sencha"),
    (SENCHA, "  ja: 煎茶\n", "  ja: [煎茶]\n", "煎茶"),
    (SENCHA, "what:\n  - en: Leaves are steamed, then rolled.\n    ja: 葉を蒸して揉む。", "what: Leaves", "Leaves"),
    (SENCHA, "  en: [steeped tea]", "  en: []", "[]"),
    (SENCHA, "  en: [steeped tea]", "  en: [tea, tea]", "tea"),
    (SENCHA, "colour: green", "colour: gren", "green"),
    (SENCHA, "since: 1738", "since: 38", "38"),
    (SENCHA, "since: 1738", "since: long ago", "long ago"),
    (SENCHA, "region: uji", "region: ujj", "data/regions/"),
    (SENCHA, "region: uji", "region: sencha", "data/regions/"),
    (SENCHA, "  - to: oolong", "  - to: tie-guan-yin", "data/teas/; add the entry or mend the id"),
    (SENCHA, "to: regions/fujian", "to: regions/kyoto", "add the entry or mend the id"),
    (SENCHA, "to: regions/fujian", "to: fujian", "fujian"),
    (SENCHA, "latex: t = 60", "latex: ''", "''"),
    (SENCHA, "region: uji", "region: uji\nregion: uji", "region"),
    (
        "data/teas.yml",
        "order: [sencha, oolong]",
        "order: [sencha, oolong, puer]",
        "data/teas/; add the entry or mend the id",
    ),
    ("data/site.yml", "    to: teas", "    to: cups", "cups"),
    ("data/site.yml", "url: https://tea.example/book/", "url: tea.example/book", "must be the address"),
    ("data/diagrams/path.yml", "shown_on: [home, teas]", "shown_on: [home, cups]", "cups"),
    ("data/diagrams/path.yml", "    along: next\n", "", "along"),
]


def named(project: Path, path: str) -> list[Problem]:
    """What `check` finds in one file of the data."""
    with pytest.raises(Faulty) as faulty:
        prepare(project)
    return [one for one in faulty.value.problems if one.path == path]


def marked(text: str, said: dict[str, Any]) -> str:
    """What an editor shows of a fault: its message, and what is marked."""
    start, end = said["range"]["start"], said["range"]["end"]
    lines = text.split("\n")[start["line"] : end["line"] + 1]
    lines[-1] = lines[-1][: end["character"]]
    return "\n".join([said["message"], lines[0][start["character"] :], *lines[1:]])


@pytest.mark.parametrize("path, old, new, subject", FAULTS)
def test_an_editor_marks_what_check_names(editor, files, path, old, new, subject):
    files.sub(path, old, new)
    text = files.read(path)

    ours = named(files.root, path)
    theirs = editor.open({path: text})[path]

    ways = [abs(one["range"]["start"]["line"] + 1 - ours[0].line) for one in theirs]
    missing = ["Missing" in one["message"] for one in theirs]  # marked at the key of its owner, or at its first field
    assert {one.line for one in ours} == {ours[0].line}
    assert [way for way, may in zip(ways, missing, strict=True) if way > may] == []
    assert [one for one in ours if subject not in f"{one} {new}"] == []
    assert [one for one in theirs if subject not in marked(text, one)] == []


BROKEN = [
    ("  en: Sencha", "\ten: Sencha"),
    ("  en: [steeped tea]", "  en: [steeped tea"),
    ("  en: Sencha", "  en: Sencha: a tea"),
    ("  ja: 煎茶\n", "  ja: '煎茶\n"),
]


@pytest.mark.parametrize("old, new", BROKEN)
def test_an_editor_marks_what_is_not_yaml(editor, files, old, new):
    """The first fault is that, seen where it begins or where a bracket or quote is missed at last.

    What the language server finds behind it depends on what it takes the rest for.
    """
    files.sub(SENCHA, old, new)

    [ours] = named(files.root, SENCHA)
    theirs = editor.open({SENCHA: files.read(SENCHA)})[SENCHA]

    assert ours.code.startswith("E1")
    assert theirs[0]["range"]["start"]["line"] + 1 >= ours.line


def schemas(project: Path) -> dict[str, Any]:
    """The schemas for editors by their path."""
    return {
        path.relative_to(project).as_posix(): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((project / ".editor").rglob("*.json"))
    }


def test_the_schemas_are_draft_07_and_agree_with_every_data_file_without_the_server():
    made = schemas(ROOT)
    base = "https://handbook.example/"
    registry = Registry().with_resources([(base + path, DRAFT7.create_resource(one)) for path, one in made.items()])
    sources, _ = load(ROOT)
    wrong = []
    for schema in made.values():
        Draft7Validator.check_schema(schema)
    for source in sources:
        named = MODELINE.match(source.text)
        assert named
        path = (Path("/") / source.path).parent / named[1]
        judge = Draft7Validator({"$ref": base + str(path.resolve()).lstrip("/")}, registry=registry)
        wrong += [(source.path, error.message) for error in judge.iter_errors(source.data)]

    assert wrong == []
    assert len(sources) > 200


def described(schema: dict[str, Any], path: str) -> Iterator[str]:
    """The places of a schema that the pointer would rest on in vain."""
    for name, part in schema.get("properties", {}).items():
        if not part.get("description"):
            yield f"{path}.{name}"
        yield from described(part, f"{path}.{name}")
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), dict):
            yield from described(schema[name], f"{path}.{name}")


def test_every_field_says_what_it_is_for():
    assert [place for path, schema in schemas(ROOT).items() for place in described(schema, path)] == []


def test_a_clone_needs_no_build():
    tracked = subprocess.run(
        ["git", "ls-files", ".editor", ".vscode", "tests/editor"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert {*schemas(ROOT), ".vscode/settings.json", ".vscode/extensions.json"} <= set(tracked)
    assert json.loads((ROOT / ".vscode/extensions.json").read_text())["recommendations"] == ["redhat.vscode-yaml"]
    assert [path for path in tracked if "node_modules" in path] == []


def made(files: Files) -> dict[str, bytes]:
    """The files for editors after a build."""
    result = run(files.root, "build")
    assert (result.returncode, result.stderr) == (0, "")
    return {path: text for path, text in snapshot(files.root).items() if path.startswith((".editor/", ".vscode/"))}


def written(files: Files) -> dict[str, int]:
    """When each schema was written."""
    return {path: (files.root / path).stat().st_mtime_ns for path in schemas(files.root)}


def test_only_a_new_title_or_id_touches_a_schema_and_only_the_lists_of_it(site):
    before = written(site)
    site.sub(SENCHA, "Leaves are steamed", "Leaves are steamed well")
    made(site)
    words = written(site)
    site.sub(SENCHA, "en: Sencha\n", "en: Sencha tea\n")
    made(site)
    title = written(site)

    assert words == before
    assert {path for path in title if title[path] != before[path]} == {
        ".editor/addresses.schema.json",
        ".editor/ids/teas.schema.json",
    }


def test_a_new_entry_is_completed_and_one_that_is_gone_is_not(files):
    files.write(NEW, files.read(OOLONG).replace("Oolong", "Bancha").replace("烏龍茶", "番茶"))
    files.sub("data/teas.yml", "oolong]", "oolong, bancha]")
    more = files.pages[".editor/ids/teas.schema.json"]
    files.delete(NEW)
    files.sub("data/teas.yml", ", bancha]", "]")
    less = files.pages[".editor/ids/teas.schema.json"]

    assert [json.loads(text)["enum"] for text in (more, less)] == [["sencha", "oolong", "bancha"], ["sencha", "oolong"]]


def test_a_collection_that_is_gone_leaves_no_schema(site):
    site.sub("data/site.yml", "  - regions\n", "  - places\n")
    for path in ("data/regions.yml", "schemas/regions.schema.json"):
        shutil.move(site.root / path, site.root / path.replace("regions", "places"))
    shutil.move(site.root / "data/regions", site.root / "data/places")
    for path in (SENCHA, OOLONG, "schemas/teas.schema.json"):
        site.write(path, site.read(path).replace("regions", "places"))
    after = made(site)

    assert [path for path in after if "regions" in path] == []
    assert b"regions" not in after[".vscode/settings.json"]
    assert ".editor/ids/places.schema.json" in after


def test_check_says_that_the_schemas_are_out_of_date_and_changes_nothing(site):
    site.write(".editor/ids/teas.schema.json", "{}")
    before = snapshot(site.root)

    result = run(site.root, "check")

    assert (result.returncode, result.stderr) == (1, ".editor/: is out of date; run: python build.py build [E702]\n")
    assert snapshot(site.root) == before


def test_what_people_wrote_into_the_folder_of_schemas_is_not_deleted(site):
    site.write(".editor/notes.json", "{}")

    result = run(site.root, "build")

    fault = ".editor/notes.json: was not made by the build; .editor/ is generated, so move it out [E701]\n"
    assert (result.returncode, result.stderr, site.read(".editor/notes.json")) == (1, fault, "{}")


def test_what_people_set_in_their_editor_stays(site):
    own = {"yaml.format.enable": True, "editor.rulers": [80], "yaml.schemas": {"mine.json": "mine/*.yml"}}
    site.write(".vscode/settings.json", json.dumps(own))
    site.write(".vscode/extensions.json", '{"recommendations": ["my.extension"]}')
    before = settings(site.root)["yaml"]["schemas"]
    after = made(site)

    said = json.loads(after[".vscode/settings.json"])
    assert {name: said[name] for name in ("yaml.format.enable", "editor.rulers")} == {
        "yaml.format.enable": True,
        "editor.rulers": [80],
    }
    assert said["yaml.schemas"]["mine.json"] == "mine/*.yml"
    assert said["yaml.schemas"][".editor/teas.schema.json"] == ["data/teas/*.yml"]
    assert before == {"mine.json": "mine/*.yml"}
    assert json.loads(after[".vscode/extensions.json"]) == {"recommendations": ["my.extension", "redhat.vscode-yaml"]}
    assert [path for path, text in site.pages.items() if path in after and text.encode() != after[path]] == []


@pytest.mark.parametrize(
    "text",
    [
        '{\n  // mine\n  "editor.rulers": [80]\n}\n',
        "[]",
        '{"yaml.schemas": 1}',
        "\ufeff{}",
        "{",
        b"\xff",
        b'{"mine": "\xff"}',
    ],
)
def test_settings_that_a_build_cannot_keep_are_left_alone(files, text):
    files.write(".vscode/settings.json", text)

    assert ".vscode/settings.json" not in files.pages


def test_settings_that_need_nothing_keep_their_line_ends(files):
    made = files.pages[".vscode/settings.json"].replace("\n", "\r\n")
    files.write(".vscode/settings.json", made.encode())

    assert files.pages[".vscode/settings.json"] == made


def test_fields_without_a_description_get_schemas_too(files):
    shape = json.loads(files.read("schemas/teas.schema.json"))
    shape["properties"] |= {
        "code": {"type": "string", "pattern": "^[A-Z]+$"},
        "codes": {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]+$"}},
        "friend": {"type": "string", "refersTo": "teas"},
    }
    files.write("schemas/teas.schema.json", json.dumps(shape))

    made = json.loads(files.pages[".editor/teas.schema.json"])["properties"]
    said = {"type": "string", "pattern": "^[A-Z]+$", "patternErrorMessage": "must be as ^[A-Z]+$"}
    assert {name: made[name] for name in ("code", "codes", "friend")} == {
        "code": said,
        "codes": {"type": "array", "items": said},
        "friend": {"$ref": "ids/teas.schema.json"},
    }


def test_recommendations_that_a_build_cannot_keep_are_left_alone(files):
    files.write(".vscode/extensions.json", '{"recommendations": "all"}')

    assert ".vscode/extensions.json" not in files.pages
