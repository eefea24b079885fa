"""Clean copies: what GitHub shows of them is what the page says, and nothing of the templates is left in them."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from cmarkgfm import markdown_to_html_with_extensions
from cmarkgfm.cmark import Options
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from tea import Files, run, snapshot

from press import copies
from press.copies import clean, copy
from press.inline import math, to_markdown
from press.model import Faulty
from press.project import prepare
from press.write import stale, write

SITE = "https://example.org/model-training/"
BLOCKS = {"blockquote", "br", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "li", "ol"}
BLOCKS |= {"p", "pre", "summary", "table", "td", "th", "tr", "ul"}
SENTENCE_ENDS = (".", "?", "!", "。")


class Words(HTMLParser):
    """What a reader gets of a page: its words, its elements, where its links lead and which ids it has.

    Left out: menus, drawings, and all of a formula but its LaTeX. A term is followed by the colon of its copy.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: Counter[str] = Counter()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.title = (0, 0)
        self.shut: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "annotation":
            self.shut.append("")
        elif tag in ("nav", "math") or given.get("class") in ("mermaid", "language-mermaid"):
            self.shut.append(tag)
        if self.shut and self.shut[-1]:
            return
        self.elements[tag] += 1
        self.text += " " if tag in BLOCKS else ""
        self.links += [given["href"]] if tag == "a" else []
        self.ids |= {given["id"]} if given.get("id") else set()
        if tag == "h1":
            self.title = (len(self.text), 0)

    def handle_endtag(self, tag):
        if tag == "h1":
            self.title = (self.title[0], len(self.text))
        if tag == "dt" and not self.text.rstrip().endswith(SENTENCE_ENDS):
            self.text += ":"
        if tag == "annotation" or (self.shut and self.shut[-1] == tag):
            self.shut.pop()
        self.text += " " if tag in BLOCKS else ""

    def handle_data(self, data):
        if not (self.shut and self.shut[-1]):
            self.text += data

    @property
    def words(self) -> str:
        """The title, and then all else, on one line."""
        start, end = self.title
        return " ".join((self.text[start:end] + " " + self.text[:start] + self.text[end:]).split())


def on_page(markdown: str) -> Words:
    """A page as Python-Markdown makes it, with the extensions of mkdocs.base.yml."""
    drawing = '<pre class="mermaid"></pre>'
    fence = {"name": "mermaid", "class": "mermaid", "format": lambda *source, **options: drawing}
    parser = Markdown(
        extensions=["attr_list", "def_list", "md_in_html", "tables", "toc", "pymdownx.superfences"],
        extension_configs={"pymdownx.superfences": {"custom_fences": [fence]}},
    )
    return Words(parser.convert(re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)))


def on_github(markdown: str) -> Words:
    """A copy as GitHub's own parser makes it (cmark-gfm); its formulas as the LaTeX that GitHub is given."""
    extensions = ["table", "strikethrough", "tagfilter", "tasklist"]
    html = markdown_to_html_with_extensions(markdown, options=Options.CMARK_OPT_UNSAFE, extensions=extensions)
    html = html.replace('<pre lang="mermaid"><code>', '<pre><code class="language-mermaid">')
    return Words(re.sub(r"\$<code>(.*?)</code>\$", r"\1", html, flags=re.DOTALL))


COPIED = ("/index.md", "llms.txt", "llms-full.txt")
"""How the files end that this is about; others stand beside them."""


def printed(edition, folder, ends=COPIED):
    """The texts of one folder of docs/ by their path below it."""
    return {
        page.path.removeprefix(folder): page.text
        for page in edition.pages
        if page.path.startswith(folder) and page.path.endswith(ends)
    }


def markdown(texts):
    return {path: text for path, text in texts.items() if path.endswith(".md")}


def address(path):
    """The address of a page from the root of its language."""
    return re.sub(r"(^|/)index\.md$", r"\1", path) if path.endswith("index.md") else path.removesuffix(".md") + "/"


def pairs(handbook, tag):
    """Each page's path, its text, and that of its copy."""
    pages, made = printed(handbook, f"docs/{tag}/", ".md"), printed(handbook, f"docs/copies/{tag}/")
    assert sorted(f"{address(path)}index.md" for path in pages) == sorted(markdown(made))
    return [(path, text, made[f"{address(path)}index.md"]) for path, text in pages.items()]


