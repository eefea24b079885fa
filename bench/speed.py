"""Measures the generator beside its peers and writes a report with a table of goals.

    python bench/speed.py                                      everything; takes hours
    python bench/speed.py --only warm --peers mkdocs,zensical  one part, merged into the results that are there
    python bench/speed.py --only none                          only the report, from the results that are there

Every part makes its own projects (bench/project.py) and gives each peer the Markdown that our build wrote for them.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import tempfile
from importlib import metadata
from pathlib import Path

import report
from parts import PARTS, ROOT, Bench, tell
from peers import PEERS


def numbers(text: str) -> list[int]:
    """`100,1000` as a list."""
    return [int(one) for one in text.split(",") if one]


def names(text: str) -> list[str]:
    """A list of peers."""
    found = [one for one in text.split(",") if one and one != "none"]
    if unknown := sorted(set(found) - set(PEERS)):
        raise argparse.ArgumentTypeError(f"no peer {', '.join(unknown)}; there are {', '.join(PEERS)}")
    return found


def parser() -> argparse.ArgumentParser:
    """The options."""
    top = argparse.ArgumentParser(description="Measure the generator beside its peers.")
    top.add_argument("--entries", type=numbers, default=[100, 1000, 5000], help="sizes of cold builds")
    top.add_argument("--warm-entries", type=int, default=1000, help="size of builds after a change")
    top.add_argument("--preview-entries", type=numbers, default=[1000, 5000], help="sizes of previews")
    top.add_argument("--check-entries", type=int, default=10_000, help="size of the project that is checked")
    top.add_argument("--rounds", type=int, default=3, help="how often every tool runs")
    top.add_argument("--peers", type=names, default=list(PEERS), help=f"some of {','.join(PEERS)}, or none")
    top.add_argument("--only", default=",".join(PARTS), help=f"some of {','.join(PARTS)}, or none")
    top.add_argument("--out", type=Path, default=Path(__file__).with_name("speed.md"), help="the report")
    top.add_argument("--folder", type=Path, help="where to work and leave everything (default: a temporary folder)")
    top.add_argument("--tools", type=Path, default=ROOT / ".bench", help="where the peers are installed and kept")
    top.add_argument("--timeout", type=float, default=1800, help="seconds after which a run is given up")
    top.add_argument("--foreign", type=float, default=0.2, help="load by others, in cores, that spoils a run")
    return top


def main() -> None:
    """Runs the parts that the command line asks for and writes the report."""
    options = parser().parse_args()
    parts = [part for part in PARTS if part in options.only.split(",")]
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # Python keeps what it compiled, as it does for most people
    with contextlib.ExitStack() as stack:
        if options.folder:
            folder = options.folder.resolve()
            folder.mkdir(parents=True, exist_ok=True)
        else:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        bench = Bench(options, folder)
        bench.results["machine"] = {
            "cores": len(os.sched_getaffinity(0)),
            "python": platform.python_version(),
            "packages": {name: metadata.version(name) for name in ("mkdocs", "mkdocs-material", "markdown", "jinja2")},
        }
        bench.results["rounds"] = options.rounds
        bench.results["foreign"] = options.foreign
        if set(parts) - {"check"}:
            bench.install(options.peers)
        for part in parts:
            getattr(bench, part)()
        report.write(options.out, bench.results)
    tell(f"done: {options.out}")


if __name__ == "__main__":
    main()
