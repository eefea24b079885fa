"""The parsers of Python-Markdown and of Material's search, quicker and with the same results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.blockparser import BlockParser
from markdown.inlinepatterns import build_inlinepatterns
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString
from material.plugins.search import plugin as search
from mkdocs.structure import pages

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[a-z][-a-z0-9]*(?:=\"[^\"<>]*\")?)*)\s*(/?)>|<!--[^-<>]*-->")
_ATTRIBUTE = re.compile(r"([a-z][-a-z0-9]*)(?:=\"([^\"]*)\")?")
_RAW = {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"}
"""Elements whose content a browser does not read as HTML."""
_MARKS = {
    "backtick": "`",
    "escape": r"\\",
    "reference": r"\[",
    "link": r"\[",
    "image_link": r"!\[",
    "image_reference": r"!\[",
    "short_reference": r"\[",
    "short_image_ref": r"!\[",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
    "em_strong": "[*_]",
}
"""What each of Python-Markdown's own inline patterns needs to find anything."""
_PARAGRAPH = re.compile(r"(?:[^\s\x02#=\-_*+>:|\d][^\n\x02|]*(?:\n|\Z))+(?<!\n)")
"""A block in which no processor but the last, that of paragraphs, finds anything, if it has no `]:` either."""
_KNOWN = {
    "markdown.blockprocessors",
    "markdown.extensions.def_list",
    "markdown.extensions.md_in_html",
    "markdown.extensions.tables",
    "pymdownx.superfences",
}
"""Where the processors come from of which that is true."""


class _Inline(InlineProcessor):
    """Python-Markdown's search for inline marks, spared where a text cannot have any."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.inlinePatterns = list(md.inlinePatterns)
        own = build_inlinepatterns(md)
        marks = {(type(own[name]), own[name].pattern): mark for name, mark in _MARKS.items() if name in own}
        needs = [marks.get((type(one), one.pattern), "") for one in self.inlinePatterns]
        self._find = [re.compile(need).search for need in needs]
        self._find_any = re.compile("|".join(sorted(set(needs)))).search

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString) or not self._find_any(data):
            return data
        start = 0
        while patternIndex < len(self.inlinePatterns):
            matched = False
            if self._find[patternIndex](data):
                pattern = self.inlinePatterns[patternIndex]
                data, matched, start = self._InlineProcessor__applyPattern(pattern, data, patternIndex, start)
            if not matched:
                patternIndex, start = patternIndex + 1, 0
        return data


class _Blocks(BlockParser):
    """Python-Markdown's sorting of blocks, spared for plain paragraphs."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser.md)
        self.blockprocessors, self.state = parser.blockprocessors, parser.state
        for processor in self.blockprocessors:
            processor.parser = self

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:
        paragraph = self.blockprocessors["paragraph"]
        while blocks:
            if _PARAGRAPH.fullmatch(blocks[0]) and "]:" not in blocks[0]:
                paragraph.run(parent, blocks)
                continue
            for processor in self.blockprocessors:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break


class _Element(str):
    """An element as Material's search reads it: its tag, by which it is found and compared, and its attributes."""

    attrs: dict[str, str | None]
    is_excluded = search.Element.is_excluded

    def __new__(cls, tag: str, attrs: dict[str, str | None] | None = None) -> _Element:
        element = super().__new__(cls, tag)
        element.attrs = attrs or {}
        return element

    @property
    def tag(self) -> str:
        return str(self)


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
            self._parser.is_block_level = cache(self._parser.is_block_level)
            self._parser.treeprocessors.register(_Inline(self._parser), "inline", 20)
            blocks = self._parser.parser
            if {type(processor).__module__ for processor in blocks.blockprocessors} <= _KNOWN:
                self._parser.parser = _Blocks(blocks)
        return self._parser.reset()

    def __getattr__(self, name: str) -> Any:
        return getattr(markdown, name)


@contextmanager
def quick(parser: OneParser) -> Iterator[None]:
    """Puts the quicker parsers where MkDocs and Material look for theirs."""
    before = pages.markdown, search.Parser, search.Element  # type: ignore[attr-defined]
    pages.markdown, search.Parser, search.Element = parser, _Words, _Element  # type: ignore[attr-defined]
    try:
        yield
    finally:
        pages.markdown, search.Parser, search.Element = before  # type: ignore[attr-defined]
