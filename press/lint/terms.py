"""The words that a book does not use, found in its texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from press.lint.printed import Finding

REJECTED = "W101"


@dataclass(frozen=True)
class Word:
    """A word to write, what not to write in its place, and what may follow that, as a pattern."""

    write: str
    """Nothing if it has no translation."""
    forms: Sequence[str]
    because: str
    tail: str

    @cached_property
    def _rejected(self) -> re.Pattern[str]:
        longest = sorted(self.forms, key=len, reverse=True)
        return re.compile("|".join(_pattern(form, self.tail) for form in longest))

    def findings(self, words: str) -> Iterator[Finding]:
        """Every place in a text where another word stands in the place of this one."""
        for match in self._rejected.finditer(words):
            if not self._covers(words, match):
                write = f'"{self.write}"' if self.write else "another word"
                instead = f'write {write} instead of "{match[0]}"'
                yield Finding(match.start(), f"{instead} ({self.because})" if self.because else instead, REJECTED)

    def _covers(self, words: str, match: re.Match[str]) -> bool:
        """Whether the match is a part of the very word that should be written."""
        start = words.find(self.write, max(0, match.end() - len(self.write)))
        return 0 <= start <= match.start() and match.end() <= start + len(self.write)


def words_of(terms: Sequence[Mapping[str, Any]], tag: str, tail: str) -> list[Word]:
    """The words of a language out of those of data/usage.yml."""
    return [
        Word(term["write"].get(tag, ""), term["not"][tag], term.get("because", ""), tail)
        for term in terms
        if tag in term["not"]
    ]


def _pattern(form: str, tail: str) -> str:
    """What finds a form, but not a longer word, an address or a file's name with the form in it."""
    body = r"\s+".join(re.escape(part) for part in form.split())
    if form == form.lower():
        body = f"(?i:{body})"
    if _spaced(form[0]):
        body = rf"(?<![\w./@-]){body}" if form[0].isascii() else rf"(?<!\w){body}"
    if _spaced(form[-1]):
        body += rf"(?={tail})" if tail and not form[-1].isascii() else r"(?![A-Za-z0-9_/@-]|\.\w)"
    return body


def _spaced(letter: str) -> bool:
    """Whether words with this letter stand apart from each other. Those in kana and Chinese characters do not."""
    return not "\u3040" <= letter <= "\u9fff"
