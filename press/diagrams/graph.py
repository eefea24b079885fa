"""Book -> Graphs. Turns the relations that a diagram names into boxes and arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from press.book import Book, Entry, Text

GRAPH = "<graph>"
"""What a page reads of a diagram: all that it shows."""


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


@dataclass(frozen=True, eq=False)
class Graph:
    """A diagram in one language, as boxes that know their arrows."""

    id: str
    title: Text
    description: Text
    direction: str
    shown_on: Sequence[str]
    nodes: list[Node]

    @property
    def said(self) -> list[Any]:
        """All that it shows, and how its texts stand, as plain values."""
        boxes = [
            [node.entry.address, node.entry.name, node.entry.path, node.key, node.lines, node.colour, node.dashed]
            + [[arrow.to.key, arrow.label, getattr(arrow.label, "state", None)] for arrow in node.arrows]
            for node in self.nodes
        ]
        return [self.title, self.title.state, self.description, self.description.state, self.direction, boxes]

    @cached_property
    def paths(self) -> set[str]:
        """The pages that it leads to."""
        return {node.entry.path for node in self.nodes}

    def tied(self, node: Node) -> bool:
        """Whether an arrow leaves or reaches a box. Those that are tied are drawn first, clear of the others."""
        return bool(node.arrows) or any(arrow.to is node for other in self.nodes for arrow in other.arrows)

    @property
    def listed(self) -> list[Node]:
        """The boxes that a list of the diagram has to name: those that no arrow of another has named yet."""
        reached = {id(arrow.to) for node in self.nodes for arrow in node.arrows}
        return [node for node in self.nodes if node.arrows or id(node) not in reached]


@dataclass(frozen=True)
class Near:
    """The diagram whose boxes are closest to an entry, how many relations away they are, and which."""

    graph: Graph
    distance: int
    nodes: list[Node]


def make_graphs(book: Book) -> list[Graph]:
    """The diagrams of a book, in the order of their ids."""
    return [_graph(entry, book) for entry in book.diagrams]


def nearest(graphs: Sequence[Graph]) -> dict[str, Near]:
    """What is near to each entry, by address. An entry that is itself a box is at distance 0.

    Of diagrams that are equally close, the one with the fewest boxes counts, then the first. One search from all
    boxes at once; relations through entries without a page of their own do not count.
    """
    Box = tuple[int, Node]
    reached: dict[str, dict[int, Box]] = {}
    ring: dict[str, Entry] = {}
    for number, graph in enumerate(graphs):
        for node in graph.nodes:
            reached.setdefault(node.entry.address, {})[id(node)] = number, node
            ring[node.entry.address] = node.entry
    distances = dict.fromkeys(ring, 0)
    distance = 0
    while ring:
        distance += 1
        following: dict[str, Entry] = {}
        for address, entry in ring.items():
            if entry.collection.one_page:
                continue
            for other in entry.neighbours:
                if distances.setdefault(other.address, distance) == distance:
                    following[other.address] = other
                    reached.setdefault(other.address, {}).update(reached[address])
        ring = following
    return {address: _nearest(graphs, list(boxes.values()), distances[address]) for address, boxes in reached.items()}


def _nearest(graphs: Sequence[Graph], boxes: Sequence[tuple[int, Node]], distance: int) -> Near:
    found: dict[int, list[Node]] = {}
    for number, node in boxes:
        found.setdefault(number, []).append(node)
    number = min(found, key=lambda number: (len(found[number]), number))
    return Near(graphs[number], distance, sorted(found[number], key=lambda node: node.key))


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
            if id(one) not in nodes:
                continue
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
        value = value.get(name) if isinstance(value, Mapping) else None
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
