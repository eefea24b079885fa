"""Released addresses: they are listed, they move, and none is ever lost."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from servers import nginx
from tea import Files, run, snapshot, uncoded

import build
from press import write
from press.links import lock
from press.model import LOCK, Faulty

DAY = ("--date", "2026-11-25")
SENCHA = "data/teas/sencha.yml"


def act(files: Files, *arguments: str, code: int = 0) -> None:
    """Runs a command in this process."""
    assert build.main([*arguments, "--project", str(files.root)]) == code


def refusal(files: Files, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command says that changes nothing."""
    before = snapshot(files.root, but=[".cache"])
    capsys.readouterr()
    act(files, *arguments, code=1)
    assert snapshot(files.root, but=[".cache"]) == before
    return uncoded(capsys.readouterr().err.strip())


@pytest.fixture
def released(files: Files) -> Files:
    """The book of tea after its first release, with a region that nothing refers to."""
    files.write(
        "data/regions/assam.yml", files.read("data/regions/uji.yml").replace("Uji", "Assam").replace("宇治", "阿薩姆")
    )
    act(files, "release", *DAY)
    return files


def rows(files: Files) -> list[str]:
    """The lines of the lock file without hashes."""
    return [line.split(" en=")[0] for line in files.read(LOCK).splitlines() if not line.startswith("#")]


# The lock file


def test_a_release_lists_every_page_and_section(released):
    letters = ["a", "f", "o", "s", "u", *(f"cjk-ideograph-{code}" for code in ("5b87", "70cf", "714e", "798f", "963f"))]
    sections = {
        "": ["contents", "top"],
        "a-z/": [*letters, "top"],
        "regions/": ["comparison", "top"],
        "regions/assam/": ["top"],
        "regions/fujian/": ["connections", "top"],
        "regions/uji/": ["top"],
        "teas/": ["comparison", "top"],
        "teas/oolong/": ["top", "what"],
        "teas/sencha/": ["connections", "formulas", "since", "top", "what"],
        "translations/": ["top"],
    }
    assert rows(released) == [
        f"{address} 2026-11-25"
        for page, ids in sections.items()
        for address in (f"/{page}", *(f"/{page}#{id_}" for id_ in sorted(ids)))
    ]


def test_a_second_release_changes_nothing_but_what_is_new(released):
    before = released.read(LOCK)
    act(released, "release", "--date", "2026-12-01")
    assert released.read(LOCK) == before

    released.sub("data/regions/uji.yml", "A town near Kyoto.", "A town south of Kyoto.")
    act(released, "release", "--date", "2026-12-02")

    changed = [line for line in released.read(LOCK).splitlines() if line not in before.splitlines()]
    assert [line.split(":")[0] for line in changed] == [
        "/regions/ 2026-11-25 en=2026-12-02",
        "/regions/uji/ 2026-11-25 en=2026-12-02",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<<<<<<< HEAD", "has the mark of a merge; keep the lines of both sides, delete the mark"),
        ("=======", "has the mark of a merge; keep the lines of both sides, delete the mark"),
        (">>>>>>> other", "has the mark of a merge; keep the lines of both sides, delete the mark"),
        ("/teas/matcha/", f"cannot be read; take it back from git: git checkout -- {LOCK}"),
        ("/teas/Matcha/ 2026-11-25", f"cannot be read; take it back from git: git checkout -- {LOCK}"),
        ("/ 2026-11-25", "/ stands in line 3 too; keep one"),
    ],
)
def test_a_line_that_is_none_is_named(released, capsys, line, said):
    released.write(LOCK, released.read(LOCK) + line + "\n")
    number = len(released.read(LOCK).splitlines())

    for command in (["check"], ["release"], ["rename", "teas/sencha", "matcha"], ["retire", "teas/sencha"]):
        assert refusal(released, capsys, *command) == f"links.lock:{number}:1: {said}"


