"""docs/ and mkdocs.*.yml -> site/. The only module that knows MkDocs, and only as a command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from press.diagrams.draw import library
from press.model import Faulty, Language, Problem
from press.write import locked

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def build(project: Path, languages: Sequence[Language], written_url: str, url: str) -> None:
    """Builds every language side by side and puts the finished site in place of the old one, whole.

    `written_url` is the address that docs/ was made for, `url` the one to publish at. Raises Faulty with
    what MkDocs said; the old site then stays as it is.
    """
    url = url.rstrip("/") + "/"
    with _draft(project) as draft:
        children = {language: _start(project, draft, language, url) for language in languages}
        try:
            faults = [fault for language, child in children.items() for fault in _finish(child, language)]
        finally:
            for child in children.values():
                child.kill()
        if faults:
            raise Faulty(faults)
        for name in ("index.html", "404.html"):
            text = (project / "docs" / name).read_text(encoding="utf-8").replace(written_url, url)
            base = f'<base href="{urlsplit(written_url).path}">'
            (draft / name).write_text(text.replace(base, f'<base href="{urlsplit(url).path}">'), encoding="utf-8")
        (draft / "sitemap.xml").write_text(_sitemaps(languages, url), encoding="utf-8")
        (draft / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n", encoding="utf-8")
        _add_library(draft)
        (draft / "csp.txt").write_text(f"{policy(draft)}\n", encoding="utf-8")
        _swap(draft, project / "site")


def _start(project: Path, draft: Path, language: Language, url: str) -> subprocess.Popen[str]:
    variable = "PRESS_URL_" + language.tag.upper().replace("-", "_")
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "-f",
            f"mkdocs.{language.tag}.yml",
            "-d",
            str(draft / language.tag),
        ],
        cwd=project,
        env=os.environ
        | QUIET
        | {variable: f"{url}{language.tag}/", "PRESS_PROJECT": str(project)}
        | {"SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _finish(child: subprocess.Popen[str], language: Language) -> Iterator[Problem]:
    """What MkDocs complained about, if it failed."""
    output, _ = child.communicate()
    if child.returncode == 0:
        return
    lines = [line for line in output.splitlines() if re.match(r"(WARNING|ERROR|Config|Abort|\w*Error)", line)]
    for line in lines or output.splitlines()[-1:]:
        yield Problem(f"mkdocs.{language.tag}.yml", 0, 0, "", " ".join(line.split()))


def _sitemaps(languages: Sequence[Language], url: str) -> str:
    entries = "".join(f"<sitemap><loc>{url}{language.tag}/sitemap.xml</loc></sitemap>" for language in languages)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{space}">{entries}</sitemapindex>\n'


def policy(folder: Path) -> str:
    """The strictest Content-Security-Policy under which every page of a built site works.

    Scripts inside pages are named by their SHA-256 (CSP Level 3, 6.7.2), so that no other can run.
    """
    pages = (page.read_text(encoding="utf-8") for page in folder.rglob("*.html"))
    scripts = {script for page in pages for script in _INLINE_SCRIPT.findall(page)}
    hashes = sorted(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return (
        "default-src 'self'; base-uri 'self'; object-src 'none'; img-src 'self' data:; "
        f"style-src 'self' 'unsafe-inline'; script-src 'self' {' '.join(hashes)}"
    )


def _add_library(draft: Path) -> None:
    """Puts mermaid.js beside its loader where a page has a diagram that is not drawn."""
    for language in sorted(path for path in draft.iterdir() if path.is_dir()):
        undrawn = any('<pre class="mermaid"' in page.read_text(encoding="utf-8") for page in language.rglob("*.html"))
        if undrawn and (source := library()):
            shutil.copyfile(source, language / "assets" / "diagrams-library.js")


@contextmanager
def _draft(project: Path) -> Iterator[Path]:
    """A folder of this build's own beside site/, gone at the end unless it became site/."""
    draft = Path(tempfile.mkdtemp(prefix=".site-", dir=project))
    draft.chmod(0o755)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _swap(draft: Path, site: Path) -> None:
    """Puts the finished draft in the place of the site; builds that end at once take turns."""
    old = draft.with_name(f"{draft.name}-old")
    with locked(site.parent):
        if site.exists():
            site.rename(old)
        draft.rename(site)
    shutil.rmtree(old, ignore_errors=True)
