"""The parsers of Python-Markdown and of Material's search, quicker and with the same results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

import markdown
from markdown.inlinepatterns import build_inlinepatterns
from markdown.treeprocessors import InlineProcessor
from material.plugins.search import plugin as search
from mkdocs.structure import pages

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[a-z][-a-z0-9]*(?:=\"[^\"<>]*\")?)*)\s*(/?)>|<!--[^-<>]*-->")
_ATTRIBUTE = re.compile(r"([a-z][-a-z0-9]*)(?:=\"([^\"]*)\")?")
_RAW = {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"}
"""Elements whose content a browser does not read as HTML."""
_MARK = re.compile(r"[`\\\[!<&*_]|  \n")
"""What each of Python-Markdown's own inline patterns needs to find anything."""


class _Inline(InlineProcessor):
    """Python-Markdown's search for inline marks, spared for texts that cannot have any."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.inlinePatterns = list(md.inlinePatterns)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if not _MARK.search(data):
            return data
        return super()._InlineProcessor__handleInline(data, patternIndex)


class _Words(search.Parser):
    """Material's reader of a page for the search index, fed by one regular expression where the HTML is plain."""

    def feed(self, html: str) -> None:
        tokens = _TAG.split(html)
        texts = tokens[::5]
        if any("<" in text for text in texts) or not _RAW.isdisjoint(tokens[2::5]):
            super().feed(html)
            return
        for text, end, name, attributes, closed in zip(
            texts, *(tokens[column::5] + [None] for column in range(1, 5)), strict=True
        ):
            if text:
                self.handle_data(unescape(text) if "&" in text else text)
            if name is None:
                continue
            if end:
                self.handle_endtag(name)
                continue
            pairs = [
                (key, (unescape(value) if "&" in value else value) if f'{key}="' in attributes else None)
                for key, value in _ATTRIBUTE.findall(attributes)
            ]
            self.handle_starttag(name, pairs)
            if closed:
                self.handle_endtag(name)


class OneParser:
    """Stands for the module `markdown` where MkDocs looks for it, and hands out one parser again and again, reset."""

    def __init__(self) -> None:
        self._parser: markdown.Markdown | None = None

    def Markdown(self, **options: Any) -> markdown.Markdown:
        if self._parser is None:
            self._parser = markdown.Markdown(**options)
            known = {(type(one), one.pattern) for one in build_inlinepatterns(self._parser)}
            if all((type(one), one.pattern) in known for one in self._parser.inlinePatterns):
                self._parser.treeprocessors.register(_Inline(self._parser), "inline", 20)
        return self._parser.reset()

    def __getattr__(self, name: str) -> Any:
        return getattr(markdown, name)


@contextmanager
def quick(parser: OneParser) -> Iterator[None]:
    """Puts the quicker parsers where MkDocs and Material look for theirs."""
    before = pages.markdown, search.Parser  # type: ignore[attr-defined]
    pages.markdown, search.Parser = parser, _Words  # type: ignore[attr-defined]
    try:
        yield
    finally:
        pages.markdown, search.Parser = before  # type: ignore[attr-defined]