both = pytest.mark.parametrize("tag", ["ko", "en"])


@both
def test_every_copy_says_what_its_page_says(handbook, tag):
    different = {}
    for path, page, made in pairs(handbook, tag):
        expected, found = on_page(page).words, on_github(made).words.replace(f" {SITE}{tag}/{address(path)}", "", 1)
        if expected != found:
            different[path] = (expected, found)

    assert different == {}


@both
def test_every_copy_begins_with_the_title_and_the_address_of_its_page(handbook, tag):
    assert {
        path: made[:200]
        for path, _, made in pairs(handbook, tag)
        if not re.match(rf"# \S.*\n\n<{re.escape(SITE)}{tag}/{address(path)}>\n\n", made)
        or made.count(f"<{SITE}{tag}/{address(path)}>") != 1
    } == {}


@both
def test_a_copy_has_the_tables_lists_and_headings_of_its_page(handbook, tag):
    different = {}
    for path, page, made in pairs(handbook, tag):
        expected, found = on_page(page).elements, on_github(made).elements
        expected["li"] += expected["dt"]
        kinds = ("h1", "h2", "h3", "table", "tr", "th", "td", "li", "blockquote", "br")
        if [expected[kind] for kind in kinds] != [found[kind] for kind in kinds]:
            different[path] = (expected, found)

    assert different == {}


def outside_code(text):
    return re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.DOTALL | re.MULTILINE)


@both
def test_nothing_of_the_templates_is_left_in_a_copy(handbook, tag):
    odd = re.compile(
        r"\{ ?[.#:{%]|\}\}|markdown>|</?(?!br>|https?:)[a-z]+[^<>]*>|&#|\[\[|^Generated from|^:  |^---|\t", re.M
    )
    found = {path: odd.findall(outside_code(text)) for path, text in printed(handbook, f"docs/copies/{tag}/").items()}

    assert {path: marks for path, marks in found.items() if marks} == {}


@both
def test_every_link_of_a_copy_is_absolute_and_leads_to_a_page_and_a_place_on_it(handbook, tag):
    found = {f"{SITE}{tag}/{address(path)}": on_page(page) for path, page, _ in pairs(handbook, tag)}
    astray = []
    for path, page, made in pairs(handbook, tag):
        links = on_github(made).links
        assert len(links) == len(on_page(page).links) + 1, path
        for link in [*links, *re.findall(r'^ *click \S+ "(.*)"$', made, re.MULTILINE)]:
            place, _, anchor = link.partition("#")
            if place.startswith(SITE):
                astray += [(path, link)] if place not in found or (anchor and anchor not in found[place].ids) else []
            else:
                astray += [] if urlsplit(link).netloc and link in page.replace("&amp;", "&") else [(path, link)]

    assert astray == []


@both
def test_every_formula_is_there_as_latex(handbook, tag):
    latex = re.compile(r"\\[a-z]{3,}")

    assert sum(len(latex.findall(made)) for _, _, made in pairs(handbook, tag)) > 100


def hyperlinks(text):
    return re.findall(r"\]\((\S+?)\)", text)


@both
def test_the_list_of_copies_keeps_to_its_format_and_leads_to_every_copy(handbook, tag):
    """llmstxt.org: a title, a summary as a quotation, more words, and then lists of links under headings."""
    listed = printed(handbook, f"docs/copies/{tag}/")["llms.txt"]
    head, *sections = re.split(r"^## (.+)\n\n", listed, flags=re.MULTILINE)
    titles = [page.split("\n")[0][2:] for path, _, page in pairs(handbook, tag) if path.endswith("/index.md")]
    made = {f"{SITE}{tag}/{path}" for path in markdown(printed(handbook, f"docs/copies/{tag}/"))}

    assert re.match(r"# \S.*\n\n> \S.*\n\n(?!#)", head)
    assert sections[::2] == titles
    assert [
        line
        for text in sections[1::2]
        for line in text.strip().split("\n")
        if not re.fullmatch(r"- \[[^\]]+\]\([^)]+\): \S.*", line)
    ] == []
    assert set(hyperlinks(listed)) == made | {f"{SITE}{tag}/llms-full.txt"}


