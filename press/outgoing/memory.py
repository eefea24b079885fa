"""Findings <-> .cache/links.json, so that the next check asks only for what it has to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from press.outgoing.visit import Finding
from press.write import write_text

FILE = ".cache/links.json"
FORMAT = 1
KEEP = timedelta(days=7)
"""How long an address that was there counts as there."""


def read(project: Path) -> dict[str, Finding]:
    """What earlier checks found, by address; nothing if the file is missing or is not as it was written."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        kept = json.loads((project / FILE).read_text(encoding="utf-8"))
        if kept["format"] == FORMAT:
            findings = {address: Finding(**row) for address, row in kept["findings"].items()}
            for finding in findings.values():
                datetime.fromisoformat(finding.at) - datetime.now(UTC)  # times without a zone cannot be compared
            return findings
    return {}


def write(project: Path, findings: Mapping[str, Finding]) -> None:
    """Keeps findings, whole or not at all. A folder that cannot be written to keeps none."""
    rows = {address: asdict(finding) for address, finding in sorted(findings.items())}
    with suppress(OSError):
        text = json.dumps({"format": FORMAT, "findings": rows}, indent=1, ensure_ascii=False)
        write_text(project / FILE, f"{text}\n")


def fresh(finding: Finding | None, now: datetime) -> bool:
    """Whether there is no need to ask again: the address led somewhere, and not long ago."""
    if finding is None or finding.state not in ("fine", "moved"):
        return False
    return timedelta() <= now - datetime.fromisoformat(finding.at) < KEEP
