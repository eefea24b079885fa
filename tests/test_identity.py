"""Whatever was edited before: a build gives the files that MkDocs itself gives from nothing, byte for byte."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build as stock_build
from mkdocs.config import load_config
from tea import ROOT, Files, snapshot

import build
from press import cache, cards, project
from press.diagrams import draw
from press.gist import SHORT
from press.host import command, engine
from press.live import Live
from press.model import Faulty
from press.shapes import read_shapes

AGES_AGO = 1_000_000_000
BUILD = command.build
MORE = [f"tea-{number}" for number in range(10)]
ENTRY = """\
title:
  en: Tea number {0}
  ja: 茶{0}番
summary:
  en: The summary of {0}.
  ja: "{0}の要約。"
colour: green
region: uji
next:
  - to: sencha
what:
  - en: Words of {0} and [[teas/oolong]].
    ja: "{0}の話。"
"""


TOMB = """\
  - was: teas/{0}
    title:
      en: Tea that was {0}
      ja: 昔の茶
    summary:
      en: Like [[teas/{1}]].
      ja: "[[teas/{1}|あれ]]のよう。"
"""


def stock(project, target, language, variables):
    """`mkdocs build` without a process of its own."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        config = load_config(str(project / f"mkdocs.{language.tag}.yml"), site_dir=str(target))
        config.plugins.on_startup(command="build", dirty=False)
        stock_build(config)
    finally:
        os.environ.clear()
        os.environ.update(before)
    return []


def sketch(source):
    """A drawing of nothing, which is as good here and takes no time."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" id="d{draw.key(source)}" viewBox="0 0 9 9"/>\n'
    return draw.signed(svg, draw.drawn_by())


@pytest.fixture
def book(files, compiled, monkeypatch) -> Files:
    """The book of tea with a collection that is too big for the menu and a theme of its own."""
    monkeypatch.setattr(command, "build", stock)
    monkeypatch.setattr(draw, "draw", sketch)
    monkeypatch.setattr(cards, "draw", lambda card: (repr(card).encode(), ""))
    for number, id_ in enumerate(MORE):
        files.write(f"data/teas/{id_}.yml", ENTRY.format(number))
    files.sub("data/teas.yml", "oolong]", ", ".join(["oolong", *MORE]) + "]")
    shutil.copytree(ROOT / "theme", files.root / "theme")
    files.write("mkdocs.base.yml", (ROOT / "mkdocs.base.yml").read_text(encoding="utf-8"))
    return files


def made(files: Files, *options: str, cores: int = 1) -> dict[str, bytes]:
    """Every generated file of a project after a build."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "sched_getaffinity", lambda pid: set(range(cores)))
        assert build.main(["build", "--project", str(files.root), *options]) == 0
    return snapshot(files.root, but=[".cache/", "data/", "theme/", "templates/", "schemas/"])


def truth(files: Files, folder: Path, *options: str) -> dict[str, bytes]:
    """The same from nothing, every page made by MkDocs itself."""
    shutil.copytree(files.root, folder, ignore=shutil.ignore_patterns("site", ".cache", ".editor"))
    for place in (folder / "docs").iterdir():
        if place.name != "drawings":
            shutil.rmtree(place) if place.is_dir() else place.unlink()
    return made(Files(folder), "--plain", *options)


def _change(files: Files, path: str, pattern: str, new: str) -> None:
    """Replaces the first match in a file, if the file and the match are still there."""
    if (files.root / path).exists():
        files.write(path, re.sub(pattern, new, files.read(path), count=1))


def _order(files: Files, change: Callable[[list[str]], list[str]]) -> None:
    text = files.read("data/teas.yml")
    found = re.search(r"order: \[(.*)\]", text)
    assert found
    files.write("data/teas.yml", text.replace(found[1], ", ".join(change(found[1].split(", ")))))


