"""Collections -> the settings that tell an editor which schema belongs to which file of data/.

Data files that name their schema in their first line need none of this; a file that was just begun does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from press.editors.schemas import overview, path_of
from press.model import EDITOR, GRAPHS, ROOT_FILES, Page

SETTINGS, EXTENSIONS = ".vscode/settings.json", ".vscode/extensions.json"
"""Where Visual Studio Code, and what is made from it, look for them."""
EXTENSION = "redhat.vscode-yaml"
"""The extension that brings yaml-language-server."""
MAPPING, LISTED = "yaml.schemas", "recommendations"
PREFERRED = {
    "files.readonlyInclude": {f"{EDITOR}/**": True, "docs/**": True},
    "yaml.format.enable": False,
}
"""What is set unless something else is said there: generated files are not edited, and the formatter is not ours."""


def pages(read: Callable[[str], str | None], collections: Iterable[str]) -> list[Page]:
    """The files that an editor looks for, made from those that `read` finds, of which all that is not ours stays.

    Those that have comments, cannot be read, or are not what an editor writes, stay as they are.
    """
    made = {SETTINGS: _settings(read(SETTINGS), collections), EXTENSIONS: _extensions(read(EXTENSIONS))}
    return [Page(path, text) for path, text in made.items() if text is not None]


def _settings(text: str | None, collections: Iterable[str]) -> str | None:
    said = _read(text)
    if said is None or not isinstance(said.get(MAPPING, {}), dict):
        return None
    schemas = {path_of(name): [f"data/{name}.yml"] for name in ROOT_FILES} | {path_of(GRAPHS): [f"data/{GRAPHS}/*.yml"]}
    for name in collections:
        schemas |= {path_of(overview(name)): [f"data/{name}.yml"], path_of(name): [f"data/{name}/*.yml"]}
    kept = {path: names for path, names in said.get(MAPPING, {}).items() if not path.startswith(f"{EDITOR}/")}
    return _written(text, said, PREFERRED | said | {MAPPING: kept | schemas})


def _extensions(text: str | None) -> str | None:
    said = _read(text)
    listed = said.get(LISTED, []) if said is not None else None
    if said is None or not isinstance(listed, list):
        return None
    return _written(text, said, said | {LISTED: listed if EXTENSION in listed else [*listed, EXTENSION]})


def _read(text: str | None) -> dict[str, Any] | None:
    try:
        said = None if text is None else json.loads(text or "{}")
    except json.JSONDecodeError:
        return None
    return said if isinstance(said, dict) else None


def _written(text: str | None, before: dict[str, Any], after: dict[str, Any]) -> str | None:
    """The text of the same values stays byte for byte."""
    return text if before == after else f"{json.dumps(after, ensure_ascii=False, indent=2)}\n"
