"""The conditions of a frame: whether a verb's object, subject, prepositions and complements are what it asks for."""

from __future__ import annotations

from trucewatch.read.lexicons import Frame, verb_frames, words
from trucewatch.read.roles import Roles
from trucewatch.read.senses import another_sense
from trucewatch.read.things import complement, elided, kinds_of, of_the_verb
from trucewatch.read.tree import Tree

_PRONOUN_OK = frozenset({"attack", "acceptance", "rejection", "demand", "accusation", "threat"})
_LOOSE = frozenset({"-", "complement", "people", "name", "party", "person", "other", "site"})
_PARTS = frozenset({"some", "one", "most", "much", "barrage", "wave", "series"})  # "some of the heaviest shelling"
_OF_WHICH = frozenset({"obstruction", "rejection", "acceptance", "exchange", "sanction"})
_SOME_OF_THEM = frozenset({"most", "all", "some", "one"})
_FROM_THE_AIR = frozenset({"intercept", "shoot down", "down", "bring down"})
_NO_OBJECT = frozenset({"-"})
_FORCE = frozenset({"attack", "damage", "outage", "casualties", "displacement", "obstruction"})
_NAMING = frozenset({"call", "brand", "label", "dub"})
_BLOWS = words("reading", "predicates_blows")
_HURT = words("reading", "predicates_hurt")
_FREEING = words("reading", "senses_freeing")
_HOLDING = words("reading", "senses_holding")

_EXCUSED = {  # a thing of two kinds, one of which a frame shuts out: "took the corridor", along which aid moves
    "attack": frozenset({"site", "settlement"}),
    "control": frozenset({"settlement", "place", "territory"}),
}


def beyond(frame: Frame, kinds: frozenset[str]) -> bool:
    """Whether a frame asks for an object of other kinds, and nothing but its kind could make it fit."""
    wanted = frame.object
    loose = (
        not wanted or "any" in wanted or "party" in wanted or (frame.kind == "commitment" and "complement" in wanted)
    )
    return not loose and wanted.isdisjoint(kinds)