def words(files, chance):
    _change(files, f"data/teas/{chance.choice(MORE)}.yml", r"Words \S*", f"Words {chance.randrange(99)}")


def title(files, chance):
    _change(files, f"data/teas/{chance.choice(MORE)}.yml", r"en: Tea.*", f"en: Tea called {chance.randrange(99)}")


def summary(files, chance):
    _change(files, "data/regions/uji.yml", r"A .*town", f"A {chance.randrange(99)} town")


def mention(files, chance):
    target = chance.choice(["teas/sencha", "teas/oolong", "regions/uji", "regions/fujian"])
    _change(files, f"data/teas/{chance.choice(MORE)}.yml", r"\[\[.*\]\]", f"[[{target}]]")


def relate(files, chance):
    _change(files, f"data/teas/{chance.choice(MORE)}.yml", r"region: .*", f"region: {chance.choice(['uji', 'fujian'])}")


def lead(files, chance):
    _change(files, f"data/teas/{chance.choice(MORE)}.yml", r"to: .*", f"to: {chance.choice(['sencha', 'oolong'])}")


def add(files, chance):
    id_ = f"new-{chance.randrange(10**6)}"
    files.write(f"data/teas/{id_}.yml", ENTRY.format(id_))
    _order(files, lambda ids: [*ids, id_])


def delete(files, chance):
    id_ = chance.choice(MORE)
    (files.root / f"data/teas/{id_}.yml").unlink(missing_ok=True)
    _order(files, lambda ids: [other for other in ids if other != id_])


def rename(files, chance):
    old, new = chance.choice(MORE), f"renamed-{chance.randrange(10**6)}"
    if (files.root / f"data/teas/{old}.yml").exists():
        (files.root / f"data/teas/{old}.yml").rename(files.root / f"data/teas/{new}.yml")
        _order(files, lambda ids: [new if id_ == old else id_ for id_ in ids])


def reorder(files, chance):
    _order(files, lambda ids: chance.sample(ids, len(ids)))


def bury(files, chance):
    rows = files.read("data/retired.yml") if (files.root / "data/retired.yml").exists() else "entries:\n"
    id_, like = f"gone-{chance.randrange(10**6)}", chance.choice(["sencha", "oolong"])
    files.write("data/retired.yml", rows + TOMB.format(id_, like))


def epitaph(files, chance):
    _change(files, "data/retired.yml", r"ja: .*の茶", f"ja: {chance.randrange(99)}の茶")


def label(files, chance):
    name = chance.choice(["summary", "region", "comparison", "edit", "home", "you_are_here"])
    _change(files, "data/labels.yml", rf"{name}:\n  en: .*", f"{name}:\\n  en: Word {chance.randrange(99)}")


def front(files, chance):
    _change(files, "data/site.yml", r"en: From.*leaf", f"en: From {chance.randrange(99)} leaf")


def address(files, chance):
    _change(files, "data/site.yml", r"url: .*", f"url: https://tea.example/{chance.choice('abc')}/")


def diagram(files, chance):
    _change(files, "data/diagrams/path.yml", r"lines: .*", f"lines: {chance.choice(['[region]', '[colour]'])}")


def template(files, chance):
    files.write("templates/cells/year.md.j2", f"{chance.randrange(99)} {{{{ value }}}}\n")


def schema(files, chance):
    _change(files, "schemas/teas.schema.json", r'"a tea.*"', f'"a tea {chance.randrange(99)}"')


def columns(files, chance):
    shown = chance.sample(["colour", "summary", "region"], 1)
    _change(files, "schemas/teas.schema.json", r'"columns": \[[^]]*\]', f'"columns": {json.dumps(shown)}')


def style(files, chance):
    files.write("theme/assets/handbook.css", f"body {{ margin: {chance.randrange(99)}px }}\n")


