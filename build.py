#!/usr/bin/env python3
"""The command line. Composes the steps of press/, prints, exits. Nothing else."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from press.host import site
from press.model import Faulty
from press.project import Edition, prepare
from press.write import locked, problems, stale, write

EXAMPLES = """examples:
  python build.py build                      data to finished site/, in every language
  python build.py serve                      the same with live preview; edit data/ and watch
  python build.py check                      name every fault, change nothing
  python build.py build --project ../other   any other folder of the same shape
"""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns its exit code: 0 done, 1 problems in the project, 2 wrong usage."""
    options = parser().parse_args(arguments)
    project = options.project.resolve()
    if not (project / "data").is_dir():
        print(f"{options.project}: has no data/ folder; name a project with --project", file=sys.stderr)
        return 2
    try:
        return options.run(project, options)
    except Faulty as faulty:
        print(*faulty.problems, sep="\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """The commands and options, with help that teaches by example."""
    top = argparse.ArgumentParser(
        prog="build.py",
        description="Makes a bilingual handbook: data/ through templates/ to docs/, and docs/ to site/.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(required=True, metavar="build | serve | check")
    for name, run, help_, example in [
        ("build", build, "make docs/ and site/", "build --url https://docs.example.org/handbook/"),
        ("serve", serve, "make the site, serve it here and remake it after each edit", "serve --port 9000"),
        ("check", check, "name every fault in data/, templates/ and docs/; change nothing", "check --project ../tea"),
    ]:
        command = commands.add_parser(
            name,
            help=help_,
            description=f"{help_[0].upper()}{help_[1:]}.",
            epilog=f"example:\n  python build.py {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.set_defaults(run=run)
        command.add_argument("--project", type=Path, default=Path(), metavar="DIR", help="the project (default: here)")
        if name == "build":
            command.add_argument("--url", help="where the site will be published (default: url in data/site.yml)")
        if name == "serve":
            command.add_argument("--port", type=int, default=8000, help="the port on localhost (default: 8000)")
    return top


def build(project: Path, options: argparse.Namespace) -> int:
    """Data to finished site."""
    edition = update(project)
    tell("building the site")
    site.build(project, edition.languages, edition.url, options.url or edition.url)
    tell(f"done: {project / 'site'}")
    return 0


def check(project: Path, options: argparse.Namespace) -> int:
    """Every fault, and every generated file that is not what the data says."""
    edition = prepare(project, tell)
    if faults := problems(stale(edition.pages, project), project):
        raise Faulty(faults)
    return 0


def serve(project: Path, options: argparse.Namespace) -> int:
    """Live preview until Ctrl-C."""
    from press.host.serve import serve as preview

    return preview(project, options.port, update)


def update(project: Path) -> Edition:
    """Brings docs/ up to date with the data."""
    edition = prepare(project, tell)
    with locked(project):
        write(stale(edition.pages, project), project)
    return edition


def tell(words: str) -> None:
    """Progress, for a person who is watching."""
    if sys.stderr.isatty():
        print(f"\r\x1b[2K{words}", end="\n" if words.startswith("done") else "", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
