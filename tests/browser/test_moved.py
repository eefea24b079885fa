"""Old addresses in a browser: pages and sections that have moved, and addresses without a language."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from conftest import DESKTOP, PHONE, PROJECT, Log, Site, build, copy_project, is_in_view, serving
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The handbook after a release and some changes of mind."""
    project = copy_project(tmp_path_factory.mktemp("moved") / "project")
    for arguments in (
        ["release", "--date", "2026-11-25"],
        ["rename", "methods/sft", "by-example"],
        ["rename", "methods#precisely", "exactly"],
        ["rename", "sources/hu-2021-lora", "lora-paper"],
        ["rename", "methods/dpo", "aside"],
        ["rename", "methods/bert", "dpo", "--take"],
        ["rename", "methods/aside", "bert", "--take"],
    ):
        command = [sys.executable, str(PROJECT / "build.py"), *arguments, "--project", str(project)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
    with serving("/team/docs/") as server:
        site = build(project, server.url)
        server.folder = site.folder
        yield site


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("methods/sft/", "methods/by-example/"),
        ("methods/sft/?from=team#how", "methods/by-example/?from=team#how"),
        ("methods/sft/#precisely", "methods/by-example/#precisely"),
        ("methods/gan/#precisely", "methods/gan/#precisely"),
        ("sources/#hu-2021-lora", "sources/#hu-2021-lora"),
    ],
)
def test_an_old_address_leads_on_with_query_and_section(
    moved: Site, open_page: Open, language: str, old: str, new: str
):
    page = open_page(**DESKTOP)
    page.goto(f"{moved.url}{language}/{old}")
    page.wait_for_url(f"{moved.url}{language}/{new}")

    if "#" in new:
        place = page.locator(f"[id='{new.partition('#')[2]}']")
        assert place.bounding_box()["y"] < DESKTOP["viewport"]["height"] / 3
        assert page.locator("main").is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_without_scripts_an_old_page_leads_on_too(moved: Site, open_page: Open, scripts: bool):
    page = open_page(**PHONE, java_script_enabled=scripts)
    page.goto(f"{moved.url}ko/methods/sft/")
    page.wait_for_url(f"{moved.url}ko/methods/by-example/")


def test_a_section_that_went_to_another_page_leads_there(moved: Site, open_page: Open):
    page = open_page(**DESKTOP)
    page.goto(f"{moved.url}en/methods/dpo/#formulas")
    page.wait_for_url(f"{moved.url}en/methods/bert/#formulas")

    page = open_page(**DESKTOP, java_script_enabled=False)
    page.goto(f"{moved.url}en/methods/dpo/#formulas")
    assert is_in_view(page, "[id='formulas'] a")
    page.goto(f"{moved.url}en/methods/dpo/")
    assert not page.locator("[id='formulas']").is_visible()


@pytest.mark.parametrize(("locale", "language"), [("ko-KR", "ko"), ("en-GB", "en")])
@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("go/methods/gan/#how", "methods/gan/#how"),
        ("go/methods/sft/", "methods/by-example/"),
        ("go/sources/lora-paper/", "sources/#lora-paper"),
        ("go/learning-types/", "learning-types/"),
        ("go/", ""),
    ],
)
def test_an_address_without_a_language_opens_in_the_reader_s(
    moved: Site, open_page: Open, locale: str, language: str, short: str, long: str
):
    page = open_page(locale=locale)
    page.goto(moved.url + short)
    page.wait_for_url(f"{moved.url}{language}/{long}")


def test_an_address_without_a_language_offers_both_where_neither_is_known(moved: Site, open_page: Open, log: Log):
    page = open_page(locale="fr-FR")
    page.goto(f"{moved.url}go/methods/gan/")

    assert page.locator("section a").evaluate_all("links => links.map(link => link.href)") == [
        f"{moved.url}ko/methods/gan/",
        f"{moved.url}en/methods/gan/",
    ]
    page.locator("section[lang=en] a").click()
    page.wait_for_url(f"{moved.url}en/methods/gan/")
