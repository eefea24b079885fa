"""Rules of Korean spelling that a machine can decide; what two careful readers would answer differently is left alone.

The only module with Hangul in it, because it is about the letters themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from press.lint.printed import BLANK, Finding, Mark, Printed

PARTICLE, APART, WIDTH, SPACE = "W201", "W202", "W203", "W204"

VOWEL, RIEUL, CONSONANT = "vowel", "ㄹ", "consonant"
"""How words end when they are read aloud."""
Endings = frozenset[str]
"""The endings that a word has for one reader or another."""
ANY = frozenset({VOWEL, RIEUL, CONSONANT})

# What a particle is after a consonant and after a vowel, and what more may be attached to both.
_PAIRS = {
    ("은", "는"): [""],
    ("이", "가"): [""],
    ("을", "를"): [""],
    ("아", "야"): [""],
    ("과", "와"): ["", "는", "도", "의"],
    ("으로", "로"): ["", "는", "도", "만", "의", "서", "서는", "서도", "서의", "써", "부터", "부터는", "까지"],
}
_CLOSED = {closed + end: open_ + end for (closed, open_), ends in _PAIRS.items() for end in ends}
# The copula loses its first letter after a vowel, and may keep it.
_SHORT = {short: f"이{short}" for short in ["다", "며", "라", "라고", "라는", "라도", "라서", "므로", "랑"]}
_OPEN = {open_: closed for closed, open_ in _CLOSED.items()} | _SHORT
_AFTER_RIEUL = frozenset(open_ for closed, open_ in _CLOSED.items() if closed.startswith("으로"))
"""The forms for a vowel that go with ㄹ, too."""

_ALONE = frozenset({"는", "을", "를", "으로", "로", "에서", "에게", "와", "의"})
"""Particles that are not a word of their own as well."""

_ALWAYS_A_PARTICLE = re.compile("(?P<word>[가-힣]+)(?P<particle>를|으로)(?![가-힣])")
"""No word ends like this by itself after the wrong letter."""

TAIL = (
    "(?:"
    "(?:들)?(?:에게|에서|에|으로|로)?(?:서|써)?(?:까지|부터|처럼|보다|마다|만|조차|마저|대로|뿐)*"
    "(?:은|는|이|가|을|를|과|와|의|도|나|이나|란|이란|라|이라|라고|이라고|라는|이라는|라면|이라면|든|이든|다|이다|며|이며"
    "|고|이고|면|이면|지만|이지만|므로|이므로|자|이자|여서|이어서|였다|이었다|인|일|임|입니다|예요|이에요)?"
    "|(?:하|한|할|함|합|해|했|되|된|될|됨|됩|돼|됐|시키|시킨|시킬|시켜|시켰)[가-힣]*"
    r")(?![가-힣A-Za-z0-9_])"
)
"""What may follow a noun without making another noun of it: particles, and the verbs that are made with it."""

_HANGUL = re.compile("[가-힣]+")
_QUOTES = "\"'”’」』》〉"
_BRACKETS = re.compile(r"(?P<before>.*\S)\s?\((?P<inside>[^()]+)\)")
_NUMBER = re.compile(r"(?P<name>[^\W\d_][ -]?)?(?P<number>[0-9][0-9.,]*)$")
_CAPITALS = re.compile(r"(?<![A-Za-z0-9])(?![IVX]{2,}$)[A-Z]+$")
_LETTER = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]$")
_FORMULA = re.compile(r"(?P<base>[A-Za-z]|\\[a-z]+|[0-9]+)(?:_\{?(?P<index>[A-Za-z0-9])\}?)?")

_SIMPLE_CODE = re.compile(r"[A-Z]+|[A-Za-z][0-9]?|[0-9][0-9,]*(?:\.[0-9]+)?%?")
_CLAUSE = re.compile("[을를] ")
"""A clause with an object ends in a verb, after which a single syllable may be the next word."""

_LETTERS = {"L": {RIEUL}, "M": {CONSONANT}, "N": {CONSONANT}, "R": {RIEUL, VOWEL}}
"""How the names of letters end that do not end in a vowel. R has two names."""
_IN_WORDS = dict.fromkeys("BCDGJKPQT", {VOWEL, CONSONANT}) | {"E": ANY}
"""How else a word in capitals may end that people read as a word."""
_GREEK = re.compile(
    r"\\(?:alpha|[bz]?eta|theta|gamma|delta|iota|kappa|lambda|mu|nu|pi|rho|sigma|tau|phi|chi|psi|omega)"
)
"""Letters whose names end in a vowel."""
_DIGITS = dict(zip("0123456789", "CRVCVVCRRV", strict=True))
_NAMED = dict(zip("0123456789", ["CV", "CR", "V", "CV", "V", "V", "CV", "CR", "RV", "CV"], strict=True))
"""How digits end, and how they do after a name, where some read them in English: GPT-3."""
_SHORTHAND = {"C": CONSONANT, "R": RIEUL, "V": VOWEL}

_WIDE = re.compile("[\uff01-\uff5d\u3000-\u3002\uffa0-\uffbe\uffc2-\uffc7\uffca-\uffcf\uffd2-\uffd7\uffda-\uffdc]")
_MANY_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_SPACE_BEFORE = re.compile(rf"(?<=[\w){BLANK}]) +(?=[,.!?](?:\s|$))")


def findings(text: Printed) -> Iterator[Finding]:
    """What to mend in a Korean text."""
    for mark in text.marks:
        yield from _after(mark, text.words)
    ends = {mark.end for mark in text.marks}
    for match in _ALWAYS_A_PARTICLE.finditer(text.words):
        if match.start("particle") not in ends:
            yield from _particle(match["word"], endings_of(match["word"]), match["particle"], match.start("particle"))
    for match in _WIDE.finditer(text.words):
        yield Finding(match.start(), f'"{match[0]}" has another width; write "{_narrow(match[0])}"', WIDTH)
    for match in _MANY_SPACES.finditer(text.words):
        yield Finding(match.start(), "more than one space; write one", SPACE)
    for match in _SPACE_BEFORE.finditer(text.words):
        yield Finding(match.start(), f'a space before "{text.words[match.end()]}"; delete it', SPACE)


def _narrow(letter: str) -> str:
    """The letter in the width that Korean has it in."""
    return {"、": ",", "。": "."}.get(letter) or chr(int(unicodedata.decomposition(letter).split()[1], 16))


def _after(mark: Mark, words: str) -> Iterator[Finding]:
    """What is wrong with the particle after a link, code or a formula."""
    start = len(words) - len(words[mark.end :].lstrip(" "))
    found = _HANGUL.match(words, start)
    if not found or words[found.end() : found.end() + 1] in ("(", "/"):
        return
    particle = found[0]
    if start > mark.end:
        if particle in _ALONE:
            yield Finding(mark.end, f'a space before the particle "{particle}"; delete it', APART)
        return
    endings = _READ[mark.kind](mark.words)
    if not (particle == "이" and _CLAUSE.search(mark.words)):
        yield from _particle(mark.words, endings, particle, start)


def _particle(word: str, endings: Endings, particle: str, start: int) -> Iterator[Finding]:
    if right := _instead(particle, endings):
        yield Finding(start, f'"{word}" is followed by "{right}"; write that instead of "{particle}"', PARTICLE)


def _endings_of_code(code: str) -> Endings:
    """Code is read aloud in one way only if it is a word of Korean, a number, a letter or an abbreviation."""
    return endings_of(code) if _HANGUL.fullmatch(code[-1:]) or _SIMPLE_CODE.fullmatch(code) else ANY


def _instead(particle: str, endings: Endings) -> str | None:
    """The form that a particle should have after a word, if it is wrong for every reader."""
    if particle in _CLOSED:
        fits = endings & ({CONSONANT} if _CLOSED[particle] in _AFTER_RIEUL else {CONSONANT, RIEUL})
        return None if fits else _CLOSED[particle]
    if particle in _OPEN:
        fits = endings & ({VOWEL, RIEUL} if particle in _AFTER_RIEUL else {VOWEL})
        return None if fits else _OPEN[particle]
    return None


def endings_of(words: str) -> Endings:
    """How words may end when they are read aloud."""
    words = words.rstrip(_QUOTES)
    if match := _BRACKETS.fullmatch(words):
        return endings_of(match["before"]) | endings_of(match["inside"])
    last = words[-1:]
    if _HANGUL.fullmatch(last):
        final = (ord(last) - ord("가")) % 28
        return frozenset({RIEUL if final == 8 else CONSONANT if final else VOWEL})
    if match := _NUMBER.search(words):
        return _endings_of_number(match["number"], named=bool(match["name"]))
    if match := _CAPITALS.search(words):
        return _endings_of_capitals(match[0])
    if _LETTER.search(words):
        return _endings_of_capitals(last.upper())
    return frozenset({VOWEL}) if last == "%" else ANY


def _endings_of_number(number: str, *, named: bool) -> Endings:
    digits = re.findall("[0-9]+", number)[-1]
    if number[-1] in ".," or (named and len(digits) > 1) or len(digits) > 12:
        return ANY
    return frozenset(_SHORTHAND[one] for one in (_NAMED if named else _DIGITS)[digits[-1]])


def _endings_of_capitals(word: str) -> Endings:
    """Of the names of its letters, and of the word that they may be read as."""
    spelt = frozenset(_LETTERS.get(word[-1], {VOWEL}))
    is_word = len(word) > 1 and re.search("[AEIOUY]", word[:-1])
    return spelt | _IN_WORDS.get(word[-1], spelt) if is_word else spelt


def _endings_of_formula(latex: str) -> Endings:
    match = _FORMULA.fullmatch(latex.strip())
    if not match:
        return ANY
    last = match["index"] or match["base"]
    if last.startswith("\\"):
        return frozenset({VOWEL}) if _GREEK.fullmatch(last) else ANY
    return endings_of(f"x{last}" if match["index"] and last.isdigit() else last)


_READ = {"link": endings_of, "code": _endings_of_code, "latex": _endings_of_formula}
"""How the words of a mark are read, by its kind."""
