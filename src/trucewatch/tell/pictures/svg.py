"""A little SVG: shapes told apart by form and shade alone, so that they can be read printed in black and white."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from trucewatch.tell.drawing import tag
from trucewatch.tell.escape import one_line


def text(words: str, x: float, y: float, **attributes: str | float) -> str:
    """Words at a point, made safe and on one line, with a white edge so that they can be read over shapes."""
    around: dict[str, str | float] = {
        "paint_order": "stroke",
        "stroke": "white",
        "stroke_width": 3,
        "stroke_linejoin": "round",
    }
    return tag("text", escape(one_line(words)), x=x, y=y, **{**around, **attributes})


def drawing(width: int, height: int, title: str, parts: Iterable[str]) -> str:
    """The whole file, with a title for those who cannot see it."""
    body = "\n".join((tag("title", escape(one_line(title))), *parts))
    frame = tag("rect", x=0, y=0, width=width, height=height, fill="white")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="11" role="img">\n{frame}\n{body}\n</svg>\n'
    )
