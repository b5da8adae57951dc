"""Linking: which claims speak of one real-world event. Claims and decisions in, incidents out."""

from trucewatch.link.linker import link
from trucewatch.link.parameters import LinkParameters, Places
from trucewatch.link.resolve import resolve

__all__ = ["LinkParameters", "Places", "link", "resolve"]
