"""What the sentence above a list of points says for all of them."""

from __future__ import annotations

from trucewatch.language.times import Timed
from trucewatch.read.lists import BULLET
from trucewatch.read.page import Page
from trucewatch.read.proposition import Proposition


def above_the_points(page: Page, p: Proposition) -> Timed | None:
    """ "Two clinics were hit on Sunday." and below it "- A: a drone hit one.": the day of the sentence above, where
    it tells of one alone and the point of none."""
    text, start = page.text, p.tree.start
    if BULLET.match(text, text.rfind("\n", 0, start + 1) + 1) is None:
        return None
    lead = next((t for t in reversed(page.trees[: p.tree.number]) if "\n\n" in text[t.end : start]), None)
    if lead is None or BULLET.match(text, lead.start) is not None:
        return None
    told = page.times_in(lead.start, lead.end, ahead=False)
    if len(told) != 1 or page.times_in(start, p.tree.end, ahead=False):
        return None
    p.notes.append(f"time carried from “{told[0].moment.text}” above the points".replace(":", "."))
    return told[0]
