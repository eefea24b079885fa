"""docs/LANGUAGE -> site/LANGUAGE/cards: a picture for each page, for chats to show beside a link.

Only what .cache/cards does not have is drawn; the site has other names for those files.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from press import cards
from press.cards import Card
from press.spread import spread
from press.timing import step

STORE = ".cache/cards"


def publish(project: Path, site: Path, tags: Sequence[str], chosen: Sequence[str], workers: int) -> list[str]:
    """Puts the cards of the `chosen` languages and of the root into a site; returns what some of them lack, and why.

    `tags` are all languages, in their order. If all are chosen, drawn cards that no page wants are deleted. Without
    Pillow or the font there are no cards, and nothing is returned.
    """
    if cards.lacking():
        return []
    with step("cards"):
        wanted = {site / place: card for tag in chosen for place, card in _wanted(project / "docs" / tag)}
        titles = [cards.said(_head(project / "docs" / tag / "index.md"))["title"] for tag in tags]
        wanted[site / cards.place("")] = cards.make_card(" · ".join(titles), "", "", titles[0])
        keys = {path: cards.key(card) for path, card in wanted.items()}
        store = project / STORE
        store.mkdir(parents=True, exist_ok=True)
        there = {path.stem for path in store.glob("*.png")}
        missing = {key: wanted[path] for path, key in keys.items() if key not in there}
        reasons = spread(partial(_draw, store), list(missing.items()), workers)
        for folder in {path.parent for path in keys}:
            folder.mkdir(parents=True, exist_ok=True)
        for path, key in keys.items():
            _link(store / f"{key}.png", path)
        for tag in chosen:
            for path in set((site / tag / cards.FOLDER).rglob("*.png")) - keys.keys():
                path.unlink()
        for key in there.difference(keys.values()) if len(chosen) == len(tags) else ():
            (store / f"{key}.png").unlink()
    return [f"the card of {card.title}: {why}" for card, why in zip(missing.values(), reasons, strict=True) if why]


def _wanted(docs: Path) -> Iterator[tuple[str, Card]]:
    """The file of each card of a language, below the site, and what is on it."""
    heads = {path: cards.said(_head(path)) for path in docs.rglob("*.md")}
    site = heads[docs / "index.md"]["title"]
    for path, head in heads.items():
        if "card" in head:
            whole = path.name == "index.md"
            over = "" if whole or path.parent == docs else heads[path.with_name("index.md")]["title"]
            place = (path.parent if whole else path.with_suffix("")).relative_to(docs).as_posix().removeprefix(".")
            card = cards.make_card(head["title"], head["description"], over, site)
            yield f"{docs.name}/{cards.place(place)}", card


def _head(path: Path) -> str:
    """The first lines of a page, as far as they speak of its card."""
    lines = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            lines.append(line)
            if line.startswith("card: ") or len(lines) > 9:
                break
    return "".join(lines)


def _draw(store: Path, wanted: tuple[str, Card]) -> str:
    key, card = wanted
    picture, reason = cards.draw(card)
    draft = store / f".{key}-{os.getpid()}"
    draft.write_bytes(picture)
    draft.replace(store / f"{key}.png")
    return reason


def _link(drawn: Path, path: Path) -> None:
    """Gives a drawn card another name, unless it is there."""
    if path.exists():
        if path.samefile(drawn):
            return
        path.unlink()
    os.link(drawn, path)
