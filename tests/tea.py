"""A handbook about tea: small enough to hold in mind, and nothing in it that the generator knows."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from press.model import HOUSE, Faulty
from press.project import prepare

ROOT = Path(__file__).parent.parent

KIND = "common.schema.json#/$defs/"

TEA_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "a tea",
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "summary", "colour", "region"],
    "columns": ["colour", "summary", "region"],
    "properties": {
        "title": {"description": "the name of the tea", "$ref": f"{KIND}phrase"},
        "also_called": {"description": "other names", "$ref": f"{KIND}names"},
        "summary": {"description": "what it is in one sentence", "$ref": f"{KIND}paragraph"},
        "colour": {"description": "the colour", "$ref": f"{KIND}choice", "enum": ["green", "blue"]},
        "since": {"description": "the year of its first mention", "$ref": f"{KIND}year"},
        "region": {
            "description": "where it grows",
            "$ref": f"{KIND}reference",
            "refersTo": "regions",
            "inverse": "teas",
        },
        "next": {
            "description": "what to drink after it",
            "$ref": f"{KIND}noted_references",
            "items": {
                "type": "object",
                "description": "a tea and why",
                "additionalProperties": False,
                "required": ["to"],
                "properties": {
                    "to": {"$ref": f"{KIND}id", "refersTo": "teas", "inverse": "previous"},
                    "note": {"$ref": f"{KIND}text"},
                },
            },
        },
        "what": {"description": "what it is, in paragraphs", "$ref": f"{KIND}paragraphs"},
        "formulas": {"description": "how long to steep", "$ref": f"{KIND}formulas"},
        "connections": {"description": "how it connects", "$ref": f"{KIND}connections"},
    },
}

REGION_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "a region",
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "summary"],
    "columns": ["summary", "teas"],
    "properties": {
        "title": {"description": "the name of the region", "$ref": f"{KIND}phrase"},
        "summary": {"description": "where it lies", "$ref": f"{KIND}paragraph"},
        "connections": {"description": "how it connects", "$ref": f"{KIND}connections"},
    },
}

LABELS = {
    "a_z": ("A to Z", "索引"),
    "a_z_summary": ("Every name in one list.", "すべての名前の一覧。"),
    "after": ("Next", "次"),
    "as_text": ("Read the diagram as text", "図を文で読む"),
    "before": ("Previous", "前"),
    "colour": ("Colour", "色"),
    "colour_blue": ("Blue", "青"),
    "colour_green": ("Green", "緑"),
    "comparison": ("Side by side", "比べる"),
    "connections": ("How it connects", "つながり"),
    "contents": ("Contents", "目次"),
    "edit": ("Edit this page", "この頁を直す"),
    "formulas": ("Formulas", "式"),
    "go_dark": ("Go dark", "暗くする"),
    "go_light": ("Go light", "明るくする"),
    "home": ("Home", "表紙"),
    "link_address": ("Copy address", "アドレスをコピー"),
    "link_by_hand": ("Copy it yourself.", "自分でコピーする。"),
    "link_close": ("Close", "閉じる"),
    "link_copied": ("Copied.", "コピーした。"),
    "link_html": ("Copy as HTML", "HTMLとしてコピー"),
    "link_jira": ("Copy for Jira", "Jira用にコピー"),
    "link_markdown": ("Copy as Markdown", "Markdownとしてコピー"),
    "link_menu": ("Link to this heading", "この見出しのリンク"),
    "link_rst": ("Copy as reStructuredText", "reStructuredTextとしてコピー"),
    "link_short": ("Copy short address", "短いアドレスをコピー"),
    "link_short_note": ("In your own language", "読む人の言語で開く"),
    "link_slack": ("Copy for Slack", "Slack用にコピー"),
    "name": ("Name", "名前"),
    "next": ("Drink next", "次に飲む"),
    "not_found": ("Not found", "見つからない"),
    "not_found_text": ("Try the list.", "索引から探す。"),
    "pager": ("Previous and next page", "前後の頁"),
    "previous": ("Drink before", "前に飲む"),
    "read_in": ("Read in English", "日本語で読む"),
    "region": ("Region", "産地"),
    "related_here": ("This page is about the marked place.", "この頁は印の所の話。"),
    "search_also": ("Also called", "別名"),
    "search_failed": ("The search is not here.", "検索できない。"),
    "moved": ("This has moved.", "移動した。"),
    "retired": ("No longer kept.", "もう扱わない。"),
    "read_now": ("Read instead", "代わりに読むもの"),
    "feed_added": ("New", "新規"),
    "feed_changed": ("Changed", "変更"),
    "feed_moved": ("Moved", "移動"),
    "feed_retired": ("Retired", "廃止"),
    "search_none": ("Nothing found.", "見つからない。"),
    "since": ("Known since", "初出"),
    "summary": ("In short", "一言で"),
    "teas": ("Teas", "茶"),
    "stale": ("not yet updated", "更新前"),
    "translated": ("Up to date", "最新"),
    "translations": ("Translation", "翻訳の状態"),
    "translations_summary": ("How far it is translated.", "どこまで訳したか。"),
    "translations_total": ("Total", "合計"),
    "unreviewed": ("not yet reviewed", "確認前"),
    "untranslated": ("not yet translated", "未訳"),
    "what": ("What it is", "何か"),
    "whole_text": ("Everything in one file", "全文"),
    "you_are_here": ("You are here.", "ここにいる。"),
}

TEA = {
    "data/site.yml": """\