def test_a_lock_is_read_as_it_was_written(released):
    text = released.read(LOCK)

    assert lock.write(lock.read(text)) == text


def test_both_sides_of_a_merge_make_one_lock(released):
    head, *lines = [line for line in released.read(LOCK).splitlines(keepends=True) if not line.startswith("#")]
    mixed = "".join([*reversed(lines), head])

    assert lock.write(lock.read(mixed)) == released.read(LOCK)


# Lost addresses


def test_an_entry_that_is_gone_is_named_with_the_command_that_mends_it(released, capsys):
    released.delete("data/regions/assam.yml")

    said = refusal(released, capsys, "check").splitlines()

    number = released.read(LOCK).splitlines().index(next(x for x in released.read(LOCK).splitlines() if "assam/ " in x))
    assert said[0] == (
        f"links.lock:{number + 1}:1: the released address /regions/assam/ is lost; "
        "run: python build.py retire regions/assam --to COLLECTION/ID"
    )
    act(released, "retire", "regions/assam", "--to", "regions/uji")
    act(released, "build")
    assert files_with(released, "assam") == {
        "site/en/regions/assam/index.html",
        "site/ja/regions/assam/index.html",
        "site/go/regions/assam/index.html",
    }


def files_with(files: Files, name: str) -> set[str]:
    """The pages of the site whose address has this name in it."""
    return {
        path.relative_to(files.root).as_posix()
        for path in (files.root / "site").rglob("index.html")
        if name in path.parts
    }


def test_a_section_that_is_gone_is_named_with_the_command_that_mends_it(released, capsys):
    released.sub(SENCHA, "what:\n  - en: Leaves are steamed, then rolled.\n    ja: 葉を蒸して揉む。\n", "")

    assert refusal(released, capsys, "check").partition(": ")[2] == (
        "the released address /teas/sencha/#what is lost; run: python build.py retire teas/sencha#what --to SECTION"
    )
    assert "has no section" in refusal(released, capsys, "retire", "teas/sencha#what", "--to", "nonsense")
    act(released, "retire", "teas/sencha#what", "--to", "formulas")
    assert "/teas/sencha/#what 2026-11-25 -> /teas/sencha/#formulas" in rows(released)
    assert '<div id="what" class="former"></div>\n\n## ' in released.pages["docs/en/teas/sencha.md"]


def test_a_line_that_was_dropped_is_missed(released, capsys):
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@x", *arguments], cwd=released.root, check=True)

    git("init", "-q")
    git("add", LOCK)
    git("commit", "-qm", "first")
    first = released.read(LOCK)
    uji = released.read("data/regions/uji.yml")
    released.write("data/regions/shizuoka.yml", uji.replace("Uji", "Shizuoka").replace("宇治", "静岡"))
    act(released, "release", *DAY)
    git("add", LOCK)
    git("commit", "-qm", "second")
    act(released, "build")
    act(released, "check")

    released.write(LOCK, first)
    act(released, "build")

    said = refusal(released, capsys, "check").splitlines()
    assert said == [
        f"links.lock: {address} was released and has been dropped; put its line back, from git log -p links.lock"
        for address in ["/a-z/#cjk-ideograph-9759", "/regions/shizuoka/", "/regions/shizuoka/#top"]
    ]
    assert refusal(released, capsys, "release", *DAY).splitlines() == said


def test_a_circle_of_lines_is_named(released, capsys):
    text = released.read(LOCK)
    for old, new in [("sencha", "matcha"), ("matcha", "sencha")]:
        line = f"/teas/{old}-old/ 2026-11-25 -> /teas/{new}-old/\n"
        text += line
    released.write(LOCK, text)

    assert [line.partition(": ")[2] for line in refusal(released, capsys, "check").splitlines()] == [
        "goes in a circle: /teas/sencha-old/ -> /teas/matcha-old/ -> /teas/sencha-old/; give one another target",
        "goes in a circle: /teas/matcha-old/ -> /teas/sencha-old/ -> /teas/matcha-old/; give one another target",
    ]


