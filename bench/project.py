"""Writes bilingual projects of any size for the benchmark, and changes them as a person would.

    python bench/project.py 1000 DIR

A project of N entries is the same bytes every time. Numbers of entries count from 0 in reading order.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
WORDS: dict[str, list[list[str]]] = yaml.load(
    Path(__file__).with_name("words.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
SEED = "press"
LEAST = 70
"""The fewest entries of a project: with less than seven in each collection some labels would be used by no page."""
BOXES = 6
"""How many entries of each collection its diagram shows."""
FANOUT = 4
"""How many entries lead to the same `next`, so that every entry is a few steps from a box of its collection."""

KIND = "common.schema.json#/$defs/"
SLOTS = {"a": "techniques", "b": "techniques", "d": "data", "m": "measures", "o": "parts", "w": "people"}
PARTICLES = {"을": "를", "은": "는", "이": "가", "과": "와", "으로": "로"}
Pair = dict[str, str]

LABELS = {
    "a_z": ("찾아보기", "A to Z"),
    "a_z_summary": ("모든 이름을 한 목록에 모았다.", "Every name in one list."),
    "after": ("다음", "Next"),
    "as_text": ("그림을 글로 읽기", "Read the diagram as text"),
    "before": ("이전", "Previous"),
    "comparison": ("한눈에 견주기", "Side by side"),
    "connections": ("이어지는 항목", "How it connects"),
    "contents": ("차례", "Contents"),
    "go_dark": ("어두운 화면으로", "Go dark"),
    "go_light": ("밝은 화면으로", "Go light"),
    "home": ("처음으로", "Home"),
    "how": ("어떻게 하나", "How it is done"),
    "kind": ("종류", "Kind"),
    "link_address": ("주소 복사", "Copy the address"),
    "link_by_hand": ("직접 복사한다.", "Copy it yourself."),
    "link_close": ("닫기", "Close"),
    "link_copied": ("복사했다.", "Copied."),
    "link_html": ("HTML로 복사", "Copy as HTML"),
    "link_jira": ("Jira용으로 복사", "Copy for Jira"),
    "link_markdown": ("Markdown으로 복사", "Copy as Markdown"),
    "link_menu": ("이 제목의 링크", "Link to this heading"),
    "link_rst": ("reStructuredText로 복사", "Copy as reStructuredText"),
    "link_short": ("짧은 주소 복사", "Copy the short address"),
    "link_short_note": ("여는 사람의 언어로 열린다", "Opens in your language"),
    "link_slack": ("Slack용으로 복사", "Copy for Slack"),
    "name": ("이름", "Name"),
    "next": ("다음에 볼 것", "What comes next"),
    "not_found": ("찾는 쪽이 없다", "Page not found"),
    "not_found_text": ("찾아보기에서 찾아보자.", "Try the list of names."),
    "pager": ("앞뒤 쪽", "Previous and next page"),
    "previous": ("앞에 볼 것", "What comes before"),
    "edit": ("이 쪽 고치기", "Edit this page"),
    "read_in": ("한국어로 읽기", "Read in English"),
    "related_here": ("표시한 자리와 이어진다.", "This page is about the marked place."),
    "search_also": ("다른 이름", "Also called"),
    "search_failed": ("검색하지 못했다.", "The search could not be loaded."),
    "moved": ("자리를 옮겼다.", "This has moved."),
    "retired": ("더 다루지 않는다.", "This is no longer kept up."),
    "read_now": ("이제는 이것을 읽는다", "Read this instead"),
    "feed_added": ("새 항목", "New"),
    "feed_changed": ("고친 항목", "Changed"),
    "feed_moved": ("주소가 바뀐 항목", "Moved"),
    "feed_retired": ("더 다루지 않는 항목", "Retired"),
    "search_none": ("찾은 것이 없다.", "Nothing found."),
    "settings": ("설정값", "Settings"),
    "summary": ("한마디로", "In short"),
    "stale": ("갱신 전", "not yet updated"),
    "translated": ("최신", "Up to date"),
    "translations": ("번역 상태", "State of the translation"),
    "translations_summary": ("어디까지 옮겼는지 센다.", "How far it is translated."),
    "translations_total": ("합계", "Total"),
    "unreviewed": ("검토 전", "not yet reviewed"),
    "untranslated": ("번역 전", "not yet translated"),
    "watch": ("살펴볼 점", "What to watch"),
    "what": ("무엇인가", "What it is"),
    "whole_text": ("모든 쪽을 한 파일로", "All pages in one file"),
    "you_are_here": ("지금 여기를 보고 있다.", "You are here."),
}


class Word(str):
    """A Korean word that takes the particle named by a format: f"{word:을}" ends in 을 or 를."""

    sound: str

    def __new__(cls, text: str, sound: str = "") -> Word:
        """`sound` is how the word is read, if that is not how it is written."""
        word = super().__new__(cls, text)
        word.sound = sound or text
        return word

    def __format__(self, particle: str) -> str:
        if not particle:
            return str(self)
        final = (ord(self.sound[-1]) - 0xAC00) % 28
        closed = final != 0 and not (particle == "으로" and final == 8)
        return str(self) + (particle if closed else PARTICLES[particle])


def sections(entries: int) -> int:
    """How many collections a project of that many entries has."""
    return 10 if entries <= 100 else 20 if entries <= 2000 else 50


def make(folder: Path, entries: int) -> None:
    """Writes the project into a folder, which must be absent or empty."""
    if entries < LEAST:
        raise SystemExit(f"a project has at least {LEAST} entries")
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty")
    topics = WORDS["topics"][: sections(entries)]
    sizes = [entries // len(topics) + (place < entries % len(topics)) for place in range(len(topics))]
    _frame(folder, topics)
    for place, (topic, size) in enumerate(zip(topics, sizes, strict=True)):
        _collection(folder, topics, place, size)
        for index in range(size):
            _save(folder / "data" / topic[0] / f"{name(index)[0]}.yml", entry(topics, sizes, place, index))


def name(index: int) -> tuple[str, str, str]:
    """The id of an entry by its place in its collection, and the part of its title that is its own (ko, en)."""
    modifiers, nouns = WORDS["modifiers"], WORDS["nouns"]
    modifier = modifiers[index % len(modifiers)]
    noun = nouns[(index + index // len(modifiers)) % len(nouns)]
    lap = index // (len(modifiers) * len(nouns))
    again, id_ = (f" {lap + 1}", f"-{lap + 1}") if lap else ("", "")
    return f"{modifier[0]}-{noun[0]}{id_}", f"{modifier[1]} {noun[1]}{again}", f"{modifier[2]} {noun[2]}{again}"


def title(topic: Sequence[str], index: int) -> Pair:
    """The title of an entry in both languages; no two entries of a project share one."""
    _, korean, english = name(index)
    return {"ko": f"{topic[1]}의 {korean}", "en": f"{english} of {topic[2]}"}


def entry(topics: Sequence[Sequence[str]], sizes: Sequence[int], place: int, index: int) -> dict[str, Any]:
    """Everything that the file of one entry says."""
    topic, size = topics[place], sizes[place]
    dice = random.Random(f"{SEED} {topic[0]} {index}")
    kind = WORDS["kinds"][index % 4]
    following = index + 1 if index < BOXES else (index - BOXES) // FANOUT
    beside = (place + 1) % len(topics)
    data: dict[str, Any] = {"title": title(topic, index)}
    if index % 3 == 0:
        data["also_called"] = {
            "ko": [f"{topic[1]} {name(index)[1]} 방법", f"{topic[0]} {index}호"],
            "en": [f"{topic[0]} {name(index)[2].lower()}"],
        }
    data["summary"] = _sentence(dice, "summaries", topic)
    data["kind"] = kind[0]
    data["next"] = name(following % size)[0]
    data["what"] = [
        _join(_sentences(dice, "sentences", topic, 4)),
        _join([*_sentences(dice, "sentences", topic, 3), _linked(dice, topics, sizes, topic)]),
        _join([*_sentences(dice, "sentences", topic, 3), _linked(dice, topics, sizes, topic)]),
    ]
    data["watch"] = _sentences(dice, "points", topic, 5)
    data["how"] = _sentences(dice, "steps", topic, 4)
    data["settings"] = _settings(dice)
    data["connections"] = [
        {"to": f"{topic[0]}/{name((index + 1) % size)[0]}", "note": _sentence(dice, "notes", topic)},
        {
            "to": f"{topics[beside][0]}/{name(index % sizes[beside])[0]}",
            "note": _sentence(dice, "notes", topic),
        },
    ]
    return data


def _slots(dice: random.Random, topic: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The words for the slots of a pattern, in Korean and English; no slot has the word of another."""
    korean: dict[str, Any] = {"t": Word(topic[1])}
    english: dict[str, Any] = {"t": topic[2]}
    for slot, block in SLOTS.items():
        words = [pair for pair in WORDS[block] if pair[0] not in korean.values()]
        pair = dice.choice(words)
        korean[slot], english[slot] = Word(pair[0]), pair[1]
    numbers = {"n": dice.randint(3, 70), "k": dice.randint(2, 9)}
    return korean | numbers, english | numbers


