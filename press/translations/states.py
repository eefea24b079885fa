"""Passages and lines of the lock file -> the state of each text in each language, and the lines that should be there.

A line says that some words say the same. Words that stand in a line beside others than now are stale: the others were
edited after them. Words that stand in no line are new, and whoever wrote them is trusted. So a text that was edited in
all its languages is up to date, and so is one that was edited and taken back. Texts are found again by their hashes,
not by their places: moving an item of a list, or renaming a field or an entry, changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from press.digest import digest
from press.gist import Gist
from press.model import FRESH, MISSING, STALE, UNREVIEWED, Faulty, Place, Source, Standing
from press.passages import Passage, address_of, as_agreed, passages
from press.translations.lock import Line, Lock, lines, write

STATES = (FRESH, STALE, MISSING, UNREVIEWED)
OPEN = (STALE, MISSING, UNREVIEWED)
"""The states that somebody may want to do something about."""


@dataclass(frozen=True)
class State:
    """How a text stands in one language."""

    path: str
    address: str
    """The data file as the lock file calls it: `teas/sencha`."""
    place: Place
    tag: str
    state: str


@dataclass(frozen=True)
class Judged:
    """A text with its state in each language, and what lines of the lock file tell of it."""

    passage: Passage
    states: Mapping[str, str]
    agreed: Line | None = None
    """The line that agrees with it."""
    evidence: Sequence[Line] = ()
    """The lines that have words which are stale beside others than now."""

    @property
    def line(self) -> Line | None:
        """What says that all words but those that are stale say the same."""
        good = {tag: one for tag, one in self.passage.sides.items() if self.states[tag] != STALE}
        drafts = frozenset(tag for tag in good if self.states[tag] == UNREVIEWED)
        return Line(self.passage.path, good, drafts) if len(good) > 1 else self.agreed

    def accepted(self, tags: Iterable[str], *, draft: bool = False) -> Judged:
        """The same when somebody has said of its words in some languages that they say what the others say.

        As `draft` a machine has said it.
        """
        now = UNREVIEWED if draft else FRESH
        states = {tag: now if tag in tags and one != MISSING else one for tag, one in self.states.items()}
        stale = {tag: one for tag, one in self.passage.sides.items() if states[tag] == STALE}
        return Judged(self.passage, states, None, [one for one in self.evidence if one.sides.items() & stale.items()])


def written_lines(address: str, judged: Sequence[Judged]) -> str:
    """What the lock file should say of the texts of a data file: what agrees, and once what tells of stale words."""
    agreed = [replace(line, path=one.passage.path).written(address) for one in judged if (line := one.line)]
    kept = {replace(line, path=one.passage.path).written(address) for one in judged for line in one.evidence}
    return "".join(sorted([*agreed, *kept]))


def judge(found: Sequence[Passage], known: Sequence[Line], tags: Sequence[str]) -> list[Judged]:
    """The texts of a data file in the light of the lines that the lock file has for it.

    A line whose path is gone may be about any of them.
    """
    paths = {one.path for one in found}
    free: dict[str, list[Line]] = {path: [] for path in (*paths, "")}
    for line in sorted(known, key=lambda line: (not line.drafts, line.written(""))):
        free[line.path if line.path in paths else ""].append(line)
    agreed: list[Line | None] = [None] * len(found)
    for least in range(len(tags), 0, -1):
        for fits in (_is, _agrees):
            for number, one in enumerate(found):
                for pool in (free[one.path], free[""]) if agreed[number] is None and len(one.sides) > 1 else ():
                    agreed[number] = agreed[number] or _taken(pool, one.sides, fits, least)
    return [_judged(one, line, [*free[one.path], *free[""]], tags) for one, line in zip(found, agreed, strict=True)]


def _taken(
    pool: list[Line], sides: Mapping[str, str], fits: Callable[[Line, Mapping[str, str]], bool], least: int
) -> Line | None:
    """The line of a pool that fits these words, and at `least` so many of them, taken out of it, if there is one."""
    for place, line in enumerate(pool):
        if len(line.sides.items() & sides.items()) >= least and fits(line, sides):
            return pool.pop(place)
    return None


def _is(line: Line, sides: Mapping[str, str]) -> bool:
    """Whether a line tells of just these words."""
    return line.sides == sides


def _agrees(line: Line, sides: Mapping[str, str]) -> bool:
    """Whether a line tells of these words, and of no others. That a draft was corrected is no reason against it."""
    there = [tag for tag in line.sides if tag in sides]
    return len(there) > 1 and all(line.sides[tag] == sides[tag] or tag in line.drafts for tag in there)


def _tells(line: Line, tag: str, sides: Mapping[str, str]) -> bool:
    """Whether a line has the words in a language beside others than these."""
    return line.sides.get(tag) == sides[tag] and any(sides.get(one, side) != side for one, side in line.sides.items())


def _judged(one: Passage, agreed: Line | None, others: Sequence[Line], tags: Sequence[str]) -> Judged:
    """The state of a text in each language. One that is there in one language only is behind no other."""
    states: dict[str, str] = {}
    evidence: list[Line] = []
    for tag in dict.fromkeys((*tags, *one.sides)):
        side = one.sides.get(tag)
        states[tag] = MISSING if side is None else FRESH
        if agreed and side and agreed.sides.get(tag) == side:
            states[tag] = UNREVIEWED if tag in agreed.drafts else FRESH
        elif side and len(one.sides) > 1 and (telling := [line for line in others if _tells(line, tag, one.sides)]):
            states[tag] = STALE
            evidence += telling
    return Judged(one, states, agreed, evidence)


@dataclass(frozen=True)
class Survey:
    """The state of every text of a project."""

    judged: Mapping[str, Sequence[Judged]] = field(default_factory=dict)
    """The texts of the data files of which the lock file does not say that all is up to date, by their addresses."""
    whole: Mapping[str, str] = field(default_factory=dict)
    """What the lock file should say of all others."""
    asked: Mapping[str, Sequence[Passage]] = field(default_factory=dict)
    """The texts of the files that had to be looked into."""

    @cached_property
    def text(self) -> str:
        """What the lock file should say: the same states, in the words of today."""
        made = (written_lines(address, found) for address, found in self.judged.items())
        return write([*self.whole.values(), *made])


Texts = Callable[[str], Sequence[Passage]]
"""Gives the texts of a data file by its address."""


def survey(signs: Mapping[str, str], texts: Texts, lock: Lock, tags: Sequence[str]) -> Survey:
    """The state of every text of the data.

    `signs` has a hash of `as_agreed` for each data file, by its address; only where the lock file says something else,
    `texts` is asked for the texts themselves. Raises Faulty if the lock file cannot be read.
    """
    known = lock.blocks
    whole = {
        address: block for address, sign in signs.items() if digest((block := known.get(address, "")).encode()) == sign
    }
    asked = {address: texts(address) for address in signs if address not in whole}
    gone = gone_lines(lock, signs)
    judged = {}
    for address, found in asked.items():
        if address in known or gone:
            judged[address] = judge(found, known_lines(address, found, lock, gone), tags)
        else:
            whole[address] = as_agreed(address, found)
    return Survey(judged, whole, asked)


def gone_lines(lock: Lock, addresses: Container[str]) -> list[Line]:
    """The lines of data files that are gone. Raises Faulty if they cannot be read."""
    return [line for address in lock.blocks if address not in addresses for line in _lines(lock, address)]


def known_lines(address: str, found: Sequence[Passage], lock: Lock, gone: Sequence[Line]) -> list[Line]:
    """The lines for a data file; if it has none it may be one that is gone, by another name. Raises Faulty."""
    paths = {one.path for one in found}
    return _lines(lock, address) if address in lock.blocks else [line for line in gone if line.path in paths]


def _lines(lock: Lock, address: str) -> list[Line]:
    try:
        return lines(lock.blocks[address])
    except ValueError:
        raise Faulty(lock.faults) from None


def stand(standing: Standing, address: str, gist: Gist, judged: Sequence[Judged], tags: Sequence[str]) -> None:
    """Notes how the texts of a data file stand, which are simply up to date if none is `judged`.

    Labels have no marks: they would be on every page.
    """
    standing.counts[address] = {}
    standing.marks.pop(address, None)
    for tag in tags:
        own = Counter({FRESH: gist.sides.get(tag, 0), MISSING: gist.texts - gist.sides.get(tag, 0)})
        if judged:
            own = Counter(one.states[tag] for one in judged)
        standing.counts[address][tag] = {state: own[state] for state in STATES if own[state]}
        marks = {one.passage.place: one.states[tag] for one in judged if one.states[tag] in (STALE, UNREVIEWED)}
        if marks and address != "labels":
            standing.marks.setdefault(address, {})[tag] = marks


def standing_of(gists: Mapping[str, Gist], told: Survey, tags: Sequence[str]) -> Standing:
    """How the texts of all data files stand, which are known by their addresses."""
    standing = Standing()
    for address, gist in gists.items():
        stand(standing, address, gist, told.judged.get(address, ()), tags)
    return standing


def judge_all(sources: Sequence[Source], tags: Sequence[str], lock: Lock) -> dict[str, Sequence[Judged]]:
    """Every text of the data by the address of its file. Raises Faulty if the lock file cannot be read."""
    texts = {address_of(source.collection, source.id): passages(source.data, tags) for source in sources}
    signs = {address: digest(as_agreed(address, found).encode()) for address, found in texts.items()}
    judged = survey(signs, texts.__getitem__, lock, tags).judged
    return {
        address: judged[address] if address in judged else judge(found, (), tags) for address, found in texts.items()
    }


def states(sources: Sequence[Source], tags: Sequence[str], lock: Lock) -> list[State]:
    """The state of every text of the data in each language. Raises Faulty if the lock file cannot be read."""
    judged = judge_all(sources, tags, lock)
    return [
        State(source.path, address, one.passage.place, tag, state)
        for source in sources
        for address in [address_of(source.collection, source.id)]
        for one in judged[address]
        for tag, state in one.states.items()
    ]
