"""All propositions of a report in the order of its text: verbs, event nouns, stances; the outermost of nested ones."""

from __future__ import annotations

from trucewatch.read.clauses import quote_span
from trucewatch.read.ellipsis import echoes
from trucewatch.read.eventnouns import EventNouns
from trucewatch.read.furniture import Furniture
from trucewatch.read.lexicons import words
from trucewatch.read.merging import aimed, merged, nested, struck
from trucewatch.read.nesting import HOLDS, Nesting
from trucewatch.read.own_course import asked_of
from trucewatch.read.page import Page
from trucewatch.read.predicates import Predicates
from trucewatch.read.proposition import Proposition
from trucewatch.read.recasting import Recasting
from trucewatch.read.roles import Roles
from trucewatch.read.scope import scope
from trucewatch.read.setting import Setting
from trucewatch.read.stance import Stance
from trucewatch.read.standing import Standing
from trucewatch.read.taught import Taught, between_none, uncovered
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice, Voices

_NO_PREDICATES = frozenset({"amod", "compound", "case", "aux", "cop", "aux:pass", "fixed", "flat", "det"})
_TELLING = words("cues", "nominal", "put", "naming") | {"dismiss"}
_TELLING -= {"admit", "deny", "describe", "dispute", "show"}
_ACTS = frozenset({"accord", "agreement", "ceasefire", "deal", "halt", "pause", "settlement", "truce"})


