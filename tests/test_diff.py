"""`build.py diff`: what readers see of a change, in lines, as a comment on a pull request, and for tools."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import cmarkgfm
import pytest
import yaml
from tea import Files, run, snapshot, tea, uncoded

from press.edit.tell import escaped

SENCHA, UJI = "data/teas/sencha.yml", "data/regions/uji.yml"
TITLE = {"en": "Sencha", "ja": "煎茶"}


def git(where: Path, *words: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *who, *words], cwd=where, check=True, capture_output=True, text=True).stdout.strip()


def commit(files: Files) -> None:
    git(files.root, "add", "-A")
    git(files.root, "commit", "-qm", "x")


@pytest.fixture
def book(tmp_path: Path) -> Files:
    """The book of tea in a repository of its own, with some addresses that were released."""
    files = tea(tmp_path / "tea")
    files.write("links.lock", "".join(f"/{one}/ 2026-11-25\n" for one in ("teas/sencha", "teas/oolong", "regions/uji")))
    git(files.root, "init", "-q", "-b", "main")
    commit(files)
    return files


def edited(book: Files) -> Files:
    """The book after a day of editing."""
    book.sub(SENCHA, "en: A green tea from [[regions/uji]].", "en: A fine green tea from [[regions/uji]].")
    book.sub(SENCHA, "en: darker\n      ja: より濃く", "en: darker still\n      ja: さらに濃く")
    book.sub(SENCHA, "since: 1738", "since: 1740")
    book.sub(SENCHA, "what:\n", 'what:\n  - en: "It is *bold* | @home #1 <b>."\n    ja: 新しい。\n')
    book.sub(SENCHA, "also_called:\n  en: [steeped tea]", "also_called:\n  en: [infused tea, steeped tea]")
    other = book.read("data/teas/oolong.yml").replace("Oolong", "Matcha").replace("烏龍", "抹")
    book.write("data/teas/matcha.yml", other)
    book.write("data/regions/uji-town.yml", book.read("data/regions/uji.yml"))
    book.delete("data/regions/uji.yml")
    book.delete("data/teas/oolong.yml")
    book.sub("data/teas.yml", "[sencha, oolong]", "[matcha, sencha]")
    lock = book.read("links.lock").replace("/regions/uji/ 2026-11-25", "/regions/uji/ 2026-11-25 -> /regions/uji-town/")
    lock = lock.replace("/teas/oolong/ 2026-11-25", "/teas/oolong/ 2026-11-25 -> /teas/sencha/")
    book.write("links.lock", lock + "/teas/matcha/ 2026-11-26\n")
    return book


TEXT = """\
since main: 1 entry added, 1 entry renamed, 1 entry retired, 8 fields changed, 1 translation may be stale, \
1 address added, 2 addresses moved
added    teas/matcha  (Matcha / 抹茶)
renamed  regions/uji -> regions/uji-town  (Uji / 宇治)
retired  teas/oolong -> teas/sencha  (Oolong / 烏龍茶)
changed  teas/sencha  (Sencha / 煎茶)
  also_called.en: {+infused tea+}
  summary.en: A{+ fine+} green tea from …
  since: [-1738-]{+1740+}
  next[0].note.en: darker{+ still+}
  next[0].note.ja: [-より濃く-]{+さらに濃く+}
  what[0].en: {+It is *bold* | @home #1 <b>.+}
  what[0].ja: {+新しい。+}
  summary: en changed, ja did not
changed  teas  (Teas / 茶)
  order: [-oolong-]{+matcha+}
address  /teas/matcha/ is new
address  /teas/oolong/ leads to /teas/sencha/
address  /regions/uji/ leads to /regions/uji-town/
"""


def test_everything_that_readers_see_is_told(book):
    before = snapshot(edited(book).root)

    done = run(book.root, "diff", "main")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == TEXT
    assert snapshot(book.root) == before


def test_nothing_is_told_where_nothing_is_said_otherwise(book):
    book.sub(SENCHA, "title:\n", "# a comment\ntitle:\n")

    done = run(book.root, "diff", "HEAD")

    assert (done.returncode, done.stdout) == (0, "nothing that readers see has changed since HEAD\n")
    assert run(book.root, "diff", "HEAD", "--format", "markdown").stdout.endswith("`HEAD`\n\nNothing.\n")


def test_tools_get_all_of_it_whole(book):
    told = json.loads(run(edited(book).root, "diff", "main", "--format", "json").stdout)

    assert (told["version"], told["revision"], told["commit"]) == (1, "main", git(book.root, "rev-parse", "main"))
    assert told["added"] == ["teas/matcha"]
    assert told["renamed"] == [{"name": "regions/uji", "to": "regions/uji-town"}]
    assert told["retired"] == [{"name": "teas/oolong", "to": "teas/sencha"}]
    assert told["stale"] == [{"entry": "teas/sencha", "field": "summary", "changed": ["en"], "behind": ["ja"]}]
    assert {
        "entry": "teas/sencha",
        "field": "summary",
        "lang": "en",
        "before": "A green tea from [[regions/uji]].",
        "after": "A fine green tea from [[regions/uji]].",
    } in told["changed"]
    assert told["addresses_added"] == ["/teas/matcha/"]
    assert told["titles"]["teas/matcha"] == {"en": "Matcha", "ja": "抹茶"}


def test_a_comment_is_rendered_as_it_is_meant(book):
    comment = run(edited(book).root, "diff", "main", "--format", "markdown").stdout
    page = cmarkgfm.github_flavored_markdown_to_html(comment, cmarkgfm.Options.CMARK_OPT_UNSAFE)

    assert re.findall("<h[34]>(.*)</h[34]>", page) == [
        "What changes for readers since <code>main</code>",
        "Entries",
        "Translations that may be stale",
        "Addresses",
        "Words",
    ]
    rows = re.findall(r"<tr>\s*<td>(.*)</td>\s*<td>(.*)</td>\s*<td>(.*)</td>\s*</tr>", page)
    assert [(entry, field, what) for entry, field, what in rows if "note" in field or "what" in field] == [
        ("<code>teas/sencha</code>", "<code>next[0].note.en</code>", "darker<ins> still</ins>"),
        ("<code>teas/sencha</code>", "<code>next[0].note.ja</code>", "<del>より濃く</del><ins>さらに濃く</ins>"),
        (
            "<code>teas/sencha</code>",
            "<code>what[0].en</code>",
            "<ins>It is *bold* | @<!-- -->home #<!-- -->1 &lt;b&gt;.</ins>",
        ),
        ("<code>teas/sencha</code>", "<code>what[0].ja</code>", "<ins>新しい。</ins>"),
    ]


def test_changed_words_are_marked_beside_hangul(book):
    book.sub(SENCHA, "ja: より濃く", "ja: 이것은 (녹차)를 말한다.")
    commit(book)
    book.sub(SENCHA, "(녹차)를", "(홍차)를")

    comment = run(book.root, "diff", "HEAD", "--format", "markdown").stdout
    page = cmarkgfm.github_flavored_markdown_to_html(comment, cmarkgfm.Options.CMARK_OPT_UNSAFE)

    assert "<td>이것은 <del>(녹차)를</del><ins>(홍차)를</ins> 말한다.</td>" in page


@pytest.mark.parametrize("words", ["**a** _b_", "a|b", "`x`", "<i>", "[a](b)", "~~x~~", "&amp;", "\\*", "$x$", "- a"])
def test_words_mean_nothing_to_markdown(words):
    page = cmarkgfm.github_flavored_markdown_to_html(f"| a |\n| --- |\n| {escaped(words)} |\n")
    cell = re.findall("<td>(.*)</td>", page)

    assert cell == [words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")]


def test_a_comment_is_never_too_long_for_github(book):
    many = "".join(f"  - en: {number} {'x' * 90}\n    ja: {'茶' * 90}\n" for number in range(600))
    book.write(SENCHA, re.sub(r"what:\n(  .*\n)+", f"what:\n{many}", book.read(SENCHA)))

    comment = run(book.root, "diff", "HEAD", "--format", "markdown").stdout

    assert 55_000 < len(comment) <= 65_000
    assert re.search(r"… and \d+ more: `python build.py diff HEAD` shows all\.\n$", comment)


def test_long_texts_are_told_around_what_changed(book):
    book.sub(SENCHA, "en: darker", f"en: {'before ' * 30}old words {'after ' * 30}end")
    commit(book)
    book.sub(SENCHA, "old words", "new word")

    line = next(one for one in run(book.root, "diff", "HEAD").stdout.split("\n") if "note.en" in one)

    assert line == "  next[0].note.en: … before before before [-old words-]{+new word+} after after after …"


def test_items_that_only_move_along_are_no_change(book):
    book.sub(
        "data/regions/uji.yml", "summary:", "connections:\n  - to: teas/sencha\n    note: {en: a, ja: b}\nsummary:"
    )
    commit(book)
    book.sub(
        UJI,
        "  - to: teas/sencha\n",
        "  - to: teas/oolong\n    note: {en: c, ja: d}\n  - to: teas/sencha\n",
    )

    lines = run(book.root, "diff", "HEAD").stdout.split("\n")[2:-1]

    assert lines == [
        "  connections[0].to: {+teas/oolong+}",
        "  connections[0].note.en: {+c+}",
        "  connections[0].note.ja: {+d+}",
    ]


@pytest.mark.parametrize("now", ["Sencha", "[Sencha]", "1738"])
def test_a_field_that_becomes_a_translated_text_or_is_none_any_more_is_told_whole(book, now):
    book.sub(SENCHA, "title:\n  en: Sencha\n  ja: 煎茶\n", f"title: {now}\n")
    there = run(book.root, "diff", "HEAD", "--format", "json")
    commit(book)
    book.sub(SENCHA, f"title: {now}\n", "title:\n  en: Sencha\n  ja: 煎茶\n")
    back = run(book.root, "diff", "HEAD", "--format", "json")

    told, plain, text = [json.loads(one.stdout)["changed"] for one in (there, back)], yaml.safe_load(now), TITLE
    assert told == [
        [{"entry": "teas/sencha", "field": "title", "lang": "", "before": was, "after": after}]
        for was, after in ((text, plain), (plain, text))
    ]
    assert run(book.root, "diff", "HEAD").stdout.endswith("}\n")


@pytest.mark.parametrize(
    ("path", "text"),
    [("data/retired.yml", "entries:\n"), ("data/retired.yml", "entries: [x]\n"), ("data/regions.yml", "- uji\n")],
)
def test_files_of_another_shape_are_no_hindrance(book, path, text):
    book.write(path, text)
    commit(book)
    book.delete(UJI)

    done = run(book.root, "diff", "HEAD")

    assert (done.returncode, done.stderr) == (0, "")
    assert "removed  regions/uji  (Uji / 宇治)\n" in done.stdout


def test_only_entries_are_counted_as_entries_and_rules_for_writers_are_not_told(book):
    book.write("data/usage.yml", "terms:\n  - {write: {en: leaf, ja: 葉}, not: {en: [leafs]}}\n")
    assert run(book.root, "diff", "HEAD").stdout == "nothing that readers see has changed since HEAD\n"

    book.write("data/cups.yml", "title: {en: Cups, ja: 茶碗}\nsummary: {en: Cups., ja: 茶碗。}\n")
    book.write("data/cups/yunomi.yml", "title: {en: Yunomi, ja: 湯呑}\n")
    book.delete("data/diagrams/path.yml")

    assert run(book.root, "diff", "HEAD").stdout.split("\n")[:4] == [
        "since HEAD: 1 entry added, 1 other file added, 1 other file removed",
        "added    cups/yunomi  (Yunomi / 湯呑)",
        "added    cups  (Cups / 茶碗)",
        "removed  diagrams/path  (The path of a tasting / 試飲の順)",
    ]


def test_an_entry_renamed_before_its_release_and_one_dropped_without_a_word(book):
    book.write("links.lock", "")
    commit(book)
    book.write("data/regions/uji-town.yml", book.read("data/regions/uji.yml").replace("near Kyoto", "by Kyoto"))
    book.delete("data/regions/uji.yml")
    book.delete("data/regions/fujian.yml")

    lines = run(book.root, "diff", "HEAD").stdout.split("\n")

    assert lines[1:] == [
        "renamed  regions/uji -> regions/uji-town  (Uji / 宇治)",
        "removed  regions/fujian  (Fujian / 福建)",
        "changed  regions/uji-town  (Uji / 宇治)",
        "  summary.en: A town [-near-]{+by+} Kyoto.",
        "  summary: en changed, ja did not",
        "",
    ]


def test_a_project_may_stand_in_a_folder_of_its_repository(tmp_path):
    files = tea(tmp_path / "books" / "tea")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    files.sub(SENCHA, "since: 1738", "since: 1740")

    assert "  since: [-1738-]{+1740+}\n" in run(files.root, "diff", "HEAD").stdout


def refused(files: Files, revision: str) -> str:
    done = run(files.root, "diff", revision)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    return uncoded(done.stderr).strip()


def test_what_git_does_not_know_is_one_line(book, tmp_path):
    assert refused(book, "v9") == "v9: is no revision here; name a commit, a branch or a tag, or fetch it first"
    commit_ = git(book.root, "rev-parse", "HEAD")
    book.sub(SENCHA, "since: 1738", "since: 1740")
    commit(book)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{book.root}", "shallow")

    assert refused(Files(tmp_path / "shallow"), commit_) == (
        f"{commit_}: is not in this shallow clone; fetch the rest: git fetch --unshallow"
    )


def test_no_repository_and_no_git_are_one_line(tmp_path):
    files = tea(tmp_path)
    quiet = {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}

    done = run(files.root, "diff", "HEAD", **quiet)
    assert (done.returncode, uncoded(done.stderr)) == (
        1,
        "HEAD: the project is in no git repository, so there is nothing to compare with\n",
    )
    done = run(files.root, "diff", "HEAD", PATH="/nonexistent")
    assert (done.returncode, uncoded(done.stderr)) == (
        1,
        "git: is not installed here; install it to compare with a revision\n",
    )


def test_a_fault_says_on_which_side_it_is(book):
    book.write(SENCHA, "title: [\n")
    commit(book)
    book.write(SENCHA, "title: {en: a}\n")
    assert refused(book, "HEAD").startswith(f"HEAD:{SENCHA}:1:8: opens a bracket")

    book.write(SENCHA, "title: {\n")
    assert refused(book, "HEAD~1").startswith(f"{SENCHA}:1:8: opens a bracket")


def test_a_revision_before_there_was_a_project_is_one_line(book):
    git(book.root, "checkout", "-q", "--orphan", "empty")
    git(book.root, "commit", "-qm", "x", "--allow-empty", "--only")

    assert refused(book, "HEAD") == "HEAD:data/site.yml: is missing; there is nothing to compare with"
