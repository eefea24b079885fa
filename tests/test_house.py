"""The rules of the house: who imports whom, no topic in the code, no words in the templates."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
import yaml
from tea import ROOT

MODULES = sorted([*(ROOT / "press").rglob("*.py"), ROOT / "build.py"])
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))
CODE = [*MODULES, *TEMPLATES, *sorted((ROOT / "theme").rglob("*.html"))]

# One outside library, one module; and the parts of Python that reach outside the process.
OUTSIDE = {
    "PIL": {"press/cards.py"},
    "argparse": {"build.py"},
    "fcntl": {"press/write.py"},
    "http.client": {"press/outgoing/ask.py"},
    "jinja2": {"press/render.py", "press/host/engine.py"},
    "jsonschema": {"press/shapes.py"},
    "jsonschema_rs": {"press/shapes.py"},
    "latex2mathml": {"press/inline.py"},
    "markdown": {"press/host/parsers.py"},
    "markupsafe": {"press/render.py"},
    "material": {"press/host/parsers.py"},
    "mermaidx": {"press/diagrams/draw.py"},
    "mkdocs": {"press/host/engine.py", "press/host/parsers.py"},
    "multiprocessing": {"press/spread.py"},
    "orjson": {"press/cache.py"},
    "referencing": {"press/shapes.py"},
    "socket": {"press/outgoing/ask.py"},
    "ssl": {"press/outgoing/ask.py"},
    "subprocess": {"press/host/command.py", "press/links/history.py", "press/preview/editor.py"},
    "tempfile": {"press/host/site.py"},
    "urllib.request": {"press/outgoing/ask.py"},
    "watchdog": {"press/preview/watch.py"},
    "yaml": {"press/load.py", "press/diagnosis.py"},
}
REACHING = {
    "argparse",
    "asyncio",
    "fcntl",
    "http.client",
    "multiprocessing",
    "socket",
    "ssl",
    "subprocess",
    "tempfile",
    "urllib.request",
}

# A step knows the nouns (model), the shapes that describe them, and what its own words are made of; no other step.
INSIDE = {
    "press/model.py": set(),
    "press/timing.py": set(),
    "press/spread.py": {"timing"},
    "press/digest.py": set(),
    "press/cache.py": {"digest"},
    "press/load.py": {"model", "diagnosis", "letters", "spread", "timing"},
    "press/diagnosis.py": {"model", "letters"},
    "press/letters.py": set(),
    "press/inline.py": set(),
    "press/shapes.py": {"model", "load"},
    "press/check.py": {"model", "shapes", "inline", "letters", "spread", "timing"},
    "press/passages.py": {"model"},
    "press/gist.py": {"model", "shapes", "inline", "digest", "passages"},
    "press/book.py": {"model", "shapes", "gist", "inline"},
    "press/alphabet.py": {"book"},
    "press/cards.py": {"digest"},
    "press/linked.py": {"book", "shapes"},
    "press/standing.py": {"model", "book"},
    "press/render.py": {
        "model",
        "alphabet",
        "book",
        "cards",
        "inline",
        "linked",
        "standing",
        "diagrams.graph",
        "diagrams.mermaid",
        "links.lock",
    },
    "press/copies.py": set(),
    "press/contract.py": {"shapes"},
    "press/api.py": {"model", "shapes", "inline", "book", "contract", "diagrams.graph"},
    "press/inventory.py": {"shapes", "book"},
    "press/editors/schemas.py": {"model", "shapes", "book"},
    "press/editors/settings.py": {"model", "editors.schemas"},
    "press/outline.py": {"digest", "find.record"},
    "press/links/lock.py": {"model"},
    "press/links/redirects.py": {"links.lock"},
    "press/links/history.py": {"model"},
    "press/links/feed.py": {"links.lock"},
    "press/links/rewrite.py": {"model", "load"},
    "press/links/move.py": {"model", "load", "check", "inline", "shapes", "links.lock", "links.rewrite"},
    "press/translations/lock.py": {"model", "passages"},
    "press/translations/states.py": {"model", "digest", "gist", "passages", "translations.lock"},
    "press/translations/carry.py": {"model", "load", "passages", "translations.lock", "translations.states"},
    "press/translations/report.py": {"model", "passages", "translations.states"},
    "press/translations/review.py": {"model", "load", "passages", "translations.report", "translations.states"},
    "press/find/keys.py": set(),
    "press/find/record.py": set(),
    "press/find/index.py": {"model", "digest", "find.keys", "find.record"},
    "press/report.py": {"model"},
    "press/write.py": {"cache", "model"},
    "press/diagrams/graph.py": {"book"},
    "press/diagrams/mermaid.py": {"book", "diagrams.graph"},
    "press/diagrams/draw.py": {"diagrams.mermaid"},
    "press/diagrams/embed.py": {"digest"},
    "press/diagrams/fence.py": {"diagrams.draw", "diagrams.mermaid"},
    "press/project.py": {
        "model",
        "load",
        "shapes",
        "check",
        "gist",
        "book",
        "render",
        "copies",
        "api",
        "inventory",
        "editors.schemas",
        "editors.settings",
        "find.index",
        "find.record",
        "cache",
        "digest",
        "spread",
        "timing",
        "diagrams.graph",
        "diagrams.mermaid",
        "diagrams.draw",
        "diagrams.embed",
        "outline",
        "links.feed",
        "links.lock",
        "links.redirects",
        "passages",
        "translations.lock",
        "translations.states",
    },
    "press/host/publish.py": {"model", "cache", "cards", "links.redirects", "host.remake"},
    "press/host/command.py": {"model", "cards"},
    "press/host/cards.py": {"cache", "cards", "spread", "timing"},
    "press/outgoing/gather.py": {"model", "check", "shapes", "inline"},
    "press/outgoing/ask.py": set(),
    "press/outgoing/sections.py": set(),
    "press/outgoing/visit.py": {"outgoing.ask", "outgoing.sections"},
    "press/outgoing/memory.py": {"write", "outgoing.visit"},
    "press/outgoing/report.py": {"model", "outgoing.gather", "outgoing.visit"},
    "press/lint/printed.py": {"inline"},
    "press/lint/terms.py": {"lint.printed"},
    "press/lint/ko.py": {"lint.printed"},
    "press/lint/proof.py": {
        "model",
        "load",
        "shapes",
        "check",
        "digest",
        "spread",
        "lint.ko",
        "lint.printed",
        "lint.terms",
    },
    "press/host/shell.py": set(),
    "press/host/parsers.py": set(),
    "press/host/engine.py": {"timing", "diagrams.fence", "host.parsers", "host.shell"},
    "press/host/remake.py": {"model", "cache", "digest", "spread", "timing", "host.engine"},
    "press/host/site.py": {
        "model",
        "cache",
        "digest",
        "spread",
        "timing",
        "write",
        "diagrams.draw",
        "cards",
        "host.cards",
        "host.command",
        "host.publish",
        "host.remake",
    },
    "press/edit/fresh.py": {"model", "load", "links.move", "links.rewrite"},
    "press/edit/style.py": {"model", "load", "check", "shapes", "links.move"},
    "press/edit/mend.py": {
        "model",
        "load",
        "check",
        "inline",
        "shapes",
        "links.move",
        "links.rewrite",
        "edit.style",
    },
    "press/edit/compare.py": {"model", "load", "check", "links.lock"},
    "press/edit/tell.py": {"edit.compare"},
    "press/edit/desk.py": {
        "model",
        "load",
        "check",
        "shapes",
        "links.history",
        "links.lock",
        "links.move",
        "edit.compare",
        "edit.fresh",
        "edit.mend",
        "edit.style",
        "edit.tell",
    },
    "press/live.py": {
        "model",
        "load",
        "shapes",
        "check",
        "gist",
        "book",
        "render",
        "host.command",
        "host.engine",
        "links.lock",
        "digest",
        "passages",
        "translations.lock",
        "translations.states",
    },
    "press/preview/faults.py": {"model"},
    "press/preview/editor.py": {"model"},
    "press/preview/watch.py": {"model"},
    "press/preview/answer.py": {"model", "digest", "preview.editor", "preview.faults"},
    "press/preview/serve.py": {"model", "load", "spread", "live", "preview.answer", "preview.watch"},
    "build.py": {
        "model",
        "load",
        "project",
        "report",
        "write",
        "cache",
        "spread",
        "timing",
        "live",
        "edit.desk",
        "links.history",
        "links.lock",
        "links.move",
        "host.site",
        "lint.proof",
        "outgoing.ask",
        "outgoing.gather",
        "outgoing.memory",
        "outgoing.report",
        "outgoing.visit",
        "preview.serve",
        "translations.carry",
        "translations.lock",
        "translations.report",
        "translations.review",
        "translations.states",
    },
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """The modules that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {one if (ROOT / f"{one.replace('.', '/')}.py").is_file() else node.module for one in inner}
    return found


