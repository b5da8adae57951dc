"""Puts the pinned figures into the README. Run: python -m tools.figures"""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHOWN = (
    ("found", "claims found", 0.915),
    ("kind", "kind right", 0.915),
    ("source_party", "source's party", 0.95),
    ("actor_party", "actor's party", 0.81),
    ("target_class", "target class", 0.90),
    ("place", "place", 0.91),
    ("count", "count", 0.96),
    ("time_both", "day, where both give one", 0.96),
    ("allegation", "all of it right at once (“allegation”)", 0.76),
)


def table() -> str:
    """The figures as a Markdown table, beside what two human passes reach."""
    pinned = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))["floors"]
    columns = ("{}", "own_b_{}", "own_c_{}")
    rows = [
        f"| {words} | {' | '.join(f'{pinned[c.format(name)]:.2f}' for c in columns)} | {human:.2f} |"
        for name, words, human in SHOWN
    ]
    head = [
        "| F1 | development set | our own reports, unseen: set B | set C | two annotators among themselves |",
        "|---|---|---|---|---|",
    ]
    linked = (
        f"\n\nEvery quote is verbatim ({pinned['verbatim']:.0%}). Linking, with annotated claims as input: "
        f"B³ F1 {pinned['link_b3']:.2f}, pairwise precision {pinned['link_pairwise_precision']:.2f}."
    )
    return "\n".join([*head, *rows]) + linked


def main() -> None:
    """Writes the table between the marks in the README."""
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    marked = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.S)
    path.write_text(marked.sub(lambda m: f"{m[1]}{table()}\n{m[2]}", text), encoding="utf-8")


if __name__ == "__main__":
    main()
