"""Addresses -> a finding for each. A few hosts at once, each asked for one thing at a time and with a pause."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from queue import Empty, SimpleQueue
from urllib.parse import urljoin, urlsplit

from press.outgoing.ask import Answer, Asker, Unanswered, Visitor, to_uri
from press.outgoing.sections import has, pointed

HOSTS = 8
"""How many hosts are asked at once."""
REDIRECTS = 20
"""How many redirects are followed: as many as browsers do (Fetch Standard, HTTP-redirect fetch)."""
TRIES = 3
"""How often a host that asks for patience is asked."""
PATIENCE = 60.0
"""The longest wait in seconds that a host may ask for."""
SILENCES = 2
"""After how many addresses without an answer a host is left alone."""

BUSY = {429, 503}
SHY = {401, 403, 407, 408, 425, 451, *BUSY}
"""What a host answers to a program although a reader may get the page: forbidden, too busy, not here, not yet."""


@dataclass(frozen=True)
class Finding:
    """What is known of an address since `at`, a UTC time in ISO 8601."""

    state: str
    """`fine`, `moved` (for good, so write `to`), `broken`, or `unknown`."""
    at: str
    status: int | None = None
    """The last status that a host answered with (RFC 9110, 15), if any host answered."""
    to: str = ""
    why: str = ""
    """For what is broken or unknown, in words that follow "because"."""


def visit(addresses: Sequence[str], asker: Asker, pause: float) -> Iterator[tuple[str, Finding]]:
    """Each address with its finding as soon as that is known; `pause` is in seconds.

    Whoever stops early has all that was found until then.
    """
    hosts = _Hosts(pause)
    done: SimpleQueue[tuple[str, Finding] | BaseException] = SimpleQueue()
    groups: dict[str, list[str]] = {}
    for address in addresses:
        try:
            groups.setdefault(_host(to_uri(address)), []).append(address)
        except ValueError as fault:
            done.put((address, _found("broken", why=str(fault))))
    waiting: SimpleQueue[list[str]] = SimpleQueue()
    for group in sorted(groups.values(), key=len, reverse=True):
        waiting.put(group)

    def work() -> None:
        try:
            while True:
                _visit_host(waiting.get_nowait(), asker, hosts, done.put)
        except Empty:
            return
        except BaseException as error:  # whoever waits for the findings must hear of it
            done.put(error)

    for _ in range(min(HOSTS, len(groups))):
        threading.Thread(target=work, daemon=True).start()
    for _ in addresses:
        result = done.get()
        if isinstance(result, BaseException):
            raise result
        yield result


class _Hosts:
    """Lets one at a time ask a host, and not before its pause is over."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._locks: dict[str, threading.Lock] = {}
        self._free: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        with self._locks.setdefault(host, threading.Lock()):
            time.sleep(max(0.0, self._free.get(host, 0.0) - time.monotonic()))
            try:
                yield
            finally:
                self._free[host] = max(self._free.get(host, 0.0), time.monotonic() + self._pause)

    def rest(self, host: str, seconds: float) -> None:
        """Leaves a host alone for as long as it asks for."""
        self._free[host] = max(self._free.get(host, 0.0), time.monotonic() + seconds)


def _host(uri: str) -> str:
    return urlsplit(uri).hostname or ""


def _found(state: str, status: int | None = None, to: str = "", why: str = "") -> Finding:
    return Finding(state, datetime.now(UTC).isoformat(timespec="seconds"), status, to, why)


def _visit_host(
    addresses: Sequence[str], asker: Asker, hosts: _Hosts, tell: Callable[[tuple[str, Finding]], None]
) -> None:
    """Visits the addresses of one host one after the other, until it is plain that it does not want to answer."""
    silences = 0
    for address in addresses:
        if silences >= SILENCES:
            why = f"it was not asked for, as {_host(to_uri(address))} did not answer for those before"
            tell((address, _found("unknown", why=why)))
            continue
        finding, last = _follow(to_uri(address), asker.visitor(), hosts)
        own = _host(last) == _host(to_uri(address))
        if not own:
            silences = 0
        elif finding.status in BUSY:
            silences = SILENCES
        else:
            silences = silences + 1 if finding.status is None else 0
        tell((address, finding))


