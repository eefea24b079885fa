"""Words -> the picture that chats show beside a link. The only module that knows Pillow and the font.

A card is 1200 × 630, the size that the Open Graph consumers ask for, and keeps its words inside the middle 1200 × 600,
which is what KakaoTalk crops it to. The same words give the same bytes as long as Pillow and the font stay the same.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from importlib.metadata import PackageNotFoundError, files, version
from io import BytesIO
from itertools import chain
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import unpack_from
from typing import Any

from press.digest import combined

DESIGN = 1
"""Counts up when the drawing below changes, so that cards drawn before are out of date."""
SIZE = (1200, 630)
FOLDER = "cards"
"""Where the cards of a language stand, below its folder of the site."""
FONT, FONT_FILE, FACE = "manimgx-fonts-cjk", "NotoSansCJK-VF.otf.ttc", 1
"""The package of the font, its file, and which face of it: the Korean one, which has the letters of all the others."""

_LEFT, _TOP, _WIDTH = 84, 66, 1032
_BODY = (170, 568)
"""From where to where the title and the text may reach."""
_SCALE = [(88, 34), (78, 34), (70, 32), (62, 30), (54, 28), (47, 26), (41, 24), (36, 22), (30, 20), (25, 18), (20, 16)]
"""The sizes of title and text from which the largest that fit are chosen."""
_WHOLE_WORDS = 40
"""Down to this size a title is made smaller rather than broken inside a word."""
_SMALL = 30
_PAPER, _INK, _SOFT, _SEAL = "#faf8f3", "#1d2530", "#525c6b", "#a93423"
_SHADES = 15
"""Steps between the paper and each colour: with few colours a PNG is a third as large and made three times as fast."""


class NotDrawn(Exception):
    """Pillow or the font is not installed, the font lacks a letter, or the words are too many."""


@dataclass(frozen=True)
class Card:
    """The words of a card: a title, what it is about, what it belongs to (above the title), and the site's name."""

    title: str
    text: str = ""
    over: str = ""
    site: str = ""


@dataclass(frozen=True)
class Piece:
    """One line of words on a card: where it begins, the height of its baseline, and how it looks."""

    words: str
    x: int
    y: int
    size: int
    bold: bool
    colour: str


def make_card(title: str, text: str, over: str, site: str) -> Card:
    """The card of a page. The site's name is left out where the title says it."""
    return Card(title, text, over, "" if site in title else site)


def stamp(card: Card) -> str:
    """What stands behind ?v= in the address of a card, so that chats fetch it again when its words have changed.

    KakaoTalk and others keep a picture by its address for hours, and Facebook asks that old pictures stay where they
    are. So the file keeps its name, and only the question behind it changes.
    """
    return combined([DESIGN, card.title, card.text, card.over, card.site])[:12]


def place(path: str) -> str:
    """The file of a page's card below the folder of its language; `path` is the page's address from there."""
    return f"{FOLDER}/{path.rstrip('/') or 'index'}.png"


_HEAD = re.compile(r'^(title|description|card): (".*")$', re.MULTILINE)


def said(head: str) -> dict[str, str]:
    """What the head of a generated page says of its card: `title`, `description`, and `card`, its stamp."""
    return {name: unescape(json.loads(words)) for name, words in _HEAD.findall(head)}


def without(html: str) -> str:
    """A generated page without the lines that name its card, for a site that has none."""
    return re.sub(r'<meta (?:property="og:image|name="twitter:card)[^>]*>\n', "", html)


@cache
def drawn_by() -> str:
    """Who draws cards here, with all versions. Raises NotDrawn if something is not installed."""
    try:
        return f"pillow {version('pillow')}, {FONT} {version(FONT)}, design {DESIGN}"
    except PackageNotFoundError as error:
        raise NotDrawn(f"{error.name} is not installed; run: pip install '.[cards]'") from None


@cache
def lacking() -> str:
    """What has to be installed before cards can be drawn here; nothing if it is."""
    try:
        drawn_by()
    except NotDrawn as reason:
        return str(reason)
    return ""


