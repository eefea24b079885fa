"""One index of the search, in both languages -> its quality, the bytes of a first result, and its processor time."""

from __future__ import annotations

import gzip
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from derive import Row
from judge import ask, share

CLIENT = Path(__file__).parent.parent.parent / "theme" / "assets" / "search"
KINDS = ("exact", "space", "particle", "initials", "layout", "one less", "typo", "other language", "70 %")


def quantile(numbers: Sequence[float], part: float) -> float:
    """The least number that a part of all does not exceed."""
    return sorted(numbers)[max(0, math.ceil(part * len(numbers)) - 1)]


def client() -> int:
    """The bytes of the search's own code, packed."""
    return sum(len(gzip.compress(file.read_bytes(), 9, mtime=0)) for file in sorted(CLIENT.glob("*.js")))


def placed(folders: Mapping[str, Path], rows: Sequence[Row], times: int = 1) -> list[Row]:
    """Each query with the pages that came back, the place of the right one (0: none) and its processor time.

    All are asked so many times of one engine, and the last time counts: files are then loaded and code is compiled.
    """
    found: dict[int, Row] = {}
    for site in dict.fromkeys(row["site"] for row in rows):
        own = [number for number, row in enumerate(rows) if row["site"] == site]
        answers = ask(folders[site], [rows[number]["query"] for number in own] * times)[-len(own) :]
        for number, answer in zip(own, answers, strict=True):
            urls = [result["url"] for result in answer["results"]]
            place = next((place for place, url in enumerate(urls, 1) if url in rows[number]["page"]), 0)
            found[number] = rows[number] | {"urls": urls, "place": place, "cpu": answer["cpu"]}
    return [found[number] for number in range(len(rows))]


def by_kind(rows: Sequence[Row]) -> dict[str, list[float]]:
    """By class: how many queries, and the share of them whose page came first, and among the first three."""
    kinds = dict.fromkeys(row["kind"] for row in rows)
    groups = {kind: [row for row in rows if row["kind"] == kind] for kind in kinds} | {"all": list(rows)}
    return {kind: [len(group), share(group), share(group, 3)] for kind, group in groups.items()}


def gauge(
    folders: Mapping[str, Path],
    labelled: Sequence[Row],
    derived: Sequence[Row],
    typing: Sequence[Row],
    aside: Sequence[Row] = (),
) -> dict[str, Any]:
    """Everything that the report says of an index, and every query whose page did not come first."""
    asked = placed(folders, labelled, times=2)
    made, typed, held = placed(folders, derived), placed(folders, typing), placed(folders, aside)
    cold = [
        (answer["first"], answer["bytes"])
        for site, folder in folders.items()
        for answer in ask(folder, [row["query"] for row in labelled if row["site"] == site], cold=True)
    ]
    files = [file.stat().st_size for folder in folders.values() for file in folder.glob("*.js")]
    return {
        "labelled": by_kind(asked),
        "derived": by_kind(made),
        "states": [len(typed), share(typed), share(typed, 3), sum(not row["urls"] for row in typed) / len(typed)],
        "aside": by_kind(held) if held else {},
        "code": client(),
        "bytes": [client() + quantile([first for first, _ in cold], part) for part in (0.5, 0.95)],
        "all bytes": [client() + quantile([whole for _, whole in cold], part) for part in (0.5, 0.95)],
        "cpu": [quantile([row["cpu"] for row in asked], part) for part in (0.5, 0.95)],
        "typing cpu": [quantile([row["cpu"] for row in typed], part) for part in (0.5, 0.95)],
        "files": [len(files), sum(files)],
        "misses": [
            {"set": name} | row | {"urls": row["urls"][:3]}
            for name, rows in (("labelled", asked), ("derived", made), ("states", typed))
            for row in rows
            if row["place"] != 1
        ],
    }
