"""Sources and Shapes -> Problems. The only module that knows what JSON Schema says of a fault."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection as Many
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from press.inline import formulas, math, references
from press.model import Faulty, Language, Place, Problem, Source
from press.shapes import Shapes, address
from press.spread import shares, spread
from press.timing import step

ROOT_FILES = ("site", "labels", "retired")
GRAPHS = "diagrams"
RESERVED = (*ROOT_FILES, GRAPHS, "collection", "common", "a_z", "assets")


def read_languages(sources: Sequence[Source]) -> tuple[list[Language], bool]:
    """The languages of data/site.yml, and whether a missing translation falls back to the first.

    Raises Faulty if the file does not say.
    """
    site = next((source for source in sources if not source.collection and source.id == "site"), None)
    if site is None:
        raise Faulty([Problem("data/site.yml", 0, 0, "", "is missing; it names the languages and the collections")])
    given = site.data.get("languages") if isinstance(site.data, dict) else None
    given = given if isinstance(given, list) else []
    fits = given and all(
        isinstance(one, dict) and all(isinstance(one.get(key), str) for key in ("tag", "name")) for one in given
    )
    if not fits:
        raise Faulty([site.problem(("languages",), "must be a list of languages, each with tag and name")])
    languages = [Language(one["tag"], one["name"], one.get("theme", one["tag"])) for one in given]
    return languages, site.data.get("translations") == "fallback"


def check(
    sources: Sequence[Source],
    shapes: Shapes,
    suspects: Many[str] | None = None,
    titles: Mapping[str, Any] | None = None,
    workers: int = 1,
) -> list[Problem]:
    """Every fault of the data, sorted by place.

    Only the `suspects` are looked into if their paths are given, which takes the `title` of every other file.
    """
    known = {f"{source.collection}/{source.id}" for source in sources if source.collection not in ("", GRAPHS)}
    problems = list(_tree(sources, shapes))
    looked = [source for source in sources if suspects is None or source.path in suspects]
    for found in spread(partial(_inside_all, shapes, known), shares(looked), workers):
        problems += found
    problems += _titles(sources, {} if titles is None else titles)
    problems += _places(sources, known)
    return sorted(set(problems))


def _inside_all(shapes: Shapes, known: Many[str], sources: Sequence[Source]) -> list[Problem]:
    """The faults inside some files."""
    problems: list[Problem] = []
    with step("validate"):
        for source in sources:
            if schema := schema_of(source, shapes):
                problems += _shape(source, schema, shapes)
                problems += _references(source, schema, shapes, known)
    return problems


def schema_of(source: Source, shapes: Shapes) -> dict[str, Any] | None:
    """The schema of a data file, or None if it has none."""
    if source.collection:
        return shapes.of(source.collection)
    return shapes.of(source.id if source.id in ROOT_FILES else "collection")


def _tree(sources: Sequence[Source], shapes: Shapes) -> Iterator[Problem]:
    """Faults between files: collections that are not listed, entries without a place in the order."""
    root = {source.id: source for source in sources if not source.collection}
    if "labels" not in root:
        yield Problem("data/labels.yml", 0, 0, "", "is missing; it holds the fixed words of the pages")
    listed = _names(root["site"].data.get("collections"))
    for index, name in enumerate(listed):
        place = ("collections", index)
        if name in RESERVED:
            yield root["site"].problem(place, f'"{name}" is a name of the generator\'s own; choose another')
            continue
        if name not in root:
            yield root["site"].problem(place, f"no data/{name}.yml; write it, or take the name from the list")
        if shapes.of(name) is None:
            yield root["site"].problem(place, f"no schemas/{name}.schema.json; every collection needs one")
    tags = [language["tag"] for language in root["site"].data["languages"]]
    for index, tag in enumerate(tags):
        if tag in tags[:index]:
            yield root["site"].problem(("languages", index, "tag"), f'"{tag}" stands here twice; keep one')
    for name, source in root.items():
        if name not in listed and name not in ROOT_FILES:
            yield source.problem((), f'is not named in data/site.yml; add "{name}" to collections or delete the file')
    ids: dict[str, list[Source]] = {}
    for source in sources:
        if source.collection:
            ids.setdefault(source.collection, []).append(source)
    for name, entries in ids.items():
        if name == GRAPHS or name not in listed:
            if name != GRAPHS:
                fault = f'stands in a folder that data/site.yml does not name; add "{name}" to collections'
                yield from (entry.problem((), fault) for entry in entries)
            continue
        if name in root:
            yield from _order(root[name], entries)
    for name in listed:
        if name in root and name not in ids:
            yield from _order(root[name], [])
    if "retired" in root:
        known = {f"{name}/{entry.id}" for name, entries in ids.items() for entry in entries}
        for index, row in _parts(root["retired"], "entries"):
            if row.get("was") in known:
                fault = f"{row['was']} is there again; give it another id, or delete this"
                yield root["retired"].problem(("entries", index, "was"), fault)
    for source in sources:
        if source.collection and not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", source.id):
            yield Problem(
                source.path,
                0,
                0,
                "",
                "has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens",
            )
        elif source.collection and source.id == "index":
            yield Problem(source.path, 0, 0, "", "has the name of the overview page; choose another id")


def _names(value: Any) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _order(collection: Source, entries: Sequence[Source]) -> Iterator[Problem]:
    data = collection.data if isinstance(collection.data, dict) else {}
    if "order" not in data:
        return
    order, ids = _names(data["order"]), {entry.id for entry in entries}
    for index, name in enumerate(order):
        if name not in ids:
            yield collection.problem(("order", index), _unknown(name, ids, f"data/{collection.id}/"))
    for entry in entries:
        if entry.id not in order:
            yield entry.problem((), f"has no place in the order; add it to order in {collection.path}")


def _shape(source: Source, schema: dict[str, Any], shapes: Shapes) -> Iterator[Problem]:
    if shapes.allow(source.data, schema):
        return
    for error in shapes.faults(source.data, schema):
        yield from _explain(source, error)


def _explain(source: Source, error: Any) -> Iterator[Problem]:
    """One line for each thing that a validation error says, with what to do."""
    path: Place = tuple(error.absolute_path)
    rule = error.schema if isinstance(error.schema, dict) else {}
    meant = rule.get("description", "what the schema asks for")
    match error.validator:
        case "required":
            for name in error.validator_value:
                if name not in error.instance:
                    what = rule.get("properties", {}).get(name, {}).get("description")
                    owner = source.problem(path, f'"{name}" is missing; add it' + (f" ({what})" if what else ""))
                    yield owner
        case "additionalProperties":
            allowed = rule.get("properties", {})
            for name in error.instance:
                if name not in allowed:
                    yield source.problem((*path, name), f"unknown field{did_you_mean(name, allowed)}", at_key=True)
        case "type":
            yield source.problem(path, f"must be {meant}, not {_kind(error.instance)}")
        case "enum":
            allowed = ", ".join(map(str, error.validator_value))
            near = did_you_mean(str(error.instance), [str(one) for one in error.validator_value])
            yield source.problem(path, f"must be one of {allowed}, not {_show(error.instance)}{near}")
        case "pattern" if not str(error.instance).strip():
            yield source.problem(path, "is empty; write the text")
        case "minItems" | "minProperties" | "minLength":
            yield source.problem(path, f"is empty; must be {meant}, or leave the field out")
        case "uniqueItems":
            for index, item in enumerate(error.instance):
                if item in error.instance[:index]:
                    yield source.problem((*path, index), f"{_show(item)} stands here twice; keep one")
        case "minimum" | "maximum":
            yield source.problem(path, f"must be {meant}, not {_kind(error.instance)}")
        case _:
            yield source.problem(path, f"must be {meant}, not {_show(error.instance)}")


def _references(source: Source, schema: dict, shapes: Shapes, known: Many[str]) -> Iterator[Problem]:
    """Faults of ids that refer to other entries, in fields and inside prose."""
    for path, value, shape in shapes.walk(source.data, schema):
        if not isinstance(value, str):
            continue
        if "refersTo" in shape:
            target = address(value, shape)
            if target not in known:
                yield source.problem(path, _missing(target, known))
            elif target == f"{source.collection}/{source.id}":
                yield source.problem(path, "refers to itself; take it out")
        if "[[" in value:
            for reference in references(value):
                if reference.address not in known:
                    yield source.problem_inside(path, value, reference.start, _missing(reference.address, known))
        if "$" in value or (path and path[-1] == "latex"):
            yield from _formulas(source, path, value)


def _formulas(source: Source, path: Place, value: str) -> Iterator[Problem]:
    whole = [(value, 0)] if value else []  # an empty formula is a fault of the schema's
    for latex, start in whole if path and path[-1] == "latex" else formulas(value):
        try:
            math(latex)
        except ValueError as error:
            yield source.problem_inside(path, value, start, f"is not LaTeX ({error}); mend the formula")


def _places(sources: Sequence[Source], known: Many[str]) -> Iterator[Problem]:
    """Faults of the names of collections and entries in the ways into the site and in diagrams."""
    site = next(source for source in sources if not source.collection and source.id == "site")
    listed = _names(site.data.get("collections"))
    for source in sources:
        named: list[tuple[Place, Any, list[str]]] = []
        if source is site:
            named += [(("ways", i, "to"), way.get("to"), [*listed, "a-z"]) for i, way in _parts(source, "ways")]
        elif source.collection == GRAPHS and isinstance(source.data, dict):
            shown_on = _names(source.data.get("shown_on"))
            named += [(("shown_on", i), name, [*listed, "home"]) for i, name in enumerate(shown_on)]
            for field in ("nodes", "edges"):
                named += [((field, i, "collection"), one.get("collection"), listed) for i, one in _parts(source, field)]
        for path, name, names in named:
            if isinstance(name, str) and name not in names:
                hint = did_you_mean(name, names) or "; add it to collections or mend the name"
                yield source.problem(path, f'no collection "{name}" in {site.path}{hint}')
        for i, part in _parts(source, "nodes") if source.collection == GRAPHS else []:
            for j, id_ in enumerate(_names(part.get("only"))):
                if part.get("collection") in listed and (target := f"{part['collection']}/{id_}") not in known:
                    yield source.problem(("nodes", i, "only", j), _missing(target, known))


def _parts(source: Source, field: str) -> list[tuple[int, dict[str, Any]]]:
    value = source.data.get(field) if isinstance(source.data, dict) else None
    return [(i, one) for i, one in enumerate(value) if isinstance(one, dict)] if isinstance(value, list) else []


def _titles(sources: Sequence[Source], titles: Mapping[str, Any]) -> Iterator[Problem]:
    """Entries that readers could not tell apart."""
    seen: dict[tuple[str, str], Source] = {}
    for source in sources:
        if not source.collection or source.collection == GRAPHS:
            continue
        title = titles[source.path] if source.path in titles else title_of(source)
        if not isinstance(title, dict):
            continue
        for tag, words in title.items():
            if not isinstance(words, str):
                continue  # which its schema says
            key = (tag, words.casefold())
            if other := seen.get(key):
                yield source.problem(("title", tag), f"is also the title of {other.path}; tell the two apart")
            seen.setdefault(key, source)


def title_of(source: Source) -> Any:
    """The title of an entry in every language, if it has any."""
    return source.data.get("title") if isinstance(source.data, dict) else None


def missing_labels(used: Iterable[str], sources: Sequence[Source]) -> list[Problem]:
    """A problem for each label that is used but not written, and for each that is written but not used."""
    labels = next(source for source in sources if not source.collection and source.id == "labels")
    used = set(used) - {"*"}
    problems = [labels.problem((), f'"{name}" is missing; pages use it') for name in sorted(used - set(labels.data))]
    unused = [name for name in labels.data if name not in used]
    return problems + [labels.problem((name,), "is used by no page; delete it", at_key=True) for name in unused]


def _missing(target: str, known: Many[str]) -> str:
    collection, _, id_ = target.partition("/")
    ids = [one.partition("/")[2] for one in known if one.startswith(f"{collection}/")]
    if not ids:
        collections = sorted({one.partition("/")[0] for one in known})
        return f'no collection "{collection}" in data/{did_you_mean(collection, collections)}; write collection/id'
    return _unknown(id_, ids, f"data/{collection}/")


def _unknown(name: str, names: Iterable[str], where: str) -> str:
    return f'no "{name}" in {where}' + (did_you_mean(name, names) or "; add the entry or mend the id")


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """A question that names the nearest of some words, or nothing."""
    near = difflib.get_close_matches(word, sorted(words), n=1)
    return f'; did you mean "{near[0]}"?' if near else ""


def _kind(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case dict():
            return "fields"
        case list():
            return "a list"
        case str():
            return "a text"
    return f"the number {value}"


def _show(value: Any) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