@both
def test_all_copies_stand_in_one_file_in_reading_order(handbook, tag):
    made = printed(handbook, f"docs/copies/{tag}/")
    links = [link for link in hyperlinks(made["llms.txt"]) if link.endswith(".md") and "/translations/" not in link]
    order = [links[0], *links[2:], links[1]]  # the A to Z is the last of the menu and the second of the list

    assert made["llms-full.txt"] == "\n".join(
        made[path] for path in dict.fromkeys(link.removeprefix(f"{SITE}{tag}/") for link in order)
    )


def test_the_list_at_the_root_leads_to_that_of_every_language(handbook):
    listed = printed(handbook, "docs/")["llms.txt"]

    assert re.match(r"# \S.*\n\n> \S.*\n\n## ", listed)
    assert hyperlinks(listed) == [
        f"{SITE}{tag}/{name}" for tag in ("ko", "en") for name in ("llms.txt", "llms-full.txt")
    ]
    assert "{" not in listed


# One text at a time


def published(path):
    return f"https://tea.example/en/{address(path) if path.endswith('.md') else path}"


def cleaned(markdown, path="teas/sencha.md"):
    return clean(markdown, path, published)


def shown(markdown):
    page = on_github(cleaned(markdown))
    return page.words, {kind for kind in page.elements if kind in ("strong", "em", "del", "code", "ul", "ol")}


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**굵은 글**은", "**굵은 글**은"),
        ("**글(text)**은", "<strong>글(text)</strong>은"),
        ('**"글"**은', '<strong>"글"</strong>은'),
        ('그는 **"글"** 이라 했다', '그는 **"글"** 이라 했다'),
        ("앞**(뒤)** 뒤", "앞<strong>(뒤)</strong> 뒤"),
        ("*글(text)*은", "<em>글(text)</em>은"),
        ("**[글](sencha.md)**은", "<strong>[글](https://tea.example/en/teas/sencha/)</strong>은"),
        ("**글.**<br>뒤", "**글.**\\\n뒤"),
        ("**5€**은", "<strong>5€</strong>은"),
    ],
)
def test_emphasis_beside_hangul_is_emphasis(markdown, expected):
    assert cleaned(markdown) == f"{expected}\n"
    assert shown(markdown)[1] == {"em" if markdown.startswith("*글") else "strong"}
    assert "*" not in shown(markdown)[0]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("10~20개와 30~40개", r"10\~20개와 30\~40개"),
        ("10~20개", "10~20개"),
        ("US$ 5 to US$ 6", r"US\$ 5 to US\$ 6"),
        ("A $5 tea", "A $5 tea"),
        (r"\{ .lead \} and snake\_case and \_x", r"{ .lead } and snake_case and \_x"),
        (r"a\|b", "a|b"),
        ("Q&amp;A, &amp;copy;, 1 &lt; 2", r"Q&A, &amp;copy;, 1 \< 2"),
        ("&#49;2. no list", r"12\. no list"),
        ("&#49;2.5%", "12.5%"),
        ("&#45; no list", r"\- no list"),
        ("C&#35;", r"C\#"),
        ("<https://tea.example/?a=1&amp;b=2>", "<https://tea.example/?a=1&b=2>"),
        ("`{ .x }` and ``a`b``", "`{ .x }` and ``a`b``"),
        ("x { .lead }", "x"),
        ("f{x} <br>", "f{x}"),
        ('[x](sencha.md#what){ .button title="a b" } y', "[x](https://tea.example/en/teas/sencha/#what) y"),
        ("[x]()", "[x](https://tea.example/en/teas/sencha/)"),
        ("[x](#what)", "[x](https://tea.example/en/teas/sencha/#what)"),
        ("[x](../index.md)", "[x](https://tea.example/en/)"),
        ("[x](https://other.example/a.md)", "[x](https://other.example/a.md)"),
        ("![x](../assets/x.png)", "![x](https://tea.example/en/assets/x.png)"),
        ('<a class="b" href="../oolong/#what">x</a>', '<a href="https://tea.example/en/teas/oolong/#what">x</a>'),
        ('H<sub class="x">2</sub>O <span lang="ja">茶</span>', "H<sub>2</sub>O 茶"),
        ("## Title { #id }", "## Title"),
        ('<p id="a" class="former former--moved" data-to="../b/"><a href="../b/">Moved.</a></p>\n\ntext', "text"),
        ('<div id="a" class="former"></div>\n\n## Title { #b }', "## Title"),
        ("<!-- aside -->\n\ntext\n{ .lead }", "text"),
        ("<script>\nalert(1)\n</script>\ntext", "text"),
    ],
)
def test_marks_that_the_two_dialects_read_differently(markdown, expected):
    assert cleaned(markdown) == f"{expected}\n"


