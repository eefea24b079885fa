"""Problems -> what a page shows of them: the place, the words, and the line with the faulty word marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from press.model import HOUSE, Problem

AROUND = 160
"""So many letters of a long line are shown on each side of the fault."""
_WORD = re.compile(r"[\w./-]+|.", re.DOTALL)


def shown(problems: Sequence[Problem], project: Path) -> list[dict[str, Any]]:
    """The problems as plain values, with the lines as they stand in the files now."""
    return [
        {
            "path": one.path,
            "line": one.line,
            "column": one.column,
            "place": f"{one.path}:{one.line}:{one.column}" if one.line else one.path,
            "said": f"{one.field}: {one.message}" if one.field else one.message,
            "code": one.code,
            "excerpt": excerpt(_text(one.path, project), one.line, one.column) if one.line else None,
        }
        for one in problems
    ]


def excerpt(text: str, line: int, column: int) -> tuple[str, str, str] | None:
    """The line in three parts, the faulty word in the middle; None if there is no such line."""
    lines = text.split("\n")
    if not 1 <= line <= len(lines):
        return None
    whole, start = lines[line - 1].rstrip("\r"), column - 1
    word = _WORD.match(whole, start)
    before, marked, after = whole[:start], word[0] if word else "", whole[start + len(word[0]) if word else start :]
    return (
        before if len(before) <= AROUND else f"…{before[-AROUND:]}",
        marked,
        after if len(after) <= AROUND else f"{after[:AROUND]}…",
    )


def _text(path: str, project: Path) -> str:
    for top in (project, HOUSE):
        try:
            return (top / path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
    return ""
