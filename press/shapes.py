"""schemas/*.json -> Shapes. What fields a collection has, and which of them refer to other entries."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema_rs

from press.load import unread
from press.model import HOUSE, Faulty, Language, Place, Problem, Source, unheeded

DRAFT = "https://json-schema.org/draft/2020-12/schema"
COMMON = "common.schema.json"
TERM, ARTICLE = "term", "article"


@dataclass(frozen=True)
class Field:
    """One field of a collection. Its kind names the templates that print it."""

    name: str
    kind: str
    schema: dict[str, Any]


class Shapes:
    """The schemas of a project, completed with its languages."""

    def __init__(
        self,
        schemas: dict[str, dict],
        languages: Sequence[Language],
        fallback: bool,
        sources: Mapping[str, Source] | None = None,
    ) -> None:
        """`schemas` maps file names to JSON Schemas; with `fallback` only the first language is required.

        `sources` are the files of the schemas, if they are known.
        """
        self.schemas, self.languages, self.fallback = schemas, languages, fallback
        self.sources = sources or {}
        common = schemas[COMMON]["$defs"]
        self.tags = tags = [language.tag for language in languages]
        common["text"] |= {
            "description": f"a text in {' and '.join(tags)}",
            "additionalProperties": False,
            "required": tags[:1] if fallback else tags,
            "properties": {tag: {"$ref": "#/$defs/words"} for tag in tags},
        }
        common["words"] = {"description": "words", "type": "string", "pattern": r"\S"}
        common["names"] |= {
            "description": f"lists of names under {' or '.join(tags)}",
            "additionalProperties": False,
            "minProperties": 1,
            "properties": {
                tag: {
                    "type": "array",
                    "minItems": 1,
                    "uniqueItems": True,
                    "description": "a list of names",
                    "items": {"$ref": "#/$defs/words"},
                }
                for tag in tags
            },
        }
        self._resolved: dict[int, tuple[dict, dict]] = {}
        self._judges: dict[int, Any] = {}
        self._items: dict[int, tuple[dict, dict]] = {}

    def with_schemas(self, others: dict[str, dict]) -> Shapes:
        """The same with some schemas in the place of those of the same name."""
        return Shapes({**self.schemas, **others}, self.languages, self.fallback)

    def of(self, collection: str) -> dict[str, Any] | None:
        """The schema of a collection's entries, or None if there is none."""
        return self.schemas.get(f"{collection}.schema.json")

    def resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        """A schema with its `$ref` filled in; what stands beside the `$ref` wins."""
        if "$ref" not in schema:
            return schema
        if known := self._resolved.get(id(schema)):
            return known[1]
        whole = schema
        while "$ref" in whole:
            target = self.kind(whole["$ref"].rpartition("/")[2])
            whole = target | {key: value for key, value in whole.items() if key != "$ref"}
        self._resolved[id(schema)] = schema, whole
        return whole

    def kind(self, name: str) -> dict[str, Any]:
        """The schema of a kind of field."""
        return self.schemas[COMMON]["$defs"][name]

    def kinds(self, schema: dict[str, Any]) -> list[str]:
        """The kinds that a schema names, each made from the next: a phrase is a text."""
        found: list[str] = []
        while "$ref" in schema:
            found.append(schema["$ref"].rpartition("/")[2])
            schema = self.kind(found[-1])
        return found

    def items(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The schema of the items of a list, which refer to what the list is said to refer to."""
        if "refersTo" not in schema:
            return schema.get("items", {})
        if known := self._items.get(id(schema)):
            return known[1]
        said = {key: schema[key] for key in ("refersTo", "inverse") if key in schema}
        self._items[id(schema)] = schema, schema.get("items", {}) | said
        return self._items[id(schema)][1]

    def allow(self, data: Any, schema: dict[str, Any]) -> bool:
        """Whether data keeps to a schema. A quick answer without reasons, which are in `faults`."""
        try:
            judge = self._judges.get(id(schema))
            if judge is None:
                registry = jsonschema_rs.Registry(list(self.schemas.items()))
                judge = self._judges[id(schema)] = jsonschema_rs.Draft202012Validator(schema, registry=registry)
            return judge.is_valid(data)
        except ValueError:  # a schema that is none, or a number that it cannot hold
            return False

    def faults(self, data: Any, schema: dict[str, Any]) -> Iterator[Any]:
        """Every `jsonschema.ValidationError` of data that does not keep to a schema."""
        from jsonschema import Draft202012Validator  # slow to import, and most data has no faults
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012

        resources = [(name, DRAFT202012.create_resource(one)) for name, one in self.schemas.items()]
        return Draft202012Validator(schema, registry=Registry().with_resources(resources)).iter_errors(data)

    def fields(self, collection: str) -> list[Field]:
        """The fields of a collection in the order in which pages show them."""
        schema = self.of(collection) or {}
        return [
            Field(name, part.get("kind") or part.get("$ref", "").rpartition("/")[2], part)
            for name, part in schema.get("properties", {}).items()
        ]

    def misfits(self, collections: Sequence[str]) -> dict[str, list[Problem]]:
        """What does not fit together in the schemas of some collections, by collection."""
        found: dict[str, list[Problem]] = {}
        faults = [(name, *fault) for name in collections for fault in self._lost(name)]
        if not faults and all(self.of(name) for name in collections):
            parts = [part for name in collections for _, part in _parts(self.of(name) or {})]
            parts += [part for _, part in _parts({"properties": self.schemas[COMMON]["$defs"]})]
            inverses = [(str(part.get("refersTo")), str(part["inverse"])) for part in parts if "inverse" in part]
            faults = [(name, *fault) for name in collections for fault in self._nameless(name, inverses)]
        for name, path, message in faults:
            if source := self.sources.get(f"{name}.schema.json"):
                found.setdefault(name, []).append(source.problem(path, message, "E223"))
        return found

    def _lost(self, collection: str) -> Iterator[tuple[Place, str]]:
        """References to a collection that has no schema."""
        names = [name.removesuffix(".schema.json") for name in self.schemas]
        for path, part in _parts(self.of(collection) or {}):
            if (to := part.get("refersTo", "*")) != "*" and to not in names:
                yield (*path, "refersTo"), f'no collection "{to}"{_near(to, names)}'

    def _nameless(self, collection: str, inverses: Sequence[tuple[str, str]]) -> Iterator[tuple[Place, str]]:
        """Names of fields that a collection does not have, not even as the other side of a reference.

        `inverses` are what references are called on their other side, each with where it leads.
        """
        schema = self.of(collection) or {}
        fields = set(schema.get("properties", {}))
        both = fields | {inverse for to, inverse in inverses if to in ("*", collection)}
        for group, known in (("required", fields), ("columns", both)):
            for number, one in enumerate(schema.get(group, [])):
                if one not in known:
                    yield (group, number), f'no field "{one}" in properties{_near(one, known)}'

    def columns(self, collection: str) -> list[str]:
        """The fields that make the comparison table of a collection."""
        return (self.of(collection) or {}).get("columns", [])

    def about(self, collection: str) -> str:
        """What the entries of a collection are to those who link to them: a `term` each, or an `article`."""
        return (self.of(collection) or {}).get("about", ARTICLE)

    def walk(self, value: Any, schema: dict[str, Any], path: Place = ()) -> list[tuple[Place, Any, dict]]:
        """Every value under `value` with its path and its schema, outermost first."""
        found: list[tuple[Place, Any, dict]] = []
        self._walk(value, schema, path, found)
        return found

    def _walk(self, value: Any, schema: dict[str, Any], path: Place, found: list[tuple[Place, Any, dict]]) -> None:
        schema = self.resolve(schema)
        found.append((path, value, schema))
        if isinstance(value, dict):
            parts = schema.get("properties", {})
            for key, part in value.items():
                self._walk(part, parts.get(key, {}), (*path, key), found)
        elif isinstance(value, list):
            items = self.items(schema)
            for index, part in enumerate(value):
                self._walk(part, items, (*path, index), found)

    def replace(self, value: Any, schema: dict[str, Any], entry: Callable[[str], Any]) -> Any:
        """A copy of `value` in which each reference has become `entry(collection/id)`."""
        schema = self.resolve(schema)
        if isinstance(value, dict):
            parts = schema.get("properties", {})
            return {key: self.replace(part, parts.get(key, {}), entry) for key, part in value.items()}
        if isinstance(value, list):
            items = self.items(schema)
            return [self.replace(part, items, entry) for part in value]
        return entry(address(value, schema)) if "refersTo" in schema and isinstance(value, str) else value


def address(value: str, schema: dict[str, Any]) -> str:
    """The collection/id that a reference means under its schema."""
    return value if schema["refersTo"] == "*" else f"{schema['refersTo']}/{value}"


def _near(word: str, words: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, sorted(words), n=1)
    return f'; did you mean "{near[0]}"?' if near else "; mend the name"


def _parts(schema: dict[str, Any], path: Place = ()) -> Iterator[tuple[Place, dict[str, Any]]]:
    """A schema and every schema that is written inside it, each with its path."""
    yield path, schema
    for name, part in schema.get("properties", {}).items():
        yield from _parts(part, (*path, "properties", name))
    if "items" in schema:
        yield from _parts(schema["items"], (*path, "items"))


def _compiles(text: str) -> bool:
    """Whether each pattern in the text of a schema is one for Python too."""
    try:
        for pattern in re.findall(r'"pattern":\s*("(?:[^"\\]|\\.)*")', text):
            re.compile(json.loads(pattern))
    except re.error:
        return False
    return "patternProperties" not in text


def _no_schema(source: Source) -> Iterator[Problem]:
    """What makes it no JSON Schema, as Python's `jsonschema` sees it."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    try:
        Draft202012Validator.check_schema(source.data)
    except SchemaError as error:
        yield source.problem(tuple(error.absolute_path), f"is not JSON Schema: {error.message}", "E222")


def read_shapes(project: Path, languages: Sequence[Language], fallback: bool) -> Shapes:
    """The project's schemas over the generator's own. Raises Faulty for a schema that cannot be used."""
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for folder in (HOUSE / "schemas", project / "schemas"):
        for path in sorted(folder.glob("*.schema.json")):
            if unheeded(path.name):
                continue
            shown = path.relative_to(folder.parent).as_posix()
            try:
                text = path.read_text(encoding="utf-8")
                sources[path.name] = source = unread(shown, path.read_bytes)
                source.data = json.loads(text)
                said = source.data.get("$schema", DRAFT) if isinstance(source.data, dict) else DRAFT
                if said != DRAFT:  # which would be asked for from its host
                    problems.append(source.problem(("$schema",), f"must be {DRAFT}", "E223"))
                elif not (jsonschema_rs.meta.is_valid(source.data) and _compiles(text)):
                    problems += _no_schema(source)
            except json.JSONDecodeError as error:
                fault = f"is not JSON: {error.msg.lower()}"
                problems.append(Problem(shown, error.lineno, error.colno, "", fault, "E221"))
            except UnicodeDecodeError:
                problems.append(Problem(shown, 0, 0, "", "is not UTF-8; save it as UTF-8", "E011"))
            except OSError as error:
                problems.append(Problem(shown, 0, 0, "", f"cannot be read ({error.strerror})", "E001"))
    schemas = {
        name: source.data for name, source in sources.items() if source.path not in {one.path for one in problems}
    }
    kinds = schemas[COMMON].get("$defs", {}) if isinstance(schemas.get(COMMON), dict) else {}
    for name, schema in schemas.items() if COMMON in schemas else ():
        faults = _unusable(schema, kinds, common=name == COMMON)
        problems += [sources[name].problem(path_, fault, "E223") for path_, fault in faults]
    for name in (name for name in kinds if _leads_back(name, kinds)):
        fault = f'"{name}" leads back to itself; say what it is made of'
        problems.append(sources[COMMON].problem(("$defs", name, "$ref"), fault, "E223"))
    if not problems and not {"text", "names"} <= set(kinds):
        problems.append(sources[COMMON].problem(("$defs",), 'must have the kinds "text" and "names"', "E223"))
    if problems:
        raise Faulty(problems)
    return Shapes(schemas, languages, fallback, sources)


def _leads_back(name: str, kinds: Mapping[str, Any]) -> bool:
    """Whether a kind is made from itself."""
    passed: list[str] = []
    kind = name
    while kind in kinds and kind not in passed:
        passed.append(kind)
        kind = str(kinds[kind].get("$ref", "")).rpartition("/")[2] if isinstance(kinds[kind], dict) else ""
    return kind == name


def _unusable(schema: Any, kinds: dict[str, Any], path: Place = (), *, common: bool) -> Iterator[tuple[Place, str]]:
    """What makes a schema, or a part of it, no use here although it is JSON Schema."""
    if not isinstance(schema, dict):
        yield path, "must be an object in { }"
        return
    before, _, kind = str(schema.get("$ref", "")).rpartition("/")
    if "$ref" in schema and before != ("" if common else COMMON) + "#/$defs":
        yield (*path, "$ref"), f'"$ref" must be {"" if common else COMMON}#/$defs/KIND, not "{schema["$ref"]}"'
    elif "$ref" in schema and kind not in kinds:
        near = difflib.get_close_matches(kind, sorted(kinds), n=1)
        yield (*path, "$ref"), f'no kind "{kind}"' + (f'; did you mean "{near[0]}"?' if near else f" in {COMMON}")
    for name in ("refersTo", "inverse", "kind"):
        if not isinstance(schema.get(name, ""), str):
            yield (*path, name), "must be a name"
    if schema.get("about", ARTICLE) not in (TERM, ARTICLE):
        yield (*path, "about"), f"must be {TERM} or {ARTICLE}"
    if not isinstance(columns := schema.get("columns", []), list) or not all(isinstance(one, str) for one in columns):
        yield (*path, "columns"), "must be a list of names of fields"
    for group in ("properties", "$defs"):
        for name, part in schema.get(group, {}).items():
            yield from _unusable(part, kinds, (*path, group, name), common=common)
    if "items" in schema:
        yield from _unusable(schema["items"], kinds, (*path, "items"), common=common)
