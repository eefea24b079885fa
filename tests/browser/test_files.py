"""The files of the built site, read without a browser."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from conftest import LANGUAGES, Site, build, copy_project, none_of

pytestmark = pytest.mark.browser

LINKS = {"href": None, "src": None, "poster": None, "action": None, "data": ["object"], "srcset": None}


def references(site: Site, path: str):
    """Every (element, address) that a browser can follow or load from a page."""
    for element in site.soup(path).find_all(True):
        for name, only in LINKS.items():
            value = element.get(name)
            if value is None or (only and element.name not in only) or element.name == "base":
                continue
            for one in value.split(",") if name == "srcset" else [value]:
                yield element, one.split()[0] if name == "srcset" else one
        for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", element.get("style", "")):
            yield element, address


def ids(site: Site, path: str) -> set[str]:
    """Where a fragment of a page can lead."""
    found = site.soup(path).find_all(True)
    return {element["id"] for element in found if element.get("id")} | {
        element["name"] for element in found if element.name == "a" and element.get("name")
    }


def test_every_link_image_script_style_and_anchor_leads_somewhere_at_root_and_below_a_path(site: Site):
    faults = []
    known = {path: ids(site, path) for path in site.paths}
    for path in site.paths:
        # Pages for wrong addresses are shown at any depth, so they name the place of the site.
        for mount in [site.mount] if path.endswith("404.html") else ["/", site.mount]:
            for element, address in references(site, path):
                whole = bool(urlsplit(address).netloc)  # such an address names the place of the site
                url = urlsplit(site.resolve(path, address, site.mount if whole else mount))
                if url.scheme in ("mailto", "data") or url.netloc != urlsplit(site.url).netloc:
                    continue
                target = site.within(url.geturl(), site.mount if whole else mount)
                if target is None:
                    faults.append(f"{path}: {address} leads out of the site at {mount}")
                elif "//" in url.path:
                    faults.append(f"{path}: {address} has a doubled slash")
                elif not site.file(target).is_file():
                    faults.append(f"{path}: {address} leads to no file ({element.name})")
                elif url.fragment and unquote(url.fragment) not in known.get(target, ()):
                    faults.append(f"{path}: {address} leads to no anchor")
    none_of(faults)


def test_every_label_and_description_names_an_element_of_its_page(site: Site):
    faults = []
    for path in site.paths:
        known = ids(site, path)
        for element in site.soup(path).find_all(True):
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
                faults += [f"{path}: {name}={one}" for one in (element.get(name) or "").split() if one not in known]
    none_of(fault for fault in faults if not fault.endswith("for=__toc"))  # the theme's own, hidden there


def test_no_quotation_mark_ends_a_description_early(site: Site):
    known = {"name", "content", "property", "charset", "http-equiv", "media"}
    none_of(
        f"{path}: {element.get('name') or element.get('property')}: {element.get('content')}"
        for path in site.paths
        for element in site.soup(path).find_all("meta")
        if set(element.attrs) - known
    )


def test_no_id_stands_twice_on_a_page(site: Site):
    faults = []
    for path in site.paths:
        counts = Counter(element["id"] for element in site.soup(path).find_all(id=True))
        faults += [f"{path}: {id_}" for id_, count in counts.items() if count > 1]
    none_of(faults)


def test_no_mark_of_the_templates_is_left_in_a_page(site: Site):
    faults = set()
    for path in site.paths:
        soup = site.soup(path)
        faults |= {f"{path}: <{element.name} markdown>" for element in soup.find_all(attrs={"markdown": True})}
        place = soup.article or soup
        # Code stands as it was written, and so does the LaTeX that formulas carry along.
        code = ["pre", "code", "annotation"]
        words = " ".join(text for text in place.find_all(string=True) if not text.find_parent(code))
        if path.startswith("go/faults/"):
            continue  # its subject are these marks, and it has words only
        faults |= {f"{path}: {mark}" for mark in re.findall(r"\{\{|\}\}|\{%|%\}|\]\(|\[\[|\{ ?[.#][\w-]+ ?\}", words)}
    none_of(faults)


def test_nothing_is_loaded_from_another_host(site: Site):
    own = urlsplit(site.url).netloc
    faults = []
    for path in site.paths:
        for element, address in references(site, path):
            other = urlsplit(site.resolve(path, address)).netloc not in (own, "")
            rel = element.get("rel") or []
            if other and element.name != "a" and not (element.name == "link" and {"canonical", "alternate"} & set(rel)):
                faults.append(f"{path}: <{element.name}> {address}")
        for element in site.soup(path).select("script:not([src], [type='application/ld+json'])"):
            faults += [f"{path}: script with {one}" for one in re.findall(r"https?://[^\s\"']+", element.string or "")]
    for style in site.folder.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        for address in re.findall(r"(?:url\(\s*|@import\s+)['\"]?([^'\")\s]+)", text):
            if address.startswith("data:") or address.startswith("#"):
                continue
            local = not urlsplit(address).netloc and (style.parent / urlsplit(address).path).is_file()
            faults += [] if local else [f"{style.relative_to(site.folder)}: {address}"]
    for drawing in site.folder.rglob("*.svg"):
        text = drawing.read_text(encoding="utf-8")
        faults += [f"{drawing.name}: {one}" for one in re.findall(r"<(?!a )[^<>]* (?:href|src)=\"(\w+:[^\"]+)", text)]
    none_of(faults)


def test_links_to_other_hosts_are_sources_or_lead_to_the_editor(site: Site):
    written = " ".join(path.read_text(encoding="utf-8") for path in (site.project / "data").rglob("*.yml"))
    faults = []
    for path in site.paths:
        for element, address in references(site, path):
            parts = urlsplit(site.resolve(path, address))
            if (
                element.name == "a"
                and parts.netloc != urlsplit(site.url).netloc
                and "edit" not in (element.get("rel") or [])
            ):
                if parts.scheme != "https" and parts.scheme != "http":
                    faults.append(f"{path}: {address}")
                elif address not in written:
                    faults.append(f"{path}: {address} stands in no data file")
    none_of(faults)


def test_both_languages_have_the_same_pages(site: Site):
    korean, english = ({path[3:] for path in site.paths if path.startswith(f"{tag}/")} for tag in LANGUAGES)
    assert korean == english
    assert len(korean) > 100


def test_both_languages_have_the_same_ids_of_headings(site: Site):
    faults = []
    for path in [path for path in site.pages if path.startswith("ko/")]:
        korean, english = (
            [element.get("id") for element in site.soup(f"{tag}/{path[3:]}").select("article :is(h1,h2,h3,h4)")]
            for tag in LANGUAGES
        )
        if path == "ko/a-z/":  # each language begins with its own alphabet
            korean, english = sorted(korean), sorted(english)
        if korean != english:
            faults.append(f"{path[3:]}: {[pair for pair in zip(korean, english, strict=False) if len(set(pair)) > 1]}")
    none_of(faults)


def test_every_page_has_a_title_and_a_description_that_no_other_has(site: Site):
    titles, descriptions = {}, {}
    for path in ["", *site.pages]:
        soup = site.soup(path)
        assert len(soup.select('meta[name="description"]')) == 1, path
        assert soup.html["lang"] == (path.split("/")[0] or "ko"), path
        titles.setdefault(soup.title.get_text(strip=True), []).append(path)
        descriptions.setdefault(soup.select_one('meta[name="description"]')["content"].strip(), []).append(path)
    shared = [paths for one in (titles, descriptions) for words, paths in one.items() if len(paths) > 1 or not words]
    none_of(map(str, shared))
    none_of(f"{paths}: {words}" for words, paths in descriptions.items() if len(words) < 15)


def test_every_page_names_its_own_address_and_its_address_in_each_language(site: Site):
    for path in ["", *site.pages]:
        soup = site.soup(path)
        rest = path.partition("/")[2]
        expected = {tag: f"{site.url}{tag}/{rest}" for tag in LANGUAGES}
        expected["x-default"] = f"{site.url}ko/{rest}" if rest else site.url
        assert [link["href"] for link in soup.select('link[rel~="canonical"]')] == [site.url + path], path
        alternates = soup.select('link[rel~="alternate"][hreflang]')
        assert {link["hreflang"]: link["href"] for link in alternates} == expected, path
        assert len(alternates) == len(expected), path
        for link in alternates:
            assert site.file(site.within(link["href"])).is_file(), (path, link["href"])
        if path:
            assert soup.select_one('meta[property="og:url"]')["content"] == site.url + path
            assert soup.select_one('meta[property="og:title"]')["content"].strip(), path
            assert soup.select_one('meta[property="og:description"]')["content"].strip(), path


def test_pages_for_wrong_addresses_ask_not_to_be_listed_and_claim_no_address(site: Site):
    faults = []
    for path in [path for path in site.paths if path.endswith("404.html")]:
        soup = site.soup(path)
        faults += [f"{path}: has a canonical address"] if soup.select('link[rel~="canonical"]') else []
        robots = soup.select_one('meta[name="robots"]')
        faults += [] if robots and "noindex" in robots["content"] else [f"{path}: no robots noindex"]
    none_of(faults)


def test_every_page_has_plain_links_to_itself_in_the_other_language(site: Site):
    for path in site.pages:
        tag, _, rest = path.partition("/")
        other = next(one for one in LANGUAGES if one != tag)
        links = site.soup(path).select(f'body a[hreflang="{other}"]')
        assert links, path
        for link in links:
            assert site.resolve(path, link["href"]) == f"{site.url}{other}/{rest}", path
            assert link["lang"] == other and link.get_text(strip=True), path


def test_every_page_has_a_link_that_leads_to_the_data_file_it_is_made_of(site: Site):
    edit = yaml.safe_load((site.project / "data/site.yml").read_text(encoding="utf-8"))["edit_url"]
    faults = []
    for path in site.pages:
        links = site.soup(path).select('a[rel~="edit"]')
        source = links[0]["href"].removeprefix(edit) if len(links) == 1 else "no single link"
        if not source.startswith("data/") or not (site.project / source).is_file():
            faults.append(f"{path}: {source}")
    none_of(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_next_and_previous_lead_once_through_every_page(site: Site, language: str):
    aside = f"{language}/translations/"
    expected = {path for path in site.pages if path.startswith(f"{language}/")} - {aside}

    def step(path: str, way: str) -> str | None:
        links = site.soup(path).select(f".pager__{way} a")
        assert len(links) <= 1
        return site.within(site.resolve(path, links[0]["href"])) if links else None

    starts = [path for path in sorted(expected) if step(path, "before") is None]
    assert step(aside, "before") is step(aside, "after") is None
    assert starts == [f"{language}/"]
    seen, path = [], starts[0]
    while path and path not in seen:
        seen.append(path)
        if after := step(path, "after"):
            assert step(after, "before") == path
        path = step(path, "after")
    assert path is None, "the way goes in circles"
    assert sorted(seen) == sorted(expected)


def test_the_maps_for_search_engines_list_every_page_and_nothing_else(site: Site):
    robots = (site.folder / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {site.url}sitemap.xml\n" in robots
    listed, maps = [], re.findall("<loc>(.*?)</loc>", (site.folder / "sitemap.xml").read_text(encoding="utf-8"))
    for address in maps:
        listed += re.findall("<loc>(.*?)</loc>", (site.folder / site.within(address)).read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(site.url + path for path in site.pages)


def test_a_site_built_for_the_root_of_a_host_has_pages_for_wrong_addresses_that_work_there(site: Site, tmp_path):
    made = build(copy_project(tmp_path / "project", site.project), "https://handbook.example/")
    assert made.soup("404.html").base["href"] == "/"
    faults = []
    for path in ("404.html", *(f"{tag}/404.html" for tag in LANGUAGES)):
        for _, address in references(made, path):
            url = urljoin("https://handbook.example/far/below/", made.resolve(path, address))
            target = made.within(url)
            if target is None or "//" in target or not made.file(target).is_file():
                faults.append(f"{path}: {address}")
    none_of(faults)
    for path in made.pages:  # nothing else depends on the address but what names it
        text = made.file(path).read_text(encoding="utf-8").replace("https://handbook.example/", site.url)
        faults += [] if text == site.file(path).read_text(encoding="utf-8") else [path]
    none_of(faults)
