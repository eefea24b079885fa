"""The diagrams as other sites show them: pictures that need nothing else, and the same in words."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from bs4 import BeautifulSoup
from markdown import markdown
from tea import ROOT, Files

from press.diagrams import embed

SVG = "{http://www.w3.org/2000/svg}"
DIAGRAMS = sorted(path.stem for path in (ROOT / "data/diagrams").glob("*.yml"))
SITE = yaml.safe_load((ROOT / "data/site.yml").read_text(encoding="utf-8"))
LANGUAGES = [one["tag"] for one in SITE["languages"]]
ALL = [(tag, name) for tag in LANGUAGES for name in DIAGRAMS]


def file(tag: str, name: str, suffix: str) -> Path:
    return ROOT / "docs/copies" / tag / "diagrams" / f"{name}.{suffix}"


@pytest.mark.parametrize(("tag", "name"), ALL)
def test_a_picture_needs_nothing_else_and_does_nothing(tag: str, name: str):
    text = file(tag, name, "svg").read_text(encoding="utf-8")
    svg = ElementTree.fromstring(text)
    names = {one.tag.removeprefix(SVG) for one in svg.iter()}
    addresses = {value for one in svg.iter() for key, value in one.attrib.items() if key.rpartition("}")[2] == "href"}

    assert names <= {"svg", "title", "desc", "style", "g", "a", "path", "marker", "rect", "text", "tspan"}
    assert {one.tag for one in svg.iter() for key in one.attrib if key.startswith("on")} == set()
    assert not re.search(r"@import|url\((?!#)|<!DOCTYPE|<\?xml-stylesheet", text)
    assert addresses and all(one.startswith(f"{SITE['url']}{tag}/") for one in addresses)
    assert "@media (prefers-color-scheme: dark)" in text
    assert svg.get("role") == "img" and svg.find(f"{SVG}title").text.strip()
    assert float(svg.get("width")) > 200 and float(svg.get("height")) > 100


@pytest.mark.parametrize(("tag", "name"), ALL)
def test_a_picture_says_what_the_page_says(tag: str, name: str):
    svg = ElementTree.parse(file(tag, name, "svg")).getroot()
    lines = [one.text for one in svg.iter(f"{SVG}tspan")]
    title = svg.find(f"{SVG}title").text
    drawing = next(
        path
        for path in (ROOT / "docs/drawings").glob("*.svg")
        if f">{title}</title>" in path.read_text(encoding="utf-8")
    )
    soup = BeautifulSoup(drawing.read_text(encoding="utf-8"), "html.parser")
    said = [line.get_text() for label in soup.select("foreignobject p") for line in split(label)]

    assert lines == [" ".join(line.split()) for line in said if line.strip()]


def split(label) -> list:
    """The lines of a label, each as a fragment."""
    parts = str(label)[len("<p>") : -len("</p>")]
    return [BeautifulSoup(part, "html.parser") for part in re.split(r"<br\s*/?>", parts)]


def test_a_picture_has_the_colours_of_the_pages():
    pages = (ROOT / "theme/assets/handbook.css").read_text(encoding="utf-8")
    first, second = pages.split("color-scheme: dark")[0].split("@media screen")
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w+);", part)) for part in (first, second))
    own_light, own_dark = embed.STYLE.split("@media")
    wanted = ["paper", "ink", "ink-soft", *(f"tone{n}{line}" for n in range(4) for line in ("", "-line"))]

    assert set(re.findall(r"#\w{6}", own_light)) == {light[one] for one in wanted}
    assert set(re.findall(r"#\w{6}", own_dark)) == {dark[one] for one in wanted}


@pytest.mark.parametrize(("tag", "name"), ALL)
def test_the_words_of_a_diagram_have_whole_addresses_and_those_of_its_boxes(tag: str, name: str):
    text = file(tag, name, "md").read_text(encoding="utf-8")
    soup = BeautifulSoup(markdown(text), "html.parser")
    told = {link["href"] for link in soup.select("li a")}
    svg = ElementTree.parse(file(tag, name, "svg")).getroot()
    drawn = {link.get("href") for link in svg.iter(f"{SVG}a")}

    assert soup.h1.text == svg.find(f"{SVG}title").text
    assert soup.img["src"] == f"{SITE['url']}{tag}/diagrams/{name}.svg"
    assert told == drawn
    assert soup.select("ol > li > ul > li > a")
    assert not re.search(r"\]\((?!https://)", text)


def test_a_picture_is_made_anew_when_its_diagram_its_address_or_itself_changes(files: Files):
    path = "docs/copies/en/diagrams/path.svg"
    first = files.pages[path]
    files.write(path, first)
    assert files.pages[path] == first
    files.write(path, first.replace("Sencha", "Tampered"))
    assert files.pages[path] == first
    files.sub("data/site.yml", "https://tea.example/book/", "https://tea.example/tea/")
    assert "https://tea.example/tea/en/teas/sencha/" in files.pages[path]
    files.sub("data/teas/sencha.yml", "en: Sencha", "en: Bancha")
    assert "Bancha" in files.pages[path]
    assert "(https://tea.example/tea/en/teas/sencha/)" in files.pages["docs/copies/en/diagrams/path.md"]
