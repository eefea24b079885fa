"""The parts of the benchmark: what is run in which order, on which project, and which runs count."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import host
import identity
import preview
import project
import reading
import report
from measure import Run, measure
from peers import LANGUAGES, PEERS, NotInstalled, Peer

ROOT = Path(__file__).parent.parent
OURS = "ours"
PARTS = ("cold", "warm", "preview", "check", "reading", "identity")
PROOF_ENTRIES = 100
EDITS = 10
SEQUENCES, MOST_EDITS = 30, 3
"""How many random sequences of edits are made, and how many edits a sequence has at most."""
PAGES = {"home": "", "overview": "lifecycle/", "entry with a diagram": "lifecycle/pre-training/"}
"""The pages of this handbook that are read, by what they stand for."""
STRIDE = 37
"""From one edited entry to the next, so that edits are spread over the collections."""
PLAIN = "mkdocs"
"""Remembers nothing: its build from nothing stands beside every build after a change, and its preview is measured with
two edits of the smallest project only, because each takes as long as a build."""

Change = Callable[[Path, int], object]
CHANGES: dict[str, Change | None] = {
    "nothing": None,
    "edit": project.edit,
    "title": project.retitle,
    "added": lambda folder, number: project.add(folder),
    "renamed": project.rename,
}
WARM_PEERS = ("zensical", "hugo")
COMPARED = ("nothing", "edit")
"""The changes after which the peers are measured too; a change costs them two builds each."""


class Bench:
    """One session of measuring: where it works, with what, and what it has found."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.options = options
        self.folder = folder
        self.results = report.read(options.out)
        self.spare: Counter[tuple[str, ...]] = Counter()
        self.peers: dict[str, Peer] = {}

    def install(self, names: Sequence[str]) -> None:
        """Installs the peers and builds a small site with each, so that only what works is measured."""
        proof = self.base(PROOF_ENTRIES)
        for name in names:
            tell(f"installing {name}")
            peer = PEERS[name](self.options.tools.resolve())
            try:
                version = peer.install()
            except NotInstalled as reason:
                self.absent(name, f"not installed: {reason}")
                continue
            place = self.folder / "proof" / name
            peer.lay(proof / "docs", place)
            run = self.build(peer, place)
            if run.fault:
                tell(run.said)
                self.absent(name, f"does not run here: {run.fault}")
                continue
            self.peers[name] = peer
            self.results["versions"][name] = version
            self.results["absent"].pop(name, None)

    def absent(self, name: str, reason: str) -> None:
        """Notes why a peer has no numbers."""
        tell(f"{name}: {reason}")
        self.results["absent"][name] = reason.replace(str(self.options.tools.resolve()), "")

    def base(self, entries: int) -> Path:
        """A project of that size, built, with its pictures; made once and then copied."""
        place = self.folder / f"base-{entries}"
        if not (place / "site").is_dir():
            tell(f"making a project of {entries} entries")
            shutil.rmtree(place, ignore_errors=True)
            project.make(place, entries)
            self.ours(place)
        return place

    def copy(self, part: str, entries: int) -> Path:
        """A project of that size for one part, which may change it."""
        place = self.folder / f"{part}-{entries}" / OURS
        shutil.rmtree(place.parent, ignore_errors=True)
        shutil.copytree(self.base(entries), place, ignore=shutil.ignore_patterns(".cache"))
        self.ours(place)
        return place

    def ours(self, place: Path, command: str = "build", *options: str) -> None:
        """Runs our own command without measuring; ends the benchmark if it fails."""
        done = subprocess.run([*our(command, place), *options], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"build.py {command} failed on {place.name}:\n{done.stderr[-2000:]}")

    def build(self, peer: Peer, place: Path) -> Run:
        """One build by a peer."""
        output = place / peer.output
        return measure(peer.build(place), place, output, peer.environment, self.options.timeout)

    def keep(self, part: str, tool: str, scenario: str, entries: int, run: Run | preview.Session, round_: int) -> bool:
        """Notes a run; says whether it counts. If not, it may have to be repeated."""
        quiet = run.quiet(self.options.foreign)
        facts = asdict(run)
        if facts.pop("said", ""):
            tell(run.said if isinstance(run, Run) else "")
        self.note(part, tool, scenario, entries, round_, facts | {"quiet": quiet})
        return quiet

    def note(self, part: str, tool: str, scenario: str, entries: int, round_: int, facts: dict[str, Any]) -> None:
        """Adds a run to the results, and brings the report up to date."""
        key = {"part": part, "tool": tool, "scenario": scenario, "entries": entries}
        self.results["runs"].append(key | {"round": round_, "date": datetime.date.today().isoformat()} | facts)
        report.write(self.options.out, self.results)
        thrown = "" if facts["quiet"] else " (thrown away)"
        tell(f"{part} N={entries} round {round_}: {tool} {scenario}{thrown} {facts['fault']}")

    def repeat(self, part: str, tool: str, scenario: str, entries: int, round_: int, run: Callable[[], Any]) -> None:
        """Runs until a run counts, as long as this cell of the table may be repeated."""
        key = (part, tool, scenario, str(entries))
        while not self.keep(part, tool, scenario, entries, run(), round_):
            if self.spare[key] >= self.options.rounds:
                return
            self.spare[key] += 1

    def forget(self, part: str, entries: int, tools: Sequence[str]) -> None:
        """Drops what an earlier session found, because it is measured anew."""
        self.results["runs"] = [
            run
            for run in self.results["runs"]
            if (run["part"], run["entries"]) != (part, entries) or run["tool"] not in tools
        ]

    # The parts

    def cold(self) -> None:
        """Everything from nothing, each tool in turn, round after round."""
        for entries in self.options.entries:
            self.cold_at(entries)

    def cold_at(self, entries: int) -> None:
        """The same for one size."""
        place = self.copy("cold", entries)
        self.results["pages"][str(entries)] = sum(1 for tag in LANGUAGES for _ in (place / "docs" / tag).rglob("*.md"))
        self.forget("cold", entries, [OURS, *self.peers])
        layouts = {name: place.parent / name for name in self.peers}
        for name, layout in layouts.items():
            self.peers[name].lay(place / "docs", layout)
        self.repeat("cold", OURS, "drawing", entries, 1, lambda: self.ours_cold(place, pictures=False))
        for round_ in range(1, self.options.rounds + 1):
            self.repeat("cold", OURS, "cold", entries, round_, lambda: self.ours_cold(place))
            for name, peer in self.peers.items():
                if not self.failed("cold", name, entries):
                    self.repeat("cold", name, "cold", entries, round_, self.peer_cold(peer, layouts[name]))
        self.drop(place.parent)

    def ours_cold(self, place: Path, *, pictures: bool = True) -> Run:
        """Our build without site/, docs/ and cache; pictures are kept unless they are to be made too."""
        shutil.rmtree(place / "site", ignore_errors=True)
        kept = {place / "docs" / "drawings", place / ".cache" / "cards"} if pictures else set()
        for path in [*(place / "docs").iterdir(), *(place / ".cache").iterdir()]:
            if path in kept:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        return measure(our("build", place), ROOT, place / "site", timeout=self.options.timeout)

    def peer_cold(self, peer: Peer, layout: Path) -> Callable[[], Run]:
        """A build by a peer without its output and caches."""

        def run() -> Run:
            peer.clean(layout)
            return self.build(peer, layout)

        return run

    def failed(self, part: str, tool: str, entries: int) -> bool:
        """Whether a tool has failed at this size before; it will again."""
        return any(
            run["fault"]
            for run in self.results["runs"]
            if (run["part"], run["tool"], run["entries"]) == (part, tool, entries)
        )

    def warm(self) -> None:
        """Builds after small changes, by the tools that remember something or are fast without."""
        entries = self.options.warm_entries
        place = self.copy("warm", entries)
        peers = {name: self.peers[name] for name in WARM_PEERS if name in self.peers}
        self.forget("warm", entries, [OURS, PLAIN, *peers])
        layouts = {name: place.parent / name for name in [*peers, PLAIN]}
        numbers = iter(range(0, 10**9, STRIDE))
        for name, peer in peers.items():
            peer.lay(place / "docs", layouts[name])
            self.build(peer, layouts[name])
        for round_ in range(1, self.options.rounds + 1):
            if PLAIN in self.peers:
                plain = self.peers[PLAIN]
                plain.lay(place / "docs", layouts[PLAIN])
                self.repeat("warm", PLAIN, "cold", entries, round_, self.peer_cold(plain, layouts[PLAIN]))
            for scenario, change in CHANGES.items():

                def ours(change: Change | None = change) -> Run:
                    self.ours(place)
                    if change:
                        change(place, next(numbers) % entries)
                    return measure(our("build", place), ROOT, place / "site", timeout=self.options.timeout)

                self.repeat("warm", OURS, scenario, entries, round_, ours)
                for name, peer in peers.items() if scenario in COMPARED else ():

                    def theirs(peer: Peer = peer, layout: Path = layouts[name], change: Change | None = change) -> Run:
                        if peer.lay(place / "docs", layout) and peer.caches:
                            self.build(peer, layout)
                        if change:
                            change(place, next(numbers) % entries)
                            self.ours(place)
                            peer.lay(place / "docs", layout)
                        return self.build(peer, layout)

                    self.repeat("warm", name, scenario, entries, round_, theirs)
        self.drop(place.parent)

    def preview(self) -> None:
        """From a saved file to the page that is served."""
        for entries in self.options.preview_entries:
            self.preview_at(entries)

    def preview_at(self, entries: int) -> None:
        """The same for one size."""
        place = self.copy("preview", entries)
        slow = entries == min(self.options.preview_entries)
        peers = {name: peer for name, peer in self.peers.items() if peer.serve(place, 0) and (name != PLAIN or slow)}
        self.forget("preview", entries, [OURS, *peers])
        first = page_of(*project.address(place, 0))
        for name, peer in peers.items():
            peer.lay(place / "docs", place.parent / name)
            if peer.caches:
                self.build(peer, place.parent / name)
        for round_ in range(1, self.options.rounds + 1):
            start = (round_ - 1) * EDITS

            def ours(start: int = start) -> preview.Session:
                self.ours(place)
                port = preview.free_port()
                command = [*our("serve", place), "--port", str(port)]
                # The address is known when the server has printed it, before the first edit is asked for.
                top: list[str] = []

                def address(said: str) -> str:
                    top[:] = [preview.printed_address(said)]
                    return top[0] and f"{top[0]}{first['ko'].removesuffix('.md')}/"

                edits = our_edits(place, top, start, entries)
                return preview.session(command, ROOT, address, edits, timeout=self.options.timeout)

            self.repeat("preview", OURS, "session", entries, round_, ours)
            for name, peer in peers.items():
                if self.failed("preview", name, entries) or (name == PLAIN and round_ > 1):
                    continue

                def theirs(peer: Peer = peer, layout: Path = place.parent / name, start: int = start) -> Any:
                    if peer.lay(place / "docs", layout) and peer.caches:
                        self.build(peer, layout)
                    port = preview.free_port()
                    count = 2 if peer.name == PLAIN else EDITS
                    return preview.session(
                        peer.serve(layout, port) or [],
                        layout,
                        lambda said: peer.address(port, first["ko"]),
                        their_edits(place, peer, layout, port, range(start, start + count), entries),
                        peer.environment,
                        self.options.timeout,
                    )

                self.repeat("preview", name, "session", entries, round_, theirs)
        self.drop(place.parent)

    def check(self) -> None:
        """`check`, which builds nothing, against the plain way to do the same."""
        entries = self.options.check_entries
        place = self.base(entries)
        self.forget("check", entries, [OURS, "naive"])
        self.ours(place)
        self.ours(place, "check")
        cache, kept = place / ".cache", self.folder / f"kept-{entries}"
        shutil.rmtree(kept, ignore_errors=True)
        if cache.is_dir():
            shutil.copytree(cache, kept)

        def run(*, warm: bool) -> Run:
            shutil.rmtree(cache, ignore_errors=True)
            if warm and kept.is_dir():
                shutil.copytree(kept, cache)
            return measure(our("check", place), ROOT, timeout=self.options.timeout)

        naive = [sys.executable, Path(__file__).with_name("naive.py"), place]
        for round_ in range(1, self.options.rounds + 1):
            self.repeat("check", OURS, "cold", entries, round_, lambda: run(warm=False))
            self.repeat("check", OURS, "nothing", entries, round_, lambda: run(warm=True))
            self.repeat(
                "check", "naive", "cold", entries, round_, lambda: measure(naive, ROOT, timeout=self.options.timeout)
            )
        self.drop(kept)

    def reading(self) -> None:
        """What the pages of this handbook cost a reader, beside the same Markdown as stock Material and Mermaid."""
        from playwright.sync_api import sync_playwright

        from press.diagrams.draw import library

        place = self.folder / "reading" / OURS
        shutil.rmtree(place.parent, ignore_errors=True)
        project.handbook(place)
        self.ours(place)
        sites = {OURS: place / "site"}
        if PLAIN in self.peers:
            stock = self.peers[PLAIN]
            stock.lay(place / "docs", place.parent / PLAIN)
            self.build(stock, place.parent / PLAIN)
            sites[PLAIN] = place.parent / PLAIN / stock.output
            if source := library():
                reading.with_local_mermaid(sites[PLAIN], source)
        self.forget("reading", 0, list(sites))
        with sync_playwright() as playwright, contextlib.ExitStack() as stack:
            browser = playwright.chromium.launch(executable_path=reading.CHROMIUM, args=reading.ARGUMENTS)
            hosts = {tool: stack.enter_context(host.serving(folder)) for tool, folder in sites.items()}
            for round_ in range(1, self.options.rounds + 1):
                for tag in LANGUAGES:
                    for name, path in PAGES.items():
                        for tool, one in hosts.items():
                            found = reading.visit(browser, one, f"{tag}/{path}")
                            self.note("reading", tool, f"{name} ({tag})", 0, round_, asdict(found) | {"quiet": True})
            browser.close()
        self.drop(place.parent)

    def identity(self) -> None:
        """Random edits of a large project: each build is held against one from nothing by MkDocs itself."""
        entries = self.options.warm_entries
        place, plain = self.copy("identity", entries), self.folder / f"identity-{entries}" / "plain"
        editor = identity.Editor(place, entries)
        edits, files, wrong = 0, 0, 0
        for number in range(1, SEQUENCES + 1):
            done = [editor.edit() for _ in range(editor.chance.randint(1, MOST_EDITS))]
            self.ours(place)
            identity.from_nothing(place, plain)
            self.ours(plain, "build", "--plain")
            count, different = identity.differing(place, plain)
            edits, files, wrong = edits + len(done), files + count, wrong + len(different)
            tell(
                f"identity {number}: after {', '.join(done)}: {len(different)} of {count} files differ {different[:3]}"
            )
        self.results["identity"] = {
            "date": datetime.date.today().isoformat(),
            "entries": entries,
            "sequences": SEQUENCES,
            "edits": edits,
            "files": files,
            "differing": wrong,
        }
        self.drop(place.parent)

    def drop(self, place: Path) -> None:
        """Makes room, unless the folder is to be kept."""
        if not self.options.folder:
            shutil.rmtree(place, ignore_errors=True)