def theme(files, chance):
    look = chance.choice(
        [
            "page.meta.title",
            "page.meta.title | upper",
            "page.url",
            "page.content | length",
            "pages | length",
            "'three' if page.meta.title == 'Tea number 3'",
            "page.next_page.title",
            "page.toc | length",
        ]
    )
    _change(
        files,
        "theme/main.html",
        "{% block footer %}",
        f"{{% block footer %}}{{% if page %}}{{{{ {look} }}}}{{% endif %}}",
    )


def settings(files, chance):
    _change(files, "mkdocs.base.yml", r"toc_depth: \d", f"toc_depth: {chance.choice('456')}")


def package(files, chance):
    (files.root.parent / "packages" / f"tool-{chance.randrange(99)}.dist-info").mkdir(exist_ok=True)


def damage(files, chance):
    page = chance.choice(sorted((files.root / "site").rglob("*.html")))
    page.write_text(page.read_text(encoding="utf-8") + "<p>by hand", encoding="utf-8")


def lose(files, chance):
    chance.choice(sorted((files.root / "docs").rglob("*.md"))).unlink()


def lose_site(files, chance):
    shutil.rmtree(files.root / chance.choice(["site", "site/en", ".cache"]), ignore_errors=True)


def accept(files, chance):
    what = chance.choice(["teas", "site", "diagrams"])
    build.main(["translations", "accept", what, "--project", str(files.root)])


def draft(files, chance):
    what, tag = chance.choice(["regions", "site", "diagrams", "teas/sencha"]), chance.choice(["en", "ja"])
    build.main(["translations", "draft", what, "--lang", tag, "--project", str(files.root)])


def forget(files, chance):
    (files.root / "translations.lock").unlink(missing_ok=True)


COMMON = [words, title, summary, mention, relate, lead, add, delete, rename, reorder, bury, epitaph]
RARE = [label, front, address, diagram, template, schema, columns, style, theme, settings, accept, draft, forget]
HARM = [package, damage, lose, lose_site]


SOURCES = ("data/", "schemas/", "templates/", "theme/", "mkdocs.base.yml")


def sources(files: Files) -> dict[str, bytes]:
    """Everything that a person may edit."""
    return {path: content for path, content in snapshot(files.root).items() if path.startswith(SOURCES)}


def restore(files: Files, past: dict[str, bytes]) -> None:
    """Brings the sources back to what they once were."""
    for path in sources(files).keys() - past.keys():
        files.delete(path)
    for path, content in past.items():
        files.write(path, content)


@pytest.mark.parametrize("seed", range(30))
def test_after_any_ten_edits_in_a_row_the_files_are_those_of_a_plain_build(book, tmp_path, monkeypatch, seed):
    chance = random.Random(seed)
    monkeypatch.syspath_prepend(tmp_path / "packages")
    (tmp_path / "packages").mkdir()
    past = []
    made(book)
    for number in range(10):
        steps = [chance.choice(COMMON * 3 + RARE + HARM) for _ in range(1)]
        past.append(sources(book))
        if chance.random() < 0.1:
            restore(book, chance.choice(past))
        else:
            for step in steps:
                step(book, chance)
        options = chance.choice([[], [], [], ["--url", "https://mirror.example/tea/"]])
        found = made(book, *options, cores=chance.randint(1, 3))
        expected = truth(book, tmp_path / f"truth-{number}", *options)

        names = [step.__name__ for step in steps]
        assert [path for path in found.keys() | expected.keys() if found.get(path) != expected.get(path)] == [], names
        shutil.rmtree(tmp_path / f"truth-{number}")


def test_an_edit_makes_its_own_pages_only_and_no_edit_makes_none(book):
    def inodes():
        pages = (book.root / "site").rglob("*.html")
        return {path.relative_to(book.root).as_posix(): path.stat().st_ino for path in pages}

    made(book)
    first = inodes()
    made(book)
    assert inodes() == first

    book.sub("data/teas/tea-3.yml", "Words of 3", "Other words")
    made(book)
    second = inodes()

    assert {path for path in first if first[path] != second[path] and path.count("/") > 2} == {
        "site/en/teas/tea-3/index.html",
        "site/ja/teas/tea-3/index.html",  # says that its words are older than the English
        "site/ja/translations/index.html",
    }


