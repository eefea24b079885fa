"""Sources and Shapes -> Problems. The only module that knows what JSON Schema says of a fault."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection as Many
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from press.inline import formulas, math, references, torn, unknown_command
from press.letters import odd, plain, said_of, shown
from press.model import GRAPHS, ROOT_FILES, Faulty, Language, Place, Problem, Source
from press.shapes import Shapes, address
from press.spread import shares, spread
from press.timing import step

FORM, ODD, NOBODY, NOWHERE = "E209", "E111", "E301", "E302"
_TAG = re.compile("[a-z]{2,3}(-[a-z0-9]+)*")
_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
RESERVED = (*ROOT_FILES, GRAPHS, "collection", "common", "a_z", "assets", "translations")


def read_languages(sources: Sequence[Source], unread: Many[str] = ()) -> tuple[list[Language], bool]:
    """The languages of data/site.yml, and whether a missing translation falls back to the first.

    Raises Faulty if the file does not say, without a problem if it is among those that could not be read.
    """
    site = next((source for source in sources if not source.collection and source.id == "site"), None)
    if site is None:
        missing = Problem("data/site.yml", 0, 0, "", "is missing; it names the languages and the collections", "E009")
        raise Faulty([] if missing.path in unread else [missing])
    given = site.data.get("languages") if isinstance(site.data, dict) else None
    given = given if isinstance(given, list) else []
    problems = [_no_language(site, number, one) for number, one in enumerate(given) if not _is_language(one)]
    if not given:
        problems.append(site.problem(("languages",), "must be a list of languages, each with tag and name", "E403"))
    if problems:
        raise Faulty(problems)
    languages = [Language(one["tag"], one["name"], one.get("theme", one["tag"])) for one in given]
    return languages, site.data.get("translations") == "fallback"


def _no_language(site: Source, number: int, value: Any) -> Problem:
    if isinstance(value, dict) and isinstance(value.get("tag"), str) and not _TAG.fullmatch(value["tag"]):
        fault = f"must be a language tag such as ko or pt-br, in lowercase, not {_show(value['tag'])}"
        return site.problem(("languages", number, "tag"), fault, "E403")
    return site.problem(("languages", number), "must be a language with tag and name", "E403")


def _is_language(value: Any) -> bool:
    fits = isinstance(value, dict) and all(isinstance(value.get(key), str) for key in ("tag", "name"))
    return fits and bool(_TAG.fullmatch(value["tag"]))


def check(
    sources: Sequence[Source],
    shapes: Shapes,
    suspects: Many[str] | None = None,
    titles: Mapping[str, Any] | None = None,
    workers: int = 1,
    unread: Many[str] = (),
) -> list[Problem]:
    """Every fault of the data, sorted by place.

    Only the `suspects` are looked into if their paths are given, which takes the title of every other file: `titles`
    may have those of suspects, too, as they were when there was no fault. The paths `unread` are of files that are
    there but could not be read.
    """
    known = {_address(source.path) for source in sources if source.collection not in ("", GRAPHS)}
    known |= {_address(path) for path in unread if path.count("/") == 2}
    problems = list(_tree(sources, shapes, known, unread))
    site = next(source for source in sources if not source.collection and source.id == "site")
    listed = _names(site.data.get("collections"))
    misfits = shapes.misfits(listed) if listed else {}
    problems += [one for some in misfits.values() for one in some]
    looked = [source for source in sources if suspects is None or source.path in suspects]
    looked = [source for source in looked if source.collection not in misfits]
    for found in spread(partial(_inside_all, shapes, known), shares(looked), workers):
        problems += found
    problems += _titles(sources, suspects, {} if titles is None else titles)
    problems += _places(sources, known) if listed else []
    problems += [one for source in sources if source.collection == GRAPHS for one in _drawn(source, shapes)]
    return sorted(set(problems))


def _address(path: str) -> str:
    return path.removeprefix("data/").removesuffix(".yml")


def _inside_all(shapes: Shapes, known: Many[str], sources: Sequence[Source]) -> list[Problem]:
    """The faults inside some files."""
    problems: list[Problem] = []
    with step("validate"):
        for source in sources:
            if schema := schema_of(source, shapes):
                shape, references = list(_shape(source, schema, shapes)), _references(source, schema, shapes, known)
                problems += _best(shape, list(references))
    return problems


def misshapen(sources: Iterable[Source], shapes: Shapes) -> list[Problem]:
    """What the schemas of some files find in them, whatever the rest of the data is like."""
    found = [(source, schema) for source in sources if (schema := schema_of(source, shapes))]
    return [one for source, schema in found for one in _shape(source, schema, shapes)]


def _best(shape: list[Problem], references: list[Problem]) -> list[Problem]:
    """All of them, but of a value with the wrong form that refers to nobody only what helps more."""
    formed = {one.field: one for one in shape if one.code in (FORM, ODD)}
    named = {one.field: one for one in references if one.code in (NOBODY, NOWHERE)}
    both = formed.keys() & named.keys()
    better = {field for field in both if formed[field].code != ODD and "did you mean" in named[field].message}
    shape = [one for one in shape if one.field not in better]
    return shape + [one for one in references if one.field not in both - better]


def schema_of(source: Source, shapes: Shapes) -> dict[str, Any] | None:
    """The schema of a data file, or None if it has none."""
    if source.collection:
        return shapes.of(source.collection)
    return shapes.of(source.id if source.id in ROOT_FILES else "collection")


def _tree(sources: Sequence[Source], shapes: Shapes, known: Many[str], unread: Many[str]) -> Iterator[Problem]:
    """Faults between files: collections that are not listed, entries without a place in the order."""
    root = {source.id: source for source in sources if not source.collection}
    site, broken = root["site"], {_address(path) for path in unread if path.count("/") == 1}
    if "labels" not in root.keys() | broken:
        yield Problem("data/labels.yml", 0, 0, "", "is missing; it holds the fixed words of the pages", "E009")
    if not isinstance(site.data.get("collections"), list):
        return
    listed = _names(site.data["collections"])
    spare = {name for name in root if name not in (*listed, *ROOT_FILES)}
    for index, name in enumerate(listed):
        place, near = ("collections", index), did_you_mean(name, spare)
        lacking = [f"data/{name}.yml"] if name not in root.keys() | broken else []
        lacking += [f"schemas/{name}.schema.json"] if shapes.of(name) is None else []
        if name in RESERVED:
            yield site.problem(place, f'"{name}" is a name of the generator\'s own; choose another', "E307")
        elif lacking:
            spare -= set(close(name, spare))
            remedy = near or f"; write {'them' if len(lacking) > 1 else 'it'}, or take the name from the list"
            yield site.problem(place, f"there is no {' and no '.join(lacking)}{remedy}", "E306")
    tags = [language["tag"] for language in site.data["languages"]]
    for index, tag in enumerate(tags):
        if tag in tags[:index]:
            yield site.problem(("languages", index, "tag"), f'"{tag}" stands here twice; keep one', "E404")
    ids: dict[str, list[Source]] = {}
    for source in sources:
        if source.collection:
            ids.setdefault(source.collection, []).append(source)
    for name in sorted(spare | (ids.keys() - set(listed) - root.keys() - {GRAPHS})):
        fault = f'is not named in data/site.yml; add "{name}" to collections or delete it'
        yield (
            root[name].problem((), fault, "E305") if name in root else Problem(f"data/{name}", 0, 0, "", fault, "E305")
        )
    for name in dict.fromkeys(listed):
        if name in root:
            yield from _order(root[name], ids.get(name, []), known)
    for index, row in _parts(root["retired"], "entries") if "retired" in root else []:
        if isinstance(row.get("was"), str) and row["was"] in known:
            fault = f"{row['was']} is there again; give it another id, or delete this"
            yield root["retired"].problem(("entries", index, "was"), fault, "E309")
    for source in sources:
        if source.collection and not _ID.fullmatch(source.id):
            fault = "has a name that cannot be an id; use lowercase ASCII letters, digits and hyphens"
            yield Problem(source.path, 0, 0, "", fault, "E007")
        elif source.collection and source.id == "index":
            yield Problem(source.path, 0, 0, "", "has the name of the overview page; choose another id", "E008")


def _names(value: Any) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _order(collection: Source, entries: Sequence[Source], known: Many[str]) -> Iterator[Problem]:
    data = collection.data if isinstance(collection.data, dict) else {}
    if "order" not in data:
        return
    order = data["order"] if isinstance(data["order"], list) else []
    placed = set(_names(order))
    waiting = {entry.id for entry in entries if entry.id not in placed} if order or data["order"] == [] else set()
    for index, name in enumerate(order):
        if isinstance(name, str) and f"{collection.id}/{name}" not in known:
            ids = [entry.id for entry in entries]
            waiting -= set(close(name, waiting))
            yield collection.problem(("order", index), *_unknown(name, ids, collection.id, known))
    for entry in entries:
        if entry.id in waiting:
            yield entry.problem((), f"has no place in the order; add it to order in {collection.path}", "E304")


def _shape(source: Source, schema: dict[str, Any], shapes: Shapes) -> Iterator[Problem]:
    if shapes.allow(source.data, schema):
        return
    errors = _telling(shapes.faults(source.data, schema))
    unknown = {tuple(one.absolute_path): one for one in errors if one.validator == "additionalProperties"}
    for error in errors:
        yield from _explain(source, error, shapes, unknown.get(tuple(error.absolute_path)))


def _telling(errors: Iterable[Any]) -> list[Any]:
    """The errors without those that say less of the same value than another."""
    best: dict[Place, Any] = {}
    others = []
    for error in errors:
        if error.validator in ("required", "additionalProperties"):
            others.append(error)
        else:
            path = tuple(error.absolute_path)
            known = best.get(path)
            rank = ("enum", "type").index(error.validator) if error.validator in ("enum", "type") else 2
            if known is None or rank < known[0]:
                best[path] = rank, error
    return others + [error for _, error in best.values()]


def _explain(source: Source, error: Any, shapes: Shapes, unknown: Any) -> Iterator[Problem]:
    """One line for each thing that a validation error says, with what to do.

    `unknown` is the error that the same value has fields that nobody knows, if it has.
    """
    path: Place = tuple(error.absolute_path)
    rule, value = error.schema if isinstance(error.schema, dict) else {}, error.instance
    fields = "fields, each with a name, a colon and a value"
    meant = rule.get("description") or (fields if rule.get("type") == "object" else "what the schema asks for")
    match error.validator:
        case "required":
            # A field that is there under a misspelt name is not missing, too.
            misspelt = _misspelt(unknown, rule)
            for name in error.validator_value:
                if name not in value and name not in misspelt.values():
                    yield _missing_field(source, path, name, rule, shapes)
        case "additionalProperties":
            misspelt = _misspelt(error, rule)
            for name in value:
                if name not in rule.get("properties", {}):
                    hint = f'; did you mean "{misspelt[name]}"?' if name in misspelt else ""
                    yield _unknown_field(source, (*path, name), rule, shapes, hint)
        case "type" | "enum" | "pattern" | "const" if odd_letter := _odd_letter(source, path, value):
            yield odd_letter
        case "type":
            hint = '; put a space after each "-"' if rule.get("type") == "array" and str(value)[:1] == "-" else ""
            yield source.problem(path, f"must be {meant}, not {_kind(value)}{hint}", "E203")
        case "enum":
            allowed = ", ".join(map(str, error.validator_value))
            near = did_you_mean(str(value), [str(one) for one in error.validator_value])
            yield source.problem(path, f"must be one of {allowed}, not {_show(value)}{near}", "E204")
        case "pattern" if not str(value).strip():
            yield source.problem(path, "is empty; write the text", "E205")
        case "minItems" | "minProperties" | "minLength" if not value:
            yield source.problem(path, f"is empty; must be {meant}, or leave the field out", "E206")
        case "uniqueItems":
            for index, item in enumerate(value):
                if item in value[:index]:
                    yield source.problem((*path, index), f"{_show(item)} stands here twice; keep one", "E207")
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
            yield source.problem(path, f"must be {meant}, not {_kind(value)}", "E208")
        case _:
            yield source.problem(path, f"must be {meant}, not {_show(value)}", FORM)


def _misspelt(error: Any, rule: dict[str, Any]) -> dict[str, str]:
    """The unknown fields of a value by what is probably meant by them: each field once, and none that is there."""
    if error is None:
        return {}
    allowed, found = rule.get("properties", {}), {}
    unknown = [name for name in error.instance if name not in allowed]
    free = [name for name in allowed if name not in error.instance]
    for name in unknown:
        if near := close(name, free):
            found[name] = near[0]
            free.remove(near[0])
    lost = [name for name in rule.get("required", []) if name in free]
    if len(unknown) == len(lost) == 1 and not found and _is_text(rule):
        found[unknown[0]] = lost[0]
    return found


def _is_text(rule: dict[str, Any]) -> bool:
    """Whether a schema is that of a text in every language."""
    parts = rule.get("properties", {})
    return bool(parts) and all(part == {"$ref": "#/$defs/words"} for part in parts.values())


def _missing_field(source: Source, path: Place, name: str, rule: dict[str, Any], shapes: Shapes) -> Problem:
    what = rule.get("properties", {}).get(name, {}).get("description")
    message = f'"{name}" is missing; add it' + (f" ({what})" if what else "")
    return source.problem(path, message, "E401" if _is_text(rule) else "E201", at_key=True)


def _unknown_field(source: Source, path: Place, rule: dict[str, Any], shapes: Shapes, hint: str) -> Problem:
    tags = [language.tag for language in shapes.languages]
    if rule.get("properties") and set(rule["properties"]) <= set(tags):
        hint = hint or f"; there are {', '.join(tags)}"
        return source.problem(path, f'no language "{path[-1]}" in data/site.yml{hint}', "E402", at_key=True)
    return source.problem(
        path, f"unknown field{hint or did_you_mean(str(path[-1]), rule.get('properties', {}))}", "E202", at_key=True
    )


def _odd_letter(source: Source, path: Place, value: Any) -> Problem | None:
    """The fault of a letter that looks like one of ASCII, or like nothing, in a value that does not fit."""
    if not isinstance(value, str) or not value.strip():
        return None
    first = next(odd(value), None)
    if first is None:
        return None
    number, letter, meant = first
    return source.problem_inside(path, value, number, said_of(letter, meant), ODD, 1)


def _references(source: Source, schema: dict, shapes: Shapes, known: Many[str]) -> Iterator[Problem]:
    """Faults of ids that refer to other entries, in fields and inside prose."""
    for path, value, shape in shapes.walk(source.data, schema):
        if not isinstance(value, str) or shape.get("verbatim"):
            continue
        if "refersTo" in shape:
            target = address(value, shape)
            if target not in known:
                yield source.problem(path, *_missing(target, known))
            elif target == f"{source.collection}/{source.id}":
                yield source.problem(path, "refers to itself; take it out", "E303")
        if "[[" in value:
            yield from _links(source, path, value, known)
        opened = False
        for brackets, start in torn(value):
            opens = brackets in ("[[", "\uff3b\uff3b")
            if opens or not opened:
                yield _torn(source, path, value, brackets, start)
            opened = opens
        if "$" in value or (path and path[-1] == "latex"):
            yield from _formulas(source, path, value)


def _links(source: Source, path: Place, value: str, known: Many[str]) -> Iterator[Problem]:
    for one in references(value):
        length = len(one.address) + 2
        if one.address in known:
            if one.words is not None and not one.words.strip():
                fault = 'has no words after the "|"; write them, or leave the "|" out'
                yield source.problem_inside(path, value, one.start, fault, "E310", length)
        elif letter := next(odd(one.address), None):
            place = one.start + 2 + letter[0]
            yield source.problem_inside(path, value, place, said_of(*letter[1:]), ODD, 1)
        else:
            fault, code = _missing(one.address, known)
            yield source.problem_inside(path, value, one.start, fault, code, length)


def _torn(source: Source, path: Place, value: str, brackets: str, start: int) -> Problem:
    if not brackets.isascii():
        return source.problem_inside(
            path, value, start, said_of(brackets[0], "[[" if brackets < "\uff3d" else "]]"), ODD, 2
        )
    does = "opens" if brackets == "[[" else "closes"
    fault = (
        f'"{brackets}" {does} no link; write [[collection/id]] or [[collection/id|words]], and code between backticks'
    )
    return source.problem_inside(path, value, start, fault, "E310", 2)


def _formulas(source: Source, path: Place, value: str) -> Iterator[Problem]:
    alone = bool(path) and path[-1] == "latex"
    whole = [(value, 0)] if value else []  # an empty formula is a fault of the schema's
    if alone and (dollar := re.search(r"(?<!\\)\$", value)):
        fault = "is LaTeX already; write it without dollar signs"
        yield source.problem_inside(path, value, dollar.start(), fault, "E211", 1)
        return
    for latex, start in whole if alone else formulas(value):
        try:
            math(latex)
        except ValueError as error:
            name, place = unknown_command(latex) or ("", 0)
            fault = f"is not LaTeX ({error}); mend the formula"
            yield source.problem_inside(path, value, start + place, fault, "E211", len(name))


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
                yield source.problem(path, f'no collection "{name}" in {site.path}{hint}', NOWHERE)
        for i, part in _parts(source, "nodes") if source.collection == GRAPHS else []:
            for j, id_ in enumerate(_names(part.get("only"))):
                if part.get("collection") in listed and (target := f"{part['collection']}/{id_}") not in known:
                    yield source.problem(("nodes", i, "only", j), *_missing(target, known))


def _drawn(source: Source, shapes: Shapes) -> Iterator[Problem]:
    """Faults of the names of fields in a diagram."""
    for group in ("nodes", "edges"):
        for i, part in _parts(source, group):
            fields = {field.name for field in shapes.fields(str(part.get("collection")))}
            named: list[tuple[Place, Any]] = [((one,), part.get(one)) for one in ("colour", "dashed", "along")]
            named += [(("lines", j), one) for j, one in enumerate(_names(part.get("lines")))]
            for path, words in named:
                if fields and isinstance(words, str) and (name := words.partition(".")[0]) not in fields:
                    hint = did_you_mean(name, fields) or "; name one of its schema"
                    fault = f'no field "{shown(name)}" in {part["collection"]}{hint}'
                    yield source.problem((group, i, *path), fault, "E308")


def _parts(source: Source, field: str) -> list[tuple[int, dict[str, Any]]]:
    value = source.data.get(field) if isinstance(source.data, dict) else None
    return [(i, one) for i, one in enumerate(value) if isinstance(one, dict)] if isinstance(value, list) else []


def _titles(sources: Sequence[Source], suspects: Many[str] | None, titles: Mapping[str, Any]) -> Iterator[Problem]:
    """Entries that readers could not tell apart."""
    doubted = {one.path: title_of(one) for one in sources if suspects is None or one.path in suspects}
    if suspects is not None and all(path in titles and titles[path] == doubted[path] for path in doubted):
        return
    seen: dict[tuple[str, str], Source] = {}
    for source in sources:
        if not source.collection or source.collection == GRAPHS:
            continue
        title = doubted[source.path] if source.path in doubted else titles[source.path]
        if not isinstance(title, dict):
            continue
        for tag, words in title.items():
            if not isinstance(words, str):
                continue  # which its schema says
            key = (tag, words.casefold())
            if other := seen.get(key):
                yield source.problem(("title", tag), f"is also the title of {other.path}; tell the two apart", "E212")
            seen.setdefault(key, source)


def title_of(source: Source) -> Any:
    """The title of an entry in every language, if it has any."""
    return source.data.get("title") if isinstance(source.data, dict) else None


def missing_labels(used: Iterable[str], sources: Sequence[Source]) -> list[Problem]:
    """A problem for each label that is used but not written, and for each that is written but not used."""
    labels = next(source for source in sources if not source.collection and source.id == "labels")
    used = set(used) - {"*"}
    missing, problems = sorted(used - set(labels.data)), []
    for name in [name for name in labels.data if name not in used]:
        near = close(name, missing)
        missing = [one for one in missing if one not in near]
        hint = f'; did you mean "{near[0]}"?' if near else "; delete it"
        problems.append(labels.problem((name,), f"is used by no page{hint}", "E406", at_key=True))
    return problems + [labels.problem((), f'"{name}" is missing; pages use it', "E405") for name in missing]


def _missing(target: str, known: Many[str]) -> tuple[str, str]:
    """The fault of an address where nothing is, and its code."""
    collection, slash, id_ = target.partition("/")
    ids = [one.partition("/")[2] for one in known if one.startswith(f"{collection}/")]
    if ids:
        return _unknown(id_, ids, collection, known)
    collections = sorted({one.partition("/")[0] for one in known})
    elsewhere = [one for one in sorted(known) if one.partition("/")[2] == (id_ if slash else target)]
    near = close(collection, collections) if slash else []
    if near and f"{near[0]}/{id_}" in known:
        elsewhere = [f"{near[0]}/{id_}"]
    hint = f'; did you mean "{elsewhere[0]}"?' if elsewhere else did_you_mean(collection, collections)
    return f'no collection "{shown(collection)}" in data/{hint or "; write collection/id"}', NOWHERE


def _unknown(id_: str, ids: Iterable[str], collection: str, known: Many[str]) -> tuple[str, str]:
    """The fault of an id that a collection does not have, and its code."""
    elsewhere = [one.partition("/")[0] for one in sorted(known) if one.partition("/")[2] == id_]
    hint = did_you_mean(id_, ids) or (f"; there is one in data/{elsewhere[0]}/" if elsewhere else "")
    return f'no "{shown(id_)}" in data/{collection}/' + (hint or "; add the entry or mend the id"), NOBODY


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """A question that names the nearest of some words, or nothing."""
    near = close(word, words)
    return f'; did you mean "{near[0]}"?' if near else ""


def close(word: str, words: Iterable[str]) -> list[str]:
    """The nearest of some words, if one is near; neither case nor the width of letters matters."""
    spelt = {plain(one): one for one in sorted(words, reverse=True)}
    return [spelt[one] for one in difflib.get_close_matches(plain(word), list(spelt), n=1)]


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
    said = shown(json.dumps(value, ensure_ascii=False))
    return said if len(said) <= 60 else f"{said[:57]}..."
