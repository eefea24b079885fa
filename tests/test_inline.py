"""Prose -> Markdown -> HTML with the real Markdown: what is no mark comes out letter by letter."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from tea import ROOT

from press.inline import Reference, escape, formulas, math, references, to_markdown, to_plain

EXTENSIONS = [
    name
    for name in re.findall(
        r"^  ([a-z_.]+):", (ROOT / "mkdocs.base.yml").read_text().split("markdown_extensions:")[1], re.MULTILINE
    )
    if "." not in name and name in ("attr_list", "def_list", "md_in_html", "tables", "toc")
]


class Reader(HTMLParser):
    """Reads a page back: its elements in order, and the words that are seen of them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.words = ""
        self.unseen = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.unseen = tag == "annotation"

    def handle_endtag(self, tag):
        self.unseen = False

    def handle_data(self, data):
        if not self.unseen:
            self.words += data

    def handle_comment(self, data):
        self.elements.append("!--")

    def handle_decl(self, decl):
        self.elements.append("!")

    def handle_pi(self, data):
        self.elements.append("?")


def shown(markdown: str) -> tuple[list[str], str]:
    """The elements and words that a reader gets, white space collapsed as browsers do."""
    page = Reader(Markdown(extensions=EXTENSIONS).convert(markdown))
    return page.elements, " ".join(page.words.split())


def plain(text: str) -> str:
    return to_markdown(text, lambda address, words: f"<{address}>")


HOSTILE = [
    "*a* **b** ***c***",
    "_a_ __b__",
    "a_b_c snake_case",
    "2 * 3 * 4",
    "\\",
    "\\*",
    "a\\\\b",
    "`",
    "a ` b",
    "``a",
    "[a](b)",
    "[a][b]",
    "[a]: b",
    "![a](b)",
    "<a>",
    "</p>",
    "<script>alert(1)</script>",
    "<!-- a -->",
    "<!DOCTYPE html>",
    "<?php ?>",
    "<![CDATA[a]]>",
    "<img src=x onerror=alert(1)>",
    "a < b > c",
    "a <b",
    "&amp;",
    "&lt;b&gt;",
    "&#35;",
    "AT&T",
    "a & b",
    "<https://a.example>",
    "<a@b.example>",
    "https://a.example/?a=b&c=d",
    "# a",
    "#a",
    "C#",
    "a # ",
    "a ##  ",
    "####### a",
    "## a ##",
    "a { #b }",
    "a {: .b }",
    "{ .lead }",
    "{#a}",
    "{:a}",
    "- a",
    "* a",
    "+ a",
    "1. a",
    "1) a",
    "12. a",
    "0. a",
    "1.",
    "-",
    "*",
    "+",
    "-- a",
    "---",
    "***",
    "___",
    "- - -",
    "* * *",
    "===",
    "= a",
    "> a",
    ">a",
    ">> a",
    ": a",
    ":a",
    ":   a",
    "! a",
    "!!! note",
    "??? note",
    "~ a",
    "~~~",
    "~~a~~",
    "```",
    "```mermaid",
    "    a",
    "\ta",
    "| a | b |",
    "a | b",
    "|---|",
    "a|b\n-|-",
    "a\n- b",
    "a\n# b",
    "a\n===",
    "a\n---",
    "a  \nb",
    "a\n\nb",
    "a\n    b",
    "term\n: b",
    "[^1]",
    "[^1]: a",
    "*[HTML]: a",
    "[TOC]",
    "[ ] a",
    "- [x] a",
    "$",
    "a $ b",
    "$$",
    "$5 and",
    "[[",
    "]]",
    "[[a",
    "[a]]",
    "[[]",
    "{{ a }}",
    "{% a %}",
    "{# a #}",
    "{}",
    "}{",
    "\u200b- a",
    "\u00a0- a",
    " - a",
    " # a",
    "가 - 나",
    "1.5 a",
    "1.a",
    "1 . a",
    "－ a",
    "＃ a",
    "3.14. a",
    "2024. 4. 18.",
    "٣. a",
    "²) a",
    "A. a",
    "a)",
    "\"a\" 'b'",
    "a\u2028b",
    "\ufeff# a",
    "wzxhzdk:0",
    "klzzwxh:0001",
    "é\u0301",
    "👩‍👩‍👧",
    'markdown="1"',
    "<div markdown>",
    "a<br>b",
    "&",
    "&&",
    "&a",
    "&a;",
    "&nbsp;",
    "<",
    ">",
    "=",
    "~",
    "!",
    "?",
    ":",
    "#",
    "? a",
    "?a",
    "%%",
    "^a^",
    "H~2~O",
    "==a==",
    "++a++",
    "--a--",
    "(c) (tm)",
    ":smile:",
    "a -- b",
    "...",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_letter_by_letter_as_a_paragraph(text):
    assert shown(plain(text)) == (["p"], " ".join(text.split()))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_letter_by_letter_in_every_place_that_templates_have(text):
    word = " ".join(text.split())
    inside = plain(text)

    assert [
        shown(f"{inside}\n{{ .lead }}"),
        shown(f"# {inside}"),
        shown(f"- {inside}\n- {inside}"),
        shown(f"1. {inside}"),
        shown(f"> {inside}"),
        shown(f"term\n:   {inside}"),
        shown(f'| a | b |\n| --- | --- |\n| {inside} {{ data-label="x" }} | c |'),
        shown(f"<p markdown>{inside}</p>"),
        shown(f"[{escape(text, at_start=False)}](a.md)"),
    ] == [
        (["p"], word),
        (["h1"], word),
        (["ul", "li", "li"], f"{word} {word}"),
        (["ol", "li"], word),
        (["blockquote", "p"], word),
        (["dl", "dt", "dd"], f"term {word}"),
        (["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"], f"a b {word} c"),
        (["p"], word),
        (["p", "a"], word),
    ]


PRINTABLE = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=40)
MARKUP = st.text(st.sampled_from("*_`[](){}<>#+-.!|~=:&;\\/'\"$^?0123456789 \nab가"), max_size=24)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.one_of(PRINTABLE, MARKUP))
@example("0 a")
def test_any_text_without_marks_is_shown_letter_by_letter(text):
    text = re.sub(r"[`$]|\[\[", "", text)
    word = " ".join(text.split())

    assert shown(plain(text)) == (["p"] if word else [], word)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(MARKUP)
