"""A drawing -> a picture that stands alone, for `<img>` in wikis.

Pages style their drawings and set the labels as HTML. A picture in `<img>` has no stylesheet but its own, may load
nothing, and may be shown by programs that know SVG 1.1 and no HTML inside it (librsvg, the converters of wikis). So
the labels become SVG text, the colours come along, and a sheet lies behind, because the page around may be of the other
scheme (`prefers-color-scheme`, Media Queries 5, 12.5, is that of the reader and not of the page).
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from press.digest import combined, digest

STYLE = (Path(__file__).parent / "embed.css").read_text(encoding="utf-8")
LOOK = 1
"""Counts up when what is made below changes, so that pictures made before are out of date."""

_SVG, _XHTML = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xhtml}"
_MARGIN, _LINE = 16.0, 24.0
_FIRST = re.compile(r"<!-- (Generated from \S+) (\w+) (\w+) -->\n")


def embed(drawing: str, source: str, root: str) -> str:
    """The picture of a drawing that was made from the file `source`.

    Its links lead below `root`, the address of the language's folder; in `<img>` they are not live.
    """
    svg = ElementTree.fromstring(drawing)
    for element in svg.iter():
        if element.tag.startswith(_SVG):
            element.tag = element.tag.removeprefix(_SVG)
    for link in svg.iter("a"):
        link.attrib |= {"href": root + link.attrib["href"], "target": "_top"}
    for parent in list(svg.iter()):
        for label in [one for one in parent if one.tag == "foreignObject"]:
            at = list(parent).index(label)
            parent.remove(label)
            for offset, piece in enumerate(_text(label)):
                parent.insert(at + offset, piece)
    for rect in svg.iter("rect"):
        if "label-container" in rect.get("class", ""):
            rect.set("rx", "9")
    left, top, width, height = map(float, svg.attrib["viewBox"].split())
    frame = [left - _MARGIN, top - _MARGIN, width + 2 * _MARGIN, height + 2 * _MARGIN]
    box = dict(zip(("x", "y", "width", "height"), map(_number, frame), strict=True))
    names = {name: svg.attrib[name] for name in ("aria-labelledby", "aria-describedby") if name in svg.attrib}
    svg.attrib = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": " ".join(box.values()), "role": "img"} | names
    svg.attrib |= {"width": box["width"], "height": box["height"]}
    style = Element("style")
    style.text = STYLE
    places = [place for place, one in enumerate(svg) if one.tag in ("title", "desc")]
    for piece in (Element("rect", box | {"class": "sheet", "rx": "12"}), style):
        svg.insert(len(places), piece)
    text = ElementTree.tostring(svg, encoding="unicode") + "\n"
    return f"<!-- Generated from {source} {_made(drawing, root)} {digest(text.encode())} -->\n{text}"


def current(picture: str, drawing: str, root: str) -> bool:
    """Whether a picture is as `embed` leaves it for this drawing and root."""
    found = _FIRST.match(picture)
    if found is None:
        return False
    return found[2] == _made(drawing, root) and found[3] == digest(picture[found.end() :].encode())


def _made(drawing: str, root: str) -> str:
    return combined([LOOK, STYLE, drawing, root])


def _text(label: Element) -> list[Element]:
    """A label as SVG text, its lines below one another; on an arrow with a piece of the sheet behind."""
    width, height = label.attrib["width"], label.attrib["height"]
    lines = _lines(label)
    pieces = []
    if any("labelBkg" in one.get("class", "") for one in label.iter()) and lines:
        pieces.append(Element("rect", {"class": "behind", "width": width, "height": height}))
    text = Element("text")
    for number, (words, title) in enumerate(lines):
        middle = _number(float(width) / 2)
        line = ElementTree.SubElement(text, "tspan", {"x": middle, "y": _number(_LINE * (number + 0.5) + 5)})
        line.text = words
        if title:
            line.set("class", "title")
    return [*pieces, text] if lines else []


def _lines(label: Element) -> list[tuple[str, bool]]:
    """The words of each line of a label, and whether they are a title."""
    lines: list[tuple[str, bool]] = []
    for paragraph in label.iter(f"{_XHTML}p"):
        lines.append((paragraph.text or "", False))
        for part in paragraph:
            words, title = lines[-1]
            if part.tag == f"{_XHTML}br":
                lines.append((part.tail or "", False))
            else:
                lines[-1] = (words + "".join(part.itertext()) + (part.tail or ""), title or part.tag == f"{_XHTML}b")
    return [(" ".join(words.split()), title) for words, title in lines if words.strip()]


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
