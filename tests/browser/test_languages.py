"""The way to one's own language: the chooser, wrong addresses, the link between the two."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from conftest import LANGUAGES, PHONE, Log, Site
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

NOT_FOUND = {"ko": "찾는 쪽이 없다", "en": "Page not found"}


@pytest.mark.parametrize("locale, language", [("ko-KR", "ko"), ("en-US", "en"), ("ko", "ko")])
def test_the_chooser_leads_to_the_language_of_the_browser(site: Site, open_page: Open, locale: str, language: str):
    page = open_page(locale=locale)
    page.goto(site.url)
    page.wait_for_url(f"{site.url}{language}/")
    assert page.locator("html").get_attribute("lang") == language


def test_the_chooser_works_at_the_root_of_a_host_too(site_at_root: Site, open_page: Open):
    page = open_page(locale="en-GB")
    page.goto(site_at_root.url)
    page.wait_for_url(f"{site_at_root.url}en/")
    page.locator("header a.language").click()
    page.wait_for_url(f"{site_at_root.url}ko/")
    page.locator(".diagram__drawing a").first.click()
    page.wait_for_url(f"{site_at_root.url}ko/lifecycle/pre-training/")


def test_the_chooser_waits_when_it_does_not_know_the_reader(site: Site, open_page: Open):
    page = open_page(locale="fr-FR")
    page.goto(site.url)
    page.wait_for_timeout(200)
    assert page.url == site.url
    for language in LANGUAGES:
        assert page.locator(f'a[hreflang="{language}"]').is_visible()
    page.locator('a[hreflang="en"]').click()
    page.wait_for_url(f"{site.url}en/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chooser_prefers_the_language_chosen_before(site: Site, open_page: Open, language: str):
    page = open_page(locale="en-US" if language == "ko" else "ko-KR")
    page.add_init_script(f"localStorage.setItem('language', '{language}')")
    page.goto(site.url)
    page.wait_for_url(f"{site.url}{language}/")


def test_following_the_link_to_the_other_language_is_a_choice_that_is_remembered(site: Site, open_page: Open):
    page = open_page(locale="ko-KR")
    page.goto(f"{site.url}ko/terms/token/")
    page.locator("header a.language").click()
    page.wait_for_url(f"{site.url}en/terms/token/")
    page.goto(site.url)
    page.wait_for_url(f"{site.url}*/")
    assert page.url == f"{site.url}en/"


def test_the_chooser_works_without_scripts(site: Site, open_page: Open):
    page = open_page(locale="ko-KR", java_script_enabled=False, **PHONE)
    page.goto(site.url)
    assert page.url == site.url
    for language in LANGUAGES:
        assert page.locator(f'a[hreflang="{language}"]').is_visible()
    page.locator('a[hreflang="en"]').tap()
    page.wait_for_url(f"{site.url}en/")


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "wrong, shown",
    [
        ("ko/no/such/page/", "ko"),
        ("en/terms/tokenn/", "en"),
        ("en/old.html", "en"),
        ("old-address/", "both"),
        ("kor/terms/", "both"),
    ],
)
def test_a_wrong_address_meets_help_in_its_own_language(
    site: Site, open_page: Open, log: Log, wrong: str, shown: str, screen: dict
):
    page = open_page(**screen)
    log.expected_missing.add(site.url + wrong)
    response = page.goto(site.url + wrong)
    assert response.status == 404
    words = {tag: page.get_by_role("heading", level=1, name=NOT_FOUND[tag]).is_visible() for tag in LANGUAGES}
    assert words == {tag: shown in (tag, "both") for tag in LANGUAGES}
    if shown != "both":
        assert page.locator("html").get_attribute("lang") == shown
        assert NOT_FOUND[shown] in page.title()
    # Every style, image and script has come, or the log would say so. Every link that shows leads on.
    links = page.eval_on_selector_all(
        "section a[href], article a[href], header a[href]",
        "links => links.filter(link => link.checkVisibility()).map(link => link.href)",
    )
    assert len(links) >= 2
    for link in links:
        answer = page.request.get(link)
        assert answer.ok and "//" not in urlsplit(link).path, link
        assert shown == "both" or site.within(link).startswith(tuple(LANGUAGES)), link
    page.locator("section a[href]:visible, article a[href]:visible").first.click()
    page.wait_for_url(f"{site.url}{'ko' if shown == 'both' else shown}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_address_below_a_language_that_the_host_answers_with_the_page_of_the_root(
    site: Site, open_page: Open, log: Log, language: str
):
    """Hosts such as GitHub Pages know one 404.html only; its script hides the other language."""
    page = open_page()
    page.route(f"{site.url}{language}/gone/", lambda route: route.fulfill(status=404, path=site.file("404.html")))
    log.expected_missing.add(f"{site.url}{language}/gone/")
    page.goto(f"{site.url}{language}/gone/")
    for tag in LANGUAGES:
        assert page.get_by_role("heading", name=NOT_FOUND[tag]).is_visible() == (tag == language)
    assert page.locator("html").get_attribute("lang") == language
    page.locator("section:visible a").first.click()
    page.wait_for_url(f"{site.url}{language}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_to_the_other_language_shows_on_every_screen_and_leads_to_the_same_page(
    site: Site, open_page: Open, language: str
):
    other = next(tag for tag in LANGUAGES if tag != language)
    for screen in ({}, PHONE):
        page = open_page(**screen)
        for rest in ("", "methods/rlhf/", "sources/", "a-z/"):
            page.goto(f"{site.url}{language}/{rest}")
            page.locator("header a.language").click()
            page.wait_for_url(f"{site.url}{other}/{rest}")
            assert page.locator("html").get_attribute("lang") == other