def key(stamp: str) -> str:
    """The name under which a card with this stamp is kept: a hash of all that its bytes depend on. Raises NotDrawn."""
    return combined([stamp, drawn_by()])


def draw(card: Card) -> tuple[bytes, str]:
    """The picture of a card, or of what can be drawn of it; and why something was left out, or nothing.

    Symbols that the font lacks are left out, then every part that it lacks a letter of. Raises NotDrawn.
    """
    card = Card(*map(tidy, (card.title, card.text, card.over, card.site)))
    less, reason = _reduced(card), ""
    for one in (card, less, replace(less, text=""), Card(less.site or less.over)):
        try:
            return draw_whole(one), reason
        except NotDrawn as error:
            reason = reason or str(error)
    return draw_whole(Card("")), reason


def draw_whole(card: Card) -> bytes:
    """The picture of a card as a PNG. Raises NotDrawn if it cannot show every letter of the words, whole."""
    from PIL import Image, ImageChops, ImageDraw

    if missing := sorted(set("".join([card.title, card.text, card.over, card.site])) - _letters()):
        raise NotDrawn(f"{FONT_FILE} has no {' '.join(missing)}")
    pieces = lay_out(card)
    shades = Image.new("L", SIZE)
    palette = _mixed(_PAPER, _PAPER, 0)
    for number, colour in enumerate((_INK, _SOFT, _SEAL)):
        layer = Image.new("L", SIZE)
        pen = ImageDraw.Draw(layer)
        if colour == _SEAL:
            pen.rectangle((0, 0, 21, SIZE[1]), fill=255)
        for piece in pieces:
            if piece.colour == colour:
                font = face(piece.size, piece.bold)
                pen.text((piece.x, piece.y), piece.words, font=font, fill=255, anchor="ls")
        steps = [round(strength * _SHADES / 255) for strength in range(256)]
        shades = ImageChops.add(shades, layer.point([step and number * _SHADES + step for step in steps]))
        for step in range(1, _SHADES + 1):
            palette += _mixed(_PAPER, colour, step / _SHADES)
    shades.putpalette(palette)
    out = BytesIO()
    shades.save(out, "PNG", compress_level=4)
    return out.getvalue()