def test_each_outside_library_has_one_module():
    found: dict[str, set[str]] = {}
    for path in MODULES:
        for module in imports(path):
            top = module.partition(".")[0]
            if module in REACHING or top in REACHING or top not in {*sys.stdlib_module_names, "press", "build"}:
                found.setdefault(module if module in REACHING else top, set()).add(name(path))

    assert found == OUTSIDE


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "__init__.py"], ids=name)
def test_a_module_imports_only_what_it_is_said_to(path):
    inside = {module.removeprefix("press.") for module in imports(path) if module.startswith("press")}

    assert inside - INSIDE[name(path)] == set()


def test_nobody_imports_the_command_line():
    assert [name(path) for path in MODULES if "build" in imports(path)] == []


def test_an_init_has_only_its_docstring():
    inits = [path for path in MODULES if path.name == "__init__.py"]

    assert [name(path) for path in inits if len(ast.parse(path.read_text()).body) != 1] == []


def test_every_module_says_what_it_is():
    assert [name(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


def test_nobody_changes_the_working_directory_or_swears_by_todo():
    odd = re.compile(r"os\.chdir|contextlib\.chdir|\bTODO\b|\bFIXME\b|\bXXX\b")

    assert {
        name(path): odd.findall(path.read_text("utf-8")) for path in CODE if odd.search(path.read_text("utf-8"))
    } == {}


def test_there_is_no_hangul_in_code_or_templates_but_in_the_rules_of_korean_spelling():
    hangul = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")

    assert [name(path) for path in CODE if hangul.search(path.read_text(encoding="utf-8"))] == ["press/lint/ko.py"]


def topics() -> set[str]:
    """The words that only this handbook has: its ids, and the fields of its own schemas."""
    ids = {path.stem for folder in (ROOT / "data").iterdir() if folder.is_dir() for path in folder.glob("*.yml")}
    collections = set(yaml.safe_load((ROOT / "data" / "site.yml").read_text(encoding="utf-8"))["collections"])
    # Words of the generator's own that are also ids or collections here: `sources` is a kind (citations).
    return {one for one in ids | collections if len(one) > 2} - {
        "sources",
        "terms",
        "label",
        "classification",
        "feature",
        "representation",
        "parameter",
        "token",
        "environment",
        "base",
        "hub",
        "release",
        "released",
        "custom",
        "chat",
        "maker",
        "policy",
        "prompt",
        "reward",
        "search",
        "faults",
    } | {"supervised", "neural", "Hugging", "Llama", "OpenAI", "machine learning", "language model", "lifecycle"}


def test_there_is_no_topic_word_in_code_or_templates():
    found = {
        (name(path), word)
        for path in CODE
        for word in topics()
        if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", path.read_text(encoding="utf-8"))
    }

    assert found == set()


PAGES = [path for path in TEMPLATES if path.name.endswith(".md.j2")]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_template_has_no_words(path):
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}(?!\s*\})", "", text, flags=re.DOTALL)
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = re.sub(r"```mermaid", "", text)
    text = re.sub(r"</?[a-z]+[^<>]*>", "", text)
    text = re.sub(r"\{ [^{}]*\}", "", text)

    assert re.findall(r"[^\W\d_]+", text) == []


