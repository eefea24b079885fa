"""The plain way to check a project: PyYAML, jsonschema and one Jinja template, in one process.

    python bench/naive.py DIR

Reads and validates every entry with the project's own schemas, prints it in every language with the same fields and to
about the same amount of Markdown as the generator does, and compares it with the file in docs/ if there is one. What
the generator does beyond that (places of faults, links that lead nowhere, diagrams, overviews) is left out, so the
comparison favours this side.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import jinja2
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

TEMPLATE = """\
---
# Generated from {{ source }} and templates/entry.md.j2. Edit those, not this.
title: {{ data.title[tag] | tojson }}
description: {{ data.summary[tag] | tojson }}
source: {{ source | tojson }}
kind: entry
---

<p class="kicker" markdown>[{{ collection.title[tag] }}](index.md) </p>

# {{ data.title[tag] }} { #top }

<p class="names" markdown>{% for other in tags if other != tag %}<span lang="{{ other }}">{{ data.title[other] }}</span>
{%- endfor %}{% for one in data.also_called[tag] | default([]) %}<span>{{ one }}</span>{% endfor %}</p>

{{ data.summary[tag] }}
{ .lead }

<div class="glance glance--TB" markdown>

<div class="facts" markdown>

{{ labels.kind[tag] }}
:   {{ labels["kind_" ~ data.kind][tag] }}

{{ labels.next[tag] }}
:   [{{ titles[own ~ "/" ~ data.next][tag] }}]({{ data.next }}.md)

{{ labels.previous[tag] }}
:   {% for one in previous %}[{{ titles[own ~ "/" ~ one][tag] }}]({{ one }}.md)<br>{% endfor %}


</div>

<figure class="diagram diagram--{{ own }}" markdown>

```mermaid
flowchart TB
  accTitle: {{ diagram.title[tag] }}
  accDescr: {{ diagram.description[tag] }}
{% for one in diagram.nodes[0].only %}
  N{{ loop.index }}["<b>{{ titles[own ~ "/" ~ one][tag] }}</b>"]
{% endfor %}
{% for one in diagram.nodes[0].only[1:] %}
  N{{ loop.index }} --> N{{ loop.index + 1 }}
{% endfor %}
{% for one in diagram.nodes[0].only %}
  click N{{ loop.index }} "../../{{ own }}/{{ one }}/"
  class N{{ loop.index }} colour1
{% endfor %}
```

<figcaption markdown>{{ labels.related_here[tag] }}</figcaption>

<details class="twin" markdown>
<summary markdown>{{ labels.as_text[tag] }}</summary>

{{ diagram.description[tag] }}

{% for one in diagram.nodes[0].only[:-1] %}
{{ loop.index }}. [{{ titles[own ~ "/" ~ one][tag] }}]({{ one }}.md)
    - → [{{ titles[own ~ "/" ~ diagram.nodes[0].only[loop.index]][tag] }}]({{ diagram.nodes[0].only[loop.index] }}.md)
{% endfor %}
</details>
</figure>

</div>

## {{ labels.what[tag] }} { #what }

{% for one in data.what %}
{{ one[tag] | linked }}

{% endfor %}
## {{ labels.watch[tag] }} { #watch }

{% for one in data.watch %}
- {{ one[tag] | linked }}
{% endfor %}

## {{ labels.how[tag] }} { #how }

{% for one in data.how %}
{{ loop.index }}. {{ one[tag] | linked }}
{% endfor %}

## {{ labels.settings[tag] }} { #settings }

|{% for cell in data.settings.head %} {{ cell[tag] }} |{% endfor %}

|{% for cell in data.settings.head %} --- |{% endfor %}

{% for row in data.settings.rows %}
|{% for cell in row %} {{ cell[tag] }} |{% endfor %}

{% endfor %}

## {{ labels.connections[tag] }} { #connections }

{% for one in data.connections + incoming %}
- [{{ titles[one.to][tag] }}](../{{ one.to }}.md)

    {{ one.note[tag] | linked }}