@pytest.mark.parametrize("seed", range(5))
def test_a_page_from_the_preview_is_the_page_of_the_next_build(book, seed):
    chance = random.Random(seed)
    made(book)
    live = Live(book.root, cache.read(book.root))
    for _ in range(10):
        path = f"data/teas/{chance.choice(MORE)}.yml"
        old = book.read(path)
        book.write(path, old.replace("Words", f"Words {chance.randrange(99)} and"))
        shown = live.edit(book.root / path)
        found = made(book)

        assert shown and shown == {place: found[f"site/{place}"] for place in shown}
        assert {place.partition("/")[0] for place in shown} == {"en", "ja"}


def test_the_preview_finds_a_title_that_another_entry_has(book):
    made(book)
    live = Live(book.root, cache.read(book.root))
    path = f"data/teas/{MORE[3]}.yml"
    old = book.read(path)
    for word in ("Words", "Words anew"):
        book.write(path, old.replace("Words", word).replace("Tea number 3", "SENCHA"))

        with pytest.raises(Faulty, match=r"title\.en: is also the title of data/teas/sencha\.yml"):
            live.edit(book.root / path)


def test_an_edit_of_one_entry_reads_no_other(book):
    teas = [*(book.root / "data" / "teas").glob("*.yml")]
    for path in teas:
        os.utime(path, (AGES_AGO, AGES_AGO))
    made(book)
    for path in teas:
        path.write_bytes(b"\xff" * path.stat().st_size)
        os.utime(path, (AGES_AGO, AGES_AGO))
    book.write("data/teas/tea-3.yml", ENTRY.format(3).replace("Words of 3 and", "Other words than"))

    found = made(book)

    assert b"Other words than" in found["docs/en/teas/tea-3.md"]


def menu(files, chance):
    _change(files, "data/labels.yml", r"home:\n  en: .*", f"home:\n  en: Front {chance.randrange(99)}")


@pytest.mark.parametrize("change", [address, menu, settings, theme])
def test_what_was_set_up_for_the_site_as_it_was_does_not_show_in_the_one_that_is_built(book, tmp_path, change):
    made(book)
    change(book, random.Random(5))
    book.sub("data/teas/tea-3.yml", "Words of 3", "Other words")

    assert made(book) == truth(book, tmp_path / "truth")


def test_mkdocs_is_set_up_once_for_each_language_while_the_pages_are_printed(book, monkeypatch, tmp_path):
    made(book)
    book.sub("data/teas/tea-3.yml", "Words of 3", "Other words")
    set_up, start = tmp_path / "set-up", engine.Engine.__init__

    def noted(self, *given):
        with set_up.open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()}\n")
        start(self, *given)

    monkeypatch.setattr(engine.Engine, "__init__", noted)
    page = made(book, cores=2)["site/ja/teas/tea-3/index.html"]

    assert b"tea-3" in page
    assert set_up.read_text(encoding="utf-8").split() == 2 * [str(os.getpid())]


def test_a_configuration_that_mkdocs_refuses_is_told_of_after_an_edit_as_from_nothing(book, monkeypatch, capfd):
    made(book)
    monkeypatch.setattr(command, "build", BUILD)
    book.sub("data/teas/tea-3.yml", "Words of 3", "Other words")
    book.sub("mkdocs.base.yml", "attr_list: {}", "no_such_extension: {}")
    before = snapshot(book.root / "site")

    assert build.main(["build", "--project", str(book.root)]) == 1
    said = capfd.readouterr().err
    assert snapshot(book.root / "site") == before
    (book.root / cache.FILE).unlink()
    assert build.main(["build", "--project", str(book.root)]) == 1
    assert said == capfd.readouterr().err
    assert said.count("Failed to load extension 'no_such_extension'") == len(["en", "ja"])


