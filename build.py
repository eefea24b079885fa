#!/usr/bin/env python3
"""The command line. Composes the steps of press/, prints, exits. Nothing else."""

from __future__ import annotations

import argparse
import gc
import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

from press import cache, report, timing
from press.edit import desk
from press.host import site
from press.links import history, lock, move
from press.load import read
from press.model import HOUSE, LOCK, SOURCES, TRANSLATIONS, Faulty, Language, Problem, Source
from press.project import Edition, prepare, read_data, read_project
from press.spread import apart, cores, join_all
from press.translations import carry, states
from press.translations import lock as wordings
from press.translations.report import Finding
from press.write import finish, locked, problems, replace_all, stale, write, write_text

LINKS = """links
links --fresh --format json"""
CHECK = """check --project ../tea
check --format json"""
NEW = """new teas matcha
new teas matcha --title en=Matcha --title ja=抹茶"""
FMT = """fmt
fmt data/teas/sencha.yml
fmt --check"""
FIX = """fix --dry-run
fix"""
DIFF = """diff v1.0
diff origin/main --format markdown
diff HEAD~3 --format json"""
RENAME = """rename teas/sencha-old sencha
rename teas#what story"""
RETIRE = """retire teas/sencha-old --to teas/sencha
retire teas/sencha-old --read teas/oolong
retire teas/sencha#formulas --to what"""
TRANSLATED = """translations
translations --lang en --state stale --format json
translations accept                          one key for each text, on a terminal
translations accept teas/sencha.summary
translations draft teas/sencha --lang ja     words of a machine that nobody has reviewed"""
Marks = Mapping[str, object]
"""What shows whether a file was changed, by its path."""
PATIENCE = 3
"""How often a build that was disturbed by edits starts again before it puts up with them."""
TRACE = ".cache/trace.json"
EXAMPLES = """examples:
  python build.py build                      data to finished site/, in every language
  python build.py serve                      the same with live preview; edit data/ and watch
  python build.py check                      name every fault, change nothing
  python build.py translations               list what is stale, missing or not yet reviewed
  python build.py new teas matcha            begin an entry that says what to fill in
  python build.py fmt                        put keys in order and tidy up; comments and meaning stay
  python build.py fix                        mend what needs no judgement, and show it
  python build.py diff v1.0                  what has changed for readers since a revision in git
  python build.py links                      ask every address in data/ whether it still answers
  python build.py release                    promise every address that there is now
  python build.py rename teas/old new     give an entry another id; its old address leads there
  python build.py build --project ../other   any other folder of the same shape
"""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns its exit code: 0 done, 1 problems in the project, 2 wrong usage, 130 interrupted."""
    options = parser().parse_args(arguments)
    if arguments is None and options.run is not serve:
        gc.disable()  # the process ends before its garbage counts
    project = options.project.resolve()
    with locked(project) if project.is_dir() else nullcontext():
        finish(project)
    if not (project / "data").is_dir():
        print(f"{options.project}: has no data/ folder; name a project with --project", file=sys.stderr)
        return 2
    try:
        return options.run(project, options)
    except Faulty as faulty:
        complain(faulty.problems, project)
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
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for name, run, help_, example in [
        ("build", build, "make docs/ and site/", "build --url https://docs.example.org/handbook/"),
        ("serve", serve, "make the site, serve it here and remake it after each edit", "serve --port 9000"),
        ("check", check, "name every fault in data/, templates/ and docs/; change nothing", CHECK),
        ("translations", translations, "list the texts that are not up to date in every language", TRANSLATED),
        ("new", new, "begin an entry: its file, with what to fill in, and its place in the order", NEW),
        ("fmt", fmt, "put data files in order: keys as in the schema, indentation, blank lines", FMT),
        ("fix", fix, "mend what needs no judgement, and show what was mended", FIX),
        ("diff", diff, "say what has changed for readers since a revision in git", DIFF),
        ("links", links, "ask the hosts of all addresses in data/ whether they are still there", LINKS),
        ("release", release, f"promise every address that there is now: write it into {LOCK}", "release"),
        ("rename", rename, "give an entry or a field another id; whatever was released keeps working", RENAME),
        ("retire", retire, "take an entry out, or let go of a section; whatever was released leads on", RETIRE),
    ]:
        command = commands.add_parser(
            name,
            help=help_,
            description=f"{help_[0].upper()}{help_[1:]}.",
            epilog="example:\n" + "".join(f"  python build.py {one}\n" for one in example.split("\n")),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.set_defaults(run=run)
        command.add_argument("--project", type=Path, default=Path(), metavar="DIR", help="the project (default: here)")
        if name == "build":
            command.add_argument("--url", help="where the site will be published (default: url in data/site.yml)")
            command.add_argument("--lang", metavar="TAG", help="build one language only, to be copied together later")
            command.add_argument("--plain", action="store_true", help="let MkDocs itself make every page, from nothing")
            command.add_argument(
                "--timings", action="store_true", help=f"say what took how long; also as a trace, {TRACE}"
            )
        if name == "check":
            command.add_argument(
                "--format",
                choices=["text", "json", "github"],
                default="text",
                help="lines for people (default), JSON for tools, or annotations for GitHub",
            )
        if name == "translations":
            command.add_argument("action", nargs="?", choices=["accept", "draft"], help="what is said of texts")
            command.add_argument(
                "what", nargs="*", metavar="ID[.FIELD]", help="a collection, an entry, or a field of it"
            )
            command.add_argument("--lang", metavar="TAG", help="one language only")
            command.add_argument("--state", choices=states.STATES, action="append", help="only texts in this state")
            command.add_argument(
                "--format", choices=["text", "json"], default="text", help="a table for people or data for tools"
            )
        if name == "new":
            command.add_argument("collection", metavar="COLLECTION", help="the collection, as its folder in data/")
            command.add_argument("id", metavar="ID", help="lowercase ASCII letters, digits and hyphens")
            command.add_argument("--title", action="append", default=[], metavar="TAG=WORDS", help="a title")
        if name == "fmt":
            command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="(default: all of data/)")
            command.add_argument(
                "--check", action="store_true", help="name the files that are not in order, write none"
            )
        if name == "fix":
            command.add_argument("--dry-run", action="store_true", help="show it, and write nothing")
        if name == "diff":
            command.add_argument("revision", metavar="REV", help="a commit, branch or tag")
            command.add_argument(
                "--format", choices=["text", "markdown", "json"], default="text", help="for people, a comment or tools"
            )
        if name == "release":
            command.add_argument("--date", default=date.today().isoformat(), metavar="DAY", help="(default: today)")
        if name == "rename":
            command.add_argument("what", metavar="COLLECTION/ID", help="the entry, or COLLECTION#FIELD for a field")
            command.add_argument("new", metavar="NEW", help="its new id, or the new name of the field")
            command.add_argument("--take", action="store_true", help="take an address over that was another's before")
        if name == "retire":
            command.add_argument("what", metavar="COLLECTION/ID", help="the entry, or PAGE#SECTION for a section")
            command.add_argument("--to", metavar="OTHER", help="what stands for it now: COLLECTION/ID, or a section")
            command.add_argument(
                "--read", nargs="+", default=[], metavar="OTHER", help="without --to: what to read now"
            )
        if name == "serve":
            command.add_argument("--port", type=port, help="the port on localhost (default: 8000 or the next)")
        if name == "links":
            command.add_argument(
                "--format", choices=["text", "json"], default="text", help="a report for people or for tools"
            )
            command.add_argument(
                "--fresh", action="store_true", help="ask for all, not only for what is new, failed or a week old"
            )
            command.add_argument(
                "--timeout", type=seconds, default=15.0, metavar="S", help="seconds for an answer (default: 15)"
            )
            command.add_argument(
                "--pause",
                type=seconds,
                default=1.0,
                metavar="S",
                help="seconds between requests to a host (default: 1)",
            )
    return top


def port(text: str) -> int:
    """A port as an option; 0 stands for any that is free. Raises ArgumentTypeError unless it is at most 65535."""
    if text.isdecimal() and len(text) < 6 and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"must be a number from 0 to 65535, not {text!r}")


def seconds(text: str) -> float:
    """A number of seconds as an option. Raises ArgumentTypeError unless it is above 0 and at most 600."""
    with suppress(ValueError):
        if 0 < float(text) <= 600:
            return float(text)
    raise argparse.ArgumentTypeError(f"must be a number above 0 and up to 600, not {text!r}")


def build(project: Path, options: argparse.Namespace) -> int:
    """Data to finished site."""
    record(project, make(project, options.url, options.lang, plain=options.plain))
    tell(f"done: {project / 'site'}")
    if options.timings:
        spans = timing.take()
        print(timing.table(spans))
        write_text(project / TRACE, timing.trace(spans))
    return 0


def check(project: Path, options: argparse.Namespace) -> int:
    """Names every fault in the form that is asked for; warnings leave the exit code at 0."""
    try:
        problems = found(project)
    except Faulty as faulty:
        problems = faulty.problems
    explained = explanations(project)
    if options.format == "json":
        print(report.as_json(problems, explained))
    elif problems and options.format == "github":
        place = Path(os.path.relpath(project))
        folder = "" if place == Path() or place.parts[0] == ".." else f"{place.as_posix()}/"
        sys.stdout.buffer.write(f"{report.as_github(problems, folder)}\n".encode())
    elif problems:
        complain(problems, project)
    return 0 if all(problem.warns for problem in problems) else 1


def complain(problems: Sequence[Problem], project: Path) -> None:
    """Prints problems, with excerpts if a person is watching."""

    def text_of(path: str) -> str | None:
        for folder in (project, HOUSE):
            with suppress(OSError):
                return (folder / path).read_text(encoding="utf-8", errors="replace")
        return None

    text = report.as_text(problems)
    if sys.stderr.isatty():
        tell("")
        colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        width = shutil.get_terminal_size().columns
        text = report.for_people(problems, text_of, width, explanations(project), colour=colour)
    print(text, file=sys.stderr)


def explanations(project: Path) -> str:
    """The address below which the project says that codes of faults are explained, if it does."""
    site = read(project / "data" / "site.yml", project)
    said = site.data.get("faults_url") if isinstance(site, Source) and isinstance(site.data, dict) else None
    return said if isinstance(said, str) else ""


def found(project: Path) -> list[Problem]:
    """Every fault, every generated file that is not what the data says, and warnings about words. Raises Faulty."""
    from press.lint.proof import proofread

    ledger = cache.read(project)
    sources = read_stamps(project)
    edition = prepare(project, tell, ledger, cores())
    faults = problems(stale(edition.pages, project, edition.kept), project)
    if edition.translations is not None:
        faults.append(Problem(TRANSLATIONS, 0, 0, "", "is out of date; run: python build.py build", "E702"))
    faults += history.dropped(project, set(lock.load(project)))
    warnings, learned = proofread(project, edition.ledger, ledger, cores())
    if not faults and (edition.pages or not ledger or learned) and read_stamps(project) == sources:
        cache.write(project, ledger | edition.with_stamps(project) | learned)
    return [*sorted(faults), *warnings]


def record(project: Path, edition: Edition) -> None:
    """Writes down which words say the same now, unless somebody else has written it in the meantime."""
    if edition.translations is None:
        return
    with locked(project):
        if wordings.load(project).text == edition.translated:
            replace_all({TRANSLATIONS: edition.translations.encode()}, project)


def serve(project: Path, options: argparse.Namespace) -> int:
    """Live preview until Ctrl-C."""
    from press.live import Live
    from press.preview.serve import serve as preview

    def whole() -> str:
        return make(project).url

    def live() -> Live | None:
        ledger = cache.read(project)
        return Live(project, ledger) if "edition" in ledger else None

    url = cache.read(project).get("edition", {}).get("url")
    return preview(project, options.port, url, whole, live)


def translations(project: Path, options: argparse.Namespace) -> int:
    """How the texts stand, or what somebody says of some of them."""
    from press.translations import report, review

    known, judged, every, all_tags = _judged(project)
    if options.lang and options.lang not in all_tags:
        raise Faulty(
            [Problem("--lang", 0, 0, "", f"no language {options.lang}; there are {', '.join(all_tags)}", "E802")]
        )
    tags = [tag for tag in all_tags if options.lang in (None, tag)]
    found = [one for one in every if one.tag in tags]
    if not options.action:
        shown = [one for one in found if one.state in (options.state or states.OPEN)]
        print((report.as_json if options.format == "json" else report.as_text)(shown, report.totals(found, tags)))
        return 0
    wanted = _wanted(project, options, found)
    if not wanted:
        print("nothing to do")
        return 0
    words = {(one.name, one.tag): one.words for one in wanted}
    with locked(project):
        if wordings.load(project) != known:
            _, judged, every, _ = _judged(project)
            wanted = [one for one in every if words.get((one.name, one.tag)) == one.words]
        after = review.accepted(judged, wanted, draft=options.action == "draft")
        replace_all({TRANSLATIONS: states.Survey(after).text.encode()}, project)
    for one in wanted:
        print(f"{options.action}ed {one.name} ({one.tag})")
        words.pop((one.name, one.tag), None)
    for name, tag in words:
        print(f"left {name} ({tag}), which was changed in the meantime")
    print("now run: python build.py build")
    return 0


def _judged(project: Path) -> tuple[wordings.Lock, Mapping[str, Sequence[states.Judged]], list[Finding], list[str]]:
    """The lock file, how each text stands in the light of it, the same as a list, and the tags of all languages."""
    from press.translations import report

    sources, shapes = read_data(project, cores())
    known = wordings.load(project)
    judged = states.judge_all(sources, shapes.tags, known)
    return known, judged, list(report.findings(sources, judged)), shapes.tags


def _wanted(project: Path, options: argparse.Namespace, found: Sequence[Finding]) -> list[Finding]:
    """The texts that somebody accepts, or says to be drafts of a machine."""
    from press.translations import review

    draft = options.action == "draft"
    named = [one for what in options.what for one in review.named(what, found)] if options.what else found
    open_ = ("fresh", "stale") if draft else ("stale", "unreviewed")
    wanted = [one for one in named if one.state in open_ and one.state in (options.state or open_)]
    wanted = [one for one in wanted if not draft or len(one.judged.passage.sides) > 1]
    if draft and not (options.lang and options.what):
        raise Faulty(
            [Problem("draft", 0, 0, "", "name the texts and their language: draft ID[.FIELD] --lang TAG", "E803")]
        )
    if options.what or not wanted:
        return wanted
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        fault = "name the texts: accept ID[.FIELD]; without, it asks on a terminal"
        raise Faulty([Problem("accept", 0, 0, "", fault, "E803")])
    with review.keys() as key:
        return review.ask(wanted, lambda path: history.versions(project, path), key)


def links(project: Path, options: argparse.Namespace) -> int:
    """What the hosts say of each address in the data. The only command that reaches the network."""
    from press.outgoing import memory
    from press.outgoing import report as account
    from press.outgoing.ask import Asker
    from press.outgoing.gather import gather
    from press.outgoing.visit import visit

    sources, shapes = read_data(project, cores())
    home = next(source.data["url"] for source in sources if source.path == "data/site.yml")
    found = gather(sources, shapes)
    addresses = list(dict.fromkeys(link.address for link in found))
    now, before = datetime.now(UTC), memory.read(project)
    known = {address: before[address] for address in addresses if address in before}
    wanted = [address for address in addresses if options.fresh or not memory.fresh(known.get(address), now)]
    checked = 0
    try:
        for address, finding in visit(wanted, Asker(home, options.timeout), options.pause):
            known[address] = finding
            checked += 1
            tell(f"{checked} of {len(wanted)} addresses checked")
    except KeyboardInterrupt:
        tell("")
        print(f"stopped after {checked} of {len(wanted)} addresses; the next run asks for the others", file=sys.stderr)
        raise
    finally:
        memory.write(project, known)
    tell("")
    if options.format == "json":
        print(account.as_json(found, known))
    else:
        for problem in account.problems(found, known):
            print(problem, file=sys.stderr)
        print(account.summary(account.totals(found, known), checked))
    return 1 if account.totals(found, known)["broken"] else 0


def release(project: Path, options: argparse.Namespace) -> int:
    """Promises every address that there is now."""
    try:
        date.fromisoformat(options.date)
    except ValueError:
        raise Faulty(
            [Problem("--date", 0, 0, "", f"{options.date} is no day; write it as 2026-11-25", "E801")]
        ) from None
    before = lock.load(project)
    if faults := history.dropped(project, set(before)):
        raise Faulty(faults)
    edition = prepare(project, tell, cache.read(project), cores())
    after = lock.released(before, edition.addresses, edition.said, options.date)
    with locked(project):
        replace_all({LOCK: lock.write(after).encode()}, project)
    fresh = len(after) - len(before)
    print(f"{LOCK}: {len(after)} addresses are promised, {fresh} of them new; now run: python build.py build")
    return 0


def new(project: Path, options: argparse.Namespace) -> int:
    """Begins an entry."""
    watched, before = sys.stdin.isatty() and sys.stdout.isatty(), _marks(project)
    files = desk.begun(project, options.collection, options.id, options.title, _answer if watched else None)
    _put(project, files, before)
    print("now fill in what is empty, then run: python build.py check")
    return 0


def _answer(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        return ""
    except UnicodeDecodeError:
        raise move.refused("what was typed is not UTF-8; give the title with --title") from None


def fmt(project: Path, options: argparse.Namespace) -> int:
    """Puts data files in order."""
    before = _marks(project)
    files, faults = desk.tidied(project, options.files)
    if options.check:
        faults += [Problem(name, 0, 0, "", "is not in order; run: python build.py fmt", "E705") for name in files]
    else:
        _put(project, files, before)
    if faults:
        raise Faulty(faults)
    return 0


def fix(project: Path, options: argparse.Namespace) -> int:
    """Mends what needs no judgement, and shows it."""
    before = _marks(project)
    files, shown = desk.mended(project)
    print(shown, end="")
    if not options.dry_run:
        _put(project, files, before)
    return 0


def diff(project: Path, options: argparse.Namespace) -> int:
    """Says what has changed for readers since a revision."""
    print(desk.compared(project, options.revision, options.format), end="")
    return 0


def rename(project: Path, options: argparse.Namespace) -> int:
    """Gives an entry or a field another id."""
    collection, mark, name = _parted(options.what)
    before, now = _marks(project), _now(project)
    if mark == "#":
        return _change(now, move.rename_field(now, collection, name, options.new), before)
    return _change(now, move.rename(now, collection, name, options.new, take=options.take), before)


def retire(project: Path, options: argparse.Namespace) -> int:
    """Takes an entry out, or lets go of a section."""
    page, mark, section = options.what.partition("#")
    before, now = _marks(project), _now(project)
    if mark:
        path = page.strip("/").replace("_", "-")
        files = move.retire_section(now, f"/{path}/#{section}" if path else f"/#{section}", options.to)
        return _change(now, files, before)
    collection, _, name = _parted(options.what)
    return _change(now, move.retire(now, collection, name, options.to, options.read), before)


def _parted(what: str) -> tuple[str, str, str]:
    """`teas/sencha` as collection and id, `teas#how` as collection and field."""
    match = re.fullmatch(r"/?([^/#]+)([/#])([^/#]+)/?", what)
    if not match:
        raise Faulty([Problem(what, 0, 0, "", "names nothing; write COLLECTION/ID or COLLECTION#FIELD", "E803")])
    return match[1].replace("-", "_"), match[2], match[3]


def _now(project: Path) -> move.Now:
    """The project as it is: without faults, but perhaps with addresses that are lost."""
    sources, shapes, ways = read_project(project, tell, cache.read(project), cores())
    return move.Now(project, sources, shapes, ways)


def _change(now: move.Now, files: move.Files, before: Marks) -> int:
    """Writes a change of the data, and says what to do next."""
    carried = carry.carried(wordings.load(now.project), now.sources, files, now.shapes.tags)
    _put(now.project, files | carried, before)
    print("now run: python build.py build")
    return 0


def _marks(project: Path) -> Marks:
    """The marks of everything that a project is made from."""
    found = {name: cache.stamp(project / name) for name in SOURCES}
    return found | {f"{name}/{path}": one for name in SOURCES for path, one in cache.stamps(project / name).items()}


def _put(project: Path, files: move.Files, before: Marks) -> None:
    """Writes some files, all of them or none, and says which. Raises Faulty if one was edited since `before`."""
    if files:
        with locked(project):
            edited = [path for path in files if cache.stamp(project / path) != before.get(path)]
            if edited:
                raise Faulty([_meanwhile(path) for path in edited])
            replace_all(files, project)
    for path, content in sorted(files.items()):
        print(f"{'deleted' if content is None else 'wrote'} {path}")


def _meanwhile(path: str) -> Problem:
    return Problem(path, 0, 0, "", "was changed in the meantime; run this again", "E804")


class Restless(Exception):
    """Something was edited while the project was built from it."""


def make(project: Path, url: str | None = None, only: str | None = None, *, plain: bool = False) -> Edition:
    """Brings docs/ and site/ up to date with the data, as far as the last build does not say that they are."""
    for _ in range(PATIENCE):
        with suppress(Restless):
            return attempt(project, url, only, plain=plain, patient=True)
    return attempt(project, url, only, plain=plain, patient=False)


def attempt(project: Path, url: str | None, only: str | None, *, plain: bool, patient: bool) -> Edition:
    """The same once. Raises Restless if it is `patient`; else what was edited meanwhile is left to the next build."""
    ledger = cache.Ledger() if plain else cache.read(project)
    sources = read_stamps(project)
    if edited(project, ledger):
        # What docs/ takes of memory, which is much from nothing, is free again for the site.
        made, begun = apart(lambda: put(project, ledger, only), lambda: ahead(project, ledger, url, only))
    else:
        made, begun = put(project, ledger, only), {}
    edition, known = made

    def steady() -> bool:
        same = all(cache.stamp(f"{project}/{path}") == mark for path, mark in known["edition"]["files"].items())
        return same and read_stamps(project) == sources

    def ready() -> None:
        if patient and not steady():
            raise Restless

    def keep(built: site.Ledger) -> None:
        # What was edited may have been read before and after. The older ledger stays true: whatever was made anew
        # no longer has the stamp that it names.
        if patient or steady():
            cache.write(project, known | {"words": ledger.get("words", {}), "site": built})

    tell("building the site")
    slow = site.build(
        project,
        edition.languages,
        edition.url,
        url or edition.url,
        only=only,
        plain=plain,
        before=ledger.get("site"),
        begun=begun,
        ready=ready,
        keep=keep,
        tell=tell,
        workers=cores(),
    )
    for tag, reason in slow.items():
        tell(f"done: MkDocs itself built {tag}, because of this: {reason}")
    return edition


def edited(project: Path, ledger: cache.Ledger) -> bool:
    """Whether the data is not what the last build was made from, as far as a glance shows."""
    rows = ledger["edition"]["sources"] if ledger else {}
    now = {f"data/{path}": mark for path, mark in cache.stamps(project / "data").items()}
    return now != {path: row["in"] for path, row in rows.items()}


def ahead(project: Path, ledger: cache.Ledger, url: str | None, only: str | None) -> site.Begun:
    """What can be done for the site while docs/ is not ready, if the languages and the address are as they were."""
    if not ledger:
        return {}
    last = ledger["edition"]
    return site.ahead(project, [Language(*one) for one in last["languages"]], url or last["url"], only)


def put(project: Path, before: cache.Ledger, only: str | None) -> tuple[Edition, cache.Ledger]:
    """Brings docs/ up to date; returns the edition without its files, which are written, and its ledger.

    Raises Faulty with every fault.
    """
    edition = prepare(project, tell, before, cores())
    tags = [language.tag for language in edition.languages]
    if only and only not in tags:
        raise Faulty([Problem("--lang", 0, 0, "", f"no language {only}; there are {', '.join(tags)}", "E802")])
    with timing.step("write"), locked(project):
        write(stale(edition.pages, project, edition.kept), project)
        known = edition.with_stamps(project)
    return replace(edition, pages=[], kept={}, ledger={}), known


def read_stamps(project: Path) -> list[object]:
    """What shows whether anything that a build is made from has changed."""
    return [(cache.stamp(project / name), cache.stamps(project / name)) for name in SOURCES]


def tell(words: str) -> None:
    """Progress, for a person who is watching."""
    if sys.stderr.isatty():
        print(f"\r\x1b[2K{words}", end="\n" if words.startswith("done") else "", file=sys.stderr, flush=True)


def leave(code: int) -> NoReturn:
    """Ends the process without taking apart all that it holds, which takes a twentieth of a build after an edit.

    So does mypy (`hard_exit` in mypy/util.py).
    """
    join_all()
    with suppress(OSError):  # nobody reads it any longer
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main())
