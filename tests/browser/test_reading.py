"""Reading: on narrow and wide screens, by search, by keyboard, in the dark, without scripts, on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import (
    DESKTOP,
    LANGUAGES,
    PHONE,
    SCREENS,
    Site,
    entries,
    none_of,
    overviews,
    wait_for_scheme,
)
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

WIDE = """width => {
  const faults = [];
  const page = document.documentElement;
  if (page.scrollWidth > width) faults.push(`scrolls sideways to ${page.scrollWidth}`);
  // What sticks out although the page hides it, scrolling boxes aside.
  const walker = document.createTreeWalker(document.querySelector("article, main"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    if (!node.data.trim() || !node.parentElement.checkVisibility()) continue;
    if (node.parentElement.closest("pre, math, thead, .headerlink, .md-nav, .md-sidebar")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.right > width + 1 || box.left < -1) faults.push(`sticks out: ${node.data.trim().slice(0, 40)}`);
  }
  return faults;
}"""

CELLS = """() => [...document.querySelectorAll(".comparison td")].filter((cell) => {
  if (!cell.textContent.trim()) return false;
  const range = document.createRange();
  range.selectNodeContents(cell);
  const box = range.getBoundingClientRect();
  const style = getComputedStyle(cell);
  return !(cell.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width > 4 && box.height > 8
    && box.left >= -1 && box.right <= innerWidth + 1 && parseFloat(style.fontSize) >= 11);
}).map((cell) => cell.textContent.trim().slice(0, 40))"""

FOCUS = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = (element.querySelector("rect") ?? element).getBoundingClientRect();
  return {
    kind: element.closest(".diagram__drawing") ? "node"
      : element.matches(".md-skip") ? "skip"
      : element.matches("a.language") ? "language"
      : element.matches(".md-search__input") ? "search"
      : element.matches(".md-option") ? "palette"
      : element.tagName.toLowerCase(),
    address: element.href?.baseVal ?? element.getAttribute("href"),
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
    stroke: element.querySelector("rect") ? getComputedStyle(element.querySelector("rect")).stroke : "",
    inside: box.width > 0 && box.height > 0 && box.top < innerHeight && box.bottom > 0,
  };
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_scrolls_sideways_and_no_words_stick_out(site: Site, open_page: Open, language: str):
    faults = []
    page = open_page(**DESKTOP, reduced_motion="reduce")
    for path in [f"{language}/", f"{language}/a-z/", *overviews(site, language), *entries(site, language)]:
        page.goto(site.url + path)
        for width in (360, 390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            faults += [f"{path} at {width}: {fault}" for fault in page.evaluate(WIDE, width)]
    none_of(faults)


def test_the_pages_of_the_root_do_not_scroll_sideways(site: Site, open_page: Open):
    faults = []
    page = open_page(java_script_enabled=False)
    for path in ("", "404.html"):
        for width in (360, 390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(site.url + path)
            faults += [f"/{path} at {width}: {fault}" for fault in page.evaluate(WIDE, width)]
    none_of(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_at_all_scrolls_sideways_on_the_narrowest_phone(site: Site, open_page: Open, language: str):
    """Without scripts, which is faster, and harder: the theme's own wrap wide tables."""
    faults = []
    page = open_page(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    for path in [path for path in site.pages if path.startswith(f"{language}/")]:
        page.goto(site.url + path)
        faults += [f"{path}: {fault}" for fault in page.evaluate(WIDE, 360)]
    none_of(faults)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_of_a_comparison_can_be_read(site: Site, open_page: Open, language: str, screen: str):
    faults, compared = [], 0
    page = open_page(**SCREENS[screen])
    for path in overviews(site, language):
        page.goto(site.url + path)
        compared += page.locator(".comparison td").count()
        faults += [f"{path}: {cell}" for cell in page.evaluate(CELLS)]
    none_of(faults)
    assert compared > 100


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(
    "language, query, result",
    [
        ("ko", "양자화", "terms/quantization/"),
        ("ko", "강화", "learning-types/reinforcement/"),
        ("ko", "RLHF", "methods/rlhf/"),
        ("en", "reinforcement", "learning-types/reinforcement/"),
        ("en", "hallucination", "terms/hallucination/"),
        ("en", "DPO", "methods/dpo/"),
    ],
)
def test_searching_finds_the_page_and_leads_there(
    site: Site, open_page: Open, screen: str, language: str, query: str, result: str
):
    page = open_page(**SCREENS[screen])
    page.goto(f"{site.url}{language}/")
    if screen == "phone":
        page.locator('header label.md-header__button[for="__search"]').tap()
    else:
        page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(query)
    link = page.locator(f'.md-search-result__link[href*="{language}/{result}"]').first
    link.wait_for(timeout=20_000)
    assert page.locator(".md-search-result__link").first.get_attribute("href") == link.get_attribute("href")
    if screen == "phone":
        link.tap()
    else:
        page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}{language}/{result}*")
    page.locator("article mark").first.wait_for()  # what was searched for is marked


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(
    site: Site, open_page: Open, language: str, scheme: str
):
    page = open_page(**DESKTOP, color_scheme=scheme)
    page.goto(f"{site.url}{language}/")
    nodes = page.locator(".diagram__drawing a").count()
    still = page.eval_on_selector_all(".diagram__drawing a rect", "all => all.map(one => getComputedStyle(one).stroke)")
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        page.wait_for_timeout(20)
        stops.append(page.evaluate(FOCUS))
        if sum(stop["kind"] == "node" for stop in stops) == nodes:
            break
    kinds = [stop["kind"] for stop in stops]
    assert kinds[0] == "skip"
    assert kinds.index("language") < kinds.index("node") and kinds.index("search") < kinds.index("node")
    assert kinds.count("node") == nodes == 5
    marked = [stop for stop in stops if stop["kind"] == "node"]
    unseen = [stop for stop in stops if stop["kind"] in ("skip", "language", "a") and not stop["outline"]]
    unseen += [stop for stop, before in zip(marked, still, strict=True) if stop["stroke"] == before]
    unseen += [stop for stop in stops if stop["kind"] in ("skip", "language", "search", "node") and not stop["inside"]]
    none_of(f"{stop['kind']} {stop['address']}: focus does not show" for stop in unseen)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}{language}/lifecycle/my-fine-tuning/")