def _mixed(one: str, other: str, part: float) -> list[int]:
    """The colour between two, as red, green and blue."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return [round(low + (high - low) * part) for low, high in pairs]


def lay_out(card: Card) -> list[Piece]:
    """The lines of a card, none wider or lower than there is room for. Raises NotDrawn if they are too many."""
    top, bottom = _BODY
    for title_size, text_size in _SCALE:
        title = wrapped(card.title, _measure(title_size, True), _WIDTH, inside=title_size < _WHOLE_WORDS)
        text = wrapped(card.text, _measure(text_size, False), _WIDTH, inside=True)
        if title is None or text is None:
            continue
        over, gap = 58 if card.over else 0, text_size if title and text else 0
        title_line, text_line = round(title_size * 1.24), round(text_size * 1.5)
        height = over + title_line * len(title) + gap + text_line * len(text)
        if height <= bottom - top:
            break
    else:
        raise NotDrawn("it has too many words for a card")
    pieces = []
    if card.site:
        pieces.append(Piece(card.site, _LEFT, _TOP + 38, _fitting(card.site, _SMALL), True, _INK))
    y = bottom - height
    if card.over:
        pieces.append(Piece(card.over, _LEFT, y + 32, _fitting(card.over, _SMALL), True, _SEAL))
    y += over
    for words in _balanced(title, _measure(title_size, True)):
        pieces.append(Piece(words, _LEFT, y + round(title_size * 0.98), title_size, True, _INK))
        y += title_line
    y += gap
    for words in _balanced(text, _measure(text_size, False)):
        pieces.append(Piece(words, _LEFT, y + round(text_size * 1.1), text_size, False, _SOFT))
        y += text_line
    return pieces


def tidy(words: str) -> str:
    """Words on one line, composed, without what is invisible: controls, joiners, choices between forms of a sign."""
    composed = unicodedata.normalize("NFC", words)
    seen = (" " if one.isspace() else one for one in composed if one.isspace() or not _invisible(one))
    return " ".join("".join(seen).split())


def _invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf") or "\ufe00" <= letter <= "\ufe0f"


def _reduced(card: Card) -> Card:
    """What of a card the font can show: parts without the symbols that it lacks, if it has all their letters."""

    def shown(words: str) -> str:
        rest = tidy("".join(one for one in words if one in _letters() or not _symbol(one)))
        return rest if set(rest) <= _letters() else ""

    less = Card(shown(card.title), shown(card.text), shown(card.over), shown(card.site))
    return less if less.title else Card(less.site or less.over)


def _symbol(letter: str) -> bool:
    """Whether a letter is a sign and not part of a word: emoji and the like, also those newer than this Python."""
    return unicodedata.category(letter) in ("So", "Sk", "Me", "Cn", "Co")


def _balanced(lines: list[str], measure: Callable[[str], float]) -> list[str]:
    """The same words in as many lines of like width, unless a word was broken."""
    words, width = " ".join(lines), max(map(measure, lines), default=0)
    while len(lines) > 1:
        width -= _WIDTH / 40
        narrower = wrapped(words, measure, width, inside=False)
        if narrower is None or len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def wrapped(words: str, measure: Callable[[str], float], width: float, *, inside: bool) -> list[str] | None:
    """The words in lines that are no wider than `width`.

    A word that is wider is broken where `inside` allows it, but not before an accent; without that it is None.
    """
    lines: list[str] = []
    for word in words.split():
        if lines and measure(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        elif measure(word) <= width:
            lines.append(word)
        elif not inside:
            return None
        else:
            line = f"{lines.pop()} " if lines else ""
            for letter in word:
                if measure(line + letter) > width and not unicodedata.combining(letter):
                    lines.append(line.rstrip())
                    line = ""
                line += letter
            lines.append(line)
    return lines


def _fitting(words: str, size: int) -> int:
    """The size at which the words fit on one line, `size` at most."""
    return min(size, int(size * _WIDTH / max(1, _measure(size, bold=True)(words))))


@cache
def _measure(size: int, bold: bool) -> Callable[[str], float]:
    """What measures words in the font: the sum of their letters, as its layout has it, each looked up once."""
    width = cache(face(size, bold).getlength)
    return lambda words: sum(map(width, words))


@cache
def face(size: int, bold: bool) -> Any:
    """The font in a size. Its own simple layout, because the other depends on what else is installed."""
    from PIL import ImageFont

    font = ImageFont.truetype(str(_file()), size, index=FACE, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([700 if bold else 400])
    return font


@cache
def _file() -> Path:
    found = next(path for path in files(FONT) or () if path.name == FONT_FILE)
    return Path(str(found.locate()))


@cache
def _letters() -> frozenset[str]:
    """Every letter that the font has a glyph for, and the space."""
    drawn_by()
    with _file().open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as font:
        return frozenset(map(chr, chain.from_iterable(_ranges(font)))) | {" "}


def _ranges(font: mmap) -> list[range]:
    """The code points of a face, from its table of 32-bit ranges (OpenType 1.9: font collections, `cmap` format 12)."""
    (start,) = unpack_from(">I", font, 12 + 4 * FACE)
    (count,) = unpack_from(">H", font, start + 4)
    tables = {font[at : at + 4]: at for at in range(start + 12, start + 12 + 16 * count, 16)}
    (cmap,) = unpack_from(">I", font, tables[b"cmap"] + 8)
    (count,) = unpack_from(">H", font, cmap + 2)
    offsets = [unpack_from(">I", font, at + 4)[0] for at in range(cmap + 4, cmap + 4 + 8 * count, 8)]
    table = next(cmap + offset for offset in offsets if unpack_from(">H", font, cmap + offset) == (12,))
    (count,) = unpack_from(">I", font, table + 12)
    groups = [unpack_from(">II", font, at) for at in range(table + 16, table + 16 + 12 * count, 12)]
    return [range(first, last + 1) for first, last in groups]
