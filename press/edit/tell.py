"""Changes -> a report for people, for a comment on a pull request (GitHub's Markdown), or for tools (JSON)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from difflib import SequenceMatcher
from typing import Any

from press.edit.compare import Change, Changes, Move, is_entry

VERSION = 1
"""Of the JSON; it grows when a field goes or changes its meaning."""
AROUND = 24
"""How many letters are shown before and after words that changed."""
LONGEST = 100
"""How many letters of such words are shown."""
LISTED = 20
"""How many addresses are listed."""
COMMENT = 60_000
"""How many letters a comment may have; GitHub takes 65,536."""
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~$&:@#]")
Marked = Callable[[str, str], str]
"""How words that went and words that came are written."""


def as_text(changes: Changes, revision: str) -> str:
    """A report for people, in lines."""
    if not (facts := _facts(changes)):
        return f"nothing that readers see has changed since {revision}\n"
    lines = [f"since {revision}: {', '.join(facts)}"]
    lines += [f"added    {name}{_titled(changes, name)}" for name in changes.added]
    lines += [f"renamed  {one.name} -> {one.to}{_titled(changes, one.to)}" for one in changes.renamed]
    lines += [f"retired  {_moved(one)}{_titled(changes, one.name)}" for one in changes.retired]
    lines += [f"removed  {name}{_titled(changes, name)}" for name in changes.removed]
    for name in dict.fromkeys(one.entry for one in changes.changed):
        lines.append(f"changed  {name}{_titled(changes, name)}")
        for one in changes.changed:
            if one.entry == name:
                lines.append(f"  {_field(one)}: {difference(one.before, one.after, _bracketed)}")
        for stale in changes.stale:
            if stale.entry == name:
                lines.append(f"  {stale.field}: {_and(stale.changed)} changed, {_and(stale.behind)} did not")
    lines += _addresses(changes, "address  {} is new", "address  {} leads to {}", "address  {} is dropped")
    return "\n".join(lines) + "\n"


def as_markdown(changes: Changes, revision: str) -> str:
    """A report for a comment on a pull request, no longer than such a comment may be."""
    head = f"### What changes for readers since `{revision}`\n"
    if not (facts := _facts(changes)):
        return f"{head}\nNothing.\n"
    blocks = [f"{', '.join(facts)}.".capitalize()]
    entries = [f"- new: {_named(changes, name)}" for name in changes.added]
    entries += [f"- renamed: `{one.name}` → {_named(changes, one.to)}" for one in changes.renamed]
    entries += [f"- retired: `{one.name}`" + (f" → `{one.to}`" if one.to else "") for one in changes.retired]
    entries += [f"- removed: {_named(changes, name)}" for name in changes.removed]
    stale = [
        f"- `{one.entry}` `{one.field}`: {_and(one.changed)} changed, {_and(one.behind)} did not"
        for one in changes.stale
    ]
    rows = [
        f"| `{one.entry}` | `{_field(one)}` | {difference(one.before, one.after, _struck, escaped)} |"
        for one in changes.changed
    ]
    addresses = _addresses(changes, "- new: `{}`", "- `{}` → `{}`", "- dropped: `{}`")
    left = COMMENT - len(head) - 1000
    for title, above, lines in (
        ("Entries", [], entries),
        ("Translations that may be stale", [], stale),
        ("Addresses", [], addresses),
        ("Words", ["| entry | field | change |", "| --- | --- | --- |"], rows),
    ):
        fit = []
        for line in lines:
            if (left := left - len(line) - 1) < 0:
                break
            fit.append(line)
        if lines:
            rest = len(lines) - len(fit)
            more = f"\n\n… and {rest} more: `python build.py diff {revision}` shows all." if rest else ""
            blocks.append(f"#### {title}\n\n" + "\n".join([*above, *fit]) + more)
    return head + "\n" + "\n\n".join(blocks) + "\n"


def as_json(changes: Changes, revision: str, hash_: str) -> str:
    """A report for tools, with all words whole."""
    facts: dict[str, Any] = {"version": VERSION, "revision": revision, "commit": hash_, **asdict(changes)}
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def difference(before: Any, after: Any, marked: Marked, written: Callable[[str], str] = str) -> str:
    """What became of a value: the words that changed with a little of what stands around them."""
    if isinstance(before, list) and isinstance(after, list):
        gone, come = [one for one in before if one not in after], [one for one in after if one not in before]
        if not gone and not come:
            return "in another order"
        return marked(written(_words(gone)), written(_words(come)))
    was, now = _words(before), _words(after)
    if not was or not now:
        return marked(written(_cut(was, LONGEST)), written(_cut(now, LONGEST)))
    parts, shown = _parts(was, now), ""
    for number, (old, new) in enumerate(parts):
        if old == new:
            shown += written(_around(old, first=number == 0, last=number == len(parts) - 1))
        else:
            shown += marked(written(_cut(old, LONGEST)), written(_cut(new, LONGEST)))
    return shown


def _parts(before: str, after: str) -> list[tuple[str, str]]:
    """Two lines side by side, in parts that are the same on both sides or differ as a whole."""
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    found: list[tuple[str, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if found and (gone.isspace() if what == "equal" else found[-1][0] != found[-1][1]):
            found[-1] = found[-1][0] + gone, found[-1][1] + come  # a space between two changes belongs to them
        else:
            found.append((gone, come))
    return found


def _around(words: str, *, first: bool, last: bool) -> str:
    """Words that stayed, as far as they stand beside some that did not."""
    if len(words) <= AROUND * (2 - first - last) + 1:
        return words
    head, tail = "" if first else words[:AROUND], "" if last else words[-AROUND:]
    return f"{head[: head.rfind(' ') + 1] or head}…{tail[tail.find(' ') :] if ' ' in tail else tail}"


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else f"{words[: length - 1]}…"


def _words(value: Any) -> str:
    """A value as one line of words."""
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        return ", ".join(map(_words, value))
    return json.dumps(value, ensure_ascii=False)


def _bracketed(gone: str, come: str) -> str:
    return (f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else "")


def _struck(gone: str, come: str) -> str:
    """Tags, because marks do not work beside every letter: ** closes no bold word before a particle."""
    return (f"<del>{gone}</del>" if gone else "") + (f"<ins>{come}</ins>" if come else "")


def escaped(words: str) -> str:
    """Words that mean nothing to Markdown or to GitHub: no markup, no mention of a person, no number of an issue."""
    return _SPECIAL.sub(lambda one: f"{one[0]}<!-- -->" if one[0] in "@#" else f"&#{ord(one[0])};", words)


def _facts(changes: Changes) -> list[str]:
    files = {
        "added": changes.added,
        "renamed": [one.to for one in changes.renamed],
        "retired": [one.name for one in changes.retired],
        "removed": changes.removed,
    }
    counted = [
        (sum(is_entry(name) == entry for name in names), f"{one} {what}", f"{many} {what}")
        for entry, one, many in ((True, "entry", "entries"), (False, "other file", "other files"))
        for what, names in files.items()
    ]
    counted += [
        (len(changes.changed), "field changed", "fields changed"),
        (len(changes.stale), "translation may be stale", "translations may be stale"),
        (len(changes.addresses_added), "address added", "addresses added"),
        (len(changes.addresses_moved), "address moved", "addresses moved"),
        (len(changes.addresses_dropped), "address dropped", "addresses dropped"),
    ]
    return [f"{number} {one if number == 1 else many}" for number, one, many in counted if number]


def _titled(changes: Changes, name: str) -> str:
    return f"  ({title})" if (title := _title(changes, name)) else ""


def _named(changes: Changes, name: str) -> str:
    title = _title(changes, name)
    return f"`{name}`" + (f" {escaped(title)}" if title else "")


def _title(changes: Changes, name: str) -> str:
    title = changes.titles.get(name)
    return " / ".join(map(_words, title.values())) if isinstance(title, dict) else _words(title)


def _field(change: Change) -> str:
    return f"{change.field}.{change.lang}" if change.lang else change.field


def _moved(move: Move) -> str:
    return f"{move.name} -> {move.to}" if move.to else move.name


def _and(tags: Sequence[str]) -> str:
    return ", ".join(tags)


def _some(lines: Sequence[str]) -> list[str]:
    """The first of many lines, and how many more there are."""
    rest = len(lines) - LISTED
    return [*lines[:LISTED], f"… and {rest} more"] if rest > 0 else list(lines)


def _addresses(changes: Changes, new: str, moved: str, dropped: str) -> list[str]:
    return [
        *_some([new.format(one) for one in changes.addresses_added]),
        *_some([moved.format(one.name, one.to) for one in changes.addresses_moved]),
        *_some([dropped.format(one) for one in changes.addresses_dropped]),
    ]