{% endfor %}
<nav class="pager" aria-label="{{ labels.pager[tag] }}" markdown>

<span class="pager__before">{{ labels.before[tag] }}</span>
<span class="pager__after">{{ labels.after[tag] }}</span>

</nav>
"""


def check(project: Path) -> dict[str, int]:
    """Reads, validates and prints every entry; counts the faults, pages, letters and pages that differ from docs/."""
    site, labels = load(project / "data" / "site.yml"), load(project / "data" / "labels.yml")
    tags = [language["tag"] for language in site["languages"]]
    schemas, registry = read_schemas(project, tags)
    entries: dict[str, dict[str, Any]] = {}
    diagrams: dict[str, Any] = {}
    collections: dict[str, Any] = {}
    count = {"faults": 0, "pages": 0, "letters": 0, "differing": 0}
    for name in site["collections"]:
        collections[name] = load(project / "data" / f"{name}.yml")
        diagrams[name] = load(project / "data" / "diagrams" / f"{name}.yml")
        validator = Draft202012Validator(schemas[f"{name}.schema.json"], registry=registry)
        for id_ in collections[name]["order"]:
            data = entries[f"{name}/{id_}"] = load(project / "data" / name / f"{id_}.yml")
            count["faults"] += sum(1 for _ in validator.iter_errors(data))
    titles = {address: data["title"] for address, data in entries.items()}
    previous: dict[str, list[str]] = defaultdict(list)
    incoming: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for address, data in entries.items():
        name, _, id_ = address.partition("/")
        previous[f"{name}/{data['next']}"].append(id_)
        for one in data["connections"]:
            incoming[one["to"]].append({"to": address, "note": one["note"]})
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, undefined=jinja2.ChainableUndefined)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    for tag in tags:
        environment.filters["linked"] = lambda text, tag=tag: linked(text, titles, tag)
        template = environment.from_string(TEMPLATE)
        for address, data in entries.items():
            name, _, id_ = address.partition("/")
            text = template.render(
                tag=tag,
                tags=tags,
                data=data,
                own=name,
                source=f"data/{address}.yml",
                collection=collections[name],
                labels=labels,
                titles=titles,
                previous=previous[address],
                incoming=incoming[address],
                diagram=diagrams[name],
            )
            count["pages"] += 1
            count["letters"] += len(text)
            written = project / "docs" / tag / name.replace("_", "-") / f"{id_}.md"
            if written.is_file():
                count["differing"] += written.read_text(encoding="utf-8") != text
    return count


def load(path: Path) -> Any:
    """What a YAML file says."""
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)


def read_schemas(project: Path, tags: list[str]) -> tuple[dict[str, Any], Registry]:
    """The project's schemas by file name, completed with its languages, and a registry to look them up in."""
    common = Path(__file__).parent.parent / "schemas" / "common.schema.json"
    paths = [common, *(project / "schemas").glob("*.json")]
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in paths}
    kinds = schemas["common.schema.json"]["$defs"]
    kinds["text"] |= {
        "additionalProperties": False,
        "required": tags,
        "properties": {tag: {"type": "string", "pattern": r"\S"} for tag in tags},
    }
    kinds["names"] |= {
        "additionalProperties": False,
        "properties": {tag: {"type": "array", "items": {"type": "string"}} for tag in tags},
    }
    resources = [(name, DRAFT202012.create_resource(schema)) for name, schema in schemas.items()]
    return schemas, Registry().with_resources(resources)


def linked(text: str, titles: dict[str, Any], tag: str) -> str:
    """Prose with its inline links as Markdown."""
    first, *parts = text.split("[[")
    out = first
    for part in parts:
        address, _, rest = part.partition("]]")
        out += f"[{titles[address][tag]}](../{address}.md){rest}"
    return out


if __name__ == "__main__":
    print(*(f"{key} {value}" for key, value in check(Path(sys.argv[1])).items()), sep="\n")
