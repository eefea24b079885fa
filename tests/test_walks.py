"""The walks of CONTRIBUTING, done as they are written: each command prints what the text says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tea import ROOT, Files

GUIDES = ("CONTRIBUTING.md", "CONTRIBUTING.ko.md")
FIRST, COLLECTION = 0, 1
"""The walks in the order of the text: a first entry, a new collection."""
_BLOCK = re.compile(r"^```(console|yaml|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def walk(guide: str, number: int) -> list[tuple[str, str]]:
    """The blocks of the section with that walk, each with its language."""
    sections = re.split(r"^## ", (ROOT / guide).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [_BLOCK.findall(section) for section in sections if "```console" in section][number]


def done(project: Path, block: str) -> str:
    """The commands of a block, each with what it prints."""
    said = ""
    for command in re.findall(r"^\$ \./handbook (.*)$", block, re.MULTILINE):
        options = [*shlex.split(command), "--project", str(project)]
        result = subprocess.run([sys.executable, ROOT / "build.py", *options], capture_output=True, text=True)
        said += f"$ ./handbook {command}\n{result.stdout}{result.stderr}"
    return said


@pytest.fixture
def project(tmp_path: Path) -> Files:
    """The handbook as a clone has it, built once."""
    files = Files(Path(shutil.copytree(ROOT, tmp_path / "clone", ignore=shutil.ignore_patterns(".*", "site", "tests"))))
    for name in (".editor", ".vscode"):
        shutil.copytree(ROOT / name, files.root / name)
    for command in ("init -q", "add -A", "-c user.name=Editor -c user.email=editor@example.org commit -qm Clone"):
        subprocess.run(["git", *command.split()], cwd=files.root, check=True)
    return files


@pytest.mark.parametrize("guide", GUIDES)
def test_a_first_entry_takes_the_steps_that_the_guide_says(project, guide):
    new, empty, (kind, text), slip, built = walk(guide, FIRST)
    path = "data/terms/hyperparameter.yml"

    assert (kind, done(project.root, new[1]), done(project.root, empty[1])) == ("yaml", new[1], empty[1])
    project.write(path, text)
    assert done(project.root, slip[1]) == slip[1]
    project.sub(path, "deeplearning", "deep-learning")
    assert done(project.root, built[1]) == built[1]
    for tag, title in (("ko", "하이퍼파라미터"), ("en", "Hyperparameter")):
        page = (project.root / "site" / tag / "terms/hyperparameter/index.html").read_text(encoding="utf-8")
        assert f'<h1 id="top">{title}' in page


@pytest.mark.parametrize("guide", GUIDES)
def test_a_collection_takes_the_steps_that_the_guide_says_and_no_python(project, guide):
    schema, *words, missing, labels, built = walk(guide, COLLECTION)
    for _, text in (schema, *words):
        name, _, content = text.partition("\n")
        project.write(name.lstrip("/# "), content)
    project.sub("data/site.yml", "collections:\n", "collections:\n  - tools\n")

    assert done(project.root, missing[1]) == missing[1]
    project.write("data/labels.yml", project.read("data/labels.yml") + labels[1].partition("\n")[2])
    assert done(project.root, built[1]) == built[1]
    for tag, tool, heading in (("ko", "노트북", "쓰는 도구"), ("en", "Notebook", "Tools for it")):
        page = (project.root / "site" / tag / "use-cases/llm-chatbot/index.html").read_text(encoding="utf-8")
        assert tool in page and heading in page
        assert (project.root / "site" / tag / "tools/notebook/index.html").is_file()