def _sentence(dice: random.Random, patterns: str, topic: Sequence[str]) -> Pair:
    return _sentences(dice, patterns, topic, 1)[0]


def _sentences(dice: random.Random, patterns: str, topic: Sequence[str], count: int) -> list[Pair]:
    """That many different sentences."""
    pairs = []
    for korean, english in dice.sample(WORDS[patterns], count):
        ko, en = _slots(dice, topic)
        pairs.append({"ko": korean.format(**ko), "en": english.format(**en)})
    return pairs


def _linked(dice: random.Random, topics: Sequence[Sequence[str]], sizes: Sequence[int], topic: Sequence[str]) -> Pair:
    """A sentence with a link to any entry."""
    place = dice.randrange(len(topics))
    index = dice.randrange(sizes[place])
    link = f"[[{topics[place][0]}/{name(index)[0]}]]"
    korean, english = dice.choice(WORDS["linked"])
    ko, en = _slots(dice, topic)
    return {
        "ko": korean.format(**ko, l=Word(link, _sound(title(topics[place], index)["ko"]))),
        "en": english.format(**en, l=link),
    }


def _sound(words: str) -> str:
    """Words without the number at their end, whose particle is then that of the word before it."""
    return words.rstrip(" 0123456789")


def _join(pairs: Sequence[Pair]) -> Pair:
    return {tag: " ".join(pair[tag] for pair in pairs) for tag in ("ko", "en")}


