"""What a data file says -> Passages: each of its texts in all its languages, known by hashes of their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
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
        parts = ("[]" if isinstance(one, int) else one if one.isidentifier() else quote(one) for one in self.place)
        return ".".join(parts).replace(".[]", "[]")


def passages(data: Any, tags: Collection[str]) -> list[Passage]:
    """Every text in what a file says, in the order of the file. `tags` are those of the languages."""
    return [
        Passage(place, {tag: sign(words) for tag, words in pair.items()})
        for place, pair in pairs(data, frozenset(tags))
    ]


def pairs(data: Any, tags: frozenset[str], place: Place = ()) -> Iterator[tuple[Place, dict[str, str]]]:
    """Every {tag: text} in what a file says, and where it stands."""
    if isinstance(data, dict):
        if data and data.keys() <= tags:
            if all(isinstance(words, str) for words in data.values()):
                yield place, data
            return
        for key, part in data.items():
            yield from pairs(part, tags, (*place, key))
    elif isinstance(data, list):
        for number, part in enumerate(data):
            yield from pairs(part, tags, (*place, number))


def sign(words: str) -> str:
    """A hash of words in eight hexadecimal digits, the same however they are broken into lines."""
    return blake2b(" ".join(words.split()).encode(), digest_size=4).hexdigest()


def address_of(collection: str, id_: str) -> str:
    """What the lock file calls a data file: `teas/sencha`, and `site` for data/site.yml."""
    return f"{collection}/{id_}" if collection else id_


def written(address: str, path: str, sides: Mapping[str, str]) -> str:
    """A line of the lock file: these words say the same."""
    return f"{address} {path} {' '.join(f'{tag}={one}' for tag, one in sorted(sides.items()))}\n"


def as_agreed(address: str, found: Collection[Passage]) -> str:
    """The lines of the lock file for a data file whose every text is up to date in all the languages that it has."""
    return "".join(sorted(written(address, one.path, one.sides) for one in found if len(one.sides) > 1))
