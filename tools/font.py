"""Makes the font that the PDF falls back on for letters that Typst's own fonts lack (Arabic, arrows, marks).

    python -m tools.font /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf

The source is DejaVu Sans 2.37, whose licence lets a part of it be shipped under a name of its own.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

OUT = Path(__file__).parents[1] / "src" / "trucewatch" / "tell" / "data" / "fonts" / "trucewatch-fallback.ttf"
NAME = "Trucewatch Fallback"
RANGES = (
    (0x0590, 0x06FF),
    (0x0750, 0x077F),
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFF),
    (0x2190, 0x21FF),
    (0x0530, 0x058F),
    (0x10A0, 0x10FF),
)


def main(source: Path) -> None:
    """Writes the font: the same bytes from the same source."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(
        layout_features=["*"], hinting=False, recalc_timestamp=False, name_IDs=[0, 1, 2, 3, 4, 6, 13, 14]
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[0x20, *(c for first, last in RANGES for c in range(first, last + 1))])
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4):
            record.string = NAME
        elif record.nameID == 6:
            record.string = NAME.replace(" ", "")
    font.save(OUT)
    print(f"{OUT}: {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