def test_a_formula_is_latex_in_every_place():
    inside, alone = f"<span>{math('x_1 < y')}</span>", math(r"\frac{a}{b}", block=True)

    assert cleaned(f"정답 {inside}이고") == "정답 $`x_1 < y`$이고\n"
    assert cleaned(f"{alone}\n\nnote") == "```math\n\\frac{a}{b}\n```\n\nnote\n"
    assert cleaned(f"| a | b |\n| --- | --- |\n| {math('|x|')} | `a|b` |") == (
        "| a | b |\n| --- | --- |\n| $`\\|x\\|`$ | `a\\|b` |\n"
    )


def test_definitions_are_a_list():
    assert cleaned("<div markdown>\n\nRegion\n:   Uji<br>Fujian\n\nIt is hot.\n:   Wait.\n\n</div>\n\nafter") == (
        "- **Region**: Uji\\\n  Fujian\n- **It is hot.** Wait.\n\nafter\n"
    )


def test_lists_are_indented_as_far_as_their_numbers_are_wide():
    text = "9. nine\n    - a\n        - b\n\n100. hundred\n    - c\n\n        d\n\n    e\n\nf"

    assert cleaned(text) == "9. nine\n   - a\n     - b\n\n100. hundred\n     - c\n\n       d\n\n     e\n\nf\n"


def test_a_diagram_leads_to_absolute_addresses_and_shows_its_marks():
    source = '```mermaid\nflowchart TB\n  click N1 "../../teas/oolong/"\n  class N1 dashed\n  class N1 here\n```'

    assert cleaned(source) == (
        '```mermaid\nflowchart TB\n  click N1 "https://tea.example/en/teas/oolong/"\n'
        "  class N1 dashed\n  class N1 here\n"
        "  classDef dashed stroke-dasharray:5\n  classDef here stroke-width:4px\n```\n"
    )


def test_what_is_code_is_not_touched():
    text = "```yaml\na: { .x }  # [x](y.md) **b** <div markdown>\n\n\nb: ~~\n```"

    assert cleaned(text) == f"{text}\n"


def test_a_page_without_a_heading_gets_its_title_from_its_head():
    assert copy('---\ntitle: "A &amp; B"\n---\n\nText.\n', "a.md", published) == (
        "# A & B\n\n<https://tea.example/en/a/>\n\nText.\n"
    )


PROSE = st.text("ab가은 ~$*_`<>&|[](){}#-+=!?:.,0129\\\"'/@^", min_size=1, max_size=40)


@settings(max_examples=300, deadline=None)
@given(PROSE)
@example("~~a~~")
@example("1. 가")
@example("a\n===")
@example("&amp;lt; \\*")
@example("`a|b` c")
@example("가*은*")
@example("0$`\\|$")
def test_any_prose_reads_the_same_on_the_page_and_on_github(text):
    try:
        words = to_markdown(text, lambda place, own: f"[{own or 'tea'}](oolong.md)")
    except ValueError:
        return  # no LaTeX
    if not words.strip():
        return
    for form in ("{}", "- {}", "A\n:   {}", "| a | b |\n| --- | --- |\n| {} | c |", "> {}", "## {} {{ #x }}"):
        page = form.format(words)
        assert on_github(cleaned(page)).words == on_page(page).words, (form, words)


# Whole projects

