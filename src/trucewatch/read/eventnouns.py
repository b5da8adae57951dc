"""Event nouns to propositions: "a drone attack on the port", "the release of ten hostages"."""

from __future__ import annotations

from collections.abc import Sequence

from trucewatch.read.lexicons import Frame, noun_frames, verb_frames, words
from trucewatch.read.naming import Entity
from trucewatch.read.proposition import Proposition
from trucewatch.read.roles import Roles
from trucewatch.read.senses_talks import of_one_body
from trucewatch.read.things import kinds_of, phrases
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice

_STRIKING = words("reading", "eventnouns_striking")
_MEASURES = words("reading", "eventnouns_measures")
_CONDEMNING = frozenset({"condemn", "denounce", "deplore", "decry"})
_LAYING = frozenset({"attribute", "ascribe", "blame", "pin"})
_CLAIMS = frozenset({"claim", "allegation", "assertion", "charge", "accusation"})
_SPOKEN = frozenset({"accusation", "demand", "proposal", "commitment", "threat"})
_DONE = frozenset({"attack", "interception", "damage", "outage", "casualties", "clash"})
_AREAS = frozenset({"part", "region", "city", "town", "village", "district", "province", "location", "area"})
_NUMERIC = frozenset({"NUM"})
_DATES = words("reading", "predicates_days") | words("counts", "dates")


