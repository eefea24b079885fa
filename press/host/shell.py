"""A page template printed once -> all pages that differ in their words only.

The template is printed with slots in place of a page's title, description, address, source and content. A slot
answers every question the template asks of it (is it there? is it equal to …? does it contain …?) as the page
would, and remembers question and answer; whatever else is done with it ends the attempt. A page of which all
questions have the same answers gets the same print with its own words in the slots.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile("slot0([a-z]+)0slot")


def token(name: str) -> str:
    """What stands in a print for the words of a slot: letters and digits, so that nothing escapes or quotes it."""
    return f"slot0{name}0slot"


class Opaque(Exception):
    """The template does with a slot what only the page's own words can answer."""


@dataclass
class Shell:
    """A print with slots, and the questions that the template asked."""

    parts: list[str] = field(default_factory=list)
    asked: dict[tuple[str, str, Any], bool] = field(default_factory=dict)

    @property
    def row(self) -> list[Any]:
        """The same as plain values, which make a shell again."""
        return [self.parts, [[*question, heard] for question, heard in self.asked.items()]]

    @staticmethod
    def of(parts: list[str], asked: list[list[Any]]) -> Shell:
        """A shell from the plain values of another."""
        return Shell(parts, {(name, question, what): heard for name, question, what, heard in asked})

    def fits(self, words: Mapping[str, str | None]) -> bool:
        """Whether the template would have asked the same of a page with these words, and heard the same."""
        return all(
            _QUESTIONS[question](words[name], what) == heard for (name, question, what), heard in self.asked.items()
        )

    def fill(self, words: Mapping[str, str | None]) -> str:
        """The page with these words."""
        return "".join(str(words[part]) if place % 2 else part for place, part in enumerate(self.parts))


_QUESTIONS: dict[str, Callable[[Any, Any], bool]] = {
    "is there": lambda words, what: bool(words),
    "equals": lambda words, what: words == what,
    "contains": lambda words, what: what in words,
}


class Slot:
    """Words that are printed as they are."""

    def __init__(self, name: str, words: str | None, shell: Shell) -> None:
        self._name, self._words, self._shell = name, words, shell

    def _ask(self, question: str, what: Any = None) -> bool:
        heard = _QUESTIONS[question](self._words, what)
        self._shell.asked[self._name, question, what] = heard
        return heard

    def __str__(self) -> str:
        return token(self._name)

    def __bool__(self) -> bool:
        return self._ask("is there")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, str | None):
            raise Opaque(self._name)
        return self._ask("equals", other)

    def __contains__(self, other: str) -> bool:
        return self._ask("contains", other)

    def __getattr__(self, name: str) -> Any:
        raise Opaque(f"{self._name}.{name}")

    def _opaque(self, *unused: Any) -> Any:
        raise Opaque(self._name)

    __hash__ = __len__ = __iter__ = __getitem__ = __add__ = __radd__ = __mod__ = __lt__ = __format__ = _opaque


class Address(str):
    """The address of a page: a text with a slot for its last step, which may be taken apart but not looked at."""

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Address) or (isinstance(other, str) and (_TOKEN.search(other) or not other.strip("./"))):
            return str(self) == str(other)
        raise Opaque("address")

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


def refuse_slots(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """A template filter that ends the attempt when it is given a text with a slot inside."""

    def guarded(*given: Any, **named: Any) -> Any:
        if any(isinstance(one, str) and not isinstance(one, Address) and _TOKEN.search(one) for one in given):
            raise Opaque("filter")
        return filter_(*given, **named)

    for name in ("jinja_pass_arg",):
        if hasattr(filter_, name):
            setattr(guarded, name, getattr(filter_, name))
    return guarded


def cut(text: str, shell: Shell) -> Shell:
    """The shell of a print: its text cut at the slots."""
    return Shell(_TOKEN.split(text), shell.asked)
