"""Generated Markdown -> clean copies of it, for wikis, programs and language models. The only module that knows GFM.

The pages are written for Python-Markdown and its extensions: wrappers with Markdown inside, attribute lists, definition
lists. A copy says the same words in GitHub Flavored Markdown (version 0.29, https://github.github.com/gfm/) and stands
alone: its links are absolute. Formulas are written as GitHub and GitLab both read them next to any letter
(https://docs.github.com/en/get-started/writing-on-github, "Writing mathematical expressions").
"""

from __future__ import annotations

import html
import json
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urljoin

Address = Callable[[str], str]
"""The absolute address of what a file is published as; the file's path is from the folder of its language."""

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_TITLE = re.compile(r"^title: (.*)$", re.M)
_FENCE = re.compile(r"^( *)(`{3,}|~{3,}) *(\w*).*\n((?:.*\n)*?)\1\2 *$", re.M)
_CLICK = re.compile(r'^( *click \S+ ")([^"]*)', re.M)
_CLASS = re.compile(r"^ *class \S+ (\w+)$", re.M)
_ASIDE = re.compile(
    r"^ *<(nav|script|style)\b.*?</\1> *$|^ *<!--.*?--> *$|^ *<p [^<>]*class=\"former.*?</p> *$", re.S | re.M
)
"""What is not for readers of the whole text: menus, and the ways on from sections that have moved."""
_ROW_RULE = re.compile(r" *\|?(?: *:?-+:? *\|)+(?: *:?-+:?)? *")
_KEPT = r"\\.|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
_WALL = re.compile(
    rf"(?P<kept>{_KEPT})|</?(?:article|aside|details|div|d[dlt]|fig(?:caption|ure)|footer|header|main|p|section|summary)\b"
    r"[^<>]*>"
)
_ATTRIBUTES = r"\{(?:[^{}\"]|\"[^\"]*\")*\}"
_ALONE = re.compile(_ATTRIBUTES)
_ITEM = re.compile(r"([-*+]|\d+\.) +(?=\S)")
_MATH = re.compile(r"<math\b.*?</math>")
_LATEX = re.compile(r'<annotation encoding="application/x-tex">(.*?)</annotation>')
_TOKEN = re.compile(
    r"(?=[\\`\]<{&*~$])(?:\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    rf"|(?P<math>{_MATH.pattern})"
    r"|\]\((?P<target>[^\s()]*)(?P<title>(?: \"[^\"]*\")?)\)"
    r"|<(?P<link>[a-z][a-z0-9+.-]+:[^<>\s]*)>"
    r"|<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<given>\b[^<>]*)>"
    rf"|(?<!\w)(?P<attributes>{_ATTRIBUTES})"
    r"|&\#(?P<digit>4[89]|5[0-7]);(?P<digits>\d*)(?=[.)](?:\s|$))"
    r"|(?P<entity>&\#?\w+;)"
    r"|(?P<stars>\*{1,2})"
    r"|(?P<mark>[~$]))"
)
_SPECIAL = re.compile(r"[\\`\]<{&*~$]")
_TAGS = {"b", "code", "del", "em", "i", "ins", "kbd", "mark", "strong", "sub", "sup"}
"""Elements that GitHub shows as browsers do; of all others only the words are kept."""
_CLASSES = {"dashed": "stroke-dasharray:5", "here": "stroke-width:4px"}
_STRESS = {"*": "em", "**": "strong"}
_SENTENCE_ENDS = tuple(".?!:…。？！：")


def copy(markdown: str, path: str, address: Address) -> str:
    """The clean copy of a page: its title, its address, and then all else that it says.

    Left out are what helps only while browsing (`<nav>`) and what nobody sees (the front matter, comments, scripts).
    Blocks that stand above the title follow it. `path` is that of the page's Markdown, from the folder of its language.
    """
    front = _FRONT.match(markdown)
    blocks = _Cleaner(path, address).clean(markdown[front.end() if front else 0 :])
    place = next((place for place, block in enumerate(blocks) if block.startswith("# ")), None)
    title = f"# {_front_title(front[1] if front else '')}" if place is None else blocks.pop(place)
    return _joined([title, "", f"<{address(path)}>", "", *blocks])


def clean(markdown: str, path: str, address: Address) -> str:
    """Generated Markdown that is no page, as GFM with absolute links. `path` is where its relative links start from."""
    return _joined(_Cleaner(path, address).clean(markdown))


def _front_title(front: str) -> str:
    found = _TITLE.search(front)
    return html.unescape(json.loads(found[1])) if found else ""


def _joined(blocks: list[str]) -> str:
    """The blocks and the empty lines between them, never two in a row."""
    lines = [block for block, above in zip(blocks, ["", *blocks], strict=False) if block or above]
    return "\n".join(lines).strip("\n") + "\n"


def _lines(markdown: str) -> Iterator[tuple[str, bool]]:
    """The lines of some Markdown, each with whether it is a row of a table; block elements become empty lines."""
    lines = markdown.split("\n")
    row = False
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        row = "|" in line and (row or bool(_ROW_RULE.fullmatch(below)))
        if row or "<" not in line:
            yield line, row
        else:
            yield from ((part, False) for part in _WALL.sub(lambda found: found["kept"] or "\n\n", line).split("\n"))


