"""The diagrams as readers have them: whole, legible, in their colours, and made of links."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from conftest import DESKTOP, LANGUAGES, SCREENS, Log, Site, illustrated, none_of, wait_for_scheme
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

MEASURE = """() => [...document.querySelectorAll(".diagram__drawing")].flatMap((drawing) => {
  const faults = [];
  const frame = drawing.getBoundingClientRect();
  if (frame.width < 150 || frame.height < 80) faults.push(`is ${frame.width} × ${frame.height}`);
  if (frame.left < -1 || frame.right > innerWidth + 1) faults.push("is wider than the screen");
  const scale = frame.width / drawing.viewBox.baseVal.width;
  const around = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const boxes = [...range.getClientRects()].filter((box) => box.width && box.height);
    return { left: Math.min(...boxes.map((box) => box.left)), right: Math.max(...boxes.map((box) => box.right)),
      top: Math.min(...boxes.map((box) => box.top)), bottom: Math.max(...boxes.map((box) => box.bottom)) };
  };
  const within = (inner, outer, by = 2) => inner.left >= outer.left - by && inner.right <= outer.right + by
    && inner.top >= outer.top - by && inner.bottom <= outer.bottom + by;
  const overlap = (one, two) => Math.min(one.right, two.right) - Math.max(one.left, two.left) > 2
    && Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > 2;
  const placed = [];
  for (const label of drawing.querySelectorAll("foreignObject")) {
    const words = label.textContent.trim();
    if (!words) continue;
    const text = around(label);
    const node = label.closest(".node")?.querySelector("rect").getBoundingClientRect();
    if (node && !within(text, node)) faults.push(`cuts off ${words}`);
    if (!within(text, frame)) faults.push(`has ${words} outside`);
    const own = node ?? text;
    for (const other of placed) if (overlap(own, other.box)) faults.push(`${words} covers ${other.words}`);
    placed.push({ words, box: own });
    for (const part of label.querySelectorAll("p, b")) {
      const size = parseFloat(getComputedStyle(part).fontSize) * scale;
      if (size < 11) faults.push(`${part.textContent.trim()} is ${size.toFixed(1)} px high`);
    }
  }
  for (const link of drawing.querySelectorAll("a")) {
    const box = link.querySelector("rect").getBoundingClientRect();
    if (box.width < 24 || box.height < 24) faults.push(`${link.textContent} is too small to tap`);
  }
  if (!placed.length) faults.push("has no labels");
  return faults;
})"""

HIT = """() => [...document.querySelectorAll(".diagram__drawing a")].flatMap((link) => {
  link.scrollIntoView({ block: "center", behavior: "instant" });
  const box = link.querySelector("rect").getBoundingClientRect();
  const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.12], [0.5, 0.88]];
  return points.filter(([x, y]) =>
    document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)?.closest("a") !== link
  ).map(([x, y]) => `${link.textContent} is no link at ${x}, ${y}`);
})"""

COLOURS = """() => [...document.querySelectorAll(".diagram__drawing")].map((drawing) => ({
  boxes: [...drawing.querySelectorAll(".node rect")].map((one) => getComputedStyle(one).fill),
  words: getComputedStyle(drawing.querySelector(".nodeLabel p")).color,
  arrows: getComputedStyle(drawing.querySelector(".flowchart-link")).stroke,
}))"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_box_of_every_diagram_links_to_a_page_of_the_same_language(site: Site, language: str):
    faults = []
    drawings = 0
    for path in [path for path in site.pages if path.startswith(f"{language}/")]:
        for drawing in site.soup(path).select(".diagram__drawing"):
            drawings += 1
            nodes, links = drawing.select(".node"), drawing.select("a[href] > .node")
            faults += [f"{path}: {node.get_text(' ')} is no link" for node in nodes if node not in links]
            for link in drawing.select("a"):
                target = site.within(site.resolve(path, link["href"]))
                if not target or not target.startswith(f"{language}/") or not site.file(target).is_file():
                    faults.append(f"{path}: {link['href']}")
            own = {link.get_text() for link in drawing.select("a")}
            assert len(own) == len(nodes) >= 4, path
    none_of(faults)
    assert drawings > 90


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_diagram_is_told_in_words_with_the_same_links(site: Site, language: str):
    faults = []
    for path in [path for path in site.pages if path.startswith(f"{language}/")]:
        drawn = site.soup(path).select(".diagram__drawing a")
        if drawn:
            told = {site.resolve(path, link["href"]) for link in site.soup(path).select(".twin a")}
            faults += [f"{path}: {one['href']}" for one in drawn if site.resolve(path, one["href"]) not in told]
            title = site.soup(path).select_one(".diagram__drawing > title")
            assert title and title.get_text(strip=True), path
    none_of(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_shows_where_it_stands(site: Site, language: str):
    faults = []
    for path in [path for path in site.pages if path.startswith(f"{language}/") and path.count("/") == 3]:
        if path.split("/")[1] in ("guide", "faults"):
            continue  # what they are about has no place in the life of a model
        own = path.split("/")[1] in ("lifecycle", "learning-types", "training-stages")
        marked = site.soup(path).select(".diagram__drawing a[aria-current]")
        targets = [site.within(site.resolve(path, link["href"])) for link in marked]
        if own and targets != [path]:
            faults.append(f"{path}: marks {targets}")
        if not targets:
            faults.append(f"{path}: marks nothing")
        if [link for link in marked if "here" not in link.select_one(".node")["class"]]:
            faults.append(f"{path}: a mark cannot be seen")
        if site.soup(path).select(".diagram__drawing a:not([aria-current]) .here"):
            faults.append(f"{path}: a mark cannot be heard")
    none_of(faults)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_diagrams_are_whole_and_large_enough_to_read_and_to_tap(
    site: Site, open_page: Open, language: str, screen: str
):
    faults = []
    paths = illustrated(site, language)
    assert len(paths) >= 10
    page = open_page(**SCREENS[screen])
    for path in paths:
        page.goto(site.url + path)
        assert page.locator(".diagram__drawing").first.is_visible(), path
        faults += [f"{path}: {fault}" for fault in page.evaluate(MEASURE)]
        faults += [f"{path}: {fault}" for fault in page.evaluate(HIT)]
    none_of(faults)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_box_leads_to_its_page_by_mouse_and_by_touch(
    site: Site, open_page: Open, language: str, screen: str, scripts: bool
):
    page = open_page(**SCREENS[screen], java_script_enabled=scripts)
    for path in (f"{language}/", f"{language}/learning-types/", f"{language}/methods/pca/"):
        addresses = [link["href"] for link in site.soup(path).select(".diagram__drawing a")]
        for index in range(len(addresses)) if path == f"{language}/" else (0, len(addresses) - 1):
            page.goto(site.url + path)
            box = page.locator(".diagram__drawing a").nth(index).locator("rect")
            box.tap() if screen == "phone" else box.click()
            page.wait_for_url(site.resolve(path, addresses[index]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_diagrams_follow_the_switch_between_light_and_dark(site: Site, open_page: Open, language: str):
    for path in illustrated(site, language)[:5]:
        page = open_page(**DESKTOP, color_scheme="light")
        page.goto(site.url + path)
        light = page.evaluate(COLOURS)
        page.locator("[data-md-component=palette] label:visible").click()
        wait_for_scheme(page, "slate")
        page.wait_for_timeout(300)
        dark = page.evaluate(COLOURS)
        for before, after in zip(light, dark, strict=True):
            assert before["words"] != after["words"] and before["arrows"] != after["arrows"], path
            assert all(one != other for one, other in zip(before["boxes"], after["boxes"], strict=True)), path
            assert len(set(after["boxes"])) == len(set(before["boxes"])), path


def test_the_place_of_an_entry_stands_out_in_light_and_dark(site: Site, open_page: Open):
    for scheme in ("light", "dark"):
        page = open_page(**DESKTOP, color_scheme=scheme)
        page.goto(f"{site.url}ko/lifecycle/release/")
        wait_for_scheme(page, "default" if scheme == "light" else "slate")
        looks = page.eval_on_selector_all(
            ".diagram__drawing a",
            "all => all.map(one => { const style = getComputedStyle(one.querySelector('rect'));"
            " return [one.hasAttribute('aria-current'), style.fill + style.stroke, parseFloat(style.strokeWidth)]; })",
        )
        here = [look for current, *look in looks if current]
        others = [look for current, *look in looks if not current]
        assert len(here) == 1 and len(others) == 4
        assert all(here[0][0] != look[0] and here[0][1] > look[1] for look in others)


LEGIBLE = """() => [...document.querySelectorAll("svg .node, svg .edgeLabel")].flatMap((group) => {
  const text = group.querySelector("text");
  if (!text) return [];
  const [inner, outer] = [text.getBoundingClientRect(), group.querySelector("rect").getBoundingClientRect()];
  const whole = inner.left >= outer.left - 1 && inner.right <= outer.right + 1
    && inner.top >= outer.top - 2 && inner.bottom <= outer.bottom + 2;
  const frame = document.querySelector("svg").getBoundingClientRect();
  const inside = inner.left >= frame.left && inner.right <= frame.right;
  return whole && inside ? [] : [text.textContent];
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_for_other_sites_are_whole_and_follow_the_reader(site: Site, open_page: Open, log: Log, scheme: str):
    faults = []
    log.expected_missing.add(urljoin(site.url, "/favicon.ico"))  # which a browser asks for beside a text
    papers = set()
    page = open_page(**DESKTOP, color_scheme=scheme)
    files = sorted(site.folder.glob("*/diagrams/*.svg"))
    for file in files:
        page.set_content(file.read_text(encoding="utf-8"))
        faults += [f"{file.name}: {words} is cut off" for words in page.evaluate(LEGIBLE)]
        page.goto(f"{site.url}robots.txt")
        page.set_content(f'<img src="{site.url}{file.relative_to(site.folder).as_posix()}">')
        page.wait_for_function("() => document.images[0].complete && document.images[0].naturalWidth > 200")
        papers.add(
            page.evaluate(
                """() => { const canvas = document.createElement("canvas"), image = document.images[0];
                canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
                const pen = canvas.getContext("2d"); pen.drawImage(image, 0, 0);
                return [...pen.getImageData(canvas.width >> 1, 6, 1, 1).data].join(); }"""
            )
        )
    none_of(faults)
    assert len(files) == 6
    assert papers == {"250,248,243,255" if scheme == "light" else "21,24,29,255"}
