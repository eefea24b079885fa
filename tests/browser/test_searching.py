"""The search in the page: by hand, input method, keyboard and thumb, from a disk, and when it fails."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DESKTOP, PROJECT, SCREENS, Log, Site, serving
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
BOX = ".md-search__input"
LINK = ".md-search-result__link"
META = ".md-search-result__meta"
SUPERVISED = "learning-types/supervised/"


def searching(page: Page, site: Site, language: str, screen: str = "desktop") -> None:
    """Opens a page and turns to its search."""
    page.goto(f"{site.url}{language}/methods/dpo/", wait_until="networkidle")
    if screen == "phone":
        page.locator('header label.md-header__button[for="__search"]').tap()
    else:
        page.keyboard.press("/")
    page.locator(f"{BOX}:focus").wait_for()


def first(page: Page, result: str) -> None:
    """Waits until a page comes first."""
    page.wait_for_function(
        "([link, result]) => document.querySelector(link)?.pathname.endsWith(result)", arg=[LINK, result], timeout=8000
    )


def compose(page: Page, states: list[str], last: str = "") -> None:
    """Types as an input method does: every state of what is composed, then the text that comes of it."""
    session = page.context.new_cdp_session(page)
    for state in states:
        session.send(
            "Input.imeSetComposition", {"text": state, "selectionStart": len(state), "selectionEnd": len(state)}
        )
    if last:
        session.send("Input.insertText", {"text": last})


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("query", ["지도 학습을", "ㅈㄷㅎㅅ", "wlehgkrtmq", "supervized"])
def test_what_is_typed_key_by_key_is_found(site: Site, open_page: Open, screen: str, language: str, query: str):
    page = open_page(**SCREENS[screen])
    searching(page, site, language, screen)
    page.locator(BOX).press_sequentially(query)
    first(page, SUPERVISED)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_state_of_the_input_method_finds_the_page(site: Site, open_page: Open, screen: str):
    page = open_page(**SCREENS[screen])
    searching(page, site, "ko", screen)
    compose(page, ["ㅈ", "지"], "지")
    for states, text in [(["ㄷ", "도"], "도"), (["ㅎ", "하", "학"], "학"), (["ㅅ", "스", "습"], "")]:
        compose(page, states[:-1])
        compose(page, states[-1:])
        page.wait_for_function("([link]) => document.querySelectorAll(link).length > 0", arg=[LINK])
        compose(page, [], text)
    first(page, SUPERVISED)
    assert page.locator(BOX).input_value() == "지도학습"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_is_fetched_before_a_reader_turns_to_the_search(site: Site, open_page: Open, language: str):
    page = open_page(**DESKTOP)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.removeprefix(site.url)))
    page.goto(f"{site.url}{language}/methods/dpo/", wait_until="networkidle")
    before = [url for url in fetched if "find/" in url or "/search" in url or "workers" in url]
    page.keyboard.press("/")
    page.keyboard.type("RLHF")
    first(page, "methods/rlhf/")

    assert before == [f"{language}/assets/search/material.js"]


def test_a_result_leads_to_its_section_and_the_page_marks_the_words(site: Site, open_page: Open):
    page = open_page(**DESKTOP)
    searching(page, site, "ko")
    page.locator(BOX).press_sequentially("라벨을 다는 비용")
    page.locator(f'{LINK}[href*="#"]').first.wait_for()
    where = page.locator(f'{LINK}[href*="#"]').first.get_attribute("href")
    assert page.locator(f"{LINK} mark").count() > 0
    page.locator(f'{LINK}[href*="#"]').first.click()
    page.wait_for_url(where)
    page.locator("article mark").first.wait_for()
    assert page.evaluate("() => document.getElementById(location.hash.slice(1)) !== null")


def test_the_keyboard_alone_opens_chooses_goes_and_closes(site: Site, open_page: Open):
    page = open_page(**DESKTOP)
    searching(page, site, "en")
    page.keyboard.type("supervised")
    first(page, SUPERVISED)
    page.keyboard.press("ArrowDown")
    assert "md-search-result__link" in page.evaluate("() => document.activeElement.className")
    page.keyboard.press("Escape")
    assert not page.locator("#__search").is_checked()
    page.keyboard.press("s")
    page.keyboard.type("supervised")
    first(page, SUPERVISED)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}en/{SUPERVISED}*")


def test_a_form_that_is_sent_opens_the_best_result(site: Site, open_page: Open):
    page = open_page(**DESKTOP)
    searching(page, site, "en")
    page.keyboard.type("supervised")
    first(page, SUPERVISED)
    page.locator(".md-search__form").evaluate("(form) => form.requestSubmit()")
    page.wait_for_url(f"{site.url}en/{SUPERVISED}*")


def test_a_result_that_is_being_pressed_is_not_drawn_again(site: Site, open_page: Open):
    page = open_page(**DESKTOP)
    page.route("**/assets/find/t*.js*", lambda route: (page.wait_for_timeout(200), route.continue_()))
    searching(page, site, "en")
    page.keyboard.type("supervised")
    page.locator(LINK).first.hover()
    page.mouse.down()
    page.locator(LINK).first.evaluate("(link) => (link.pressed = true)")
    page.wait_for_timeout(1500)
    assert page.locator(LINK).first.evaluate("(link) => link.pressed")
    page.mouse.up()
    page.wait_for_url(f"{site.url}en/{SUPERVISED}*")


def test_a_search_can_be_shared_and_come_back_to(site: Site, open_page: Open):
    page = open_page(**DESKTOP)
    searching(page, site, "ko")
    page.locator(BOX).press_sequentially("환각")
    first(page, "terms/hallucination/")
    shared = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}ko/terms/hallucination/*")
    page.go_back()
    first(page, "terms/hallucination/")
    assert (page.url, page.locator(BOX).input_value()) == (shared, "환각")
    other = open_page(**DESKTOP)
    other.goto(shared)
    first(other, "terms/hallucination/")
    other.keyboard.press("Escape")
    other.wait_for_function("() => !location.search")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_screen_readers_are_told_the_name_and_the_count(site: Site, open_page: Open, language: str):
    page = open_page(**DESKTOP)
    searching(page, site, language)
    page.keyboard.type("RLHF")
    first(page, "methods/rlhf/")

    assert page.get_by_role("status").first.inner_text()[:1].isdigit()
    assert page.locator("[role=dialog]").first.get_attribute("aria-label")


@pytest.mark.parametrize("query", ["뷁쉛", "😀😀", "qqqqzzzz", "שלום"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_where_nothing_is_found_there_is_a_way_on(site: Site, open_page: Open, language: str, query: str):
    page = open_page(**DESKTOP)
    searching(page, site, language)
    page.locator(BOX).fill(query)
    page.locator(f'{LINK}[href*="{language}/a-z/"]').wait_for()

    assert "A–Z" in page.locator(META).inner_text() or "찾아보기" in page.locator(META).inner_text()


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", "a" * 5000, "지도 학습" * 800, "\ud800", "\u0000\u0007", "‮gnitirw"]
)
def test_strange_input_is_only_text(site: Site, open_page: Open, query: str):
    page = open_page(**DESKTOP)
    searching(page, site, "ko")
    page.evaluate(
        """([box, query]) => {
          document.querySelector(box).value = query;
          document.querySelector(box).dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        [BOX, query],
    )
    page.locator(LINK).first.wait_for()

    assert page.evaluate("() => document.querySelectorAll('.md-search-result script').length") == 0


