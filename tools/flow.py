"""Draws docs/flow.svg, the picture of the flow in the README. Run: python -m tools.flow"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

STAGES = (
    ("gather", "bytes kept first,\nhashed, then text"),
    ("read", "who claims what:\nverbatim quotes"),
    ("link", "one event,\nevery version"),
    ("corroborate", "what a sensor\ncould have seen"),
    ("assess", "each term, each\nparty's reading"),
    ("tell", "sentences with\ntheir claims"),
)
TRUTH = ("reports", "claims", "observations", "decisions", "agreements")
DERIVED = ("incidents", "corroborations", "findings", "positions")
WIDTH, BOX, GAP = 960, 132, 24


def box(x: float, y: float, w: float, h: float, fill: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="8" fill="{fill}" stroke="#33475b" stroke-width="1.2"/>'


def text(x: float, y: float, words: str, size: int = 13, weight: str = "400", anchor: str = "middle") -> str:
    lines = words.split("\n")
    steps = [0] + [size + 3] * (len(lines) - 1)
    spans = "".join(f'<tspan x="{x}" dy="{dy}">{escape(line)}</tspan>' for dy, line in zip(steps, lines, strict=True))
    look = f'font-size="{size}" font-weight="{weight}" text-anchor="{anchor}" fill="#1b2733"'
    return f'<text x="{x}" y="{y}" {look}>{spans}</text>'


def arrow(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1} {y1}L{x2} {y2}" stroke="#33475b" stroke-width="1.4" marker-end="url(#a)" fill="none"/>'


def picture() -> str:
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} 330" '
        'font-family="system-ui, sans-serif" role="img" '
        'aria-label="Reports go through gather, read, link, corroborate, assess and tell to a situation report; '
        'truth is appended to the ledger, everything derived can be rebuilt from it">',
        '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#33475b"/></marker></defs>',
        f'<rect width="{WIDTH}" height="330" fill="#ffffff"/>',
        text(24, 34, "published reports", 13, "600", "start"),
        text(WIDTH - 24, 34, "situation report", 13, "600", "end"),
    ]
    for n, (name, does) in enumerate(STAGES):
        x = 24 + n * (BOX + GAP)
        parts += [
            box(x, 50, BOX, 84, "#e8f1f8"),
            text(x + BOX / 2, 74, name, 15, "600"),
            text(x + BOX / 2, 98, does, 12),
        ]
        if n:
            parts.append(arrow(x - GAP, 92, x - 2, 92))
    parts += [
        box(24, 190, WIDTH - 48, 112, "#f6f3ea"),
        text(40, 212, "ledger.db", 14, "600", "start"),
        text(40, 240, "truth, append-only, hash-chained:", 13, "600", "start"),
        text(310, 240, " · ".join(TRUTH), 13, "400", "start"),
        text(40, 266, "derived, rebuilt to the byte:", 13, "600", "start"),
        text(310, 266, " · ".join(DERIVED), 13, "400", "start"),
        text(
            40,
            290,
            "original bytes under their SHA-256; people's decisions as rows, never overwritten",
            12,
            "400",
            "start",
        ),
    ]
    for n in range(5):  # every stage but the last writes
        middle = 24 + n * (BOX + GAP) + BOX / 2
        parts.append(arrow(middle, 136, middle, 188))
    parts += [arrow(24 + 5 * (BOX + GAP) + BOX / 2, 188, 24 + 5 * (BOX + GAP) + BOX / 2, 138), "</svg>"]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    (Path(__file__).parents[1] / "docs" / "flow.svg").write_text(picture(), encoding="utf-8")
