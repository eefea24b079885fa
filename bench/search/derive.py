"""Page titles -> queries that a machine can make of any site, and what the input box shows while a title is typed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from press.find.keys import FINALS, INITIALS, LETTERS, VOWELS, keys

SEED = 11
PARTICLES = (("을", "를"), ("은", "는"), ("으로", "로"))
"""Each after a final consonant and after a vowel."""
LETTER = {key: chr(0x3131 + place) for place, key in enumerate(LETTERS)}
KEY = {letter: key for key, letter in LETTER.items()}
VOWEL_KEYS = "koiOjpuPhynbml"
CONSONANT_KEYS = "rRseEfaqQtTdwWczxvg"

Row = dict[str, Any]
"""A query: `site`, `kind`, `query`, and `page`, every page that has the title."""


def syllable(letter: str) -> bool:
    """Whether a letter is a whole syllable of Hangul."""
    return "\uac00" <= letter <= "\ud7a3"


def initials(text: str) -> str:
    """The first consonant of each syllable, as it is typed alone."""
    return "".join(LETTER[INITIALS[(ord(one) - 0xAC00) // 588]] for one in text if syllable(one))


class Box:
    """An input method for the two-set keyboard (KS X 5002): keys go in, and `text` is what the box shows."""

    def __init__(self) -> None:
        self.done, self.initial, self.vowel, self.final = "", "", "", ""

    @property
    def text(self) -> str:
        """What is finished, and the syllable that is being composed."""
        if self.initial and self.vowel:
            number = INITIALS.index(self.initial) * 588 + VOWELS.index(self.vowel) * 28 + FINALS.index(self.final)
            return self.done + chr(0xAC00 + number)
        return self.done + (LETTER[self.initial or self.vowel] if self.initial or self.vowel else "")

    def press(self, letter: str) -> None:
        """One key, by the letter of Hangul on it; any other ends the syllable and stands as it is."""
        key = KEY.get(letter)
        if key is None:
            self._end()
            self.done += letter
        elif key in VOWEL_KEYS:
            self._vowel(key)
        else:
            self._consonant(key)

    def _end(self) -> None:
        self.done, self.initial, self.vowel, self.final = self.text, "", "", ""

    def _vowel(self, key: str) -> None:
        if self.final:  # the consonant was no end but the beginning of the next syllable
            moved, self.final = self.final[-1], self.final[:-1]
            self._end()
            self.initial, self.vowel = moved, key
        elif self.vowel + key in VOWELS:
            self.vowel += key
        else:
            if self.vowel:
                self._end()
            self.vowel = key

    def _consonant(self, key: str) -> None:
        if self.initial and self.vowel and self.final + key in FINALS:
            self.final += key
        else:
            self._end()
            self.initial = key


def strokes(text: str) -> list[str]:
    """The keys that type a text, by the letters on them; what is not Hangul is a key of its own."""
    return [LETTER[key] if syllable(one) else key for one in text for key in keys(one)]


def compose(typed: Sequence[str]) -> str:
    """What the box shows after some keys."""
    box = Box()
    for letter in typed:
        box.press(letter)
    return box.text


def mixed(title: str) -> bool:
    """Whether a title has Hangul and Latin letters; it cannot be typed in one layout."""
    return any(map(syllable, title)) and any(one.isascii() and one.isalpha() for one in title)


def states(title: str) -> list[str]:
    """Everything that the box shows while a title in Hangul is typed, from the end of the first syllable on."""
    typed = strokes(title)
    return [compose(typed[:number]) for number in range(len(strokes(title[0])), len(typed) + 1)]


def derive(site: str, titles: Mapping[str, str], others: Mapping[str, str], only: Sequence[str] = ()) -> list[Row]:
    """The queries of a site: from its titles by page, and from those in the other language by page.

    With `only`, of these pages; what is unique is always judged among all titles. The beginning of a title is no query
    if another title begins with it as well.
    """
    pages: dict[str, list[str]] = {}
    for page, title in titles.items():
        pages.setdefault(title, []).append(page)
    begun: dict[str, int] = {}
    for title in pages:
        begun[initials(title)] = begun.get(initials(title), 0) + 1
    rows: list[Row] = []
    for title in dict.fromkeys(titles[page] for page in only or titles):
        dice = random.Random(f"{SEED} {title}")
        found = [
            (kind, query)
            for kind, query in _one(title, dice)
            if kind != "70 %" or sum(one.startswith(query) for one in pages) <= 1
        ]
        own = initials(title)
        if len(own) >= 4 and begun[own] == 1 and len(own) == len(title.replace(" ", "")):
            found.append(("initials", own))
        other = others.get(pages[title][0], title)
        if other != title:
            found.append(("other language", other))
        rows += [{"site": site, "kind": kind, "query": query, "page": pages[title]} for kind, query in found]
    return rows


def _one(title: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """What is derived from one title alone."""
    hangul = any(map(syllable, title))
    typed = strokes(title)
    yield "exact", title
    spaces = [place for place, one in enumerate(title) if one == " "]
    inside = [place for place in range(1, len(title)) if syllable(title[place - 1]) and syllable(title[place])]
    if spaces:
        place = dice.choice(spaces)
        yield "space", title[:place] + title[place + 1 :]
    elif hangul and len(inside) > 1:
        place = dice.choice(inside)
        yield "space", title[:place] + " " + title[place:]
    if syllable(title[-1]):
        final = (ord(title[-1]) - 0xAC00) % 28
        after, bare = dice.choice(PARTICLES)
        yield "particle", title + (after if final and not (after == "으로" and final == 8) else bare)
    if hangul and not mixed(title):
        yield "layout", "".join(KEY.get(letter, letter) for letter in typed)
    elif not hangul and any(map(str.isalpha, title)):
        yield "layout", compose([LETTER.get(key, key) for key in title.lower()])
    letters = [place for place, one in enumerate(typed) if one.isalpha()]
    if len(letters) > 3:
        yield "one less", compose(typed[:-1])
        place = dice.choice(letters)
        wrong = dice.choice([one for one in _same_kind(typed[place]) if one != typed[place].lower()])
        yield "typo", compose([*typed[:place], wrong, *typed[place + 1 :]])
        yield "70 %", compose(typed[: round(0.7 * len(typed))]).strip()


def _same_kind(letter: str) -> Sequence[str]:
    """The vowels if a letter is one, else the consonants."""
    for kind in (VOWEL_KEYS, CONSONANT_KEYS):
        if KEY.get(letter, " ") in kind:
            return [LETTER[key] for key in kind]
    return "aeiouy" if letter.lower() in "aeiouy" else "bcdfghjklmnpqrstvwxz"
