"""docs/LANGUAGE -> site/LANGUAGE/cards: a picture for each page, for chats to show beside a link.

Only what .cache/cards does not have is drawn; the site has other names for those files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path

from press import cards
from press.cache import Stamp, names, stamps
from press.cards import Card
from press.spread import spread
from press.timing import step

STORE = ".cache/cards"
Rows = dict[str, list[str]]
"""A hash of the head of each page and the stamp of its card, by the page's path."""


@contextmanager
def aside(site: Path, tags: Sequence[str]) -> Iterator[None]:
    """Takes the cards of some languages out of the way while their pages are made."""
    places = {site / tag / cards.FOLDER: site / f".{tag}-{cards.FOLDER}" for tag in tags}
    for place, elsewhere in places.items():
        if place.is_dir():
            place.rename(elsewhere)
    yield
    for place, elsewhere in places.items():
        if elsewhere.is_dir():
            elsewhere.rename(place)


def publish(
    project: Path,
    site: Path,
    tags: Sequence[str],
    heads: Mapping[str, Mapping[str, str]],
    before: Mapping[str, Rows],
    workers: int,
) -> tuple[list[str], dict[str, Rows]]:
    """Puts the cards of the languages in `heads` and of the root into a site.

    `tags` are all languages, in their order; `heads` has a hash of the head of each page, by language and path, empty
    where it is not known. Returns what some cards lack, and why, and what the next call takes as `before`. If no
    language is left out, drawn cards that no page wants are deleted. Without Pillow or the font there are no cards.
    """
    if cards.lacking():
        return [], {}
    with step("cards"):
        rows = {tag: _rows(project / "docs" / tag, own, before.get(tag, {})) for tag, own in heads.items()}
        homes = [_said(project / "docs" / tag / "index.md")["title"] for tag in tags]
        root = cards.make_card(" · ".join(homes), "", "", homes[0])
        wanted = {".": {cards.place(""): cards.key(cards.stamp(root))}}
        makes: dict[str, Callable[[], Card]] = {wanted["."][cards.place("")]: lambda: root}
        for tag, own in rows.items():
            keys = {page: cards.key(stamp) for page, (_, stamp) in own.items() if stamp}
            wanted[tag] = {cards.place(_address(page)): key for page, key in keys.items()}
            makes |= {key: partial(_card, project / "docs" / tag, page) for page, key in keys.items()}
        reasons = _fill(project / STORE, makes, workers)
        drawn = stamps(project / STORE)
        for tag, own_places in wanted.items():
            _name(project / STORE, drawn, site / tag, own_places)
        if len(heads) == len(tags):
            for name in drawn.keys() - {f"{key}.png" for key in makes}:
                (project / STORE / name).unlink()
    return reasons, rows


def unknown(project: Path, tag: str) -> dict[str, str]:
    """The pages of a language as `heads` of which nothing is known."""
    docs = project / "docs" / tag
    return {path.relative_to(docs).as_posix(): "" for path in docs.rglob("*.md")}


def _rows(docs: Path, heads: Mapping[str, str], before: Rows) -> Rows:
    """The rows of a language's pages; only those heads are read that are not as they were."""
    return {
        path: before[path] if head and before.get(path, [""])[0] == head else [head, _said(docs / path).get("card", "")]
        for path, head in heads.items()
    }


def _said(page: Path) -> dict[str, str]:
    """What the head of a page says of its card, for which its first lines are enough."""
    with page.open(encoding="utf-8") as file:
        return cards.said("".join(islice(file, 6)))


def _card(docs: Path, path: str) -> Card:
    """The card of a page: below the title of its collection, if it is an entry, and the name of the site."""
    said, site = _said(docs / path), _said(docs / "index.md")["title"]
    above = (docs / path).with_name("index.md")
    over = "" if path.endswith("index.md") or above.parent == docs else _said(above)["title"]
    return cards.make_card(said["title"], said["description"], over, site)


def _address(path: str) -> str:
    """The address of a page, from the folder of its language."""
    return path.removesuffix("index.md") if f"/{path}".endswith("/index.md") else path.removesuffix(".md")


def _fill(store: Path, makes: Mapping[str, Callable[[], Card]], workers: int) -> list[str]:
    """Draws the cards that a folder does not have; returns what some of them lack, and why."""
    store.mkdir(parents=True, exist_ok=True)
    there = set(names(store))
    missing = [(key, make) for key, make in makes.items() if f"{key}.png" not in there]
    return [reason for reason in spread(partial(_draw, store), missing, workers) if reason]


def _draw(store: Path, wanted: tuple[str, Callable[[], Card]]) -> str:
    key, card = wanted[0], wanted[1]()
    picture, reason = cards.draw(card)
    draft = store / f".{key}-{os.getpid()}"
    draft.write_bytes(picture)
    draft.replace(store / f"{key}.png")
    return f'the card of "{card.title}" is not whole: {reason}' if reason else ""


def _name(store: Path, drawn: Mapping[str, Stamp | None], folder: Path, wanted: Mapping[str, str]) -> None:
    """Gives drawn cards, by their keys, names below a folder, unless they have them, and takes all other names away."""
    there = {f"{cards.FOLDER}/{name}": mark for name, mark in stamps(folder / cards.FOLDER).items()}
    for place in there.keys() - wanted.keys():
        (folder / place).unlink()
    for place, key in wanted.items():
        if there.get(place) != drawn[f"{key}.png"]:
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            os.link(store / f"{key}.png", path)
