"""What of a clause can be meant again by "the …": the things it names, the words that point back, their places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from trucewatch.read.bystanders import head_of
from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page
from trucewatch.read.proposition import EFFECTS, Proposition
from trucewatch.read.things import kinds_of
from trucewatch.read.tree import SUBJECTS, Tree
from trucewatch.values.place import Level, Place

WIDE = frozenset({Level.REGION, Level.AREA})
_BEFALLING = frozenset({"take", "occur", "happen", "unfold"})
_WHERE_IT_WAS = re.compile(r",? where the (?:\w+ )?(\w+) (?:took place|happened|occurred|unfolded)\b")
_NOT_THE_SAME = frozenset({"separate", "another", "other", "different", "earlier", "previous"})
_PARTS = frozenset({"including", "among", "most"})


def placed_things(page: Page) -> Iterator[tuple[int, frozenset[str], tuple[Place, ...]]]:
    """ "The school in Daraj": a thing that a phrase places finely, wherever it stands: offset, thing, places."""
    kept = words("places", "things", "acts")
    for tree, names in zip(page.trees, page.placed, strict=True):
        for name in names:
            i = head_of(tree, name)
            up = -1 if i is None else tree.head(i)
            if i is None or up < 0 or (tree.preposition(i) or "") not in ("in", "at", "near", "of"):
                continue
            before = min(tree.under(i)) - 1
            if tree.rel(i) == "obl" and before > 0 and tree.head(before) == up and tree.rel(before) == "obj":
                up = before  # "attacked a station near X": beside the thing itself, whatever the parser hung it on
            place = page.place_of(name)
            if tree.lemma(up).lower() in kept and place.level not in (None, Level.COUNTRY, *WIDE):
                yield tree.words[up].start, frozenset({tree.lemma(up).lower()}), (place,)


def scene(page: Page) -> Place | None:
    """ "The attack took place in Daraj", "in Daraj, where the incident happened": where the one event was that a report
    speaks of so; None where it says so of several places."""
    found = {}
    for tree, names in zip(page.trees, page.placed, strict=True):
        if not _BEFALLING.isdisjoint(tree.lemmas):
            for name in names:
                i = head_of(tree, name)
                told = _WHERE_IT_WAS.match(page.text, name.end)
                if (told and told[1] in words("places", "acts")) or (i is not None and _befell(tree, i)):
                    place = page.place_of(name)
                    if place.level not in (None, Level.COUNTRY, *WIDE):
                        found[place.name] = place
    return next(iter(found.values())) if len(found) == 1 else None


def _befell(tree: Tree, i: int) -> bool:
    """Whether a verb says of a known deed that it took place at the word ``i``."""
    verb = tree.head(i)
    if verb < 0 or tree.lemma(verb) not in _BEFALLING or tree.preposition(i) not in ("in", "at", "near"):
        return False
    subject = tree.subject(verb)
    deed = tree.head(verb) if subject is None or tree.words[subject].upos == "PRON" else subject
    taken = tree.lemma(verb) != "take" or any(tree.lemma(k) == "place" for k in tree.kids[verb])
    return taken and deed >= 0 and tree.lemma(deed) in words("places", "acts") and definite(tree, deed)


_AROUND = frozenset({"area", "territory", "site", "scene"})


def pointing(tree: Tree, i: int) -> bool:
    """Whether a word points back: "the territory", "there"; not "territory seized since 2022"."""
    if tree.words[i].upos != "NOUN":
        return True
    if tree.lemma(i) == "capital" and tree.deps(i, "nmod:poss"):
        return True  # "Ukraine's capital"
    if any(tree.preposition(k) == "of" and tree.words[k].upos == "PROPN" for k in tree.deps(i, "nmod")):
        return False  # "the border territory of X"
    of = [k for preposition, k in tree.obliques(i) if preposition == "of"] if tree.lemma(i) in _AROUND else []
    if any(tree.lemma(k) in words("classes", "pointers") and definite(tree, k) for k in of):
        return False  # "the area of the facility": it is the facility that is meant
    return any(tree.lemma(d) in ("the", "this", "that", "its", "their") for d in tree.deps(i, "det", "nmod:poss"))


def same_account(page: Page, before: Proposition, p: Proposition) -> bool:
    """ "A bomb hit A. All are at home. A school was damaged, the governor said": whether what came of an event is told
    two sentences on by whoever told of it, and no place between."""
    if p.kind not in EFFECTS or p.tree.number - before.tree.number != 2 or p.voice is None:
        return False
    teller = before.voice.speaker.text if before.voice is not None else p.voice.speaker.text
    between = (*page.placed[p.tree.number - 1], *page.placed[p.tree.number])
    return teller == p.voice.speaker.text and not [x for x in between if x.start < p.span[1]]


def definite(tree: Tree, i: int) -> bool:
    """Whether a noun is taken as known: "the town", "their village"."""
    return bool(tree.deps(i, "nmod:poss")) or any(
        tree.lemma(d) in ("the", "this", "that", "these", "those") for d in tree.deps(i, "det")
    )


def unworded(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places by what they are, so that two wordings of one are one."""
    return tuple(sorted((p.model_copy(update={"text": p.name or p.text}) for p in places), key=lambda p: p.text))


def things_in(p: Proposition, *, whole: bool = False) -> frozenset[str]:
    """The things that the clause names, of those that a later "the …" can mean. ``whole``: not those that only a part
    of it speaks of ("46 people, including 31 in a school")."""
    tree, kept = p.tree, words("places", "things", "acts")
    start, end = p.span
    inside = [i for i in tree.within(start, end) if tree.words[i].upos in ("NOUN", "PROPN")]
    if whole:
        parts = [i for i in tree.within(start, end) if tree.low(i) in _PARTS]
        inside = [i for i in inside if not parts or i < parts[0]]
    if tree.rel(p.head) == "acl:relcl":  # "a school that was struck"
        inside += [k for k in tree.under(tree.head(p.head)) if k <= tree.head(p.head)]
    return frozenset(tree.lemma(i).lower() for i in inside) & kept


