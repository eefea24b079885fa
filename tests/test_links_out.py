"""`build.py links`: what hosts say of the addresses in the data. The hosts are threads of the test."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme
from tea import REGION_SCHEMA, ROOT, Files, heed_interrupts, run, tea

from build import main
from press.outgoing.gather import gather
from press.project import read_data

KIND = "common.schema.json#/$defs/"
PLACE = "title:\n  en: Place {0}\n  ja: 所{0}\nsummary:\n  en: A place.\n  ja: 所。\npage: {1}\n"
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers as the test says, and notes what it hears."""

    protocol_version = "HTTP/1.1"
    server: Web

    def do_GET(self) -> None:
        self.close_connection = True
        with self.server.heeding(self):
            answers = self.server.answers.get(self.path.partition("?")[0], [say(404)])
            (answers.pop(0) if len(answers) > 1 else answers[0])(self)

    do_HEAD = do_GET

    def log_message(self, *unused: object) -> None:
        """Says nothing."""


class Web(ThreadingHTTPServer):
    """Every host whose name ends in .test, on one port."""

    daemon_threads = True
    request_queue_size = 50

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, list[Answer]] = {}
        self.heard: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.spans: list[tuple[str, float, float]] = []
        self.closing = threading.Event()
        self.sent = 0
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def at(self, host: str, path: str = "") -> str:
        return f"http://{host}.test:{self.server_port}{path}"

    @contextmanager
    def heeding(self, handler: Handler) -> Iterator[None]:
        self.heard.append(f"{handler.command} {handler.path}")
        self.headers.append({name.lower(): value for name, value in handler.headers.items()})
        start = time.monotonic()
        try:
            yield
        finally:
            self.spans.append((handler.headers["Host"].partition(":")[0], start, time.monotonic()))

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def say(status: int, body: bytes = b"", **headers: str) -> Answer:
    def answer(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if handler.command == "GET":
            handler.wfile.write(body)

    return answer


def to(place: str, status: int = 302, **headers: str) -> Answer:
    return say(status, Location=place, **headers)


def page(body: str) -> Answer:
    return say(200, body.encode(), Content_Type="text/html; charset=utf-8")


def only_get(other: Answer) -> Answer:
    """A page for GET, something else for HEAD."""
    return lambda handler: (say(200) if handler.command == "GET" else other)(handler)


def slow(handler: Handler) -> None:
    handler.server.closing.wait(3)


def drip(handler: Handler) -> None:
    """A header, a bit at a time and without an end, so that no single read takes long."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(60):
        handler.wfile.write(b"X-More: to come\r\n")
        handler.server.closing.wait(0.05)


def hang_up(handler: Handler) -> None:
    """Says nothing at all."""


def reset(handler: Handler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def babble(handler: Handler) -> None:
    handler.wfile.write(b"220 mail.test ESMTP\r\n")


def flood(handler: Handler) -> None:
    """A page of 200 MB for GET; HEAD is refused."""
    if handler.command == "HEAD":
        say(405)(handler)
        return
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "200000000")
    handler.end_headers()
    for _ in range(2000):
        handler.wfile.write(b"<p> " * 25_000)
        handler.server.sent += 100_000


def need_cookie(handler: Handler) -> None:
    seen = "seen=yes" in handler.headers.get("Cookie", "")
    (say(200) if seen else to(handler.path, Set_Cookie="seen=yes"))(handler)


@pytest.fixture(autouse=True)
def only_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that end in .test are this machine, all others but its own are unknown. No test asks a real resolver."""
    look_up = socket.getaddrinfo

    def local(host: str, *arguments: object, **options: object) -> object:
        if str(host).endswith(".test"):
            host = "127.0.0.1"
        if host not in ("127.0.0.1", "localhost"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", local)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web()
    yield web
    web.closing.set()
    web.shutdown()
    web.server_close()


def book(folder: Path, *addresses: str) -> Files:
    """The book of tea with a place for each address: place-1, place-2 …"""
    files = tea(folder / "tea")
    schema = REGION_SCHEMA | {
        "properties": REGION_SCHEMA["properties"] | {"page": {"description": "its page", "$ref": f"{KIND}url"}}
    }
    files.write("schemas/regions.schema.json", json.dumps(schema))
    for number, address in enumerate(addresses, 1):
        files.write(f"data/regions/place-{number}.yml", PLACE.format(number, address))
    return files


@pytest.fixture
def links(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[str], list[str]]]:
    """Runs the command: its exit code, and the lines of what it prints and of its complaints."""

    def run_links(files: Files, *options: str) -> tuple[int, list[str], list[str]]:
        code = main(["links", "--pause", "0.01", "--timeout", "5", *options, "--project", str(files.root)])
        out, err = capsys.readouterr()
        return code, out.splitlines(), err.splitlines()

    return run_links


def report(links: Callable[..., tuple[int, list[str], list[str]]], files: Files, *options: str) -> dict:
    """What the command says as JSON."""
    code, out, err = links(files, "--format", "json", *options)
    told = json.loads("\n".join(out))
    assert (code, err) == (1 if told["totals"]["broken"] else 0, [])
    return told


def counts(fine: int = 0, moved: int = 0, broken: int = 0, unknown: int = 0, asked: int | None = None) -> list[str]:
    total = fine + moved + broken + unknown
    now = total if asked is None else asked
    return [
        f"addresses: {total}; fine: {fine}, moved: {moved}, broken: {broken}, unknown: {unknown}; checked now: {now}"
    ]


LATER = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
CASES: dict[str, tuple[dict[str, list[Answer]], str, str, list[str]]] = {
    "a page": ({"/a": [say(200)]}, "fine", "", ["HEAD /a"]),
    "for now elsewhere": ({"/a": [to("/b")], "/b": [say(200)]}, "fine", "", ["HEAD /a", "HEAD /b"]),
    "see other": ({"/a": [to("/b", 303)], "/b": [say(200)]}, "fine", "", ["HEAD /a", "HEAD /b"]),
    "moved (301)": ({"/a": [to("/b", 301)], "/b": [say(200)]}, "moved", "/b", ["HEAD /a", "HEAD /b"]),
    "moved (308)": ({"/a": [to("/b", 308)], "/b": [say(200)]}, "moved", "/b", ["HEAD /a", "HEAD /b"]),
    "moved twice": (
        {"/a": [to("/b", 301)], "/b": [to("/c", 308)], "/c": [say(200)]},
        "moved",
        "/c",
        ["HEAD /a", "HEAD /b", "HEAD /c"],
    ),
    "moved, and from there elsewhere for now": (
        {"/a": [to("/b", 301)], "/b": [to("/c", 307)], "/c": [say(200)]},
        "moved",
        "/b",
        ["HEAD /a", "HEAD /b", "HEAD /c"],
    ),
    "for now at a place that has moved": (
        {"/a": [to("/b", 302)], "/b": [to("/c", 301)], "/c": [say(200)]},
        "fine",
        "",
        ["HEAD /a", "HEAD /b", "HEAD /c"],
    ),
    "moved to a name in Hangul": (
        {"/a": [to("/차".encode().decode("latin-1"), 301)], "/%EC%B0%A8": [say(200)]},
        "moved",
        "/%EC%B0%A8",
        ["HEAD /a", "HEAD /%EC%B0%A8"],
    ),
    "moved to nothing": (
        {"/a": [to("/b", 301)]},
        "broken",
        "its host has no such page (404 Not Found), after a redirect to WEB/b",
        ["HEAD /a", "HEAD /b", "GET /b"],
    ),
    "not there": ({}, "broken", "its host has no such page (404 Not Found)", ["HEAD /a", "GET /a"]),
    "gone": ({"/a": [say(410)]}, "broken", "its host has no such page (410 Gone)", ["HEAD /a", "GET /a"]),
    "no HEAD (405)": ({"/a": [only_get(say(405))]}, "fine", "", ["HEAD /a", "GET /a"]),
    "no HEAD (501)": ({"/a": [only_get(say(501))]}, "fine", "", ["HEAD /a", "GET /a"]),
    "no HEAD (403)": ({"/a": [only_get(say(403))]}, "fine", "", ["HEAD /a", "GET /a"]),
    "no HEAD (404)": ({"/a": [only_get(say(404))]}, "fine", "", ["HEAD /a", "GET /a"]),
    "no HEAD (hangs up)": ({"/a": [only_get(hang_up)]}, "fine", "", ["HEAD /a", "GET /a"]),
    "no programs": (
        {"/a": [say(403)]},
        "unknown",
        "its host does not show it to a program now (403 Forbidden)",
        ["HEAD /a", "GET /a"],
    ),
    "a status of its own": (
        {"/a": [say(999)]},
        "unknown",
        "its host does not show it to a program now (999)",
        ["HEAD /a", "GET /a"],
    ),
    "a bad request": (
        {"/a": [say(400)]},
        "broken",
        "its host refuses the request (400 Bad Request)",
        ["HEAD /a", "GET /a"],
    ),
    "a fault": (
        {"/a": [say(500)]},
        "broken",
        "its host has a fault of its own (500 Internal Server Error)",
        ["HEAD /a", "GET /a"],
    ),
    "a fault that passes": ({"/a": [say(500), say(200)]}, "fine", "", ["HEAD /a", "GET /a"]),
    "too many, for a moment": (
        {"/a": [say(429, Retry_After="0"), say(200)]},
        "fine",
        "",
        ["HEAD /a", "HEAD /a"],
    ),
    "down, for a moment": (
        {"/a": [say(503, Retry_After="0"), say(503, Retry_After="0"), say(200)]},
        "fine",
        "",
        ["HEAD /a"] * 3,
    ),
    "too many, for ever": (
        {"/a": [say(429, Retry_After="0")]},
        "unknown",
        "its host does not show it to a program now (429 Too Many Requests)",
        ["HEAD /a"] * 3,
    ),
    "too many, for an hour": (
        {"/a": [say(429, Retry_After="3600")]},
        "unknown",
        "its host does not show it to a program now (429 Too Many Requests)",
        ["HEAD /a"],
    ),
    "too many, for an hour by the clock": (
        {"/a": [say(429, Retry_After=LATER)]},
        "unknown",
        "its host does not show it to a program now (429 Too Many Requests)",
        ["HEAD /a"],
    ),
    "too many, until sometime": (
        {"/a": [say(429, Retry_After="soon")]},
        "unknown",
        "its host does not show it to a program now (429 Too Many Requests)",
        ["HEAD /a"],
    ),
    "down": (
        {"/a": [say(503)]},
        "unknown",
        "its host does not show it to a program now (503 Service Unavailable)",
        ["HEAD /a", "GET /a"],
    ),
    "a circle": (
        {"/a": [to("/b")], "/b": [to("/a")]},
        "broken",
        "it redirects in a circle",
        ["HEAD /a", "HEAD /b", "HEAD /a", "HEAD /b"],
    ),
    "a way without end": (
        {f"/{number}": [to(f"/{number + 1}")] for number in range(30)} | {"/a": [to("/0")]},
        "broken",
        "it redirects more than 20 times",
        ["HEAD /a", *(f"HEAD /{number}" for number in range(20))],
    ),
    "elsewhere, but not on the web": (
        {"/a": [to("mailto:tea@tea.example")]},
        "broken",
        "it redirects to what is no web address",
        ["HEAD /a"],
    ),
    "elsewhere, but nowhere": (
        {"/a": [say(302)]},
        "broken",
        "it redirects to nowhere (302 Found)",
        ["HEAD /a"],
    ),
    "a cookie first": ({"/a": [need_cookie]}, "fine", "", ["HEAD /a", "HEAD /a"]),
    "silence": ({"/a": [hang_up]}, "broken", "its host hung up", ["HEAD /a", "GET /a"]),
    "a reset": ({"/a": [reset]}, "broken", "its host hung up", ["HEAD /a", "GET /a"]),
    "a mail server": ({"/a": [babble]}, "broken", "what its host answers is not HTTP", ["HEAD /a", "GET /a"]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_host_answers_becomes_a_finding(tmp_path, web, links, case):
    answers, state, said, heard = CASES[case]
    web.answers = {path: list(steps) for path, steps in answers.items()}
    address = web.at("a", "/a")
    said = said.replace("WEB", web.at("a"))
    message = {
        "fine": [],
        "moved": [f"{address} has moved for good; write {web.at('a')}{said}"],
        "broken": [f"{address} is broken, because {said}; mend the address or name another source"],
        "unknown": [f"{address} is not known to work, because {said}; look with a browser or ask again later"],
    }[state]

    assert (links(book(tmp_path, address)), web.heard) == (
        (
            int(state == "broken"),
            counts(**{state: 1}),
            [f"data/regions/place-1.yml:7:7: page: {one}" for one in message],
        ),
        heard,
    )


@pytest.mark.parametrize("answer", [slow, drip])
def test_an_answer_that_takes_too_long_is_a_time_out(tmp_path, web, links, answer):
    web.answers["/a"] = [answer]
    start = time.monotonic()
    told = report(links, book(tmp_path, web.at("a", "/a")), "--timeout", "0.3")

    assert (told["links"][0]["state"], told["links"][0]["why"], web.heard) == (
        "broken",
        "there was no answer within 0.3 s",
        ["HEAD /a", "GET /a"],
    )
    assert time.monotonic() - start < 2.5


def test_a_host_that_is_not_there_or_takes_no_connections_is_named_as_that(tmp_path, links):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    told = report(links, book(tmp_path, "https://gone.invalid/a", f"http://a.test:{port}/a"))

    assert [(one["state"], one["status"], one["why"]) for one in told["links"]] == [
        ("broken", None, "the name of its host cannot be looked up (Name or service not known)"),
        ("broken", None, "its host refuses connections"),
    ]


def test_a_redirect_to_a_lost_host_is_named_with_that_host(tmp_path, web, links):
    web.answers["/a"] = [to("https://gone.invalid/b", 301)]
    told = report(links, book(tmp_path, web.at("a", "/a")))

    assert told["links"][0]["why"] == (
        "the name of its host cannot be looked up (Name or service not known), "
        "after a redirect to https://gone.invalid/b"
    )


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@contextmanager
def secure(web: Web, chain: trustme.LeafCert | None, authority: trustme.CA) -> Iterator[str]:
    """The same hosts behind TLS, with a certificate or with the authority's own; gives their port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if chain:
        chain.configure_cert(context)
    else:
        with authority.cert_pem.tempfile() as certificate, authority.private_key_pem.tempfile() as key:
            context.load_cert_chain(certificate, key)
    plain = web.socket
    web.socket = context.wrap_socket(plain, server_side=True)
    yield str(web.server_port)


def test_a_certificate_that_browsers_take_is_fine(tmp_path, web, links, authority, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    web.answers["/a"] = [say(200)]
    with secure(web, authority.issue_cert("a.test"), authority) as port:
        told = report(links, book(tmp_path, f"https://a.test:{port}/a"))

    assert [one["state"] for one in told["links"]] == ["fine"]


@pytest.mark.parametrize(
    ("names", "past", "trusted", "why"),
    [
        ([], False, False, "self.signed certificate"),
        (["a.test"], False, False, "self.signed certificate in certificate chain|unable to get local issuer.*"),
        (["b.test"], False, True, "Hostname mismatch.*"),
        (["a.test"], True, True, "certificate has expired"),
    ],
)
def test_a_certificate_that_browsers_refuse_is_broken(
    tmp_path, web, links, authority, monkeypatch, names, past, trusted, why
):
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    day = datetime(2020, 1, 1, tzinfo=UTC) if past else None
    chain = authority.issue_cert(*names, not_after=day) if names else None
    with secure(web, chain, authority) as port:
        told = report(links, book(tmp_path, f"https://a.test:{port}/a"))

    assert (told["links"][0]["state"], web.heard) == ("broken", [])
    assert re.fullmatch(rf"its certificate is not valid \(({why})\)", told["links"][0]["why"])


def test_a_host_that_speaks_no_tls_is_named_as_that(tmp_path, web, links):
    told = report(links, book(tmp_path, web.at("a", "/a").replace("http:", "https:")))

    assert told["links"][0]["state"] == "broken"
    assert re.fullmatch(r"it does not speak TLS as it should \(.+\)", told["links"][0]["why"])


def test_a_permanent_redirect_out_of_tls_is_not_to_be_written(tmp_path, web, links, authority, monkeypatch):
    other = Web()
    other.answers["/a"] = [say(200)]
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    web.answers["/a"] = [to(other.at("b", "/a"), 301)]
    with secure(web, authority.issue_cert("a.test"), authority) as port:
        told = report(links, book(tmp_path, f"https://a.test:{port}/a"))
    other.shutdown()
    other.server_close()

    assert [(one["state"], one["to"]) for one in told["links"]] == [("fine", None)]


@pytest.mark.parametrize("fragment", ["", "#tea"])
def test_a_long_page_is_not_fetched_whole(tmp_path, web, links, fragment):
    web.answers["/a"] = [flood]
    told = report(links, book(tmp_path, web.at("a", "/a") + fragment))

    assert (told["links"][0]["state"], web.sent < 60_000_000) == ("fine", True)


def test_the_place_in_a_page_is_looked_for(tmp_path, web, links):
    web.answers["/a"] = [page("<h1 id=leaf>Leaf</h1><a name='cup'></a><p id=차>")]
    web.answers["/b"] = [to("/a")]
    web.answers["/c"] = [to("/a#leaf")]
    web.answers["/paper.pdf"] = [say(200, b"%PDF", Content_Type="application/pdf")]
    ends = ["a#leaf", "a#cup", "a#차", "a#top", "a#lost", "a#:~:text=Leaf", "b#lost", "c#lost", "paper.pdf#page=3"]
    told = report(links, book(tmp_path, *(web.at("a", f"/{end}") for end in ends)))
    lost = "its page has no place named lost before scripts run"

    assert [(one["address"].rpartition("/")[2], one["state"], one["why"]) for one in told["links"]] == [
        ("a#leaf", "fine", None),
        ("a#cup", "fine", None),
        ("a#차", "fine", None),
        ("a#top", "fine", None),
        ("a#lost", "unknown", lost),
        ("a#:~:text=Leaf", "fine", None),
        ("b#lost", "unknown", f"{lost}, after a redirect to {web.at('a', '/a#lost')}"),
        ("c#lost", "fine", None),
        ("paper.pdf#page=3", "fine", None),
    ]
    assert [one for one in web.heard if one.startswith("HEAD")] == ["HEAD /a"]


def test_an_address_is_asked_for_once_and_reported_wherever_it_stands(tmp_path, web, links):
    code, out, err = links(book(tmp_path, web.at("a", "/a"), web.at("a", "/a")))
    said = f"{web.at('a', '/a')} is broken, because its host has no such page (404 Not Found); "

    assert (code, out, web.heard) == (1, counts(broken=1), ["HEAD /a", "GET /a"])
    assert err == [
        f"data/regions/place-{number}.yml:7:7: page: {said}mend the address or name another source" for number in (1, 2)
    ]


def test_addresses_in_any_field_and_in_prose_are_found_with_their_place(tmp_path, web, links):
    files = book(tmp_path)
    one = web.at("a", "/one")
    files.sub("data/regions/uji.yml", "A town near Kyoto.", f"A town, see ({one}/(x)), `{one}/code`.")
    files.sub("data/regions/uji.yml", "京都の近くの町。", f"町。\n\n    {one}/ja를 보라。")
    files.sub("data/teas.yml", "Two teas.", f"Two teas ({one}).")
    files.sub("data/labels.yml", "Go dark", f"Go dark, {one}!")
    files.sub("data/site.yml", "Tea is leaves and water.", f"Tea is leaves and water. {one}?q=1&r=2.")
    schema = json.loads(files.read("schemas/regions.schema.json"))
    pages = {"type": "array", "description": "pages", "items": {"$ref": f"{KIND}url"}}
    schema["properties"]["pages"] = pages
    files.write("schemas/regions.schema.json", json.dumps(schema))
    files.write("data/regions/fujian.yml", files.read("data/regions/fujian.yml") + f"pages:\n  - {one}.\n")
    told = report(links, files)

    dark = next(n for n, line in enumerate(files.read("data/labels.yml").split("\n"), 1) if "Go dark" in line)
    lead = next(n for n, line in enumerate(files.read("data/site.yml").split("\n"), 1) if "leaves" in line)
    assert [
        (link["entry"], link["line"], link["column"], link["field"], link["address"].removeprefix(one))
        for link in told["links"]
    ] == [
        ("labels", dark, 16, "go_dark.en", ""),
        ("regions/fujian", 8, 5, "pages[0]", "."),
        ("regions/uji", 5, 20, "summary.en", "/(x)"),
        ("regions/uji", 8, 5, "summary.ja", "/ja"),
        ("site", lead, 32, "lead.en", "?q=1&r=2"),
        ("teas", 5, 17, "summary.en", ""),
    ]


def test_addresses_that_must_not_be_asked_are_refused(tmp_path, web, links):
    files = book(tmp_path, web.at("a", "/a").replace("//", "//me:secret@"), "https://a.test:99999/")
    schema = json.loads(files.read("schemas/regions.schema.json"))
    schema["properties"]["other"] = {"description": "any address", "type": "string", "format": "iri"}
    files.write("schemas/regions.schema.json", json.dumps(schema))
    for number, address in enumerate(["ftp://a.test/x", "file:///etc/passwd", "https://[::1", "https://"]):
        files.write(f"data/regions/x{number}.yml", PLACE.format(f"x{number}", address).replace("page:", "other:"))
    code, out, err = links(files)

    assert (code, out, web.heard) == (1, counts(broken=6), [])
    assert [re.search("because (.*);", line)[1] for line in err] == [
        "it has a user name in it, which every reader would see",
        "it names a host or port that cannot be",
        "it does not begin with https://HOST or http://HOST",
        "it does not begin with https://HOST or http://HOST",
        "it names a host or port that cannot be",
        "it does not begin with https://HOST or http://HOST",
    ]
    assert "secret" not in "\n".join([*err, *links(files, "--format", "json")[1]])


def test_faults_of_the_data_come_first(tmp_path, web, links):
    files = book(tmp_path, web.at("a", "/a"), "ftp://a.test/x")
    files.write("data/regions/bad.yml", "title: [\n")

    code, out, err = links(files)
    assert (code, out, web.heard, [line.partition(": ")[0] for line in err]) == (
        1,
        [],
        [],
        ["data/regions/bad.yml:1:8", "data/regions/place-2.yml:7:7"],
    )


def test_the_request_says_who_asks_and_an_address_in_hangul_is_written_in_ascii(tmp_path, web, links):
    web.answers["/%EC%B0%A8"] = [say(200)]
    assert links(book(tmp_path, web.at("a", "/차?q=잎")))[:2] == (0, counts(fine=1))

    assert (web.heard, web.headers[0]["user-agent"], web.headers[0]["host"]) == (
        ["HEAD /%EC%B0%A8?q=%EC%9E%8E"],
        "press-link-check (+https://tea.example/book/)",
        f"a.test:{web.server_port}",
    )


def test_a_proxy_of_the_environment_is_used(tmp_path, web, links, monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{web.server_port}")
    web.answers["http://far.invalid/a"] = [say(200)]

    assert (links(book(tmp_path, "http://far.invalid/a"))[0], web.heard) == (0, ["HEAD http://far.invalid/a"])


def overlap(spans: list[tuple[float, float]]) -> int:
    """How many of the spans of time there are at once, at most."""
    return max(sum(start <= moment < end for start, end in spans) for moment, _ in spans)


def test_no_host_is_asked_for_two_things_at_once_or_without_a_pause(tmp_path, web, links):
    met: set[str] = set()

    def brief(handler: Handler) -> None:
        time.sleep(0.02 if handler.headers["Host"] in met else 0.3)
        met.add(handler.headers["Host"])
        say(200)(handler)

    hosts = [chr(97 + number) for number in range(12)]
    addresses = [web.at(host, f"/{number}") for number in range(3) for host in hosts]
    web.answers = {"/0": [brief], "/1": [brief], "/2": [to(web.at("a", "/0"))]}  # all send on to one that is busy
    code, out, _ = links(book(tmp_path, *addresses), "--pause", "0.1")
    own: dict[str, list[tuple[float, float]]] = {}
    for host, start, end in sorted(web.spans, key=lambda span: span[1]):
        own.setdefault(host, []).append((start, end))
    pauses = [later[0] - sooner[1] for spans in own.values() for sooner, later in zip(spans, spans[1:], strict=False)]

    assert (code, out) == (0, counts(fine=36))
    assert {host: overlap(spans) for host, spans in own.items()} == {f"{host}.test": 1 for host in hosts}
    assert min(pauses) > 0.08
    assert 2 <= overlap([(start, end) for _, start, end in web.spans]) <= 8


def test_a_host_that_asks_for_patience_gets_it(tmp_path, web, links):
    web.answers = {"/a": [say(429, Retry_After="1"), say(200)], "/b": [say(200)]}
    assert links(book(tmp_path, web.at("a", "/a"), web.at("a", "/b")))[:2] == (0, counts(fine=2))
    (_, _, end), (_, again, _), *_ = web.spans

    assert (web.heard, again - end > 0.9) == (["HEAD /a", "HEAD /a", "HEAD /b"], True)


@pytest.mark.parametrize(
    ("answer", "state", "asked"),
    [(hang_up, "broken", ["HEAD /1", "GET /1", "HEAD /2", "GET /2"]), (say(429), "unknown", ["HEAD /1"])],
)
def test_a_host_that_does_not_answer_is_left_alone(tmp_path, web, links, answer, state, asked):
    web.answers = {f"/{number}": [answer] for number in range(1, 6)} | {"/9": [say(200)]}
    files = book(tmp_path, *(web.at("a", f"/{number}") for number in range(1, 6)), web.at("b", "/9"))
    told = report(links, files)
    left = "it was not asked for, as a.test did not answer for those before"
    first = len({one.rpartition("/")[2] for one in asked})

    assert [one for one in web.heard if not one.endswith("/9")] == asked
    assert [one["state"] for one in told["links"]] == [state] * first + ["unknown"] * (5 - first) + ["fine"]
    assert [one["why"] for one in told["links"][first:5]] == [left] * (5 - first)


def test_the_next_run_asks_only_for_what_failed_or_is_new(tmp_path, web, links):
    web.answers = {"/a": [say(200)], "/b": [to("/a", 301)], "/c": [say(403)]}
    files = book(tmp_path, *(web.at("a", path) for path in ("/a", "/b", "/c", "/d")))
    first = links(files)
    assert (first[0], first[1]) == (1, counts(fine=1, moved=1, broken=1, unknown=1))
    files.write("data/regions/place-5.yml", PLACE.format(5, web.at("a", "/a?new")))
    web.heard.clear()
    second = links(files)

    assert (second[0], second[1], second[2]) == (
        1,
        counts(fine=2, moved=1, broken=1, unknown=1, asked=3),
        first[2],
    )
    assert sorted(set(web.heard)) == ["GET /c", "GET /d", "HEAD /a?new", "HEAD /c", "HEAD /d"]
    web.heard.clear()
    assert links(files, "--fresh")[1] == counts(fine=2, moved=1, broken=1, unknown=1)
    assert {"HEAD /a", "HEAD /b"} <= set(web.heard)


@pytest.mark.parametrize(("days", "asked"), [(0, 0), (6, 0), (7.1, 1), (-1, 1)])
def test_what_was_there_counts_as_there_for_a_week(tmp_path, web, links, days, asked):
    web.answers["/a"] = [say(200)]
    files = book(tmp_path, web.at("a", "/a"))
    links(files)
    day = datetime.now(UTC) - timedelta(days=days)
    kept = json.loads(files.read(".cache/links.json"))
    kept["findings"][web.at("a", "/a")]["at"] = day.isoformat(timespec="seconds")
    files.write(".cache/links.json", json.dumps(kept))

    assert links(files)[1] == counts(fine=1, asked=asked)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"format": 2, "findings": {}}',
        '{"format": 1, "findings": {"ADDRESS": {"state": "fine"}}}',
        '{"format": 1, "findings": {"ADDRESS": {"state": "fine", "at": "2026-11-25T10:00:00"}}}',
        '{"format": 1, "findings": {"ADDRESS": {"state": "fine", "at": 7}}}',
        '{"format": 1, "findings": ["ADDRESS"]}',
        b"\xff\xfe",
    ],
)
def test_a_memory_that_is_not_as_it_was_written_counts_for_nothing(tmp_path, web, links, content):
    web.answers["/a"] = [say(200)]
    files = book(tmp_path, web.at("a", "/a"))
    text = content.replace("ADDRESS", web.at("a", "/a")) if isinstance(content, str) else content
    files.write(".cache/links.json", text)

    assert links(files) == (0, counts(fine=1), [])
    assert links(files)[1] == counts(fine=1, asked=0)


def test_the_memory_forgets_addresses_that_no_entry_has(tmp_path, web, links):
    files = book(tmp_path, web.at("a", "/a"))
    links(files)
    files.write("data/regions/place-1.yml", PLACE.format(1, web.at("a", "/b")))
    links(files)

    assert list(json.loads(files.read(".cache/links.json"))["findings"]) == [web.at("a", "/b")]


def test_a_folder_that_cannot_be_written_to_keeps_nothing_and_loses_nothing(tmp_path, web, links):
    web.answers["/a"] = [say(200)]
    files = book(tmp_path, web.at("a", "/a"))
    files.write(".cache", "a file where the folder should be")

    assert links(files) == (0, counts(fine=1), [])


def test_the_check_writes_nothing_but_its_memory(tmp_path, web, links):
    files = book(tmp_path, web.at("a", "/a"))
    before = sorted(path.name for path in files.root.iterdir())
    links(files)

    assert sorted(path.name for path in files.root.iterdir()) == sorted([*before, ".cache"])
    assert [path.name for path in (files.root / ".cache").iterdir()] == ["links.json"]


def test_the_report_for_tools_has_a_stable_shape(tmp_path, web, links):
    web.answers = {"/a": [say(200)], "/b": [to("/a", 301)], "/c": [say(429)]}
    told = report(links, book(tmp_path, *(web.at("a", path) for path in ("/a", "/b", "/d", "/c"))))
    times = {one.pop("checked") for one in told["links"]}

    def row(number: int, path: str, state: str, status: int, to: str | None, why: str | None) -> dict:
        return {
            "entry": f"regions/place-{number}",
            "path": f"data/regions/place-{number}.yml",
            "line": 7,
            "column": 7,
            "field": "page",
            "address": web.at("a", path),
            "state": state,
            "status": status,
            "to": to,
            "why": why,
        }

    assert told == {
        "version": 1,
        "totals": {"addresses": 4, "fine": 1, "moved": 1, "broken": 1, "unknown": 1},
        "links": [
            row(1, "/a", "fine", 200, None, None),
            row(2, "/b", "moved", 200, web.at("a", "/a"), None),
            row(3, "/d", "broken", 404, None, "its host has no such page (404 Not Found)"),
            row(
                4,
                "/c",
                "unknown",
                429,
                None,
                "its host does not show it to a program now (429 Too Many Requests)",
            ),
        ],
    }
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", one) for one in times)


def test_a_book_without_addresses_asks_nobody(tmp_path, web, links):
    assert (links(book(tmp_path)), web.heard) == ((0, counts(), []), [])


def test_ctrl_c_keeps_what_is_known_so_far(tmp_path, web):
    web.answers = {"/a": [say(200)], "/b": [slow], "/c": [say(200)]}
    here = f"http://127.0.0.1:{web.server_port}"
    files = book(tmp_path, f"{here}/a", f"{here}/b", f"{here}/c")
    command = ["links", "--pause", "0.01", "--project", str(files.root)]
    child = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), *command],
        preexec_fn=heed_interrupts,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"NO_PROXY": "*"},
    )
    while "HEAD /b" not in web.heard and child.poll() is None:
        time.sleep(0.01)
    time.sleep(0.3)  # until the finding for /a has come home
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=20)

    assert (child.returncode, out, err) == (
        130,
        "",
        "stopped after 1 of 3 addresses; the next run asks for the others\n",
    )
    web.answers["/b"] = [say(200)]
    again = run(files.root, "links", "--pause", "0.01", NO_PROXY="*")
    assert (again.returncode, again.stdout.splitlines(), again.stderr) == (0, counts(fine=3, asked=2), "")


def test_every_source_of_the_handbook_says_who_wrote_what_when_and_where():
    sources, shapes = read_data(ROOT)
    said = {source.id: source.data for source in sources if source.collection == "sources"}

    assert sorted(link.entry for link in gather(sources, shapes)) == sorted(f"sources/{name}" for name in said)
    assert {
        name for name, one in said.items() if not all(one.get(key) for key in ("title", "authors", "year"))
    } == set()
    assert {name for name, one in said.items() if one["authors"].count(", ") > 2} == set()


GUARD = """
import os, sys

def guard(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        host = arguments[1][0] if isinstance(arguments[1], tuple) else None  # a path is a socket in the file system
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    else:
        return
    if host is not None:
        with open(os.environ["GUARD_LOG"], "a") as log:
            log.write(f"{event} {host}\\n")
        if host not in ("127.0.0.1", "::1", "localhost"):
            raise PermissionError(f"{event} {host}")

sys.addaudithook(guard)
"""

PROBE = "socket.bind ::1"
"""How urllib3, which a plugin of MkDocs imports, sees whether this machine has IPv6; nothing is sent."""


@pytest.fixture
def guarded(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A log, and an environment in which every Python notes there what it asks of the network and leaves no machine."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    log = tmp_path / "log"
    log.touch()
    return log, {"PYTHONPATH": str(tmp_path / "guard"), "GUARD_LOG": str(log), "NO_PROXY": "*"}


def test_the_guard_of_the_next_tests_sees_what_reaches_out(tmp_path, guarded):
    log, env = guarded
    result = run(book(tmp_path, "http://far.invalid/a").root, "links", **env)

    assert (result.returncode, log.read_text().splitlines()) == (1, ["socket.getaddrinfo far.invalid"])


@pytest.mark.parametrize("commands", [["build"], ["build --plain"], ["build --lang en"], ["build", "check"]])
def test_build_and_check_never_touch_the_network(tmp_path, guarded, commands):
    log, env = guarded
    files = tea(tmp_path / "tea")  # without drawings, so that they are drawn too
    files.sub("data/regions/uji.yml", "A town near Kyoto.", "A town, http://far.invalid/uji")
    ends = [run(files.root, *command.split(), **env) for command in commands]

    assert [(one.returncode, one.stderr) for one in ends] == [(0, "")] * len(commands)
    assert set(log.read_text().splitlines()) <= {PROBE}


def test_the_preview_listens_on_this_machine_and_touches_no_other(site, guarded):
    log, env = guarded
    preview = subprocess.Popen(
        [sys.executable, ROOT / "build.py", "serve", "--project", site.root, "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,
        env=os.environ | env,
    )
    try:
        url = re.search(r"http://\S+", preview.stdout.readline())[0]
        site.sub("data/regions/uji.yml", "A town near Kyoto.", "A town, http://far.invalid/uji")
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with urllib.request.urlopen(f"{url}en/regions/uji/", timeout=10) as answer:
                if "far.invalid" in answer.read().decode():
                    break
            time.sleep(0.1)
        else:
            pytest.fail("the edit never came")
    finally:
        preview.send_signal(signal.SIGINT)
        preview.communicate(timeout=20)

    assert set(log.read_text().splitlines()) <= {
        "socket.bind 127.0.0.1",
        "socket.gethostbyaddr 127.0.0.1",
        PROBE,
    }
