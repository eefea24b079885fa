"""Two states of a project -> what changed for readers: entries, words in each language, translations, addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from press.check import read_languages
from press.links import lock
from press.load import understood, unread
from press.model import GRAPHS, LOCK, Faulty, Place, Problem, Source, dotted

SITE, RETIRED, USAGE = "data/site.yml", "data/retired.yml", "data/usage.yml"


@dataclass(frozen=True)
class Change:
    """A field that says something else: in one language or, if `lang` is empty, in all. None stands for nothing."""

    entry: str
    field: str
    lang: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Stale:
    """A text that was changed in some languages while the others stayed."""

    entry: str
    field: str
    changed: tuple[str, ...]
    behind: tuple[str, ...]


@dataclass(frozen=True)
class Move:
    """What is now found elsewhere; nowhere if `to` is empty."""

    name: str
    to: str


@dataclass(frozen=True)
class Changes:
    """All that is different. Entries are named collection/id, other files of data/ by their name."""

    added: list[str]
    renamed: list[Move]
    retired: list[Move]
    removed: list[str]
    changed: list[Change]
    stale: list[Stale]
    addresses_added: list[str]
    addresses_moved: list[Move]
    addresses_dropped: list[str]
    titles: dict[str, Any]
    """What the entries that are named are called, in every language."""


class State:
    """A project at one time, read as far as it is asked for."""

    def __init__(self, files: Mapping[str, bytes], when: str = "") -> None:
        """`files` has data/ and links.lock by path; `when` stands before the paths in messages."""
        self.files, self.when = files, when

    def data(self, name: str) -> Any:
        """What a data file says. Raises Faulty if it cannot be read."""
        source = understood(self.files[name], name)
        if isinstance(source, Problem):
            raise Faulty([Problem(f"{self.when}{name}", source.line, source.column, "", source.message, source.code)])
        return source.data

    @cached_property
    def names(self) -> dict[str, str]:
        """The path of each data file by the name of what it holds."""
        told = self.files.keys() - {RETIRED, USAGE}
        paths = [path for path in self.files if path in told and path.startswith("data/") and path.endswith(".yml")]
        return {path.removeprefix("data/").removesuffix(".yml"): path for path in paths}

    @cached_property
    def tags(self) -> list[str]:
        """The tags of its languages. Raises Faulty."""
        if SITE not in self.files:
            raise Faulty(
                [Problem(f"{self.when}{SITE}", 0, 0, "", "is missing; there is nothing to compare with", "E804")]
            )
        self.data(SITE)
        return [one.tag for one in read_languages([_source(self.files[SITE])])[0]]

    @cached_property
    def lock(self) -> lock.Lock:
        """Its released addresses. Raises Faulty."""
        return lock.read(self.files.get(LOCK, b"").decode("utf-8", "replace"))

    @cached_property
    def retired(self) -> list[str]:
        """The entries that are no more and have no successor."""
        rows = self._said(RETIRED).get("entries")
        return [row["was"] for row in rows if isinstance(row, dict) and "was" in row] if isinstance(rows, list) else []

    def _said(self, name: str) -> dict[str, Any]:
        """The fields of a data file, if it is there and has any. Raises Faulty if it cannot be read."""
        data = self.data(name) if name in self.files else {}
        return data if isinstance(data, dict) else {}

    def address(self, entry: str) -> str:
        """Where an entry is found below the folder of a language."""
        collection, _, id_ = entry.partition("/")
        slug, single = collection.replace("_", "-"), self._said(f"data/{collection}.yml").get("one_page")
        return f"/{slug}/#{id_}" if single else f"/{slug}/{id_}/"


def _source(raw: bytes) -> Source:
    return unread(SITE, lambda: raw)


def changes(old: State, new: State) -> Changes:
    """What readers see of the difference between two states of a project. Raises Faulty."""
    gone = [name for name in old.names if name not in new.names]
    come = [name for name in new.names if name not in old.names]
    renamed = _renamed(old, new, gone, come)
    came_from = {move.to: move.name for move in renamed}
    retired = [
        Move(name, _successor(old, new, name))
        for name in gone
        if name not in came_from.values() and _leads_on(old, new, name)
    ]
    left = {move.name for move in (*renamed, *retired)}
    tags = list(dict.fromkeys([*new.tags, *old.tags]))
    changed: list[Change] = []
    stale: list[Stale] = []
    for name, path in new.names.items():
        before = old.names.get(came_from.get(name, name))
        if before is None or old.files[before] == new.files[path]:
            continue
        for place, was, now in _pairs(old.data(before), new.data(path), (), tags):
            field = dotted(place)
            if not all(one is None or _is_text(one, tags) for one in (was, now)):
                changed.append(Change(name, field, "", was, now))
                continue
            was, now = was or {}, now or {}
            both = [tag for tag in tags if isinstance(was.get(tag), str) and isinstance(now.get(tag), str)]
            differ = [tag for tag in tags if was.get(tag) != now.get(tag)]
            changed += [Change(name, field, tag, was.get(tag), now.get(tag)) for tag in differ]
            behind = tuple(tag for tag in both if tag not in differ)
            if behind and (fresh := tuple(tag for tag in both if tag in differ)):
                stale.append(Stale(name, field, fresh, behind))
    named = {*come, *gone, *(one.entry for one in changed)}
    return Changes(
        [name for name in come if name not in came_from],
        renamed,
        retired,
        [name for name in gone if name not in left],
        changed,
        stale,
        [one for one in new.lock if one not in old.lock and not new.lock[one].to],
        [
            Move(one, line.to)
            for one, line in new.lock.items()
            if line.to and (one not in old.lock or old.lock[one].to != line.to)
        ],
        [one for one in old.lock if one not in new.lock],
        {name: _title(new if name in new.names else old, name) for name in sorted(named)},
    )


def _title(state: State, name: str) -> Any:
    data = state.data(state.names[name])
    return data.get("title", "") if isinstance(data, dict) else ""


def is_entry(name: str) -> bool:
    """Whether a data file is an entry, and no collection, diagram or the like."""
    return "/" in name and not name.startswith(f"{GRAPHS}/")


def _renamed(old: State, new: State, gone: Sequence[str], come: Sequence[str]) -> list[Move]:
    """Entries that have another id now: the lock says so or, before a release, they say the same."""
    found: list[Move] = []
    free = list(come)
    for name in gone:
        end = new.lock[there].to if (there := old.address(name)) in new.lock else ""
        near = [one for one in free if one.partition("/")[0] == name.partition("/")[0] and "/" in one]
        same = next((one for one in near if is_entry(one) and end and new.address(one) == end), None) or next(
            (one for one in near if _alike(old, name, new, one)), None
        )
        if same:
            found.append(Move(name, same))
            free.remove(same)
    return found


def _alike(old: State, name: str, new: State, other: str) -> bool:
    """Whether two entries are the same but for their ids."""
    return old.files[old.names[name]] == new.files[new.names[other]] or bool(
        (title := _title(old, name)) and title == _title(new, other)
    )


def _leads_on(old: State, new: State, name: str) -> bool:
    line = new.lock.get(old.address(name)) if is_entry(name) else None
    return name in new.retired or bool(line and line.to)


def _successor(old: State, new: State, name: str) -> str:
    line = new.lock.get(old.address(name))
    return lock.named(line.to) if line and line.to else ""


def _is_text(value: Any, tags: Sequence[str]) -> bool:
    """Whether it says something in one or more languages."""
    return isinstance(value, dict) and bool(value) and value.keys() <= set(tags)


def _pairs(before: Any, after: Any, place: Place, tags: Sequence[str]) -> Iterator[tuple[Place, Any, Any]]:
    """The smallest parts that differ: words, texts with all their languages, lists of words."""
    if _said(before) == _said(after):
        return
    some = [one for one in (before, after) if one is not None]
    if all(isinstance(one, dict) and not _is_text(one, tags) for one in some):
        was, now = before or {}, after or {}
        for key in dict.fromkeys([*now, *was]):
            yield from _pairs(was.get(key), now.get(key), (*place, key), tags)
    elif all(isinstance(one, list) and any(isinstance(item, dict | list) for item in one) for one in some):
        for number, was, now in _matched(before or [], after or []):
            yield from _pairs(was, now, (*place, number), tags)
    else:
        yield place, before, after


def _matched(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[int, Any, Any]]:
    """Items of two lists that belong together, with their number; None beside one that came or went."""
    steps = SequenceMatcher(None, [_said(one) for one in before], [_said(one) for one in after], autojunk=False)
    for what, a, b, c, d in steps.get_opcodes():
        if what == "equal":
            continue
        left = list(range(a, b))
        for number in range(c, d):
            akin = [one for one in left if _leaves(before[one]) & _leaves(after[number])]
            beside = a + number - c
            partner = akin[0] if akin else beside if b - a == d - c and beside in left else None
            if partner is not None:
                left.remove(partner)
            yield number, None if partner is None else before[partner], after[number]
        for one in left:
            yield one, before[one], None


def _leaves(value: Any, place: Place = ()) -> frozenset[tuple[Place, str]]:
    """The words of a value, each with its place in it."""
    if isinstance(value, dict):
        return frozenset().union(*(_leaves(part, (*place, key)) for key, part in value.items()))
    if isinstance(value, list):
        return frozenset().union(*(_leaves(part, place) for part in value))
    return frozenset([(place, _said(value))])


def _said(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
