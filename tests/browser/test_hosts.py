"""Hosts with a strict policy, and sites built where diagrams could not be drawn."""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import DESKTOP, LANGUAGES, Log, Site, copy_project, serving, wait_for_scheme
from playwright.sync_api import Page

from press.host import site as host
from press.model import Language

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def strict_site(site: Site) -> Iterator[Site]:
    """The same files from a host that allows no script but those of the site."""
    scripts = {
        script.string
        for path in site.paths
        for script in site.soup(path).find_all("script", src=False)
        if script.string and script.get("type", "text/javascript") == "text/javascript"
    }
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in sorted(scripts)]
    policy = {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "style-src": "'self' 'unsafe-inline'",
        "script-src": " ".join(["'self'", *(f"'sha256-{one}'" for one in hashes)]),
    }
    header = "; ".join(f"{name} {value}" for name, value in policy.items())
    with serving("/team/docs/", {"Content-Security-Policy": header}) as server:
        server.folder = site.folder
        yield Site(site.folder, site.project, server.url)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_works_where_only_the_scripts_of_the_site_may_run(
    strict_site: Site, open_page: Open, log: Log, language: str
):
    page = open_page(**DESKTOP, color_scheme="light")
    page.goto(f"{strict_site.url}{language}/learning-types/supervised/")
    page.locator("[data-md-component=palette] label:visible").click()
    wait_for_scheme(page, "slate")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("DPO")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url(f"{strict_site.url}{language}/**/*")
    wait_for_scheme(page, "slate")
    log.expected_missing.add(f"{strict_site.url}gone/")
    page.goto(f"{strict_site.url}gone/")
    assert page.locator("section a").first.is_visible()
    page = open_page(locale=language)
    page.goto(strict_site.url)
    page.wait_for_url(f"{strict_site.url}{language}/")


@pytest.fixture(scope="module")
def undrawn_site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as a build makes it when no drawing is there and the library is."""
    pytest.importorskip("mermaidx")
    project = copy_project(tmp_path_factory.mktemp("undrawn") / "project", site.project)
    shutil.rmtree(project / "docs" / "drawings")
    with serving("/team/docs/") as server:
        languages = [Language("ko", "한국어", "ko"), Language("en", "English", "en")]
        host.build(project, languages, "https://example.org/model-training/", server.url)
        server.folder = (project / "site").resolve()
        yield Site(server.folder, project, server.url)


def test_the_browser_draws_a_diagram_that_the_build_did_not(undrawn_site: Site, open_page: Open, log: Log):
    path = "lifecycle/pre-training/"
    # mermaid2 writes such a page anew and with it `rel="alternate "` without its space: the theme then looks for these.
    folders = (f"ko/{path}", f"en/{path}", "api/v1/entries/lifecycle/")
    log.expected_missing |= {f"{undrawn_site.url}{folder}sitemap.xml" for folder in folders}
    page = open_page(**DESKTOP)
    page.goto(f"{undrawn_site.url}en/{path}")
    drawn = page.locator("div.mermaid")
    drawn.wait_for(timeout=15000)
    page.wait_for_function("() => document.querySelector('div.mermaid').getBoundingClientRect().height > 100")
    assert page.locator("pre.mermaid").count() == 0
    assert page.locator(".diagram__drawing").count() == 0


def test_a_page_without_such_a_diagram_does_not_fetch_the_library(undrawn_site: Site, open_page: Open):
    page = open_page(**DESKTOP)
    fetched = []
    page.on("request", lambda request: fetched.append(Path(request.url).name))
    page.goto(f"{undrawn_site.url}en/sources/")
    page.wait_for_timeout(300)
    assert "diagrams.js" in fetched and "diagrams-library.js" not in fetched


def test_an_undrawn_diagram_can_be_read_as_text_without_scripts(undrawn_site: Site, open_page: Open):
    page = open_page(**DESKTOP, java_script_enabled=False)
    page.goto(f"{undrawn_site.url}en/lifecycle/pre-training/")
    assert "flowchart" in page.locator("pre.mermaid").inner_text()
    page.locator("details.twin summary").click()
    assert page.locator("details.twin li").first.is_visible()
