"""One index of the search, in both languages -> its quality, the bytes of a first result, and its processor time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cold import waits
from derive import Row
from judge import CLIENT, ask, packed, placed, share

KINDS = ("exact", "space", "particle", "initials", "layout", "one less", "typo", "other language", "70 %")


def quantile(numbers: Sequence[float], part: float) -> float:
    """The least number that a part of all does not exceed."""
    return sorted(numbers)[max(0, math.ceil(part * len(numbers)) - 1)]


def client() -> int:
    """The bytes of the search's own code, packed."""
    return sum(map(packed, CLIENT.glob("*.js")))


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
        "wait": waits(folders, labelled),
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
