"""All propositions of a report in the order of its text: verbs, event nouns, stances; the outermost of nested ones."""

from __future__ import annotations

from trucewatch.read.clauses import quote_span
from trucewatch.read.eventnouns import EventNouns
from trucewatch.read.furniture import Furniture
from trucewatch.read.lexicons import words
from trucewatch.read.merging import aimed, merged, nested, struck
from trucewatch.read.nesting import HOLDS, Nesting
from trucewatch.read.page import Page
from trucewatch.read.predicates import Predicates
from trucewatch.read.proposition import Proposition
from trucewatch.read.roles import Roles
from trucewatch.read.scope import scope
from trucewatch.read.setting import Setting
from trucewatch.read.stance import Stance
from trucewatch.read.standing import Standing
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice, Voices

_NONE = ("no", "none", "nobody", "not", "n't", "neither", "nor", "never", "without", "nothing", "No", "Nobody", "None")
_PLANNED = frozenset({"exchange", "talks", "sanction"})
_OFTEN = words("reading", "finder_often")


class Finder:
    """Walks the sentences of one report."""

    def __init__(self, page: Page, roles: Roles, voices: Voices) -> None:
        self.page, self.voices, self._roles = page, voices, roles
        self._predicates, self._nouns, self._stance = Predicates(roles), EventNouns(roles), Stance(roles)
        self._standing, self._nesting, self._furniture = Standing(page, roles), Nesting(roles), Furniture(page)
        self._setting = Setting(page)

    def all(self) -> list[Proposition]:
        """Every proposition with its scope and its quote."""
        out: list[Proposition] = []
        for tree in self.page.trees:
            if not (self._furniture.covers(tree) or self._asks(tree) or self._setting.elsewhere(tree)):
                out += self.sentence(tree)
        return out

    def _asks(self, tree: Tree) -> bool:
        return tree.words[-1].text == "?"

    def sentence(self, tree: Tree) -> list[Proposition]:
        """The propositions of one sentence."""
        found = self._candidates(tree)
        for p in found:
            self._scope(p)
        found = [p for p in found if self._standing.stands(p)]
        firm = self._firm(tree)
        found = [p for p in found if not any(self._taken(p, f) for f in firm)]
        found = firm + nested(self._nesting.outermost(found))
        found += self._stances(tree, found)
        heads = {p.head for p in found}
        for p in found:
            p.span = quote_span(p, heads - {p.head}, self.page.text)
        return sorted(
            (p for p in found if p.kind != "none" and self._standing.says_enough(p)), key=lambda p: (p.span, p.kind)
        )

    def _candidates(self, tree: Tree) -> list[Proposition]:
        used: set[int] = set()
        found: list[Proposition] = []
        for t in tree.words:
            if t.deprel in ("amod", "compound", "case", "aux", "cop", "aux:pass", "fixed", "flat", "det"):
                continue
            if (
                t.deprel in ("acl", "acl:relcl")
                and tree.words[t.head].text == "those"
                and tree.dep(t.head, "cop") is not None
            ):
                continue  # "was among those killed": the clause above tells it
            if t.upos in ("VERB", "AUX") or tree.dep(t.i, "cop") is not None or tree.passive(t.i):
                found += self._predicates.of(tree, t.i, self._voice(tree, t.i), used)
        for t in tree.words:
            if t.upos in ("NOUN", "PROPN") and t.i not in used:
                found += self._nouns.of(tree, t.i, self._voice(tree, t.i))
        return aimed(struck(merged(found)))

    def _voice(self, tree: Tree, i: int) -> Voice | None:
        over = self.voices.over(tree.number, tree.words[i].start)
        return over[0] if over else None

    def _scope(self, p: Proposition) -> None:
        found = scope(p.tree, p.verb, p.voice)
        if found.negated:
            p.polarity = "negated" if p.polarity == "affirmed" else "affirmed"
        p.modality = self._of_its_verb(p) or found.modality
        if p.kind in HOLDS and not (p.modality == "future" and p.tree.deps(p.head, "aux")):
            p.modality = "actual" if p.modality in ("future", "possible") else p.modality
        if p.kind in ("threat", "assessment"):
            p.modality = "actual"
        if p.kind == "assessment":
            p.polarity = "affirmed"
            p.by = p.voice.speaker if p.voice is not None else p.by if p.self_vouched else None
        if p.frame.id == "obstruction.let" and p.modality == "future" and p.tree.lemma(p.tree.head(p.head)) == "agree":
            p.modality = "actual"
        if p.frame.id == "obstruction.reach":
            p.polarity, p.modality = "affirmed", "actual" if p.modality == "possible" else p.modality
        p.notes += found.notes
        if found.purpose:
            p.notes.append("purpose")
        conditional = p.kind in ("commitment", "threat", "demand") or p.modality in ("future", "possible")
        if found.conditional_on is not None and conditional:
            p.modality = "conditional"
        if p.frame.id == "commitment.hold":
            p.modality = "actual" if p.modality == "future" else p.modality
        if p.kind in ("commitment", "acceptance") and self._bound(p):
            p.modality = "conditional"
        self._none_hurt(p, negated=found.negated)
        self._recast(p)
        self._own_course(p)
        if p.kind == "attack" and any(p.tree.lemma(k) in _OFTEN for k in p.tree.deps(p.verb, "advmod")):
            p.kind = "trend"

    def _bound(self, p: Proposition) -> bool:
        """ "Will keep to the truce as long as the other side does", "on condition that"."""
        below = p.tree.under(p.head)
        text = self.page.text[p.tree.words[p.head].start : p.tree.words[below[-1]].end].lower()
        return any(phrase in text for phrase in words("scope", "binding"))

    def _none_hurt(self, p: Proposition, *, negated: bool) -> None:
        """ "No one was hurt" is a count of nought, "have no heating" an outage; what is denied stays denied."""
        if p.frame.id == "outage.lack":
            p.polarity = "affirmed" if negated else "negated"
        denied = p.voice is not None and p.voice.denies
        kept = denied or any(n.startswith("negated:") and not n.endswith(_NONE) for n in p.notes)
        if p.kind == "casualties" and p.polarity == "negated" and not p.nominal and not kept:
            p.polarity = "affirmed"
            p.notes.append("none hurt: a count of nought")

    def _recast(self, p: Proposition) -> None:
        """What the roles make of a frame: wreckage hits nobody's target, a charge is its accuser's."""
        if p.kind == "displacement" and p.actor_at is not None and p.actor_at in p.targets:
            p.by = None  # who flees is displaced by nobody that the clause names
        if p.kind == "attack" and p.actor_at is not None and "debris" in self._roles.kinds(p.tree, p.actor_at):
            hurt = any("people" in self._roles.kinds(p.tree, k) for k in p.targets)
            p.kind, p.by = "none" if hurt else "damage", None  # "a house was hit by falling debris"
        if p.kind == "acceptance" and p.about is not None and "penalty" in self._roles.kinds(p.tree, p.about):
            p.kind = "sanction"  # "agreed on a package of sanctions"
        if p.frame.id == "rejection.charge" and p.tree.rel(p.head) == "acl:relcl":
            p.voice = None  # "..., a charge Yerevan denied": Yerevan's own word, whoever brought the charge
        if "speaker_actor" in p.frame.flags:  # "X said Y had broken the truce": X charges, Y is charged
            p.by, p.actor_at = p.voice.speaker if p.voice is not None else None, None

    def _of_its_verb(self, p: Proposition) -> str | None:
        """ "Called off a swap", "is considering sanctions": what the light verb itself makes of its event."""
        if p.nominal or not p.frame.flags & {"light", "light_subject"} or p.kind not in _PLANNED:
            return None
        entry = p.notes[0].rsplit(":", 1)[-1]
        if entry in words("scope", "cancelled"):
            return "cancelled"
        if entry in ("consider", "weigh", "mull", "discuss", "contemplate"):
            return "possible"
        return "future" if entry in ("plan", "prepare", "schedule", "arrange", "agree", "agree to") else None

    def _own_course(self, p: Proposition) -> None:
        """What a speaker says its own side will do: let aid in is a promise, step up the fight a threat."""
        own = (
            p.voice is not None and p.by is not None and p.by.party is not None and p.voice.speaker.party == p.by.party
        )
        if p.frame.id == "threat.respond" and not own:
            p.kind = "trend" if p.tree.lemma(p.head) in words("reading", "finder_courses") else "none"
        elif p.frame.id == "rejection.refuse" and own and self._might(p):
            p.kind = "threat"  # "could walk away from the talks"
        elif p.frame.id == "acceptance.agree" and own and p.modality == "conditional" and self._will(p):
            p.kind = "commitment"  # "if there is an offer we will accept it"
        elif p.frame.id == "obstruction.let" and own and p.modality == "future" and p.tree.deps(p.head, "aux"):
            p.kind, p.polarity, p.modality, p.about = "commitment", "affirmed", "actual", p.tree.dep(p.head, "obj")

    def _performs(self, p: Proposition, voice: Voice) -> bool:
        """ "Promised that it will fight": what is promised is in the promise."""
        return p.self_vouched and p.kind in HOLDS and p.tree.words[p.head].start == voice.cue_start

    def _will(self, p: Proposition) -> bool:
        return any(p.tree.lemma(k) in ("will", "would", "shall") for k in p.tree.deps(p.head, "aux"))

    def _might(self, p: Proposition) -> bool:
        return any(p.tree.lemma(k) in ("could", "can", "may", "might") for k in p.tree.deps(p.head, "aux"))

    def _firm(self, tree: Tree) -> list[Proposition]:
        """Stances that the top of what is said states outright: "must", "is ready to", "there is no sign that"."""
        out: list[Proposition] = []
        for voice in self._own_voices(tree):
            for p in self._stance.firm(tree, voice):
                if all(p.head != o.head for o in out):
                    out.append(self._settled(p))
        return out

    def _taken(self, p: Proposition, firm: Proposition) -> bool:
        """Whether a proposition is part of a firm stance: below its top, and no deed told as done."""
        if p.head == firm.head:
            return True
        inside = p.head in firm.tree.under(firm.head)
        return inside and (firm.kind != "assessment" or p.kind in ("trend", "talks", "exchange", "acceptance"))

    def _own_voices(self, tree: Tree) -> list[Voice]:
        """The voices of a sentence, none of which only repeats another."""
        out: list[Voice] = []
        for v in sorted(self.voices.in_sentence(tree.number), key=lambda v: (v.size, v.start)):
            if all(not (o.start >= v.start and o.end <= v.end and o.speaker == v.speaker) for o in out):
                out.append(v)
        return out

    def _settled(self, p: Proposition) -> Proposition:
        """Polarity and modality of a stance: the act itself, whatever it is about."""
        s = scope(p.tree, p.head, p.voice)
        denial = p.kind == "accusation" and p.voice is not None and p.voice.denies
        p.polarity = "negated" if denial or (s.negated and p.kind == "acceptance") else "affirmed"
        if s.negated and p.kind == "commitment":
            p.kind = "rejection"
        p.modality = "conditional" if s.conditional_on is not None and p.kind in ("commitment", "threat") else "actual"
        return p

    def _stances(self, tree: Tree, found: list[Proposition]) -> list[Proposition]:
        out: list[Proposition] = []
        for voice in self._own_voices(tree):
            start, end = max(voice.start, tree.start), min(voice.end, tree.end)
            if end - start < 15 or any(self._performs(p, voice) for p in found):
                continue
            taken = {p.head for p in [*found, *out] if start <= tree.words[p.head].start < end}
            out += [self._settled(p) for p in self._stance.of(tree, voice, taken)]
        return out
