"""HTML and the fragment of an address -> whether the page has that place."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import unquote


def pointed(fragment: str) -> bool:
    """Whether a fragment names a place of a page: not the text or the route that some begin a fragment with."""
    return bool(fragment) and fragment[0] not in ":!/"


def has(page: str, fragment: str) -> bool:
    """Whether a browser would find the place in the page as it came (HTML Living Standard, scrolling to a fragment)."""
    places = _Places()
    places.feed(page)
    return not {fragment, unquote(fragment)}.isdisjoint(places.found) or unquote(fragment).lower() == "top"


class _Places(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name == "id" or (tag, name) == ("a", "name")}
