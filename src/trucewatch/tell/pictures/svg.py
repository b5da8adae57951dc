"""A little SVG: shapes told apart by form and shade alone, so that they can be read printed in black and white."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from trucewatch.tell.escape import one_line


def n(value: float) -> str:
    """A coordinate: two decimals at the most, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def element(name: str, content: str = "", **attributes: object) -> str:
    """One element; numbers are written short, underscores in names are hyphens."""
    pairs = (
        f" {k.rstrip('_').replace('_', '-')}={quoteattr(n(v) if isinstance(v, float) else str(v))}"
        for k, v in attributes.items()
        if v is not None
    )
    return f"<{name}{''.join(pairs)}>{content}</{name}>" if content else f"<{name}{''.join(pairs)}/>"


def text(words: str, x: float, y: float, **attributes: object) -> str:
    """Words at a point, made safe and on one line, with a white edge so that they can be read over shapes."""
    around = {"paint_order": "stroke", "stroke": "white", "stroke_width": 3, "stroke_linejoin": "round"}
    return element("text", escape(one_line(words)), x=x, y=y, **{**around, **attributes})


def drawing(width: int, height: int, title: str, parts: Iterable[str]) -> str:
    """The whole file, with a title for those who cannot see it."""
    body = "\n".join((element("title", escape(one_line(title))), *parts))
    frame = element("rect", x=0, y=0, width=width, height=height, fill="white")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="11" role="img">\n{frame}\n{body}\n</svg>\n'
    )
