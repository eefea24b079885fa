"""Labels survive Mermaid letter by letter, drawings are inert and the same everywhere, and boxes hold their words."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from mermaid2.fence import fence_mermaid_custom as fence_of_mermaid2
from tea import ROOT

from press.diagrams import draw
from press.diagrams.fence import FRAME, fence_mermaid_custom, mark
from press.diagrams.mermaid import encode, marked, neutral, way_up

HOSTILE = [
    '"quoted"',
    "'single'",
    "[square]",
    "(round)",
    "{curly}",
    "((double))",
    "{{double}}",
    "[[double]]",
    "<angle>",
    "a]b",
    'a"]b',
    'a"] --> X["b',
    "#",
    "#35;",
    "#quot;",
    "#amp;",
    "##",
    ";",
    "a; b",
    "%%",
    "%% comment",
    "%%{init: {}}%%",
    "-->",
    "a --> b",
    "---",
    "==>",
    "-.->",
    "~~~",
    "<-->",
    "--o",
    "--x",
    "end",
    "End",
    "the end",
    "weekend",
    "direction",
    "direction TB",
    "Directions",
    "click",
    "click N1",
    "style",
    "style N1 fill:red",
    "subgraph",
    "subgraph x",
    "class",
    "classDef a fill:red",
    "linkStyle 0 stroke:red",
    "graph TD",
    "flowchart LR",
    "default",
    "href",
    "call",
    "and",
    "note",
    "title",
    "state",
    "section",
    "loop",
    "rect",
    "accTitle: x",
    "accDescr { x }",
    "a & b",
    "&amp;",
    "&lt;b&gt;",
    "&",
    "<b>bold</b>",
    "<br>",
    "a<br/>b",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</span></div></svg>",
    "javascript:alert(1)",
    "**bold**",
    "*it*",
    "_it_",
    "`code`",
    "```",
    "# heading",
    "- item",
    "* item",
    "+ item",
    "1. item",
    "1) item",
    "> quote",
    "[a](b)",
    "![a](b)",
    "https://a.example/?b=c&d=e#f",
    "a@b.example",
    "a:::b",
    "a:b",
    "a | b",
    "|a|",
    "\\",
    "\\n",
    "a\\nb",
    "$x$",
    "$$x^2$$",
    "~a~",
    "🍵",
    "👩‍👩‍👧",
    "한글 라벨",
    "가-나",
    "배포: 모델 공개",
    "日本語",
    "العربية",
    "é",
    "e\u0301",
    "①",
    "·",
    "→",
    "…",
    "“curly”",
    "fa:fa-car",
    "fas:fa-x",
    "x",
    "o",
    "0",
    "-",
    "a  b",
    "\ta\n b ",
    "\u200bzero",
    "\u202ertl",
    "\ufeffbom",
    "a\u00a0b",
    "a/b",
    "a=b",
    "?",
    "!",
    "^",
    "a,b",
    "END;",
    "end;",
]


def meant(text: str) -> str:
    """What a reader should see: the text composed, without invisible controls, white space collapsed."""
    kept = re.sub(r"[\u200b\u202a-\u202e\u2066-\u2069\ufeff]", "", unicodedata.normalize("NFC", text))
    return " ".join(kept.split())


def words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).replace("\u2060", "").split())  # a word joiner is not seen


def labels(svg: str) -> list[str]:
    """The words of the boxes of a drawing, in the order of their keys."""
    found = {}
    for group in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}g"):
        if group.get("class", "").startswith("node "):
            found[int(re.search(r"-N(\d+)-", group.get("id"))[1])] = words(group)
    return [found[number] for number in sorted(found)]


@pytest.mark.parametrize("start", range(0, len(HOSTILE), 20))
def test_a_hostile_label_is_drawn_letter_by_letter(start):
    texts = HOSTILE[start : start + 20]
    source = "flowchart TB\n" + "\n".join(
        f'  N{number}["<b>{encode(text)}</b>"]' for number, text in enumerate(texts, start=1)
    )

    assert labels(draw.draw(source)) == [meant(text) for text in texts]


def test_hostile_words_on_arrows_and_in_the_title_are_drawn_letter_by_letter():
    texts = HOSTILE[::8]
    source = "\n".join(
        ["flowchart TB", f"  accTitle: {encode(texts[5])}", f"  accDescr: {encode(' '.join(texts))}"]
        + [f'  N{number}["{number}"]' for number in range(1, len(texts) + 2)]
        + [f'  N{number} -->|"{encode(text)}"| N{number + 1}' for number, text in enumerate(texts, start=1)]
    )
    root = ElementTree.fromstring(draw.draw(source))
    space = "{http://www.w3.org/2000/svg}"

    assert [words(group) for group in root.iter(f"{space}g") if group.get("class") == "edgeLabel"] == [
        meant(text) for text in texts
    ]
    assert (words(root.find(f"{space}title")), words(root.find(f"{space}desc"))) == (
        meant(texts[5]),
        meant(" ".join(texts)),
    )


def test_a_label_of_nothing_is_a_space():
    assert (encode(""), encode(" \n\u200b")) == ("#160;", "#160;")


def every_attribute(svg: str):
    for element in ElementTree.fromstring(svg).iter():
        tag = element.tag.rpartition("}")[2]
        for name, value in element.attrib.items():
            yield tag, name, value


COMMITTED = sorted((ROOT / "docs" / "drawings").glob("*.svg"))
HOSTILE_SOURCE = "flowchart TB\n" + "\n".join(f'  N{n}["{encode(text)}"]' for n, text in enumerate(HOSTILE[60:72], 1))


@pytest.fixture(scope="module", params=[*COMMITTED, None], ids=[*(path.name for path in COMMITTED), "hostile"])
def drawing(request) -> str:
    return draw.draw(HOSTILE_SOURCE) if request.param is None else request.param.read_text(encoding="utf-8")


def test_a_drawing_has_only_elements_that_draw(drawing):
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(drawing).iter()}

    assert (
        tags
        - {
            "svg",
            "g",
            "path",
            "rect",
            "defs",
            "marker",
            "foreignObject",
            "div",
            "span",
            "p",
            "b",
            "br",
            "a",
            "title",
            "desc",
            "polygon",
        }
        == set()
    )


def test_a_drawing_has_no_style_and_no_script_of_its_own(drawing):
    assert [one for one in every_attribute(drawing) if one[1] == "style" or one[1].startswith("on")] == []


def test_a_drawing_refers_to_nothing_outside_its_site(drawing):
    outside = re.compile(r"(?i)^\s*(?:[a-z][a-z0-9+.-]*:|//)|url\(\s*['\"]?(?!#)")

    assert [
        one
        for one in every_attribute(drawing)
        if one[1].rpartition("}")[2] in ("href", "src", "marker-end", "fill", "filter") and outside.search(one[2])
    ] == []


def test_the_ids_of_all_drawings_are_different():
    ids = [value for path in COMMITTED for _, name, value in every_attribute(path.read_text("utf-8")) if name == "id"]

    assert sorted({one for one in ids if ids.count(one) > 1}) == []


def test_there_are_drawings():
    assert COMMITTED != []


def wide(text: str) -> int:
    return sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.name)
def test_every_label_is_within_its_box(path):
    html, svg = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
    tight = []
    for box in ElementTree.parse(path).getroot().iter(f"{svg}foreignObject"):
        markup = re.sub(r"\s+", " ", ElementTree.tostring(box, encoding="unicode"))
        lines = [re.sub(r"<[^>]+>", "", line).strip() for line in re.split(r"<(?:\w+:)?br\s*/>", markup)]
        if max(map(wide, lines)) * 16 > float(box.get("width")):
            tight.append(lines)
        if words(box) and len(lines) * 24 > float(box.get("height")):
            tight.append(lines)

    assert (tight, html) == ([], html)


SOURCE = """flowchart TB
  accTitle: Tea
  accDescr: Tea
  N1["<b>Sencha</b><br/>Uji"]
  N2["<b>우롱차</b>"]
  N12["<b>Matcha</b>"]
  N1 -->|"then"| N2
  N2 --> N12
  click N1 "../../teas/sencha/"
  class N1 colour1
  click N2 "../../teas/oolong/"
  class N2 colour2
  click N12 "../../teas/matcha/"
  class N12 colour1
  class N1 here"""


def test_the_same_source_gives_the_same_bytes_in_another_process():
    code = "import sys; from press.diagrams import draw; sys.stdout.buffer.write(draw.draw(sys.stdin.read()).encode())"
    other = subprocess.run([sys.executable, "-c", code], input=SOURCE.encode(), capture_output=True, check=True)

    assert hashlib.sha256(other.stdout).hexdigest() == hashlib.sha256(draw.draw(SOURCE).encode()).hexdigest()


def test_a_drawing_is_shared_by_the_pages_that_differ_only_in_depth_and_mark():
    deeper = SOURCE.replace("../../", "../").replace("class N1 here", "class N2,N12 here")

    assert (neutral(deeper), draw.key(deeper)) == (neutral(SOURCE), draw.key(SOURCE))


def test_a_source_says_how_far_up_its_root_is_and_which_boxes_it_marks():
    assert (way_up(SOURCE), marked(SOURCE), way_up("flowchart TB"), marked("flowchart TB")) == (
        "../../",
        ["N1"],
        "",
        [],
    )


def found(svg: str) -> list[tuple[str, str | None, bool]]:
    """Each link of a drawing: where it leads, whether it is the current one, whether its box is marked."""
    svg_ = "{http://www.w3.org/2000/svg}"
    return sorted(
        (link.get("href"), link.get("aria-current"), any("here" in g.get("class", "").split() for g in link))
        for link in ElementTree.fromstring(svg).iter(f"{svg_}a")
    )


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        ("N1", {"sencha"}),
        ("N2", {"oolong"}),
        ("N12", {"matcha"}),
        ("N1,N2", {"sencha", "oolong"}),
        (None, set()),
    ],
)
def test_here_marks_just_the_named_boxes_and_links_lead_from_the_page(here, expected):
    source = SOURCE.replace("\n  class N1 here", f"\n  class {here} here" if here else "")

    assert found(mark(draw.draw(source), source)) == [
        (f"../../teas/{name}/", "true" if name in expected else None, name in expected)
        for name in ("matcha", "oolong", "sencha")
    ]


class Elements(HTMLParser):
    """Names the elements that a browser would make."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)

    def handle_data(self, data):
        self.words += data


ESCAPING = 'flowchart TB\n  N1["</code></pre><script>alert(1)</script>"]'


def test_an_undrawn_source_cannot_leave_its_block():
    page = Elements(fence_mermaid_custom(ESCAPING, "mermaid", "mermaid", {}, None))

    assert (page.names, page.words) == (["pre", "code"], ESCAPING)


def test_the_fence_of_mermaid2_itself_lets_a_script_out():
    page = Elements(fence_of_mermaid2(ESCAPING, "mermaid", "mermaid", {}, None))

    assert page.names == ["pre", "code", "script"]


def test_a_drawn_source_is_shown_as_its_drawing(tmp_path, monkeypatch):
    folder = Path(tmp_path / "docs" / "drawings")
    folder.mkdir(parents=True)
    (folder / f"{draw.key(SOURCE)}.svg").write_text(draw.draw(SOURCE), encoding="utf-8")
    monkeypatch.setenv("PRESS_PROJECT", str(tmp_path))

    page = fence_mermaid_custom(SOURCE, "mermaid", "mermaid", {}, None)

    assert page == f"{FRAME}{mark(draw.draw(SOURCE).strip(), SOURCE)}</section>"