class Conditions:
    """Holds a verb of a sentence against a frame."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles

    def _describes(self, tree: Tree, i: int) -> bool:
        """ "Attack drones and decoys taken together": a kind of weapon that the parser took for a verb."""
        if tree.low(i) not in ("attack", "strike", "assault"):
            return False
        after = i + 1 < len(tree) and tree.rel(i + 1) == "obj" and "weapon" in kinds_of(tree, i + 1)
        return after and tree.subject(i) is None and not tree.deps(i, "aux", "mark", "cop")

    def _as_something(self, tree: Tree, i: int, thing: int | None) -> bool:
        """ "Called it a breakthrough", "described it as grave": a name given, but not "what it calls targets"."""
        if (
            thing is None
            or tree.lemma(thing) == "what"
            or (tree.rel(i) in ("acl:relcl", "ccomp") and tree.lemma(i) == "call" and not _of_a_move(tree, i))
        ):
            return False
        return (
            bool(tree.deps(i, "xcomp"))
            or any(p == "as" for p, _ in tree.obliques(i))
            or any(tree.lemma(j) == "as" for k in tree.deps(i, "obl") for j in tree.deps(k, "advmod"))  # "as positive"
            or len(tree.deps(i, "obj", "iobj")) > 1
            or (tree.lemma(i) in ("call", "brand", "label", "dub") and _points(tree, thing))  # "called this fiction"
            or (tree.lemma(i) in _NAMING and any(tree.has(k, "Voice=Pass") for k in tree.deps(thing, "acl")))
        )

    def _will(self, tree: Tree, i: int) -> bool:
        return any(
            tree.lemma(k) in ("will", "would", "shall") or tree.words[k].text in ("'ll", "’ll")
            for k in tree.deps(i, "aux")
        )

    def _preposition_fits(self, tree: Tree, i: int, key: str, frame: Frame, thing: int | None) -> bool:
        """Verbs that mean the frame only with a certain preposition ("speak with") or with an object of its kind."""
        wanted = frame.extra.get("prep_for", {}).get(key)
        if wanted is None:
            return True
        wanted = wanted.split()
        if "object" in wanted and thing is not None:
            return True
        who = tree.subject(i) if key == "discuss" else None
        if who is not None and (tree.deps(who, "conj") or tree.has(who, "Number=Plur")):
            return True  # "the two sides discussed"
        if key == "discuss" and thing is not None:  # "discussed the deal with the envoy", hung on the deal
            with_whom = [k for p, k in tree.obliques(thing) if p == "with" and k > thing]
            if any(self.roles.kinds(tree, k) & {"party", "person", "delegation", "official"} for k in with_whom):
                return True
        doing = [k for k in tree.deps(i, "advcl") if tree.words[k].text.endswith("ing")]  # "credit for launching"
        behind = [o for k in tree.deps(i, "advmod") for o in tree.obliques(k)]  # "gave the city back to the army"
        return any(p in wanted for p, _ in [*tree.obliques(i), *behind]) or any(
            tree.marks(k) & set(wanted) for k in doing
        )

    def _pronoun_subject(self, tree: Tree, who: int | None, frame: Frame) -> bool:
        if who is None:
            return False
        low = tree.low(who)
        if low in ("he", "she", "they", "we", "i"):
            return bool(frame.subject & {"party", "person", "people", "delegation"})
        return low == "it" and "party" in frame.subject

    def _object_fits(self, tree: Tree, i: int, key: str, frame: Frame, thing: int | None) -> bool:
        if not frame.object:
            return thing is None or not self.roles.kinds(tree, thing) & frame.without
        wanted = frame.object
        if key in frame.strict:
            if thing is None and self._mandative(tree, i):
                return True
            if not self._bids(tree, i, key, frame, thing):
                wanted = wanted - _LOOSE or wanted
        if thing is None:
            return "-" in wanted or ("complement" in wanted and tree.dep(i, "xcomp", "ccomp") is not None)
        if frame.kind == "attack" and tree.low(thing) in ("it", "this", "that"):
            return self._pronoun_fits(tree, i, frame, thing)  # "is sabotaging it": whatever it is, most often a deal
        kinds = self._elided_kinds(tree, thing, frame) or self.roles.kinds(tree, thing)
        if frame.kind in _OF_WHICH and tree.lemma(thing) == "one" and (whole := complement(tree, thing)):
            kinds = (kinds - {"number"}) | self.roles.kinds(tree, whole)  # "blocked one of its patrols"
        if "party" in wanted and "party" not in kinds and self.roles.party_named(tree, thing):
            kinds |= {"party"}
        if kinds & frame.without and not kinds & _EXCUSED.get(frame.kind, frozenset()):
            return False
        if (
            "any" in wanted
            or kinds & wanted
            or any(self.roles.kinds(tree, k) & wanted for k in tree.deps(thing, "conj"))
        ):
            return True
        counted = frame.id == "interception.down" and (
            tree.words[thing].upos == "NUM"
            or self._weapons_they(tree, thing)
            or (key in _FROM_THE_AIR and tree.low(thing) in ("both", "these"))
        )
        if counted or "pronoun" in kinds or tree.lemma(thing) in _SOME_OF_THEM:
            return self._pronoun_fits(tree, i, frame, thing)
        return "complement" in wanted and frame.kind == "commitment" and tree.dep(i, "xcomp", "ccomp") is not None

    def _plain_kinds(self, tree: Tree, i: int, key: str, thing: int | None) -> frozenset[str] | None:
        """The kinds that alone decide which frames of a verb its object may have ("-": it has none), asked once for all
        of them: "take" and "report" have fifty. None where it takes more than kinds to tell."""
        if thing is None:
            return _NO_OBJECT if tree.dep(i, "iobj", "xcomp", "ccomp") is None else None
        if tree.words[thing].upos in ("NUM", "PRON", "DET") or tree.lemma(thing) in _SOME_OF_THEM:
            return None
        if of_the_verb(tree, thing, key) or elided(tree, thing) is not None:
            return None
        kinds = self.roles.kinds(tree, thing)
        more = tree.deps(thing, "conj")
        kinds = kinds.union(*(self.roles.kinds(tree, k) for k in more)) if more else kinds
        return None if "pronoun" in kinds else kinds

    def _weapons_they(self, tree: Tree, thing: int) -> bool:
        """ "A salvo of missiles was fired, but they were intercepted"."""
        they = tree.low(thing) in ("they", "them")
        return they and any("weapon" in kinds_of(tree, k) for k in range(thing) if tree.words[k].upos == "NOUN")

    def _bids(self, tree: Tree, i: int, key: str, frame: Frame, thing: int | None) -> bool:
        """ "Pressed the council to accept", "suggested placing it under control": the clause tells what is asked."""
        if frame.id == "proposal.put":
            inner = tree.dep(i, "xcomp")
            doing = inner is not None and tree.words[inner].upos == "VERB"
            return key == "suggest" and doing and tree.low(inner or 0).endswith("ing")
        to_do = [*tree.deps(i, "xcomp"), *(k for k in tree.deps(i, "advcl") if "to" in tree.marks(k))]
        return (
            frame.id == "demand.ask"
            and key in ("press", "push", "ask", "require")
            and thing is not None
            and bool(to_do)
        )

    def _mandative(self, tree: Tree, i: int) -> bool:
        """ "Insists that Kyiv withdraw", "demanded that the siege be lifted": what ought to be, not what is."""
        clauses = [k for k in tree.deps(i, "ccomp") if "that" in tree.marks(k) and tree.subject(k) is not None]
        if tree.lemma(i) in ("suggest", "propose", "recommend") and tree.has(i, "Tense=Past"):
            bare = [k for k in clauses if tree.low(k) == tree.lemma(k) and not tree.deps(k, "aux", "cop")]
            if any(not tree.has(k, "Tense=Past") for k in bare):
                return True  # "suggested that the teams meet again": of what was so it would be "met"
        return any(tree.ought(k) for k in tree.deps(i, "ccomp"))

    def _pronoun_fits(self, tree: Tree, i: int, frame: Frame, thing: int) -> bool:
        """ "Rejected it", "shot most of them down": verbs that tell by themselves what the pronoun stands for."""
        if frame.id == "exchange.swap":
            plural = tree.lemma(thing) not in ("it", "this", "that", "which")
            return plural and tree.lemma(i) in ("free", "release", "repatriate")
        if frame.id == "interception.down":
            aloft = tree.lemma(i) == "destroy" and any(p in ("over", "above") for p, _ in tree.obliques(i))
            return aloft or tree.lemma(i) in ("intercept", "shoot", "down", "neutralise", "neutralize")
        if frame.kind == "damage":
            return tree.lemma(i) in words("reading", "conditions_wrecking")
        if frame.kind == "control":  # "took the hill but lost it again"
            over = verb_frames().get(tree.lemma(tree.head(i)), ()) if tree.rel(i) == "conj" else ()
            return any(f.kind == "control" for f in over)
        if frame.extra.get("spelt_out"):
            return False
        if frame.kind not in _PRONOUN_OK or "light" in frame.flags:
            return False
        return frame.kind != "attack" or tree.lemma(i) in _BLOWS

    def _subject_fits(self, tree: Tree, i: int, frame: Frame, doer: int | None) -> bool:
        barred = frozenset(frame.extra.get("subject_without", ())) if not frame.subject and doer is not None else None
        if barred and doer is not None and self.roles.kinds(tree, doer) & barred:
            return False
        if not frame.subject or ("party" in frame.subject and doer is not None and self.roles.party_named(tree, doer)):
            return True
        who = tree.subject(i) if "not_agent" in frame.flags or doer is None else doer
        if who is None:
            return False
        if self.roles.kinds(tree, who) & frozenset(frame.extra.get("subject_without", ())):
            return False
        if frame.id == "rejection.out" and tree.rel(who) == "csubj" and who < i:
            return True  # "lifting the siege is out of the question"
        if frame.kind == "interception" and (self._elided_kinds(tree, who, frame) or frozenset()) & frame.subject:
            return True
        return self.roles.fits(tree, who, frame.subject) or self._pronoun_subject(tree, who, frame)

    def _elided_kinds(self, tree: Tree, i: int, frame: Frame) -> frozenset[str] | None:
        """ "Downed 233 drones, and another 55 were lost": 55 of what was counted before."""
        noun = elided(tree, i) if frame.kind in ("interception", "damage", "exchange", "obstruction") else None
        return self.roles.kinds(tree, noun) if noun is not None else None

    def _shape_fits(self, tree: Tree, i: int, key: str, frame: Frame, thing: int | None) -> bool:
        """Everything but object and subject: voice, tense, fixed words, complements, prepositions."""
        if "active" in frame.flags and (tree.passive(i) or tree.agent(i) is None):
            return False
        if key in frame.extra.get("as_something", ()) and not self._as_something(tree, i, thing):
            return False
        if "future_only" in frame.flags and not self._will(tree, i):
            return False
        if not self._numbered(tree, i, frame, thing):
            return False
        fixed = [i, *tree.deps(i, "obl", "obj", "nmod", "xcomp")]
        fixed += [w for k in fixed[1:] if tree.lemma(k) in _PARTS and (w := complement(tree, k)) is not None]
        if frame.fixed and not any(tree.lemma(k) in frame.fixed for k in fixed):
            return False
        if frame.complement and not self._complement(tree, i, frame):
            return False
        return self._preposition_fits(tree, i, key, frame, thing) and not self._special(tree, i, key, frame, thing)

    def _numbered(self, tree: Tree, i: int, frame: Frame, thing: int | None) -> bool:
        """ "Eight people were rushed to hospital", "no shelling was recorded": frames that want a number, or a "no"."""
        counted = frame.extra.get("counted")
        if counted:
            at = tree.subject(i) if counted == "subject" else thing
            told = () if at is None else (at, *tree.deps(at, "nummod", "amod", "det", "compound"))
            return any(
                tree.words[k].upos == "NUM" or tree.lemma(k) in words("reading", "conditions_many") for k in told
            )
        if frame.extra.get("negated_only"):
            return thing is not None and any(tree.lemma(k) == "no" for k in tree.deps(thing, "det"))
        return True

    def _special(self, tree: Tree, i: int, key: str, frame: Frame, thing: int | None) -> bool:
        """Readings that a frame's own words rule out."""
        if key == "be among those":
            fate = {"exchange": _FREEING, "detention": _HOLDING}.get(frame.kind, _HURT)
            return not any(tree.lemma(k) in fate for k in tree.deps(i, "acl", "acl:relcl"))
        near = frame.extra.get("near")
        if near:  # in the object, or in an infinitive that the parser hung on the verb
            aims = [k for k in tree.deps(i, "advcl", "xcomp") if "to" in tree.marks(k)]
            inside = [] if thing is None else [*tree.under(thing), *aims]
            inside = list(range(len(tree))) if frame.id == "exchange.freed" and thing is not None else inside
            if not any(tree.lemma(k) in near for k in inside):
                return True
        if frame.kind in _FORCE and self._by_nature(tree, i):
            return True
        if frame.kind == "attack" and key in ("target", "attack", "slam", "hit") and self._unarmed(tree, i, thing):
            return True
        return another_sense(self.roles, tree, i, key, frame, thing)

    def _by_nature(self, tree: Tree, i: int) -> bool:
        """ "A storm hit the coast", "the quake left 40,000 without power": no side of a conflict does that."""
        who = tree.agent(i) if tree.passive(i) else tree.subject(i)
        return who is not None and any(
            tree.lemma(k) in words("reading", "conditions_nature") for k in tree.conjuncts(who)
        )

    def _unarmed(self, tree: Tree, i: int, thing: int | None) -> bool:
        """ "Targets banks in a new law", "protests targeting deputies": nothing around the verb is armed."""
        who = tree.subject(i)
        if who is None and tree.rel(i) in ("acl", "acl:relcl"):
            who = tree.head(i)
        doer = self.roles.kinds(tree, who) if who is not None else frozenset()
        struck = self.roles.kinds(tree, thing) if thing is not None else frozenset()
        if doer & {"weapon", "assault", "force", "militants", "bomb"} or struck & {
            "military",
            "force",
            "militants",
            "energy",
        }:
            return False
        low = {tree.lemma(t.i) for t in tree.words if t.i != i}
        return bool(low & words("reading", "conditions_unarmed")) and not low & words("reading", "conditions_armed")

    def _complement(self, tree: Tree, i: int, frame: Frame) -> bool:
        inner = [
            k for k in tree.deps(i, "xcomp", "ccomp") if k > i
        ]  # not what is quoted before: "“We will go,” he told X"
        inner += [*(k for k in tree.deps(i, "advcl") if frame.complement == {"from"})]
        if frame.complement == {"from"}:
            return any(set(tree.preposition(k).split()) | tree.marks(k) & {"from"} for k in inner) and bool(inner)
        return any(tree.lemma(k) in frame.complement for k in inner)

    def _needed_preposition(self, tree: Tree, i: int, frame: Frame) -> bool:
        beside = "service" in frame.flags or frame.kind == "aid" or frame.id == "accusation.responsible"
        beside |= bool(frame.extra.get("inside"))
        thing = tree.object(i) if beside else None  # "cut supply to 11,000 customers", "pledged $3 million in aid"
        taken = [(tree.preposition(k), k) for k in tree.deps(i, "obj")]  # "go back to war", read as an object
        state = tree.dep(i, "xcomp") if frame.extra.get("inside") else None  # "remained stranded at the border"
        deeper = [o for k in (thing, state) if k is not None for o in tree.obliques(k)]
        if thing is not None and frame.extra.get("inside"):  # "sent a delegation, led by the minister, to the capital"
            deeper += [o for k in tree.deps(thing, "acl") for o in tree.obliques(k)]
        for p, k in [*tree.obliques(i), *taken, *deeper]:
            if p in frame.prep and (not frame.prep_object or self.roles.kinds(tree, k) & frame.prep_object):
                return True
        return False


def _of_a_move(tree: Tree, i: int) -> bool:
    """ "..., a decision that Oslo called a mistake"."""
    up = tree.head(i)
    return (
        tree.rel(i) == "acl:relcl"
        and tree.rel(up) in ("appos", "parataxis")
        and tree.lemma(up) in words("reading", "conditions_moves")
    )


def _points(tree: Tree, thing: int) -> bool:
    return any(tree.low(k) in ("this", "that") for k in tree.deps(thing, "det")) and not tree.has(thing, "Number=Plur")