def test_any_text_without_marks_is_shown_letter_by_letter_in_the_middle_of_a_line(text):
    word = " ".join(f"a{text}b".split())

    assert shown(f"a{escape(text, at_start=False)}b") == (["p"], word)


def test_the_extensions_here_are_those_of_the_site():
    assert EXTENSIONS == ["attr_list", "def_list", "md_in_html", "tables", "toc"]


def test_a_link_is_written_by_its_writer():
    out = to_markdown(
        "See [[teas/sencha]] and [[teas/oolong|that one]].", lambda address, words: f"({address}:{words})"
    )

    assert out == "See (teas/sencha:None) and (teas/oolong:that one)."


def test_references_know_where_they_begin():
    assert list(references("See [[teas/sencha]] and [[teas/oolong|that one]].")) == [
        Reference("teas/sencha", None, 4),
        Reference("teas/oolong", "that one", 24),
    ]


def test_formulas_know_where_they_begin():
    assert list(formulas("If $x$ then `$z$` and $y^2$, for $5.")) == [("x", 4), ("y^2", 23)]


@pytest.mark.parametrize("text", ["`[[a/b]]`", "$[[a/b]]$", "[[", "[a/b]", "[[a/b", "[[a[b]]"])
def test_what_looks_like_a_link_is_none(text):
    assert list(references(text)) == []


@pytest.mark.parametrize(
    "code", ["a", "<b>", "*a*", "[[a]]", "$a$", "&amp;", "a|b", "\\", "{ #a }", "from_pretrained()"]
)
def test_code_is_shown_as_code_letter_by_letter(code):
    assert shown(plain(f"Use `{code}` here")) == (["p", "code"], f"Use {code} here")


@pytest.mark.parametrize("code", ["a|b", "\\", "a\\|b", "|"])
def test_code_in_a_table_is_shown_as_code_letter_by_letter(code):
    row = plain(f"Use `{code}` here")

    assert shown(f"| a | b |\n| --- | --- |\n| {row} | c |") == (
        ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "code", "td"],
        f"a b Use {code} here c",
    )


def test_a_formula_is_typeset_within_its_sentence():
    elements, words = shown(plain("Then $x_1 < y^2$ holds."))

    assert (elements, words.replace(" ", "")) == (
        ["p", "span", "math", "semantics", "mrow", "msub", "mi", "mn", "mo", "msup", "mi", "mn", "annotation"],
        "Thenx1<y2holds.",
    )


def test_a_formula_at_the_start_stays_within_its_sentence():
    assert shown(plain("$x$ grows")) == (["p", "span", "math", "semantics", "mrow", "mi", "annotation"], "x grows")


@pytest.mark.parametrize("latex", ["x_1 < y^2", r"\begin{matrix} a & b \\ c & d \end{matrix}", r"\text{a|b*}"])
def test_a_formula_keeps_its_latex_for_whoever_copies_it(latex):
    html = Markdown(extensions=EXTENSIONS).convert(plain(f"So ${latex}$."))
    annotation = re.search(r'<annotation encoding="application/x-tex">(.*?)</annotation></semantics></math>', html)

    assert annotation and unescape(annotation[1]) == latex


@pytest.mark.parametrize(
    "latex",
    [
        r"E = mc^2",
        r"\frac{1}{n}\sum_{i=1}^{n} (y_i - \hat{y}_i)^2",
        r"\mathbb{E}[R] \ge 0",
        r"P(A \mid B)",
        r"a_{i,j}^{*}",
        r"\lVert w \rVert^2",
        r"\begin{matrix} a & b \\ c & d \end{matrix}",
        r"x \leftarrow y",
        r"\text{loss} \cdot 2",
    ],
)
def test_a_formula_is_well_formed_and_survives_markdown(latex):
    block = math(latex, block=True)
    elements = [one.tag.rpartition("}")[2] for one in ElementTree.fromstring(block).iter()]

    assert shown(f"{block}\n\nafter")[0] == [*elements, "p"]


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac",
        "{",
        "x^",
        "a_b_c",
        r"\foo",
        r"\begin{matrix}",
        r"\text{<script>alert(1)</script>}",
        r"\text{<b>}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{x}{y}",
        r"\class{x}{y}",
        "a & b",
        r'\color{"><script>}{x}',
    ],
)
def test_what_is_no_formula_is_refused(latex):
    with pytest.raises(ValueError):
        math(latex)


def test_plain_words_have_no_marks():
    assert to_plain("See [[a/b]], [[a/c|that]],\n  `code` and $x$.", {"a/b": "B"}.get) == "See B, that, code and x."


def test_the_marks_of_prose_are_not_marks_in_yaml():
    assert yaml.safe_load("a: Code `x` and $y$ and see [[a/b]]") == {"a": "Code `x` and $y$ and see [[a/b]]"}
