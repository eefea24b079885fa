"""Generated Markdown -> Record: what the search knows of a page. The only module that reads Markdown back."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import Any

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_ASIDE = re.compile(
    r'^```.*?^```$|<details class="twin".*?</details>|<div class="twin".*?^</div>$|<nav class="pager".*?</nav>'
    r'|<p class="(?:kicker|names|letters|standing)".*?</p>|<figcaption.*?</figcaption>|<math.*?</math>',
    re.S | re.M,
)
_HEADING = re.compile(r"^#{1,6} (.*?) \{ #([^\s}]+) \}$", re.M)
_LINK = re.compile(r"\[(?<!\\\[)((?:\\.|[^\]\\])*)\]\([^()]*\)")
_START = re.compile(r"^(?:\s*(?:-|\d+\.|:|>) +|\|[-| ]+$)", re.M)
_MARKUP = re.compile(r'<small class="state .*?</small>|</?[a-z][^<>]*>|\{ [^{}]*\}|\*\*|`(?<!\\`)')
_ESCAPED = re.compile(r"\\([^a-zA-Z0-9\s])")
_ALIAS = re.compile(r"(.*?)\s*\(([^()]*)\)")

GATHERING = {"home", "overview", "list"}
Section = tuple[str, str, str]
"""The id, heading and text of a section; before the first heading both are empty."""
Name = tuple[int, str, str]
"""How good a name is (0: the title, 1: another name, 2: a heading on a page of many), its words, and its place."""


@dataclass(frozen=True)
class Record:
    """A page as the search knows it."""

    url: str
    title: str
    names: list[Name]
    sections: list[Section]
    gathers: bool = False
    """Whether it repeats what other pages say: the home page, overviews and lists."""


def read(markdown: str, url: str) -> Record:
    """The record of a generated page. `url` is its address from the root of its language."""
    said, start = _head(markdown)
    title = _title(said)
    kind = said.get("kind", "")
    parts = _HEADING.split(_ASIDE.sub("", markdown[start:]))
    top = "" if kind == "a-z" else parts[3] if len(parts) > 3 else parts[0]
    lead, _, rest = top.rpartition("\n{ .lead }\n")
    sections = [("", "", words) for words in (plain(lead), plain(rest)) if words] or [("", "", "")]
    for heading, place, text in () if kind == "a-z" else zip(parts[4::3], parts[5::3], parts[6::3], strict=True):
        sections.append((place, plain(heading), plain(text)))
    names = [title, *_json(said.get("# names"), [])]
    for match in filter(None, map(_ALIAS.fullmatch, list(names))):
        names += match.groups()
    found: list[Name] = [(0, title, "")]
    known = {title.casefold()}
    for name in names:
        if name and name.casefold() not in known:
            known.add(name.casefold())
            found.append((1, name, ""))
    if kind == "list":
        found += [(2, heading, place) for place, heading, _ in sections if place]
    return Record(url, title, found, sections, kind in GATHERING)


def title_of(markdown: str) -> str:
    """The title of a page."""
    return _title(_head(markdown)[0])


def headings(markdown: str) -> list[tuple[str, str]]:
    """The id and the words of each heading of a page."""
    return [(place, plain(heading)) for heading, place in _HEADING.findall(markdown)]


def words(markdown: str) -> str:
    """All words of a page but those that help to find the way."""
    return plain(_ASIDE.sub("", markdown[_head(markdown)[1] :]))


def _head(markdown: str) -> tuple[dict[str, str], int]:
    """What the front matter of a page says, by its names, and where it ends."""
    front = _FRONT.match(markdown)
    lines = front[1].split("\n") if front else []
    return dict(line.partition(": ")[::2] for line in lines), front.end() if front else 0


def _title(said: dict[str, str]) -> str:
    return html.unescape(_json(said.get("title"), ""))


def _json(text: str | None, default: Any) -> Any:
    try:
        value = default if text is None else json.loads(text)
    except ValueError:  # a template of the project wrote it in another way that YAML allows
        value = text
    return value if isinstance(value, type(default)) else default


def plain(markdown: str) -> str:
    """The words of some Markdown that the generator printed, on one line."""
    text = _MARKUP.sub(" ", _START.sub(" ", _LINK.sub(r"\1", markdown))).replace(" | ", " · ").strip("| \n")
    return " ".join(html.unescape(_ESCAPED.sub(r"\1", text)).split())
