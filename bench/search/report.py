"""What was measured -> results.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cold import ASKED

NONE = "–"
BARS = {
    "handbook": {"first": 0.98, "top": 0.99, "class": 0.93, "typing": 0.97, "bytes": 35, "cpu": 5, "build": 1},
    "large": {"first": 0.96, "top": 0.97, "class": 0.88, "typing": 0.87, "bytes": 60, "cpu": 15, "build": 60}
    | {"derived": 0.97, "bytes95": 100, "wait": 1},
}
ASIDE = {"handbook": (0.95, 0.99), "large": (0.91, 0.94)}
"""Bars of the queries that were set aside: first, and among the first three."""
METHOD = """\
- **Labelled**: {labelled} queries of `queries.yml`, written before the search was tuned; the page that must come first
  is named with each.
- **Derived**: {derived} (handbook) and {derived_large} queries (large) that `derive.py` makes of page titles: the
  title, a space more or fewer, a particle, initials, the other keyboard layout, the last keystroke missing, one wrong
  keystroke, the title in the other language, 70 % of the keystrokes unless another title begins with them,
  too. A page with the same title counts as well.
- **Typing**: {states} states that the input box shows while the Korean titles are typed key by key on the two-set
  keyboard, from the end of the first syllable on. Many are beginnings that several pages share.
- **Large**: {pages} pages in each language, the handbook's among them; {office:,} are the help of an office suite
  (`office.py`), the others are made from its sentences (`large.py`). 8 % have titles that begin with a concept's title,
  12 % quote a concept's first sentence.
- **Peers** get the same Markdown, built by stock MkDocs with Material: Material's own worker, MiniSearch with
  VitePress's settings over the same sections, Pagefind over the HTML; all in Chromium. Diagrams and the
  list of all names are left out for all.
- **Bytes** are those of the code and of every file that the first result needs with nothing kept, each packed with
  gzip -9; for peers the median over every 25th query, in Korean / in English, of Pagefind for five results.
- **With nothing kept**: about {waits} queries in each language, each in a fresh Chromium on a server that waits 60 ms
  before each answer and sends 10 Mbit/s; from the start of the worker to its first result.
- **Processor time** is that of Node for one query, on loaded files, the second time that all are asked. Others used the
  machine, too (load {load}), which inflates it and the time of making the index.
