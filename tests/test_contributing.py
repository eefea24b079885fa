"""CONTRIBUTING.md teaches with one entry of each collection; each must be right."""

import re
import shutil
from pathlib import Path

import pytest

from press.model import Faulty
from press.project import prepare

ROOT = Path(__file__).parent.parent
SAMPLES = re.findall(
    r"```yaml\n# (data/(\w+)/([\w-]+)\.yml)\n(# yaml-language-server: .*?)```",
    (ROOT / "CONTRIBUTING.md").read_text(),
    re.DOTALL,
)
"""Those of the walks, without a line for editors, are for tests/test_walks.py."""


@pytest.fixture
def book_with_samples(tmp_path):
    for name in ("data", "templates", "theme", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.base.yml", tmp_path)
    for path, collection, id_, text in SAMPLES:
        (tmp_path / path).write_text(text)
        words = tmp_path / "data" / f"{collection}.yml"
        words.write_text(re.sub(r"^(order: \[.*)\]", rf"\1, {id_}]", words.read_text(), flags=re.MULTILINE))
    return tmp_path


def test_there_is_a_sample_for_every_collection():
    assert sorted(collection for _, collection, _, _ in SAMPLES) == sorted(
        path.name for path in (ROOT / "data").iterdir() if path.is_dir() and path.name != "diagrams"
    )


def test_every_sample_is_an_entry_without_a_fault(book_with_samples):
    try:
        edition = prepare(book_with_samples)
    except Faulty as faulty:
        assert [str(problem) for problem in faulty.problems] == []
    pages = {page.path for page in edition.pages}
    assert {
        f"docs/ko/{collection.replace('_', '-')}/{id_}.md"
        for _, collection, id_, _ in SAMPLES
        if collection != "sources"
    } <= pages


def test_every_sample_shows_every_field_of_its_collection():
    import json

    import yaml

    missing = {}
    for path, collection, _, text in SAMPLES:
        fields = json.loads((ROOT / "schemas" / f"{collection}.schema.json").read_text())["properties"]
        shared = {
            "abbreviation",
            "also_called",
            "how",
            "formulas",
            "choose",
            "avoid",
            "mistakes",
            "precisely",
            "optional",
        }
        shown = set(yaml.safe_load(text))
        missing[path] = set(fields) - shown - (shared if collection != "methods" else {"optional"})
    assert missing == {path: set() for path, _, _, _ in SAMPLES}
