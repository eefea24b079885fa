"""docs/ and mkdocs.*.yml -> site/, whole or not at all. Every language is a MkDocs build of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from press.cache import stamp
from press.cards import FOLDER, lacking, without
from press.diagrams.draw import library
from press.digest import combined
from press.host import cards, command, publish, remake
from press.host.remake import UNDRAWN, Built, hashed
from press.model import Faulty, Language
from press.spread import spread
from press.timing import step
from press.write import locked

Ledger = dict[str, Any]
ROOT_PAGES = ("index.html", "404.html")
SPARE = ".cache/site"


Begun = Mapping[str, remake.Ahead | None]
"""What there is `ahead` of each language, by its tag."""


def ahead(project: Path, languages: Sequence[Language], url: str, only: str | None) -> Begun:
    """What of a build does not depend on docs/, if these will be its languages and this its address."""
    url = url.rstrip("/") + "/"
    return {
        one.tag: remake.ahead(project, one, command.environment(project, one, url))
        for one in languages
        if only in (None, one.tag)
    }


def build(
    project: Path,
    languages: Sequence[Language],
    written_url: str,
    url: str,
    *,
    only: str | None = None,
    plain: bool = False,
    before: Ledger | None = None,
    begun: Begun | None = None,
    ready: Callable[[], None] = lambda: None,
    keep: Callable[[Ledger], None] = lambda ledger: None,
    tell: Callable[[str], None] = lambda words: None,
    workers: int = 1,
) -> dict[str, str]:
    """Builds the languages side by side and puts the finished site in place of the old one, whole.

    `written_url` is the address that docs/ was made for, `url` the one to publish at; `only` is the tag of the one
    language to build. `before` is what the last build gave to `keep`, `begun` what there is `ahead`; with `plain` every
    page is made by MkDocs itself. `ready` is called before the site is put in place, and may raise to prevent it;
    `keep` is called after it; `tell` hears what the cards of pages lack.
    Returns why MkDocs itself had to build a language, by tag. Raises Faulty with what MkDocs said; the old site
    then stays as it is.
    """
    url = url.rstrip("/") + "/"
    chosen = [language for language in languages if only in (None, language.tag)]
    tags = [language.tag for language in chosen]
    before = before or {}
    known, folder = before.get("languages", {}), project / "site"
    docs = project / "docs"
    given = combined([(docs / name).read_text(encoding="utf-8") for name in ROOT_PAGES] + [url])
    beside = publish.places(docs, tags, ROOT_PAGES)
    before_beside = before.get("beside", {}) if before.get("given") == given and not plain else {}
    kept = publish.unchanged(docs, folder, beside, before_beside)
    if (
        not plain
        and before.get("given") == given
        and beside.keys() == kept.keys() == before["beside"].keys()
        and list(known) == tags
        and all(stamp(folder / name) == mark for name, mark in before["root"].items())
        and all(stamp(folder / name) == mark for name, mark in before["cards"]["folders"].items())
        and all(
            remake.same(project, folder / one.tag, one, command.environment(project, one, url), known[one.tag])
            for one in chosen
        )
    ):
        return {}
    with _draft(project, fresh=plain) as draft:
        marks = {place: row[1] for place, row in kept.items()}
        share = max(1, workers // len(chosen))
        one = partial(_language, project, draft, url, known, plain, share, marks, begun or {})
        there = {path.name for path in draft.iterdir() if path.is_dir()}.difference(tags)
        for path in draft.iterdir():
            if path.is_file():
                path.unlink()
            elif path.name in there:
                top = f"{path.name}/"
                own = {place.removeprefix(top): mark for place, mark in marks.items() if place.startswith(top)}
                remake.keep(path, folder / path.name, own)
        with cards.aside(draft, tags):
            results = spread(one, chosen, workers)
        if faults := [fault for result in results for fault in result.faults]:
            raise Faulty(faults)
        for name in ROOT_PAGES:
            text = (project / "docs" / name).read_text(encoding="utf-8").replace(written_url, url)
            text = without(text) if lacking() else text
            base = f'<base href="{urlsplit(written_url).path}">'
            (draft / name).write_text(text.replace(base, f'<base href="{urlsplit(url).path}">'), encoding="utf-8")
        there |= {result.tag for result in results if result.ledger}
        rows = publish.publish(docs, folder, draft, beside, kept, there, written_url, url)
        drawn = _cards(project, draft, languages, results, before, tell, workers)
        (draft / "sitemap.xml").write_text(_sitemaps(languages, url), encoding="utf-8")
        (draft / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n", encoding="utf-8")
        for result in results:
            if result.undrawn and (source := library()):
                shutil.copyfile(source, draft / result.tag / "assets" / "diagrams-library.js")
        scripts = {script for result in results for script in result.scripts}
        for page in draft.glob("*.html"):
            scripts |= hashed(page.read_text(encoding="utf-8"))
        scripts |= _lost_scripts(draft, chosen, languages, urlsplit(url).path)
        (draft / "csp.txt").write_text(f"{policy(scripts)}\n", encoding="utf-8")
        root = [path for path in draft.iterdir() if path.is_file() and path.name not in rows]
        root += draft.glob("*/assets/diagrams-library.js")
        ledger = {
            "given": given,
            "beside": rows,
            "cards": drawn,
            "root": {path.relative_to(draft).as_posix(): stamp(path) for path in root},
            "languages": {result.tag: result.ledger for result in results if result.ledger},
        }
        with step("write"), locked(project):
            ready()
            _swap(draft, folder, project / SPARE)
            keep(ledger)
    return {result.tag: result.reason for result in results if result.reason}


def _language(
    project: Path,
    draft: Path,
    url: str,
    before: Ledger,
    plain: bool,
    workers: int,
    beside: Mapping[str, Any],
    begun: Begun,
    language: Language,
) -> Built:
    """One language of the site, from what there is of it or from nothing."""
    target, old = draft / language.tag, project / "site" / language.tag
    environment = command.environment(project, language, url)
    reason = ""
    if not plain:
        try:
            top = f"{language.tag}/"
            own = {place.removeprefix(top): mark for place, mark in beside.items() if place.startswith(top)}
            own_before, own_begun = before.get(language.tag), begun.get(language.tag)
            return remake.build(project, target, old, language, environment, own_before, workers, own, own_begun)
        except remake.Refused as refused:
            reason = str(refused)
            shutil.rmtree(target, ignore_errors=True)
    faults = command.build(project, target, language, environment)
    pages = [] if faults else [page.read_text(encoding="utf-8") for page in target.rglob("*.html")]
    return Built(
        tag=language.tag,
        faults=faults,
        scripts={script for page in pages for script in hashed(page)},
        undrawn=any(UNDRAWN in page for page in pages),
        reason=reason,
    )


def _cards(
    project: Path,
    draft: Path,
    languages: Sequence[Language],
    results: Sequence[Built],
    before: Ledger,
    tell: Callable[[str], None],
    workers: int,
) -> Ledger:
    """Puts the cards of pages into the draft; returns what the next build may want to know of them."""
    heads: dict[str, dict[str, str]] = {}
    for result in results:
        pages = result.ledger["pages"] if result.ledger else {}
        heads[result.tag] = {uri: row["head"] for uri, row in pages.items()} or cards.unknown(project, result.tag)
    tags = [language.tag for language in languages]
    reasons, rows = cards.publish(project, draft, tags, heads, before.get("cards", {}).get("rows", {}), workers)
    for reason in [lacking()] if lacking() else reasons:
        tell(f"done: {reason}" if rows else f"done: links to pages show no picture, because {reason}")
    folders = {path for tag in [*heads, "."] for path in (draft / tag / FOLDER).glob("**/") if rows}
    return {"rows": rows, "folders": {path.relative_to(draft).as_posix(): stamp(path) for path in folders}}


def _sitemaps(languages: Sequence[Language], url: str) -> str:
    entries = "".join(f"<sitemap><loc>{url}sitemap-{language.tag}.xml</loc></sitemap>" for language in languages)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{space}">{entries}</sitemapindex>\n'


def _lost_scripts(site: Path, built: Sequence[Language], languages: Sequence[Language], path: str) -> set[str]:
    """The scripts of the pages for wrong addresses, which hold their own address, in every language.

    Those of languages that are built elsewhere are told from those that are built here.
    """
    scripts: set[str] = set()
    for here, other in product(built, languages):
        page = (site / here.tag / "404.html").read_text(encoding="utf-8")
        scripts |= hashed(page.replace(f"{path}{here.tag}/", f"{path}{other.tag}/"))
    return scripts


def policy(scripts: set[str]) -> str:
    """The strictest Content-Security-Policy under which every page of a built site works.

    Scripts inside pages are named by their SHA-256 (CSP Level 3, 6.7.2), so that no other can run.
    """
    return (
        "default-src 'self'; base-uri 'self'; object-src 'none'; img-src 'self' data:; "
        f"style-src 'self' 'unsafe-inline'; script-src 'self' {' '.join(sorted(scripts))}"
    )


@contextmanager
def _draft(project: Path, *, fresh: bool) -> Iterator[Path]:
    """A folder of this build's own beside site/, gone at the end unless it became site/.

    Unless it must be `fresh` it is the site before the last one, most of whose files are those of the next one too.
    """
    draft = Path(tempfile.mkdtemp(prefix=".site-", dir=project))
    try:
        if not fresh:
            with suppress(OSError):
                (project / SPARE).rename(draft)
        draft.chmod(0o755)
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _swap(draft: Path, site: Path, spare: Path) -> None:
    """Puts the finished draft in the place of the site, and the site in that of the spare."""
    old = draft.with_name(f"{draft.name}-old")
    if site.exists():
        site.rename(old)
    draft.rename(site)
    with suppress(OSError):
        old.rename(spare)
    shutil.rmtree(old, ignore_errors=True)
