"""Prose of the data -> Markdown. The only module that knows the inline marks and what Markdown must not see.

Prose has three marks: [[collection/id]] or [[collection/id|words]] for a link, `code`, and $LaTeX$.
Everything else is text and is printed as it stands.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

_MARK = re.compile(r"\[\[(?P<address>[^\[\]|]*)(?:\|(?P<words>[^\[\]]*))?\]\]|`(?P<code>[^`]+)`|\$(?P<latex>[^$]+)\$")
_TORN = re.compile(r"\[\[|\]\]|\uff3b\uff3b|\uff3d\uff3d")
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_COMMAND = re.compile(r"\\[A-Za-z]+")
_SPECIAL = re.compile(r"([\\`*_\[\]{}|])")
_MATHML = re.compile(
    "math|m(?:row|[ions]|text|space|frac|sqrt|root|style|error|padded|phantom|fenced|enclose|multiscripts)"
    "|m(?:sub|sup|subsup|under|over|underover)|m(?:table|tr|labeledtr|td)"
)
_ACTIVE = {"href", "style", "class", "id"}
_ADDRESS = re.compile(r"https?://[A-Za-z0-9][!#-;=?-Z_a-z~]*")  # in ASCII: particles follow without a space
_LINE_BREAK = re.compile(r"\s*[\r\n]\s*")
_LAST_HASH = re.compile(r"#(?=[#\s]*$)")  # Markdown takes it for the end of a heading
_LINE_START = re.compile(r"^(\s*)(#+|[-+>=~!?:]|\d+(?=[.)]))")


@dataclass(frozen=True)
class Reference:
    """An inline link: the address and words as written, and where in the text it begins."""

    address: str
    words: str | None
    start: int


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: plain words, or a mark. `start` and `end` are those of what stands in it."""

    kind: str
    """text, link, code or latex."""
    words: str
    """What it says; nothing for a link without words of its own."""
    start: int
    end: int
    address: str = ""
    """Where a link leads."""


def pieces(text: str) -> Iterator[Piece]:
    """All of a text in order, cut at its marks."""
    end = 0
    for match in _MARK.finditer(text):
        if end < match.start():
            yield Piece("text", text[end : match.start()], end, match.start())
        end = match.end()
        if match["address"] is None:
            kind = "code" if match["code"] else "latex"
            yield Piece(kind, match[kind], *match.span(kind))
        elif match["words"]:
            yield Piece("link", match["words"], *match.span("words"), match["address"])
        else:
            yield Piece("link", "", *match.span(), match["address"])
    if end < len(text):
        yield Piece("text", text[end:], end, len(text))


def references(text: str) -> Iterator[Reference]:
    """Every inline link of a text, in order."""
    for match in _MARK.finditer(text):
        if match["address"] is not None:
            yield Reference(match["address"], match["words"], match.start())


def formulas(text: str) -> Iterator[tuple[str, int]]:
    """Every formula of a text and where in the text it begins, in order."""
    for match in _MARK.finditer(text):
        if match["latex"] is not None:
            yield match["latex"], match.start("latex")


def torn(text: str) -> Iterator[tuple[str, int]]:
    """The brackets of links that are none, and where in the text they begin, in order."""
    if "[[" in text or "]]" in text or not text.isascii():
        for match in _TORN.finditer(_MARK.sub(lambda mark: " " * len(mark[0]), text)):
            yield match[0], match.start()


def addresses(text: str) -> Iterator[tuple[str, int]]:
    """Every web address that stands outside marks and where in the text it begins, in order.

    Punctuation at its end belongs to the sentence, and so does a bracket that opens before it (GitHub Flavored
    Markdown, 6.9, autolinks).
    """
    for match in _ADDRESS.finditer(_MARK.sub(lambda mark: " " * len(mark[0]), text)):
        found = match[0]
        while found[-1] in "?!.,:;*_~'" or (found[-1] == ")" and found.count(")") > found.count("(")):
            found = found[:-1]
        yield found, match.start()


