"""Results -> the report: goals, ratios and medians as Markdown tables, beside the same results as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

OURS = "ours"
PLAIN = "mkdocs"
EMPTY: dict[str, Any] = {"runs": [], "versions": {}, "absent": {}, "pages": {}, "machine": {}}
SCENARIOS = {
    "nothing": "nothing changed",
    "edit": "one entry edited",
    "title": "a title changed",
    "added": "an entry added",
    "renamed": "an entry renamed",
}
MEASURES = {"wall": "time", "cpu": "processor", "peak": "memory", "size": "output"}
NONE = "–"
SHORTFALLS = Path(__file__).with_name("shortfalls.md")
"""Written by hand: which goals are not met, how near, and what was tried."""


def read(out: Path) -> dict[str, Any]:
    """The results that belong to a report, or empty ones."""
    path = out.with_suffix(".json")
    if path.is_file():
        return json.loads(path.read_text(encoding="utf-8"))
    return json.loads(json.dumps(EMPTY))


def write(out: Path, results: dict[str, Any]) -> None:
    """Writes the report and, beside it, the results that it was made from."""
    out.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(run, ensure_ascii=False) for run in results["runs"]]
    head = json.dumps({key: value for key, value in results.items() if key != "runs"}, ensure_ascii=False, indent=1)
    text = head.removesuffix("\n}") + ',\n "runs": [\n  ' + ",\n  ".join(lines) + "\n ]\n}\n"
    out.with_suffix(".json").write_text(text, encoding="utf-8")
    out.write_text(render(Table(results)), encoding="utf-8")


class Table:
    """Answers questions about results. Only runs that count are asked: quiet ones without a fault."""

    def __init__(self, results: dict[str, Any]) -> None:
        self.results = results

    def runs(self, part: str, tool: str, scenario: str, entries: int) -> list[dict[str, Any]]:
        """Every run of a cell, whether it counts or not."""
        wanted = (part, tool, scenario, entries)
        return [
            run for run in self.results["runs"] if (run["part"], run["tool"], run["scenario"], run["entries"]) == wanted
        ]

    def counted(self, *cell: Any) -> list[dict[str, Any]]:
        """The runs of a cell that count."""
        return [run for run in self.runs(*cell) if run["quiet"] and not run["fault"]]

    def value(self, measure: str, *cell: Any) -> float | None:
        """The median of a cell, or None if nothing was measured.

        `measure` is a field of a run, "latency" or "p95" (both over every edit), or one of "page" and "weight"
        (time and bytes for each page).
        """
        runs = self.counted(*cell)
        if measure in ("latency", "p95"):
            times = [time for run in runs for time in run["latencies"]]
            if measure == "p95" and len(times) > 1:
                return quantiles(times, n=20, method="inclusive")[-1]
            return median(times) if times else None
        field, pages = {"page": "wall", "weight": "size"}.get(measure, measure), 1
        if field != measure:
            pages = self.results["pages"].get(str(cell[3]), 0)
        return median(run[field] for run in runs) / pages if runs and pages else None

    def ratio(self, measure: str, ours: Sequence[Any], theirs: Sequence[Any]) -> float | None:
        """One median over another, or None if either is missing or they were measured on different days."""
        days = [{run["date"] for run in self.counted(*cell)} for cell in (ours, theirs)]
        if days[0].isdisjoint(days[1]):
            return None
        above, below = self.value(measure, *ours), self.value(measure, *theirs)
        return above / below if above is not None and below else None

    def sizes(self, part: str) -> list[int]:
        """The numbers of entries that a part was measured with."""
        return sorted({run["entries"] for run in self.results["runs"] if run["part"] == part})

    def scenarios(self, part: str) -> list[str]:
        """What a part was measured with, in the order of measuring."""
        return list(dict.fromkeys(run["scenario"] for run in self.results["runs"] if run["part"] == part))

    def tools(self, part: str, entries: int) -> list[str]:
        """The tools that a part was tried with at a size, ours first."""
        tools = {run["tool"]: None for run in self.results["runs"] if (run["part"], run["entries"]) == (part, entries)}
        return sorted(tools, key=lambda tool: tool != OURS)

    def tally(self, *cell: Any) -> str:
        """How many runs of a cell count, and how many were thrown away."""
        counted, spoilt = self.counted(*cell), [run for run in self.runs(*cell) if not run["quiet"]]
        return f"{len(counted)}" + (f", {len(spoilt)} thrown away" if spoilt else "")

    def fault(self, *cell: Any) -> str:
        """Why a cell has no number, if its runs failed or were all disturbed."""
        runs = self.runs(*cell)
        faults = [run["fault"] for run in runs if run["fault"]]
        return faults[-1] if faults else "no quiet run" if runs else "not measured"


@dataclass(frozen=True)
class Goal:
    """A promise: what is compared with what, and the largest value that keeps it."""

    words: str
    limit: float
    value: Callable[[Table], float | None]
    unit: str = "x"


def _cell(part: str, tool: str, scenario: str, entries: int) -> tuple[str, str, str, int]:
    return part, tool, scenario, entries


def _over(words: str, limit: float, measure: str, ours: Sequence[Any], theirs: Sequence[Any]) -> Goal:
    return Goal(words, limit, lambda table: table.ratio(measure, ours, theirs))


def _cold(entries: int, tool: str = OURS) -> tuple[str, str, str, int]:
    return _cell("cold", tool, "cold", entries)


def _warm(scenario: str, tool: str = OURS) -> tuple[str, str, str, int]:
    return _cell("warm", tool, scenario, 1000)


def _preview(entries: int, tool: str = OURS) -> tuple[str, str, str, int]:
    return _cell("preview", tool, "session", entries)


def _check(scenario: str, tool: str = OURS) -> tuple[str, str, str, int]:
    return _cell("check", tool, scenario, 10_000)


def _worst(measure: str) -> Callable[[Table], float | None]:
    """The largest median of all pages that are read."""

    def value(table: Table) -> float | None:
        found = [table.value(measure, *_cell("reading", OURS, page, 0)) for page in table.scenarios("reading")]
        known = [one for one in found if one is not None]
        return max(known, default=None)

    return value


def _kilobytes(table: Table) -> float | None:
    size = _worst("bytes")(table)
    return None if size is None else size / 1000


def _differing(table: Table) -> float | None:
    return table.results.get("identity", {}).get("differing")


GOALS = [
    _over("cold build, N=1000, over MkDocs", 0.50, "wall", _cold(1000), _cold(1000, PLAIN)),
    _over("cold build, N=1000, over Zensical", 0.50, "wall", _cold(1000), _cold(1000, "zensical")),
    _over("cold build, N=1000, over Hugo", 2.0, "wall", _cold(1000), _cold(1000, "hugo")),
    _over("cold build, N=5000, over MkDocs", 0.32, "wall", _cold(5000), _cold(5000, PLAIN)),
    _over("time for each page, N=5000 over N=1000", 1.15, "page", _cold(5000), _cold(1000)),
    _over("bytes for each page, N=5000 over N=1000", 1.20, "weight", _cold(5000), _cold(1000)),
    _over("peak memory, N=5000, over Zensical", 0.50, "peak", _cold(5000), _cold(5000, "zensical")),
    _over("nothing changed, over MkDocs from nothing", 0.05, "wall", _warm("nothing"), _warm("cold", PLAIN)),
    _over("nothing changed, over Zensical", 0.10, "wall", _warm("nothing"), _warm("nothing", "zensical")),
    _over("one entry edited, over MkDocs from nothing", 0.06, "wall", _warm("edit"), _warm("cold", PLAIN)),
    _over("one entry edited, over Zensical", 0.12, "wall", _warm("edit"), _warm("edit", "zensical")),
    *(
        _over(f"{SCENARIOS[one]}, over MkDocs from nothing", 0.25, "wall", _warm(one), _warm("cold", PLAIN))
        for one in ("title", "added", "renamed")
    ),
    *(
        goal
        for entries in (1000, 5000)
        for goal in (
            Goal(
                f"saved to served, N={entries}, median",
                100,
                lambda table, entries=entries: _milliseconds(table.value("latency", *_preview(entries))),
                " ms",
            ),
            Goal(
                f"saved to served, N={entries}, 95 of 100 edits",
                250,
                lambda table, entries=entries: _milliseconds(table.value("p95", *_preview(entries))),
                " ms",
            ),
            _over(
                f"saved to served, N={entries}, over hugo server",
                0.25,
                "latency",
                _preview(entries),
                _preview(entries, "hugo"),
            ),
            _over(
                f"start of the preview, N={entries}, over hugo server",
                1.0,
                "start",
                _preview(entries),
                _preview(entries, "hugo"),
            ),
        )
    ),
    Goal("reading: files of a page, compressed", 110, _kilobytes, " kB"),
    Goal("reading: largest contentful paint", 1.5, _worst("lcp"), " s"),
    Goal("reading: layout shift", 0.01, _worst("shift"), ""),
    Goal("reading: longest script", 50, _worst("script"), " ms"),
    Goal("files that differ from MkDocs' own after random edits", 0, _differing, ""),
    _over("check, N=10000, from nothing, over naive.py", 0.30, "wall", _check("cold"), _check("cold", "naive")),
    _over("check, N=10000, nothing changed, over naive.py", 0.02, "wall", _check("nothing"), _check("cold", "naive")),
]


def _milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000


def render(table: Table) -> str:
    """The whole report."""
    parts = [
        _head(table),
        "## Goals\n\n" + _goals(table),
        "## What falls short\n\n" + SHORTFALLS.read_text(encoding="utf-8"),
        "## Builds from nothing\n\n" + _cold_ratios(table) + _cold_medians(table) + _drawings(table),
        "## Builds after a change\n\n" + _warm_tables(table),
        "## Preview\n\n" + _preview_tables(table),
        "## Check without building\n\n" + _check_tables(table),
        "## Reading\n\n" + _reading_tables(table),
        "## The same bytes\n\n" + _identity(table),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


METHOD = """\
Every tool builds the same bilingual pages: `bench/project.py` writes a project of N entries, our build makes its
Markdown, and every peer gets that Markdown with a menu of overviews only. The clock of ours also holds reading,
checking and printing the YAML, which no peer does.

