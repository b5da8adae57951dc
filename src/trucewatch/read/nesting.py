"""What stands inside another proposition: the terms of a speech act, what is let or prevented, a charge's deed."""

from __future__ import annotations

from dataclasses import replace

from trucewatch.read.lexicons import words
from trucewatch.read.proposition import Proposition
from trucewatch.read.roles import Roles

_PHYSICAL = frozenset(
    {"attack", "interception", "clash", "control", "deployment", "obstruction", "detention", "damage"}
)
_EVENTS = _PHYSICAL | {"casualties", "displacement", "outage", "exchange", "aid", "talks", "trend", "sanction"}
_DONE = _EVENTS - {
    "talks",
    "trend",
    "sanction",
    "exchange",
    "aid",
}  # what one is accused of as of a deed: stalling talks is a charge
HOLDS = frozenset({"demand", "commitment", "rejection", "acceptance", "accusation", "threat", "proposal", "assessment"})
_ANSWERS = frozenset({"rejection", "acceptance"})
_TOLD = frozenset({"attack", "casualties", "damage", "displacement", "control", "clash", "outage"})
_SPELLS = frozenset({"day", "week", "month", "year", "decade"})
_MEANWHILE = frozenset({"as", "after", "when", "while"})
_SOFT = words("reading", "finder_soft")
_DEEDS = words("reading", "finder_deeds")
_CHARGED_WITH = frozenset({"of", "for", "with"})


