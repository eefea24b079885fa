"""The benchmark of the search; writes results.md.

    python bench/search/run.py [--aside] [--pages 10000]

Needs `python build.py build` to have been run, Chromium, npm for two of the peers, and Debian's packages for the text
of the large corpus.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import large
import office
import peers
import yaml
from derive import Row, derive, mixed, states, syllable
from gauge import by_kind, gauge
from report import report

from press.spread import cores

HERE = Path(__file__).parent
DOCS = HERE.parent.parent / "docs"
SAMPLE = 150
"""Of so many made pages, queries are derived in a large corpus."""


def typing(records: large.Records) -> list[Row]:
    """What the box shows while each Korean title is typed, and the pages that have the title."""
    titles = [record.title for record in records["ko"]]
    wanted = [title for title in dict.fromkeys(titles) if syllable(title[0]) and not mixed(title)]
    pages = {title: [one.url for one in records["ko"] if one.title == title] for title in wanted}
    return [
        {"site": "ko", "kind": "typing", "query": state, "page": pages[title]}
        for title in wanted
        for state in states(title)
    ]


def derived(records: large.Records, real: int) -> list[Row]:
    """The queries derived from the titles of the real pages, and of a sample of the others."""
    made = range(real, len(records["ko"]))
    places = [*range(real), *(made[:: max(1, len(made) // SAMPLE)] if made else ())]
    titles = {site: {one.url: one.title for one in own} for site, own in records.items()}
    pairs = (("ko", "en"), ("en", "ko"))
    return [
        row
        for site, other in pairs
        for row in derive(site, titles[site], titles[other], [records[site][place].url for place in places])
    ]


def measure(records: large.Records, real: int, labelled: list[Row], aside: list[Row], work: Path) -> dict[str, Any]:
    """Makes the index of some records twice and measures it."""
    folders = {site: work / f"index-{len(own)}" / site for site, own in records.items()}
    first = {site: large.build(own, folders[site]) for site, own in records.items()}
    again = {site: large.build(own, folders[site]) for site, own in records.items()}
    first_pages = {site: own[:real] for site, own in records.items()}
    found = gauge(folders, labelled, derived(records, real), typing(first_pages), aside)
    return found | {
        "pages": len(records["ko"]),
        "build": [seconds for seconds, _ in first.values()],
        "edit": sum(large.edit(own, folders[site], first[site][0]) for site, own in records.items())
        / sum(seconds for seconds, _ in first.values()),
        "equal": [mark for _, mark in first.values()] == [mark for _, mark in again.values()],
    }


def main() -> None:
    """Measures everything."""
    parser = argparse.ArgumentParser(description="Measure the search and its peers; write results.md.")
    parser.add_argument("--aside", action="store_true", help="with the third of the labels that was set aside")
    parser.add_argument("--pages", type=int, default=10_000, metavar="N", help="pages of the large corpus (10000)")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "searchbench", metavar="DIR")
    options = parser.parse_args()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    labelled = yaml.safe_load((HERE / "queries.yml").read_text(encoding="utf-8"))
    aside = yaml.safe_load((HERE / "aside.yml").read_text(encoding="utf-8")) if options.aside else []
    print("the handbook", flush=True)
    real = large.handbook(DOCS)
    number = len(real["ko"])
    found: dict[str, Any] = {"date": date.today().isoformat(), "cores": cores()}
    load = [os.getloadavg()[0]]
    found["handbook"] = measure(real, number, labelled, aside, work)
    print(f"{options.pages} pages", flush=True)
    others = office.pages(work)
    found["office"] = len(others["ko"])
    found["large"] = measure(large.make(real, others, options.pages), number, labelled, aside, work)
    found["load"] = [*load, os.getloadavg()[0]]
    print("peers", flush=True)
    rivals = peers.compare(DOCS, labelled, work)
    for name, one in rivals.items():
        rows = [row | {"place": _place(row, urls)} for row, urls in zip(labelled, one.pop("urls"), strict=True)]
        rivals[name] = one | {"kinds": {} if "absent" in one else by_kind(rows)}
    found |= {"peers": rivals, "versions": [f"{name} {one['version']}" for name, one in rivals.items()]}
    (work / "results.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    (HERE / "results.md").write_text(report(found), encoding="utf-8")
    print(HERE / "results.md")


def _place(row: Row, urls: list[str]) -> int:
    return next((place for place, url in enumerate(urls, 1) if url in row["page"]), 0)


if __name__ == "__main__":
    main()
