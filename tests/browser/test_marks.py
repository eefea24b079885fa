"""A half-translated book in a browser: what readers see of words that are behind, missing, or a machine's."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import DESKTOP, PHONE, none_of, wait_for_scheme
from playwright.sync_api import Page, expect
from previews import Served, served
from tea import Files, run

pytestmark = pytest.mark.browser
SENCHA = "data/teas/sencha.yml"
SETTINGS = {"phone": (PHONE, "dark", "slate"), "desktop": (DESKTOP, "light", "default")}


@pytest.fixture(scope="module")
def partly(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The book of tea with a sentence that was left behind, one that is missing, and one that nobody has reviewed."""
    files = Files(Path(shutil.copytree(built, tmp_path_factory.mktemp("partly") / "tea")))
    files.sub("data/site.yml", "title:", "translations: fallback\ntitle:")
    files.sub("data/regions/uji.yml", "  ja: 京都の近くの町。\n", "")
    assert run(files.root, "build").returncode == 0
    files.sub(SENCHA, "Leaves are steamed, then rolled.", "Leaves are steamed, rolled and dried.")
    assert run(files.root, "translations", "draft", "teas/sencha.summary", "--lang", "ja").returncode == 0
    assert run(files.root, "build").returncode == 0
    with served(files.root) as preview:
        yield preview


@pytest.mark.parametrize("setting", SETTINGS)
def test_marks_are_quiet_words_beside_what_they_are_about(
    partly: Served, open_page: Callable[..., Page], setting: str
):
    screen, colours, scheme = SETTINGS[setting]
    page = open_page(**screen, color_scheme=colours)
    page.goto(f"{partly.url}ja/teas/sencha/")
    wait_for_scheme(page, scheme)

    expect(page.locator("li, p").filter(has_text="葉を蒸して揉む。").locator(".state--stale")).to_have_text("(更新前)")
    expect(page.locator(".lead .state--unreviewed")).to_have_text("(確認前)")
    expect(page.locator(".standing")).to_have_text("翻訳の状態: 更新前 1 · 確認前 1")
    words, note = (page.locator(one).first for one in (".lead", ".lead .state"))
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    assert note.evaluate(size) < words.evaluate(size)

    page.goto(f"{partly.url}ja/regions/uji/")
    expect(page.locator(".lead [lang=en]")).to_have_text("A town near Kyoto.")
    expect(page.locator(".lead .state--missing")).to_have_text("(未訳)")
    page.locator(".standing a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("翻訳の状態")
    expect(page.get_by_role("row", name="合計").get_by_role("cell")).to_have_text(
        ["合計", re.compile(r"^\d+$"), "1", "1", "1"]
    )


@pytest.mark.parametrize("setting", SETTINGS)
def test_axe_finds_nothing_in_a_half_translated_book(partly: Served, open_page: Callable[..., Page], setting: str):
    screen, colours, scheme = SETTINGS[setting]
    page = open_page(**screen, color_scheme=colours)
    faults = []
    for path in ("ja/teas/sencha/", "ja/regions/uji/", "ja/regions/", "ja/translations/"):
        page.goto(partly.url + path)
        wait_for_scheme(page, scheme)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        faults += [f"{path}: {one['id']}: {node['html']}" for one in found for node in one["nodes"]]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path

    none_of(faults)
