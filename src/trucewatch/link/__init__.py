"""Linking: which claims speak of one real-world event. Claims and decisions in, incidents out."""

from trucewatch.link.backend import Backend
from trucewatch.link.decided import Decided, decided
from trucewatch.link.explain import Explanation, explain_pair
from trucewatch.link.linker import each, link
from trucewatch.link.parameters import LinkParameters, Places
from trucewatch.link.redirects import incident_id, redirects
from trucewatch.link.resolve import resolve
from trucewatch.link.state import Linking

__all__ = [
    "Backend",
    "Decided",
    "Explanation",
    "LinkParameters",
    "Linking",
    "Places",
    "decided",
    "each",
    "explain_pair",
    "incident_id",
    "link",
    "redirects",
    "resolve",
]
