"""How often the right page comes first: the labelled queries, and queries derived from all titles.

python bench/search/judge.py [--aside]
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from playwright._impl._driver import compute_driver_executable

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CLIENT = ROOT / "theme" / "assets" / "search"
FIND = "assets/find"


def ask(folder: Path, queries: Sequence[str], *, cold: bool = False) -> list[dict[str, Any]]:
    """What the engine answers to each query in Node, with bytes loaded (gzip) and milliseconds of processor time.

    With `cold` nothing is kept from one query to the next.
    """
    lines = "".join(json.dumps({"query": one, "cold": cold}) + "\n" for one in queries)
    node = compute_driver_executable()[0]
    done = subprocess.run(
        [node, str(HERE / "node.js"), str(folder)], input=lines, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def packed(path: Path) -> int:
    """The size of a file as hosts send it (gzip)."""
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def placed(folders: Mapping[str, Path], queries: Sequence[dict[str, Any]], times: int = 1) -> list[dict[str, Any]]:
    """Each query with the pages that came back, the place of the right one (0: none) and its processor time.

    `folders` are those of the indexes by site. All are asked so many times of one engine, and the last time counts:
    files are then loaded and code is compiled.
    """
    found: dict[int, dict[str, Any]] = {}
    for site in dict.fromkeys(one["site"] for one in queries):
        own = [number for number, one in enumerate(queries) if one["site"] == site]
        answers = ask(folders[site], [queries[number]["query"] for number in own] * times)[-len(own) :]
        for number, answer in zip(own, answers, strict=True):
            urls = [result["url"] for result in answer["results"]]
            place = next((place for place, url in enumerate(urls, 1) if url in queries[number]["page"]), 0)
            found[number] = queries[number] | {"urls": urls, "place": place, "cpu": answer["cpu"]}
    return [found[number] for number in range(len(queries))]


def judged(docs: Path, queries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with the indexes of the sites in docs/."""
    return placed({one["site"]: docs / one["site"] / FIND for one in queries}, queries)


def share(rows: Sequence[dict[str, Any]], within: int = 1) -> float:
    """The share of queries whose right page is among the first."""
    return sum(0 < row["place"] <= within for row in rows) / max(1, len(rows))


def main() -> None:
    parser = argparse.ArgumentParser(description="Judge the search by labelled queries.")
    parser.add_argument("--aside", action="store_true", help="the third that was set aside; look at it once")
    parser.add_argument("--misses", action="store_true", help="name the queries whose page did not come first")
    options = parser.parse_args()
    name = "aside.yml" if options.aside else "queries.yml"
    queries = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    rows = judged(ROOT / "docs", queries)
    for kind in dict.fromkeys(row["kind"] for row in rows):
        own = [row for row in rows if row["kind"] == kind]
        print(f"{kind:<10}{len(own):>4}  first {share(own):.3f}  top 3 {share(own, 3):.3f}")
    print(f"all       {len(rows):>4}  first {share(rows):.3f}  top 3 {share(rows, 3):.3f}")
    if options.misses:
        for row in rows:
            if row["place"] != 1:
                print(row["kind"], row["site"], row["query"], row["page"], "->", row["place"], row["urls"][:3])


if __name__ == "__main__":
    sys.exit(main())
