"""The live preview in a browser: what an editor sees of each edit."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import DESKTOP, PHONE, Log, none_of, wait_for_scheme
from playwright.sync_api import Browser, Page, expect
from previews import Served, served, until
from tea import HOUSE, run

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Start = Callable[..., Served]
FILE, WORDS, WORDS_JA = "data/teas/sencha.yml", "Leaves are steamed, then rolled.", "葉を蒸して揉む。"
MORE = "title: {en: Shizuoka, ja: 静岡}\nsummary: {en: Below a mountain., ja: 山の下。}\n"
LIMIT = 60_000


@pytest.fixture
def tea(built: Path, tmp_path: Path) -> Path:
    """A copy of the built book of tea with an address for edits."""
    return Path(shutil.copytree(built, tmp_path / "tea"))


@pytest.fixture
def start(tea: Path) -> Iterator[Start]:
    """Starts previews that outlive the pages of the test, if it is named before `open_page`."""
    with ExitStack() as stack:
        yield lambda *options, **env: stack.enter_context(served(tea, *options, **env))


@pytest.fixture
def preview(start: Start) -> Served:
    return start()


def comes(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(words, timeout=LIMIT)


def mark(page: Page) -> None:
    """Leaves something in the page that is gone when it is loaded again."""
    page.evaluate("() => { window.marked = true; }")


def is_marked(page: Page) -> bool:
    return page.evaluate("() => window.marked === true")


def top(page: Page, selector: str) -> float:
    return page.evaluate("selector => document.querySelector(selector).getBoundingClientRect().top", selector)


def wait_until_awake(preview: Served) -> None:
    """Until an edit is shown before the site has been built from it."""
    good = preview.files.read(FILE)

    def built() -> str:
        with suppress(FileNotFoundError):  # while a new site takes the place of the old
            return preview.files.read("site/en/teas/sencha/index.html")
        return ""

    for number in range(20):
        words = f"Attempt {number}."
        preview.files.write(FILE, good.replace(WORDS, words))
        assert preview.says("en/teas/sencha/", words)
        if words not in built():
            break
    else:
        pytest.fail("no edit was shown at once")
    preview.files.write(FILE, good)
    assert until(lambda: WORDS in built())


def test_an_edit_shows_in_both_languages_where_the_reader_is_in_its_own_page_first(preview: Served, open_page: Open):
    wait_until_awake(preview)
    english = open_page(**DESKTOP | {"viewport": {"width": 1280, "height": 300}})
    japanese, overview, other = (english.context.new_page() for _ in range(3))
    english.goto(f"{preview.url}en/teas/sencha/")
    japanese.goto(f"{preview.url}ja/teas/sencha/#formulas")
    overview.goto(f"{preview.url}en/a-z/")
    other.goto(f"{preview.url}en/teas/oolong/")
    english.evaluate("document.getElementById('formulas').scrollIntoView({ behavior: 'instant' })")
    japanese.evaluate("scrollBy({ top: -40, behavior: 'instant' })")
    before = [top(page, "#formulas") for page in (english, japanese)]
    for page in (english, japanese, overview, other):
        mark(page)

    longer = f"  - en: {'Long words. ' * 60}\n    ja: {'長い言葉。' * 60}\n  - en: {WORDS}"
    text = preview.files.read(FILE).replace(f"  - en: {WORDS}", longer)
    preview.files.write(FILE, text.replace("steeped tea", "rolled tea"))
    comes(english, "Long words.")
    comes(japanese, "長い言葉。")
    after = [top(page, "#formulas") for page in (english, japanese)]
    mark(english), mark(japanese)
    comes(overview, "rolled tea")

    assert after == pytest.approx(before, abs=2)
    assert english.evaluate("scrollY") > 300
    times = [page.evaluate("performance.timeOrigin") for page in (english, japanese, overview)]
    assert max(times[:2]) < times[2]
    assert [is_marked(page) for page in (english, japanese, overview, other)] == [True, True, False, True]


def test_a_page_stays_where_it_is_when_the_section_there_goes(preview: Served, open_page: Open):
    wait_until_awake(preview)
    good = preview.files.read(FILE)
    longer = f"  - en: {'Long words. ' * 300}\n    ja: 長い。\n  - en: {WORDS}"
    preview.files.write(FILE, good.replace(f"  - en: {WORDS}", longer))
    page = open_page(**DESKTOP | {"viewport": {"width": 1280, "height": 300}})
    page.goto(f"{preview.url}en/teas/sencha/")
    comes(page, "Long words.")
    page.evaluate("document.getElementById('formulas').scrollIntoView({ behavior: 'instant' })")
    before, section = page.evaluate("scrollY"), page.locator("#formulas")
    text = preview.files.read(FILE)
    preview.files.write(FILE, re.sub(r"^formulas:\n(?: .*\n)+", "", text, flags=re.MULTILINE))
    expect(section).to_have_count(0, timeout=LIMIT)

    end = "document.documentElement.scrollHeight - innerHeight"
    expect(page.locator("main")).to_be_visible()
    assert page.evaluate("scrollY") == pytest.approx(min(before, page.evaluate(end)), abs=2)
    assert before > 300


def test_styles_are_swapped_and_scripts_and_templates_reload(tea: Path, start: Start, open_page: Open):
    shutil.copytree(HOUSE / "theme", tea / "theme")
    base = tea / "mkdocs.base.yml"
    base.write_text(base.read_text().replace(f"custom_dir: {HOUSE}/theme", "custom_dir: theme"))
    (tea / "templates").mkdir()
    shutil.copy(HOUSE / "templates/entry.md.j2", tea / "templates")
    assert run(tea, "build").returncode == 0
    preview = start()
    english, japanese = (open_page(**DESKTOP), open_page(**DESKTOP))
    english.goto(f"{preview.url}en/teas/sencha/")
    japanese.goto(f"{preview.url}ja/")
    for size in ("7px", "9px"):
        mark(english), mark(japanese)
        style = preview.files.read("theme/assets/handbook.css")
        preview.files.write("theme/assets/handbook.css", style + f"\nbody {{ outline: {size} solid red }}\n")
        for page in (english, japanese):
            page.wait_for_function(
                "size => getComputedStyle(document.body).outlineWidth === size", arg=size, timeout=LIMIT
            )
            assert is_marked(page)
            links = page.locator('link[rel="stylesheet"][href*="handbook.css"]')
            expect(links).to_have_count(1)

    script = preview.files.read("theme/assets/linking.js")
    preview.files.write("theme/assets/linking.js", script + "\nwindow.second = true;\n")
    for page in (english, japanese):
        page.wait_for_function("() => window.second", timeout=LIMIT)

    template = preview.files.read("templates/entry.md.j2")
    preview.files.write("templates/entry.md.j2", template + "\n<p>0123</p>\n")
    comes(english, "0123")


def test_faults_lie_over_the_last_good_page_until_they_are_mended(preview: Served, open_page: Open, log: Log):
    wide, narrow = open_page(**DESKTOP, color_scheme="light"), open_page(**PHONE, color_scheme="dark")
    wide.goto(f"{preview.url}en/teas/sencha/")
    narrow.goto(f"{preview.url}ja/teas/sencha/")
    wait_for_scheme(narrow, "slate")
    good = preview.files.read(FILE)
    preview.files.write(FILE, good.replace("colour: green", "colour: grean").replace("region: uji", "region: uij"))

    for page in (wide, narrow):
        alert = page.get_by_role("alert")
        expect(alert).to_be_visible(timeout=LIMIT)
        expect(alert.get_by_role("heading")).to_have_text("2 faults")
        expect(alert.locator(".place")).to_have_text([f"{FILE}:9:9", f"{FILE}:11:9"])
        expect(alert.locator(".excerpt")).to_have_text(["9colour: grean", "11region: uij"])
        expect(alert.locator("mark")).to_have_text(["grean", "uij"])
        box, height = alert.bounding_box(), page.viewport_size["height"]
        assert (box["y"] >= height * 0.5, box["y"] + box["height"]) == (True, pytest.approx(height, abs=1))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        none_of(f"{one['id']}: {node['target']}" for one in found for node in one["nodes"] if "#preview" in str(node))
    expect(wide.locator("main")).to_contain_text(WORDS)
    wide.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    footer = wide.locator(".footer").bounding_box()
    assert footer["y"] + footer["height"] <= wide.get_by_role("alert").bounding_box()["y"] + 1

    wide.keyboard.press("Escape")
    chip = wide.get_by_role("button", name="2 faults")
    expect(wide.get_by_role("alert")).to_be_hidden()
    expect(chip).to_be_focused()
    wide.reload()
    expect(chip).to_be_visible()
    expect(wide.get_by_role("alert")).to_be_hidden()
    chip.click()
    expect(wide.get_by_role("alert")).to_be_visible()
    wide.get_by_role("button", name="Hide").click()

    preview.files.write(FILE, good.replace("region: uji", "region: uij"))
    for page in (wide, narrow):
        expect(page.get_by_role("alert").locator(".place")).to_have_text([f"{FILE}:11:9"], timeout=LIMIT)
    expect(wide.get_by_role("alert")).to_be_visible()

    mark(narrow)
    preview.files.write(FILE, good)
    for page in (wide, narrow):
        expect(page.get_by_role("alert")).to_be_hidden(timeout=LIMIT)
        expect(page.get_by_role("button", name="fault")).to_have_count(0)
    assert is_marked(narrow)


def test_half_a_file_is_no_fault_unless_it_stays_so(preview: Served, open_page: Open):
    page = open_page(**DESKTOP)
    page.goto(f"{preview.url}en/teas/sencha/")
    page.evaluate("""() => {
        const alert = document.getElementById("preview").shadowRoot.querySelector("section");
        new MutationObserver(() => { window.accused ||= !alert.hidden; }).observe(alert, { attributes: true });
    }""")
    good = preview.files.read(FILE)
    quick = 0
    while quick < 3:
        words = f"Attempt {time.monotonic_ns()}."
        start = time.monotonic()
        preview.files.write(FILE, good.replace(WORDS, words)[: len(good) // 2])
        time.sleep(0.3)  # what a slow editor takes between two writes
        preview.files.write(FILE, good.replace(WORDS, words))
        if time.monotonic() - start < 0.45:
            quick += 1
            comes(page, words)
            assert not page.evaluate("() => window.accused")

    preview.files.write(FILE, good[: len(good) // 2])
    expect(page.get_by_role("alert")).to_be_visible(timeout=LIMIT)
    preview.files.write(FILE, good)
    expect(page.get_by_role("alert")).to_be_hidden(timeout=LIMIT)
    comes(page, WORDS)


def test_new_renamed_and_deleted_entries_are_followed(tea: Path, start: Start, open_page: Open, log: Log):
    assert run(tea, "release", "--date", "2026-11-25").returncode == 0
    preview = start()
    page, other = open_page(**DESKTOP), open_page(**DESKTOP)
    page.goto(f"{preview.url}en/regions/uji/")
    other.goto(f"{preview.url}ja/regions/")
    assert run(tea, "rename", "regions/uji", "ujitawara").returncode == 0
    page.wait_for_url(f"{preview.url}en/regions/ujitawara/", timeout=LIMIT)

    preview.files.write("data/regions/more.yml", MORE)
    comes(other, "静岡")
    new = f"{preview.url}en/regions/more/"
    page.goto(new)
    comes(page, "Shizuoka")

    log.expected_missing.add(new)
    preview.files.delete("data/regions/more.yml")
    comes(page, "Not found")
    assert page.url == new
    preview.files.write("data/regions/more.yml", MORE)
    comes(page, "Shizuoka")


def test_an_edit_link_and_the_place_of_a_fault_open_the_editor(
    tea: Path, tmp_path: Path, start: Start, open_page: Open
):
    notes = tmp_path / "notes"
    notes.touch()
    (tmp_path / "editor").write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >> {notes}\n')
    (tmp_path / "editor").chmod(0o755)
    site = tea / "data/site.yml"
    site.write_text(site.read_text() + "edit_url: https://tea.example/book/edit/main/\n")
    preview = start(PRESS_EDITOR=f"{tmp_path}/editor {{file}} +{{line}} {{column}}")
    page = open_page(**DESKTOP)
    page.goto(f"{preview.url}en/teas/sencha/")
    edit = page.locator("a[rel~=edit]")
    edit.wait_for(timeout=LIMIT)
    edit.click()
    assert until(lambda: notes.read_text() == f"{tea}/{FILE} +1 1\n")
    assert page.url == f"{preview.url}en/teas/sencha/"

    preview.files.sub(FILE, "colour: green", "colour: grean")
    page.get_by_role("button", name=f"{FILE}:9:9").click(timeout=LIMIT)
    assert until(lambda: notes.read_text() == f"{tea}/{FILE} +1 1\n{tea}/{FILE} +9 9\n")


def test_many_tabs_follow_and_come_back_with_a_preview_that_was_started_again(start: Start, browser: Browser):
    context = browser.new_context()
    pages = [context.new_page() for _ in range(8)]  # a browser keeps six connections to a host
    preview = start()
    for page in pages:
        page.goto(f"{preview.url}en/teas/sencha/")
    preview.files.sub(FILE, WORDS, "Words of the second edition.")
    for page in pages:
        comes(page, "Words of the second edition.")
        mark(page)
    assert preview.stop() == (0, "")
    for page in pages:
        expect(page.get_by_role("status").filter(has_text="has ended")).to_be_visible(timeout=LIMIT)

    preview.files.sub(FILE, "Words of the second edition.", "Words of the third edition.")
    again = start(preview.port)
    for page in pages:
        comes(page, "Words of the third edition.")
        assert not is_marked(page)
        expect(page.get_by_role("status").filter(has_text="has ended")).to_have_count(0)
    assert again.stop() == (0, "")
    context.close()
