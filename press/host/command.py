"""`mkdocs build` as a command: what the in-process engine must equal, and what stands in for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from press.cards import lacking
from press.model import Language, Problem

QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def environment(project: Path, language: Language, url: str) -> dict[str, str]:
    """The variables that a build of one language to be published below `url` reads."""
    return {
        **QUIET,
        "PRESS_URL_" + language.tag.upper().replace("-", "_"): f"{url}{language.tag}/",
        "PRESS_PROJECT": str(project),
        "PRESS_CARDS": "false" if lacking() else "true",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0"),
    }


def build(project: Path, target: Path, language: Language, variables: Mapping[str, str]) -> list[Problem]:
    """Builds one language into `target`; returns what MkDocs complained about, if it failed."""
    child = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "-f",
            f"mkdocs.{language.tag}.yml",
            "-d",
            str(target),
        ],
        cwd=project,
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        output, _ = child.communicate()
    finally:
        child.kill()
    if child.returncode == 0:
        return []
    lines = [line for line in output.splitlines() if re.match(r"(WARNING|ERROR|Config|Abort|\w*Error)", line)]
    said = lines or output.splitlines()[-1:]
    return [Problem(f"mkdocs.{language.tag}.yml", 0, 0, "", " ".join(line.split()), "E704") for line in said]
