"""Book -> Graphs. Turns the relations that a diagram names into boxes and arrows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from press.book import Book, Entry, Text


@dataclass
class Node:
    """A box: an entry, the lines below its title, its colour (from 1) and whether it may be left out."""

    entry: Entry
    key: str
    lines: list[str]
    colour: int
    dashed: bool
    arrows: list[Arrow] = field(default_factory=list)


@dataclass(frozen=True)
class Arrow:
    """An arrow to another box and the words on it."""

    to: Node
    label: str | None


@dataclass(frozen=True)
class Graph:
    """A diagram in one language, as boxes that know their arrows."""

    id: str
    title: Text
    description: Text
    direction: str
    shown_on: Sequence[str]
    nodes: list[Node]

    def tied(self, node: Node) -> bool:
        """Whether an arrow leaves or reaches a box. Those that are tied are drawn first, clear of the others."""
        return bool(node.arrows) or any(arrow.to is node for other in self.nodes for arrow in other.arrows)

    @property
    def listed(self) -> list[Node]:
        """The boxes that a list of the diagram has to name: those that no arrow of another has named yet."""
        reached = {id(arrow.to) for node in self.nodes for arrow in node.arrows}
        return [node for node in self.nodes if node.arrows or id(node) not in reached]

    def here(self, entry: Entry) -> tuple[int, list[Node]]:
        """How far the nearest boxes are from an entry, counted in relations, and those boxes.

        An entry that is itself a box is at distance 0. Without a way there are no boxes.
        """
        boxes = {id(node.entry): node for node in self.nodes}
        seen, ring, distance = {id(entry)}, [entry], 0
        while ring:
            if found := [boxes[id(one)] for one in ring if id(one) in boxes]:
                return distance, sorted(found, key=lambda node: node.key)
            following: list[Entry] = []
            for one in ring:
                for other in one.neighbours:
                    if id(other) not in seen and not other.collection.one_page:
                        seen.add(id(other))
                        following.append(other)
            ring, distance = following, distance + 1
        return distance, []


def make_graphs(book: Book) -> list[Graph]:
    """The diagrams of a book, in the order of their ids."""
    return [_graph(entry, book) for entry in book.diagrams]


def nearest(graphs: Iterable[Graph], entry: Entry) -> tuple[Graph, int, list[Node]] | None:
    """The diagram whose boxes are closest to an entry, how close, and which boxes; None if none is related."""
    near = [(graph, *graph.here(entry)) for graph in graphs]
    near = [one for one in near if one[2]]
    return min(near, key=lambda one: (one[1], len(one[2]))) if near else None


def _graph(entry: Entry, book: Book) -> Graph:
    nodes: dict[int, Node] = {}
    for number, part in enumerate(entry.data["nodes"], start=1):
        for one in book.collections[part["collection"]].entries:
            if part.get("only") and one.id not in part["only"]:
                continue
            nodes[id(one)] = Node(
                entry=one,
                key=f"N{len(nodes) + 1}",
                lines=[words for path in part.get("lines", []) if (words := " · ".join(_words(_at(one, path))))],
                colour=_colour(one, part["colour"]) if "colour" in part else number,
                dashed=_at(one, part["dashed"]) is True if "dashed" in part else False,
            )
    for part in entry.data["edges"]:
        for one in book.collections[part["collection"]].entries:
            for target, label in _targets(_at(one, part["along"])):
                start, end = (target, one) if part.get("reverse") else (one, target)
                if id(start) in nodes and id(end) in nodes:
                    nodes[id(start)].arrows.append(Arrow(nodes[id(end)], label))
    return Graph(
        entry.id,
        entry.data["title"],
        entry.data["description"],
        entry.data.get("direction", "TB"),
        entry.data.get("shown_on", []),
        list(nodes.values()),
    )


def _at(entry: Entry, path: str) -> Any:
    """What stands at a dotted path such as who.to; None if nothing does."""
    value: Any = entry.data
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _words(value: Any) -> list[str]:
    """A value as short words: titles of entries, headlines, texts."""
    match value:
        case None | bool():
            return []
        case Entry():
            return [value.name]
        case list():
            return [words for part in value for words in _words(part)]
        case {"group": group}:
            return _words(group)
        case {"headline": headline}:
            return [headline]
        case {"to": to}:
            return _words(to)
    return [str(value)]


def _targets(value: Any) -> list[tuple[Entry, str | None]]:
    match value:
        case Entry():
            return [(value, None)]
        case {"to": to}:
            return [(to, value.get("note"))]
        case list():
            return [pair for part in value for pair in _targets(part)]
    return []


def _colour(entry: Entry, path: str) -> int:
    target = _at(entry, path)
    return target.collection.entries.index(target) + 1 if isinstance(target, Entry) else 0