"""


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table of Markdown: words to the left, numbers to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def kilobytes(number: float) -> str:
    """Thousands of bytes."""
    return f"{number / 1000:,.1f} KB"


def report(found: dict[str, Any]) -> str:
    """The whole report."""
    small, large = found["handbook"], found["large"]
    parts = [
        "# The search: how often the right page comes first, and at what cost\n",
        f"Measured {found['date']} on {found['cores']} cores; {', '.join(found['versions'])}. Made by\n"
        "`python bench/search/run.py`.\n",
        METHOD.format(
            labelled=int(small["labelled"]["all"][0]),
            derived=int(small["derived"]["all"][0]),
            derived_large=int(large["derived"]["all"][0]),
            waits=ASKED,
            states=small["states"][0],
            pages=f"{large['pages']:,}",
            office=found["office"],
            load=" to ".join(f"{one:.1f}" for one in sorted(found["load"])),
        ),
        "## Bars\n",
        table(["what", "bar", "measured", "met"], [*_bars("handbook", small), *_bars("large", large)]),
        f"## The handbook, {small['pages']} pages in each language\n",
        "The share of queries whose page comes first, by class; below, among the first three, and the bytes.\n",
        _peers(small, found["peers"]),
        "## Ours by number of pages\n",
        "First / among the first three.\n",
        table(["labelled", "queries", "handbook", "large"], _classes(small["labelled"], large["labelled"])),
        table(["derived", "queries", "handbook", "large"], _classes(small["derived"], large["derived"])),
    ]
    if small["aside"]:
        parts.append(table(["set aside", "queries", "handbook", "large"], _classes(small["aside"], large["aside"])))
    parts += [
        "## Cost\n",
        table(["", "handbook", "large"], [[name, *values] for name, *values in _costs(small, large)]),
    ]
    return "\n".join(parts)


def _bars(name: str, one: dict[str, Any]) -> list[list[str]]:
    bars = BARS[name]
    classes = {kind: row for kind, row in one["labelled"].items() if kind != "all"}
    least = min(classes, key=lambda kind: classes[kind][1])
    _, first, top = one["labelled"]["all"]
    rows = [
        _bar("labelled, first", first, bars["first"]),
        _bar("labelled, top 3", top, bars["top"]),
        _bar(f"every class, first (least: {least})", classes[least][1], bars["class"]),
    ]
    if one["aside"]:
        for place, word in ((1, "first"), (2, "top 3")):
            rows.append(_bar(f"set aside, {word}", one["aside"]["all"][place], ASIDE[name][place - 1]))
    if "derived" in bars:
        rows.append(_bar("derived, first", one["derived"]["all"][1], bars["derived"]))
    rows += [
        _bar("typing, top 3", one["states"][2], bars["typing"]),
        ["typing, no result at all", "0", f"{one['states'][3]:.3f}", _met(one["states"][3] == 0)],
        _cost("bytes to the first result, p50", one["bytes"][0] / 1000, bars["bytes"], "KB"),
    ]
    if "bytes95" in bars:
        rows.append(_cost("bytes to the first result, p95", one["bytes"][1] / 1000, bars["bytes95"], "KB"))
    if "wait" in bars:
        rows.append(_cost("first result with nothing kept, 10 Mbit/s and 60 ms", one["wait"][0], bars["wait"], "s"))
    rows += [
        _cost("processor time of a query, p95", one["cpu"][1], bars["cpu"], "ms"),
        _cost("index of both languages", sum(one["build"]), bars["build"], "s"),
        ["one edit, part of the time of the whole index", "≤ 5 %", f"{one['edit']:.1%}", _met(one["edit"] <= 0.05)],
        ["the same bytes twice", "yes", "yes" if one["equal"] else "no", _met(one["equal"])],
    ]
    return [[f"{name}: {row[0]}", *row[1:]] for row in rows]


def _met(met: bool) -> str:
    return "yes" if met else "**no**"


def _bar(what: str, value: float, bar: float) -> list[str]:
    return [what, f"≥ {bar}", f"{value:.3f}", _met(value >= bar)]


def _cost(what: str, value: float, bar: float, unit: str) -> list[str]:
    return [what, f"≤ {bar} {unit}", f"{value:.1f} {unit}", _met(value <= bar)]


def _peers(small: dict[str, Any], peers: dict[str, Any]) -> str:
    rows: list[list[str]] = []
    for kind, (number, first, _) in small["labelled"].items():
        others = [f"{one['kinds'][kind][1]:.3f}" if one["kinds"] else NONE for one in peers.values()]
        rows.append([kind, str(int(number)), f"**{first:.3f}**", *others])
    tops = [f"{one['kinds']['all'][2]:.3f}" if one["kinds"] else NONE for one in peers.values()]
    rows.append(["all, top 3", str(int(small["labelled"]["all"][0])), f"**{small['labelled']['all'][2]:.3f}**", *tops])
    sizes = [
        " / ".join(f"{one['bytes'][site] / 1000:.0f}" for site in ("ko", "en")) + " KB" if one["bytes"] else NONE
        for one in peers.values()
    ]
    rows.append(["bytes to the first result", "", f"**{small['bytes'][0] / 1000:.0f} KB**", *sizes])
    text = table(["class", "queries", "ours", *(f"{name} {one['version']}" for name, one in peers.items())], rows)
    absent = [f"\n{name} could not be measured: {one['absent']}\n" for name, one in peers.items() if "absent" in one]
    return text + "".join(absent)


def _classes(small: dict[str, list[float]], large: dict[str, list[float]]) -> list[list[str]]:
    return [
        [
            kind,
            " / ".join(dict.fromkeys(str(int(one[kind][0])) for one in (small, large))),
            *(f"{one[kind][1]:.3f} / {one[kind][2]:.3f}" for one in (small, large)),
        ]
        for kind in small
    ]


def _costs(*both: dict[str, Any]) -> list[list[str]]:
    def pair(name: str, form: str) -> list[str]:
        return [" / ".join(format(value, form) for value in one[name]) for one in both]

    return [
        ["pages in each language", *(f"{one['pages']:,}" for one in both)],
        ["typing: first / top 3 / nothing", *(" / ".join(f"{part:.3f}" for part in one["states"][1:]) for one in both)],
        ["code of the search", *(kilobytes(one["code"]) for one in both)],
        [
            "bytes to the first result, p50 / p95",
            *(" / ".join(kilobytes(part) for part in one["bytes"]) for one in both),
        ],
        ["bytes to all ten, p50 / p95", *(" / ".join(kilobytes(part) for part in one["all bytes"]) for one in both)],
        ["first result with nothing kept, s, p50 / longest", *pair("wait", ".2f")],
        ["processor time of a labelled query, ms, p50 / p95", *pair("cpu", ".2f")],
        ["processor time of a state while typing, ms, p50 / p95", *pair("typing cpu", ".2f")],
        ["making the index, s, ko / en", *pair("build", ".2f")],
        [
            "files of the index, both languages",
            *(f"{one['files'][0]:,}, {one['files'][1] / 1e6:.1f} MB" for one in both),
        ],
    ]
