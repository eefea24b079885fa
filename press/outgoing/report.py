"""Links and findings -> a report, in lines for people or as JSON for tools."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from press.model import Problem
from press.outgoing.gather import Link
from press.outgoing.visit import Finding

STATES = ("fine", "moved", "broken", "unknown")
VERSION = 1
"""Of the JSON. It grows when a field changes its meaning or goes, not when one is added."""


def problems(links: Sequence[Link], findings: Mapping[str, Finding]) -> list[Problem]:
    """One for each link that is not fine, sorted by place, with what to do."""
    return sorted(
        Problem(link.path, link.line, link.column, link.field, _said(_shown(link.address), findings[link.address]))
        for link in links
        if findings[link.address].state != "fine"
    )


def _said(address: str, finding: Finding) -> str:
    match finding.state:
        case "moved":
            return f"{address} has moved for good; write {finding.to}"
        case "broken":
            return f"{address} is broken, because {finding.why}; mend the address or name another source"
    return f"{address} is not known to work, because {finding.why}; look with a browser or ask again later"


def _shown(address: str) -> str:
    """The address without a name or password, which must not get into logs."""
    return re.sub(r"(?<=//)[^/?#]*@", "…@", address)


def totals(links: Sequence[Link], findings: Mapping[str, Finding]) -> dict[str, int]:
    """How many addresses there are, and how many in each state."""
    states = [findings[address].state for address in {link.address for link in links}]
    return {"addresses": len(states)} | {state: states.count(state) for state in STATES}


def summary(numbers: Mapping[str, int], checked: int) -> str:
    """The totals as a line; `checked` is how many were not known from an earlier run."""
    parts = ", ".join(f"{state}: {numbers[state]}" for state in STATES)
    return f"addresses: {numbers['addresses']}; {parts}; checked now: {checked}"


def as_json(links: Sequence[Link], findings: Mapping[str, Finding]) -> str:
    """Every link with its finding, in the order of places, and the totals."""
    rows = sorted(links, key=lambda link: (link.path, link.line, link.column))
    return json.dumps(
        {
            "version": VERSION,
            "totals": totals(links, findings),
            "links": [_row(link, findings[link.address]) for link in rows],
        },
        indent=2,
    )


def _row(link: Link, finding: Finding) -> dict[str, Any]:
    return {
        "entry": link.entry,
        "path": link.path,
        "line": link.line,
        "column": link.column,
        "field": link.field,
        "address": _shown(link.address),
        "state": finding.state,
        "status": finding.status,
        "to": finding.to or None,
        "why": finding.why or None,
        "checked": finding.at,
    }