def known_things(p: Proposition) -> frozenset[str]:
    """The things that the clause takes as known: with "the", "this", "that"."""
    tree, kept = p.tree, words("places", "things", "acts")
    start, end = p.span
    out = set()
    for i in tree.within(start, end):
        if tree.lemma(i) in kept and tree.words[i].upos in ("NOUN", "PROPN"):
            heads = (i, tree.head(i)) if tree.rel(i) == "compound" else (i,)
            if any(tree.lemma(d) in ("the", "this", "that") for h in heads for d in tree.deps(h, "det")):
                out.add(tree.lemma(i))
    return frozenset(out)


def subjects(tree: Tree) -> Iterator[int]:
    """The subjects of a sentence's clauses."""
    return (t.i for t in tree.words if t.deprel in SUBJECTS)


def of_a_whole_day(p: Proposition) -> bool:
    """ "Made 71 air strikes and used 2,403 drones": sums are of no one place, though one was told just before."""
    tree = p.tree
    if p.kind not in ("attack", "interception") or p.nominal:
        return False
    numbers = [tree.words[n].text for k in tree.kids[p.head] for d in tree.conjuncts(k) for n in tree.deps(d, "nummod")]
    return any(len(n) > 1 and n[0].isdigit() for n in numbers)


def theatre(page: Page) -> Place | None:
    """The region that a report is about: it is named, and three fifths of all the report's places, three at least, are
    it or lie in it; None if there is none."""
    seen: Counter[tuple[str | None, str]] = Counter()
    regions: dict[tuple[str | None, str], Place] = {}
    for place in (page.place_of(name) for sentence in page.placed for name in sentence):
        if place.level is None or place.level is Level.COUNTRY:
            continue
        key = (place.country, place.admin1 or place.name or "")
        seen[key] += 1
        if place.level is Level.REGION:
            regions.setdefault(key, place)
    ranked = sorted(seen.items(), key=lambda e: (-e[1], str(e[0])))
    if not ranked or ranked[0][1] < 3 or ranked[0][1] * 5 < sum(seen.values()) * 3:
        return None
    return regions.get(ranked[0][0])


def whole_war(p: Proposition) -> bool:
    """ "The invasion": a war is not at the place of the event told before."""
    return p.nominal and p.tree.lemma(p.head) in ("invasion", "war", "aggression", "conflict", "campaign")


def answered(p: Proposition) -> bool:
    """ "Responded to an attack", "since the raid": an event that another answers or is dated by."""
    return p.nominal and p.tree.preposition(p.head) in ("to", "for", "after", "following", "since", "before")


def another(p: Proposition) -> bool:
    """ "A separate strike", "another attack": an event that is not the one told before."""
    tree = p.tree
    doers = [k for k in (p.head, p.actor_at, tree.subject(p.head)) if k is not None]
    apart = (k for k in doers if not tree.deps(k, "nummod"))  # "another 58 were lost" only adds to the number
    return any(tree.lemma(d) in _NOT_THE_SAME for k in apart for d in tree.deps(k, "amod", "det"))


def takes_as_known(p: Proposition) -> bool:
    """Whether the target is a thing told of, or one by name."""
    return any(definite(p.tree, k) or p.tree.words[k].upos in ("PROPN", "PRON") for k in p.targets)


def led_away(p: Proposition) -> bool:
    """ "Thirty workers were evacuated": on account of the event told before."""
    tree = p.tree
    before = any(tree.low(k) == "had" for k in tree.deps(p.head, "aux"))
    return (
        p.frame.id == "displacement.flee" and tree.lemma(p.head) != "displace" and tree.passive(p.head) and not before
    )


def came_of_it(p: Proposition) -> bool:
    """Whether something is told as the outcome of an event; "110 fighters have died" is a total of many."""
    total = p.kind == "casualties" and any(p.tree.has(k, "Tense=Pres") for k in p.tree.deps(p.head, "aux"))
    doer = p.tree.subject(p.head) if p.kind == "attack" else None
    weapon = doer is not None and "weapon" in kinds_of(p.tree, doer) and definite(p.tree, doer)  # "the missile hit"
    return (weapon or p.kind in EFFECTS | {"displacement"}) and not p.nominal and not total


def taken_up(p: Proposition) -> bool:
    """Whether what is struck is told of before: "fired at it", "struck this facility"."""
    again, tree = words("reading", "classing_again"), p.tree
    return any(tree.low(k) == "it" or (tree.lemma(k) in again and definite(tree, k)) for k in p.targets)


def of_truce(p: Proposition) -> bool:
    """ "The ceasefire collapsed": a truce is of the parties, and of no place."""
    spoken_of = (p.head, *p.targets, p.tree.subject(p.head))
    return p.kind == "trend" and any(p.tree.lemma(k) in words("counts", "truces") for k in spoken_of if k is not None)


def mention_of(page: Page, speaker: Entity) -> tuple[int, int]:
    """Where the mention stands, with what is added to it: "X, head of the Y regional administration"."""
    end = speaker.start + len(speaker.text)
    tree = page.trees[max(0, bisect_right(page.starts, speaker.start) - 1)]
    inside = tree.within(speaker.start, end)
    added = [d for k in inside for d in tree.deps(k, "appos")]
    return speaker.start, max([end, *(tree.span(tree.under(d))[1] for d in added)])
