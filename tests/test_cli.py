"""build.py as a person runs it: exit codes, what it prints, what it leaves, and whole real builds."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import venv
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from tea import LABELS, ROOT, TEA, Files, heed_interrupts, run, snapshot, tea, uncoded

import build
from press.model import TRANSLATIONS

UJI, SENCHA = "data/regions/uji.yml", "data/teas/sencha.yml"
BUILD = [sys.executable, str(ROOT / "build.py")]


def said(result: subprocess.CompletedProcess[str]) -> tuple[int, str, list[str]]:
    """The exit code, what was printed, and the lines of complaint without codes."""
    return result.returncode, result.stdout, uncoded(result.stderr).splitlines()


def command(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*BUILD, *arguments], capture_output=True, text=True, cwd=cwd, timeout=120)


@pytest.mark.parametrize(
    "arguments", [["--help"], *([name, "--help"] for name in ("build", "serve", "check", "translations", "links"))]
)
def test_help_teaches_by_example_and_is_no_error(arguments):
    result = command(*arguments)

    assert (
        result.returncode,
        result.stderr,
        re.findall(r"^examples?:\n  python build\.py", result.stdout, re.MULTILINE),
    ) == (0, "", ["examples:\n  python build.py" if arguments == ["--help"] else "example:\n  python build.py"])


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["biuld"],
        ["build", "--frob"],
        ["check", "--url", "x"],
        ["build", "x"],
        ["serve", "--port", "x"],
        ["check", "--project"],
        ["links", "--format", "xml"],
        *(["links", "--timeout", wrong] for wrong in ("x", "0", "-1", "nan", "inf", "601")),
        ["links", "--pause", "0"],
    ],
)
def test_wrong_usage_is_exit_code_2_with_the_usage(arguments):
    result = command(*arguments)

    assert (result.returncode, result.stdout, result.stderr.split()[:2]) == (2, "", ["usage:", "build.py"])


@pytest.mark.parametrize("word", ["build", "check", "serve", "translations", "links"])
def test_a_folder_without_data_is_exit_code_2(tmp_path, word):
    assert said(command(word, "--project", str(tmp_path))) == (
        2,
        "",
        [f"{tmp_path}: has no data/ folder; name a project with --project"],
    )


def test_a_folder_that_is_not_there_is_exit_code_2(tmp_path):
    gone = tmp_path / "gone"

    assert said(command("check", "--project", str(gone))) == (
        2,
        "",
        [f"{gone}: has no data/ folder; name a project with --project"],
    )


def test_the_project_is_here_unless_named(site):
    assert said(command("check", cwd=site.root)) == (0, "", [])


def test_problems_are_on_stderr_sorted_and_exit_code_1(files):
    files.sub(SENCHA, "region: uji", "region: uj")
    files.sub(UJI, "  ja: 宇治\n", "")
    files.write("data/site.txt", "x")

    assert said(run(files.root, "check")) == (
        1,
        "",
        [
            f'{UJI}:1:1: title: "ja" is missing; add it',
            "data/site.txt: is not a data file; name data files ID.yml and keep others elsewhere",
            f'{SENCHA}:11:9: region: no "uj" in data/regions/; did you mean "uji"?',
        ],
    )


def test_build_and_check_name_the_same_problems(files):
    files.sub(SENCHA, "region: uji", "region: uj")

    assert said(run(files.root, "build")) == said(run(files.root, "check"))


def test_problems_can_be_printed_where_only_ascii_can(files):
    files.sub(SENCHA, "region: uji", "region: 宇治")
    result = run(files.root, "check", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")

    assert [line.partition(": ")[0] for line in result.stderr.splitlines()] == [f"{SENCHA}:11:9"]


def test_a_check_of_a_built_project_is_silent_and_writes_nothing(site):
    before = snapshot(site.root, but=[".cache/"])
    result = run(site.root, "check")

    assert (said(result), snapshot(site.root, but=[".cache/"]) == before) == ((0, "", []), True)


HIDDEN = [".cache", ".editor", ".vscode"]
"""What a build leaves beside docs/ and site/."""
TOGETHER = ".*/assets/find/|docs/copies/../|docs/api/|[.]editor/"
"""The folders whose files are made together."""


def test_a_check_of_an_unbuilt_project_names_every_file_and_writes_nothing(files):
    before = snapshot(files.root)
    code, _, lines = said(run(files.root, "check"))

    assert (code, lines, snapshot(files.root) == before) == (
        1,
        sorted(
            f"{path}: is out of date; run: python build.py build"
            for path in {TRANSLATIONS, *(re.sub(f"({TOGETHER}).*", r"\1", path) for path in files.pages)}
            if not path.startswith("docs/drawings/")
        ),
        True,
    )


def test_a_check_finds_a_file_that_was_edited_by_hand(site):
    site.sub("docs/en/teas/sencha.md", "Leaves are steamed", "Leaves are fried")

    assert said(run(site.root, "check")) == (
        1,
        "",
        ["docs/en/teas/sencha.md: is out of date; run: python build.py build"],
    )


def test_a_check_finds_a_drawing_that_was_edited_by_hand(site):
    drawing = next(path for path in snapshot(site.root) if path.startswith("docs/drawings/"))
    site.sub(drawing, "</svg>", "<text>Coffee</text></svg>")

    assert said(run(site.root, "check")) == (1, "", [f"{drawing}: is out of date; run: python build.py build"])


def test_a_check_finds_what_an_edit_of_the_data_has_made_stale(site):
    site.sub(UJI, "A town near Kyoto.", "A town by a river.")

    assert said(run(site.root, "check")) == (
        1,
        "",
        [
            "docs/api/: is out of date; run: python build.py build",
            "docs/copies/en/: is out of date; run: python build.py build",
            "docs/copies/ja/: is out of date; run: python build.py build",
            "docs/en/assets/find/: is out of date; run: python build.py build",
            "docs/en/regions/index.md: is out of date; run: python build.py build",
            "docs/en/regions/uji.md: is out of date; run: python build.py build",
            "docs/go/regions/uji/index.html: is out of date; run: python build.py build",
            "docs/ja/regions/index.md: is out of date; run: python build.py build",
            "docs/ja/regions/uji.md: is out of date; run: python build.py build",
            "docs/ja/translations.md: is out of date; run: python build.py build",
        ],
    )


def test_a_check_finds_what_is_left_over(site):
    site.write("docs/en/teas/matcha.md", site.read("docs/en/teas/sencha.md"))

    assert said(run(site.root, "check")) == (
        1,
        "",
        ["docs/en/teas/matcha.md: is left over; run: python build.py build"],
    )


@pytest.mark.parametrize("content", [b"my notes\n", b"\x89PNG\r\n", b""])
def test_a_foreign_file_in_docs_is_refused_and_not_deleted(site, content):
    site.write("docs/en/teas/notes.md", content)
    before = snapshot(site.root)

    assert (said(run(site.root, "build")), snapshot(site.root) == before) == (
        (1, "", ["docs/en/teas/notes.md: was not made by the build; docs/ is generated, so move it out"]),
        True,
    )


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SENCHA, "region: uji", "region: uj"),  # found in the data
        ("mkdocs.base.yml", "attr_list: {}", "no_such_extension: {}"),  # found by MkDocs
        (SENCHA, "summary:", "\tsummary:"),
    ],
)
def test_a_build_that_fails_leaves_the_site_as_it_was(site, path, old, new):
    before = snapshot(site.root / "site")
    site.sub(path, old, new)
    result = run(site.root, "build")

    assert (
        result.returncode,
        result.stdout,
        "Traceback" in result.stderr,
        snapshot(site.root / "site") == before,
        sorted(one.name for one in site.root.glob(".*")),
    ) == (1, "", False, True, HIDDEN)


def test_an_entry_that_goes_takes_its_pages_along(site):
    site.sub("data/teas.yml", "[sencha, oolong]", "[sencha]")
    site.sub(SENCHA, "next:\n  - to: oolong\n    note:\n      en: darker\n      ja: より濃く\n", "")
    site.sub("data/diagrams/path.yml", "along: next", "along: region")
    for label in ("next", "previous", "colour_blue"):
        site.sub("data/labels.yml", f"{label}:\n  en: {LABELS[label][0]}\n  ja: {LABELS[label][1]}\n", "")
    site.delete("data/teas/oolong.yml")
    result = run(site.root, "build")

    left = [path for path in snapshot(site.root, but=[".cache/"]) if "oolong" in path]
    assert (said(result), left) == ((0, "", []), [])


def languages(project: Path) -> dict[str, str]:
    """The language of every page of a site."""
    site = project / "site"
    return {
        path.relative_to(site).as_posix(): re.search(r"<html[^>]* lang=\"?([\w-]+)", path.read_text("utf-8"))[1]
        for path in sorted(site.rglob("*.html"))
    }


PAGES = [
    "404.html",
    "a-z/index.html",
    "index.html",
    "regions/fujian/index.html",
    "regions/index.html",
    "regions/uji/index.html",
    "teas/index.html",
    "teas/oolong/index.html",
    "teas/sencha/index.html",
    "translations/index.html",
]


def test_a_foreign_book_is_built_in_its_two_languages(built):
    assert languages(built) == {
        "404.html": "en",
        **{f"en/{page}": "en" for page in PAGES},
        **{f"go/{page}": "en" for page in PAGES if page != "404.html"},
        "index.html": "en",
        **{f"ja/{page}": "ja" for page in PAGES},
    }


def test_a_third_language_takes_data_only(tmp_path):
    files = tea(tmp_path)
    files.sub("data/site.yml", "    name: 日本語\n", "    name: 日本語\n  - tag: fr\n    name: Français\n")
    for path in TEA:
        if path.startswith("data/"):
            files.write(path, re.sub(r"^( *)(- )?ja: (.*)$", r"\g<0>\n\1fr: \3", files.read(path), flags=re.MULTILINE))
    result = run(files.root, "build")

    assert (said(result), languages(tmp_path)) == (
        (0, "", []),
        {
            "404.html": "en",
            **{f"en/{page}": "en" for page in PAGES},
            **{f"fr/{page}": "fr" for page in PAGES},
            **{f"go/{page}": "en" for page in PAGES if page != "404.html"},
            "index.html": "en",
            **{f"ja/{page}": "ja" for page in PAGES},
        },
    )


def test_the_built_site_asks_nothing_of_another_host(built):
    loads = re.compile(
        r"<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=[\"']?((?:https?:)?//[^\"'\s>]+)"
        r"|<link\b[^>]*rel=\"?(?:stylesheet|preconnect|icon|preload)\"?[^>]*href=[\"']?((?:https?:)?//[^\"'\s>]+)"
    )

    assert {
        path: loads.findall(text.decode())
        for path, text in snapshot(built / "site").items()
        if path.endswith(".html") and loads.search(text.decode())
    } == {}


def test_two_builds_of_the_same_input_are_the_same_byte_for_byte(built, tmp_path):
    other = tea(tmp_path / "another-folder")
    time.sleep(1.1)  # so that a second hand in the output would show
    result = run(other.root, "build")
    first, second = snapshot(built / "site"), snapshot(other.root / "site")

    assert (said(result), sorted(first), [path for path in first if first[path] != second.get(path)]) == (
        (0, "", []),
        sorted(second),
        [],
    )


def test_a_build_where_nothing_has_changed_writes_nothing_in_docs(site):
    def times() -> dict[str, int]:
        return {path: (site.root / path).stat().st_mtime_ns for path in snapshot(site.root, but=["site/", ".cache/"])}

    before = times()
    result = run(site.root, "build")

    assert (said(result), times()) == ((0, "", []), before)


def test_languages_that_are_built_apart_are_put_together_by_copying(built, tmp_path):
    whole = tmp_path / "whole"
    for tag in ("en", "ja"):
        part = Files(Path(shutil.copytree(built, tmp_path / tag, ignore=shutil.ignore_patterns("site", ".cache"))))
        assert said(run(part.root, "build", "--lang", tag)) == (0, "", [])
        assert {path.name for path in (part.root / "site").iterdir() if path.is_dir()} == {tag, "api", "cards", "go"}
        shutil.copytree(part.root / "site", whole, dirs_exist_ok=True)

    assert snapshot(whole) == snapshot(built / "site")


def test_a_language_that_is_not_there_is_named_with_those_that_are(site):
    assert said(run(site.root, "build", "--lang", "ko")) == (1, "", ["--lang: no language ko; there are en, ja"])


def test_timings_say_what_took_how_long_and_leave_a_trace(files):
    result = run(files.root, "build", "--timings")
    head, *rows = result.stdout.splitlines()
    names = {row[:14].strip() for row in rows}
    events = json.loads((files.root / ".cache" / "trace.json").read_text())["traceEvents"]

    assert head.split() == ["step", "times", "seconds", "from", "to"]
    steps = {"read", "validate", "translations", "render", "write", "Markdown", "search index", "template", "cards"}
    assert names == steps
    assert {event["name"] for event in events} == names
    assert all(event["ph"] == "X" and event["dur"] >= 0 and event["pid"] for event in events)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("mkdocs.base.yml", "strict: true", "strict: true\nhooks: [hook.py]"),
        ("theme/main.html", "{% block footer %}", "{% block footer %}{{ pages | length }}"),
    ],
)
def test_what_the_quick_engine_does_not_know_is_left_to_mkdocs_itself(site, tmp_path, path, old, new):
    shutil.copytree(ROOT / "theme", site.root / "theme")
    site.write("mkdocs.base.yml", (ROOT / "mkdocs.base.yml").read_text(encoding="utf-8"))
    site.write("hook.py", "def on_page_content(html, **unused):\n    return html + '<p>from a hook</p>'\n")
    site.sub(path, old, new)
    plain = Files(Path(shutil.copytree(site.root, tmp_path / "plain")))
    assert said(run(site.root, "build")) == said(run(plain.root, "build", "--plain")) == (0, "", [])

    assert snapshot(site.root / "site") == snapshot(plain.root / "site")


def test_two_builds_at_once_leave_one_whole_site(built, tmp_path):
    files = tea(tmp_path)
    both = [
        subprocess.Popen(
            [*BUILD, "build", "--project", str(files.root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    ends = [(*child.communicate(timeout=240), child.returncode) for child in both]

    assert (
        ends,
        snapshot(files.root / "site") == snapshot(built / "site"),
        sorted(one.name for one in files.root.glob(".*")),
    ) == ([("", "", 0)] * 2, True, HIDDEN)


@pytest.mark.parametrize("sign", [".site-*", ".site-*/*/index.html"])
def test_a_build_that_is_killed_leaves_the_old_site_and_the_next_one_works(site, sign):
    before = snapshot(site.root / "site")
    site.sub(UJI, "A town near Kyoto.", "A town by a river.")
    child = subprocess.Popen(
        [*BUILD, "build", "--project", str(site.root)],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while child.poll() is None and not any(site.root.glob(sign)):
        time.sleep(0.005)
    os.killpg(child.pid, signal.SIGKILL)
    killed = child.wait(timeout=60)
    between = snapshot(site.root / "site")
    result = run(site.root, "build")
    page = site.read("site/en/regions/uji/index.html")

    assert (killed, between == before) == (-signal.SIGKILL, True)
    assert (said(result), "A town by a river." in page, "A town near Kyoto." in page) == ((0, "", []), True, False)


def test_an_interrupted_build_has_no_traceback_and_leaves_nothing_behind(site):
    before = snapshot(site.root / "site")
    child = subprocess.Popen(
        [*BUILD, "build", "--project", str(site.root)],
        preexec_fn=heed_interrupts,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not list(site.root.glob(".site-*")) and child.poll() is None:
        time.sleep(0.02)
    time.sleep(0.3)
    os.killpg(child.pid, signal.SIGINT)
    out, err = child.communicate(timeout=60)

    assert (
        child.returncode,
        out,
        err,
        snapshot(site.root / "site") == before,
        sorted(one.name for one in site.root.glob(".*")),
    ) == (130, "", "", True, HIDDEN)


@pytest.fixture(scope="session")
def plain_python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python with everything that is installed here but the renderer of diagrams."""
    home = tmp_path_factory.mktemp("plain") / "venv"
    venv.create(home, with_pip=False, symlinks=True)
    packages = next(home.glob("lib/python*/site-packages"))
    for path in Path(yaml.__file__).parent.parent.iterdir():
        if not path.name.startswith("mermaidx"):
            (packages / path.name).symlink_to(path)
    return str(home / "bin" / "python")


