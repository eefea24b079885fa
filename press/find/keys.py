"""Words -> the terms under which the index files them. theme/assets/search/engine.js does the same with a query.

A Hangul syllable is taken apart into the keys of the two-set keyboard (KS X 5002) that type it. Spacing, half-typed
syllables and the consonant that an input method lends to the wrong syllable are then all plain prefixes, and a word
typed in the wrong layout is the same letters.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

INITIALS = "r R s e E f a q Q t T d w W c z x v g".split()  # noqa: SIM905  a list would fill the screen
VOWELS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split()  # noqa: SIM905
FINALS = ["", *"r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split()]  # noqa: SIM905
LETTERS = "r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g".split() + VOWELS  # noqa: SIM905
"""The keys of the letters U+3131 to U+3163, each standing alone."""
HANGUL = "~"
"""Marks a term of Hangul, so that it is never taken for a Latin word."""
_WORD = re.compile("[\uac00-\ud7a3\u3131-\u3163]+|[^\\W_\uac00-\ud7a3\u3131-\u3163]+")
_WIDE = re.compile("[\uff01-\uff5e]")
_OTHER = re.compile("[^\x00-\x7f\uac00-\ud7a3\u3131-\u3163]")
_JOINED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_WHOLE = re.compile("[^koiOjpuPhynbml][koiOjpuPhynbml]+[^koiOjpuPhynbml]")
"""What must be left of a word without its ending: two syllables, or one with a final consonant."""
KNOWN = json.loads(Path(__file__).with_name("endings.json").read_text(encoding="utf-8"))


def normal(text: str) -> str:
    """The text in one form: composed, small letters, half-width, Latin letters without accents."""
    text = _WIDE.sub(lambda match: chr(ord(match[0]) - 0xFEE0), text)
    return _OTHER.sub(lambda match: _plain(match[0]), unicodedata.normalize("NFC", text.lower()))


@cache
def _plain(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    return parts[0] if len(parts) > 1 and "\u0300" <= parts[1] <= "\u036f" else letter


def words(text: str) -> list[str]:
    """The words of a text in its normal form, parted where the script changes."""
    return _WORD.findall(normal(text))


@cache
def keys(word: str) -> str:
    """The keys that type a word of Hangul; other letters stay as they are."""
    out = []
    for letter in word:
        code = ord(letter)
        if 0xAC00 <= code <= 0xD7A3:
            first, rest = divmod(code - 0xAC00, 588)
            out.append(INITIALS[first] + VOWELS[rest // 28] + FINALS[rest % 28])
        elif 0x3131 <= code <= 0x3163:
            out.append(LETTERS[code - 0x3131])
        else:
            out.append(letter)
    return "".join(out)


ENDINGS = sorted({keys(one) for one in KNOWN["endings"]})


def hangul(word: str) -> bool:
    """Whether a word is one of Hangul."""
    return "\u3131" <= word[0] <= "\u3163" or "\uac00" <= word[0] <= "\ud7a3"


@cache
def terms(word: str) -> tuple[str, ...]:
    """The terms of a word: of Hangul as it is and without each ending it may have, else its stem."""
    if not hangul(word):
        return (stem(word),)
    whole = keys(word)
    bare = {whole[: -len(ending)] for ending in ENDINGS if whole.endswith(ending)}
    return (HANGUL + whole, *sorted(HANGUL + one for one in bare if _WHOLE.match(one)))


def stem(word: str) -> str:
    """An English word without the endings of number, tense and doer: steps 1a and 1b of Porter (1980), shortened."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("sses"):
        word = word[:-2]
    elif word[-1] == "s" and word[-2] not in "sui":
        word = word[:-1]
    word = re.sub("is(e|ed|er|ing|ation)$", r"iz\1", word)
    for ending in ("ization", "ication", "ation", "ing", "ed", "er"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) > 2 and re.search("[aeiouy]", rest):
            word = rest + {"ization": "iz", "ication": "i"}.get(ending, "")
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] in "eiy" else word


def all_words(text: str) -> Counter[str]:
    """How often each word occurs in a text. A hyphenated word is also one word."""
    plain = normal(text)
    return Counter(_WORD.findall(plain) + [joined.replace("-", "") for joined in _JOINED.findall(plain)])
