"""Sentences without a cue that stand in the account of an authority on the ground: a governor's list of places hit, a
staff's bulletin, told sector by sector, point by point."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import timedelta

from trucewatch.read.lexicons import words
from trucewatch.read.page import Page
from trucewatch.read.things import kinds_of
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice
from trucewatch.values.place import Place
from trucewatch.values.vocabularies import Role

_LOCAL = frozenset({Role.REGIONAL, Role.EMERGENCY})
_LYING = frozenset({"care", "condition", "hospital"})
_OLD = timedelta(days=2)
_SECTOR = re.compile(
    r"(?:Meanwhile, )?(?:[IO]n|[Tt]owards?|Near|[Aa]long|Also in) the (?:[A-Z][\w’'-]+,? (?:and |or )?){1,4}"
    r"(?:sector|direction|axis|ax[ei]s|front|operational)s?\b"
)
_SUM = re.compile(
    r"(?:In total|In all|Overall|Altogether|Besides|In addition|(?:Over|During|In|Within) the (?:(?:past|last) )?"
    r"(?:day|24 hours|night)|Hits?\b|Impacts?\b|Debris\b|Drones? debris\b|Wreckage\b|Direct hits\b"
    r"|\w+ (?:sites|locations|places|facilities|targets) were (?:hit|struck|attacked))"
)
_STAFF = re.compile(r"\b(?:General Staff|Defen[cs]e Ministry|Ministry of Defen[cs]e)\b")
_COUNTED = re.compile(  # what only a staff counts
    r"\b(?:air ?strikes?|shellings?|(?:combat )?(?:engagements?|clashes)|assaults?|glide bombs|guided (?:aerial )?bombs"
    r"|multiple[- ]launch|rocket launchers?|kamikaze drones|concentrations? of"
    r"|areas where [^.]{0,40}concentrated"
    r"|command (?:and observation )?posts?|artillery (?:systems?|pieces?|guns?|units?)"
    r"|deployment (?:points?|areas?|sites?)"
    r"|(?:armou?red|combat|motor|fighting) vehicles?|servicemen|manpower|howitzers?|losses|ammunition depots?"
    r"|air[- ]defen[cs]e (?:systems?|assets)|electronic warfare stations?|\d+ areas)\b",
    re.I,
)
_AS_REPORTED = re.compile(r"As (?:\w+ )?(?:earlier |previously )?reported\b")  # by the outlet itself
_RECALLED = re.compile(r"(?:Earlier|Previously|Meanwhile|Separately|Last|Since|The day before)\b")
_PAPER = re.compile(
    r"\b(?:in|according to) (?:its|his|the|a|an) (?:\w+ ){0,3}(?:update|report|bulletin|summary|roundup)\b"
)


class Bulletins:
    """Tells such sentences. Whoever is named as speaking, a day long past or a place elsewhere ends the account."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def on(self, tree: Tree, before: Voice) -> bool:
        """Whether a sentence stands in the account that the voice of the sentence before it gives."""
        known = before.speaker.party is not None or _STAFF.search(before.speaker.text) is not None
        if not known or not self._told_of_blows(tree):
            return False
        if _AS_REPORTED.match(self.page.text, tree.start) is not None:
            return False
        if before.speaker.role in _LOCAL:
            near = self._in_its_area(tree, before)
        elif before.speaker.role is Role.MILITARY:
            near = self._of_the_front(tree, before)
        else:
            near = False
        return near and not self._dated_elsewhere(tree)

    def _told_of_blows(self, tree: Tree) -> bool:
        """Whether what the sentence is about was hit, hurt or did it: a blow, a weapon, people, a thing damaged."""
        verb = tree.root
        if self.page.quote_at(tree.start) is not None:
            return False
        if tree.lemma(verb) in _LYING and tree.dep(verb, "cop") is not None:
            return True
        return tree.verbal(verb) and (
            tree.lemma(verb) in words("reading", "bulletins_blows") or tree.dep(verb, "expl") is not None
        )

    def _in_its_area(self, tree: Tree, before: Voice) -> bool:
        """Whether all places of a sentence lie in the one region of which a local authority tells."""
        placed = self.page.placed[tree.number]
        if not placed:
            summed = (
                _SUM.match(self.page.text, tree.start) is not None
                and len({n.party for n in self.page.named[tree.number]}) < 2
            )
            return summed or (self.page.same_paragraph(tree) and not self.page.named[tree.number])
        area = self._area(before)
        found = [self.page.place_of(x) for x in placed]
        return area is not None and all(_within(x, area) for x in found)

    def _area(self, before: Voice) -> Place | None:
        """The region of a local authority: by its name, else by the places of the sentence in which it is heard."""
        start, end = before.speaker.start, before.speaker.start + len(before.speaker.text)
        own = [x for names in self.page.placed for x in names if start <= x.start < end]
        found = [self.page.place_of(x) for x in own or self.page.placed[before.sentence]]
        regions = {_region(x) for x in found}
        return found[0] if len(regions) == 1 and None not in regions else None

    def _of_the_front(self, tree: Tree, before: Voice) -> bool:
        """ "In the Arstad sector, the enemy attacked 22 times", "In total, 31 drones were launched"."""
        text = self.page.text
        if _SECTOR.match(text, tree.start) or (self.page.same_paragraph(tree) and self._of_the_sky(tree)):
            return True
        if _STAFF.search(before.speaker.text) is not None and self._of_the_staff(tree):
            return True
        told = self.page.trees[max(0, bisect_right(self.page.starts, before.cue_start) - 1)]
        paper = _PAPER.search(text, told.start, told.end) is not None
        return (paper or _SUM.match(text, tree.start) is not None) and not self._about_a_person(tree)

    def _of_the_sky(self, tree: Tree) -> bool:
        """ "Six missiles were shot down, 117 drones were lost from radar": what became of what flew in."""
        subject = tree.subject(tree.root)
        flown = subject is not None and "weapon" in kinds_of(tree, subject) and not self.page.named[tree.number]
        return flown and tree.lemma(tree.root) in words("reading", "bulletins_downed")

    def _of_the_staff(self, tree: Tree) -> bool:
        """ "The enemy carried out 61 air strikes", "Its losses came to 60 soldiers and two tanks": what a staff counts,
        behind its own words."""
        if _RECALLED.match(self.page.text, tree.start) is not None:
            return False
        counted = _COUNTED.search(self.page.text, tree.start, tree.end)
        numbered = counted is not None and any(t.upos == "NUM" for t in tree.words)
        return counted is not None and (numbered or counted.start() == tree.start) and not self._about_a_person(tree)

    def _about_a_person(self, tree: Tree) -> bool:
        subject = tree.subject(tree.root)
        return subject is None or tree.words[subject].ner.endswith("PER") or "leader" in kinds_of(tree, subject)

    def _dated_elsewhere(self, tree: Tree) -> bool:
        """Whether a sentence dates what it tells days before the report."""
        published = self.page.published
        if published is None:
            return False
        times = self.page.times_in(tree.start, tree.end, ahead=False)
        return any(published.start - t.moment.end > _OLD for t in times)


def _region(place: Place) -> str | None:
    return place.admin1.removesuffix(" City") if place.admin1 else None  # a capital lies in the region about it


def _within(place: Place, area: Place) -> bool:
    """Whether a place lies in the region of another, as a name that no gazetteer has may."""
    return place.country is None or (place.country == area.country and _region(place) == _region(area))
