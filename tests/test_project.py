"""The real data: without fault, printed whole, and the same in both languages."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
import yaml
from markdown import Markdown
from tea import ROOT

from press.book import make_book
from press.check import read_languages
from press.inline import to_markdown
from press.load import load
from press.model import COPIES
from press.render import NOTICE
from press.shapes import read_shapes
from press.write import stale

NOTICE_START = NOTICE.partition("{")[0]


def pages(handbook, tag):
    """The Markdown pages of one language by their path below it."""
    folder = f"docs/{tag}/"
    return {
        page.path.removeprefix(folder): page.text
        for page in handbook.pages
        if page.path.startswith(folder) and page.path.endswith(".md")
    }


def tags(handbook):
    return [language.tag for language in handbook.languages]


def test_the_project_has_no_problems(handbook):
    assert tags(handbook) == ["ko", "en"]


def test_the_committed_files_are_what_the_data_says(handbook):
    assert sorted(path.relative_to(ROOT).as_posix() for path in stale(handbook.pages, ROOT)) == []


def test_every_generated_text_says_what_it_is_made_from(handbook):
    assert [
        page.path
        for page in handbook.pages
        if NOTICE_START not in page.text[:400]
        and not page.path.endswith((".svg", "objects.txt"))  # their formats have no place for it
        and "<meta" not in page.text
        # Copies are for readers elsewhere, who can edit neither.
        and not page.path.startswith((f"docs/{COPIES}/", "docs/llms.txt"))
        and not page.path.startswith(".vscode/")  # shared with people
    ] == []


def test_every_language_has_the_same_pages(handbook):
    korean, english = (sorted(pages(handbook, tag)) for tag in tags(handbook))

    assert korean == english


def test_every_page_has_the_same_heading_ids_in_every_language(handbook):
    korean, english = (
        {
            path: sorted(re.findall(r"^#+ .*\{ #(\S+) \}$", text, re.MULTILINE))
            for path, text in pages(handbook, tag).items()
        }
        for tag in tags(handbook)
    )

    assert korean == english


def test_no_page_has_an_id_twice(handbook):
    twice = {}
    for page in handbook.pages:
        if page.path.endswith(".md"):
            ids = Counter(re.findall(r"^#+ .*\{ #(\S+) \}$", page.text, re.MULTILINE))
            twice |= {(page.path, id_): count for id_, count in ids.items() if count > 1}

    assert twice == {}


def test_every_page_has_as_many_links_in_every_language(handbook):
    korean, english = (
        {path: len(re.findall(r"\]\([^)]*\)", text)) for path, text in pages(handbook, tag).items()}
        for tag in tags(handbook)
    )

    assert {path: (korean[path], english[path]) for path in korean if korean[path] != english[path]} == {}


def front_matter(text):
    return yaml.safe_load(text.split("---\n")[1])


@pytest.mark.parametrize("tag", ["ko", "en"])
def test_every_page_has_a_title_and_a_description_of_its_own(handbook, tag):
    matter = {path: front_matter(text) for path, text in pages(handbook, tag).items()}
    count = Counter(one["description"] for one in matter.values())

    assert [
        path
        for path, one in matter.items()
        if not one["title"] or not one["description"].strip() or count[one["description"]] > 1
    ] == []


@pytest.mark.parametrize("tag", ["ko", "en"])
def test_no_page_shows_a_mark_of_the_data_or_an_unprinted_value(handbook, tag):
    odd = re.compile(r"\[\[|\]\]|Undefined|<press\.|\{'|object at 0x")

    assert {
        path: odd.findall(outside_code(text))
        for path, text in pages(handbook, tag).items()
        if odd.search(outside_code(text))
    } == {}


def outside_code(text):
    """The text without its code, which a description repeats without its marks."""
    code = re.compile(r"```.*?```|`([^`\n]*)`", re.DOTALL)
    rest = code.sub("", text)
    for span in filter(None, code.findall(text)):
        rest = rest.replace(span, "")
    return rest


class Words(HTMLParser):
    """The letters that a reader gets, without white space."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.letters: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data):
        self.letters.append("".join(data.split()))


def letters(markdown):
    html = Markdown(extensions=["attr_list", "def_list", "md_in_html", "tables", "toc"]).convert(markdown)
    return "".join(Words(html).letters)


def texts(value, tags):
    """Every {tag: text} pair of the data."""
    if isinstance(value, dict) and value and set(value) <= set(tags):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part, tags)


@pytest.fixture(scope="module")
def sources():
    return load(ROOT)[0]


@pytest.mark.parametrize("tag", ["ko", "en"])
def test_every_text_of_every_entry_is_on_its_page(handbook, sources, tag):
    languages, fallback = read_languages(sources)
    language = next(one for one in languages if one.tag == tag)
    book = make_book(sources, read_shapes(ROOT, languages, fallback), languages, language)
    entries = {entry.address: entry for entry in book.entries}
    found = {path: letters(text.split("---\n", 2)[2]) for path, text in pages(handbook, tag).items()}
    blocks = {
        path: set(re.findall(r"^```\n(.*?)\n```$", text, re.M | re.S)) for path, text in pages(handbook, tag).items()
    }
    lost = []
    for source in sources:
        if f"{source.collection}/{source.id}" not in entries:
            continue
        path = entries[f"{source.collection}/{source.id}"].path
        page = found[path]
        for pair in texts(source.data, tags(handbook)):
            for words in pair.get(tag, []) if isinstance(pair.get(tag, []), list) else [pair[tag]]:
                shown = letters(to_markdown(words, lambda address, own: own or entries[address].title))
                if shown not in page and words not in blocks[path]:
                    lost.append((source.path, words))

    assert lost == []


@pytest.mark.parametrize("tag", ["ko", "en"])
def test_every_entry_is_in_the_list_of_terms_under_each_of_its_names(handbook, sources, tag):
    listed = letters(pages(handbook, tag)["a-z.md"])
    one_page = {source.id for source in sources if not source.collection and source.data.get("one_page")}

    assert [
        (source.path, name)
        for source in sources
        if source.collection and source.collection != "diagrams" and source.collection not in one_page
        for names in (source.data["title"], source.data.get("also_called", {}))
        for value in names.values()
        for name in (value if isinstance(value, list) else [value])
        if "".join(name.split()).casefold() not in listed.casefold()
    ] == []
