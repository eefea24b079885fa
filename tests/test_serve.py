"""The live preview, driven as an editor and a browser drive it: a real process, real files, real requests.

What a browser makes of it: tests/browser/test_preview.py.
"""

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
from previews import served, until
from tea import ROOT, run

from press.model import Problem
from press.preview.editor import Unopened, command, open_file
from press.preview.faults import excerpt, shown

PAGE, FILE, OLD = "en/teas/sencha/", "data/teas/sencha.yml", "Leaves are steamed, then rolled."


@pytest.fixture
def preview(site):
    with served(site.root) as preview:
        yield preview


@pytest.fixture(scope="module")
def still(built, tmp_path_factory):
    """A preview under which nothing is edited, with an editor that notes how it is called."""
    folder = tmp_path_factory.mktemp("still")
    program = f"import sys\nopen('{folder}/notes', 'a').write('|'.join(sys.argv[1:]) + '\\n')\n"
    (folder / "editor.py").write_text(program)
    command = shlex.join([sys.executable, f"{folder}/editor.py", "--at", "{file}:{line}:{column}"])
    project = shutil.copytree(built, folder / "tea")
    (project / "data/teas/.linked.yml").symlink_to("/etc/passwd")
    with served(project, PRESS_EDITOR=command) as preview:
        yield preview


def test_an_edit_is_served_a_fault_is_named_and_the_last_good_page_stays(preview):
    files = preview.files
    good = files.read(FILE)
    assert OLD in preview.ask(PAGE)[1]

    files.sub(FILE, OLD, "Words of the second edition")
    assert preview.says(PAGE, "Words of the second edition")

    files.write(FILE, good.replace("title:", "titel:", 1).replace("colour: green", "colour: red"))
    told = next(news["faults"] for news in preview.news() if news["faults"])
    status, text = preview.ask(PAGE)
    assert (status, "Words of the second edition" in text) == (200, True)
    assert [(one["place"], one["excerpt"]) for one in told if one["line"] > 1 or "titel" in one["said"]] == [
        (f"{FILE}:1:1", ["", "titel", ":"]),
        (f"{FILE}:9:9", ["colour: ", "red", ""]),
    ]

    draft = files.root / "data/teas/sencha.tmp"
    draft.write_text(good)
    draft.replace(files.root / FILE)
    assert preview.says(PAGE, OLD)
    code, errors = preview.stop()
    assert code == 0
    assert errors.splitlines() == [f"{one['place']}: {one['said']}" for one in told]


def test_files_of_editors_beside_an_entry_are_none_of_ours(preview):
    files = preview.files
    good = files.read(FILE)
    files.write("data/teas/.sencha.yml.swp", b"\x00")
    files.write("data/teas/#sencha.yml#", "title: half")
    for folder in ("data/teas", "schemas", "templates"):
        (files.root / folder).mkdir(exist_ok=True)
        for name in ("sencha.yml", "teas.schema.json", "entry.md.j2"):
            (files.root / folder / f".#{name}").symlink_to("nobody@nowhere.1")
    for words in ("First save.", "Second save."):  # as vim does it
        (files.root / FILE).rename(files.root / f"{FILE}~")
        files.write(FILE, good.replace(OLD, words))
        assert preview.says(PAGE, words)
    files.sub("data/regions/uji.yml", "A town near Kyoto.", "A town not far from Kyoto.")
    assert preview.says("en/regions/", "A town not far from Kyoto.")  # a whole build got through

    assert preview.stop() == (0, "")


def test_a_file_that_is_replaced_again_and_again_stays_watched(preview):
    good = preview.files.read("mkdocs.base.yml")
    for wrong in (False, True):
        draft = preview.files.root / "mkdocs.draft"
        draft.write_text(good + "# once\n" + wrong * "[")
        draft.replace(preview.files.root / "mkdocs.base.yml")
        if not wrong:
            preview.files.write("data/regions/more.yml", "title: {en: More, ja: more}\nsummary: {en: M., ja: m.}\n")
            assert preview.says("en/regions/", "More")  # the build that followed

    assert next(news["faults"] for news in preview.news() if news["faults"])


def test_a_folder_that_comes_later_is_watched_as_well(preview):
    text = (ROOT / "templates/entry.md.j2").read_text()
    preview.files.write("templates/entry.md.j2", text + "\n<p>one</p>\n")
    assert preview.says(PAGE, "<p>one</p>")
    preview.files.write("templates/entry.md.j2", text + "\n<p>two</p>\n")
    assert preview.says(PAGE, "<p>two</p>")