class Nesting:
    """Keeps the outermost of nested propositions."""

    def __init__(self, roles: Roles) -> None:
        self._roles = roles

    def outermost(self, found: list[Proposition]) -> list[Proposition]:
        """What an act of speech is about is part of it: the demand "to stop attacks" holds no claim on attacks."""
        held: set[int] = set()
        by_head = {p.head: p for p in found if not p.nominal}
        gone: set[int] = set()
        for p in found:
            if p.kind not in HOLDS or p.nominal or p.frame.id.startswith("stance"):
                continue
            inner = self._inner(p)
            if p.kind == "demand" and p.tree.rel(p.head) == "advcl" and p.tree.lemma(p.tree.head(p.head)) == "accuse":
                gone.add(id(p))  # "accused it of seeking nuclear weapons": the charge is told by itself
                continue
            if p.kind == "accusation" and p.self_vouched and self._of_deed(p, found):
                gone.add(id(p))
                continue
            if p.frame.id == "rejection.charge" and (denied := self._denied_deeds(p, found)):
                gone.add(id(p))
                for q in denied:
                    q.charger, q.cue, q.polarity = p.by, p.head, "negated"
                continue
            if p.kind == "accusation" and self._of_attack(p):
                continue
            if p.kind == "accusation" and p.self_vouched and (self._told_of_blow(p, found) or self._of_blow(p, found)):
                gone.add(id(p))
                continue
            if p.kind == "assessment":
                if p.frame.id == "assessment.mood":  # "is hopeful it would serve peace": one judgement
                    held |= {k for k in inner if k in by_head and by_head[k].kind == "assessment"}
                continue
            verb = p.tree.lemma(p.head)
            about = p.about if p.about is not None else None
            own = p.voice is not None and p.by is not None and p.by.text == p.voice.speaker.text
            events = _EVENTS if verb in ("plan", "intend", "set") and not own else _EVENTS - {"trend"}
            soft = verb in _SOFT and p.kind != "threat"  # "promised to hit every ship": no ship was hit
            if soft and about is not None and about in by_head and self._to_be(by_head[about], events):
                gone.add(id(p))
                self._and_bound(p, by_head)
                continue
            held |= inner
        held |= self._complements(found)
        return [p for p in found if id(p) not in gone and (p.head not in held or self._of_another(p) or self._fact(p))]

    def _and_bound(self, p: Proposition, by_head: dict[int, Proposition]) -> None:
        """ "Agreed to withdraw from the town and to stop its attacks": the second is what it binds itself to."""
        for k in p.tree.deps(p.about, "conj") if p.about is not None else ():
            q = by_head.get(k)
            if q is not None and q.kind == "trend" and q.modality == "future" and q.polarity == "affirmed":
                q.kind, q.modality, q.about = "commitment", "actual", p.tree.object(k)
                q.by = q.by or p.by

    def _to_be(self, p: Proposition, events: frozenset[str]) -> bool:
        """ "Agreed to exchange prisoners" is that exchange; "agreed not to attack ships" what it binds itself to."""
        barred = any(p.tree.lemma(k) in ("not", "never") for k in p.tree.deps(p.head, "advmod"))
        return p.kind in events and not barred

    def _of_another(self, p: Proposition) -> bool:
        """ "Rejected the plan put forward by the envoy", "wants a truce, which Baku has refused": that it was put
        forward or refused is told beside; but what one pledges to draft is part of the pledge."""
        if p.kind in _ANSWERS and p.tree.rel(p.head) == "acl:relcl":
            return p.by is not None and p.modality == "actual" and not p.tree.marks(p.head)
        made = p.by is not None or p.nominal
        return p.kind == "proposal" and made and p.tree.rel(p.head) not in ("xcomp", "advcl")

    def _complements(self, found: list[Proposition]) -> set[int]:
        """ "Allow aid to enter", "prevent ships from leaving": what is let, ordered or prevented is part of it."""
        out: set[int] = set()
        for p in found:
            if p.kind in ("obstruction", "displacement", "deployment") and not p.nominal:
                for k in p.tree.kids[p.head]:
                    if p.tree.rel(k) in ("xcomp", "ccomp") or (
                        p.tree.rel(k) == "advcl" and p.tree.marks(k) & {"to", "from"}
                    ):
                        out |= set(p.tree.under(k))
            elif p.kind == "trend" and "via" in p.frame.flags:
                for k in p.tree.deps(p.head, "xcomp", "ccomp"):
                    out.add(k)
                    out |= set(p.tree.deps(k, "obj"))
        return out

    def _inner(self, p: Proposition) -> set[int]:
        """The words that a speech act's terms take up: its infinitive, its clause, its objects."""
        tree = p.tree
        out: set[int] = set()
        for k in tree.kids[p.head]:
            bound = tree.rel(k) == "advcl" and k < p.head and tree.marks(k) & {"if", "unless"}
            refused = tree.rel(k) == "csubj" and p.kind == "rejection"
            if bound or refused or (tree.rel(k) == "nsubj:pass" and p.kind == "commitment"):
                out |= set(tree.under(k))  # "the offensive was approved", "if they free the captives, we will stop"
            if tree.rel(k) in ("xcomp", "ccomp", "obj", "obl", "advcl") and k > p.head:
                if tree.rel(k) == "advcl" and not tree.marks(k) & {
                    "if",
                    "unless",
                    "until",
                    "to",
                    "of",
                    "for",
                    "from",
                    "by",
                    "against",
                }:
                    continue
                if tree.rel(k) == "obl" and tree.preposition(k) in (
                    "after",
                    "during",
                    "following",
                    "amid",
                    "according to",
                ):
                    continue
                out |= set(tree.under(k))
        return out

    def _fact(self, p: Proposition) -> bool:
        """ "Urged it to end the war, which has killed 900", "... as nine people were killed in a raid": what a relative
        clause or one of time tells as done is no part of the terms."""
        tree, r = p.tree, p.head
        if p.frame.id == "rejection.charge" and tree.rel(r) == "acl:relcl":
            return True  # "accused it of shelling the town, a charge Yerevan denied"
        if p.kind == "detention" and tree.rel(r) == "acl:relcl" and (held_since(p) or by_number(p)):
            return True  # "called on them to free the 59 aid workers they hold"
        if p.kind not in _TOLD or p.nominal or p.modality != "actual" or not tree.has(r, "Tense=Past"):
            return False
        if tree.rel(r) == "ccomp" and tree.lemma(tree.head(r)) in words("cues", "say"):
            r = tree.head(r)  # "denied a role in the raid, in which the governor said one was killed"
        if tree.rel(r) == "advcl":
            return bool(tree.marks(r) & _MEANWHILE)
        return tree.rel(r) == "acl:relcl" and (r - tree.head(r) > 1)

    def _of_deed(self, p: Proposition, found: list[Proposition]) -> bool:
        """ "Accused X of shelling the town": a claim of that attack, vouched for by the accuser."""
        inner = [k for k in p.tree.deps(p.head, "advcl", "obl", "xcomp", "ccomp") if p.tree.marks(k) & _CHARGED_WITH]
        deeds = [q for q in found if q.head in inner and q.kind in _DONE and q.by is not None and not q.nominal]
        if not deeds or not p.targets or p.by is None:
            return False
        for q in deeds:
            self._vouched(p, q, found)
        return True

    def charged_in(self, q: Proposition, found: list[Proposition]) -> None:
        """ "Accused X of targeting a wedding": a deed found late is vouched for by the accuser as well."""
        for p in found:
            if p.kind != "accusation" or not p.self_vouched or p.by is None or p.voice is not q.voice:
                continue
            top = next((k for k in (q.head, *p.tree.above(q.head)) if p.tree.head(k) == p.head), None)
            if top is not None and p.tree.rel(top) in ("advcl", "obl") and p.tree.marks(top) & _CHARGED_WITH:
                q.charger, q.cue = p.by, p.head

    def each_against_other(self, q: Proposition) -> list[Proposition]:
        """ "Ruritania and Freedonia accused each other of shelling the town": the one says that the other did, and the
        other that the one did; nobody says so of himself."""
        tree = q.tree
        who = tree.subject(q.cue) if q.charger is not None and q.cue is not None and q.by is None else None
        whom = tree.object(q.cue) if who is not None and q.cue is not None else None
        if who is None or whom is None or tree.low(whom) not in ("each", "one"):
            return [q]
        two = [self._roles.single_entity(tree, k) for k in tree.conjuncts(who)]
        if len(two) != 2 or None in (two[0].party, two[1].party) or two[0].party == two[1].party:
            return [q]
        return [replace(q, charger=a, by=b, notes=list(q.notes)) for a, b in (two, two[::-1])]

    def _vouched(self, p: Proposition, deed: Proposition, found: list[Proposition]) -> None:
        """The accuser vouches for the deed and for what came of it: "accused X of shelling the town, killing two"."""
        for q in found:
            below = q is deed or (q.kind in _TOLD and deed.head in p.tree.above(q.head))
            if below and q.voice is p.voice:
                q.charger, q.cue = p.by, p.head

    def _denied_deeds(self, p: Proposition, found: list[Proposition]) -> list[Proposition]:
        """ "Rejected the charge that it had shelled the town": a denial of that deed, by whoever rejects it."""
        tree = p.tree
        noun = tree.dep(p.head, "obj")
        if noun is None or p.by is None or (p.voice is not None and p.voice.denies):
            return []
        clauses = [k for k in tree.deps(noun, "acl", "ccomp", "acl:relcl") if "that" in tree.marks(k)]
        return [q for q in found if q.head in clauses and q.kind in _PHYSICAL | {"casualties"} and not q.nominal]

    def _told_of_blow(self, p: Proposition, found: list[Proposition]) -> bool:
        """ "A raid, which he blamed on the rebels": that raid, by them, as he claims, and no charge beside it."""
        return p.frame.id == "accusation.blame" and any(q.nominal and q.charger and q.cue == p.head for q in found)

    def _of_blow(self, p: Proposition, found: list[Proposition]) -> bool:
        """ "Accused X of an attack on the town": a claim of that attack by X, vouched for by the accuser."""
        tree = p.tree
        accused = self._roles.cast.who(tree, p.targets[0]) if p.targets else None
        if tree.lemma(p.head) != "accuse" or p.by is None or accused is None or accused.party is None:
            return False
        told = [k for preposition, k in tree.obliques(p.head) if preposition == "of"]
        blows = [q for q in found if q.nominal and q.kind == "attack" and q.head in told and q.targets]
        for q in blows:
            q.by = q.by or accused
            self._vouched(p, q, found)
        return bool(blows)

    def _of_attack(self, p: Proposition) -> bool:
        """ "Blamed X for the attack", "blamed the attack on X": a claim of that discrete attack, by the one charged."""
        if p.frame.id == "accusation.blame":
            what = p.tree.dep(p.head, "obj")
            return what is not None and p.tree.lemma(what) in _DEEDS and self._charged(p, what)
        for k in p.tree.deps(p.head, "obl"):
            if p.tree.preposition(k) not in ("of", "for") or p.tree.lemma(k) not in _DEEDS or not p.targets:
                continue
            if self._charged(p, k):
                return True
        return False

    def _charged(self, p: Proposition, deed: int) -> bool:
        """Makes the claim of the deed by whoever is charged, if a party is and the deed tells no more of itself."""
        named = self._roles.cast.who(p.tree, p.targets[0]) if p.targets else None
        if named is None or named.party is None or p.tree.deps(deed, "nmod", "acl"):
            return False
        p.charger = p.by
        p.kind, p.by, p.targets = "attack", named, []
        return True


def held_since(p: Proposition) -> bool:
    """ "Held since July", "who were held for two years", "where suspects are held": more than which captives."""
    tree, i = p.tree, p.head
    if any(tree.low(k) == "since" for k in tree.under(i)):
        return True
    lasting = any(prep == "for" and tree.lemma(k) in _SPELLS for prep, k in tree.obliques(i))
    whom = tree.object(i)
    return lasting or (tree.rel(i) == "acl:relcl" and whom is not None and whom != tree.head(i))


def by_number(p: Proposition) -> bool:
    """ "The 59 aid workers they hold": how many somebody holds."""
    tree, i = p.tree, p.head
    counted = tree.rel(i) == "acl:relcl" and any(tree.words[k].upos == "NUM" for k in tree.under(tree.head(i), [i]))
    return counted and tree.lemma(i) == "hold"


def since_dead(p: Proposition) -> bool:
    """ "A woman wounded in the raid has died": that she was wounded tells which woman died."""
    tree, whom = p.tree, p.tree.head(p.head)
    over = tree.head(whom) if p.kind == "casualties" and whom >= 0 and tree.rel(whom) == "nsubj" else -1
    return over >= 0 and tree.lemma(over) in ("die", "succumb")
