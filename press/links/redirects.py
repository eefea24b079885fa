"""Where released pages lead -> the files with which servers answer 301. One way of saying it for each server.

Addresses are written in full; when the site is published, its address is replaced by its path on the host.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from press.links.lock import page_of, section_of

NAMES = ("_redirects", ".htaccess", "redirects.nginx.conf")
"""The files, at the root of the site."""
NOTICE = "# Generated from links.lock. Redirects of addresses that were released and moved.\n"


Moved = Mapping[str, str]
"""Each page that has moved, below the folder of a language, and where it leads now."""


def _pairs(moved: Moved, tags: Sequence[str], url: str) -> list[tuple[str, str]]:
    """Each old page in each language, and where it leads, as addresses in full."""
    return [(f"{url}{tag}{page}", f"{url}{tag}{end}") for page, end in sorted(moved.items()) for tag in tags]


def netlify(moved: Moved, tags: Sequence[str], url: str) -> str:
    """`_redirects` of Netlify and Cloudflare Pages: from, to, status."""
    pairs = _pairs(moved, tags, url)
    return NOTICE + "".join(f"{old} {new} 301\n{old.rstrip('/')} {new} 301\n" for old, new in pairs)


def apache(moved: Moved, tags: Sequence[str], url: str) -> str:
    """`.htaccess` of Apache: mod_rewrite, which keeps the query and, with NE, the section."""
    pairs = _pairs(moved, tags, url)
    rules = "".join(f"RewriteRule ^{_below(old, url)}/?$ {new} [R=301,L,NE]\n" for old, new in pairs)
    return f"{NOTICE}RewriteEngine On\n{rules}"


def _below(address: str, url: str) -> str:
    return re.escape(address.removeprefix(url).rstrip("/"))


def nginx(moved: Moved, retired: Iterable[str], tags: Sequence[str], url: str) -> str:
    """A file to include in the `server` block of nginx; pages without a successor are answered with 410."""
    blocks = []
    for old, new in _pairs(moved, tags, url):
        page, section = page_of(new), section_of(new)
        target = f"{page}$is_args$args" + (f"#{section}" if section else "")
        blocks += [f"location = {one} {{ return 301 {target}; }}\n" for one in (old, old.rstrip("/"))]
    for page in sorted(retired):
        for tag in tags:
            address = f"{url}{tag}{page}"
            blocks.append(f"location = {address} {{ error_page 410 {address}index.html; return 410; }}\n")
    return NOTICE + "".join(blocks)


def files(moved: Moved, retired: Iterable[str], tags: Sequence[str], url: str) -> dict[str, str]:
    """The text of each file, by its name at the root of the site."""
    texts = netlify(moved, tags, url), apache(moved, tags, url), nginx(moved, retired, tags, url)
    return dict(zip(NAMES, texts, strict=True))
