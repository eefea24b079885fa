"""An address -> what its host answers. The only module of the project that reaches the network."""

from __future__ import annotations

import email.utils
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPCookieProcessor, HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

MAX_BYTES = 2_000_000
"""The longest page that is read for its sections."""
_AS_WRITTEN = "%/:?#[]@!$&'()*+,;=~"


@dataclass(frozen=True)
class Answer:
    """What a host says to one request."""

    status: int
    location: str = ""
    """The address that it sends on to, as it wrote it."""
    wait: float | None = None
    """The seconds after which it wants to be asked again."""
    page: str | None = None
    """The HTML, if that was wanted and is not too long."""


class Unanswered(Exception):
    """There was no answer; says why. `again`: asked in another way, the host might give one."""

    def __init__(self, why: str, *, again: bool = False) -> None:
        super().__init__(why)
        self.again = again


def to_uri(address: str) -> str:
    """An address as requests have it, in ASCII (RFC 3987, 3.1). Raises ValueError with why not."""
    try:
        parts = urlsplit(address)
        name = parts.hostname or ""
        host = f"[{name}]" if ":" in name else name.encode("idna").decode()
        place = f"{host}:{parts.port}" if parts.port else host
    except ValueError:
        raise ValueError("it names a host or port that cannot be") from None
    if parts.scheme not in ("http", "https") or not name:
        raise ValueError("it does not begin with https://HOST or http://HOST")
    if "@" in parts.netloc:
        raise ValueError("it has a user name in it, which every reader would see")
    path, query, fragment = (quote(part, _AS_WRITTEN) for part in (parts.path or "/", parts.query, parts.fragment))
    return urlunsplit((parts.scheme, place, path, query, fragment))


class Asker:
    """Asks hosts under the name of a project. A proxy of the environment (HTTPS_PROXY, NO_PROXY) is used."""

    def __init__(self, home: str, timeout: float) -> None:
        """`home` is the address of the project's site, `timeout` the seconds that an answer may take."""
        self._headers = {"User-Agent": f"press-link-check (+{quote(home, _AS_WRITTEN)})", "Accept": "*/*"}
        self._timeout = timeout
        self._context = ssl.create_default_context()

    def visitor(self) -> Visitor:
        """One who asks for one address and follows where it leads, and keeps the cookies of the way."""
        return Visitor(self._headers, self._timeout, self._context)


class Visitor:
    """Sends requests without following redirects or raising for any status."""

    def __init__(self, headers: dict[str, str], timeout: float, context: ssl.SSLContext) -> None:
        self._headers, self._timeout = headers, timeout
        self._opener = OpenerDirector()
        for handler in (ProxyHandler(), _Web(context), HTTPCookieProcessor()):
            self._opener.add_handler(handler)

    def ask(self, uri: str, method: str, *, read: bool = False) -> Answer:
        """The answer to one request; its body is not fetched unless the page is to be `read`.

        Raises Unanswered.
        """
        request = _Request(uri, headers=self._headers, method=method)
        end = time.monotonic() + self._timeout
        try:
            with _cut(request, self._timeout), self._opener.open(request, timeout=self._timeout) as response:
                if time.monotonic() >= end:
                    raise TimeoutError
                return Answer(
                    response.status,
                    _location(response),
                    _wait(response.headers.get("Retry-After", "")),
                    _page(response, end) if read else None,
                )
        except (OSError, http.client.HTTPException, ValueError) as error:
            cause = error.reason if isinstance(error, URLError) else error
            raise self._explain(cause, late=time.monotonic() >= end) from None

    def _explain(self, error: Any, *, late: bool) -> Unanswered:
        match error:
            case ssl.SSLCertVerificationError():
                return Unanswered(f"its certificate is not valid ({error.verify_message})")
            case _ if late or isinstance(error, TimeoutError):
                return Unanswered(f"there was no answer within {self._timeout:g} s", again=True)
            case ssl.SSLError():
                return Unanswered(f"it does not speak TLS as it should ({error.reason or 'the connection broke'})")
            case socket.gaierror():
                return Unanswered(f"the name of its host cannot be looked up ({error.strerror})")
            case ConnectionRefusedError():
                return Unanswered("its host refuses connections")
            case http.client.RemoteDisconnected() | ConnectionError():
                return Unanswered("its host hung up", again=True)
            case http.client.HTTPException() | ValueError():
                return Unanswered("what its host answers is not HTTP", again=True)
        return Unanswered(f"its host cannot be reached ({getattr(error, 'strerror', None) or error})")


class _Request(Request):
    """A request that knows its connection, so that it can be cut."""

    connection: http.client.HTTPConnection | None = None


class _Web(HTTPHandler, HTTPSHandler):
    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(context=context)
        self._secure = partial(http.client.HTTPSConnection, context=context)

    def http_open(self, req: Any) -> http.client.HTTPResponse:
        def connection(host: str, **options: Any) -> http.client.HTTPConnection:
            req.connection = (self._secure if req.type == "https" else http.client.HTTPConnection)(host, **options)
            return req.connection

        return self.do_open(connection, req)

    https_open = http_open


@contextmanager
def _cut(request: _Request, seconds: float) -> Iterator[None]:
    """Cuts the connection again and again once the time is up: each byte of an answer that drips renews time-outs."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(seconds):
            with suppress(OSError, AttributeError):
                request.connection.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _location(response: http.client.HTTPResponse) -> str:
    """Where it sends on to. Headers come as Latin-1, but hosts write UTF-8 into this one."""
    written = response.headers.get("Location", "").strip()
    with suppress(UnicodeError):
        return written.encode("latin-1").decode("utf-8")
    return written


def _wait(value: str) -> float | None:
    """The seconds of a Retry-After header, which has them as a number or as a date (RFC 9110, 10.2.3)."""
    if value.strip().isdecimal():
        return float(value)
    with suppress(ValueError, TypeError):
        moment = email.utils.parsedate_to_datetime(value)
        return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    return None


def _page(response: http.client.HTTPResponse, end: float) -> str | None:
    kind = response.headers.get_content_type()
    if kind not in ("text/html", "application/xhtml+xml") or response.headers.get("Content-Encoding"):
        return None
    body = b""
    while part := response.read1(65_536):
        body += part
        if len(body) > MAX_BYTES:
            return None
        if time.monotonic() > end:
            raise TimeoutError
    return body.decode("utf-8", "replace")