languages:
  - tag: en
    name: English
  - tag: ja
    name: 日本語
title:
  en: Book of tea
  ja: 茶の本
tagline:
  en: From leaf to cup
  ja: 葉から茶碗まで
description:
  en: A small book of tea.
  ja: 小さな茶の本。
url: https://tea.example/book/
lead:
  en: Tea is leaves and water.
  ja: 茶は葉と水。
ways:
  - title:
      en: By tea
      ja: 茶から
    text:
      en: Every tea.
      ja: すべての茶。
    to: teas
collections:
  - teas
  - regions
""",
    "data/labels.yml": "".join(f"{name}:\n  en: {en}\n  ja: {ja}\n" for name, (en, ja) in LABELS.items()),
    "data/teas.yml": """\
title:
  en: Teas
  ja: 茶
summary:
  en: Two teas.
  ja: 二つの茶。
order: [sencha, oolong]
numbered: true
""",
    "data/regions.yml": """\
title:
  en: Regions
  ja: 産地
summary:
  en: Where tea grows.
  ja: 茶の育つ所。
""",
    "data/teas/sencha.yml": """\
title:
  en: Sencha
  ja: 煎茶
also_called:
  en: [steeped tea]
summary:
  en: A green tea from [[regions/uji]].
  ja: "[[regions/uji|宇治]]の緑茶。"
colour: green
since: 1738
region: uji
next:
  - to: oolong
    note:
      en: darker
      ja: より濃く
what:
  - en: Leaves are steamed, then rolled.
    ja: 葉を蒸して揉む。
formulas:
  - latex: t = 60
    note:
      en: One minute.
      ja: 一分。
connections:
  - to: regions/fujian
    note:
      en: The method came from there.
      ja: 製法の故郷。
""",
    "data/teas/oolong.yml": """\
title:
  en: Oolong
  ja: 烏龍茶
summary:
  en: A half-oxidised tea.
  ja: 半発酵の茶。
colour: blue
region: fujian
what:
  - en: >-
      Leaves wither in the sun,
      like nothing in [[teas/sencha|Sencha]].
    ja: 葉を日に当てる。
""",
    "data/regions/uji.yml": """\
title:
  en: Uji
  ja: 宇治
summary:
  en: A town near Kyoto.
  ja: 京都の近くの町。
""",
    "data/regions/fujian.yml": """\
title:
  en: Fujian
  ja: 福建
summary:
  en: A province by the sea.
  ja: 海辺の省。
""",
    "data/diagrams/path.yml": """\
title:
  en: The path of a tasting
  ja: 試飲の順
description:
  en: First sencha, then oolong.
  ja: 煎茶、そして烏龍茶。
nodes:
  - collection: teas
    lines: [region]
    colour: region
edges:
  - collection: teas
    along: next
shown_on: [home, teas]
""",
    "schemas/teas.schema.json": json.dumps(TEA_SCHEMA, indent=2),
    "schemas/regions.schema.json": json.dumps(REGION_SCHEMA, indent=2),
    "mkdocs.base.yml": (ROOT / "mkdocs.base.yml")
    .read_text(encoding="utf-8")
    .replace("custom_dir: theme", f"custom_dir: {HOUSE / 'theme'}"),
}


@dataclass(frozen=True)
class Files:
    """A project on disk that a test may break."""

    root: Path

    def write(self, path: str, content: str | bytes) -> None:
        """Puts a file there."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)

    def read(self, path: str) -> str:
        """The text of a file."""
        return (self.root / path).read_text(encoding="utf-8")

    def sub(self, path: str, old: str, new: str) -> None:
        """Replaces the first `old`, which must be there."""
        text = self.read(path)
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new, 1))

    def delete(self, path: str) -> None:
        """Takes a file away."""
        (self.root / path).unlink()

    @property
    def problems(self) -> list[str]:
        """Every line that `check` would print of the data and templates."""
        try:
            prepare(self.root)
        except Faulty as faulty:
            return [str(problem) for problem in faulty.problems]
        return []

    @property
    def pages(self) -> dict[str, str]:
        """Every generated file by its path."""
        return {page.path: page.text for page in prepare(self.root).pages}


def tea(folder: Path) -> Files:
    """The book of tea, written to a folder."""
    files = Files(folder)
    for path, text in TEA.items():
        files.write(path, text)
    return files


def run(project: Path, *arguments: str, python: str = sys.executable, **env: str) -> subprocess.CompletedProcess[str]:
    """build.py as a person runs it."""
    return subprocess.run(
        [python, str(ROOT / "build.py"), *arguments, "--project", str(project)],
        capture_output=True,
        text=True,
        env=os.environ | env,
        timeout=240,
    )


def uncoded(text: str) -> str:
    """What a command said, without the codes at the ends of its lines."""
    return re.sub(r" \[[EW]\d{3}\]$", "", text, flags=re.MULTILINE)


def snapshot(folder: Path, but: Sequence[str] = ()) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).as_posix().startswith(tuple(but))
    }


def heed_interrupts() -> None:
    """Makes a child take Ctrl-C even where the tests run in the background, whose children ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
