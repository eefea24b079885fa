"""The menu of a heading: every way to link to it, by mouse, keyboard and touch, with and without the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from conftest import DESKTOP, LANGUAGES, PHONE, PROJECT, SCREENS, Site, none_of, wait_for_scheme
from markdown import markdown
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

PAGE = "learning-types/supervised/"
SECTION = "choose"
FORMS = ["address", "short", "markdown", "rst", "html", "slack", "jira"]
LABELS = yaml.safe_load((PROJECT / "data/labels.yml").read_text(encoding="utf-8"))
TITLES = yaml.safe_load((PROJECT / "data/learning_types/supervised.yml").read_text(encoding="utf-8"))["title"]
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
HOSTILE = """A [b] | {c} <d> "e" 'f' `g` \\ *h* _i_ & &amp; ~j~ $k$ -l- !m! Ω 한"""


def opened(page: Page, heading: str = "h1") -> None:
    """Opens the menu of a heading by mouse."""
    page.locator(heading).hover()
    page.locator(f"{heading} .linker").click()
    expect(page.locator(".linking")).to_be_visible()


def copied(page: Page, form: str, heading: str = "h1") -> None:
    opened(page, heading)
    line(page, form).click()


def line(page: Page, form: str) -> Locator:
    """A line of the menu."""
    return page.locator(".linking button:not(.linking__close)").nth(FORMS.index(form))


def pasted(page: Page, rich: bool = False) -> str:
    """What a person finds who pastes: into a plain box, or as HTML into an editor with formatting."""
    page.evaluate(
        """rich => { const box = document.createElement(rich ? "div" : "textarea"); box.id = "paste";
        if (rich) box.contentEditable = "true"; document.body.append(box); box.focus(); }""",
        rich,
    )
    page.keyboard.press("Control+V")
    found = page.locator("#paste").inner_html() if rich else page.locator("#paste").input_value()
    page.evaluate("() => document.querySelector('#paste').remove()")
    return found


def expected(url: str, language: str, section: str = "") -> dict[str, str]:
    """What each line of the menu copies from the page, or from one of its sections."""
    title = TITLES[language] + (f" › {LABELS[section][language]}" if section else "")
    hash_ = f"#{section}" if section else ""
    page, short = f"{url}{language}/{PAGE}{hash_}", f"{url}go/{PAGE}{hash_}"
    return {
        "address": page,
        "short": short,
        "markdown": f"[{title}]({page})",
        "rst": f"`{title} <{page}>`__",
        "html": f'<a href="{page}">{title}</a>',
        "slack": f"{title} {page}",
        "jira": f"[{title}|{page}]",
    }


@pytest.mark.parametrize("section", ["", SECTION], ids=["page", "section"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_copies_the_link_in_its_form(site: Site, open_page: Open, language: str, section: str):
    page = open_page(**DESKTOP)
    page.goto(f"{site.url}{language}/{PAGE}?h=x#what")
    found = {}
    for form in FORMS:
        copied(page, form, f"#{section}" if section else "h1")
        expect(page.locator(".linking")).to_be_hidden()
        found[form] = pasted(page)

    assert found == expected(site.url, language, section)


@pytest.mark.parametrize("form", ["slack", "jira"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_editors_with_formatting_get_a_link(site: Site, open_page: Open, language: str, form: str):
    page = open_page(**DESKTOP)
    page.goto(f"{site.url}{language}/{PAGE}")
    copied(page, form, f"#{SECTION}")
    expect(page.locator(".linking")).to_be_hidden()
    link = BeautifulSoup(pasted(page, rich=True), "html.parser").a

    assert link["href"] == f"{site.url}{language}/{PAGE}#{SECTION}"
    assert link.text == f"{TITLES[language]} › {LABELS[SECTION][language]}"


def test_no_title_is_taken_for_markup(site: Site, open_page: Open):
    page = open_page(**DESKTOP)
    page.goto(f"{site.url}en/{PAGE}")
    page.evaluate("title => document.querySelector('h1').firstChild.replaceWith(title)", HOSTILE)
    found = {}
    for form in FORMS[2:]:
        copied(page, form)
        expect(page.locator(".linking")).to_be_hidden()
        found[form] = pasted(page)
    copied(page, "slack")
    rich = BeautifulSoup(pasted(page, rich=True), "html.parser")
    url = f"{site.url}en/{PAGE}"

    assert rich.a.text == HOSTILE
    for text in (markdown(found["markdown"]), found["html"]):
        soup = BeautifulSoup(text, "html.parser")
        assert (soup.a.text, soup.a["href"], len(soup.find_all())) == (HOSTILE, url, 1 + (text[:3] == "<p>"))
    assert found["rst"] == (
        f"""`A [b] | {{c}} \\<d\\> "e" 'f' \\`g\\` \\\\ *h* _i_ & &amp; ~j~ $k$ -l- !m! Ω 한 <{url}>`__"""
    )
    assert found["slack"] == f"{HOSTILE} {url}"
    assert found["jira"] == (
        """[A \\[b\\] \\| \\{c\\} <d> "e" 'f' `g` &#92; \\*h\\* \\_i\\_ & &amp; \\~j\\~ $k$ \\-l\\- \\!m\\! Ω 한|"""
        f"{url}]"
    )


