"""A place in a file -> the editor of whoever writes, opened there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from press.model import HOUSE, OURS, SOURCES

VARIABLE = "PRESS_EDITOR"
"""The environment variable with the command, in which {file}, {line} and {column} stand for the place."""
USUAL = "code --goto {file}:{line}:{column}"
_PLACE = re.compile(r"\{(file|line|column)\}")


class Unopened(Exception):
    """Says why no editor was opened, and what to do."""


def find(address: str, project: Path) -> Path:
    """The file that the end of an address or path names, of the project or else of the generator itself.

    Raises Unopened unless it is one of what a project is made from.
    """
    parts = PurePosixPath(address).parts
    for number in (number for number, part in enumerate(parts) if part in SOURCES):
        for top in (project, HOUSE) if parts[number] in OURS else (project,):
            file = top.joinpath(*parts[number:]).resolve()
            if file.is_relative_to((top / parts[number]).resolve()) and file.is_file():
                return file
    raise Unopened(f"{address} names no file that the project is made from")


def command(file: Path, line: int, column: int, environment: Mapping[str, str]) -> list[str]:
    """The words of the command that opens the file. Raises Unopened if no editor is known."""
    words = environment.get(VARIABLE) or (USUAL if shutil.which("code") else "")
    try:
        parts = shlex.split(words)
    except ValueError as error:
        raise Unopened(f"{VARIABLE} cannot be read ({error}): {words}") from None
    if not parts:
        raise Unopened(f"no editor is known; start the preview with {VARIABLE}='{USUAL}' or the like")
    if not any("{file}" in part for part in parts):
        parts.append("{file}")
    values = {"file": str(file), "line": str(line), "column": str(column)}
    return [_PLACE.sub(lambda match: values[match[1]], part) for part in parts]


def open_file(file: Path, line: int, column: int) -> None:
    """Opens it in a window of its own; Ctrl-C in the terminal of the preview does not reach it. Raises Unopened."""
    words = command(file, max(line, 1), max(column, 1), os.environ)
    silent = subprocess.DEVNULL
    try:
        subprocess.Popen(words, stdin=silent, stdout=silent, stderr=silent, start_new_session=True)
    except OSError as error:
        raise Unopened(f"{words[0]} cannot be started ({error.strerror}); set {VARIABLE}") from None
