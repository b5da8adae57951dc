"""Linking: which claims speak of one real-world event. Claims and decisions in, incidents out."""

from trucewatch.link.backend import Backend
from trucewatch.link.decided import Decided, decided
from trucewatch.link.explain import Explanation, explain_pair
from trucewatch.link.foundby import Finder, FoundBy, aids_of
from trucewatch.link.linker import each, link
from trucewatch.link.nearby import Relinked, Source, Taken, TooWide, relink
from trucewatch.link.parameters import LinkParameters, Places
from trucewatch.link.redirects import incident_id, redirects
from trucewatch.link.resolve import resolve
from trucewatch.link.state import Linking
from trucewatch.link.units import OrderKey, order_key

__all__ = [
    "Backend",
    "Decided",
    "Explanation",
    "Finder",
    "FoundBy",
    "LinkParameters",
    "Linking",
    "OrderKey",
    "Places",
    "Relinked",
    "Source",
    "Taken",
    "TooWide",
    "aids_of",
    "decided",
    "each",
    "explain_pair",
    "incident_id",
    "link",
    "order_key",
    "redirects",
    "relink",
    "resolve",
]
