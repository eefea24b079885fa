"""Values -> short hashes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any


def digest(content: bytes) -> str:
    """A short hash of some content (BLAKE2b, 128 bits)."""
    return blake2b(content, digest_size=16).hexdigest()


def combined(values: Iterable[Any]) -> str:
    """A short hash of plain values."""
    return digest(json.dumps(list(values), sort_keys=True, default=str).encode())