def test_an_unknown_address_gets_the_404_page_of_its_language(still):
    answers = {path: still.ask(path) for path in ("en/nothing/here/", "nothing/")}
    assert {path: status for path, (status, _) in answers.items()} == {"en/nothing/here/": 404, "nothing/": 404}
    assert '<html lang="en"' in answers["en/nothing/here/"][1]
    assert "<base href" in answers["nothing/"][1]


def test_a_page_is_that_of_the_build_but_for_one_script(still):
    _, text = still.ask(PAGE)
    script = r'<script src="/book/\.preview/page\.js" data-run="\w+" data-page="\w+" data-styles="\w+"></script>'

    assert re.sub(script, "", text) == still.files.read(f"site/{PAGE}index.html")


def test_a_taken_port_that_was_asked_for_is_said_and_a_free_one_offered(still):
    command = [sys.executable, ROOT / "build.py", "serve", "--project", still.files.root]
    second = subprocess.run([*command, "--port", str(still.port)], capture_output=True, text=True, timeout=60)

    assert (second.returncode, second.stdout) == (1, "")
    said = re.fullmatch(rf"port {still.port} cannot be used \(.*\); try --port (\d+)\n", second.stderr)
    with closing(socket.create_server(("127.0.0.1", int(said[1])))) as free:
        assert free


def test_without_a_port_the_next_free_one_is_taken(still):
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", 8000))
            taken.listen()
        except OSError:
            pass  # somebody else has it, which is as good
        command = [sys.executable, ROOT / "build.py", "serve", "--project", still.files.root]
        second = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            port = int(re.search(r"http://127\.0\.0\.1:(\d+)/book/", second.stdout.readline())[1])
        finally:
            second.kill()
            _, errors = second.communicate()

    assert port > 8000
    assert re.fullmatch(r"port 8000 cannot be used \(.*\); taking the next\n", errors)


def test_a_page_has_the_editor_open_a_file_at_its_line_and_nobody_else_opens_anything(still):
    here = f"http://127.0.0.1:{still.port}"
    wishes = {
        "another site": (FILE, {"Origin": "http://elsewhere.example"}),
        "a page without an origin": (FILE, {"Origin": "null"}),
        "another name": (FILE, {"Host": "rebound.example:8000", "Origin": "http://rebound.example:8000"}),
        "out of data": ("data/../mkdocs.yml", {}),
        "out of the project": ("data/../../../../../../etc/passwd", {}),
        "anywhere": ("/etc/passwd", {}),
        "through a link": ("data/teas/.linked.yml", {}),
        "a folder": ("data/teas", {}),
        "no name": ("data/\0", {}),
        "a place": ({"file": FILE, "line": 3, "column": 7}, {}),
        "an address": (f"{here}/book/edit/main/{FILE}", {}),
    }
    path, notes = still.files.root / FILE, still.files.root.parent / "notes"
    before = notes.read_text().count("\n") if notes.is_file() else 0
    answers = {}
    for name, (file, headers) in wishes.items():
        body = json.dumps(file if isinstance(file, dict) else {"file": file}).encode()
        answers[name] = still.ask(".preview/edit", body, **headers)[0]

    assert answers == {
        "another site": 403,
        "a page without an origin": 403,
        "another name": 403,
        "out of data": 409,
        "out of the project": 409,
        "anywhere": 409,
        "through a link": 409,
        "a folder": 409,
        "no name": 400,
        "a place": 200,
        "an address": 200,
    }
    assert until(lambda: notes.is_file() and notes.read_text().count("\n") == before + 2)
    assert sorted(notes.read_text().splitlines()[before:]) == [f"--at|{path}:1:1", f"--at|{path}:3:7"]


