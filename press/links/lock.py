"""links.lock <-> Lock: every address that was released, and where it leads. The only module that knows its format.

A line is an address below the folder of a language, the day of its release and, for a page, when each language of it
last changed, with a hash of what it said; or, where the address leads elsewhere, an arrow, the address it leads to
and the day since when:

    /teas/sencha/ 2026-11-25 en=2026-11-25:3f2a9c1b77aa ko=2026-11-25:0b1d2c3e4f5a
    /teas/sencha/#how 2026-11-25
    /teas/sencha-old/ 2026-11-25 -> /teas/sencha/ 2026-12-01
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from press.model import LOCK, Faulty, Problem

HEAD = """\
# Every address that was released, and where it leads now: to itself, or where the arrow says.
# Written by build.py release, rename and retire. After a merge keep the lines of both sides and delete the marks.
"""
_DAY = r"\d{4}-\d{2}-\d{2}"
_ADDRESS = r"/(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*(?:#[A-Za-z0-9][A-Za-z0-9_-]*)?"
_LINE = re.compile(
    rf"(?P<address>{_ADDRESS}) (?P<since>{_DAY})"
    rf"(?:(?P<said>(?: [a-z0-9-]+={_DAY}:[0-9a-f]{{12}})+)"
    rf"| -> (?P<to>{_ADDRESS})(?: (?P<moved>{_DAY}))?)?"
)
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")


@dataclass(frozen=True)
class Said:
    """What a page said in one language: the day of the release that changed it, and a hash of its words."""

    day: str
    gist: str


@dataclass(frozen=True)
class Line:
    """One released address. `to` is empty if it leads to itself; `moved` is empty until the next release."""

    address: str
    since: str
    said: Mapping[str, Said] = field(default_factory=dict)
    to: str = ""
    moved: str = ""
    number: int = field(default=0, compare=False)
    column: int = field(default=1, compare=False)
    """Where in the file its target stands, or the address itself."""

    def problem(self, message: str, code: str) -> Problem:
        """A fault of this line."""
        word = self.to or self.address
        return Problem(LOCK, self.number, self.column, "", message, code, self.column + len(word))


Lock = Mapping[str, Line]
"""The lines by address."""


def page_of(address: str) -> str:
    """The page of an address, without its section."""
    return address.partition("#")[0]


def section_of(address: str) -> str:
    """The section of an address, or nothing."""
    return address.partition("#")[2]


def load(project: Path) -> Lock:
    """The lock of a project, empty if nothing was released yet. Raises Faulty."""
    try:
        return read((project / LOCK).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise Faulty([Problem(LOCK, 0, 0, "", f"cannot be read ({reason}); take it back from git", "E601")]) from None


def read(text: str) -> Lock:
    """The lock of its text. Raises Faulty with every line that is none."""
    lock: dict[str, Line] = {}
    problems: list[Problem] = []
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip() or row.startswith("#"):
            continue
        match = _LINE.fullmatch(row.rstrip("\r"))
        if _CONFLICT.match(row):
            fault = "has the mark of a merge; keep the lines of both sides, delete the mark"
            problems.append(Problem(LOCK, number, 1, "", fault, "E602", 8))
        elif match is None:
            fault = f"cannot be read; take it back from git: git checkout -- {LOCK}"
            problems.append(Problem(LOCK, number, 1, "", fault, "E603", len(row) + 1))
        elif match["address"] in lock:
            fault = f"{match['address']} stands in line {lock[match['address']].number} too; keep one"
            problems.append(Problem(LOCK, number, 1, "", fault, "E604", len(match["address"]) + 1))
        else:
            column = match.start("to") + 1 if match["to"] else 1
            said = (one.partition("=") for one in (match["said"] or "").split())
            lock[match["address"]] = Line(
                match["address"],
                match["since"],
                {tag: Said(*rest.split(":")) for tag, _, rest in said},
                match["to"] or "",
                match["moved"] or "",
                number,
                column,
            )
    if problems:
        raise Faulty(problems)
    return lock


def write(lock: Lock) -> str:
    """The text of a lock, sorted."""
    return HEAD + "".join(f"{_written(lock[address])}\n" for address in sorted(lock))


def _written(line: Line) -> str:
    words = [line.address, line.since, *(f"{tag}={one.day}:{one.gist}" for tag, one in sorted(line.said.items()))]
    if line.to:
        words = [line.address, line.since, "->", line.to, *([line.moved] if line.moved else [])]
    return " ".join(words)


class Lost(Exception):
    """An address that leads nowhere: says why, and where it ends."""

    def __init__(self, reason: str, at: str) -> None:
        super().__init__(reason)
        self.at = at


class Circle(Lost):
    """Lines that lead back to where they began."""


@dataclass(frozen=True)
class Ways:
    """Where every released address leads, given the pages that there are."""

    lock: Lock
    pages: Mapping[str, frozenset[str] | None]
    """The ids of the sections of each page, by its address; None before they are known."""
    loose: frozenset[str] = frozenset()
    """Pages whose sections come and go: a section that is gone leads to the page."""

    def end(self, address: str) -> str:
        """Where an address leads in the end. Raises Lost."""
        passed = [address]
        while (onward := self._step(address)) != address:
            if onward in passed:
                raise Circle(f"goes in a circle: {' -> '.join([*passed, onward])}", passed[0])
            passed.append(onward)
            address = onward
        return address

    def _step(self, address: str) -> str:
        """One step from an address; itself if it has arrived."""
        page, section = page_of(address), section_of(address)
        line = self.lock.get(address)
        if self.has(address):
            return address
        if line and line.to == address:
            raise Circle(f"goes in a circle: {address} -> {address}", address)
        if line and line.to:
            return line.to
        if section and page not in self.pages:
            return f"{page_of(self.end(page))}#{section}"
        if section and self.pages[page] is None:
            return address
        if page in self.loose:
            return page
        raise Lost(f"{address} is gone", address)

    def has(self, address: str) -> bool:
        """Whether this page, or this section of a page, is known to be there."""
        page, section = page_of(address), section_of(address)
        return page in self.pages and (not section or section in (self.pages[page] or ()))

    def taken(self) -> list[Problem]:
        """A problem for each page that stands where a released address leads elsewhere."""
        return [
            line.problem(
                f"{address} leads to {line.to}, but there is a page of that name again; give its entry another id, "
                "and if it shall have this one, rename it with --take",
                "E607",
            )
            for address, line in self.lock.items()
            if line.to and not section_of(address) and self.has(address)
        ]

    def ends(self) -> dict[str, str]:
        """Where each released address leads. Raises Faulty with all that are lost."""
        found: dict[str, str] = {}
        problems = self.taken()
        for address, line in self.lock.items():
            try:
                found[address] = self.end(address)
            except Circle as circle:
                problems.append(line.problem(f"{circle}; give one another target", "E605"))
            except Lost as lost:
                problems.append(line.problem(_mend(address, lost), "E606"))
        if problems:
            raise Faulty(problems)
        return found


def _mend(address: str, lost: Lost) -> str:
    """The fault of an address that is lost, and the command that mends it."""
    why = "" if lost.at == address else f", because {lost}"
    to = "SECTION" if section_of(address) else "COLLECTION/ID"
    return f"the released address {address} is lost{why}; run: python build.py retire {named(address)} --to {to}"


def named(address: str) -> str:
    """An address as the commands take it: `teas/sencha#how` for /teas/sencha/#how."""
    page, section = page_of(address).strip("/"), section_of(address)
    return f"{page}#{section}" if section else page or "/"