def _settings(dice: random.Random) -> dict[str, Any]:
    """A table of six rows."""
    head = [{"ko": "설정", "en": "Setting"}, {"ko": "값", "en": "Value"}, {"ko": "설명", "en": "Remark"}]
    rows = []
    for korean, english, value, note, remark in dice.sample(WORDS["settings"], 6):
        rows.append([{"ko": korean, "en": english}, {"ko": value, "en": value}, {"ko": note, "en": remark}])
    return {"head": head, "rows": rows}


def _collection(folder: Path, topics: Sequence[Sequence[str]], place: int, size: int) -> None:
    """The words, schema and diagram of a collection."""
    topic = topics[place]
    ids = [name(index)[0] for index in range(size)]
    words = {
        "title": {"ko": topic[1], "en": topic[2].capitalize()},
        "summary": {
            "ko": f"{Word(topic[1]):을} 다루는 방법을 모았다.",
            "en": f"Ways to deal with {topic[2]}.",
        },
        "order": ids,
    }
    diagram = {
        "title": {"ko": f"{topic[1]} 지도", "en": f"A map of {topic[2]}"},
        "description": {
            "ko": f"{Word(topic[1]):을} 익히는 차례를 보여 준다.",
            "en": f"Shows in which order to learn about {topic[2]}.",
        },
        "nodes": [{"collection": topic[0], "only": ids[:BOXES]}],
        "edges": [{"collection": topic[0], "along": "next"}],
        "shown_on": [topic[0]] + (["home"] if place == 0 else []),
    }
    _save(folder / "data" / f"{topic[0]}.yml", words)
    _save(folder / "data" / "diagrams" / f"{topic[0].replace('_', '-')}.yml", diagram)
    _put(folder / "schemas" / f"{topic[0]}.schema.json", json.dumps(schema(topic), indent=2) + "\n")