@dataclass
class _Cleaner:
    """Turns the Markdown of one page into blocks of GFM: lines, fences, and empty strings between them."""

    path: str
    address: Address
    blocks: list[str] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    """How far the text of each list item that is open stands from its marker."""
    defined: int = 0
    """How many blocks there were after the last definition."""

    def __post_init__(self) -> None:
        self._here, self._folder = self.address(self.path), posixpath.dirname(self.path)

    def clean(self, markdown: str) -> list[str]:
        end = 0
        for fence in _FENCE.finditer(markdown):
            self._text(markdown[end : fence.start()])
            self._fence(fence)
            end = fence.end()
        self._text(markdown[end:])
        return self.blocks

    def _text(self, markdown: str) -> None:
        for line, row in _lines(_ASIDE.sub("", markdown)):
            words = line.strip()
            if not words:
                self.blocks.append("")
            elif not _ALONE.fullmatch(words):
                self._line(words, (len(line) - len(line.lstrip(" "))) // 4, row)

    def _line(self, words: str, depth: int, row: bool) -> None:
        if row:
            self.blocks.append(self._pad(depth) + self._inline(words, row=True))
        elif words.startswith(": ") and self.blocks and self.blocks[-1]:
            self._definition(words[1:].strip(), depth)
        elif _MATH.fullmatch(words):
            self._block("math", _latex(words), depth)
        elif words.startswith("#"):
            self.blocks.append(self._pad(depth) + self._inline(words, line_break=" "))
        elif item := _ITEM.match(words):
            start = self._pad(depth) + item[1] + " "
            self.widths[depth:] = [len(item[1]) + 1]
            self.blocks.append(start + self._inline(words[item.end() :], depth + 1))
        else:
            if self.blocks and not self.blocks[-1]:
                del self.widths[depth:]
            self.blocks.append(self._pad(depth) + self._inline(words, depth))

    def _pad(self, depth: int) -> str:
        """The spaces before a line that belongs to the list items of that many levels."""
        return " " * (sum(self.widths[:depth]) + 4 * max(0, depth - len(self.widths)))

    def _definition(self, words: str, depth: int) -> None:
        """A term, which is the block before, and what is said of it, as an item of a list; GFM has no other form."""
        term = self.blocks.pop().strip()
        last = len(self.blocks)
        while last and not self.blocks[last - 1]:
            last -= 1
        if last == self.defined:
            del self.blocks[last:]
        shown = term if "**" in term or "<strong>" in term else f"**{term}**"
        start = f"{self._pad(depth)}- {shown}{' ' if term.endswith(_SENTENCE_ENDS) else ': '}"
        self.widths[depth:] = [2]
        self.blocks.append(start + self._inline(words, depth + 1))
        self.defined = len(self.blocks)

    def _fence(self, fence: re.Match[str]) -> None:
        indent, ticks, language, body = fence.groups()
        if language == "mermaid":
            body = _CLICK.sub(lambda found: found[1] + _joint(self._here, found[2]), body) + _styles(body)
        lines = [line.removeprefix(indent) for line in body.removesuffix("\n").split("\n")]
        self._block(language, "\n".join(lines), len(indent) // 4, ticks)

    def _block(self, language: str, text: str, depth: int, ticks: str = "```") -> None:
        pad = self._pad(depth)
        self.blocks.append("\n".join(f"{pad}{line}" for line in [f"{ticks}{language}", *text.split("\n"), ticks]))

    def _inline(self, line: str, depth: int = 0, *, row: bool = False, line_break: str = "") -> str:
        """One line of text as GFM. A `row` keeps its `<br>`; elsewhere `line_break` or a hard break stands for it."""
        if not _SPECIAL.search(line):
            return line
        line_break = "<br>" if row else line_break or f"\\\n{self._pad(depth)}"
        parts: list[str] = []
        stars: list[int] = []
        end = 0
        for found in _TOKEN.finditer(line):
            parts.append(line[end : found.start()])
            end = found.end()
            if found["stars"]:
                stars.append(len(parts))
                parts.append(found["stars"])
            elif found["tag"] == "br":
                parts.append(line_break)
            elif found["attributes"]:
                parts[-1] = parts[-1].rstrip()
            else:
                parts.append(self._token(found, line, row))
        parts.append(line[end:])
        while parts and (parts[-1] == line_break or not parts[-1].strip()):
            parts.pop()
        _stress(parts, stars)
        return "".join(parts).strip()

    def _token(self, found: re.Match[str], line: str, row: bool) -> str:
        """What GFM has for a piece of markup."""
        if letter := found["escaped"]:
            return _escaped(letter, line[found.start() - 1 : found.start()], line[found.end() :][:1], row)
        if found["code"]:
            return _code(found["code"].strip() or " ", found["ticks"], row)
        if found["math"]:
            return f"${_code(_latex(found['math']), '`', row)}$"
        if (target := found["target"]) is not None:
            own = not target or target.startswith("#")
            way = self._here + target if own else _absolute(target, self._folder, self.address)
            return f"]({way}{found['title']})"
        if found["link"]:
            return f"<{html.unescape(found['link'])}>"
        if found["tag"]:
            return self._element(found)
        if found["digit"]:
            return f"{chr(int(found['digit']))}{found['digits']}\\"
        if found["entity"]:
            return _character(found["entity"], line[found.end() :])
        if found["mark"]:
            # GitHub strikes through what stands between two tildes, and reads what stands between two dollars as LaTeX.
            return f"\\{found['mark']}" if line.count(found["mark"]) > 1 or "<math" in line else found["mark"]
        return ""

    def _element(self, found: re.Match[str]) -> str:
        name, given = found["tag"], found["given"]
        if name in _TAGS:
            return f"<{found['end']}{name}>"
        if name == "a" and found["end"]:
            return "</a>"
        if name in ("a", "img") and (target := re.search(r'(href|src)="([^"]*)"', given)):
            words = re.search(r' alt="[^"]*"', given) if name == "img" else None
            way = _joint(self._here, target[2])
            return f'<{name} {target[1]}="{way}"{words[0] if words else ""}>'
        return ""


@lru_cache(maxsize=10_000)
def _absolute(target: str, folder: str, address: Address) -> str:
    """Where a link in a file of some folder leads from anywhere."""
    if re.match(r"[a-z][a-z0-9+.-]*:|/", target, re.I):
        return urljoin(address(""), target)
    file, mark, anchor = target.partition("#")
    return f"{address(posixpath.normpath(posixpath.join(folder, file)))}{mark}{anchor}"


def _joint(here: str, target: str) -> str:
    """Where an address on a page leads from anywhere (RFC 3986, 5.2)."""
    while target.startswith("../"):
        here, target = here[: here.rindex("/", 0, -1) + 1], target[3:]
    return here + target if re.match(r"\w[^:]*$", target) else urljoin(here, target)


def _styles(source: str) -> str:
    """How Mermaid shows the classes of a diagram that our stylesheet shows on the page."""
    used = set(_CLASS.findall(source))
    return "".join(f"  classDef {name} {style}\n" for name, style in _CLASSES.items() if name in used)


def _latex(math: str) -> str:
    found = _LATEX.search(math)
    return html.unescape(found[1]) if found else ""


def _code(text: str, ticks: str, row: bool) -> str:
    """A code span. A row of a table ends its cells at any bare `|`, even in code (GFM 4.10)."""
    if row and r"\|" in text:  # which would be one letter
        return f"<code>{''.join(one if one.isalnum() else f'&#{ord(one)};' for one in text)}</code>"
    if ticks in text:
        ticks = "`" * (max(map(len, re.findall("`+", text))) + 1)
        text = f" {text} "
    return ticks + (text.replace("|", r"\|") if row else text) + ticks


def _escaped(letter: str, before: str, after: str, row: bool) -> str:
    """A letter that Python-Markdown must not read as a mark: bare where it is no mark in GFM."""
    bare = letter in "{}" or (letter == "|" and not row) or (letter == "_" and before.isalnum() and after.isalnum())
    return letter if bare else f"\\{letter}"


def _character(entity: str, after: str) -> str:
    """What an entity stands for, escaped where GFM could take it for a mark; entities beyond ASCII stay."""
    letter = html.unescape(entity)
    if letter == "&":
        return "&amp;" if re.match(r"#?\w+;", after) else "&"
    if len(letter) > 1 or not letter.isascii() or letter.isspace():
        return entity
    return letter if letter.isalnum() or letter in "\"'?:!" else f"\\{letter}"


def _stress(parts: list[str], stars: list[int]) -> None:
    """Replaces runs of stars that CommonMark would not take for the same emphasis as Python-Markdown.

    A run opens or closes by the letters beside it (CommonMark 0.31, 6.2, flanking runs): `**"a"**` before a Hangul
    particle is no emphasis, because a quotation mark ends it and a letter follows.
    """
    waiting: list[int] = []
    for place in stars:
        if waiting and parts[waiting[-1]] == parts[place]:
            start = waiting.pop()
            inner = "".join(parts[start + 1 : place])
            sound = _flanks("".join(parts[:start])[-1:], inner[:1]) and _flanks(
                "".join(parts[place + 1 :])[:1], inner[-1:]
            )
            if not sound:
                name = _STRESS[parts[place]]
                parts[start], parts[place] = f"<{name}>", f"</{name}>"
        else:
            waiting.append(place)
    for place in waiting:
        parts[place] = parts[place].replace("*", r"\*")


def _flanks(outside: str, inside: str) -> bool:
    """Whether a run of stars between the two letters belongs to what is inside."""
    if not inside or inside.isspace():
        return False
    return not _mark(inside, "PS") or not outside or outside.isspace() or _mark(outside, "P")


def _mark(letter: str, kinds: str) -> bool:
    """Whether a letter is punctuation, also by the older definition, which counts no symbols beyond ASCII."""
    return unicodedata.category(letter)[0] in kinds or (letter.isascii() and not letter.isalnum())
