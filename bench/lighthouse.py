"""Lighthouse on the built site, mobile settings: the median score of each category over several runs.

usage: python bench/lighthouse.py [RUNS]     needs Node (npx), Chromium and a site/ built by `build.py build`
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from press.host.serve import Handler, Preview

ROOT = Path(__file__).parent.parent
LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = [f"{tag}/{page}" for tag in ("ko", "en") for page in ("", "learning-types/", "learning-types/supervised/")]


class Plain(Handler):
    """The files as a static host serves them, compressed, without the preview script."""

    def _page(self) -> None:
        return None

    def do_GET(self) -> None:
        import gzip

        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in (".html", ".css", ".js", ".svg", ".json", ".txt", ".xml") or not path.is_file():
            return super().do_GET()
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)
        return None


def scores(url: str) -> dict[str, float]:
    """One run: the score of each category, 0 to 100, and what failed on stderr."""
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
    result = subprocess.run(
        [
            "npx",
            "--yes",
            LIGHTHOUSE,
            url,
            "--quiet",
            "--output=json",
            f"--chrome-flags={flags}",
            f"--only-categories={','.join(CATEGORIES)}",
        ],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"CHROME_PATH": "/usr/bin/chromium"},
        cwd=tempfile.gettempdir(),
    )
    report = json.loads(result.stdout)
    for category in report["categories"].values():
        failed = [
            ref["id"]
            for ref in category["auditRefs"]
            if ref["weight"]
            and (report["audits"][ref["id"]]["score"] or 0) < 0.9
            and report["audits"][ref["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
        ]
        if failed:
            print(f"  {url} {category['id']}: {', '.join(failed)}", file=sys.stderr)
    return {name: 100 * report["categories"][name]["score"] for name in CATEGORIES}


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, directory=f"{folder}/site", preview=Preview()))
        url = f"http://127.0.0.1:{server.server_port}/"
        for name in ("data", "schemas", "templates", "theme", "docs", "mkdocs.base.yml"):
            Path(folder, name).symlink_to(ROOT / name)
        for tag in ("ko", "en"):
            Path(folder, f"mkdocs.{tag}.yml").symlink_to(ROOT / f"mkdocs.{tag}.yml")
        from press.host import site
        from press.project import prepare

        edition = prepare(ROOT)
        site.build(Path(folder), edition.languages, edition.url, url)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"| page | {' | '.join(CATEGORIES)} |\n| --- |{' --- |' * len(CATEGORIES)}")
        for page in PAGES:
            found = [scores(url + page) for _ in range(runs)]
            print(
                f"| /{page} |",
                " | ".join(f"{statistics.median(one[name] for one in found):.0f}" for name in CATEGORIES),
                "|",
                flush=True,
            )


if __name__ == "__main__":
    main()
