"""Real clients: Sphinx and MkDocs sites link to the built handbook by name, and programs read its API."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from clients import example, leads, read, run, serving
from tea import ROOT
from tea import run as press

TEACHERS = {
    "README.md": "ko",
    "README.ko.md": "ko",
    "docs/ko/guide/link-to-us.md": "ko",
    "docs/en/guide/link-to-us.md": "en",
}
"""The texts that show how to link by name, each with the language in which its program prints an entry."""


@dataclass(frozen=True)
class Published:
    """The built handbook and where it is served."""

    site: Path
    url: str


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    project = tmp_path_factory.mktemp("published")
    for name in ("data", "schemas", "templates", "theme", "docs"):
        shutil.copytree(ROOT / name, project / name)
    for path in ROOT.glob("mkdocs*.yml"):
        shutil.copy(path, project)
    with serving(project / "site") as url:
        result = press(project, "build", "--url", url)
        assert (result.returncode, result.stderr) == (0, "")
        yield Published(project / "site", url)


PLACES = {
    "methods/rlhf": {
        "ko": ("ko/methods/rlhf/", "RLHF (인간 피드백 기반 강화 학습)"),
        "en": ("en/methods/rlhf/", "RLHF (reinforcement learning from human feedback)"),
    },
    "methods/rlhf#how": {
        "ko": ("ko/methods/rlhf/#how", "어떻게 동작하나"),
        "en": ("en/methods/rlhf/#how", "How it works"),
    },
    "terms/reward-model": {
        "ko": ("ko/terms/reward-model/", "보상 모델"),
        "en": ("en/terms/reward-model/", "Reward model"),
    },
    "sources/hu-2021-lora": {
        "ko": ("ko/sources/#hu-2021-lora", "LoRA: Low-Rank Adaptation of Large Language Models"),
        "en": ("en/sources/#hu-2021-lora", "LoRA: Low-Rank Adaptation of Large Language Models"),
    },
    "learning-types/index": {
        "ko": ("ko/learning-types/", "학습 유형"),
        "en": ("en/learning-types/", "Types of learning"),
    },
    "index": {"ko": ("ko/#top", "AI 모델 학습 안내서"), "en": ("en/#top", "How AI models are trained")},
}
"""A page, a section, a term, an entry that shares its page, an overview and the home page in each language."""


def sphinx(folder: Path, configuration: str, text: str) -> Path:
    """A Sphinx project, built without a warning; its page."""
    folder.mkdir()
    (folder / "conf.py").write_text(f"{configuration}\nproject = 'Client'\nhtml_theme = 'basic'\n")
    (folder / "index.rst").write_text(f"Client\n======\n\n{text}", encoding="utf-8")
    run("-m", "sphinx", "-W", "-n", "--keep-going", "-q", "-b", "html", ".", "built", cwd=folder)
    return folder / "built" / "index.html"


def mkdocs(folder: Path, configuration: str, text: str) -> Path:
    """A MkDocs project, built in strict mode; its page."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(f"site_name: Client\n{configuration}")
    (folder / "docs" / "index.md").write_text(f"# Client\n\n{text}", encoding="utf-8")
    run("-m", "mkdocs", "build", "--strict", "-d", "built", cwd=folder)
    return folder / "built" / "index.html"


def outside(page: Path, published: Published) -> list[tuple[str, str]]:
    """The links of a page to the handbook."""
    return [(address, words) for address, words in read(page).links if address.startswith(published.url)]


def lost(page: Path, published: Published) -> list[str]:
    """Those of them that lead nowhere."""
    return [one for one, _ in outside(page, published) if not leads(one, published.url, published.site)]


def test_sphinx_links_by_name_to_both_languages(published: Published, tmp_path: Path):
    roles = [
        (tag, role, name)
        for name in PLACES
        for tag in ("ko", "en")
        for role in ("doc", "ref", "term")
        if not ("#" in name or name.startswith("sources/")) or role == "ref"
        if role != "term" or name.startswith("terms/")
    ]
    text = "".join(f"* :external+{tag}:{role}:`{name}`\n* :{role}:`{tag}:{name}`\n" for tag, role, name in roles)
    page = sphinx(tmp_path / "client", example(ROOT / "README.md", "intersphinx_mapping", published.url), text)

    expected = [
        (f"{published.url}{PLACES[name][tag][0]}", PLACES[name][tag][1]) for tag, _, name in roles for _ in range(2)
    ]
    assert (outside(page, published), lost(page, published)) == (expected, [])


