"""Shapes -> the description of the JSON API: OpenAPI 3.1.0 and JSON Schema (draft 2020-12).

`contract.json` beside this file has what all projects share. Their languages and the shapes of their entries are added
from their data and schemas, so that a rule is stated once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from press.shapes import Shapes

SHARED = Path(__file__).with_suffix(".json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_COMPONENT = "#/components/schemas/"
_SCALAR = ("type", "enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum")


class Contract:
    """What the API of a project promises to those who read it."""

    def __init__(self, shapes: Shapes, collections: Sequence[str]) -> None:
        """`collections` are the names of those that the API has."""
        self.shapes, self.collections = shapes, collections
        self.tags = [language.tag for language in shapes.languages]

    @cached_property
    def shared(self) -> dict[str, Any]:
        """What every project's API has in common."""
        return json.loads(SHARED.read_text(encoding="utf-8"))

    @property
    def version(self) -> str:
        """The version of the API."""
        return self.shared["info"]["version"]

    @property
    def documents(self) -> list[str]:
        """The names of the components that are files of their own."""
        return ["index", "name_list", "collection", "diagram", *map(entry_of, self.collections)]

    @cached_property
    def components(self) -> dict[str, Any]:
        """The schema of every part of the files, by name."""
        found = dict(self.shared["components"]["schemas"])
        words = {"type": "string", "pattern": r"\S"}
        found["text"] |= {
            "required": self.shapes.kind("text")["required"],
            "properties": dict.fromkeys(self.tags, words),
        }
        found["lists"] |= {"required": self.tags, "properties": self._lists}
        found["addresses"] |= {
            "required": self.tags,
            "properties": dict.fromkeys(self.tags, {"$ref": f"{_COMPONENT}address"}),
        }
        entry = found.pop("entry")
        for name in self.collections:
            schema = self.shapes.of(name) or {}
            fields = entry["properties"]["fields"] | {
                "required": schema.get("required", []),
                "properties": {part: self._shown(one) for part, one in schema.get("properties", {}).items()},
            }
            found[entry_of(name)] = entry | {
                "description": schema.get("title", entry["description"]),
                "properties": entry["properties"] | {"collection": {"const": name}, "fields": fields},
            }
        return found

    @property
    def _lists(self) -> dict[str, Any]:
        return dict.fromkeys(self.tags, {"type": "array", "items": {"type": "string"}})

    def _shown(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The schema of a value as the API gives it, from the schema of the data."""
        whole, kinds = self.shapes.resolve(schema), self.shapes.kinds(schema)
        own = {"description": schema["description"]} if "description" in schema else {}
        if "refersTo" in whole and whole.get("type") == "string":
            return own | {"$ref": f"{_COMPONENT}reference"}
        if "text" in kinds:
            return own | {"$ref": f"{_COMPONENT}text"}
        about = {"description": whole["description"]} if "description" in whole else {}
        if "names" in kinds:
            return about | {"type": "object", "properties": self._lists}
        if whole.get("type") == "array":
            return about | {"type": "array", "items": self._shown(self.shapes.items(whole))}
        if "properties" in whole:
            parts = {name: self._shown(part) for name, part in whole["properties"].items()}
            needed = {"required": whole["required"]} if "required" in whole else {}
            return about | {"type": "object", **needed, "properties": parts}
        return about | {name: whole[name] for name in _SCALAR if name in whole}

    def schema(self, name: str, url: str, notice: str) -> dict[str, Any]:
        """The JSON Schema of a file, with all that it refers to; `url` is where it will stand."""
        needed: dict[str, Any] = {}
        wanted = [name]
        while wanted:
            one = wanted.pop()
            if one not in needed:
                needed[one] = self.components[one]
                wanted += [ref.removeprefix(_COMPONENT) for ref in _refs(needed[one])]
        parts = {part: _apart(needed[part]) for part in sorted(needed) if part != name}
        head = {"$schema": DIALECT, "$id": url, "$comment": notice}
        return head | _apart(needed[name]) | {"$defs": parts}

    def openapi(self, title: str, url: str, notice: str, examples: Mapping[str, str]) -> dict[str, Any]:
        """The description of all files. `url` is where they will stand.

        `examples` are ids: of an entry, under the name of its collection, and of a diagram, under `diagrams`.
        """
        shared = self.shared
        paths: dict[str, Any] = {}
        for path, item in shared["paths"].items():
            operation = item["get"]
            if "COLLECTION" in path:
                for name in self.collections:
                    own = operation | {"operationId": entry_of(name)}
                    paths[path.replace("COLLECTION", name)] = _answering(own, entry_of(name), examples.get(name))
            else:
                example = self.collections[0] if "{collection}" in path else examples.get("diagrams")
                paths[path] = _answering(operation, operation["responses"]["200"], example)
        return {
            "openapi": shared["openapi"],
            "x-notice": notice,
            "info": {"title": title, **shared["info"]},
            "jsonSchemaDialect": DIALECT,
            "servers": [{"url": url}],
            "tags": shared["tags"],
            "paths": paths,
            "components": {"schemas": self.components, "responses": shared["components"]["responses"]},
        }


def entry_of(collection: str) -> str:
    """The name of the component that describes the entries of a collection."""
    return f"entry_{collection}"


def _answering(operation: dict[str, Any], component: str, example: str | None) -> dict[str, Any]:
    """A path that answers with a file of that schema; `example` is a value of its parameter."""
    schema = {"schema": {"$ref": f"{_COMPONENT}{component}"}}
    responses = {
        "200": {"description": "The file.", "content": {"application/json": schema}},
        "404": {"$ref": "#/components/responses/Missing"},
    }
    if example and "parameters" in operation:
        parameters = [one | {"example": example} for one in operation["parameters"]]
        operation = operation | {"parameters": parameters}
    return {"get": operation | {"responses": responses}}


def _refs(schema: Any) -> Iterator[str]:
    """Every `$ref` inside a schema."""
    if isinstance(schema, dict):
        yield from [schema["$ref"]] if isinstance(schema.get("$ref"), str) else []
        for part in schema.values():
            yield from _refs(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _refs(part)


def _apart(schema: Any) -> Any:
    """A schema of the OpenAPI document with references as a JSON Schema file has them."""
    if isinstance(schema, dict):
        return {
            name: part.replace(_COMPONENT, "#/$defs/") if name == "$ref" and isinstance(part, str) else _apart(part)
            for name, part in schema.items()
        }
    return [_apart(part) for part in schema] if isinstance(schema, list) else schema