@pytest.mark.parametrize("path", ["", "a-z/", "terms/", "sources/", "methods/pca/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_has_a_menu_and_every_address_leads_there(site: Site, open_page: Open, language: str, path: str):
    page = open_page(**DESKTOP)
    page.goto(f"{site.url}{language}/{path}")
    headings = page.locator(".md-content :is(h1, h2, h3)")
    ids = headings.evaluate_all("all => all.map(one => one.id)")
    names = page.locator(".md-content .linker").evaluate_all("all => all.map(one => one.ariaLabel)")
    last = len(ids) - 1
    headings.nth(last).hover()
    headings.nth(last).locator(".linker").click()
    title = page.locator(".linking__title").inner_text()
    line(page, "address").click()
    expect(page.locator(".linking")).to_be_hidden()

    assert names == [LABELS["link_menu"][language]] * len(ids)
    assert pasted(page) == f"{site.url}{language}/{path}" + ("" if ids[last] == "top" else f"#{ids[last]}")
    assert " › " in title or last == 0
    copied(page, "short")
    expect(page.locator(".linking")).to_be_hidden()
    assert pasted(page) == f"{site.url}go/{path}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_does_it_all_and_keeps_its_place(site: Site, open_page: Open, language: str):
    page = open_page(**DESKTOP)
    page.goto(f"{site.url}{language}/{PAGE}")
    here = "() => document.activeElement.textContent"
    page.locator("h1 .linker").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(here) == LABELS["link_address"][language]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(here) == LABELS["link_markdown"][language]
    page.keyboard.press("End")
    assert page.evaluate(here) == LABELS["link_jira"][language]
    page.keyboard.press("Home")
    page.keyboard.press("Escape")
    expect(page.locator(".linking")).to_be_hidden()
    assert page.evaluate("() => document.activeElement === document.querySelector('h1 .linker')")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".linking")).to_be_hidden()
    assert page.evaluate("() => document.activeElement === document.querySelector('h1 .linker')")
    assert pasted(page) == expected(site.url, language)["markdown"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_is_said_aloud_and_shown_for_a_while(site: Site, open_page: Open, language: str):
    page = open_page(**DESKTOP)
    page.goto(f"{site.url}{language}/{PAGE}")
    news = page.locator("[role=status].linking-news")
    assert news.count() == 1 and news.inner_text() == ""
    copied(page, "markdown")
    expect(news).to_have_text(LABELS["link_copied"][language])
    assert news.evaluate("one => getComputedStyle(one).opacity") == "1"
    expect(news).to_have_text("", timeout=6000)


@pytest.mark.parametrize("form", ["markdown", "slack"])
def test_without_permission_it_copies_the_old_way(site: Site, open_page: Open, form: str):
    page = open_page(**DESKTOP)
    page.context.grant_permissions(["geolocation"])  # which takes away all others
    page.goto(f"{site.url}en/{PAGE}")
    copied(page, form)
    expect(page.locator(".linking-news")).to_have_text(LABELS["link_copied"]["en"])

    assert pasted(page) == expected(site.url, "en")[form]
    if form == "slack":
        assert BeautifulSoup(pasted(page, rich=True), "html.parser").a["href"] == f"{site.url}en/{PAGE}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_where_nothing_may_copy_the_text_is_selected(site: Site, open_page: Open, form: str, language: str):
    page = open_page(**DESKTOP)
    page.context.grant_permissions(["geolocation"])
    page.add_init_script("document.execCommand = () => false")
    page.goto(f"{site.url}{language}/{PAGE}")
    copied(page, form)
    text = page.locator(".linking textarea")
    expect(text).to_be_focused()
    selected = text.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)")

    assert selected == expected(site.url, language)[form]
    assert page.get_by_role("textbox", name=LABELS["link_by_hand"][language]).is_visible()
    assert page.locator(".linking-news").inner_text() == ""
    page.keyboard.press("Control+C")
    expect(page.locator(".linking-news")).to_have_text(LABELS["link_copied"][language])
    assert pasted(page) == selected
    opened(page)
    assert text.is_hidden()


def test_fingers_find_everything_on_a_phone(site: Site, open_page: Open):
    page = open_page(**PHONE)
    page.goto(f"{site.url}ko/{PAGE}")
    opener = page.locator(f"#{SECTION} .linker")
    opener.scroll_into_view_if_needed()
    assert float(opener.evaluate("one => getComputedStyle(one).opacity")) == 1
    reached = opener.evaluate(
        """one => { const box = one.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        return [[0, 0], [21, 0], [-21, 0], [0, 21], [0, -21]].map(([right, down]) =>
          document.elementFromPoint(x + right, y + down) === one); }"""
    )
    assert reached == [True] * 5
    opener.tap()
    boxes = page.locator(".linking button").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.width, box.height, box.bottom])"
    )
    assert len(boxes) == 8
    assert [box for box in boxes if box[0] < 44 or box[1] < 44 or box[2] > 844] == []
    line(page, "markdown").tap()
    expect(page.locator(".linking-news")).to_have_text(LABELS["link_copied"]["ko"])
    assert pasted(page) == expected(site.url, "ko", SECTION)["markdown"]
    opener.tap()
    page.touchscreen.tap(195, 60)
    expect(page.locator(".linking")).to_be_hidden()
    opener.tap()
    page.locator(".linking__close").tap()
    expect(page.locator(".linking")).to_be_hidden()


