"""axe finds nothing, in every kind of page, in light and dark, on a phone and a desktop."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import DESKTOP, LANGUAGES, PHONE, Log, Site, entries, none_of, overviews, wait_for_scheme
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
SETTINGS = {
    "desktop-light": DESKTOP | {"color_scheme": "light"},
    "phone-dark": PHONE | {"color_scheme": "dark"},
    "desktop-dark": DESKTOP | {"color_scheme": "dark"},
    "phone-light": PHONE | {"color_scheme": "light"},
}


def violations(page: Page, path: str) -> list[str]:
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => (one.open = true))")
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{path}: {one['id']}: {node['target']}: {' '.join(node['html'].split())[:120]}: "
        f"{' '.join(check['message'] for check in node['any'][:1])}"
        for one in found
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize(("language", "setting"), [("ko", "phone-dark"), ("en", "desktop-light")])
def test_axe_finds_nothing_on_any_kind_of_page(site: Site, open_page: Open, language: str, setting: str):
    faults = []
    page = open_page(**SETTINGS[setting])
    for path in [
        f"{language}/",
        f"{language}/a-z/",
        f"{language}/translations/",
        *overviews(site, language),
        *entries(site, language),
    ]:
        page.goto(site.url + path)
        wait_for_scheme(page, "slate" if "dark" in setting else "default")
        faults += violations(page, path)
    none_of(faults)


@pytest.mark.parametrize("setting", SETTINGS)
def test_axe_finds_nothing_where_readers_choose_or_are_lost(site: Site, open_page: Open, log: Log, setting: str):
    faults = []
    page = open_page(**SETTINGS[setting])
    for path in ("", "gone/", *(f"{language}/gone/" for language in LANGUAGES)):
        log.expected_missing.add(site.url + path)
        page.goto(site.url + path)
        faults += violations(page, path or "/")
    none_of(faults)


@pytest.mark.parametrize("setting", ["desktop-dark", "phone-light"])
def test_axe_finds_nothing_while_searching_and_in_the_other_colours(site: Site, open_page: Open, setting: str):
    faults = []
    page = open_page(**SETTINGS[setting])
    for language in LANGUAGES:
        for path in (f"{language}/", f"{language}/learning-types/", f"{language}/training-stages/alignment/"):
            page.goto(site.url + path)
            wait_for_scheme(page, "slate" if "dark" in setting else "default")
            faults += violations(page, path)
        page.locator('header label.md-header__button[for="__search"]:visible, .md-search__input:visible').first.click()
        page.locator(".md-search__input").press_sequentially("RLHF")
        page.locator(".md-search-result__link").first.wait_for()
        page.wait_for_timeout(400)
        faults += violations(page, f"search in {language}")
    none_of(faults)
