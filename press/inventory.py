"""A book and the outlines of its pages -> its inventory, which Sphinx and MkDocs sites read to link here by name.

The format is version 2 of Sphinx's objects.inv before zlib packs its body: four lines of head, then on each line a
name, a domain and role, a priority, a place and a title (sphinx/util/inventory.py; mkdocstrings reads the same). A
name is the same in every language: that of a page is the path of its Markdown file without `.md`, as Sphinx names
documents; `#` and an id behind it make a section.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from press.book import Book
from press.shapes import TERM

PAGE, SECTION, DEFINED = "std:doc", "std:label", "std:term"
"""What intersphinx looks through for :doc:, :ref: and :term:. Every page is a label, too."""
TOP = "top"
"""The id of the heading that every page begins with."""
Outlined = tuple[str, Sequence[tuple[str, str]]]
"""The title of a page, and the id and heading of each of its sections, as plain words."""
Row = tuple[str, str, str, str]
"""Name, role, place from the root of the language, title."""


def make_rows(book: Book, pages: Mapping[str, Outlined], former: Mapping[str, str]) -> list[Row]:
    """The rows of a language's inventory.

    `pages` are all its pages by their path below its folder; `former` are the addresses that lead elsewhere now, and
    where, both below that folder and with `/` first. Their names lead there, too.
    """
    rows = [*_pages(pages), *_entries(book)]
    there = {(name, role): (place, title) for name, role, place, title in rows}
    for old, new in former.items():
        for role in (SECTION,) if "#" in old else (PAGE, SECTION):
            found = there.get((_name(new, pages), role))
            if found and (_name(old, pages), role) not in there:
                rows.append((_name(old, pages), role, *found))
    return rows


def together(rows: Mapping[str, Iterable[Row]]) -> list[Row]:
    """The rows of all languages, by their tags, in one inventory, where the tag begins each name and place."""
    return [
        (f"{tag}/{name}", role, f"{tag}/{place}", title)
        for tag, own in rows.items()
        for name, role, place, title in own
    ]


def write(title: str, rows: Iterable[Row]) -> str:
    """The text of an inventory; `title` is what links say they lead to."""
    head = (
        "# Sphinx inventory version 2\n"
        f"# Project: {_line(title)}\n"
        "# Version: \n"
        "# The remainder of this file is compressed using zlib.\n"
    )
    return head + "".join(
        sorted(f"{name} {role} -1 {place} {_line(words) or '-'}\n" for name, role, place, words in rows)
    )


def title_of(book: Book) -> str:
    """What a language's inventory is called."""
    return book.plain(book.site["title"])


def _pages(pages: Mapping[str, Outlined]) -> Iterator[Row]:
    for path, (title, sections) in pages.items():
        name = path.removesuffix(".md")
        folder = name.removesuffix("index") if name.rpartition("/")[2] == "index" else f"{name}/"
        place = folder or f"#{TOP}"  # of the home page: a place must have a letter
        yield name, PAGE, place, title
        yield name, SECTION, place, title
        for id_, heading in sections:
            if id_ != TOP:
                yield f"{name}#{id_}", SECTION, f"{folder}#{id_}", heading


def _entries(book: Book) -> Iterator[Row]:
    """What entries are besides pages: terms, and labels of those that share a page."""
    for entry in book.entries:
        name = f"{entry.collection.slug}/{entry.id}"
        for role in [SECTION] * entry.collection.one_page + [DEFINED] * (entry.collection.about == TERM):
            yield name, role, entry.place, book.plain(entry.title)


def _name(address: str, pages: Mapping[str, Outlined]) -> str:
    """The name of what stands at an address: `teas/sencha#how` at /teas/sencha/#how, `teas/index` at /teas/."""
    page, _, section = address.strip("/").partition("#")
    page = page.strip("/")
    if page.count("/") == 0 and f"{page}.md" not in pages:
        page = f"{page}/index".lstrip("/")
    return f"{page}#{section}" if section else page


def _line(words: str) -> str:
    return " ".join(words.split())