@pytest.mark.parametrize("break_", ["lost", "truncated"])
def test_a_broken_index_is_told_in_a_plain_sentence(site: Site, open_page: Open, log: Log, tmp_path: Path, break_: str):
    folder = Path(shutil.copytree(site.folder, tmp_path / "site"))
    file = folder / "ko/assets/find/n.js"
    with serving("/team/docs/") as server:
        server.folder = folder
        broken = Site(folder, site.project, server.url)
        if break_ == "lost":
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[:500])
        page = open_page(**DESKTOP)
        page.context.on(
            "request", lambda request: log.expected_missing.add(request.url) if "n.js" in request.url else None
        )
        searching(page, broken, "ko")
        page.keyboard.type("RLHF")
        page.locator(f'{LINK}[href*="ko/a-z/"]').wait_for()

        assert "검색 자료를 받지 못했다" in page.locator(META).inner_text()


def test_a_script_in_a_title_is_shown_letter_by_letter(site: Site, open_page: Open, tmp_path: Path):
    folder = Path(shutil.copytree(site.folder, tmp_path / "site"))
    for file in (folder / "en/assets/find").iterdir():
        file.write_text(
            file.read_text("utf-8").replace("Hallucination", "<img src=x onerror=alert(1)>Hallucination"), "utf-8"
        )
    with serving("/team/docs/") as server:
        server.folder = folder
        page = open_page(**DESKTOP)
        searching(page, Site(folder, site.project, server.url), "en")
        page.keyboard.type("Hallucination")
        first(page, "terms/hallucination/")

        assert page.locator(LINK).first.inner_text().startswith("<img src=x onerror=alert(1)>Hallucination")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_it_works_from_an_unpacked_zip(site: Site, open_page: Open, language: str):
    page = open_page(**DESKTOP)
    page.goto((site.folder / language / "methods" / "dpo" / "index.html").as_uri())
    page.locator(BOX).click()
    page.keyboard.type("wlehgkrtmq")
    page.wait_for_function("(link) => document.querySelector(link)?.href.includes('supervised/index.html')", arg=LINK)
    page.locator(LINK).first.click()
    page.wait_for_url(f"**/{language}/{SUPERVISED}index.html*")


def test_the_engine_needs_no_host(site: Site, open_page: Open):
    page = open_page(**DESKTOP)
    page.goto(f"{site.url}404.html")
    page.set_content("<p id=answer></p>")
    page.add_script_tag(content=(PROJECT / "theme/assets/search/engine.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        """async (folder) => {
          const load = async (name) => contentOf(await (await fetch(`${folder}${name}.js`)).text());
          const results = await makeSearch(load)("지도학습을");
          document.getElementById("answer").textContent = results[0].title.map(([words]) => words).join("");
          return results[0].url;
        }""",
        f"{site.url}ko/assets/find/",
    )

    assert (found, page.locator("#answer").inner_text()) == (SUPERVISED, "지도 학습")
