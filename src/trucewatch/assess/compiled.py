"""Agreements made ready for many incidents: each question once, however many provisions and readings ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from trucewatch.assess import questions
from trucewatch.assess.facts import Facts
from trucewatch.assess.inforce import in_force
from trucewatch.assess.parameters import AssessParameters
from trucewatch.assess.questions import Answer
from trucewatch.assess.times import when
from trucewatch.records.agreement import (
    Act,
    Agreement,
    Annex,
    Matter,
    NamedArea,
    Provision,
    Reading,
    Scope,
)
from trucewatch.values.vocabularies import Kind, Outcome, TargetClass, Weapon

Question = Callable[[Facts], Answer]


@dataclass(frozen=True)
class Carved:
    """Something taken out of the terms or left open by them, and the questions that tell whether it is met."""

    matter: Matter
    asked: tuple[int, ...]


@dataclass(frozen=True)
class Held:
    """One provision under one reading: which questions it asks, as places in ``Terms.questions``;
    ``opening``: how a finding's reason opens, by its outcome."""

    agreement: str
    provision: str
    reading: str
    opening: Mapping[Outcome, str]
    asked: tuple[int, ...]
    exempt: tuple[Carved, ...]
    open: tuple[Carved, ...]
    reciprocity: bool


@dataclass(frozen=True)
class Terms:
    """All provisions that prohibit, under all readings, in the order of agreement codes; and all their questions."""

    held: tuple[Held, ...]
    questions: tuple[Question, ...]

    @classmethod
    def of(cls, agreements: Iterable[Agreement], params: AssessParameters) -> Terms:
        """The terms of these agreements, ready to be asked."""
        made = _Making(params)
        for agreement in sorted(agreements, key=lambda a: (a.code, a.id)):
            for provision in agreement.provisions:
                if provision.prohibits is not None:
                    for reading in agreement.readings:
                        made.hold(agreement, provision, reading)
        return cls(tuple(made.held), tuple(made.questions))


