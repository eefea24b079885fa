"""A collection and an id -> the file of an entry to be filled in, made from the schema, and its place in the order."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from press.links.move import Files, Now, free, refused
from press.links.rewrite import with_item
from press.load import normal, understood
from press.model import Source

Given = Mapping[str, str]
"""The words of a title by the tag of their language; under "" those of a title that is the same in every language."""
MODELINE = "# yaml-language-server: $schema="
SHOWN = 8
"""How many ids of another collection are listed beside a field."""


def entry(now: Now, collection: str, id_: str, titles: Sequence[str], ask: Callable[[str], str] | None = None) -> Files:
    """The files to be written for a new entry; what is to be filled in is empty.

    `titles` are written TAG=WORDS; `ask` is asked for those that are missing. Raises Faulty if there cannot be such
    an entry.
    """
    free(now, collection, id_)
    own = now.source("", collection)
    schema = now.shapes.schemas[f"{collection}.schema.json"]
    given = _titles(now, schema, titles)
    for tag, question in _questions(now, schema).items() if ask else ():
        if tag not in given and (words := normal(ask(question).strip()) if ask else ""):
            given[tag] = _title(words, words)
    files: Files = {f"data/{collection}/{id_}.yml": _text(now, collection, schema, given).encode()}
    if own and id_ not in own.data.get("order", [id_]):
        files[own.path] = with_item((now.project / own.path).read_bytes(), own.path, ("order",), id_)
    return files


def _questions(now: Now, schema: dict[str, Any]) -> dict[str, str]:
    """What to ask for, by what it is asked for: the title in every language."""
    title = schema.get("properties", {}).get("title")
    if title is None:
        return {}
    if "text" in now.shapes.kinds(title):
        return {one.tag: f"title in {one.name} ({one.tag}): " for one in now.shapes.languages}
    return {"": "title: "}


def _titles(now: Now, schema: dict[str, Any], titles: Sequence[str]) -> dict[str, str]:
    wanted, given = _questions(now, schema), dict[str, str]()
    for words in titles:
        tag, mark, said = words.partition("=")
        if "" in wanted:
            tag, said = "", words
        elif not wanted:
            raise refused("--title: the entries of this collection have no title; leave it out")
        elif not mark or tag not in wanted:
            raise refused(f"--title {words}: names no language; write {' or '.join(f'{one}=WORDS' for one in wanted)}")
        if tag in given:
            raise refused(f"--title {words}: is given twice; keep one")
        given[tag] = _title(f"--title {words}", normal(said.strip()))
    return given


def _title(said: str, words: str) -> str:
    """The words of a title that somebody has `said`. Raises Faulty if they are none."""
    if not words or _written(words) is None:
        raise refused(f"{said}: is no title; write words, in one line")
    return words


def _written(words: str) -> str | None:
    """Words as YAML, in quotes where they need them, or None if they cannot be written in one line."""
    with suppress(UnicodeEncodeError):
        for one in (words, json.dumps(words, ensure_ascii=False)):
            source = understood(f"a: {one}\n".encode(), "")
            if isinstance(source, Source) and source.data == {"a": words} and "\n" not in source.text.strip():
                return one
    return None


def _text(now: Now, collection: str, schema: dict[str, Any], given: Given) -> str:
    required = schema.get("required", [])
    empty: list[str] = []
    for name in required:
        lacking = [tag for tag in _questions(now, schema) if tag not in given] if name == "title" else [""]
        empty += [name] if "" in lacking or not given else [f"{name}.{tag}" for tag in lacking]
    lines = [
        *_modeline(now, collection),
        f"# To fill in: {', '.join(empty)}." if empty else "# There is nothing that must be filled in.",
        "# What is optional is commented out. `build.py check` names what is still empty; then delete these comments.",
    ]
    for name, part in schema.get("properties", {}).items():
        lines += _field(now, name, part, given if name == "title" else {}, wanted=name in required, top=True)
    return "\n".join([*lines, ""])


def _modeline(now: Now, collection: str) -> list[str]:
    """The line that tells editors of the schema, as the other entries have it."""
    for source in now.sources:
        if source.collection == collection and source.text.startswith(MODELINE):
            return [source.text.partition("\n")[0].rstrip()]
    name = f"schemas/{collection}.schema.json"
    return [f"{MODELINE}../../{name}"] if (now.project / name).is_file() else []


def _field(now: Now, name: str, part: dict[str, Any], given: Given, *, wanted: bool, top: bool = False) -> list[str]:
    """A field to be filled in, with what is known of it beside it, or the same as a comment."""
    value, inside = _value(now, part, given)
    hint = _hint(now, part, top=top)
    head = f"{name}:{f' {value}' if value else ''}{f'  # {hint}' if hint else ''}"
    lines = [head, *(f"  {line}" for line in inside)]
    return lines if wanted else [f"# {line}" for line in lines]


def _value(now: Now, part: dict[str, Any], given: Given) -> tuple[str, list[str]]:
    """What stands behind the name of a field, and the lines below it."""
    schema = now.shapes.resolve(part)
    if schema.get("type") == "array":
        value, inside = _value(now, now.shapes.items(schema), {})
        if not inside:
            return "[]", []
        item = [f"- {inside[0]}", *(f"  {line}" for line in inside[1:])]
        return "", item * schema.get("minItems", 1)
    if schema.get("type") == "object":
        parts = schema.get("properties", {})
        wanted = schema.get("required") or list(parts)[:1]
        lines: list[str] = []
        for name, one in parts.items():
            said = {"": given[name]} if name in given else {}
            lines += _field(now, name, one, said, wanted=name in wanted or bool(said))
        return "", lines
    return (_written(given[""]) or "") if "" in given else "", []


def _hint(now: Now, part: dict[str, Any], *, top: bool) -> str:
    """What a field is, and what may stand there."""
    schema = now.shapes.resolve(part)
    said = schema.get("description", "") if top else part.get("description", "")
    facts = [" ".join(said.split())] if said else []
    if "enum" in schema:
        facts.append(f"one of: {', '.join(map(str, schema['enum']))}")
    if schema.get("type") == "boolean":
        facts.append("true or false")
    target = schema.get("refersTo")
    if target == "*":
        some = next((f"{one.collection}/{one.id}" for one in now.sources if one.collection in now.collections), "")
        facts.append("written collection/id" + (f", such as {some}" if some else ""))
    elif target:
        ids = [one.id for one in now.sources if one.collection == target]
        few = len(ids) <= SHOWN
        shown = ", ".join(ids if few else ids[:2])
        facts.append(f"from data/{target}/" + (f"{':' if few else ', such as'} {shown}" if ids else ""))
    return "; ".join(facts)