def to_markdown(text: str, link: Callable[[str, str | None], str]) -> str:
    """The text as one line of Markdown; `link(address, words)` writes the links."""
    text, out, end = text.strip(), [], 0
    for match in _MARK.finditer(text):
        out.append(escape(text[end : match.start()], at_start=end == 0))
        if match["address"] is not None:
            out.append(link(match["address"], match["words"]))
        elif match["code"] is not None:
            out.append(f"`{match['code']}`")
        else:
            # Markdown takes <math> at the start of a line for a block of HTML; <span> keeps it in its sentence.
            out.append(f"<span>{math(match['latex'])}</span>")
        end = match.end()
    return "".join(out) + escape(text[end:], at_start=end == 0)


def to_plain(text: str, title: Callable[[str], str], latex: str = "{}") -> str:
    """The text without marks, for places that take words only; `title(address)` names an entry.

    `latex` says in which frame a formula stands.
    """

    def words(match: re.Match[str]) -> str:
        if match["address"] is not None:
            return match["words"] or title(match["address"])
        return match["code"] or latex.format(match["latex"])

    return " ".join(_MARK.sub(words, text).split())


def escape(text: str, *, at_start: bool = True) -> str:
    """Text such that Markdown shows it letter by letter: no markup, no HTML, no list, no heading."""
    text = _LINE_BREAK.sub(" ", text)
    text = html.escape(_SPECIAL.sub(r"\\\1", text), quote=False)
    text = _LAST_HASH.sub("&#35;", text)
    return _LINE_START.sub(_shield, text) if at_start else text


def _shield(match: re.Match[str]) -> str:
    mark = match[2]
    if mark.isdigit():
        return f"{match[1]}&#{ord(mark[0])};{mark[1:]}"
    return match[1] + "".join(f"&#{ord(letter)};" for letter in mark)


def math(latex: str, *, block: bool = False) -> str:
    """LaTeX as MathML, which browsers draw themselves. Raises ValueError if it is not LaTeX.

    The LaTeX stays in it as an annotation that nobody sees (MathML Core, 5.1), for whoever copies the page.
    """
    from latex2mathml.converter import convert as to_mathml  # few projects have formulas

    braces = _ESCAPED.sub("", latex)
    if braces.count("{") != braces.count("}"):
        raise ValueError("a brace without its other")
    try:
        markup = to_mathml(latex, display="block" if block else "inline")
    except Exception as error:  # latex2mathml raises a dozen unrelated types for a wrong formula
        raise ValueError(f"{type(error).__name__}") from error
    if "&#x0005C;" in markup or "<mi>\\" in markup:
        raise ValueError("unknown command")
    _refuse_html(markup)
    head, _, formula = markup.removesuffix("</math>").partition(">")
    source = html.escape(" ".join(latex.split()), quote=False)
    annotation = f'<annotation encoding="application/x-tex">{source}</annotation>'
    markup = f"{head}><semantics>{formula}{annotation}</semantics></math>"
    if block:  # a wide formula scrolls, so it must be within reach of the keyboard
        markup = markup.replace("<math ", '<math tabindex="0" ', 1)
    return re.sub(r"[*_`\[\]{}\\|]", lambda match: f"&#{ord(match[0])};", markup)


def unknown_command(latex: str) -> tuple[str, int] | None:
    """The first command that is not known, and where in the LaTeX it begins."""
    for match in _COMMAND.finditer(latex):
        try:
            math(match[0])
        except ValueError as error:
            if str(error) == "unknown command":
                return match[0], match.start()
    return None


def _refuse_html(markup: str) -> None:
    """Raises ValueError for what LaTeX commands let through: stray < and &, elements, links, scripts."""
    try:
        elements = list(ElementTree.fromstring(markup).iter())
    except ElementTree.ParseError as error:
        raise ValueError("a stray < or &") from error
    for element in elements:
        name = element.tag.rpartition("}")[2]
        if not _MATHML.fullmatch(name) or any(key.startswith("on") or key in _ACTIVE for key in element.attrib):
            raise ValueError("HTML inside")
