"""The pictures that chats show beside a link: of one size, with every word whole, and drawn once."""

from __future__ import annotations

import os
import struct
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tea import ROOT, Files, run

from press import cards
from press.cards import Card

LONG = "아주긴제목이띄어쓰기없이끝까지이어진다" * 16
EXTREMES = {
    "one letter": Card("왜", "한 글자다.", "용어", "AI 모델 학습 안내서"),
    "Korean": Card(
        "인간 피드백을 이용한 강화 학습(RLHF, reinforcement learning from human feedback)",
        "사람이 고른 답을 보고 무엇이 좋은 답인지 배운 보상 모델이, 다시 언어 모델을 가르친다. " * 2,
        "방법과 알고리즘",
        "AI 모델 학습 안내서",
    ),
    "English": Card(
        "Random Search for Hyper-Parameter Optimization in Antidisestablishmentarianistic Circumstances",
        "A method that draws settings at random and keeps the best. " * 4,
        "Methods and algorithms",
        "How AI models are trained",
    ),
    "300 letters without a space": Card(LONG[:300], "", "", "AI 모델 학습 안내서"),
    "300 letters, narrow": Card("supercalifragilistic" * 15, "and a word about it", "Terms", "A site"),
    "mixed scripts": Card("煎茶 sencha 센차 чай τσαι → ① ½ 5 ≤ 7", "漢字와 かな와 한글을 섞어 쓴다.", "緑茶", "茶の本"),
    "a long name of the site and of the collection": Card("제목", "글", "모음 " * 40, "이름이 아주 긴 사이트 " * 20),
    "a long text": Card("제목", "이 글은 카드에 다 들어가지 않을 만큼은 아니지만 꽤 길다. " * 9, "", "안내서"),
    "accents": Card("e\u0301te\u0301 cafe\u0301", "ä ö ü", "", ""),
}


def words(card: Card) -> str:
    return "".join([card.site, card.over, card.title, card.text])


@pytest.mark.parametrize("card", EXTREMES.values(), ids=EXTREMES)
def test_every_word_stands_whole_inside_the_middle_of_the_card(card: Card):
    card = Card(*map(cards.tidy, (card.title, card.text, card.over, card.site)))
    pieces = cards.lay_out(card)
    boxes = []
    for piece in pieces:
        left, top, right, bottom = cards.face(piece.size, piece.bold).getbbox(piece.words, anchor="ls")
        boxes.append((piece.x + left, piece.y + top, piece.x + right, piece.y + bottom))

    assert "".join(piece.words for piece in pieces).replace(" ", "") == words(card).replace(" ", "")
    assert [box for box in boxes if box[0] < 40 or box[1] < 15 or box[2] > 1160 or box[3] > 615] == []
    assert [
        (one.words, two.words)
        for one, above in zip(pieces, boxes, strict=True)
        for two, below in zip(pieces, boxes, strict=True)
        if one is not two and above[1] < below[3] and below[1] < above[3]
    ] == []


@pytest.mark.parametrize("card", EXTREMES.values(), ids=EXTREMES)
def test_a_card_is_a_png_of_the_size_that_chats_ask_for_and_no_letter_is_left_out(card: Card):
    picture, reason = cards.draw(card)

    assert picture.startswith(b"\x89PNG\r\n\x1a\n") and struct.unpack(">II", picture[16:24]) == (1200, 630)
    assert reason == ""
    assert len(picture) < 100_000


def test_the_letters_that_the_font_is_said_to_have_are_drawn_and_no_box_stands_for_them():
    face = cards.face(40, True)
    box = bytes(face.getmask("\U0010ffff"))
    hangul = [chr(code) for code in range(0xAC00, 0xD7A4, 37)]
    others = sorted(set("".join(map(words, EXTREMES.values()))) - {" ", "\u0301"})

    assert [one for one in hangul + others if one not in cards._letters()] == []
    assert [one for one in hangul + others if bytes(face.getmask(one)) == box] == []
    assert "\U0010ffff" not in cards._letters() and "ก" not in cards._letters()


def test_what_the_font_cannot_show_is_left_out_and_told():
    def drawn(card: Card) -> tuple[bytes, str]:
        return cards.draw(card)

    plain, _ = drawn(Card("차 마시기", "따뜻하게", "차", "안내서"))
    assert drawn(Card("차 🍵 마시기 👩🏽‍🔬🇰🇷1️⃣".replace("1️⃣", ""), "따뜻하게 ☕️", "차", "안내서"))[0] == plain
    assert "🍵" in drawn(Card("차 🍵 마시기", "따뜻하게", "차", "안내서"))[1]
    assert drawn(Card("ชา", "따뜻하게", "", "안내서"))[0] == drawn(Card("안내서", "", "", ""))[0]
    assert drawn(Card("차", "ชา 한 잔", "", "안내서"))[0] == drawn(Card("차", "", "", "안내서"))[0]
    assert drawn(Card("ชา", "", "", "ชา"))[0] == drawn(Card(""))[0]
    assert drawn(Card("차", "너무 길다 " * 900, "", "안내서")) == (
        drawn(Card("차", "", "", "안내서"))[0],
        "it has too many words for a card",
    )
    with pytest.raises(cards.NotDrawn, match="ช า"):
        cards.draw_whole(Card("ชา"))


def test_the_same_words_are_the_same_bytes():
    card = EXTREMES["Korean"]

    assert cards.draw(card) == cards.draw(card)