class EventNouns:
    """Finds what the nouns of a sentence claim."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles

    def named(self, tree: Tree, i: int) -> list[str]:
        """The phrases ending in the noun ``i`` that may claim something, the longest first; of most nouns none."""
        if tree.rel(i) in ("compound", "flat", "nmod:desc", "amod"):
            return []
        found = phrases(tree, i)
        known = [phrase for phrase in found if phrase in noun_frames()]
        return known if known and words("reading", "eventnouns_no_event").isdisjoint(found) else []

    def of(self, tree: Tree, i: int, named: Sequence[str], voice: Voice | None) -> list[Proposition]:
        """The propositions of the noun ``i``, which ends these phrases."""
        for phrase in named:
            for frame in noun_frames()[phrase]:
                found = self._take(tree, i, phrase, frame, voice)
                if found:
                    return [found]
        return []

    def _take(self, tree: Tree, i: int, phrase: str, frame: Frame, voice: Voice | None) -> Proposition | None:
        speaker = voice.speaker if voice else None
        if frame.kind == "attack" and self._of_words(tree, i):
            return None
        if frame.kind == "talks" and (of_one_body(tree, i) or tree.rel(i) == "iobj"):
            return None  # "told a meeting that": who listened
        if frame.kind == "accusation" and not self._charged(tree, i):
            return None
        found = Proposition(frame.kind, tree, i, i, frame, voice=voice, nominal=True)
        self._condemned(tree, i, found)
        if any(tree.lemma(k) in frame.extra.get("not_of", ()) for k in tree.under(i)):
            return None
        found.notes.append(f"nominals:{frame.id}:{phrase}")
        found.by = self.roles._behind(tree, i, speaker) or self._claimed(tree, i, speaker)
        self._vouched(tree, i, found)
        self._voiced(tree, i, found)
        self._targets(tree, i, frame, found)
        if frame.kind == "attack" and found.by is None and not found.targets:
            found.targets = self._befallen(tree, i)
        if frame.object and not self._object_fits(tree, frame, found):
            if phrase not in frame.alone:
                return None
            found.targets = []
        if frame.needs and not self._has(tree, i, phrase, frame, found):
            return None
        if frame.kind == "accusation":
            found.by, found.targets = speaker, []
        return found

    def as_taught(self, tree: Tree, i: int, frame: Frame, voice: Voice | None) -> Proposition:
        """The proposition of a noun that no entry knows, by the frame of its kind."""
        found = Proposition(frame.kind, tree, i, i, frame, voice=voice, nominal=True)
        found.by = self.roles._behind(tree, i, voice.speaker if voice else None)
        self._vouched(tree, i, found)
        self._voiced(tree, i, found)
        self._targets(tree, i, frame, found)
        found.targets = [k for k in found.targets if tree.lemma(k) not in words("taught", "no_target")]
        return found

    def _charged(self, tree: Tree, i: int) -> bool:
        """ "In flagrant breach of the truce", "recorded 11 violations": held against somebody."""
        noted = tree.head(i) >= 0 and tree.lemma(tree.head(i)) in words("reading", "eventnouns_noting")
        return tree.preposition(i) == "in" or (noted and tree.rel(i) in ("obj", "nsubj:pass"))

    def _of_words(self, tree: Tree, i: int) -> bool:
        """ "A barrage of sanctions", "a salvo of criticism": of nothing that strikes."""
        inner = next((k for p, k in tree.obliques(i) if p == "of"), None)
        fired = frozenset({"weapon", "assault", "bomb", "site", "settlement", "place", "force"})
        loose = tree.lemma(i) in _MEASURES or tree.lemma(i) in ("salvo", "volley")
        return (
            loose
            and inner is not None
            and tree.words[inner].upos == "NOUN"
            and not self.roles.kinds(tree, inner) & fired
        )

    def _condemned(self, tree: Tree, i: int, found: Proposition) -> None:
        """ "The ministry condemned the bombing of the clinic": who condemns a deed vouches for it."""
        up = tree.head(i)
        if found.voice is None and up >= 0 and tree.rel(i) == "obj" and tree.lemma(up) in _CONDEMNING:
            subject = tree.subject(up)
            found.charger = self.roles.author(tree, subject, None) if subject is not None else None
            found.cue = up

    def _voiced(self, tree: Tree, i: int, found: Proposition) -> None:
        """ "Renewed its call for a truce", "issued an appeal": whoever voices an act of speech in a noun does it."""
        up = tree.head(i)
        voiced = up >= 0 and tree.rel(i) == "obj" and tree.lemma(up) in words("cues", "putting_out")
        if not voiced or found.voice is not None or found.kind not in _SPOKEN or tree.passive(up):
            return
        if any(tree.lemma(k) in ("not", "never", "no") for k in (*tree.deps(up, "advmod"), *tree.deps(i, "det"))):
            return
        subject = tree.subject(up)
        by = self.roles.author(tree, subject, None, vouching=True) if subject is not None else None
        if by is not None:
            found.charger, found.cue, found.by = by, up, found.by or by

    def _vouched(self, tree: Tree, i: int, found: Proposition) -> None:
        """ "A raid that the governor attributes to the rebels", "the rebels' claim of a raid": whose word the raid is,
        and by whom, where no one else vouches for it."""
        if found.kind not in _DONE:
            return
        behind = [k for j in tree.deps(i, "nmod") for k in tree.deps(j, "acl:relcl")]  # "a raid on the port, which"
        for k in (*tree.deps(i, "acl:relcl"), *(k for k in behind if tree.words[min(tree.under(k))].text == ",")):
            whom = next(
                (w for p, w in tree.obliques(k) if p in ("to", "on", "upon") and tree.lemma(k) in _LAYING), None
            )
            who = tree.dep(k, "nsubj") if whom is not None else None
            blamed = self.roles.cast.who(tree, whom) if whom is not None and who is not None else None
            teller = self.roles.cast.who(tree, who) if who is not None and tree.words[who].upos != "PRON" else None
            if blamed is not None and blamed.party is not None and teller is not None and found.voice is None:
                found.by, found.charger, found.cue = found.by or blamed, teller, k
        up = tree.head(i)
        if found.voice is None and up >= 0 and tree.rel(i) == "nmod" and tree.lemma(up) in _CLAIMS:
            owner = tree.dep(up, "nmod:poss") if tree.preposition(i) in ("of", "about") else None
            refused = tree.rel(up) in ("obj", "nsubj:pass") and tree.lemma(tree.head(up)) in words("cues", "denying")
            teller = self.roles.cast.who(tree, owner) if owner is not None and not refused else None
            if teller is not None and (teller.party is not None or teller.role is not None):
                found.charger, found.cue = teller, up

    def _claimed(self, tree: Tree, i: int, speaker: Entity | None) -> Entity | None:
        """ "The militia claimed responsibility for the attack", "claimed the attack": its own deed."""
        verb = up = tree.head(i)
        if up >= 0 and tree.rel(i) == "nmod" and tree.lemma(up) in ("responsibility", "credit"):
            verb = tree.head(up)
        elif tree.rel(i) != "obj" or tree.lemma(up) != "claim":
            return None
        subject = tree.subject(verb) if verb >= 0 and tree.lemma(verb) in ("claim", "take", "accept") else None
        if subject is None or any(tree.lemma(k) == "no" for k in tree.deps(subject, "det")):
            return None
        return self.roles.author(tree, subject, speaker)

    def _targets(self, tree: Tree, i: int, frame: Frame, found: Proposition) -> None:
        governed = tree.obliques(i)
        over = tree.head(i)
        if over >= 0 and tree.rel(i) == "nmod" and tree.lemma(over) in _MEASURES:  # "acts of sabotage against"
            governed = [*governed, *tree.obliques(over)]
        inner = (
            [k for p, k in governed if p == "of" and "weapon" in kinds_of(tree, k)] if frame.kind == "attack" else []
        )
        for k in inner:  # "hits of 60 drones at 29 locations"
            governed = [*governed, *tree.obliques(k), *(o for j in tree.deps(k, "conj") for o in tree.obliques(j))]
        for preposition, k in governed:
            if preposition in frame.pair and tree.words[k].upos != "NUM":
                found.targets = tree.deps(k, "conj") or [k]
                found.by = self.roles.single_entity(tree, k)
                return
        for preposition, k in governed:
            apart = frame.kind == "attack" and (
                tree.lemma(k) in words("reading", "eventnouns_whereabouts") or self._dated(tree, k)
            )
            apart = apart or tree.lemma(k) in words("reading", "predicates_times")
            if preposition in frame.target and not apart:
                found.targets = tree.conjuncts(k)
                return
        if found.targets or frame.kind not in ("attack", "trend", "control"):
            return
        up = tree.head(i)  # "strikes hitting various locations", "attacks continued on the city"
        if up >= 0 and tree.rel(i) in ("obj", "nsubj", "nsubj:pass") and frame.kind == "attack":
            for preposition, k in tree.obliques(up):
                apart = self._dated(tree, k)  # "the raids killed nine on May 28"
                if not apart and preposition in frame.target and kinds_of(tree, k) & {"site", "settlement", "people"}:
                    found.targets = tree.conjuncts(k) if preposition in ("on", "against") else []
                    return

    def _befallen(self, tree: Tree, i: int) -> list[int]:
        """ "The Kremlin drone attack": whom it befell, unless the attack goes on to strike another."""
        named, up = self.roles.adjective_party(tree, i), tree.head(i)
        if named is None or tree.preposition(i) or not self.roles._suffered(tree, i, named):
            return []
        strikes = tree.rel(i) == "nsubj" and any(f.kind == "attack" for f in verb_frames().get(tree.lemma(up), ()))
        at = tree.at(named.start)
        return [] if strikes or at is None else [at]

    def _dated(self, tree: Tree, k: int) -> bool:
        """ "A raid on 18 December"."""
        beside = [k, *tree.kids[k]]
        return any(tree.words[j].text in _DATES for j in beside)

    def _object_fits(self, tree: Tree, frame: Frame, found: Proposition) -> bool:
        return any(self.roles.fits(tree, k, frame.object) for k in found.targets)

    def _has(self, tree: Tree, i: int, phrase: str, frame: Frame, found: Proposition) -> bool:
        needs = frame.needs
        if phrase == "call" and any(p == "for" for p, _ in tree.obliques(i)):
            return False  # "its call for a withdrawal"
        if frame.kind == "demand" and not (tree.deps(i, "acl") or any(p in ("for", "on") for p, _ in tree.obliques(i))):
            return False  # "met none of its demands"
        if phrase in frame.alone or ("target" in needs and found.targets) or ("agent" in needs and found.by):
            return True
        if frame.kind == "attack" and (
            self._relative(tree, i) or (tree.dep(i, "cop") is not None and phrase != "attack")
        ):
            return True
        if "offered_by" in needs:
            return self._offered(tree, i, found)
        if frame.kind == "talks" and self._for_hours(tree, i):
            return True
        dated = [k for p, k in tree.obliques(i) if p == "of" and frame.kind == "clash"]
        if any(tree.words[j].text in _DATES for k in dated for j in tree.under(k)):
            return True  # "the clashes of 11 and 12 October"
        if "place" in needs and (self._placed(tree, i) or self._cause(tree, i)):
            return True
        numbered = any(tree.words[k].upos in _NUMERIC for k in tree.kids[i])
        if numbered and ("count" in needs or (frame.kind == "attack" and self._charged(tree, i))):
            return True  # "counted 31 air strikes"
        if "counted" in needs and any(tree.words[k].upos in _NUMERIC for t in found.targets for k in tree.kids[t]):
            return True
        if "complement" in needs and tree.dep(i, "acl") is not None:
            return True
        return "by" in needs and any(
            tree.preposition(k) == "by" for a in tree.deps(i, "acl") for k in tree.deps(a, "obl", "obl:agent")
        )

    def _offered(self, tree: Tree, i: int, found: Proposition) -> bool:
        """ "An offer by Baku to withdraw", "a European proposal that it halt the work": who offers and what."""
        hung = tree.deps(tree.head(i), "advcl") if tree.rel(i) == "obj" else []
        terms = [k for k in (*tree.deps(i, "acl", "ccomp"), *hung) if k > i and tree.marks(k) & {"to", "that"}]
        by = next((k for p, k in tree.obliques(i) if p in ("by", "from")), None)
        over = verb_frames().get(tree.lemma(tree.head(i)), ()) if tree.rel(i) in ("obj", "nsubj:pass") else ()
        if any(f.kind == "proposal" for f in over):
            return False  # "renewed its offer to mediate": told by the verb
        if not terms or {tree.lemma(k) for k in tree.deps(i, "det", "nmod:poss")} & {"no", "any", "the"}:
            return False
        found.by = self.roles.cast.who(tree, by) if by is not None else found.by
        found.about = terms[0]
        outside = {tree.low(k) for k in tree.deps(i, "amod")} & words("cues", "outside")
        return bool(outside) or (found.by is not None and found.by.party is not None)

    def _for_hours(self, tree: Tree, i: int) -> bool:
        """ "After four hours of talks in Ankara", "two days of negotiations"."""
        up = tree.head(i)
        if tree.lemma(i) not in ("talk", "talks", "negotiation", "consultation", "meeting"):
            return False
        long = up >= 0 and tree.lemma(up) in ("hour", "day", "week", "round") and tree.preposition(i) == "of"
        return long and bool(tree.deps(up, "nummod", "amod")) and tree.rel(up) in ("obl", "obj", "nmod")

    def _relative(self, tree: Tree, i: int) -> bool:
        """ "An attack that killed three": told as an event by the clause that hangs on it."""
        return any(tree.lemma(k) in _STRIKING for k in tree.deps(i, "acl:relcl", "acl"))

    def _cause(self, tree: Tree, i: int) -> bool:
        """ "Killed in an airstrike": the strike is told as what hurt them."""
        up = tree.head(i)
        hurt = up >= 0 and tree.rel(i).startswith("obl") and tree.lemma(up) in words("reading", "predicates_hurt")
        blow = kinds_of(tree, i) & {"assault", "combat"}
        known = any(tree.low(k) in ("the", "this", "that", "these", "those") for k in tree.deps(i, "det"))
        return hurt and not known and tree.preposition(i) in ("in", "by", "during") and bool(blow)

    def _placed(self, tree: Tree, i: int) -> bool:
        for preposition, k in tree.obliques(i):
            if preposition in ("in", "at", "near", "across", "over", "around", "outside"):
                if tree.lemma(k) in _AREAS and tree.deps(k, "nmod", "amod", "nummod"):
                    return True  # "airstrikes in several parts of the country"
                start, end = tree.span(tree.under(k))
                if any(start <= p.start < end for p in self.roles.page.placed[tree.number]):
                    return True
        return False
