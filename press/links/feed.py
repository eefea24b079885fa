"""Lock and titles -> an Atom feed of what the releases changed, and a sitemap. Nothing here knows a clock or git."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from press.links.lock import Lock

NOTICE = "<!-- Generated from links.lock and the titles in data/. -->"
ADDED, CHANGED, MOVED, RETIRED = "feed_added", "feed_changed", "feed_moved", "feed_retired"
KINDS = (ADDED, CHANGED, MOVED, RETIRED)
"""What can happen to an entry: the names of the labels that say so."""
_text = partial(html.escape, quote=False)


@dataclass(frozen=True)
class Event:
    """Something that a release did to an entry."""

    day: str
    kind: str
    address: str
    """Where the entry stands now, below the folder of a language."""
    old: str = ""
    """Where it stood before, if it was moved."""


def events(lock: Lock, ends: Mapping[str, str], known: Collection[str], gone: Sequence[str], tag: str) -> list[Event]:
    """All that happened to the entries whose addresses are `known`, in one language; the newest first.

    `ends` says where each released address leads, `gone` are the addresses of those that are no more.
    """
    found = list(_events(lock, ends, known, gone, tag))
    return sorted(found, key=lambda one: (one.day, one.address, one.kind), reverse=True)


def _events(
    lock: Lock, ends: Mapping[str, str], known: Collection[str], gone: Sequence[str], tag: str
) -> Iterator[Event]:
    arrived = {(ends.get(address, line.to), line.moved) for address, line in lock.items() if line.moved}
    for address, line in lock.items():
        end = ends.get(address, line.to)
        if line.moved and end in known:
            yield Event(line.moved, MOVED, end, address)
        if line.to or address not in known:
            continue
        said = line.said.get(tag)
        if address in gone and said:
            yield Event(said.day, RETIRED, address)
            continue
        if (address, line.since) not in arrived:
            yield Event(line.since, ADDED, address)
        if said and said.day > line.since:
            yield Event(said.day, CHANGED, address)


def atom(
    happened: Sequence[Event],
    titles: Mapping[str, str],
    summaries: Mapping[str, str],
    words: Mapping[str, str],
    site: str,
    tag: str,
    url: str,
) -> str:
    """The feed in one language (RFC 4287).

    `words` are the labels for each kind of event, `site` is the name of the site, `url` the address of its language.
    """
    updated = f"{happened[0].day if happened else '1970-01-01'}T00:00:00Z"
    entries = []
    for one in happened:
        place = f"{url}{one.address.lstrip('/')}"
        about = summaries.get(one.address, "")
        said = f"{words[one.kind]}: {titles[one.address]}"
        moved = f" ({url}{one.old.lstrip('/')})" if one.old else ""
        entries.append(
            f"<entry><title>{_text(said)}</title>"
            f"<id>{_text(place)}?{one.kind.removeprefix('feed_')}={one.day}{_text(one.old)}</id>"
            f"<updated>{one.day}T00:00:00Z</updated>"
            f'<link rel="alternate" href="{_text(place)}"/>'
            f"<summary>{_text(about + moved)}</summary></entry>\n"
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{NOTICE}\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{tag}">\n'
        f"<title>{_text(site)}</title><id>{_text(url)}feed.xml</id><updated>{updated}</updated>\n"
        f"<author><name>{_text(site)}</name></author>\n"
        f'<link rel="self" href="{_text(url)}feed.xml"/><link rel="alternate" href="{_text(url)}"/>\n'
        f"{''.join(entries)}</feed>\n"
    )


def sitemap(lock: Lock, said: Mapping[str, Mapping[str, str]], tags: Sequence[str], tag: str, url: str) -> str:
    """The sitemap of one language (sitemaps.org 0.9), each page with the same page in all languages.

    `said` has a hash of what each page says, by address and language. A page has a day of change only if it says what
    it said when it was last released; of any other the day is not known.
    """
    rows = []
    for page in sorted(said):
        line = lock.get(page)
        known = line.said.get(tag) if line else None
        day = f"<lastmod>{known.day}</lastmod>" if known and known.gist == said[page].get(tag) else ""
        first = url if page == "/" else f"{url}{tags[0]}{page}"
        others = [(other, f"{url}{other}{page}") for other in tags] + [("x-default", first)]
        links = "".join(f'<xhtml:link rel="alternate" hreflang="{one}" href="{place}"/>' for one, place in others)
        rows.append(f"<url><loc>{url}{tag}{page}</loc>{day}{links}</url>\n")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{NOTICE}\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{''.join(rows)}</urlset>\n"
    )
