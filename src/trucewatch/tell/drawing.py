"""The smallest drawing code that the report's figures need: SVG 1.1 in the current colour, readable in black and white.

Numbers are written with at most two decimals, so that the same figure has the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from trucewatch.tell.escape import one_line

FONT = "Libertinus Serif, Noto Serif, Liberation Serif, DejaVu Serif, serif"
WIDTH = 640.0


def num(value: float) -> str:
    """``12``, ``12.5``, ``0.33``."""
    return f"{round(value, 2):.2f}".rstrip("0").rstrip(".") or "0"


def tag(name: str, content: str = "", **attributes: str | float | None) -> str:
    """An element; ``stroke_width`` becomes ``stroke-width``, numbers are written short, None is left out."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(num(v) if isinstance(v, float | int) else str(v))}"
        for key, v in attributes.items()
        if v is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(x: float, y: float, words: str, *, size: float = 11, anchor: str = "start", weight: str = "normal") -> str:
    """A line of text; its hidden characters are made visible."""
    return tag(
        "text",
        escape(one_line(words)),
        x=x,
        y=y,
        font_size=size,
        text_anchor=anchor,
        font_weight=weight,
        fill="currentColor",
    )


def line(x1: float, y1: float, x2: float, y2: float, *, width: float = 1, dash: str = "", faint: bool = False) -> str:
    """A straight line."""
    more = {"stroke_dasharray": dash} if dash else {}
    opacity = 0.35 if faint else 1
    return tag(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="currentColor", stroke_width=width, stroke_opacity=opacity, **more
    )


def box(x: float, y: float, width: float, height: float, *, filled: float = 1, outline: float = 0) -> str:
    """A rectangle; ``filled``: opacity of the filling, ``outline``: width of the edge."""
    return tag(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        fill="currentColor" if filled else "none",
        fill_opacity=filled,
        stroke="currentColor" if outline else "none",
        stroke_width=outline,
    )


def polyline(points: Sequence[tuple[float, float]], *, width: float, dash: str = "", opacity: float = 1) -> str:
    """A line through points."""
    path = " ".join(f"{num(x)},{num(y)}" for x, y in points)
    more = {"stroke_dasharray": dash} if dash else {}
    return tag(
        "polyline",
        points=path,
        fill="none",
        stroke="currentColor",
        stroke_width=width,
        stroke_opacity=opacity,
        stroke_linejoin="round",
        **more,
    )


def drawing(height: float, title: str, parts: Iterable[str], *, name: str, defs: str = "") -> str:
    """A whole drawing, 640 units wide, with its title for whoever cannot see it."""
    label = tag("title", escape(one_line(title)), id=f"{name}-title")
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {num(WIDTH)} {num(height)}" width="{num(WIDTH)}" '
        f'height="{num(height)}" role="img" aria-labelledby="{name}-title" font-family="{FONT}">'
    )
    return head + label + (tag("defs", defs) if defs else "") + "".join(parts) + "</svg>"
