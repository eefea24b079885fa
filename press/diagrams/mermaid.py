"""Graph -> Mermaid source. The only module that knows Mermaid's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from press.book import Entry
from press.diagrams.graph import Graph, Node

# Characters that change meaning inside a label, and words that start a statement even inside quotes
# (`direction` does so anywhere). Found by rendering hostile labels with mermaid 11 and comparing the text.
_DROP = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
# Mermaid undoes the encoding of these before it reads them as a line break, icons and maths: a word joiner parts them.
_UNDONE = re.compile(r"\\(?=n)|\bfa[a-z]?(?=:)|\$(?=\$)")
_ENCODE = set('"#&<>`;\\$%{}@~:*_|')
_WORDS = re.compile(
    r"(?i)direction|(?<![a-z0-9])(?:title|section|end|subgraph|note|state|class|click|style|acctitle|accdescr"
    r"|participant|loop|opt|alt|and|else|par|rect|break|critical|box|graph|flowchart|default|linkstyle|call|href)"
    r"(?![a-z0-9])"
)
_TITLE_COLUMNS = {"TB": 24, "LR": 14}
"""From which width a title is broken, so that a diagram stays legible on a phone 390 px wide."""
_HERE = re.compile(r"\n  class ([N0-9,]+) here$")
_UP = re.compile(r'(\n  click N\d+ ")((?:\.\./)*)')


def balanced(text: str, columns: int) -> list[str]:
    """The text on one line, or on two of like width if it is wider than `columns` (a wide letter counts two)."""
    places = [index for index, letter in enumerate(text) if letter == " "]
    if _width(text) <= columns or not places:
        return [text]
    middle = min(places, key=lambda index: abs(_width(text[:index]) - _width(text[index:])))
    return [text[:middle], text[middle + 1 :]]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def encode(text: str) -> str:
    """The text such that Mermaid shows it letter by letter, on one line."""
    line = " ".join(_DROP.sub("", unicodedata.normalize("NFC", text)).split())
    line = _UNDONE.sub("\\g<0>\u2060", line)
    keywords = {match.start() for match in _WORDS.finditer(line)}
    out = "".join(
        f"#{ord(letter)};" if letter in _ENCODE or index in keywords else letter for index, letter in enumerate(line)
    )
    return out or "#160;"


def to_mermaid(graph: Graph, link: Callable[[Entry], str]) -> str:
    """The diagram as a flowchart; `link(entry)` is the address of an entry."""
    lines = [
        f"flowchart {graph.direction}",
        f"  accTitle: {encode(graph.title)}",
        f"  accDescr: {encode(graph.description)}",
    ]
    for node in sorted(graph.nodes, key=lambda node: not graph.tied(node)):
        title = [f"<b>{encode(part)}</b>" for part in balanced(node.entry.name, _TITLE_COLUMNS[graph.direction])]
        label = "<br/>".join([*title, *map(encode, node.lines)])
        lines.append(f'  {node.key}["{label}"]')
    for node in graph.nodes:
        for arrow in node.arrows:
            line = "-.->" if node.dashed or arrow.to.dashed else "-->"
            words = f'|"{encode(arrow.label)}"|' if arrow.label else ""
            lines.append(f"  {node.key} {line}{words} {arrow.to.key}")
    for node in graph.nodes:
        lines.append(f'  click {node.key} "{link(node.entry)}"')
        lines.append(f"  class {node.key} colour{node.colour}")
        if node.dashed:
            lines.append(f"  class {node.key} dashed")
    return "\n".join(lines)


def with_here(source: str, here: Iterable[Node]) -> str:
    """The source of a diagram with the boxes marked that are "here"."""
    keys = ",".join(node.key for node in here)
    return f"{source}\n  class {keys} here" if keys else source


def neutral(source: str) -> str:
    """The source as every page of a language shares it: links from the language's root, no box marked."""
    return _UP.sub(r"\1", _HERE.sub("", source.strip()))


def way_up(source: str) -> str:
    """The `../` that lead from the page of a source to its language's root."""
    found = _UP.search(source)
    return found[2] if found else ""


def marked(source: str) -> list[str]:
    """The boxes that a source marks as "here"."""
    found = _HERE.search(source.strip())
    return found[1].split(",") if found else []
