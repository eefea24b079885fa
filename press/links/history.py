"""The history of a project in git -> every address that links.lock ever listed. The only module that asks git."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from press.model import LOCK, Problem


def listed(project: Path) -> set[str]:
    """The addresses of every version of links.lock that led to this one; none where there is no git or no history."""
    command = ["git", "-C", str(project), "log", "--format=", "--patch", "--unified=0", "--text", "--", LOCK]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return set()
    return set(re.findall(r"^\+(/\S*) \d{4}-", done.stdout.decode("utf-8", "replace"), re.MULTILINE))


def dropped(project: Path, lock: set[str]) -> list[Problem]:
    """A problem for each address that was listed once and is not any more."""
    return [
        Problem(
            LOCK,
            0,
            0,
            "",
            f"{address} was released and has been dropped; put its line back, from git log -p {LOCK}",
            "E608",
        )
        for address in sorted(listed(project) - lock)
    ]