def test_every_file_of_a_folder_is_found_and_links_to_folders_are_not_followed(tmp_path):
    for path in ("b/z.md", "b/a/x.md", "c.md", "a/y.md", "a.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x", encoding="utf-8")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a" / "self")
    (tmp_path / "b" / "link.md").symlink_to(tmp_path / "c.md")

    found = cache.names(tmp_path)

    assert found == ["a.md", "a/self", "a/y.md", "b/a/x.md", "b/link.md", "b/z.md", "c.md"]
    assert cache.names(tmp_path / "nowhere") == []


@pytest.mark.parametrize("taken_back", [True, False])
def test_a_build_after_one_that_was_disturbed_by_edits_is_right(book, tmp_path, monkeypatch, taken_back):
    many = SHORT * ", again"  # so that they are read when the page is printed
    book.sub("data/teas/tea-3.yml", "Words of 3", f"Words of 3{many}")
    made(book)
    old = book.read("data/teas/tea-3.yml")
    book.delete("docs/en/teas/tea-3.md")
    times = tmp_path / "times"

    def disturbed(*given):
        with times.open("a", encoding="utf-8") as file:
            file.write("x")
        late = f"Words {len(times.read_bytes())} that came too late"
        book.write("data/teas/tea-3.yml", old.replace("Words of 3", late))
        return read_shapes(*given)

    monkeypatch.setattr(project, "read_shapes", disturbed)
    page = made(book)["site/en/teas/tea-3/index.html"].decode()
    assert f"Words {build.PATIENCE} that came too late" in page
    monkeypatch.setattr(project, "read_shapes", read_shapes)
    if taken_back:
        book.write("data/teas/tea-3.yml", old)

    assert made(book) == truth(book, tmp_path / "truth")


def test_an_edit_of_words_revises_the_search_and_makes_no_other(book, monkeypatch):
    made(book)
    bury(book, random.Random(3))
    made(book)
    monkeypatch.setattr(project, "make_index", lambda *unused: pytest.fail("the index was made anew"))
    _change(book, "data/teas/sencha.yml", "Leaves are steamed", "Buds are steamed")

    index = [text for path, text in made(book).items() if path.startswith("docs/en/assets/find/")]
    assert any(b"Buds are steamed" in text for text in index)


@pytest.mark.parametrize("cut", [0, 1, 40, 500, -1])
def test_a_truncated_ledger_is_as_good_as_none(book, cut):
    good = made(book)
    path = book.root / cache.FILE
    path.write_bytes(path.read_bytes()[:cut])

    assert made(book) == good


@pytest.mark.parametrize("seed", range(20))
def test_a_ledger_with_a_flipped_bit_is_not_read(book, seed):
    if seed == 0:
        made(book)
    path = book.root / cache.FILE
    cache.write(book.root, {"edition": {"pages": "x" * 500}})
    content = bytearray(path.read_bytes())
    place = random.Random(seed).randrange(len(content))
    content[place] ^= 1 << random.Random(seed).randrange(8)
    path.write_bytes(content)

    assert cache.read(book.root) == {}


def test_a_ledger_of_another_world_is_not_read(book, tmp_path, monkeypatch):
    cache.write(book.root, {"edition": {}})
    assert cache.read(book.root) == {"edition": {}}
    (tmp_path / "more" / "foo-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "more")

    assert cache.read(book.root) == {}


@pytest.mark.parametrize("name", [f"{module}:{name}" for module, names in engine.PRIVATE.items() for name in names])
def test_each_private_name_of_mkdocs_is_still_there(name):
    module, _, path = name.partition(":")
    value = __import__(module, fromlist=["_"])
    for part in path.split("."):
        if (module, path) != ("material.plugins.search.plugin", "SearchIndex.entries"):
            value = getattr(value, part)
