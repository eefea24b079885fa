"""The history of a project in git -> what its files said before. The only module that asks git."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from press.model import LOCK, Faulty, Problem


def listed(project: Path) -> set[str]:
    """The addresses of every version of links.lock that led to this one; none where there is no git or no history."""
    command = ["git", "-C", str(project), "log", "--format=", "--patch", "--unified=0", "--text", "--", LOCK]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return set()
    return set(re.findall(r"^\+(/\S*) \d{4}-", done.stdout.decode("utf-8", "replace"), re.MULTILINE))


def versions(project: Path, path: str) -> Iterator[bytes]:
    """What a file said in its latest commits, under whatever name, newest first; nothing where there is no git."""
    git = ["git", "-C", str(project)]
    command = [*git, "log", "--follow", "--max-count=50", "--format=%H", "--name-only", "-z", "--", path]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
        words = [word.strip("\n") for word in done.stdout.decode("utf-8", "replace").split("\0") if word.strip("\n")]
        for commit, name in zip(words[::2], words[1::2], strict=False):
            yield subprocess.run([*git, "show", f"{commit}:{name}"], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return


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


def files_at(project: Path, revision: str, names: Sequence[str]) -> tuple[str, dict[str, bytes]]:
    """The hash of a revision, and the project's files as they were then, by path, as far as they are below `names`.

    Asks no other host. Raises Faulty if git does not know the revision here.
    """
    if _ask(project, "rev-parse", "--git-dir") is None:
        raise _unknown(revision, "the project is in no git repository, so there is nothing to compare with")
    commit = (
        None if revision.startswith("-") else _ask(project, "rev-parse", "--verify", "-q", f"{revision}^{{commit}}")
    )
    if commit is None:
        if _ask(project, "rev-parse", "--is-shallow-repository") == b"true\n":
            raise _unknown(revision, "is not in this shallow clone; fetch the rest: git fetch --unshallow")
        raise _unknown(revision, "is no revision here; name a commit, a branch or a tag, or fetch it first")
    hash_ = commit.decode().strip()
    rows = _ask(project, "ls-tree", "-r", "-z", hash_, "--", *names) or b""
    found = [match.groups() for match in re.finditer(rb"100\d+ blob ([0-9a-f]+)\t([^\0]+)\0", rows)]
    answer = _ask(project, "cat-file", "--batch", said=b"".join(id_ + b"\n" for id_, _ in found)) or b""
    files: dict[str, bytes] = {}
    at = 0
    for _, path in found:
        head = answer[at : answer.find(b"\n", at)]
        size = re.fullmatch(rb"[0-9a-f]+ blob (\d+)", head)
        if size is None:
            raise _unknown(revision, "is not whole in this clone; fetch the rest of it first")
        at += len(head) + 1
        files[path.decode("utf-8", "replace")] = answer[at : at + int(size[1])]
        at += int(size[1]) + 1
    return hash_, files


def _ask(project: Path, *words: str, said: bytes = b"") -> bytes | None:
    """What git answers, or None if it does not."""
    alone = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(
            ["git", "-C", str(project), *words], input=said, capture_output=True, check=True, env=alone
        ).stdout
    except FileNotFoundError:
        raise Faulty(
            [Problem("git", 0, 0, "", "is not installed here; install it to compare with a revision", "E804")]
        ) from None
    except subprocess.CalledProcessError:
        return None


def _unknown(revision: str, reason: str) -> Faulty:
    return Faulty([Problem(revision, 0, 0, "", reason, "E804")])