class Finder:
    """Walks the sentences of one report."""

    def __init__(self, page: Page, roles: Roles, voices: Voices) -> None:
        self.page, self.voices, self._roles = page, voices, roles
        self._predicates, self._nouns, self._stance = Predicates(roles), EventNouns(roles), Stance(roles)
        self._standing, self._nesting, self._furniture = Standing(page, roles), Nesting(roles), Furniture(page)
        self._setting = Setting(page)
        self._recasting = Recasting(page, roles)
        self._taught = Taught(self._predicates, self._nouns)

    def all(self) -> list[Proposition]:
        """Every proposition with its scope and its quote."""
        out: list[Proposition] = []
        before: list[Proposition] = []
        for tree in self.page.trees:
            found: list[Proposition] = []
            if not (self._furniture.covers(tree) or self._asks(tree) or self._setting.elsewhere(tree)):
                found = self.sentence(tree)
                found += self._echoed(tree, before, found)
            out += found
            before = found
        return out

    def _echoed(self, tree: Tree, before: list[Proposition], found: list[Proposition]) -> list[Proposition]:
        """ "Ukraine has accepted it. Russia has not.": what a clause says whose verb is left out."""
        out = []
        for p in echoes(tree, [*before, *found], self._roles):
            if all(q.head != p.head for q in found):
                p.voice = self._voice(tree, p.head)
                p.span = quote_span(p, set(), self.page.text)
                out.append(p)
        return out

    def _asks(self, tree: Tree) -> bool:
        return tree.words[-1].text == "?"

    def sentence(self, tree: Tree) -> list[Proposition]:
        """The propositions of one sentence."""
        found = self._candidates(tree)
        for p in found:
            self._recasting.settle(p)
            if asked_of(p):
                p.kind, p.polarity, p.modality, p.about, p.by = "demand", "affirmed", "actual", p.head, None
                p.targets = [] if (who := tree.subject(p.head)) is None else [who]
        found = [p for p in found if self._standing.stands(p)]
        firm = self._firm(tree)
        found = [p for p in found if not any(self._taken(p, f) for f in firm)]
        found = firm + nested(self._nesting.outermost(found))
        found += self._stances(tree, found)
        found = [p for p in found if not self._said_in_full(p, found)]
        heads = {p.head for p in found}
        for p in found:
            p.span = quote_span(p, heads - {p.head}, self.page.text)
        found += self._of_examples(tree, found)
        for p in found:
            if p.kind == "rejection" and p.voice is not None and p.voice.by == "judged":
                p.voice = None  # "dismissed the plan as a script for war": that it was, the report tells
        return sorted(
            (p for p in found if p.kind != "none" and self._standing.says_enough(p)), key=lambda p: (p.span, p.kind)
        )

    def _of_examples(self, tree: Tree, found: list[Proposition]) -> list[Proposition]:
        """What only the examples show."""
        out: list[Proposition] = []
        cues = {v.cue_start for v in self.voices.in_sentence(tree.number) if v.by != "judged"}
        for i in uncovered(self._taught.heads(tree), tree, found):
            quoted = self.page.quote_at(tree.words[i].start) is not None
            if not self._taught.tells(tree, i, found, cues, quoted):
                continue
            p = self._taught.of(tree, i, self._voice(tree, i))
            if p.spoken:
                self._settled(p)
            else:
                self._recasting.settle(p)
            if not self._standing.stands(p) or between_none(p, self._parties(p)):
                continue
            if p.kind != "accusation":
                self._nesting.charged_in(p, found)
            p.span = quote_span(p, {q.head for q in (*found, *out)} - {p.head}, self.page.text)
            if next(uncovered([i], tree, out), None) is not None:
                out += self._nesting.each_against_other(p)
        return out

    def _parties(self, p: Proposition) -> list[str | None]:
        """The parties of who does it and to whom."""
        who = [self._roles.cast.who(p.tree, k) for k in p.targets]
        return [e.party for e in (p.by, *who) if e is not None]

    def _candidates(self, tree: Tree) -> list[Proposition]:
        used: set[int] = set()
        found: list[Proposition] = []
        for t in map(tree.words.__getitem__, tree.predicates):
            if t.deprel in _NO_PREDICATES or not (tree.verbal(t.i) or tree.passive(t.i)):
                continue
            if (
                t.deprel in ("acl", "acl:relcl")
                and tree.words[t.head].text == "those"
                and tree.dep(t.head, "cop") is not None
            ):
                continue  # "was among those killed": the clause above tells it
            if "whether" in tree.marks(t.i):
                continue  # "would show whether it wanted peace": asked, not said
            found += self._predicates.of(tree, t.i, self._voice(tree, t.i), used)
        for i in tree.nouns:
            if i not in used and (named := self._nouns.named(tree, i)):
                found += self._nouns.of(tree, i, named, self._voice(tree, i))
        return aimed(struck(merged(found)))

    def _voice(self, tree: Tree, i: int) -> Voice | None:
        start = tree.words[i].start
        told = self.voices.told_at(tree.number, start) if tree.lemma(i) in _TELLING else None
        if told is not None and not self._done_by_announcing(tree, i):
            return told  # "residents reported three explosions": the verb that tells of them is also whose word it is
        over = self.voices.over(tree.number, start)
        if over and over[0].by == "verb" and self._beside(tree, i, over[0]):
            return None
        return over[0] if over else None

    def _done_by_announcing(self, tree: Tree, i: int) -> bool:
        """ "Announced a truce": an act that the report tells, and nobody else vouches for."""
        thing = tree.object(i) if tree.lemma(i) == "announce" else None
        return thing is not None and tree.lemma(thing) in _ACTS

    def _beside(self, tree: Tree, i: int, voice: Voice) -> bool:
        """ "X said Y must leave, a demand that Z has dismissed": what came of it the report tells, not X."""
        up = tree.head(i)
        if tree.rel(i) != "acl:relcl" or self.page.quote_at(tree.words[i].start) is not None:
            return False
        if tree.rel(up) not in ("appos", "parataxis"):
            return False
        return tree.lemma(up) in words("reading", "conditions_moves") and tree.words[i].start > voice.cue_start

    def _performs(self, p: Proposition, voice: Voice) -> bool:
        """ "Promised that it will fight": what is promised is in the promise."""
        performed = p.self_vouched and p.kind in HOLDS and p.tree.words[p.head].start == voice.cue_start
        return performed and voice.by != "quotation"

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
        asked = firm.kind == p.kind == "demand" and firm.voice is not None
        if asked and firm.voice is not None and firm.voice.cue_start == p.tree.words[p.head].start:
            return True  # "insisted that X must leave": one demand
        inside = p.head in firm.tree.under(firm.head)
        return inside and (firm.kind != "assessment" or p.kind in ("trend", "talks", "exchange", "acceptance"))

    def _said_in_full(self, p: Proposition, found: list[Proposition]) -> bool:
        """ "Condemned the system, saying it would bring chaos", "was criticised by the union, which said ...": the
        charge is what is said; that it was made is no claim of its own beside it."""
        tree = p.tree
        if p.kind != "accusation" or not p.self_vouched or p.by is None or p.nominal:
            return False
        below = [k for k in tree.under(p.head) if tree.lemma(k) == "say" and k > p.head]
        cues = {tree.words[k].start for k in below if tree.rel(k) in ("advcl", "acl:relcl")}
        return any(
            q is not p
            and q.voice is not None
            and q.voice.cue_start in cues
            and q.voice.speaker.party == p.by.party
            and q.kind in ("accusation", "assessment", "demand")
            for q in found
        )

    def _own_voices(self, tree: Tree) -> list[Voice]:
        """The voices of a sentence, none of which only repeats another."""
        out: list[Voice] = []
        for v in sorted(self.voices.in_sentence(tree.number), key=lambda v: (v.size, v.start)):
            if v.by == "judged":
                continue  # a noun that names a thing states nothing of its own
            if all(not (o.start >= v.start and o.end <= v.end and o.speaker == v.speaker) for o in out):
                out.append(v)
        return out

    def _settled(self, p: Proposition) -> Proposition:
        """Polarity and modality of a stance: the act itself, whatever it is about."""
        s = scope(p.tree, p.head, p.voice)
        denial = p.kind == "accusation" and p.voice is not None and p.voice.denies
        p.polarity = "negated" if denial or (s.negated and p.kind == "acceptance") else "affirmed"
        if s.negated and p.kind == "commitment":
            steadfast = p.tree.lemma(p.head) in words("stance", "steadfast") and p.tree.dep(p.head, "obj") is None
            steadfast = steadfast or p.tree.lemma(p.head) in words("stance", "forborne")
            p.kind = "commitment" if steadfast else "rejection"
        if p.kind == "aid":
            p.polarity, p.modality = ("negated" if s.negated else "affirmed"), "future"
            return p
        bound = s.conditional_on is not None or (p.kind == "commitment" and self._recasting.bound(p))
        p.modality = "conditional" if bound and p.kind in ("commitment", "threat") else "actual"
        return p

    def _stances(self, tree: Tree, found: list[Proposition]) -> list[Proposition]:
        out: list[Proposition] = []
        for voice in self._own_voices(tree):
            start, end = max(voice.start, tree.start), min(voice.end, tree.end)
            if end - start < (10 if voice.denies else 15) or any(self._performs(p, voice) for p in found):
                continue
            taken = {p.head for p in [*found, *out] if start <= tree.words[p.head].start < end}
            out += [self._settled(p) for p in self._stance.of(tree, voice, taken)]
        return out