@pytest.mark.parametrize("path", [path for path in PAGES if path.read_text().startswith("---")], ids=name)
def test_the_front_matter_of_a_template_has_keys_and_no_prose(path):
    matter = path.read_text(encoding="utf-8").split("---\n")[1]

    assert [
        line
        for line in matter.splitlines()
        if not re.fullmatch(
            r"# \{\{ notice \}\}|(title|description|card|source|data|linked|# names): \{\{ .* \| tojson \}\}"
            r"|(kind|data): [a-z-]+"
            r"|hide: \[[a-z, ]+\]|search: \{exclude: true\}"
            r"|around: '(\{%[^}]*%\}|\{\{[^}]*\}\}|<[^<>]*>|</?li>)*'",
            line,
        )
    ] == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_template_asks_for_no_language(path):
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"""(\{% if (\w+)\.lang %\})?(<span)?(\{% if \w+\.lang %\})? lang="\{\{ \w+\.lang \}\}\"""", "", text)

    assert re.findall(r"\blang(?:uage)?s?\b|\bko\b|\ben\b", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_has_no_whitespace_dashes(path):
    assert re.findall(r"\{[%{#]-|-[%}#]\}", path.read_text(encoding="utf-8")) == []


def test_every_kind_of_field_has_a_template():
    common = yaml.safe_load((ROOT / "schemas" / "common.schema.json").read_text(encoding="utf-8"))
    used = set()
    for path in (ROOT / "schemas").glob("*.schema.json"):
        if path.name.split(".")[0] in yaml.safe_load((ROOT / "data/site.yml").read_text())["collections"]:
            fields = yaml.safe_load(path.read_text(encoding="utf-8"))["properties"].values()
            used |= {one["$ref"].rpartition("/")[2] for one in fields if "$ref" in one}
    printed = {path.name.removesuffix(".md.j2") for path in (ROOT / "templates").glob("*/*.md.j2")}

    assert (used - set(common["$defs"]), used - printed) == (set(), {"flag", "names"} & used)


def test_every_schema_describes_every_field_to_an_editor():
    lacking = []
    for path in sorted((ROOT / "schemas").glob("*.schema.json")):
        schema = yaml.safe_load(path.read_text(encoding="utf-8"))
        lacking += [
            (path.name, field)
            for group in ("properties", "$defs")
            for field, part in schema.get(group, {}).items()
            if not part.get("description")
        ]

    assert lacking == []


def test_the_fields_of_every_entry_stand_in_the_order_of_its_schema():
    astray = []
    for folder in sorted(path for path in (ROOT / "data").iterdir() if path.is_dir()):
        schema = yaml.safe_load((ROOT / "schemas" / f"{folder.name}.schema.json").read_text(encoding="utf-8"))
        order = list(schema["properties"])
        for path in sorted(folder.glob("*.yml")):
            keys = list(yaml.safe_load(path.read_text(encoding="utf-8")))
            if keys != sorted(keys, key=order.index):
                astray.append(name(path))

    assert astray == []