def test_what_is_left_of_a_long_request_is_no_request(still):
    notes = still.files.root.parent / "notes"
    before = notes.read_text() if notes.is_file() else ""
    inner = json.dumps({"file": FILE})
    here = f"localhost:{still.port}"
    hidden = f"POST /book/.preview/edit HTTP/1.1\r\nHost: {here}\r\nOrigin: http://{here}\r\n"
    body = "x" * 10_000 + f"{hidden}Content-Length: {len(inner)}\r\n\r\n{inner}"
    outer = f"POST / HTTP/1.1\r\nHost: {here}\r\nOrigin: http://elsewhere.example\r\n"
    with socket.create_connection(("127.0.0.1", still.port), timeout=20) as wire, suppress(ConnectionError):
        wire.sendall(f"{outer}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        answers = b"".join(iter(lambda: wire.recv(4096), b""))
        assert answers.count(b"HTTP/1.1 ") == 1
        assert answers.startswith(b"HTTP/1.1 403 ")

    assert still.ask(".preview/edit", b"x" * 10_000, **{"Content-Length": "9" * 5000})[0] == 400
    assert (notes.read_text() if notes.is_file() else "") == before


def test_a_schema_and_a_lock_file_are_opened_as_data_is(still):
    notes = still.files.root.parent / "notes"
    names = ("schemas/teas.schema.json", "links.lock")
    still.files.write("links.lock", "")
    assert [still.ask(".preview/edit", json.dumps({"file": name}).encode())[0] for name in names] == [200, 200]

    assert until(lambda: notes.is_file() and all(str(still.files.root / name) in notes.read_text() for name in names))
    assert still.ask(".preview/edit", b'{"file": "data/faults/e001.yml"}')[0] == 409  # of another book


@pytest.mark.parametrize("path", ["차", "%EC%B0%A8"])
def test_a_path_beyond_ascii_is_served_below_what_browsers_make_of_it(site, path):
    site.sub("data/site.yml", "/book/", f"/{path}/")
    assert run(site.root, "build").returncode == 0
    with subprocess.Popen(
        [sys.executable, ROOT / "build.py", "serve", "--project", site.root, "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            address = re.search(r"http://\S+", process.stdout.readline())[0]
            with urlopen(urljoin(address, "/"), timeout=20) as answer:
                seen = answer.geturl(), re.search(r'src="([^"]+page\.js)"', answer.read().decode())[1]
        finally:
            process.terminate()

    assert address.endswith("/%EC%B0%A8/")
    assert seen == (address, "/%EC%B0%A8/.preview/page.js")


def test_a_build_that_was_ended_from_outside_is_said(preview):
    children = Path(f"/proc/{preview.process.pid}/task/{preview.process.pid}/children").read_text().split()
    for child in children:
        os.kill(int(child), signal.SIGKILL)
    preview.files.sub("data/regions/uji.yml", "A town near Kyoto.", "A town not far from Kyoto.")

    faults = next(news["faults"] for news in preview.news() if news["faults"])
    assert [(one["place"], one["said"]) for one in faults] == [
        ("the build", "was ended from outside; start the preview again")
    ]


@pytest.mark.parametrize("port", ["70000", "-1", "x", "9" * 5000])
def test_a_port_that_cannot_be_is_refused_in_a_line(tmp_path, port):
    result = run(tmp_path, "serve", f"--port={port}")

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].endswith(f"--port: must be a number from 0 to 65535, not {port!r}")


def test_another_sites_name_for_this_machine_gets_nothing(still):
    headers = {"Host": f"rebound.example:{still.port}"}

    assert {path: still.ask(path, **headers)[0] for path in (PAGE, ".preview/news", ".preview/state?/")} == {
        PAGE: 421,
        ".preview/news": 421,
        ".preview/state?/": 421,
    }


def test_without_an_editor_it_says_what_to_set(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    said = []
    for words in ("", "no-such-editor --now", "an 'open quote"):
        monkeypatch.setenv("PRESS_EDITOR", words)
        with pytest.raises(Unopened) as reason:
            open_file(tmp_path / "sencha.yml", 1, 1)
        said.append(str(reason.value))

    assert said == [
        "no editor is known; start the preview with PRESS_EDITOR='code --goto {file}:{line}:{column}' or the like",
        "no-such-editor cannot be started (No such file or directory); set PRESS_EDITOR",
        "PRESS_EDITOR cannot be read (No closing quotation): an 'open quote",
    ]


def test_an_editor_that_is_named_alone_gets_the_file(tmp_path):
    file = tmp_path / "a {line}.yml"

    assert command(file, 3, 1, {"PRESS_EDITOR": "gedit -s"}) == ["gedit", "-s", str(file)]


@pytest.mark.parametrize(
    ("line", "column", "parts"),
    [
        (1, 1, ("", "titel", ": x")),
        (2, 5, ("ko: ", "머신러닝은", " 좋다")),
        (2, 99, ("ko: 머신러닝은 좋다", "", "")),
        (3, 201, ("…" + "a b " * 40, "!", " a b" * 40 + "…")),
        (9, 1, None),
    ],
)
def test_an_excerpt_marks_the_word_at_a_place(line, column, parts):
    text = f"titel: x\nko: 머신러닝은 좋다\r\n{'a b ' * 50}!{' a b' * 50}"

    assert excerpt(text, line, column) == parts


def test_a_fault_of_a_whole_file_has_no_excerpt(files):
    assert shown([Problem("data/none.yml", 0, 0, "", "is missing", "E1")], files.root) == [
        {
            "path": "data/none.yml",
            "line": 0,
            "column": 0,
            "place": "data/none.yml",
            "said": "is missing",
            "code": "E1",
            "excerpt": None,
        }
    ]