def _follow(uri: str, visitor: Visitor, hosts: _Hosts) -> tuple[Finding, str]:
    """Goes where an address leads, and judges what is there. The second is the last address that was asked for."""
    here = lasting = uri
    for_good = True
    seen = [here]
    while True:
        after = f", after a redirect to {here}" if here != uri else ""
        try:
            answer = _answer(here, visitor, hosts)
        except Unanswered as silence:
            return _found("broken", why=f"{silence}{after}"), here
        if not (300 <= answer.status < 400 and answer.location):
            return _judge(answer, here, "" if lasting == uri else lasting, after), here
        try:
            there = to_uri(urljoin(here, answer.location))
        except ValueError:
            return _found("broken", answer.status, why=f"it redirects to what is no web address{after}"), here
        # What a redirect does not say of the fragment stays as it was (RFC 9110, 10.2.2).
        if urlsplit(here).fragment and not urlsplit(there).fragment:
            there = f"{there}#{urlsplit(here).fragment}"
        if seen.count(there) > 1:  # once more is what a host may ask for to hand out a cookie
            return _found("broken", answer.status, why="it redirects in a circle"), here
        if len(seen) > REDIRECTS:
            return _found("broken", answer.status, why=f"it redirects more than {REDIRECTS} times"), here
        for_good = for_good and answer.status in (301, 308) and (here.startswith("http:") or there.startswith("https:"))
        if for_good:
            lasting = there
        here = there
        seen.append(here)


def _answer(uri: str, visitor: Visitor, hosts: _Hosts) -> Answer:
    """The answer to HEAD; or to GET where a place in the page is asked for or HEAD does not bring a page.

    Servers that dislike HEAD say so with any status, or with none. Raises Unanswered.
    """
    if not pointed(urlsplit(uri).fragment):
        try:
            answer = _patiently(uri, "HEAD", visitor, hosts)
            if answer.status < 400 or answer.status == 429 or (answer.status in BUSY and answer.wait is not None):
                return answer
        except Unanswered as silence:
            if not silence.again:
                raise
    return _patiently(uri, "GET", visitor, hosts)


def _patiently(uri: str, method: str, visitor: Visitor, hosts: _Hosts) -> Answer:
    """The answer of a host that may say when it wants to be asked again."""
    host = _host(uri)
    for trial in range(1, TRIES + 1):
        with hosts.turn(host):
            answer = visitor.ask(uri, method, read=method == "GET" and pointed(urlsplit(uri).fragment))
        if answer.status not in BUSY or answer.wait is None or answer.wait > PATIENCE or trial == TRIES:
            break
        hosts.rest(host, answer.wait)
    return answer


def _judge(answer: Answer, here: str, to: str, after: str) -> Finding:
    """What the last answer of a way says of the address at its beginning."""
    status, fragment = answer.status, urlsplit(here).fragment
    said = f"{status} {HTTPStatus(status).phrase}" if status in list(HTTPStatus) else str(status)
    if 200 <= status < 300:
        if answer.page is not None and not has(answer.page, fragment):
            why = f"its page has no place named {fragment} before scripts run{after}"
            return _found("unknown", status, why=why)
        return _found("moved", status, to) if to else _found("fine", status)
    if status in SHY or not 300 <= status < 600:
        return _found("unknown", status, why=f"its host does not show it to a program now ({said}){after}")
    if status in (404, 410):
        return _found("broken", status, why=f"its host has no such page ({said}){after}")
    if status < 400:
        return _found("broken", status, why=f"it redirects to nowhere ({said}){after}")
    if status < 500:
        return _found("broken", status, why=f"its host refuses the request ({said}){after}")
    return _found("broken", status, why=f"its host has a fault of its own ({said}){after}")