CUSTOM = """\
---
# {{ notice }}
title: {{ page.title | html | tojson }}
---

<header class="hero" markdown>

# {{ page.title }} { #top .big }

*{{ page.summary }}*{ .lead }

</header>

<section markdown="1">

Name | Colour
:--- | ---:
**{{ page.title }}** | {{ page.part("colour") | cell }}<br>`a|b` { data-label="x" }

</section>

{% for part in page.facts %}
{{ label[part.name] }}
:   {{ part | cell }}

{% endfor %}

<p>Raw <em>words</em> &amp; <a href="../oolong/">a link</a></p>

{% for part in page.sections %}
## {{ label[part.name] }} { #{{ part.id }} }

{{ section(part) }}

{% endfor %}
{% include "pager.md.j2" %}
"""
MADE = """\
# Sencha

<https://tea.example/book/en/teas/sencha/>

*A green tea from [Uji](https://tea.example/book/en/regions/uji/).*

Name | Colour
:--- | ---:
**Sencha** | Green<br>`a\\|b`

- **Colour**: Green
- **Region**: [Uji](https://tea.example/book/en/regions/uji/)
- **Drink next**: [② Oolong](https://tea.example/book/en/teas/oolong/)

Raw <em>words</em> & <a href="https://tea.example/book/en/teas/oolong/">a link</a>

## Known since

1738

## What it is

Leaves are steamed, then rolled.

## Formulas

```math
t = 60
```

One minute.

## How it connects

- [Fujian](https://tea.example/book/en/regions/fujian/)

  The method came from there.
"""


def test_the_copies_follow_the_templates_of_a_project(files: Files):
    files.write("templates/teas.md.j2", CUSTOM)
    files.write("data/labels.yml", re.sub(r"you_are_here:\n.*\n.*\n", "", files.read("data/labels.yml")))
    pages = files.pages
    made = pages["docs/copies/en/teas/sencha/index.md"]

    assert made == MADE
    assert on_github(made).words.replace(" https://tea.example/book/en/teas/sencha/", "") == (
        on_page(pages["docs/en/teas/sencha.md"]).words
    )


def test_every_page_of_another_project_has_its_copy(files: Files):
    pages = files.pages

    assert sorted(path for path in pages if path.startswith("docs/copies/") and path.endswith(COPIED)) == sorted(
        f"docs/copies/{tag}/{path}"
        for tag in ("en", "ja")
        for path in (
            *("llms.txt", "llms-full.txt", "index.md", "a-z/index.md", "teas/index.md", "regions/index.md"),
            "translations/index.md",
            *(f"{place}/index.md" for place in ("teas/sencha", "teas/oolong", "regions/uji", "regions/fujian")),
        )
    )
    assert pages["docs/llms.txt"] == (
        "# Book of tea · 茶の本\n\n> A small book of tea. 小さな茶の本。\n\n"
        "## English\n\n- [Book of tea](https://tea.example/book/en/llms.txt): From leaf to cup\n"
        "- [Everything in one file](https://tea.example/book/en/llms-full.txt)\n\n"
        "## 日本語\n\n- [茶の本](https://tea.example/book/ja/llms.txt): 葉から茶碗まで\n"
        "- [全文](https://tea.example/book/ja/llms-full.txt)\n"
    )


def written(files: Files) -> dict[str, object]:
    """Brings docs/ up to date; what the next edition wants to know."""
    edition = prepare(files.root)
    write(stale(edition.pages, files.root, edition.kept), files.root)
    return edition.with_stamps(files.root)


def test_an_edit_makes_the_copies_of_its_own_entry_and_the_file_of_all(files: Files, monkeypatch):
    ledger = written(files)
    made = []
    monkeypatch.setattr(copies, "copy", lambda text, path, address: made.append(path) or copy(text, path, address))
    files.sub("data/teas/oolong.yml", "wither in the sun", "wither in the shade")
    edition = prepare(files.root, before=ledger)

    assert made == ["teas/oolong.md", "teas/oolong.md"]
    changes = stale(edition.pages, files.root, edition.kept)
    paths = [path.relative_to(files.root).as_posix() for path in changes]
    assert sorted(path for path in paths if "/find/" not in path and "/api/" not in path) == [
        "docs/copies/en/llms-full.txt",
        "docs/copies/en/teas/oolong/index.md",
        "docs/en/teas/oolong.md",
    ]
    write(changes, files.root)
    assert {path.path for path in prepare(files.root).pages if path.text != files.read(path.path)} == set()


