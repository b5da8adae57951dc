"""Times that are the event's: what came of it is often told with the hour by which it was known or mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trucewatch.link.rules import Rules
from trucewatch.link.text import holds
from trucewatch.records.claim import Claim
from trucewatch.values.moment import Moment


def comes_after(claim: Claim, rules: Rules) -> bool:
    """Whether the claim's time is one by which something had come of the event, or was mended: "by 15:00", "restored
    at noon"."""
    if claim.time is None or claim.kind not in rules.consequences:
        return False
    said = (claim.time.text or "").casefold().split()
    return (bool(said) and said[0] in rules.until_words) or holds(claim.quote, rules.mended)


def days_alone(moment: Moment) -> Moment:
    """The whole local days of a moment."""
    first, last = moment.days
    return Moment.of_days(first, last, zone=moment.zone, basis=moment.basis, text=moment.text)


def event_times(claims: Sequence[Claim], rules: Rules) -> Mapping[str, Moment]:
    """By claim, the times that are the event's. Where accounts give no other, one that came after tells the days."""
    timed = [c for c in claims if c.time]
    told = {c.id: c.time for c in timed if c.time and not comes_after(c, rules)}
    return told or {c.id: days_alone(c.time) for c in timed if c.time}