def test_the_skip_link_leads_past_the_header(site: Site, open_page: Open):
    for language in LANGUAGES:
        page = open_page(**DESKTOP)
        page.goto(f"{site.url}{language}/methods/pca/")
        page.keyboard.press("Tab")
        assert page.locator(".md-skip").is_visible()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("() => !!document.activeElement.closest('article')")


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_and_the_colours_work_by_keyboard(site: Site, open_page: Open, language: str):
    page = open_page(**DESKTOP, color_scheme="light")
    page.goto(f"{site.url}{language}/")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS)["kind"] == "palette":
            break
    focus = page.evaluate(
        """() => { const label = [...document.querySelectorAll("[data-md-component=palette] label")]
        .find((one) => one.checkVisibility()); const style = getComputedStyle(label);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1; }"""
    )
    assert page.evaluate(FOCUS)["kind"] == "palette" and focus, "the focus on the colours does not show"
    page.keyboard.press("ArrowRight")
    wait_for_scheme(page, "slate")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["kind"] == "search"
    page.keyboard.type("DPO")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert "md-search-result__link" in page.evaluate("() => document.activeElement.className")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}{language}/*/**")


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("before, after", [("light", "slate"), ("dark", "default")])
def test_the_switch_between_light_and_dark_works_and_lasts(
    site: Site, open_page: Open, screen: str, before: str, after: str
):
    page = open_page(**SCREENS[screen], color_scheme=before)
    page.goto(f"{site.url}ko/")
    wait_for_scheme(page, "default" if before == "light" else "slate")
    colour = """() => [document.body, document.querySelector(".md-header")]
      .map((one) => getComputedStyle(one).backgroundColor)"""
    paper = page.evaluate(colour)
    page.locator("[data-md-component=palette] label:visible").click()
    wait_for_scheme(page, after)
    page.wait_for_timeout(400)
    assert all(now != then for now, then in zip(page.evaluate(colour), paper, strict=True))
    page.locator(".diagram__drawing a").nth(1).click()
    page.wait_for_url(f"{site.url}ko/lifecycle/fine-tuning/")
    wait_for_scheme(page, after)
    page.reload()
    wait_for_scheme(page, after)


def test_the_chosen_colours_last_in_the_other_language(site: Site, open_page: Open):
    page = open_page(**DESKTOP, color_scheme="light")
    page.goto(f"{site.url}ko/")
    page.locator("[data-md-component=palette] label:visible").click()
    wait_for_scheme(page, "slate")
    page.locator("header a.language").click()
    page.wait_for_url(f"{site.url}en/")
    page.wait_for_timeout(300)
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_read_without_scripts(site: Site, open_page: Open, language: str, screen: str):
    page = open_page(**SCREENS[screen], java_script_enabled=False)
    page.goto(f"{site.url}{language}/")
    assert page.locator("h1").is_visible()
    assert page.locator(".diagram__drawing").is_visible()
    assert page.locator(".way a").count() == 3
    page.locator(".way a").nth(1).click()
    page.wait_for_url(f"{site.url}{language}/lifecycle/")
    assert page.locator("h1").is_visible() and page.locator("h2").first.is_visible()
    assert page.locator(".diagram__drawing").is_visible()
    assert page.evaluate(CELLS) == [] and page.locator(".comparison td").count() > 10
    box = page.locator(".diagram__drawing a").first.locator("rect").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(f"{site.url}{language}/lifecycle/pre-training/")
    assert page.locator("h1").is_visible()
    assert page.locator("article h2").count() >= 5
    assert page.locator(".diagram__drawing").is_visible()
    assert page.locator(".facts dd").first.is_visible()
    summary = page.locator("details.twin summary")
    summary.click()
    assert page.locator("details.twin li").first.is_visible()
    page.locator(".pager__after a").click()
    page.wait_for_url(f"{site.url}{language}/lifecycle/fine-tuning/")
    page.locator("header a.language").click()
    page.wait_for_url(lambda url: url.endswith("/lifecycle/fine-tuning/") and f"/{language}/" not in url)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_mathematics_is_typeset(site: Site, open_page: Open, language: str, screen: str):
    with_maths = [path for path in site.pages if path.startswith(f"{language}/") and site.soup(path).find("math")]
    assert f"{language}/learning-types/" in with_maths and len(with_maths) > 5
    page = open_page(**SCREENS[screen])
    faults = []
    for path in [f"{language}/learning-types/", *with_maths[:6]]:
        page.goto(site.url + path)
        faults += page.evaluate(
            """path => [...document.querySelectorAll("math")].filter((one) => {
              const box = one.getBoundingClientRect();
              return !(box.width > 4 && box.height > 6 && one.namespaceURI.endsWith("MathML")
                && one.textContent.trim());
            }).map((one) => `${path}: ${one.textContent}`)""",
            path,
        )
    none_of(faults)
    page.goto(f"{site.url}{language}/learning-types/")
    assert {"X", "Y"} <= set(page.locator("math mi").all_text_contents())
    none_of(
        f"{path}: {text}"
        for path in site.pages
        for text in site.soup(path).article.find_all(string=lambda text: "$" in text or "\\(" in text)
        if not text.find_parent(["pre", "code"])
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_print_as_dark_words_on_white_paper_with_their_diagrams(site: Site, open_page: Open, scheme: str):
    page = open_page(**DESKTOP, color_scheme=scheme)
    faults = []
    for path in [f"{language}/{rest}" for language in LANGUAGES for rest in ("", "learning-types/", "methods/dpo/")]:
        page.emulate_media(media="screen")
        page.goto(site.url + path)
        wait_for_scheme(page, "default" if scheme == "light" else "slate")
        page.emulate_media(media="print")
        seen = page.evaluate(
            """() => {
              const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
              const light = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour;
                canvas.fillRect(0, 0, 1, 1);
                const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
                return 1 - (alpha / 255) * (1 - (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255); };
              const show = (selector) => [...document.querySelectorAll(selector)].some((one) => one.checkVisibility()
                && one.getBoundingClientRect().height > 1);
              const drawing = document.querySelector(".diagram__drawing").getBoundingClientRect();
              return { header: show(".md-header"), menu: show(".md-sidebar"), footer: show(".md-footer"),
                words: ["h1", ".lead", "h2", "article li"].map((one) => light(getComputedStyle(
                  document.querySelector("article " + one) ?? document.body).color)),
                label: light(getComputedStyle(document.querySelector(".nodeLabel p")).color),
                box: light(getComputedStyle(document.querySelector(".node rect")).fill),
                drawing: drawing.width > 100 && drawing.height > 100 };
            }"""
        )
        faults += [f"{path}: {part} is printed" for part in ("header", "menu", "footer") if seen[part]]
        faults += [] if seen["drawing"] else [f"{path}: the diagram is not printed"]
        faults += [f"{path}: light words on white paper"] if max(seen["words"]) > 0.55 else []
        faults += [f"{path}: labels do not stand out"] if abs(seen["box"] - seen["label"]) < 0.4 else []
        pdf = page.pdf(format="A4")
        assert pdf.startswith(b"%PDF") and len(pdf) > 10_000
    none_of(faults)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_the_menu_of_a_big_collection_shows_the_entries_around_the_reader(
    site: Site, open_page: Open, language: str, screen: str
):
    page = open_page(**SCREENS[screen])
    page.goto(f"{site.url}{language}/terms/gpu/")
    if screen == "phone":
        page.locator('header label[for="__drawer"]').tap()
    links = page.locator(".md-sidebar--primary .around a")
    here = page.locator(".md-sidebar--primary .around [aria-current=page]")
    page.wait_for_function("() => document.querySelector('.around [aria-current]').getBoundingClientRect().left >= 0")

    assert (links.count(), here.inner_text()) == (7, "GPU")
    assert here.evaluate(
        "(one) => { const { top, bottom } = one.getBoundingClientRect(); return top > 0 && bottom < innerHeight; }"
    )
    assert page.locator(".md-sidebar--primary a[href='../../a-z/'], .md-sidebar--primary a[href='../']").count() == 2
    links.last.click()
    page.wait_for_url(f"{site.url}{language}/terms/*/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_of_a_phone_opens_and_leads_to_every_collection(site: Site, open_page: Open, language: str):
    page = open_page(**PHONE)
    for overview in overviews(site, language)[:2]:
        page.goto(f"{site.url}{language}/terms/token/")
        page.locator('header label[for="__drawer"]').tap()
        link = page.locator(f'.md-sidebar--primary a.md-nav__link[href$="{overview.split("/", 1)[1]}"]').first
        link.wait_for()
        page.wait_for_timeout(350)
        link.tap()
        page.wait_for_url(site.url + overview)
