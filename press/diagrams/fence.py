"""Mermaid fence -> HTML while MkDocs builds. The drawing if there is one, else the source for the browser."""

from __future__ import annotations

import os
import re
from html import escape
from pathlib import Path

from press.diagrams.draw import key
from press.diagrams.mermaid import marked, way_up

FRAME = '<section class="diagram__frame" data-search-exclude>'
"""Around a drawing. No drawing contains a section, so the end of the first one inside is the end of the frame."""

wanted: set[str] = set()
"""The file names of all drawings that were asked for, whether they are there or not."""


def drawings() -> Path:
    """The folder of drawings: docs/drawings below the folder in which the build runs."""
    return Path(os.environ.get("PRESS_PROJECT", ".")) / "docs" / "drawings"


def fence_mermaid_custom(source: str, *unused: object, **options: object) -> str:
    """What pymdownx.superfences shows for a ```mermaid block. mermaid2 knows a custom fence by this name.

    Its own fences print labels unescaped, so that a label can carry a script; this one does not.
    """
    path = drawings() / f"{key(source)}.svg"
    wanted.add(path.name)
    if path.is_file():
        svg = mark(path.read_text(encoding="utf-8").strip(), source)
        return f"{FRAME}{svg}</section>"
    return f'<pre class="mermaid" data-search-exclude><code>{escape(source, quote=False)}</code></pre>'


def mark(svg: str, source: str) -> str:
    """The drawing as it stands on one page: links from there, and the boxes marked that its source marks."""
    svg = re.sub(r' data-drawn-by="[^"]*"', "", svg)  # says "mermaid", which makes mermaid2 parse the whole page
    svg = re.sub(r'(<a href=")', rf"\1{way_up(source)}", svg)
    for node in marked(source):
        svg = re.sub(
            rf'<a ([^>]*><g class="node [^"]*)("[^>]* id="[^"]*-{node}-\d+")', r'<a aria-current="true" \1 here\2', svg
        )
    return svg
