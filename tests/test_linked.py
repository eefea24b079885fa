"""What pages say of themselves to programs: a link to their data, and JSON-LD that no title can break out of."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import yaml
from tea import Files, run

from press.host.remake import hashed
from press.project import Edition

URL = "https://tea.example/book/"
HOSTILE = """</script><script>alert(1)</script><!-- "q" 'a' \\ & {{ x }}"""


class Head(HTMLParser):
    """The JSON-LD of a page, the addresses of its data, and how many scripts it has."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.linked: list[dict] = []
        self.data: list[str] = []
        self.scripts = 0
        self._inside = False
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.scripts += tag == "script"
        self._inside = tag == "script" and given.get("type") == "application/ld+json"
        if tag == "link" and given.get("type") == "application/json":
            self.data.append(str(given["href"]))

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.linked.append(json.loads(data))
            self._inside = False


def test_a_page_says_what_it_is_and_where_its_data_is(files: Files):
    files.sub("schemas/teas.schema.json", '"type": "object"', '"about": "term",\n  "type": "object"')
    files.sub("data/teas/oolong.yml", "en: Oolong", f"en: {json.dumps(HOSTILE)}")
    result = run(files.root, "build")
    assert (result.returncode, result.stderr) == (0, "")
    site = files.root / "site"
    pages = {path: Head(site / path / "index.html") for path in ("en", "en/teas", "en/teas/sencha", "en/regions/uji")}
    hostile = Head(site / "en" / "teas" / "oolong" / "index.html")

    def own(path: str) -> dict[str, str]:
        return {"@context": "https://schema.org", "@id": f"{URL}{path}", "url": f"{URL}{path}"}

    assert {path: page.linked for path, page in pages.items()} == {
        "en": [
            own("en/")
            | {
                "@type": "WebSite",
                "name": "Book of tea",
                "alternateName": ["茶の本"],
                "description": "A small book of tea.",
                "inLanguage": "en",
                "isPartOf": URL,
            }
        ],
        "en/teas": [
            own("en/teas/")
            | {
                "@type": "DefinedTermSet",
                "name": "Teas",
                "alternateName": ["茶"],
                "description": "Two teas.",
                "inLanguage": "en",
                "isPartOf": f"{URL}en/",
            }
        ],
        "en/teas/sencha": [
            own("en/teas/sencha/")
            | {
                "@type": "DefinedTerm",
                "name": "Sencha",
                "alternateName": ["steeped tea", "煎茶"],
                "description": "A green tea from Uji.",
                "inDefinedTermSet": f"{URL}en/teas/",
            }
        ],
        "en/regions/uji": [
            own("en/regions/uji/")
            | {
                "@type": "TechArticle",
                "name": "Uji",
                "headline": "Uji",
                "alternateName": ["宇治"],
                "description": "A town near Kyoto.",
                "inLanguage": "en",
                "isPartOf": f"{URL}en/regions/",
            }
        ],
    }
    assert {path: page.data for path, page in pages.items()} == {
        "en": [f"{URL}api/v1/index.json"],
        "en/teas": [f"{URL}api/v1/collections/teas.json"],
        "en/teas/sencha": [f"{URL}api/v1/entries/teas/sencha.json"],
        "en/regions/uji": [f"{URL}api/v1/entries/regions/uji.json"],
    }
    assert (hostile.linked[0]["name"], hostile.scripts) == (HOSTILE, pages["en/teas/sencha"].scripts)
    html = (site / "en" / "teas" / "oolong" / "index.html").read_text(encoding="utf-8")
    assert hashed(html) == hashed((site / "en" / "teas" / "sencha" / "index.html").read_text(encoding="utf-8"))


def test_every_page_of_the_handbook_says_what_it_is(handbook: Edition):
    kinds: dict[str, set[str]] = {}
    for page in handbook.pages:
        if page.path.startswith(("docs/ko/", "docs/en/")) and page.path.endswith(".md"):
            head = yaml.safe_load(page.text.split("---\n")[1])
            linked = json.loads(f"{{{head['linked']}: 0}}") if "linked" in head else {"@type": ""}
            kinds.setdefault(head["kind"], set()).add(linked["@type"])

    assert kinds == {
        "home": {"WebSite"},
        "a-z": {""},
        "translations": {""},
        "overview": {"DefinedTermSet", "CollectionPage"},
        "list": {"CollectionPage"},
        "entry": {"DefinedTerm", "TechArticle"},
    }