def relinked(lock: Lock, ends: Mapping[str, str]) -> Lock:
    """The lock in which each released address leads to its end, said in as few lines as can be.

    A section whose page leads elsewhere goes along without a word of its own.
    """
    found: dict[str, Line] = {}
    for address, line in lock.items():
        page, section, end = page_of(address), section_of(address), ends[address]
        there = ends.get(page, page)
        usual = address if not section or there == page else f"{page_of(there)}#{section}"
        to = "" if end == usual else end
        found[address] = line if to == line.to else replace(line, to=to, moved="", said={} if to else line.said)
    return found


def released(lock: Lock, pages: Mapping[str, frozenset[str]], said: Mapping[str, Mapping[str, str]], day: str) -> Lock:
    """The lock after a release: with every page and section that there is now.

    `said` has a hash of what each page says, by its address and by language; `day` is the date, YYYY-MM-DD.
    """
    found = {address: replace(line, moved=line.moved or day) if line.to else line for address, line in lock.items()}
    for page in pages:
        line = found.get(page) or Line(page, day)
        old = line.said
        now = {
            tag: old[tag] if tag in old and old[tag].gist == gist else Said(day, gist)
            for tag, gist in said.get(page, {}).items()
        }
        found[page] = replace(line, said=now, to="", moved="")
        for address in (f"{page}#{section}" for section in pages[page]):
            found[address] = replace(found.get(address) or Line(address, day), to="", moved="")
    return found


def former(lock: Lock, pages: Iterable[str], loose: frozenset[str] = frozenset()) -> dict[str, list[tuple[str, str]]]:
    """What each page has to offer for sections that it no longer has: their old ids, and the addresses they lead to.

    A browser that is sent from one page to another takes the section along, so the other page must know it too. Of a
    page in `loose` every released section is told; the page knows which of them it has.
    """
    ways = Ways(lock, dict.fromkeys(pages))
    found: dict[str, list[tuple[str, str]]] = {}
    for address in lock:
        section = section_of(address)
        if not section:
            continue
        try:
            page, end = ways.end(page_of(address)), ways.end(address)
        except Lost:
            continue
        if page in loose and page == page_of(address):
            end = page
        if end != f"{page_of(page)}#{section}":
            found.setdefault(page_of(page), []).append((section, end))
    return {page: sorted(set(pairs)) for page, pairs in found.items()}