def test_mkdocs_links_by_name_to_both_languages(published: Published, tmp_path: Path):
    configuration = example(ROOT / "README.md", "inventories:", published.url)
    text = "".join(f"* [{name} words][{tag}/{name}]\n" for name in PLACES for tag in ("ko", "en"))
    page = mkdocs(tmp_path / "client", configuration, text)

    expected = [(f"{published.url}{PLACES[name][tag][0]}", f"{name} words") for name in PLACES for tag in ("ko", "en")]
    assert (outside(page, published), lost(page, published)) == (expected, [])


@pytest.mark.parametrize("tag", ["ko", "en"])
def test_mkdocs_links_by_the_same_names_to_each_language(published: Published, tmp_path: Path, tag: str):
    configuration = example(ROOT / "README.md", "inventories:", published.url)
    text = "".join(f"* [{name} words][{name}]\n" for name in PLACES)
    page = mkdocs(tmp_path / "client", configuration.replace("/objects.inv", f"/{tag}/objects.inv"), text)

    expected = [(f"{published.url}{places[tag][0]}", f"{name} words") for name, places in PLACES.items()]
    assert (outside(page, published), lost(page, published)) == (expected, [])


@pytest.mark.parametrize(("name", "tag"), TEACHERS.items())
def test_the_examples_that_we_show_work(published: Published, tmp_path: Path, name: str, tag: str):
    def shown(word: str) -> str:
        return example(ROOT / name, word, published.url)

    sphinx_page = sphinx(tmp_path / "sphinx", shown("intersphinx_mapping"), shown(":external+"))
    mkdocs_page = mkdocs(tmp_path / "mkdocs", shown("inventories:"), shown("/methods/rlhf], ["))
    (tmp_path / "read.py").write_text(shown("urlopen"), encoding="utf-8")

    place, title = PLACES["methods/rlhf"][tag]
    assert run("read.py", cwd=tmp_path) == f"{title} {published.url}{place}\n"
    for page in (sphinx_page, mkdocs_page):
        assert (len(outside(page, published)), lost(page, published)) == (3, [])


SCHEMATHESIS = """\
import json, sys
import schemathesis
from schemathesis import openapi

url = sys.argv[1]
api = openapi.from_url(f"{url}api/v1/openapi.json")
calls = 0
for result in api.get_all_operations():
    operation = result.ok()
    for parameters in json.loads(sys.argv[2])[operation.path]:
        operation.Case(path_parameters=parameters).call_and_validate()
        calls += 1
print(calls)
"""


def test_schemathesis_finds_every_file_as_described(published: Published, tmp_path: Path):
    room = published.site / "api" / "v1"
    paths: dict[str, list[dict[str, str]]] = {"/index.json": [{}], "/names.json": [{}]}
    for file in sorted(room.rglob("*.json")):
        folder = file.parent.relative_to(room).as_posix()
        if folder == "collections":
            paths.setdefault("/collections/{collection}.json", []).append({"collection": file.stem})
        elif folder.startswith(("entries/", "diagrams")):
            paths.setdefault(f"/{folder}/{{id}}.json", []).append({"id": file.stem})
    (tmp_path / "all.py").write_text(SCHEMATHESIS, encoding="utf-8")

    assert run("all.py", published.url, json.dumps(paths), cwd=tmp_path).split()[-1] == str(
        sum(len(found) for found in paths.values())
    )


def test_schemathesis_breaks_nothing_with_addresses_of_its_own(published: Published, tmp_path: Path):
    command = "from schemathesis.cli import schemathesis; schemathesis()"
    checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    options = ("--checks", checks, "--max-examples", "10", "--generation-deterministic", "--no-color")

    said = run("-c", command, "run", f"{published.url}api/v1/openapi.json", *options, cwd=tmp_path)
    assert "No issues found" in said


def test_every_page_names_its_file_of_the_api(published: Published):
    from bs4 import BeautifulSoup

    wrong = []
    every = [page for tag in ("ko", "en") for page in sorted((published.site / tag).rglob("index.html"))]
    pages = [page for page in every if page.parent.name != "translations"]  # the state of the words, not of a thing
    assert len(pages) == len(every) - 2 > 200
    for page in pages:
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        found = [link["href"] for link in soup.select('head link[type="application/json"]')]
        if len(found) != 1 or not leads(found[0], published.url, published.site):
            wrong.append((str(page), found))
    assert wrong == []
