"""Lighthouse on the built site, mobile settings: the median score of each category over several runs.

usage: python bench/lighthouse.py [RUNS]     needs Node (npx) and Chromium
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import project
from host import serving

ROOT = Path(__file__).parent.parent
LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = [f"{tag}/{page}" for tag in ("ko", "en") for page in ("", "learning-types/", "learning-types/supervised/")]


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
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "site") as host:
        project.handbook(Path(folder))
        subprocess.run([sys.executable, ROOT / "build.py", "build", "--project", folder, "--url", host.url], check=True)
        print(f"| page | {' | '.join(CATEGORIES)} |\n| --- |{' --- |' * len(CATEGORIES)}")
        for page in PAGES:
            found = [scores(host.url + page) for _ in range(runs)]
            print(
                f"| /{page} |",
                " | ".join(f"{statistics.median(one[name] for one in found):.0f}" for name in CATEGORIES),
                "|",
                flush=True,
            )


if __name__ == "__main__":
    main()
