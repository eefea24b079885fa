"""The quicker parsers: whatever they are given, they find what the slower ones find."""

from __future__ import annotations

import markdown
from hypothesis import given, settings
from hypothesis import strategies as st
from material.plugins.search import plugin as search

from press.host.parsers import OneParser, quick

EXTENSIONS = ["attr_list", "def_list", "md_in_html", "tables", "toc", "pymdownx.superfences"]
PIECES = (
    """
# Heading|## 제목 { #id }|Plain words.|한국어 문장이다.|- item|* item|1. one|2) two|10. ten|> quote
: definition|term|| a | b ||| --- | --- ||a | b|--- | ---|=====|-----|***|_ _ _|    code|        deep|```|```mermaid
~~~|[link](x.md)|[link]: x.md|[link][ref]|![image](x.png)|<https://a.example>|<b>bold</b>|<div markdown>|</div>
<details markdown="1">|</details>|<br>|&amp;|&|<!-- comment -->|*emphasis*|**강조**는|__strong__|_x_|a_b_c|`code`
\\*|line  |{ .lead }|{: #x }|[TOC]|\t tab|"quoted"|[[teas/oolong]]|~|+ plus|#hash|2026년
<script>1 < 2</script>|<svg><g id="a"/></svg>|\x02|wzxhzdk:0
""".strip()
    .replace("\n", "|")
    .split("|")
)
DOCUMENTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n", " ", "", "\n    ", "  \n"])))


@settings(max_examples=1500, deadline=None)
@given(DOCUMENTS)
def test_the_parser_of_markdown_gives_the_same_html(pieces):
    text = "".join(piece + gap for piece, gap in pieces)
    options = {"extensions": EXTENSIONS, "extension_configs": {"toc": {"permalink": "#"}}}

    assert PARSER.Markdown(**options).convert(text) == markdown.Markdown(**options).convert(text)


PARSER = OneParser()


def records(html):
    """What Material's search reads in a page."""
    parser = search.Parser()
    parser.feed(html)
    parser.close()
    return [(one.el.tag, one.id, one.title, one.text) for one in parser.data]


@settings(max_examples=1500, deadline=None)
@given(DOCUMENTS)
def test_the_parser_of_the_search_index_finds_the_same_words(pieces):
    html = PARSER.Markdown(extensions=EXTENSIONS).convert("".join(piece + gap for piece, gap in pieces))
    html = f"<h1 id='t'>Title</h1>{html}"
    with quick(PARSER):
        found = records(html)

    assert found == records(html)