def test_another_address_makes_all_copies_anew(files: Files):
    ledger = written(files)
    files.sub("data/site.yml", "tea.example/book", "tea.example/other")
    edition = prepare(files.root, before=ledger)
    made = printed(edition, "docs/copies/")

    assert len(made) == 22
    assert [path for path, text in made.items() if "tea.example/book" in text] == []


def test_a_copy_that_was_changed_or_lost_is_made_again(files: Files):
    ledger = written(files)
    lost, changed = "docs/copies/en/teas/oolong/index.md", "docs/copies/ja/llms-full.txt"
    before = {path: files.read(path) for path in (lost, changed)}
    files.delete(lost)
    files.write(changed, "x")
    edition = prepare(files.root, before=ledger)
    write(stale(edition.pages, files.root, edition.kept), files.root)

    assert {path: files.read(path) for path in before} == before


def test_the_copies_of_an_entry_go_with_it(files: Files):
    written(files)
    uji = files.read("data/regions/uji.yml")
    files.write("data/regions/nara.yml", uji.replace("Uji", "Nara").replace("宇治", "奈良"))
    written(files)
    assert (files.root / "docs/copies/ja/regions/nara/index.md").is_file()
    files.delete("data/regions/nara.yml")
    written(files)

    assert not (files.root / "docs/copies/ja/regions/nara").exists()
    assert "奈良" not in files.read("docs/copies/ja/llms-full.txt")


@pytest.mark.parametrize("name", ["notes.md", "ko/methods/notes.md", "notes.txt"])
def test_a_file_that_somebody_put_among_the_copies_is_not_deleted(files: Files, name):
    files.write(f"docs/copies/{name}", "# Notes\n\nMine.\n")

    with pytest.raises(Faulty) as faulty:
        written(files)
    assert [str(one) for one in faulty.value.problems] == [
        f"docs/copies/{name}: was not made by the build; docs/ is generated, so move it out"
    ]


def test_a_check_names_the_copies_of_a_language_as_a_whole(site: Files):
    files = site
    files.sub("docs/copies/en/teas/oolong/index.md", "Oolong", "Olong")
    files.sub("docs/copies/en/teas/sencha/index.md", "Sencha", "Senca")

    result = run(files.root, "check")
    assert (result.returncode, result.stderr.splitlines()) == (
        1,
        ["docs/copies/en/: is out of date; run: python build.py build [E702]"],
    )


def test_copies_are_the_same_bytes_every_time(files: Files):
    written(files)
    before = snapshot(files.root / "docs" / "copies")
    for path in (files.root / "docs" / "copies").rglob("*.*"):
        path.unlink()
    written(files)

    assert snapshot(files.root / "docs" / "copies") == before


def test_every_page_of_the_site_has_its_copy_beside_it_and_says_so(built):
    site = built / "site"
    pages = [page for tag in ("en", "ja") for page in (site / tag).rglob("index.html")]
    link = '<link rel="alternate " type="text/markdown" href="index.md">'

    assert len(pages) == 18
    assert [page for page in pages if page.read_text(encoding="utf-8").count(link) != 1] == []
    assert [
        page
        for page in pages
        for copied in [page.with_suffix(".md").relative_to(site)]
        if (site / copied).read_bytes() != (built / "docs" / "copies" / copied).read_bytes()
    ] == []
    assert {path.name for path in site.glob("*/llms*.txt")} == {"llms.txt", "llms-full.txt"}
    assert (site / "llms.txt").read_bytes() == (built / "docs" / "llms.txt").read_bytes()


def test_what_was_retired_has_a_copy_and_is_in_no_list(files: Files):
    files.write(
        "data/retired.yml",
        "entries:\n  - was: teas/matcha\n    title: {en: Matcha, ja: 抹茶}\n    read: [teas/sencha]\n",
    )
    pages = files.pages

    assert pages["docs/copies/en/teas/matcha/index.md"].startswith(
        "# Matcha\n\n<https://tea.example/book/en/teas/matcha/>\n\n"
    )
    assert [
        path for path, text in pages.items() if path.endswith(COPIED[1:]) and ("Matcha" in text or "抹茶" in text)
    ] == []