def schema(topic: Sequence[str]) -> dict[str, Any]:
    """The schema of a collection's entries."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"an entry about {topic[2]}",
        "type": "object",
        "additionalProperties": False,
        "required": ["title", "summary", "kind", "what", "connections"],
        "columns": ["kind", "summary", "next"],
        "properties": {
            "title": {"description": "the name of the entry", "$ref": f"{KIND}phrase"},
            "also_called": {"description": "other names", "$ref": f"{KIND}names"},
            "summary": {"description": "what it is in one sentence", "$ref": f"{KIND}paragraph"},
            "kind": {
                "description": "what sort of thing it is",
                "$ref": f"{KIND}choice",
                "enum": [kind[0] for kind in WORDS["kinds"]],
            },
            "next": {
                "description": "what to read after it",
                "$ref": f"{KIND}reference",
                "refersTo": topic[0],
                "inverse": "previous",
            },
            "what": {"description": "what it is, in paragraphs", "$ref": f"{KIND}paragraphs"},
            "watch": {"description": "what to watch", "$ref": f"{KIND}points"},
            "how": {"description": "how it is done", "$ref": f"{KIND}steps"},
            "settings": {"description": "usual settings", "$ref": f"{KIND}table"},
            "connections": {"description": "how it connects", "$ref": f"{KIND}connections"},
        },
    }


def _frame(folder: Path, topics: Sequence[Sequence[str]]) -> None:
    """Everything that a project has once."""
    site = {
        "languages": [{"tag": "ko", "name": "한국어"}, {"tag": "en", "name": "English"}],
        "translations": "required",
        "title": {"ko": "모델 학습 사전", "en": "A dictionary of model training"},
        "tagline": {"ko": "말뭉치에서 서버까지", "en": "From corpora to servers"},
        "description": {
            "ko": "모델을 학습하는 방법을 두 언어로 설명하는 큰 사전이다.",
            "en": "A large dictionary in two languages on how models are trained.",
        },
        "url": "https://example.org/bench/",
        "lead": {"ko": "모든 항목을 두 언어로 읽는다.", "en": "Read every entry in two languages."},
        "ways": [
            {
                "title": {"ko": f"{topic[1]}부터", "en": f"Start with {topic[2]}"},
                "text": {"ko": "첫 항목부터 차례로 읽는다.", "en": "Read on from the first entry."},
                "to": topic[0],
            }
            for topic in topics[:3]
        ],
        "collections": [topic[0] for topic in topics],
    }
    labels = LABELS | {f"kind_{kind[0]}": (kind[1], kind[2]) for kind in WORDS["kinds"]}
    _save(folder / "data" / "site.yml", site)
    _save(folder / "data" / "labels.yml", {key: {"ko": ko, "en": en} for key, (ko, en) in sorted(labels.items())})
    shutil.copytree(ROOT / "theme", folder / "theme", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "mkdocs.base.yml", folder / "mkdocs.base.yml")


def _save(path: Path, data: Any) -> None:
    _put(path, dump(data))


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def handbook(folder: Path) -> None:
    """Writes this handbook itself into a folder, without what was built from it but the drawings."""
    for name in ("data", "schemas", "templates", "theme", "docs/drawings"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "mkdocs.base.yml", folder / "mkdocs.base.yml")


def dump(data: Any) -> str:
    """Data as YAML, in the order in which it was given."""
    return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1_000_000)


def read(path: Path) -> Any:
    """What a YAML file says."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def orders(folder: Path) -> dict[str, list[str]]:
    """The ids of each collection of a project, in reading order."""
    names = read(folder / "data" / "site.yml")["collections"]
    return {one: read(folder / "data" / f"{one}.yml")["order"] for one in names}


def address(folder: Path, number: int) -> tuple[str, str]:
    """The collection and id of an entry."""
    return [(collection, id_) for collection, ids in orders(folder).items() for id_ in ids][number]


def place(folder: Path, number: int) -> Path:
    """The file of an entry."""
    collection, id_ = address(folder, number)
    return folder / "data" / collection / f"{id_}.yml"


def edited(path: Path) -> tuple[str, str]:
    """The text of an entry's file with its first sentence changed in both languages, and the token in it."""
    token = f"edition{uuid.uuid4().hex[:12]}"
    data = read(path)
    first = data["what"][0]
    new = {"ko": f"이 문장은 {token} 판에서 고쳤다.", "en": f"This sentence was changed in {token}."}
    for tag, sentence in new.items():
        first[tag] = f"{sentence} {first[tag].partition('. ')[2]}"
    return dump(data), token


def edit(folder: Path, number: int) -> tuple[Path, str]:
    """Changes one sentence of an entry in both languages; returns its file and the unique token now in it."""
    path = place(folder, number)
    text, token = edited(path)
    path.write_text(text, encoding="utf-8")
    return path, token


def retitle(folder: Path, number: int) -> Path:
    """Gives an entry a new title in both languages; returns its file."""
    path = place(folder, number)
    data = read(path)
    mark = uuid.uuid4().hex[:6]
    data["title"] = {"ko": f"{data['title']['ko']} {mark}", "en": f"{data['title']['en']} {mark}"}
    _save(path, data)
    return path