@pytest.mark.parametrize("screen", SCREENS)
def test_the_menu_stays_on_the_screen(site: Site, open_page: Open, screen: str):
    faults = []
    page = open_page(**SCREENS[screen])
    for language in LANGUAGES:
        for path in (PAGE, "sources/", ""):
            page.goto(f"{site.url}{language}/{path}")
            openers = page.locator(".md-content .linker")
            for index in {0, openers.count() // 2, openers.count() - 1}:
                openers.nth(index).focus()
                page.keyboard.press("Enter")
                expect(page.locator(".linking")).to_be_visible()
                box = page.locator(".linking").bounding_box()
                size = page.viewport_size
                right, bottom = box["x"] + box["width"], box["y"] + box["height"]
                if box["x"] < 0 or box["y"] < 0 or right > size["width"] or bottom > size["height"]:
                    faults.append(f"{language}/{path} {index}: {box}")
                page.keyboard.press("Escape")
    none_of(faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_in_the_menu(site: Site, open_page: Open, screen: str, scheme: str):
    faults = []
    page = open_page(**SCREENS[screen], color_scheme=scheme)
    page.context.grant_permissions(["geolocation"])
    page.add_init_script("document.execCommand = () => false")
    for language in LANGUAGES:
        page.goto(f"{site.url}{language}/{PAGE}")
        wait_for_scheme(page, "slate" if scheme == "dark" else "default")
        page.locator("h1 .linker").focus()
        page.keyboard.press("Enter")
        for state in ("open", "by hand"):
            found = Axe().run(page, options=AXE).response["violations"]
            nodes = [(one["id"], node["html"][:120]) for one in found for node in one["nodes"]]
            faults += [f"{language} {state}: {rule}: {html}" for rule, html in nodes]
            page.keyboard.press("Enter")
    none_of(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_the_permalinks_remain(site: Site, open_page: Open, language: str):
    page = open_page(**DESKTOP, java_script_enabled=False)
    page.goto(f"{site.url}{language}/{PAGE}")
    link = page.locator(f"#{SECTION} .headerlink")

    assert link.get_attribute("href") == f"#{SECTION}"
    assert link.get_attribute("title") == LABELS["link_menu"][language]
    page.locator(f"#{SECTION}").hover()
    link.click()
    assert page.url == f"{site.url}{language}/{PAGE}#{SECTION}"


def test_the_menu_is_not_printed(site: Site, open_page: Open):
    page = open_page(**DESKTOP)
    page.goto(f"{site.url}en/{PAGE}")
    page.emulate_media(media="print")

    assert page.locator("h1 .linker").is_hidden()
    assert page.locator(".linking-news").is_hidden()


def test_a_page_from_a_disk_has_the_address_that_it_is_published_at(site: Site, open_page: Open):
    page = open_page(**DESKTOP)
    page.goto(f"file://{site.folder}/en/{PAGE}index.html")
    page.locator(f"#{SECTION} .linker").focus()
    page.keyboard.press("Enter")
    line(page, "markdown").click()
    expect(page.locator(".linking-news")).to_have_text(LABELS["link_copied"]["en"])

    assert pasted(page) == expected(site.url, "en", SECTION)["markdown"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_of_the_guide_are_what_the_menu_copies(site: Site, open_page: Open, language: str):
    written = yaml.safe_load((PROJECT / "data/site.yml").read_text(encoding="utf-8"))["url"]
    page = open_page(**DESKTOP)
    page.goto(f"{site.url}{language}/{PAGE}")
    real = {}
    for heading in ("h1", f"#{SECTION}"):
        for form in FORMS:
            copied(page, form, heading)
            expect(page.locator(".linking")).to_be_hidden()
            real[pasted(page).replace(site.url, written)] = (heading, form)
    page.goto(f"{site.url}{language}/guide/link-to-us/")
    shown = [one.strip() for one in page.locator("#samples ~ div:not(#by-name ~ div) pre code").all_inner_texts()]
    others = [one for one in shown if one not in real]

    assert {real[one] for one in shown if one in real} >= {("h1", form) for form in FORMS}
    assert {real[one][0] for one in shown if one in real} == {"h1", f"#{SECTION}"}
    assert len(others) == 3
    for one in others:
        address = one[one.index(written) :].split(")")[0].split('"')[0]
        published = PROJECT / "docs/copies" / address.removeprefix(written)
        assert published.is_file(), one
        assert (site.folder / address.removeprefix(written)).is_file(), one
    title = BeautifulSoup((Path(published).with_suffix(".svg")).read_text(encoding="utf-8"), "html.parser").title.text
    assert others[0].startswith(f"![{title}](") and f'alt="{title}"' in others[1]