def our(command: str, place: Path) -> list[str | Path]:
    """Our own command line."""
    return [sys.executable, ROOT / "build.py", command, "--project", place]


def page_of(collection: str, id_: str) -> dict[str, str]:
    """The Markdown files of an entry below docs/, by language."""
    return {tag: f"{tag}/{collection.replace('_', '-')}/{id_}.md" for tag in LANGUAGES}


def our_edits(place: Path, top: Sequence[str], start: int, entries: int) -> Iterator[preview.Edit]:
    """Edits of the data, each made up when the one before is done."""
    for number in range(start, start + EDITS):
        collection, id_ = project.address(place, number * STRIDE % entries)
        path = place / "data" / collection / f"{id_}.yml"
        text, token = project.edited(path)
        pages = [f"{top[0]}{page.removesuffix('.md')}/" for page in page_of(collection, id_).values()]
        yield preview.Edit({path: text}, pages, token)


def their_edits(
    place: Path, peer: Peer, layout: Path, port: int, numbers: Sequence[int], entries: int
) -> Iterator[preview.Edit]:
    """The same sentence changed in the Markdown of both languages."""
    for number in numbers:
        collection, id_ = project.address(place, number * STRIDE % entries)
        token = f"edition{number}x{port}"
        texts = {}
        for page in page_of(collection, id_).values():
            file = layout / peer.place(page)
            before, heading, after = file.read_text(encoding="utf-8").partition("{ #what }\n\n")
            texts[file] = f"{before}{heading}{token}. {after.partition('. ')[2]}"
        yield preview.Edit(texts, [peer.address(port, page) for page in page_of(collection, id_).values()], token)


def tell(words: str) -> None:
    """Progress, for a person who is watching."""
    print(words, file=sys.stderr, flush=True)
