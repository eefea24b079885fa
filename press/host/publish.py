"""Generated files beside the pages -> site/. Knows which file of docs/ becomes which, and how addresses are written."""

from __future__ import annotations

import zlib
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from press import cards
from press.cache import names, stamp
from press.host.remake import link
from press.links.redirects import NAMES
from press.model import COPIES

APART = ("assets", "drawings")
"""Folders of docs/ that are for the pages alone."""
PLAIN_INVENTORY, INVENTORY = "objects.txt", "objects.inv"
_HEAD = 4
"""Lines of an inventory that are not packed."""

Rows = Mapping[str, Any]
"""By its place in the site: the stamp of the file in docs/ that each was made from, and its own."""


def places(docs: Path, tags: Iterable[str], pages: Iterable[str]) -> dict[str, str]:
    """Where each file beside the pages goes, as place in the site -> place in docs/.

    `tags` are those of the languages that are built, `pages` the files that are made otherwise.
    """
    found: dict[str, str] = {}
    apart, tags = {*APART}, set(tags)
    for path in sorted(docs.iterdir()):
        if path.is_file() and path.name not in pages:
            found[_named(path.name)] = path.name
        elif path.is_dir() and path.name == COPIES:
            for name in names(path):
                tag, _, rest = name.partition("/")
                if tag in tags:
                    found[f"{tag}/{_named(rest)}"] = f"{COPIES}/{name}"
        elif path.is_dir() and path.name not in apart and not (path / "index.md").is_file():
            found |= {f"{path.name}/{name}": f"{path.name}/{name}" for name in names(path)}
    return found


def _named(place: str) -> str:
    return place[: -len(PLAIN_INVENTORY)] + INVENTORY if place.split("/")[-1] == PLAIN_INVENTORY else place


def unchanged(docs: Path, site: Path, wanted: Mapping[str, str], before: Rows) -> Rows:
    """The rows of those that can be kept."""
    return {
        place: before[place]
        for place, source in wanted.items()
        if place in before and before[place] == [stamp(f"{docs}/{source}"), stamp(f"{site}/{place}")]
    }


def publish(
    docs: Path,
    site: Path,
    draft: Path,
    wanted: Mapping[str, str],
    kept: Rows,
    there: Container[str],
    written: str,
    url: str,
) -> dict[str, Any]:
    """Puts all files into the draft and returns their rows; those that are `kept` are the same as in the old site.

    `there` are the folders of the draft that hold all that is kept of them already. `written` is the address of the
    site that stands in the files, `url` the one that it is published at.
    """
    rows: dict[str, Any] = {}
    for place, source in wanted.items():
        if place in kept:
            rows[place] = kept[place]
            if place.partition("/")[0] not in there:
                link(site / place, draft / place)
            continue
        mark, path = stamp(docs / source), draft / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(_content((docs / source).read_bytes(), place, written, url))
        rows[place] = [mark, stamp(path)]
    return rows


def _content(raw: bytes, place: str, written: str, url: str) -> bytes:
    where = urlsplit(url).path if place in NAMES else url
    if where != written:
        raw = raw.replace(written.encode(), where.encode())
    if place.endswith(INVENTORY):
        lines = raw.split(b"\n", _HEAD)
        return b"\n".join(lines[:_HEAD]) + b"\n" + zlib.compress(lines[_HEAD], 9)
    return cards.without(raw.decode()).encode() if place.endswith(".html") and cards.lacking() else raw
