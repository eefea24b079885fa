"""A page in one language -> what schema.org has to say of it, as JSON-LD without its addresses.

Addresses depend on where the site is published, so the theme adds them: that of the page, and behind the last name
that of the page above it. The names are those of schema.org.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from press.book import Collection, Entry
from press.shapes import TERM

SITE, ARTICLE, DEFINED = "WebSite", "TechArticle", "DefinedTerm"


def type_of(page: Entry | Collection) -> str:
    """What schema.org calls such a page."""
    if isinstance(page, Collection):
        return "DefinedTermSet" if page.about == TERM else "CollectionPage"
    return DEFINED if page.collection.about == TERM else ARTICLE


def describe(type_: str, title: str, others: Sequence[str], summary: str | None, language: str) -> str:
    """What a page is: the inside of a JSON object that wants the address of the page above as its last value.

    `others` are its other names. The text is safe inside `<script>`: it has no `<`, so nothing in it can end the
    element (HTML Standard, 4.12.1.3, restrictions for contents of script elements).
    """
    members: dict[str, Any] = {"@type": type_, "name": title}
    if type_ == ARTICLE:
        members["headline"] = title
    if others:
        members["alternateName"] = list(others)
    if summary:
        members["description"] = summary
    if type_ != DEFINED:  # schema.org gives a term no language, only its set
        members["inLanguage"] = language
    above = "inDefinedTermSet" if type_ == DEFINED else "isPartOf"
    return f"{json.dumps(members, ensure_ascii=False)[1:-1]}, {json.dumps(above)}".replace("<", r"\u003c")
