"""A drawing as PNG, by resvg: the extra ``png``."""

from __future__ import annotations

from trucewatch.errors import MissingExtra


def png(svg: str, zoom: int = 2) -> bytes:
    """The drawing, ``zoom`` pixels a point. Raises MissingExtra where resvg-py is not installed."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError as e:
        raise MissingExtra("drawing PNG needs resvg-py", mend="install trucewatch[png], or take the SVG") from e
    return bytes(svg_to_bytes(svg_string=svg, zoom=zoom))
