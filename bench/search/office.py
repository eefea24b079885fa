"""The help of an office suite (LibreOffice, MPL-2.0) in Korean and English: real text for a corpus of many pages.

It comes from Debian's packages, is kept in the folder where the benchmark works, and never enters the project.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from press.find.record import Record

PACKAGES = {"ko": ("libreoffice-help-ko", "ko"), "en": ("libreoffice-help-en-us", "en-US")}
TOP = "usr/share/libreoffice/help"
LEAST = 2
"""Paragraphs of a page that is taken."""
SHARE = 0.4
"""How much of a Korean page is Hangul at least: many are translated in part, and an English word has more letters."""
_HANGUL = re.compile("[가-힣]")
_LETTER = re.compile(r"[^\W\d_]")


def pages(work: Path) -> dict[str, list[Record]]:
    """The help pages that are written in both languages, as records in the same order; fetched and read once.

    Raises subprocess.CalledProcessError where Debian's packages cannot be had.
    """
    kept = work / "office.json"
    if not kept.is_file():
        kept.write_text(json.dumps(_parallel(work), ensure_ascii=False), encoding="utf-8")
    rows = json.loads(kept.read_text(encoding="utf-8"))
    found: dict[str, list[Record]] = {site: [] for site in PACKAGES}
    for url, both in rows.items():
        for site, (title, sections) in both.items():
            other = next(name for tag, (name, _) in both.items() if tag != site)
            names = [(0, title, ""), *([(1, other, "")] if other != title else [])]
            found[site].append(
                Record(f"office/{url}/", title, names, [(one, head, text) for one, head, text in sections])
            )
    return found


def _parallel(work: Path) -> dict[str, dict[str, tuple[str, list[tuple[str, str, str]]]]]:
    """By name: title and sections of each page in each language, where the Korean page is mostly Korean."""
    folders = {site: _unpacked(work / "office", *names) for site, names in PACKAGES.items()}
    found = {}
    for file in sorted(folders["ko"].rglob("*.html")):
        name = file.relative_to(folders["ko"])
        if (folders["en"] / name).is_file():
            both = {site: _read(folder / name) for site, folder in folders.items()}
            if all(sections for _, sections in both.values()) and _korean(*both["ko"]):
                found[name.with_suffix("").as_posix()] = both
    return found


def _unpacked(folder: Path, package: str, language: str) -> Path:
    """Where the pages of a package are."""
    if not (folder / package).is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", package], cwd=folder, check=True, capture_output=True)
        archive = next(folder.glob(f"{package}_*.deb"))
        subprocess.run(["dpkg-deb", "-x", archive, folder / package], check=True)
    return folder / package / TOP / language / "text"


def _read(file: Path) -> tuple[str, list[tuple[str, str, str]]]:
    """The title of a help page and its sections as (id, heading, text); none if it says next to nothing."""
    soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    area = soup.find(id="DisplayArea")
    if not isinstance(area, Tag) or not soup.title or len(area.find_all("p", class_="paragraph")) < LEAST:
        return "", []
    sections: list[tuple[str, str, list[str]]] = [("", "", [])]
    for tag in area.find_all(["h2", "h3", "p"]):
        text = " ".join(tag.get_text(" ").split())
        if tag.name == "p":
            sections[-1][2].append(text)
        elif text:
            sections.append((f"s{len(sections)}", text, []))
    return " ".join(soup.title.get_text().split()), [(place, head, " ".join(texts)) for place, head, texts in sections]


def _korean(title: str, sections: list[tuple[str, str, str]]) -> bool:
    text = title + "".join(heading + text for _, heading, text in sections)
    return bool(_HANGUL.search(title)) and SHARE * len(_LETTER.findall(text)) < len(_HANGUL.findall(text))
