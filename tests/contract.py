"""What a change of the API would break for those who read it: a comparison of two OpenAPI documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def breaks(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Every promise of one description that another no longer keeps, a line each; nothing if it only adds."""
    found: list[str] = []
    for path, item in before["paths"].items():
        if path not in now["paths"]:
            found.append(f"{path}: is gone")
            continue
        own = {one["name"]: one["schema"] for one in now["paths"][path]["get"].get("parameters", [])}
        for one in item["get"].get("parameters", []):
            if one["name"] not in own:
                found.append(f"{path}: has no {one['name']} any more")
        old, new = (_answer(one) for one in (item, now["paths"][path]))
        found += _Comparison(before, now).lost(old, new, path)
    return list(dict.fromkeys(found))


def _answer(item: dict[str, Any]) -> dict[str, Any]:
    return item["get"]["responses"]["200"]["content"]["application/json"]["schema"]


class _Comparison:
    def __init__(self, before: dict[str, Any], now: dict[str, Any]) -> None:
        self.before, self.now = before, now
        self.seen: set[tuple[str, str]] = set()

    def lost(self, old: dict[str, Any], new: dict[str, Any], place: str) -> Iterator[str]:
        """What data that keeps to `new` may lack of what `old` promised."""
        refs = (old.get("$ref", ""), new.get("$ref", ""))
        if all(refs):
            if refs in self.seen:
                return
            self.seen.add(refs)
        old, new = _whole(old, self.before), _whole(new, self.now)
        for name in ("type", "const", "pattern"):
            if name in old and old[name] != new.get(name):
                yield f"{place}: {name} was {old[name]}, is {new.get(name)}"
        for name in ("minimum", "minLength"):
            if name in old and new.get(name, 0) < old[name]:
                yield f"{place}: {name} was {old[name]}, is {new.get(name, 0)}"
        if "enum" in old:
            gone = [word for word in old["enum"] if word not in new.get("enum", [])]
            yield from [f"{place}: never says {' or '.join(map(str, gone))} any more"] if gone else []
        for name in old.get("required", []):
            if name not in new.get("required", []):
                yield f"{place}: may be without {name}"
        for name, part in old.get("properties", {}).items():
            if name in new.get("properties", {}):
                yield from self.lost(part, new["properties"][name], f"{place} {name}")
            else:
                yield f"{place}: has no {name} any more"
        for name in ("items", "additionalProperties"):
            if name in old:
                yield from self.lost(old[name], new.get(name, {}), f"{place} []")


def _whole(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """A schema with its `$ref` filled in."""
    while "$ref" in schema:
        target = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        schema = target | {name: part for name, part in schema.items() if name != "$ref"}
    return schema


def closed(schema: Any) -> Any:
    """A schema that allows nothing but what it names, to find out what it forgets to name."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {name: closed(part) for name, part in schema.items()}
    own = schema.get("type") == "object" and isinstance(schema.get("properties"), dict)
    return {"additionalProperties": False, **shut} if own else shut