def test_a_new_entry_cannot_take_an_address_that_leads_elsewhere(released, capsys):
    act(released, "rename", "teas/sencha", "green")
    released.write(SENCHA, released.read("data/teas/green.yml").replace("Sencha", "Gyokuro").replace("煎茶", "玉露"))
    released.sub(SENCHA, "steamed tea", "shaded tea") if "steamed tea" in released.read(SENCHA) else None
    released.sub("data/teas.yml", "[green, oolong]", "[green, oolong, sencha]")

    assert refusal(released, capsys, "check").splitlines()[0].partition(": ")[2] == (
        "/teas/sencha/ leads to /teas/green/, but there is a page of that name again; give its entry another id, "
        "and if it shall have this one, rename it with --take"
    )


# Renaming


def test_a_rename_changes_just_what_it_must(released):
    released.sub(
        "data/site.yml", "Tea is leaves and water.", "Tea is [[teas/sencha|leaves]] and water. # [[teas/sencha]]"
    )
    released.write(SENCHA, "# a remark on [[teas/sencha]]\n" + released.read(SENCHA).replace("next:", "next:   # then"))
    act(released, "release", *DAY)
    before = snapshot(released.root, but=[".cache", LOCK])

    act(released, "rename", "teas/sencha", "green-tea")

    after = snapshot(released.root, but=[".cache", LOCK])
    assert after.pop("data/teas/green-tea.yml") == before.pop(SENCHA)
    changed = {path: (before[path], after[path]) for path in before if before[path] != after[path]}
    assert set(changed) == {"data/site.yml", "data/teas.yml", "data/teas/oolong.yml"}
    for old, new in changed.values():
        want = old.decode().replace("[[teas/sencha|", "[[teas/green-tea|").replace("[sencha, ", "[green-tea, ")
        assert new.decode() == want
    assert [line for line in rows(released) if "->" in line] == ["/teas/sencha/ 2026-11-25 -> /teas/green-tea/"]


def test_quotes_and_typed_references_stay_as_they_are_written(released):
    released.sub(SENCHA, "region: uji", 'region: "uji" # where')
    released.sub(SENCHA, '"[[regions/uji|宇治]]の緑茶。"', "'[[regions/uji|宇治]]の緑茶。'")

    act(released, "rename", "regions/uji", "uji-city")

    text = released.read(SENCHA)
    assert 'region: "uji-city" # where' in text
    assert "'[[regions/uji-city|宇治]]の緑茶。'" in text
    assert "from [[regions/uji-city]]." in text


def test_a_released_page_follows_its_entry_through_many_names(released):
    for old, new in [("sencha", "a"), ("a", "b"), ("b", "c")]:
        act(released, "rename", "teas/" + old, new)
    act(released, "release", "--date", "2026-12-01")
    act(released, "rename", "teas/c", "sencha")

    assert [line for line in rows(released) if "->" in line] == ["/teas/c/ 2026-12-01 -> /teas/sencha/"]


def test_two_entries_can_swap_their_names(released):
    act(released, "rename", "teas/sencha", "temporary")
    act(released, "rename", "teas/oolong", "sencha", "--take")
    act(released, "rename", "teas/temporary", "oolong", "--take")

    assert [line for line in rows(released) if "->" in line] == [
        "/teas/sencha/#connections 2026-11-25 -> /teas/oolong/#connections",
        "/teas/sencha/#formulas 2026-11-25 -> /teas/oolong/#formulas",
        "/teas/sencha/#since 2026-11-25 -> /teas/oolong/#since",
    ]
    assert build.main(["build", "--project", str(released.root)]) == 0
    page = released.read("docs/en/teas/sencha.md")
    assert '<p id="formulas" class="former former--moved" data-to="../../teas/oolong/#formulas">' in page