def test_the_stamp_of_a_card_changes_with_each_of_its_words_and_its_address_does_not():
    card = Card("title", "text", "over", "site")
    others = [Card("", "text", "over", "site"), Card("title", "t", "over", "site"), Card("title", "text", "o", "site")]

    assert len({cards.stamp(one) for one in [card, *others, Card("title", "text", "over", "s")]}) == 5
    assert cards.stamp(Card("title", "text", "over", "site")) == cards.stamp(card)
    assert cards.place("teas/sencha/") == "cards/teas/sencha.png"
    assert cards.place("teas/") == "cards/teas.png"
    assert cards.place("") == "cards/index.png"


PAGES = {
    "index.md": "cards/index.png",
    "a-z.md": "cards/a-z.png",
    "translations.md": "cards/translations.png",
    "teas/index.md": "cards/teas.png",
    "teas/sencha.md": "cards/teas/sencha.png",
    "teas/oolong.md": "cards/teas/oolong.png",
    "regions/index.md": "cards/regions.png",
    "regions/uji.md": "cards/regions/uji.png",
    "regions/fujian.md": "cards/regions/fujian.png",
}


def meta(path: Path) -> dict[str, str]:
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    return {
        one.get("property") or one.get("name"): one["content"]
        for one in soup.find_all("meta", content=True)
        if one.get("property") or one.get("name")
    }


def test_every_page_names_its_card_by_its_whole_address(built: Path):
    files = {path.relative_to(built / "site").as_posix() for path in (built / "site").rglob("cards/**/*.png")}
    named = {}
    for tag in ("en", "ja"):
        for page, place in PAGES.items():
            said = meta(built / "site" / tag / page.removesuffix("index.md").removesuffix(".md") / "index.html")
            head = cards.said((built / "docs" / tag / page).read_text(encoding="utf-8"))
            named[f"{tag}/{place}"], _, stamp = said["og:image"].partition("?v=")
            assert stamp == head["card"]
            assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
            assert said["og:image:alt"] == said["og:title"] == head["title"]
            assert said["twitter:card"] == "summary_large_image"
    root = meta(built / "site" / "index.html")

    assert named == {place: f"https://tea.example/book/{place}" for place in named}
    assert root["og:image"].partition("?v=")[0] == "https://tea.example/book/cards/index.png"
    assert root["og:title"] == root["og:image:alt"] == "Book of tea · 茶の本"
    assert files == {*named, "cards/index.png"}


def cached(project: Files) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (project.root / ".cache/cards").iterdir()}


def test_only_the_card_whose_words_change_is_drawn_anew(site: Files):
    assert run(site.root, "build").returncode == 0
    before = cached(site)
    site.sub("data/teas/sencha.yml", "Leaves are steamed, then rolled.", "Leaves are steamed.")
    assert run(site.root, "build").returncode == 0
    assert cached(site) == before
    site.sub("data/teas/sencha.yml", "en: Sencha", "en: Steamed tea")
    assert run(site.root, "build").returncode == 0
    after = cached(site)

    assert (len(after.keys() - before.keys()), len(before.keys() - after.keys())) == (1, 1)
    assert {name: after[name] for name in after.keys() & before.keys()} == {
        name: before[name] for name in after.keys() & before.keys()
    }
    new = site.root / ".cache/cards" / (after.keys() - before.keys()).pop()
    assert (site.root / "site/en/cards/teas/sencha.png").read_bytes() == new.read_bytes()


def test_a_card_that_is_lost_comes_back_and_one_of_a_page_that_is_gone_goes(site: Files):
    lost = site.root / "site/ja/cards/teas/sencha.png"
    picture = lost.read_bytes()
    lost.unlink()
    assert run(site.root, "build").returncode == 0
    assert lost.read_bytes() == picture
    site.delete("data/regions/uji.yml")
    site.sub("data/teas/sencha.yml", "region: uji", "region: fujian")
    site.sub("data/teas/sencha.yml", "[[regions/uji]]", "Uji")
    site.sub("data/teas/sencha.yml", "[[regions/uji|宇治]]", "宇治")
    assert run(site.root, "build").returncode == 0

    assert not (site.root / "site/ja/cards/regions/uji.png").exists()
    assert (site.root / "site/ja/cards/regions/fujian.png").exists()


def test_without_the_packages_no_page_names_a_card(site: Files, tmp_path: Path):
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "sitecustomize.py").write_text(
        "import importlib.metadata as metadata\n"
        "known = metadata.version\n"
        "def version(name):\n"
        "    if name == 'pillow':\n"
        "        raise metadata.PackageNotFoundError(name)\n"
        "    return known(name)\n"
        "metadata.version = version\n"
    )
    path = os.pathsep.join([str(tmp_path / "away"), *filter(None, [os.environ.get("PYTHONPATH")])])
    result = run(site.root, "build", PYTHONPATH=path)
    named = [page for page in (site.root / "site").rglob("*.html") if "og:image" in page.read_text(encoding="utf-8")]

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert named == []
    assert list((site.root / "site").rglob("cards")) == []


def test_what_is_lacking_is_said(monkeypatch: pytest.MonkeyPatch):
    def away(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(cards, "version", away)
    cards.drawn_by.cache_clear()
    cards.lacking.cache_clear()
    try:
        assert cards.lacking() == "pillow is not installed; run: pip install '.[cards]'"
    finally:
        monkeypatch.undo()
        cards.drawn_by.cache_clear()
        cards.lacking.cache_clear()


def test_the_handbook_names_the_card_that_its_words_make():
    for tag in ("ko", "en"):
        docs = ROOT / "docs" / tag
        site = cards.said((docs / "index.md").read_text(encoding="utf-8"))["title"]
        for path in docs.rglob("*.md"):
            said = cards.said(path.read_text(encoding="utf-8"))
            whole = path.name == "index.md" or path.parent == docs
            over = "" if whole else cards.said(path.with_name("index.md").read_text(encoding="utf-8"))["title"]
            assert said["card"] == cards.stamp(cards.make_card(said["title"], said["description"], over, site)), path
