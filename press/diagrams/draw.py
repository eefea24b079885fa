"""Mermaid source -> SVG, drawn ahead of time. The only module that knows mermaidx.

mermaidx runs the real mermaid.js without a browser and measures text with a font that has no Hangul. Here
every wide character (Unicode's East Asian Width) counts as one em, which is at least what Korean fonts need,
so no label is cut off whatever font the reader has.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from html import unescape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from press.diagrams.mermaid import neutral

STYLE = 3
"""Counts up when the drawing below changes, so that drawings made before are out of date."""

_CONFIG = {
    "securityLevel": "strict",
    "htmlLabels": True,
    "flowchart": {"useMaxWidth": True, "wrappingWidth": 400, "nodeSpacing": 28, "rankSpacing": 34, "padding": 12},
}
_KEPT_MARKER = "pointEnd"
_NARROW = 0.9
"""DejaVu Sans is a tenth wider than the Latin letters of the fonts that readers have; the padding takes the rest."""
_FONT_SIZE, _LINE_HEIGHT = 16.0, 24.0


_left_behind: list[Any] = []


class NotDrawn(Exception):
    """The renderer is not installed or refused the source; the reader's browser may still draw it."""


def key(source: str) -> str:
    """The name of a drawing: a hash of what its source has in common on every page."""
    return sha256(neutral(source).encode()).hexdigest()[:16]


@cache
def drawn_by() -> str | None:
    """The renderer and its version as drawings state it, or None if none is installed."""
    try:
        return f"mermaidx {version('mermaidx')} style {STYLE}"
    except PackageNotFoundError:
        return None


def draw(source: str) -> str:
    """The SVG of a Mermaid source, without styles of its own and with ids that no other drawing has.

    Raises NotDrawn.
    """
    if drawn_by() is None:
        raise NotDrawn("mermaidx is not installed; run: pip install '.[draw]'")
    try:
        svg = _renderer()(neutral(source), config=_CONFIG).svg()
    except Exception as error:  # mermaidx passes on whatever mermaid.js or its engine throws
        raise NotDrawn(f"mermaidx cannot draw it: {error}") from error
    return _tidy(svg, f"d{key(source)}")


@cache
def _renderer() -> Callable[..., Any]:
    import mermaidx.diagram
    from mermaidx import font_metrics

    class WideFont(font_metrics.Font):
        """A font whose wide characters are one em wide."""

        def measure(self, text: str, size_px: float) -> dict:
            wide = [letter for letter in text if unicodedata.east_asian_width(letter) in "WF"]
            narrow = "".join(letter for letter in text if unicodedata.east_asian_width(letter) not in "WF")
            metrics = super().measure(narrow, size_px)
            return metrics | {"width": metrics["width"] * _NARROW + size_px * len(wide)}

        def foreign_object_metrics(self, html: str, size_px: float) -> dict:
            lines = re.split(r"<br\s*/?>", html)
            widths = [
                sum(
                    (bold if re.match(r"<(b|strong)>", run) else self).measure(_letters(run), size_px)["width"]
                    for run in re.findall(r"<b>.*?</b>|<strong>.*?</strong>|(?:(?!<b>|<strong>).)+", line, re.DOTALL)
                )
                for line in lines
            ]
            return {
                "width": max(widths),
                "height": _LINE_HEIGHT * len(lines) * size_px / _FONT_SIZE,
                "line_count": len(lines),
                "line_height": _LINE_HEIGHT * size_px / _FONT_SIZE,
            }

    def leave_engines_behind() -> None:
        """A forked process has the engines but not their threads, so it starts its own; the old are not freed."""
        _left_behind.append(dict(mermaidx.diagram._engines))
        mermaidx.diagram._engines.clear()

    os.register_at_fork(after_in_child=leave_engines_behind)
    bold = WideFont(True)
    font_metrics._REGULAR, font_metrics._BOLD = WideFont(False), bold
    return mermaidx.render


def _letters(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def _tidy(svg: str, id_: str) -> str:
    """The drawing as plain XML: our classes and ids, no inline style, no unused markers."""
    svg = re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", svg).replace("xlink:href", "href")
    root = ElementTree.fromstring(svg)
    width = float(root.attrib["viewBox"].split()[2])
    for parent in list(root.iter()):
        for child in list(parent):
            tag = child.tag
            unused = tag == "marker" and not child.get("id", "").endswith(_KEPT_MARKER)
            empty = tag in ("rect", "g") and not child.attrib and len(child) == 0
            if tag in ("style", "filter") or unused or empty:
                parent.remove(child)
        parent.text, parent.tail = parent.text or None, parent.tail or None
    for element in root.iter():
        for name in list(element.attrib):
            if name == "style" or name.startswith("data-") or (name == "title" and element.tag == "g"):
                del element.attrib[name]
            elif "my-svg" in element.attrib[name]:
                renamed = element.attrib[name].replace("flowchart-v2-", "").replace("my-svg", id_)
                element.set(name, renamed)
    for parent in list(root.iter()):
        for child in [one for one in parent if one.tag == "defs" and len(one) == 0]:
            parent.remove(child)
    root.attrib.pop("aria-roledescription", None)
    root.attrib |= {"class": "diagram__drawing", "width": f"{width:.0f}"}
    root.set("xmlns", "http://www.w3.org/2000/svg")
    for element in root.iter("div"):
        element.set("xmlns", "http://www.w3.org/1999/xhtml")
    return signed(ElementTree.tostring(root, encoding="unicode") + "\n", drawn_by() or "")


def signed(svg: str, renderer: str) -> str:
    """The drawing with a statement of who drew it and what it looked like then."""
    seal = sha256(svg.encode()).hexdigest()[:16]
    return svg.replace("<svg ", f'<svg data-drawn-by="{renderer}, {seal}" ', 1)


def genuine(svg: str) -> bool:
    """Whether a drawing is as the renderer installed here left it; without one, as any renderer did."""
    found = re.match(r'<svg data-drawn-by="([^",]*), \w+" ', svg)
    if found is None or drawn_by() not in (None, found[1]):
        return False
    return svg == signed(svg.replace(found[0], "<svg ", 1), found[1])


def library() -> Path | None:
    """The mermaid.js that a reader's browser can draw with, or None if no renderer is installed."""
    if drawn_by() is None:
        return None
    import mermaidx

    return Path(mermaidx.__file__).parent / "assets" / "mermaid.js"
