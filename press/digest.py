"""Values -> short hashes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any


def digest(*content: bytes) -> str:
    """A short hash of some content, of which the parts follow each other (BLAKE2b, 128 bits)."""
    found = blake2b(digest_size=16)
    for part in content:
        found.update(part)
    return found.hexdigest()


def combined(values: Iterable[Any]) -> str:
    """A short hash of plain values."""
    return digest(json.dumps(list(values), sort_keys=True, default=str).encode())
