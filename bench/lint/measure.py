"""Runs the Korean rules over Markdown that others wrote, to count false alarms.

    python bench/lint/measure.py FOLDER…            how many sentences, and how many hits of each rule
                                                    how many particles after marks, how often a wrong one is noticed
    python bench/lint/measure.py --show FOLDER…     every hit in its sentence, to be judged by reading

Links and code of the Markdown become the marks of our prose; code blocks, HTML, images and front matter are left out.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from press.lint import ko  # noqa: E402
from press.lint.printed import Mark, Printed, printed  # noqa: E402

OTHER = {"은": "는", "이": "가", "을": "를", "과": "와", "으로": "로"}
OTHER |= {other: particle for particle, other in OTHER.items()}
HANGUL = re.compile("[\uac00-\ud7a3]")
LEFT_OUT = re.compile(
    r"\A---\n.*?\n---\n|^ *(```+|~~~+).*?^ *\1`*~*$|<!--.*?-->|<(script|style|pre)\b.*?</\2>", re.DOTALL | re.MULTILINE
)
BREAK = re.compile(r"\n\s*\n|\n(?= *:{1,3}\s?)|\n(?= *(?:[-*+>|#]|\d+[.)]) )|\n(?=\|)|\|")
LINE_START = re.compile(r"^(?:\s*(?:[-*+>:]|#+|\d+[.)])\s+)+")
LINK = re.compile(r"\[(?P<words>(?:[^\[\]]|\[[^\]]*\])+)\](?:\((?:[^()]|\([^)]*\))*\)|\[[^\]]*\])")
TAG = re.compile(r"( *)(?:</?[A-Za-z][^<>]*>|<>|</>|\{#[^}]*\}|\{/\*.*?\*/\}|!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\]))( *)")
EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)")
END = re.compile(r"(?<=[.!?])\s+(?=\S)")


def paragraphs(markdown: str) -> Iterator[str]:
    """The Korean paragraphs, headings, items and cells of a Markdown file, as our prose; no pages' markup."""
    for part in BREAK.split(LEFT_OUT.sub("\n\n", markdown)):
        line = LINE_START.sub("", " ".join(map(str.strip, part.split("\n")))).strip()
        if HANGUL.search(line) and not line.startswith("<") and "{{" not in line:
            yield prose(line)


def prose(line: str) -> str:
    """A line of Markdown with our marks in the place of its own. Code within links is the words of the link."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[2].strip())
        return f"\x00{len(kept) - 1}\x00"

    line = re.sub(r"(`+)(.+?)\1", keep, line)
    line = EMPHASIS.sub("", TAG.sub(lambda match: match[1][:1] or match[2][:1], line)).replace("$", "")
    line = LINK.sub(lambda match: f"[[a/b|{said(match['words'], kept, '{}')}]]", line)
    return said(line, kept, "`{}`")


def said(line: str, kept: list[str], frame: str) -> str:
    """The line with the code that was taken out of it."""
    return re.sub(
        "\x00(\\d+)\x00", lambda match: frame.format(re.sub(r"[\[\]|`]", "", kept[int(match[1])]) or "-"), line
    )


def with_the_other_particle(text: Printed, mark: Mark) -> Printed | None:
    """The text with a wrong particle after a mark, or none if there is no particle."""
    particle = re.match("[\uac00-\ud7a3]*", text.words[mark.end :])
    if not particle or particle[0] not in OTHER:
        return None
    words = text.words[: mark.end] + OTHER[particle[0]] + text.words[mark.end + len(particle[0]) :]
    return Printed(words, [mark], range(len(words) + 1))


def main() -> None:
    """Counts, or shows, the hits in every Markdown file below some folders."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    options.add_argument("--show", action="store_true", help="print every hit in its sentence")
    given = options.parse_args()
    for folder in given.folders:
        counts: Counter[str] = Counter()
        for path in sorted(folder.rglob("*.md")):
            for text in paragraphs(path.read_text(encoding="utf-8", errors="replace")):
                counts["sentences"] += len(END.split(text))
                seen = printed(text, lambda address: "")
                for mark in seen.marks:
                    if (swapped := with_the_other_particle(seen, mark)) is not None:
                        counts["particles after marks"] += 1
                        counts["of which a wrong one is noticed"] += any(
                            one.code == ko.PARTICLE and one.start == mark.end for one in ko.findings(swapped)
                        )
                for one in ko.findings(seen):
                    counts[one.code] += 1
                    if given.show:
                        place = seen.origins[one.start]
                        shown = f"{text[max(0, place - 40) : place]}⟦{text[place : place + 30]}"
                        print(one.code, path.relative_to(folder), one.message, shown, sep="\t")
        if not given.show:
            print(folder.name, *(f"{name}: {number}" for name, number in counts.items()), sep="\n  ")


if __name__ == "__main__":
    main()