def test_a_field_gets_another_name_in_schema_data_and_labels(released):
    act(released, "rename", "teas#what", "story")

    schema = json.loads(released.read("schemas/teas.schema.json"))
    assert list(schema["properties"])[7] == "story"
    assert "\nstory:\n  - en: Leaves" in released.read(SENCHA)
    assert released.read("data/labels.yml").count("What it is") == 1
    assert [line for line in rows(released) if "->" in line] == [
        f"/teas/{tea}/#what 2026-11-25 -> /teas/{tea}/#story" for tea in ("oolong", "sencha")
    ]
    act(released, "build")
    assert '<div id="what" class="former"></div>\n\n## What it is { #story }' in released.read("docs/en/teas/sencha.md")


def test_diagrams_follow_a_field_that_gets_another_name(released):
    before = released.pages["docs/copies/en/diagrams/path.md"]
    for old, new in [("region", "origin"), ("next", "then")]:
        act(released, "rename", f"teas#{old}", new)

    diagram = released.read("data/diagrams/path.yml")
    assert "    lines: [origin]\n    colour: origin\n" in diagram and "    along: then\n" in diagram
    assert released.pages["docs/copies/en/diagrams/path.md"] == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rename", "teas/senche", "x"], 'not done: there is no teas/senche; did you mean "sencha"?'),
        (["rename", "tees/sencha", "x"], 'not done: there is no collection "tees"; did you mean "teas"?'),
        (["rename", "teas/sencha", "oolong"], "not done: teas/oolong is there already; choose another id"),
        (["rename", "teas/sencha", "sencha"], "not done: teas/sencha has that id already"),
        (["rename", "teas/sencha", "index"], 'not done: "index" is the name of the overview page; choose another id'),
        (
            ["rename", "teas/sencha", "Grün"],
            'not done: "Grün" cannot be an id; use lowercase ASCII letters, digits and hyphens',
        ),
        (["rename", "sencha", "x"], "sencha: names nothing; write COLLECTION/ID or COLLECTION#FIELD"),
        (["rename", "teas#whet", "x"], 'not done: teas has no field "whet"; did you mean "what"?'),
        (["rename", "teas#what", "colour"], 'not done: teas has a field "colour" already; choose another name'),
        (
            ["rename", "teas#what", "Was"],
            'not done: "Was" cannot be a field; use lowercase ASCII letters, digits and underscores',
        ),
        (
            ["retire", "teas/sencha", "--to", "teas/sencha"],
            "not done: teas/sencha cannot stand for itself; name another entry",
        ),
        (["retire", "teas/sencha", "--to", "teas/x"], "not done: there is no teas/x"),
        (["retire", "teas/sencha#what"], "not done: /teas/sencha/#what is still there; take it out of the data first"),
        (["retire", "teas/sencha#x"], "not done: /teas/sencha/#x was never released; there is nothing to keep"),
        (["release", "--date", "soon"], "--date: soon is no day; write it as 2026-11-25"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(released, capsys, arguments, said):
    assert refusal(released, capsys, *arguments) == said


def test_a_name_that_was_another_s_is_not_taken_silently(released, capsys):
    act(released, "rename", "teas/sencha", "green")

    assert refusal(released, capsys, "rename", "teas/oolong", "sencha") == (
        "not done: /teas/sencha/ was released and leads to /teas/green/; choose another id, or take it over with --take"
    )


# Retiring


def test_a_retired_entry_hands_over_to_its_successor(released, capsys):
    act(released, "retire", "regions/uji", "--to", "regions/fujian")

    assert not (released.root / "data/regions/uji.yml").exists()
    assert "region: fujian" in released.read(SENCHA) and "[[regions/fujian|宇治]]" in released.read(SENCHA)
    assert [line for line in rows(released) if "->" in line] == ["/regions/uji/ 2026-11-25 -> /regions/fujian/"]


def test_a_retired_entry_without_successor_leaves_a_page(released, capsys):
    assert refusal(released, capsys, "retire", "regions/fujian").splitlines() == [
        "data/teas/oolong.yml:8:9: region: refers to regions/fujian; take that out, or name a successor: --to",
        "data/teas/sencha.yml:26:9: connections[0].to: refers to regions/fujian; "
        "take that out, or name a successor: --to",
    ]

    act(released, "retire", "regions/assam", "--read", "regions/uji")
    act(released, "build")

    page = released.read("docs/en/regions/assam.md")
    assert "# Assam { #top }" in page and "No longer kept." in page and "- [Uji](uji.md)" in page
    assert "/regions/assam/ 2026-11-25" in rows(released)
    assert refusal(released, capsys, "rename", "regions/uji", "assam") == (
        "not done: regions/assam was retired and keeps its page; choose another id"
    )
    assert "assam" not in released.read("mkdocs.en.yml").partition("not_in_nav")[0]
    assert "Assam" not in "".join(path.read_text("utf-8") for path in (released.root / "docs/en/assets/find").iterdir())


# Servers


@pytest.mark.parametrize(("url", "path"), [("https://tea.example/book/", "/book/"), ("https://tea.example/", "/")])
def test_nginx_answers_301_and_410(released, tmp_path, url, path):
    released.write(
        "data/regions/assam.yml",
        released.read("data/regions/uji.yml").replace("Uji", "Assam").replace("宇治", "阿薩姆"),
    )
    act(released, "release", *DAY)
    act(released, "rename", "teas/sencha", "green")
    act(released, "retire", "regions/uji", "--to", "regions/fujian")
    act(released, "retire", "regions/assam")
    act(released, "build", "--url", url)

    with nginx(tmp_path / "nginx", released.root / "site", path) as get:
        moved = {
            old: get(f"{path}{old}")[:2]
            for old in ["en/teas/sencha/", "en/teas/sencha", "ja/teas/sencha/?q=x&y=1", "en/regions/uji/"]
        }
        gone, here, short = get(f"{path}en/regions/assam/"), get(f"{path}en/teas/green/"), get(f"{path}go/teas/sencha/")

    assert moved == {
        "en/teas/sencha/": (301, f"{path}en/teas/green/"),
        "en/teas/sencha": (301, f"{path}en/teas/green/"),
        "ja/teas/sencha/?q=x&y=1": (301, f"{path}ja/teas/green/?q=x&y=1"),
        "en/regions/uji/": (301, f"{path}en/regions/fujian/"),
    }
    assert gone[0] == 410 and "No longer kept." in gone[2]
    assert here[0] == 200 and short[0] == 200 and 'href="../../../en/teas/green/"' in short[2]


def test_other_servers_get_the_same_in_their_own_words(released):
    act(released, "rename", "teas/sencha", "green")
    act(released, "build", "--url", "https://x.example/a/")

    assert [line for line in (released.root / "site/_redirects").read_text().splitlines() if line[0] != "#"] == [
        "/a/en/teas/sencha/ /a/en/teas/green/ 301",
        "/a/en/teas/sencha /a/en/teas/green/ 301",
        "/a/ja/teas/sencha/ /a/ja/teas/green/ 301",
        "/a/ja/teas/sencha /a/ja/teas/green/ 301",
    ]
    assert [line for line in (released.root / "site/.htaccess").read_text().splitlines() if line[0] != "#"] == [
        "RewriteEngine On",
        "RewriteRule ^en/teas/sencha/?$ /a/en/teas/green/ [R=301,L,NE]",
        "RewriteRule ^ja/teas/sencha/?$ /a/ja/teas/green/ [R=301,L,NE]",
    ]


# What the releases say


def test_the_feed_tells_what_the_releases_changed(released):
    released.sub("data/regions/uji.yml", "A town near Kyoto.", "A town south of Kyoto.")
    act(released, "rename", "teas/oolong", "blue")
    act(released, "release", "--date", "2026-12-01")

    pages = released.pages
    feed = ElementTree.fromstring(pages["docs/copies/en/feed.xml"].encode())
    other = ElementTree.fromstring(pages["docs/copies/ja/feed.xml"].encode())

    def told(feed: ElementTree.Element) -> list[tuple[str, str, str]]:
        atom = "{http://www.w3.org/2005/Atom}"
        return [
            (one.find(f"{atom}updated").text[:10], one.find(f"{atom}title").text, one.find(f"{atom}link").get("href"))
            for one in feed.iter(f"{atom}entry")
        ]

    top = "https://tea.example/book/"
    assert told(feed) == [
        ("2026-12-01", "Moved: Oolong", f"{top}en/teas/blue/"),
        ("2026-12-01", "Changed: Uji", f"{top}en/regions/uji/"),
        ("2026-11-25", "New: Sencha", f"{top}en/teas/sencha/"),
        ("2026-11-25", "New: Uji", f"{top}en/regions/uji/"),
        ("2026-11-25", "New: Fujian", f"{top}en/regions/fujian/"),
        ("2026-11-25", "New: Assam", f"{top}en/regions/assam/"),
    ]
    assert ("2026-12-01", "変更: 宇治", f"{top}ja/regions/uji/") not in told(other)


def test_a_sitemap_says_when_a_page_was_changed_if_that_is_known(released):
    released.sub("data/regions/uji.yml", "A town near Kyoto.", "A town south of Kyoto.")
    root = ElementTree.fromstring(released.pages["docs/sitemap-en.xml"].encode())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    days = {one.find(f"{space}loc").text: one.find(f"{space}lastmod") for one in root}

    top = "https://tea.example/book/en/"
    assert days[f"{top}regions/uji/"] is None
    assert days[f"{top}regions/fujian/"].text == "2026-11-25"
    links = {link.get("hreflang"): link.get("href") for link in root[0].iter("{http://www.w3.org/1999/xhtml}link")}
    assert links == {"en": top, "ja": top.replace("/en/", "/ja/"), "x-default": "https://tea.example/book/"}


# All or nothing


@pytest.mark.parametrize("stop", range(12))
def test_a_change_that_is_stopped_half_way_is_finished_or_never_was(released, monkeypatch, stop):
    old = snapshot(released.root, but=[".cache"])
    copy = Files(Path(shutil.copytree(released.root, released.root.with_name("copy"))))
    act(copy, "rename", "teas/sencha", "green")
    new = snapshot(copy.root, but=[".cache"])
    steps = iter(range(100))

    def stopping(real):
        def step(*arguments, **options):
            if next(steps) == stop:
                raise KeyboardInterrupt
            return real(*arguments, **options)

        return step

    for name in ("replace", "unlink"):
        monkeypatch.setattr(Path, name, stopping(getattr(Path, name)))
    build.main(["rename", "teas/sencha", "green", "--project", str(released.root)])
    monkeypatch.undo()
    write.finish(released.root)

    assert snapshot(released.root, but=[".cache"]) in (old, new)
    assert not (released.root / ".cache/change").exists()


def test_a_folder_that_cannot_be_written_is_named(released, monkeypatch):
    before = snapshot(released.root, but=[".cache"])
    monkeypatch.setattr(write.os, "access", lambda path, mode: Path(path).name != "teas")

    with pytest.raises(Faulty) as refused:
        write.replace_all({SENCHA: b"x", LOCK: b"y"}, released.root)

    assert str(refused.value) == "data/teas: cannot be written (Permission denied); nothing was changed"
    assert snapshot(released.root, but=[".cache"]) == before


@pytest.mark.parametrize("command", ["release", "rename", "retire"])
def test_every_command_explains_itself_by_example(command):
    said = run(Path(), command, "--help").stdout

    assert f"  python build.py {command}" in said and "--project DIR" in said
