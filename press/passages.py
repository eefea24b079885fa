"""What a data file says -> Passages: each of its texts in all its languages, known by hashes of their words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from press.model import Place


@dataclass(frozen=True)
class Passage:
    """A text of the data: where it stands in its file, and a hash of its words in each language that has any."""

    place: Place
    sides: Mapping[str, str]

    @property
    def path(self) -> str:
        """Its place without the numbers of items, which change when one is put in between: `what[]`, `next[].note`."""
        return _path(self.place)


@lru_cache(maxsize=10_000)
def _path(place: Place) -> str:
    parts = ("[]" if isinstance(one, int) else one if one.isidentifier() else quote(one) for one in place)
    return ".".join(parts).replace(".[]", "[]")


def passages(data: Any, tags: Collection[str]) -> list[Passage]:
    """Every text in what a file says, in the order of the file. `tags` are those of the languages."""
    return [
        Passage(place, {tag: sign(words) for tag, words in pair.items()})
        for place, pair in pairs(data, frozenset(tags))
    ]


def pairs(data: Any, tags: frozenset[str]) -> list[tuple[Place, dict[str, str]]]:
    """Every {tag: text} in what a file says, and where it stands."""
    found: list[tuple[Place, dict[str, str]]] = []
    _gather(data, tags, (), found)
    return found


def _gather(data: Any, tags: frozenset[str], place: Place, found: list[tuple[Place, dict[str, str]]]) -> None:
    if data.__class__ is dict:
        if data.keys() <= tags:
            if data and all(words.__class__ is str for words in data.values()):
                found.append((place, data))
            return
        for key, part in data.items():
            if part.__class__ is dict or part.__class__ is list:
                _gather(part, tags, (*place, key), found)
    elif data.__class__ is list:
        for number, part in enumerate(data):
            _gather(part, tags, (*place, number), found)


def sign(words: str) -> str:
    """A hash of words in eight hexadecimal digits (the first of SHA-256)."""
    return sha256(words.strip().encode()).hexdigest()[:8]


def address_of(collection: str, id_: str) -> str:
    """What the lock file calls a data file: `teas/sencha`, and `site` for data/site.yml."""
    return f"{collection}/{id_}" if collection else id_


def written(address: str, path: str, sides: Mapping[str, str]) -> str:
    """A line of the lock file: these words say the same."""
    return f"{address} {path} {' '.join(f'{tag}={one}' for tag, one in sorted(sides.items()))}\n"


def as_agreed(address: str, found: Collection[Passage]) -> str:
    """The lines of the lock file for a data file whose every text is up to date in all the languages that it has."""
    return "".join(sorted(written(address, one.path, one.sides) for one in found if len(one.sides) > 1))