class _Making:
    def __init__(self, params: AssessParameters) -> None:
        self.params = params
        self.held: list[Held] = []
        self.questions: list[Question] = []
        self._places: dict[object, int] = {}

    def ask(self, key: object, question: Question) -> int:
        """The place of the question; what is asked already is not asked again."""
        if key not in self._places:
            self._places[key] = len(self.questions)
            self.questions.append(question)
        return self._places[key]

    def hold(self, agreement: Agreement, provision: Provision, reading: Reading) -> None:
        act, scope = provision.act, scope_of(provision, reading)
        asked = [
            self.ask(("kind", act.kinds), lambda f: questions.kind(f, act.kinds)),
            self.ask(("actor", provision.obliges), lambda f: questions.actor(f, provision.obliges)),
            *self._target(act, scope),
            *self._circumstances(agreement, act, scope),
            self._period(agreement, provision, reading),
        ]
        carve = [self._carved(agreement, act, m) for m in (*provision.exemptions, *reading.exemptions)]
        self.held.append(
            Held(
                agreement=agreement.code,
                provision=provision.id,
                reading=reading.id,
                opening=_openings(provision, self._called(agreement, reading)),
                asked=tuple(asked),
                exempt=tuple(carve),
                open=tuple(self._carved(agreement, act, m) for m in reading.open),
                reciprocity=reading.reciprocity is not None,
            )
        )

    def _called(self, agreement: Agreement, reading: Reading) -> str:
        name = self.params.words.party(reading.of)
        alone = sum(r.of == reading.of for r in agreement.readings) == 1
        return f"the reading of {name}" if alone else f"the reading {reading.id} of {name}"

    def _target(self, act: Act, scope: Scope) -> list[int]:
        lists = tuple(x for x in (act.target_classes, scope.target_classes) if x)
        return [self.ask(("scope", act.kinds, lists), _Scope(act.kinds, lists))]

    def _circumstances(self, agreement: Agreement, act: Act, scope: Scope) -> list[int]:
        asked = [self._asked_weapon(act, w) for w in dict.fromkeys((act.weapons, scope.weapons)) if w]
        if act.owners:
            key = ("owner", act.kinds, act.owners)
            asked.append(self.ask(key, lambda f: questions.owner(f, act.kinds, act.owners)))
        asked += [self._where(agreement, ids) for ids in dict.fromkeys((act.areas, scope.areas)) if ids]
        if act.annex is not None:
            asked.append(self._site(agreement, act, act.annex))
        return asked

    def _asked_weapon(self, act: Act, weapons: tuple[Weapon, ...]) -> int:
        return self.ask(("weapon", act.kinds, weapons), lambda f: questions.weapon(f, act.kinds, weapons))

    def _where(self, agreement: Agreement, ids: tuple[str, ...]) -> int:
        among: tuple[NamedArea, ...] = tuple(a for a in agreement.areas if a.id in ids)
        return self.ask(("where", agreement.code, ids), lambda f: questions.where(f, among))

    def _site(self, agreement: Agreement, act: Act, annex: str) -> int:
        listed: Annex = next(a for a in agreement.annexes if a.id == annex)
        return self.ask(("site", agreement.code, act.kinds, annex), lambda f: questions.site(f, act.kinds, listed))

    def _period(self, agreement: Agreement, provision: Provision, reading: Reading) -> int:
        kinds, force = provision.act.kinds, in_force(provision, reading, self.params.zone)
        title = next((p.title for p in agreement.phases if p.id == provision.phase), provision.phase)
        return self.ask(("period", kinds, force, title), lambda f: when(f, kinds, force, title))

    def _carved(self, agreement: Agreement, act: Act, m: Matter) -> Carved:
        kinds = act.kinds
        asked = []
        if m.kinds:
            asked.append(self.ask(("kinds*", kinds, m.kinds), lambda f: questions.all_kinds(f, kinds, m.kinds)))
        if m.actors:
            asked.append(self.ask(("actors*", m.actors), lambda f: questions.all_actors(f, m.actors)))
        if m.target_classes:
            struck = ("scope*", kinds, m.target_classes)
            asked.append(self.ask(struck, lambda f: questions.all_struck(f, kinds, m.target_classes)))
        if m.weapons:
            asked.append(self.ask(("weapon*", kinds, m.weapons), lambda f: questions.all_weapons(f, kinds, m.weapons)))
        if m.owners:
            asked.append(self.ask(("owner*", kinds, m.owners), lambda f: questions.all_owners(f, kinds, m.owners)))
        if m.areas:
            asked.append(self._where(agreement, m.areas))
        if m.annex is not None:
            asked.append(self._site(agreement, act, m.annex))
        if m.own_territory:
            asked.append(self.ask("home", questions.home))
        return Carved(m, tuple(asked))


def _openings(provision: Provision, called: str) -> Mapping[Outcome, str]:
    """How a finding's reason opens, by its outcome."""
    return {
        Outcome.PROHIBITED_IF_CONFIRMED: f"If confirmed, prohibited by {provision.id} in {called}",
        Outcome.OUTSIDE_SCOPE: f"Outside the scope of {provision.id} in {called}",
        Outcome.OUTSIDE_PERIOD: f"Outside the period of {provision.id} in {called}",
        Outcome.EXEMPT: f"Exempt from {provision.id} in {called}",
        Outcome.UNDETERMINED: f"Undetermined under {provision.id} in {called}",
    }


@dataclass
class _Scope:
    """The question of the target, which comes to the same for all incidents with the same classes stated."""

    kinds: tuple[Kind, ...]
    lists: tuple[tuple[TargetClass, ...], ...]
    known: dict[tuple[tuple[TargetClass, ...], bool], Answer] = field(default_factory=dict)

    def __call__(self, facts: Facts) -> Answer:
        key = facts.struck(self.kinds), not facts.acts(self.kinds)
        if key not in self.known:
            self.known[key] = questions.struck(key[0], self.lists, facts.params, key[1])
        return self.known[key]


def scope_of(provision: Provision, reading: Reading) -> Scope:
    """What the reading holds this provision to cover."""
    return next((s for s in reading.scopes if s.provision == provision.id), reading.scope)
