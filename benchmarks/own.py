"""Measures the reader on ``benchmarks/reports``: reports of our own, annotated under the guide of ``../shared/gold``.

The scorer is the one of ``../shared/gold`` and no part of the repository; without it nothing is measured. Set A may be
looked at. Sets B and C are only measured, so their errors are never printed. Model readers wrote the texts and
annotated them.

    python -m benchmarks.own [--errors N]    N errors of set A
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import gold

REPORTS = Path(__file__).parent / "reports"
SETS = {
    name: gold.Annotated(REPORTS / f"{name}.docs.jsonl", REPORTS / f"{name}.claims.jsonl") for name in ("a", "b", "c")
}
OPEN = "a"
SECOND = {name: REPORTS / f"{name}.second.claims.jsonl" for name in ("b", "c")}
"""A second pass of annotation over the same texts, made without the first: what it scores against it is the most that
can be asked of a reader."""
SKIPPED = "skipped: the scorer ../shared/gold/score.py is absent (it is not part of the repository)"


def present() -> bool:
    """Whether the scorer is at hand; the sets always are."""
    return all(gold.present(data) for data in SETS.values())


def measure() -> dict[str, float]:
    """F1 of each figure as ``own_a_…`` and ``own_b_…``, ``verbatim`` a share. Empty where the scorer is absent."""
    if not present():
        return {}
    return {
        f"own_{name}_{figure}": value
        for name, data in SETS.items()
        for figure, value in gold.flat(gold.figures(data)).items()
    }


def main() -> int:
    """Prints the figures of all sets; 0 also where the scorer is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0)
    asked = parser.parse_args()
    if not present():
        print(SKIPPED)
        return 0
    for name, data in SETS.items():
        print(f"set {name.upper()}")
        gold.show(gold.figures(data, errors=asked.errors if name == OPEN else 0))
        if name in SECOND:
            print(f"set {name.upper()}, a second annotator against the first")
            gold.show(gold.scored(SECOND[name], data))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
