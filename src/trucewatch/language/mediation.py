"""Mediators: who brings an exchange about between others is no party to it."""

from __future__ import annotations

import re
from functools import lru_cache

from trucewatch.language.lexicon import lexicon
from trucewatch.records.claim import Claim
from trucewatch.values.vocabularies import Kind


def mediated(claim: Claim) -> bool:
    """Whether the actor whom the account of an exchange names is, by its words, the mediator."""
    if claim.kind is not Kind.EXCHANGE or claim.actor is None or not claim.actor.text:
        return False
    return bool(_pattern(claim.actor.text).search(claim.quote))


@lru_cache(maxsize=1024)
def _pattern(name: str) -> re.Pattern[str]:
    """``NAME has also mediated`` or ``mediated by the NAME``."""
    does, done = ("|".join(map(re.escape, lexicon("mediation")[k])) for k in ("does", "done_by"))
    called = re.escape(name)
    before, after = rf"\b{called}\W+(?:\w+\W+){{0,2}}?(?:{does})\b", rf"\b(?:{done})\W+(?:\w+\W+)?{called}\b"
    return re.compile(f"{before}|{after}", re.IGNORECASE)
