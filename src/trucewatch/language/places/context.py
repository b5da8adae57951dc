"""What a report says around a name, as far as it helps to tell namesakes apart."""

from __future__ import annotations

from typing import NamedTuple

from trucewatch.language.places.ground import Spot


class Context(NamedTuple):
    """``case``: alpha-3 codes of the countries in play, the likelier first. ``named``: those that the text names.

    ``regions``: keys of the first-level areas that the text names; ``spots``: places of the text that are certain.
    ``container``: keys of what stands next to the name as what it lies in ("Paris, Texas").
    """

    case: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    regions: frozenset[tuple[str, str]] = frozenset()
    spots: tuple[Spot, ...] = ()
    container: frozenset[str] = frozenset()


NOTHING = Context()