def add(folder: Path) -> Path:
    """Adds an entry at the end of the collection in the middle of the project; returns its file."""
    found = orders(folder)
    topics, sizes = WORDS["topics"][: len(found)], [len(ids) for ids in found.values()]
    middle = len(topics) // 2
    collection = topics[middle][0]
    id_ = name(sizes[middle])[0]
    path = folder / "data" / collection / f"{id_}.yml"
    _save(path, entry(topics, sizes, middle, sizes[middle]))
    words = read(folder / "data" / f"{collection}.yml")
    words["order"].append(id_)
    _save(folder / "data" / f"{collection}.yml", words)
    return path


def drop(folder: Path, path: Path) -> None:
    """Deletes the entry that `add` added last, to which nothing refers."""
    collection = path.parent.name
    words = read(folder / "data" / f"{collection}.yml")
    words["order"].remove(path.stem)
    path.unlink()
    _save(folder / "data" / f"{collection}.yml", words)


def reorder(folder: Path, number: int) -> None:
    """Moves an entry to the end of its collection."""
    collection, id_ = address(folder, number)
    words = read(folder / "data" / f"{collection}.yml")
    words["order"].remove(id_)
    words["order"].append(id_)
    _save(folder / "data" / f"{collection}.yml", words)


def relabel(folder: Path, mark: str) -> None:
    """Changes a word that stands on every page."""
    labels = read(folder / "data" / "labels.yml")
    labels["what"] = {tag: f"{word.partition(' · ')[0]} · {mark}" for tag, word in labels["what"].items()}
    _save(folder / "data" / "labels.yml", labels)


def restyle(folder: Path, mark: str) -> None:
    """Changes a style sheet."""
    path = folder / "theme" / "assets" / "handbook.css"
    path.write_text(path.read_text(encoding="utf-8") + f"/* {mark} */\n", encoding="utf-8")


def reframe(folder: Path, mark: str) -> None:
    """Changes the frame of every page."""
    path = folder / "theme" / "main.html"
    text = path.read_text(encoding="utf-8").partition("<!--")[0]
    path.write_text(f"{text.rstrip()}\n<!---->\n{{% block announce %}}{mark}{{% endblock %}}\n", encoding="utf-8")


def reshape(folder: Path, mark: str) -> None:
    """Changes a template."""
    place = Path("templates") / "sections" / "table.md.j2"
    _put(folder / place, f"{(ROOT / place).read_text(encoding='utf-8')}\n{mark}\n")


def reset(folder: Path, mark: str) -> None:
    """Changes the configuration."""
    path = folder / "mkdocs.base.yml"
    text = re.sub(r"toc_depth: \d", f"toc_depth: {3 + len(mark) % 3}", path.read_text(encoding="utf-8"))
    path.write_text(re.sub(r"# edition .*\n", "", text) + f"# edition {mark}\n", encoding="utf-8")


def rename(folder: Path, number: int) -> tuple[Path, Path]:
    """Moves an entry to another id and mends every reference to it; returns its file before and after."""
    collection, old = address(folder, number)
    new = f"{old}-renamed"
    before = folder / "data" / collection / f"{old}.yml"
    after = before.with_name(f"{new}.yml")
    before.rename(after)
    inside = re.compile(rf"\b{collection}/{old}(?![-\w])")
    own = {folder / "data" / f"{collection}.yml", folder / "data" / "diagrams" / f"{collection.replace('_', '-')}.yml"}
    for path in sorted((folder / "data").rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        if old in text:
            alone = path in own or path.parent.name == collection
            changed = dump(_renamed(read(path), old if alone else None, new, inside, f"{collection}/{new}"))
            if changed != text:
                path.write_text(changed, encoding="utf-8")
    return before, after


def _renamed(value: Any, old: str | None, new: str, inside: re.Pattern[str], full: str) -> Any:
    """A value with `old`, where it stands alone, as `new`, and with each address that matches `inside` as `full`."""
    if isinstance(value, dict):
        return {key: _renamed(part, old, new, inside, full) for key, part in value.items()}
    if isinstance(value, list):
        return [_renamed(part, old, new, inside, full) for part in value]
    if isinstance(value, str):
        return new if value == old else inside.sub(full, value)
    return value


def main() -> None:
    """Writes the project that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write a bilingual project of N entries into an empty folder.")
    parser.add_argument("entries", type=int, metavar="N")
    parser.add_argument("folder", type=Path, metavar="DIR")
    options = parser.parse_args()
    make(options.folder, options.entries)


if __name__ == "__main__":
    main()