- From nothing: the output and every cache are deleted before the clock starts; ours deletes `docs/` too. Its pictures
  (the drawings of diagrams and the card of each page, which no peer has) are kept, but counted in its output. The tools
  take turns, round after round; every number is a median.
- Memory is that of all processes of a tool together (PSS, sampled 20 times a second, less often where a sample takes
  more than 2.5 ms). Processor time is that of all its processes, too.
- A run is thrown away and repeated if others used more than {foreign:.0%} of one core meanwhile (and 50 ms, the grain
  of the clocks).
- A preview is edited when it is idle. Its latency is from just before the file is written (ours: the YAML of an entry;
  peers: the two Markdown files) until both languages have served the new words, asked every 2 ms.
- Commands: `python bench/speed.py --help`.
"""


def _head(table: Table) -> str:
    results = table.results
    dates = sorted({run["date"] for run in results["runs"]})
    machine = results.get("machine", {})
    packages = ", ".join(f"{name} {version}" for name, version in machine.get("packages", {}).items())
    lines = [
        "# Speed beside other tools",
        "",
        f"Measured {' to '.join(dict.fromkeys([dates[0], dates[-1]])) if dates else 'never'}, "
        f"{results.get('rounds', 0)} rounds, {machine.get('cores', '?')} cores, Python {machine.get('python', '?')}; "
        f"ours on {packages}.",
        "",
        METHOD.format(foreign=results.get("foreign", 0.2)),
        *(f"- {name}: {version}" for name, version in results["versions"].items()),
        *(f"- {name}: {reason}" for name, reason in results["absent"].items()),
    ]
    return "\n".join(lines)


def grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; every column but the first is aligned right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _goals(table: Table) -> str:
    rows = []
    for goal in GOALS:
        value = goal.value(table)
        met = NONE if value is None else "yes" if value <= goal.limit else "**no**"
        shown = "not measured" if value is None else _number(value) + goal.unit
        rows.append([goal.words, f"≤ {_number(goal.limit)}{goal.unit}", shown, met])
    return grid(["what", "goal", "measured", "met"], rows)


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 99.5 else f"{value:.3g}"


def _times(value: float | None) -> str:
    return NONE if value is None else f"{_number(value)}x"


def _cold_ratios(table: Table) -> str:
    rows = []
    for entries in table.sizes("cold"):
        for tool in table.tools("cold", entries)[1:]:
            ratios = [table.ratio(one, _cold(entries), _cold(entries, tool)) for one in MEASURES]
            rows.append([f"N={entries}, {tool}", *map(_times, ratios)])
        rows += [[f"N={entries}, {tool}", reason, *[NONE] * 3] for tool, reason in table.results["absent"].items()]
    return "Ours over each peer:\n\n" + grid(["", *MEASURES.values()], rows) + "\n"


def _cold_medians(table: Table) -> str:
    rows = []
    for entries in table.sizes("cold"):
        for tool in table.tools("cold", entries):
            rows.append([f"N={entries}, {tool}", *_medians(table, _cold(entries, tool))])
        rows += [[f"N={entries}, {tool}", reason, *[NONE] * 5] for tool, reason in table.results["absent"].items()]
    pages = ", ".join(f"{count} at N={entries}" for entries, count in table.results["pages"].items())
    head = ["", "time s", "processor s", "memory MiB", "output MB", "files", "runs"]
    return f"Medians (pages of Markdown: {pages}):\n\n" + grid(head, rows) + "\n"


def _medians(table: Table, cell: tuple[str, str, str, int]) -> list[str]:
    wall, cpu, peak, size, files = (table.value(one, *cell) for one in ("wall", "cpu", "peak", "size", "files"))
    if wall is None or cpu is None or peak is None or size is None or files is None:
        return [table.fault(*cell), *[NONE] * 4, table.tally(*cell)]
    mib = f"{peak / 2**20:.0f}" if peak else NONE
    return [f"{wall:.2f}", f"{cpu:.2f}", mib, f"{size / 1e6:.1f}", f"{files:.0f}", table.tally(*cell)]


def _drawings(table: Table) -> str:
    rows = []
    for entries in table.sizes("cold"):
        ratio = table.ratio("wall", _cell("cold", OURS, "drawing", entries), _cold(entries))
        rows.append([f"N={entries}", _times(ratio), *_medians(table, _cell("cold", OURS, "drawing", entries))[:1]])
    head = ["", "over a build that finds them", "time s"]
    return "Ours when it has to draw every diagram and card too, which it keeps from then on:\n\n" + grid(head, rows)


def _warm_tables(table: Table) -> str:
    text = ""
    for entries in table.sizes("warm"):
        peers = [tool for tool in table.tools("warm", entries) if tool not in (OURS, PLAIN)]
        plain = _cell("warm", PLAIN, "cold", entries)
        ratios, medians = [], []
        for scenario, words in SCENARIOS.items():
            ours = _cell("warm", OURS, scenario, entries)
            theirs = [_cell("warm", tool, scenario, entries) for tool in peers]
            ratios.append([words, *(_times(table.ratio("wall", ours, one)) for one in [plain, *theirs])])
            medians += [
                [f"{words}, {cell[1]}", *_medians(table, cell)] for cell in [ours, *theirs] if table.runs(*cell)
            ]
        medians.append([f"from nothing, {PLAIN}", *_medians(table, plain)])
        text += f"Time of ours over each peer, N={entries}; MkDocs remembers nothing, so its build is from nothing:\n\n"
        text += grid(["", PLAIN, *peers], ratios) + "\nMedians:\n\n"
        text += grid(["", "time s", "processor s", "memory MiB", "output MB", "files", "runs"], medians) + "\n"
    return text or "Not measured.\n"


def _preview_tables(table: Table) -> str:
    ratios, medians = [], []
    for entries in table.sizes("preview"):
        for tool in table.tools("preview", entries):
            cell = _preview(entries, tool)
            start, middle, late = (table.value(one, *cell) for one in ("start", "latency", "p95"))
            if start is None or middle is None or late is None:
                medians.append([f"N={entries}, {tool}", table.fault(*cell), *[NONE] * 3, table.tally(*cell)])
                continue
            edits = sum(len(run["latencies"]) for run in table.counted(*cell))
            times = [f"{start:.2f}", f"{middle * 1000:.0f}", f"{late * 1000:.0f}"]
            medians.append([f"N={entries}, {tool}", *times, str(edits), table.tally(*cell)])
            if tool != OURS:
                shares = [table.ratio(one, _preview(entries), cell) for one in ("start", "latency", "p95")]
                ratios.append([f"N={entries}, {tool}", *map(_times, shares)])
    if not medians:
        return "Not measured.\n"
    text = "Ours over each peer; ours and Zensical start with their caches, the others have none:\n\n"
    text += grid(["", "start", "saved to served, median", "95 of 100"], ratios) + "\nMedians:\n\n"
    return text + grid(["", "start s", "saved to served ms", "95 of 100 ms", "edits", "sessions"], medians)


def _check_tables(table: Table) -> str:
    ratios, medians = [], []
    for entries in table.sizes("check"):
        naive = _cell("check", "naive", "cold", entries)
        for scenario, words in {"cold": "from nothing", "nothing": "nothing changed"}.items():
            ours = _cell("check", OURS, scenario, entries)
            shares = [table.ratio(one, ours, naive) for one in ("wall", "cpu", "peak")]
            ratios.append([f"N={entries}, {words}", *map(_times, shares)])
            medians.append([f"N={entries}, ours, {words}", *_check_medians(table, ours)])
        medians.append([f"N={entries}, naive.py", *_check_medians(table, naive)])
    if not medians:
        return "Not measured.\n"
    text = "`build.py check` over `bench/naive.py` (PyYAML, jsonschema, Jinja, one process):\n\n"
    text += grid(["", "time", "processor", "memory"], ratios) + "\nMedians:\n\n"
    return text + grid(["", "time s", "processor s", "memory MiB", "runs"], medians)


def _reading_tables(table: Table) -> str:
    rows = []
    for page in table.scenarios("reading"):
        for tool in table.tools("reading", 0):
            cell = _cell("reading", tool, page, 0)
            size, lcp, shift, script = (table.value(one, *cell) for one in ("bytes", "lcp", "shift", "script"))
            if size is None or lcp is None or shift is None or script is None:
                rows.append([f"{page}, {tool}", table.fault(*cell), *[NONE] * 4])
                continue
            numbers = [f"{size / 1000:.0f}", f"{lcp:.2f}", f"{shift:.4f}", f"{script:.0f}"]
            rows.append([f"{page}, {tool}", *numbers, table.tally(*cell)])
    if not rows:
        return "Not measured.\n"
    text = (
        "Pages of this handbook on the settings of a phone (`bench/reading.py` has them), beside the same Markdown as\n"
    )
    text += "stock Material with Mermaid. Medians of first visits:\n\n"
    head = ["", "files kB", "largest paint s", "layout shift", "longest script ms", "visits"]
    return text + grid(head, rows)


def _identity(table: Table) -> str:
    found = table.results.get("identity")
    if not found:
        return "Not tried.\n"
    return (
        f"{found['date']}: {found['sequences']} random sequences of edits, {found['edits']} edits in all, "
        f"N={found['entries']}. After each, our build was held against `build --plain` from nothing: "
        f"{found['differing']} of {found['files']} files differed.\n"
    )


def _check_medians(table: Table, cell: tuple[str, str, str, int]) -> list[str]:
    time, cpu, memory, _, _, runs = _medians(table, cell)
    return [time, cpu, memory, runs]