def test_a_machine_without_the_renderer_builds_the_same_docs_and_site_from_drawings_made_before(
    site, built, plain_python
):
    shutil.rmtree(site.root / "site")
    result = run(site.root, "build", python=plain_python)

    assert (said(result), snapshot(site.root, [".cache/"]) == snapshot(built, [".cache/"])) == (
        (0, "", []),
        True,
    )


def test_a_machine_without_the_renderer_finds_no_fault_with_drawings_made_before(site, plain_python):
    assert said(run(site.root, "check", python=plain_python)) == (0, "", [])


def test_a_machine_without_the_renderer_leaves_new_diagrams_to_the_browser(tmp_path, plain_python):
    files = tea(tmp_path)
    result = run(files.root, "build", python=plain_python)
    home = files.read("site/en/index.html")

    assert (said(result), list(files.root.glob("docs/drawings/*")), home.count('<pre class="mermaid"')) == (
        (0, "", []),
        [],
        1,
    )


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real project, built as hosts do that know only MkDocs."""
    project = tmp_path_factory.mktemp("plain-mkdocs") / "project"
    shutil.copytree(
        ROOT,
        project,
        ignore=lambda folder, names: {
            name
            for name in names
            if Path(folder) == ROOT and (name.startswith(".") or name in ("site", "tests", "bench"))
        },
    )
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    assert result.returncode == 0, result.stderr
    return project


def test_plain_mkdocs_builds_every_page_of_both_languages_into_one_site(plain):
    docs = plain / "docs"
    found = {path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md")}
    pages = {page for page in found if not page.startswith("copies/")}
    wanted = {f"{page.removesuffix('index')}/index.html".replace("//", "/") for page in pages}

    assert (wanted - set(snapshot(plain / "site")), {page[:2] for page in pages}) == (set(), {"ko", "en"})
    assert not (plain / "site" / "copies").exists()


def test_plain_mkdocs_shows_drawings_and_no_sources(plain):
    pages = [path.read_text(encoding="utf-8") for path in sorted((plain / "site").rglob("*.html"))]

    assert (
        sum('<pre class="mermaid"' in page for page in pages),
        sum('class="diagram__drawing"' in page for page in pages) > 50,
    ) == (0, True)


def attributes(page):
    """The names of all attributes of a page, as a browser reads it."""
    found = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.update(name for name, _ in attrs)
    parser.feed(page)
    return found


def test_words_of_the_data_never_become_markup_anywhere_in_the_site(site):
    hostile = 'x" onload="alert(1)"><img src=x onerror=alert(1)>'
    for path, old in [
        ("data/site.yml", "en: Book of tea"),
        ("data/site.yml", "en: A small book of tea."),
        ("data/labels.yml", "en: Home"),
        ("data/labels.yml", "en: Go dark"),
        ("data/labels.yml", "en: Not found"),
        ("data/teas.yml", "en: Teas"),
        ("data/teas/oolong.yml", "en: Oolong"),
        ("data/teas/oolong.yml", "en: A half-oxidised tea."),
    ]:
        site.sub(path, old, f"en: '{hostile} {old}'")
    result = run(site.root, "build")
    assert (result.returncode, result.stderr) == (0, "")

    pages = {path: path.read_text(encoding="utf-8") for path in (site.root / "site").rglob("*.html")}
    assert len(pages) > 10
    assert [path.name for path, text in pages.items() if attributes(text) & {"onload", "onerror"}] == []


@pytest.mark.parametrize(
    ("where", "step", "arguments", "path"),
    [
        (build.desk, "tidied", ["fmt"], SENCHA),
        (build.desk, "mended", ["fix"], SENCHA),
        (build.move, "rename", ["rename", "teas/sencha", "green"], "data/teas/oolong.yml"),
        (build.move, "retire", ["retire", "teas/sencha", "--to", "teas/oolong"], "data/teas.yml"),
    ],
)
def test_what_was_edited_while_a_command_ran_stays(files, monkeypatch, capsys, where, step, arguments, path):
    files.sub(SENCHA, "colour: green\nsince: 1738", "since: 1738  \ncolour: green")
    do = getattr(where, step)

    def disturbed(*given, **named):
        made = do(*given, **named)
        files.write(path, files.read(path) + "# by somebody else\n")
        return made

    monkeypatch.setattr(where, step, disturbed)
    before = snapshot(files.root, but=[".cache"])

    code = build.main([*arguments, "--project", str(files.root)])

    assert (code, uncoded(capsys.readouterr().err)) == (1, f"{path}: was changed in the meantime; run this again\n")
    assert snapshot(files.root, but=[".cache"]) == before | {path: before[path] + b"# by somebody else\n"}


@pytest.mark.parametrize("command_", [["fmt"], ["fix"], ["diff", "HEAD"]])
def test_a_data_file_that_cannot_be_opened_is_named(files, monkeypatch, capsys, command_):
    git = ["git", "-C", str(files.root), "-c", "user.name=A", "-c", "user.email=a@a.example"]
    for words in (["init", "-q"], ["commit", "-qm", "x", "--allow-empty"]):
        subprocess.run([*git, *words], check=True)
    (files.root / "data" / "x.yml").mkdir()
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "sencha.yml":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert build.main([*command_, "--project", str(files.root)]) == 1
    assert uncoded(capsys.readouterr().err) == f"{SENCHA}: cannot be read (Permission denied)\n"
