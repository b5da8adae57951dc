"""Verbs to propositions: which frame a verb takes, who does what to whom."""

from __future__ import annotations

from trucewatch.read.conditions import Conditions, beyond
from trucewatch.read.entries import entries, timelike
from trucewatch.read.lexicons import Frame, noun_frames, verb_frames, words
from trucewatch.read.naming import Entity
from trucewatch.read.phrase import Phrase
from trucewatch.read.phrasing import phrased
from trucewatch.read.proposition import EFFECTS, Proposition
from trucewatch.read.things import complement, kinds_of, of_the_verb, phrases, target_class
from trucewatch.read.tree import SUBJECTS, Tree
from trucewatch.read.voices import Voice

_OBTAINING = frozenset({"secure", "win", "obtain", "get", "gain"})
_ANY = frozenset({"any"})
_STRUCK = frozenset({"site", "settlement", "place", "people"})
_CALLING = frozenset({"call", "describe", "say", "term", "claim", "believe"})

_TAKES_ITS_EVENT = frozenset(
    {"trend.go", "assessment.result", "attack.claim", "control.out", "interception.repel", "interception.defence"}
    | {"attack.explosions"}
)


class Predicates(Conditions):
    """Finds what the verbs of a sentence claim. ``used`` collects the event nouns that a light verb has taken up."""

    def of(self, tree: Tree, i: int, voice: Voice | None, used: set[int]) -> list[Proposition]:
        """The propositions of the verb ``i``."""
        speaker = voice.speaker if voice else None
        if self._describes(tree, i):
            return []
        frames = verb_frames()
        for key in entries(tree, i):
            if key not in frames:
                continue
            thing = self._thing(tree, i, key)
            kinds = self._plain_kinds(tree, i, key, thing)
            for frame in frames[key]:
                if kinds is not None and beyond(frame, kinds):
                    continue
                found = self._take(tree, i, key, frame, thing, speaker)
                if found:
                    found.voice = voice
                    if voice is None and key in words("reading", "predicates_tallying") and not tree.passive(i):
                        found.charger, found.cue = self.roles.author(tree, tree.subject(i), None), i
                    found.notes.insert(0, f"frames:{frame.id}:{key}")
                    if frame.flags & {"light", "light_subject"} or frame.fixed or frame.id in _TAKES_ITS_EVENT:
                        used.update(self._event_nouns(tree, i))
                    return [found, *self._told_with(tree, i, key, found)]
        return []

    def as_taught(self, tree: Tree, i: int, frame: Frame, voice: Voice | None) -> Proposition:
        """The proposition of a predicate that no entry knows, by the frame of its kind."""
        found = Proposition(frame.kind, tree, i, i, frame, voice=voice)
        thing, speaker = self._thing(tree, i, tree.lemma(i)), voice.speaker if voice else None
        self._fill(tree, i, frame, found, thing, self._doer(tree, i, frame), speaker)
        flung = frame.kind == "attack" and tree.lemma(i) in words("taught", "hurled")  # "dropped flares on the port"
        below = [
            k
            for source in frame.target
            if source not in ("object", "subject")
            for p, k in tree.obliques(i)
            if p == source
        ]
        aimed = [k for k in found.targets if (k in below or not flung) and self._aimed_at(tree, i, k)]
        found.targets = aimed or next((tree.conjuncts(k) for k in below if self._aimed_at(tree, i, k)), [])
        return found

    def _aimed_at(self, tree: Tree, i: int, k: int) -> bool:
        """ "Did it", "the day the kitchen stopped": no target."""
        none = words("taught", "no_target") | words("reading", "predicates_times")
        return tree.lemma(k) not in none and not (tree.lemma(i) == "do" and tree.words[k].upos == "PRON")

    def _told_with(self, tree: Tree, i: int, key: str, found: Proposition) -> list[Proposition]:
        """ "No casualties or damage were reported": two claims under one verb."""
        other = {"damage": ("casualties", "casualty"), "casualties": ("damage", "harm")}.get(found.kind)
        thing = tree.object(i) if key != "there be" else tree.dep(i, "nsubj")
        if other is None or "light" not in found.frame.flags or thing is None or not tree.deps(thing, "conj"):
            return []
        hurt = words("reading", "predicates_hurt") if other[0] == "casualties" else ()  # "neither damage nor wounded"
        also = next(
            (k for k in tree.conjuncts(thing) if other[1] in self.roles.kinds(tree, k) or tree.lemma(k) in hurt), None
        )
        frame = next((f for f in verb_frames().get(key, ()) if f.kind == other[0] and "light" in f.flags), None)
        if also is None or frame is None:
            return []
        more = Proposition(frame.kind, tree, i, i, frame, polarity=frame.polarity, voice=found.voice, by=found.by)
        more.notes = [f"frames:{frame.id}:{key}", f"event noun: {tree.words[also].text}"]
        return [more]

    def _thing(self, tree: Tree, i: int, key: str) -> int | None:
        """What the verb is done to, by whatever it is called."""
        if key == "target be":
            return i
        thing = tree.object(i) if key != "there be" else tree.dep(i, "nsubj")
        if thing is not None and tree.lemma(thing) in _ANY and tree.words[thing].upos != "NOUN":
            whole = complement(tree, thing)  # "did not meet any of the demands"
            thing = whole if whole is not None and tree.words[whole].upos == "NOUN" else thing
        return self._called(tree, thing) if thing is not None else None

    def _take(
        self, tree: Tree, i: int, key: str, frame: Frame, thing: int | None, speaker: Entity | None
    ) -> Proposition | None:
        if thing is None:
            whom = tree.dep(i, "iobj") if "service" not in frame.flags else None
            thing = self._called(tree, whom) if whom is not None else None
        if thing is not None:
            if frame.kind == "clash" and tree.lemma(thing) == "it":
                thing = None  # "battle it out"
            elif of_the_verb(tree, thing, key) and frame.id != "detention.taken":  # "took hostages": whom it befell
                thing = None
        if not self._object_fits(tree, i, key, frame, thing):
            return None
        doer = self._before(tree, i) if "act" in frame.flags or "act_if" in frame.extra else None
        doer = self._doer(tree, i, frame) if doer is None else doer
        if not self._subject_fits(tree, i, frame, doer):
            return None
        if not self._shape_fits(tree, i, key, frame, thing):
            return None
        if not phrased(frame, Phrase(self.roles, tree, i, key, thing, speaker)):
            return None
        found = Proposition(frame.kind, tree, i, i, frame, polarity=frame.polarity)
        found.self_vouched = "act" in frame.flags or key in frame.extra.get("act_if", ())
        self._fill(tree, i, frame, found, thing, doer, speaker)
        if frame.kind == "acceptance" and thing is not None:
            found.by = self._agreed_by(tree, i, thing, speaker) or found.by
        return found if self._complete(tree, i, frame, found) else None

    def _doer(self, tree: Tree, i: int, frame: Frame) -> int | None:
        """ "The town was shelled by rebels, killing nine": what was shelled has killed nobody."""
        outcome = frame.kind in EFFECTS and tree.rel(i) == "advcl" and not tree.passive(i) and not tree.marks(i)
        if outcome and tree.passive(tree.head(i)) and tree.dep(i, *SUBJECTS) is None:
            return tree.agent(tree.head(i))
        return tree.agent(i)

    def _before(self, tree: Tree, i: int) -> int | None:
        """ "... shelled it, the army said, calling the charge absurd": who spoke just before is who calls it so."""
        said = i - 2 if i > 1 and tree.words[i - 1].text == "," else i - 1
        if tree.rel(i) != "advcl" or tree.marks(i) or not tree.words[i].text.endswith("ing") or said < 0:
            return None
        if tree.lemma(said) in words("cues", "plain"):
            return tree.dep(said, "nsubj")
        for k in tree.deps(tree.head(i), "obl", "obj"):  # "came with a statement from X, condemning the raid"
            made = any(tree.preposition(m) in ("from", "by") for m in tree.deps(k, "nmod"))
            if made and tree.lemma(k) in words("cues", "media_nouns") and max(tree.under(k)) in (i - 1, i - 2):
                return k
        return None

    def _fill(
        self,
        tree: Tree,
        i: int,
        frame: Frame,
        found: Proposition,
        thing: int | None,
        doer: int | None,
        speaker: Entity | None,
    ) -> None:
        roles, flags = self.roles, frame.flags
        if "via" in flags:
            inner = next(k for k in tree.deps(i, "xcomp", "ccomp") if tree.lemma(k) in frame.complement)
            thing, found.verb = tree.object(inner), i
        if thing is not None and tree.rel(thing) == "obj" and tree.head(thing) in tree.deps(i, "conj"):
            found.joined.append(tree.head(thing))  # "targeted and killed X": the object stands with the second verb
        found.targets = self._handed_over(tree, i, frame, thing)
        telling = {str(verb).split()[0] for verb in frame.extra.get("not_agent_for", ())}
        if "not_agent" not in flags and tree.lemma(i) not in telling:
            found.by = roles.author(tree, doer, speaker, vouching=found.self_vouched)
            found.actor_at = doer
        if "light" in flags and found.by is None and thing is not None and frame.kind not in ("casualties",):
            found.by = (
                roles.author(tree, thing, speaker)
                if kinds_of(tree, thing) & {"assault", "blockade", "penalty"}
                else None
            )
        if "light_subject" in flags:
            subject = tree.subject(i)
            found.by = roles.author(tree, subject, speaker) if subject is not None else None
            if found.by is None and subject is not None and frame.kind == "casualties":
                found.by = roles.behind_event(tree, subject, speaker)
            if subject is not None:
                found.notes.append(f"event noun: {tree.words[subject].text}")
        if frame.id in ("control.under", "control.in_hands", "attack.under"):
            found.by = self._under_whose(tree, i, frame, speaker)
        if frame.id == "clash.fighting" or (frame.kind == "talks" and flags & {"light", "light_subject"}):
            self._two_sides(tree, i, found, thing)
        if frame.id == "trend.go" and found.by is None:
            found.by = self._behind_course(tree, i, speaker)
        if found.by is None and frame.kind in EFFECTS:
            found.by = self._behind_effect(tree, i, speaker)
        found.about = self._about(tree, i, frame, thing)

    def _agreed_by(self, tree: Tree, i: int, thing: int, speaker: Entity | None) -> Entity | None:
        """ "Qatar had secured Tehran's agreement": Tehran agreed."""
        whose = tree.dep(thing, "nmod:poss") if tree.lemma(i) in _OBTAINING else None
        given = self.roles.author(tree, whose, speaker) if whose is not None else None
        return given if given is not None and given.party is not None else None

    def _handed_over(self, tree: Tree, i: int, frame: Frame, thing: int | None) -> list[int]:
        """ "Secured the release of 33 hostages", "the release of ten hostages began": no stage of a swap."""
        found = self._targets(tree, i, frame, tree.subject(i) if frame.id == "exchange.happen" else thing)
        if frame.id not in ("exchange.do", "exchange.happen"):
            return found
        return [] if any("swap" in self.roles.kinds(tree, k) for k in found) else found

    def _two_sides(self, tree: Tree, i: int, found: Proposition, thing: int | None) -> None:
        """ "Talks between A and B", "clashes broke out between A and B"."""
        noun = thing if "light" in found.frame.flags else tree.subject(i)
        below = [*tree.obliques(noun), *tree.obliques(i)] if noun is not None else []
        pair = next((k for p, k in below if p == "between"), None)
        if pair is not None and tree.deps(pair, "conj"):
            found.by, found.targets = self.roles.single_entity(tree, pair), tree.deps(pair, "conj")

    def _in_whose_hands(self, tree: Tree, i: int, speaker: Entity | None) -> Entity | None:
        """ "Is under the control of the rebels", "under Ruritanian control"."""
        noun = i if tree.words[i].upos == "NOUN" else next((k for p, k in tree.obliques(i) if p == "under"), i)
        holder = complement(tree, noun)
        if holder is not None:
            return self.roles.author(tree, holder, speaker)
        return self.roles._behind(tree, noun, speaker)

    def _under_whose(self, tree: Tree, i: int, frame: Frame, speaker: Entity | None) -> Entity | None:
        """ "Came under Ruritanian tank fire"."""
        if frame.kind == "control":
            return self._in_whose_hands(tree, i, speaker)
        below = tree.deps(i, "obl", "obj", "nmod")
        below += [w for k in below if (w := complement(tree, k)) is not None]  # "some of the heaviest shelling"
        noun = next((k for k in below if tree.lemma(k) in frame.fixed), None)
        if noun is None:
            return None
        sender = next((k for at in (noun, i) for p, k in tree.obliques(at) if p == "from"), None)
        found = self.roles._behind(tree, noun, speaker)
        return self.roles.author(tree, sender, speaker) if found is None and sender is not None else found

    def _behind_effect(self, tree: Tree, i: int, speaker: Entity | None) -> Entity | None:
        """ "Russian shelling leaves six dead", "killed in a Russian strike": the author of the attack named."""
        who = tree.subject(i) if not tree.passive(i) else None
        found = None
        if who is not None and "assault" in self.roles.kinds(tree, who):
            found = self.roles.author(tree, who, speaker)
        return found or self.roles.behind_event(tree, i, speaker)

    def _behind_course(self, tree: Tree, i: int, speaker: Entity | None) -> Entity | None:
        """ "Russian strikes have intensified": whose strikes; a truce that holds is nobody's."""
        subject = tree.subject(i)
        if subject is None:
            return None
        kinds = self.roles.kinds(tree, subject)
        return self.roles.author(tree, subject, speaker) if "hostility" in kinds and "truce" not in kinds else None

    def _targets(self, tree: Tree, i: int, frame: Frame, thing: int | None) -> list[int]:
        for source in frame.target:
            at = {"object": thing, "subject": tree.subject(i)}.get(source)
            if source not in ("object", "subject"):
                at = self._prepositional(tree, i, source, thing)
            if at is None or at == self._self_reference(tree, at, frame):
                continue
            if frame.kind == "talks" and self._no_counterpart(tree, i, source, at):
                continue
            if source == "of" and frame.kind == "attack" and not self.roles.kinds(tree, at) & _STRUCK:
                continue  # "a wave of strikes"; "90 shellings of 38 settlements" tells what was shelled
            people = bool(kinds_of(tree, at) & {"people", "civilians"}) or (source == "object" and tree.passive(i))
            if "target_people" not in frame.flags or people:
                at = self._called(tree, at)
                return [*self._listed(tree, at, frame), *self._included(tree, at, frame)]
        return []

    def _no_counterpart(self, tree: Tree, i: int, source: str, at: int) -> bool:
        """ "Spoke by telephone", "will discuss the deal with the envoy": with neither is anybody talking."""
        if source == "by":
            return not tree.passive(i)
        kinds = self.roles.kinds(tree, at)
        topic = source == "object" and tree.lemma(i) in ("discuss", "negotiate", "review", "address")
        return topic and tree.words[at].upos == "NOUN" and not kinds & {"person", "delegation", "official", "people"}

    def _listed(self, tree: Tree, at: int, frame: Frame) -> list[int]:
        """What is coordinated: also what the parser took for an apposition though it is of another class ("eight
        garages, a kindergarten and a shop"), and the sites whose windows broke."""
        if frame.kind not in ("attack", "damage"):
            return tree.conjuncts(at)
        if tree.lemma(at) in words("reading", "predicates_fittings") and not tree.deps(at, "nmod", "nmod:poss"):
            verb = tree.head(at)
            sites = [
                k
                for p, k in tree.obliques(verb)
                if p in ("in", "at", "of", "on") and "site" in self.roles.kinds(tree, k)
            ]
            if verb >= 0 and sites:
                return tree.conjuncts(sites[0])
        hung = [c for k in tree.deps(at, "nmod") for c in tree.deps(k, "conj")]
        hung = [c for c in hung if "site" in kinds_of(tree, c) and "site" not in kinds_of(tree, tree.head(c))]
        own = target_class(tree, at)
        beside = [k for k in tree.deps(at, "appos") if own is not None and target_class(tree, k) not in (own, None)]
        listed = [k for k in beside if any(c > k for c in (*tree.deps(k, "conj"), *tree.deps(at, "conj")))]
        further = [k for k in listed if "site" in kinds_of(tree, k)]
        return [*tree.conjuncts(at), *hung, *(c for k in further for c in tree.conjuncts(k))]

    def _called(self, tree: Tree, at: int) -> int:
        """ "What it called terrorist targets": the targets, as they are called."""
        if tree.lemma(at) != "what":
            return at
        clause = [k for k in (*tree.deps(at, "acl:relcl", "acl"), tree.head(at)) if k >= 0 and tree.verbal(k)]
        named = [
            k for c in clause for k in tree.deps(c, "xcomp", "obj", "ccomp") if k > at and tree.lemma(c) in _CALLING
        ]
        return next((k for k in named if tree.words[k].upos in ("NOUN", "PROPN")), at)

    def _included(self, tree: Tree, at: int, frame: Frame) -> list[int]:
        """ "Targets, including launchers and tunnels": the things named."""
        if frame.kind not in ("attack", "damage"):
            return []
        return [j for k in tree.deps(at, "nmod") if tree.preposition(k) == "including" for j in tree.conjuncts(k)]

    def _self_reference(self, tree: Tree, at: int, frame: Frame) -> int | None:
        """An object that is the event itself ("carried out a strike") is no target."""
        kinds = kinds_of(tree, at)
        event = kinds & {"assault", "talks", "penalty", "blockade", "casualty", "harm", "blaze", "evacuation", "swap"}
        return at if "light" in frame.flags and event and tree.rel(at) in ("obj", "nsubj:pass", "nsubj") else None

    def _prepositional(self, tree: Tree, i: int, preposition: str, thing: int | None) -> int | None:
        """The phrase with this preposition, below the verb or below its event noun."""
        if tree.passive(i) and any(
            tree.lemma(k) == preposition and tree.words[k].upos == "ADP" and not tree.kids[k] for k in tree.kids[i]
        ):
            return tree.dep(i, "nsubj:pass", "nsubj")  # "anyone who moves is fired at"
        thing = tree.object(i) if thing is None else thing  # "made gains in": the noun that is part of the verb
        inner = complement(tree, thing) if thing is not None and tree.lemma(thing) in _MEASURES else None
        if thing is not None and tree.lemma(thing) in ("responsibility", "credit"):
            inner = next((k for p, k in tree.obliques(thing) if p == "for"), None)
        for at in (i, *(tree.conjuncts(thing) if thing is not None else ()), *((inner,) if inner is not None else ())):
            for p, k in tree.obliques(at):
                if p == preposition and not timelike(tree, k):
                    return k
        if preposition in ("at", "on") and thing is not None and kinds_of(tree, thing) & {"weapon", "bomb"}:
            return self._far(tree, thing, preposition)
        return None

    def _far(self, tree: Tree, thing: int, preposition: str) -> int | None:
        """ "Launched a missile from the north and 76 drones of that type at the town": hung anywhere below."""
        for k in tree.under(thing):
            there = tree.rel(k) in ("nmod", "obl") and tree.preposition(k) == preposition
            if there and self.roles.kinds(tree, k) & {"settlement", "place", "site", "party"}:
                return k
        return None

    def _about(self, tree: Tree, i: int, frame: Frame, thing: int | None) -> int | None:
        for source in frame.about:
            if source == "object" and thing is not None:
                return thing
            if source == "subject":
                return tree.subject(i)
            if source == "complement":
                inner = tree.dep(i, "xcomp", "ccomp")
                if inner is None and frame.extra.get("infinitive"):
                    inner = next((k for k in tree.deps(i, "advcl") if "to" in tree.marks(k)), None)
                if inner is not None:
                    return inner
            at = self._prepositional(tree, i, source, None) if source not in ("object", "complement") else None
            at = self._doing(tree, i, source) if at is None else at
            if at is not None:
                return at
        return None

    def _doing(self, tree: Tree, i: int, preposition: str) -> int | None:
        """ "Agreed on sending observers"."""
        inner = tree.deps(i, "advcl", "xcomp") if preposition in _LEADING else ()
        return next((k for k in inner if preposition in tree.marks(k)), None)

    def _event_nouns(self, tree: Tree, i: int) -> list[int]:
        out = []
        if tree.lemma(i) == "come":  # "came under a bombardment by guns and attacks by drones"
            out += [k for k in tree.under(i) if "assault" in kinds_of(tree, k) and tree.preposition(k) != "after"]
        for k in [*tree.deps(i, "obj", "nsubj", "nsubj:pass", "obl", "conj"), tree.object(i)]:
            inner = complement(tree, k) if k is not None and tree.lemma(k) in _MEASURES else None
            for noun in (k, inner):
                if noun is not None and any(p in noun_frames() for p in phrases(tree, noun)):
                    out += tree.conjuncts(noun)
        return out

    def _complete(self, tree: Tree, i: int, frame: Frame, found: Proposition) -> bool:
        missing = {
            "target": not found.targets,
            "about": found.about is None,
            "prep": "prep" in frame.needs and not self._needed_preposition(tree, i, frame),
        }
        if frame.id == "acceptance.agree" and any(tree.marks(k) & {"if", "unless"} for k in tree.deps(i, "advcl")):
            missing["about"] = False  # "will only sign up if"
        if any(missing.get(need, False) for need in frame.needs):
            return False
        event = tree.object(i)
        if event is not None and tree.lemma(event) in frame.extra.get("aimed", ()) and not found.targets:
            return False
        return not ("own" in frame.flags and found.by is None)


_LEADING = frozenset({"on", "upon", "to", "from", "against", "of", "with", "about"})
_MEASURES = words("reading", "eventnouns_measures")
