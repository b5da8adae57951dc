"""Propositions to claims: one for each class among the targets, with source, actor, slots and the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from trucewatch.read.belonging import Belonging
from trucewatch.read.bystanders import venue
from trucewatch.read.cast import Cast
from trucewatch.read.classing import Classing
from trucewatch.read.clauses import terms
from trucewatch.read.howmany import HowMany
from trucewatch.read.in_full import in_full
from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity
from trucewatch.read.proposition import EFFECTS, Proposition
from trucewatch.read.roles import Roles
from trucewatch.read.tallies import tally
from trucewatch.read.things import complement, core, phrases, single
from trucewatch.read.weapons import Arms
from trucewatch.read.when import When
from trucewatch.read.where import Whereabouts
from trucewatch.records import Claim, Mention, Report, SourceMention, Target, Why, identified
from trucewatch.values.place import Place
from trucewatch.values.vocabularies import SPEECH_ACTS, Kind, Role, TargetClass

_SUBJECTS_APART = {"conj": ("nsubj", "nsubj:pass"), "parataxis": ("nsubj",)}
"""With which subjects a clause beside that of an attack tells of something that has a doer of its own."""
_CLASSED = frozenset(
    [
        "attack",
        "interception",
        "control",
        "deployment",
        "obstruction",
        "detention",
        "damage",
        "casualties",
        "displacement",
    ]
)
_CLASSED |= {"exchange", "outage", "clash", "trend"}
_WHOLE = frozenset(
    {"casualties", "interception", "exchange", "displacement", "detention", "obstruction", "control", "outage"}
)
_FORCEFUL = frozenset({"attack", "interception", "control", "detention", "casualties", "clash"})
_ARMED = frozenset({"militants", "leader", "military.troops"})

_PUT_TO = ("demand", "threat")
_ADDRESSED = words("reading", "compose_addressed")
_ASKED = words("reading", "compose_asked")
_ABOUT = frozenset(["proposal", "acceptance", "rejection", "commitment"])

_MEETING = re.compile(
    r"(?:the )?(?:\w+ ){0,2}(?:delegations|officials|negotiators|teams|envoys|ministers|representatives|leaders) "
    r"(?:from|of)\b",
    re.I,
)


class Composer:
    """Writes the claims of one report."""

    def __init__(self, report: Report, cast: Cast, roles: Roles) -> None:
        self.report, self.cast, self.roles = report, cast, roles
        self.page = cast.page
        self._classing = Classing(cast, roles)
        self._belonging = Belonging(cast)
        self._where = Whereabouts(self.page)
        self._how_many = HowMany(self.page, roles)
        self._when = When(self.page)
        self._arms = Arms()
        self._struck: Proposition | None = None
        self._last_attack: tuple[Entity, Entity, int] | None = None

    def survey(self, propositions: Iterable[Proposition]) -> None:
        """Looks over all propositions before the claims of the first are asked for."""
        propositions = list(propositions)
        self._where.survey(propositions)
        self._how_many.survey(propositions)

    def claims(self, p: Proposition) -> Iterator[Claim]:
        """The claims of a proposition: more than one where its targets are of different classes."""
        self._burning(p)
        self._carry(p)
        groups = self._groups(p)
        for group in groups:
            yield self._claim(p, group, alone=len(groups) == 1)

    def _carry(self, p: Proposition) -> None:
        """ "A drone hit a van" between two attacks that the same speaker lays to one side: that side is carried over,
        within two sentences, and said so."""
        self._own_forces(p)
        if p.kind in EFFECTS and (p.by is None or self._weapon(p)):
            self._carry_effect(p)
        if p.kind != "attack":
            return
        self._struck = p
        if p.voice is None:
            return
        last = self._last_attack
        unnamed = (p.by is None and p.frame.id == "attack.under") or (
            p.by is not None and p.by.party is None and self._weapon(p)
        )
        if unnamed and last is not None and last[0].text == p.voice.speaker.text and p.tree.number - last[2] <= 3:
            p.by = last[1]
            p.notes.append("actor carried from the attack told before")
        if p.by is not None and p.by.party is not None:
            self._last_attack = (p.voice.speaker, p.by, p.tree.number)

    def _carry_effect(self, p: Proposition) -> None:
        """ "..., sparking a fire": the author of an effect told in one breath with its attack is the attack's."""
        cause = self._struck
        if cause is None or cause.tree is not p.tree or p.tree.head(p.head) != cause.head or cause.by is None:
            return
        apart = _SUBJECTS_APART.get(p.tree.rel(p.head), ())
        if p.tree.dep(p.head, *apart) is None:  # "...; shells cut a line"
            if cause.by.party is None and self._weapon(cause):
                p.by = None
                return
            p.by, p.actor_at = cause.by, None
            p.notes.append("actor of the attack told in the same clause")

    def _own_forces(self, p: Proposition) -> None:
        """ "Aircraft struck 12 targets, the Ruritanian army said": bare forces in an army's own account are its own."""
        if p.actor_at is None or (p.by is not None and p.by.party is not None):
            return
        own = Entity("", p.tree.start, self.page.side[0], Role.MILITARY) if self.page.side else None
        speaker = p.voice.speaker if p.voice is not None else own
        if speaker is None:
            return
        tree, k = p.tree, p.actor_at
        of = complement(tree, k) if tree.lemma(k) in ("unit", "soldier", "troop", "serviceman") else None
        k = k if of is None else of  # "units of the Defence Forces"
        known = max(phrases(tree, k), key=len) in words("reading", "compose_own_forces")
        bare = not tree.deps(k, "det", "nmod:poss", "nmod", "amod", "acl:relcl", "conj", "appos")
        stated = speaker.party is not None and speaker.party.isupper() and "+" not in speaker.party
        if p.kind == "interception" and "air_defence" in self.roles.kinds(tree, k) and stated:
            named = [j for j in tree.deps(k, "nmod") if tree.lemma(j) not in ("duty", "alert")]
            known, bare = True, not (named or tree.deps(k, "acl:relcl", "conj"))  # "the air defence units shot it down"
        elif speaker.role is not Role.MILITARY or not stated:
            return
        if p.kind in _FORCEFUL and known and bare:
            p.by = Entity(*self.roles.mention(tree, p.actor_at), speaker.party, Role.MILITARY)
            p.notes.append("the speaker's own forces")

    def _burning(self, p: Proposition) -> None:
        """ "Struck the depot, causing a fire": what burns is what was struck in the same clause."""
        cause = self._struck
        if p.kind != "damage" or p.targets or cause is None or cause.tree is not p.tree:
            return
        if p.tree.head(p.head) == cause.head and p.tree.rel(p.head) in ("advcl", "conj", "parataxis"):
            p.targets = cause.targets[:1]
            p.notes.append("target of the attack told in the same clause")

    def _weapon(self, p: Proposition) -> bool:
        return p.actor_at is not None and "weapon" in self.roles.kinds(p.tree, p.actor_at)

    def _groups(self, p: Proposition) -> list[tuple[str | None, list[int]]]:
        if p.kind not in _CLASSED or not p.targets:
            return [(None, p.targets)]
        out: dict[str | None, list[int]] = {}
        for k in self._people(p) if p.kind == "casualties" else p.targets:
            out.setdefault(self._classing.of(p.kind, p.tree, k), []).append(k)
        apart = p.kind == "exchange" and all(
            p.tree.deps(k, "nummod") for k in p.targets
        )  # "180 soldiers and 14 civilians"
        if p.kind in _WHOLE and not apart:
            named = {c for c in out if c}
            mixed = p.kind == "casualties" and len(named) > 1
            whole = self._people(p) if p.kind == "casualties" else p.targets
            civil = mixed and ("civilians" in named or not named <= _ARMED)
            return [("civilians" if civil else next((c for c in out if c), None), whole)]
        return list(out.items())

    def _people(self, p: Proposition) -> list[int]:
        """ "Lost 40 troops, two tanks and a depot": of these the troops are casualties."""
        live = {"people", "militants", "captive", "military.troops", "civilians", "victim", "dead_or_hurt"}
        return [k for k in p.targets if self.roles.kinds(p.tree, k) & live] or p.targets

    def _claim(self, p: Proposition, group: tuple[str | None, list[int]], *, alone: bool) -> Claim:
        name, targets = group
        start, end = p.span
        actor = self._actor(p)
        places = self._where.of(p)
        places = places if alone else self._own_places(p, targets, places)
        time = self._when.of(p, places, targets)
        target = self._target(p, name, targets, places, alone=alone)
        if p.kind == "clash" and actor is not None and target is not None and target.text == actor.text:
            target = None
        if p.kind in ("talks", "clash") and actor is not None and target is None:
            actor, target = self._two_sides(actor)
            if p.kind == "talks" and target is None and actor.party is None:
                actor, target = self._two_people(p, actor)
        source, cue = self._source(p)
        listed = tally(self.page, p)
        end, places = (listed.end, places + listed.places) if listed else (end, places)
        return identified(
            Claim,
            report=self.report.id,
            doc=self.report.doc,
            quote=self.page.text[start:end],
            start=start,
            end=end,
            kind=Kind(p.kind),
            polarity=p.polarity,
            modality=p.modality,
            source=source,
            cue=cue,
            actor=actor,
            target=target,
            about=terms(p, self.page.text) if p.kind in _ABOUT else None,
            weapons=self._arms.of(p),
            places=places,
            time=time,
            counts=self._how_many.of(p, targets) + (listed.counts if listed else ()),
            why=Why(
                rule=p.frame.id,
                entries=tuple(n for n in p.notes if ":" in n),
                notes=tuple(n for n in p.notes if ":" not in n),
            ),
        )

    def _own_places(self, p: Proposition, targets: list[int], places: tuple[Place, ...]) -> tuple[Place, ...]:
        """ "Hit the airport of A and a factory in B": of two targets that each name a place, each has its own."""
        tree, text = p.tree, self.page.text
        opens = [*sorted(tree.span(tree.under(k))[0] for k in p.targets), p.span[1]]

        def inside(k: int) -> tuple[Place, ...]:
            start = tree.span(tree.under(k))[0]
            return tuple(x for x in places if x.text in text[start : next((n for n in opens if n > start), start)])

        each = {k: inside(k) for k in p.targets}
        if not all(each.values()) or sum(map(len, each.values())) != len(places):
            return places
        return tuple(x for k in targets for x in each[k])

    def _actor(self, p: Proposition) -> Mention | None:
        if p.by is None or (p.by.party is None and self._weapon(p) and p.kind != "deployment"):
            return None
        if p.kind == "talks" and self._venue(p, p.by):
            return None
        if p.actor_at is not None and p.by.party is not None and self._citizens(p, p.actor_at, p.by):
            return Mention(text=in_full(self.cast, p.by))
        speaker = (
            p.voice.speaker if p.voice is not None else None
        )  # "the army said it had seized the town": its own deed
        itself = speaker is not None and (speaker.text, speaker.party) == (p.by.text, p.by.party)
        presumed = p.by.presumed and not itself and Kind(p.kind) not in SPEECH_ACTS
        return Mention(text=in_full(self.cast, p.by), party=None if presumed else p.by.party)

    def _citizens(self, p: Proposition, i: int, by: Entity) -> bool:
        """ "Ruritanian protesters": people of a state, who do not act for it."""
        state = by.party is not None and by.party.isupper() and "+" not in by.party
        return state and p.tree.words[i].upos == "NOUN" and p.tree.lemma(i) in words("cues", "private")

    def _venue(self, p: Proposition, by: Entity) -> bool:
        """ "The Riyadh summit": a capital before the word for a meeting is where they met."""
        named = any(n.start == by.start and n.type == "metonym" for n in self.page.named[p.tree.number])
        at = p.tree.at(by.start)
        return (
            named
            and at is not None
            and (p.nominal or venue(p, at))
            and p.tree.rel(at) != "nmod:poss"
            and p.head in (p.tree.head(at), p.tree.head(p.tree.head(at)))
        )

    def _two_sides(self, actor: Mention) -> tuple[Mention, Target | None]:
        """ "Russian and Ukrainian officials met": one side and the other; not "delegations from both countries"."""
        if _MEETING.match(actor.text):
            return actor, None
        named = self.page.register.find(actor.text)
        codes = list(dict.fromkeys(n.party for n in named))
        if actor.party is None or actor.party.count("+") != 1 or sorted(codes) != sorted(actor.party.split("+")):
            return actor, None
        second = next(n for n in named if n.party == codes[1])
        return Mention(text=named[0].text, party=codes[0]), Target(text=actor.text[second.start :], party=codes[1])

    def _two_people(self, p: Proposition, actor: Mention) -> tuple[Mention, Target | None]:
        """ "Ana Ruiz and the House Speaker Ivo Petz held a call": one and the other, of parties not the same."""
        first = p.actor_at
        others = p.tree.deps(first, "conj") if first is not None else []
        other = others[-1] if others else None
        if first is None or other is None or p.tree.words[other].upos != "PROPN" or len(others) > 2:
            return actor, None
        one, two = self.cast.who(p.tree, other), self.roles.single_entity(p.tree, first)
        if one is None or two.party is None or not (one.person or one.party) or one.party == two.party:
            return actor, None
        return Mention(text=two.text, party=two.party), Target(text=one.text, party=one.party)

    def _source(self, p: Proposition) -> tuple[SourceMention, str | None]:
        if p.charger is not None and p.voice is None:
            said = p.tree.within(p.charger.start, p.charger.start + len(p.charger.text))
            plain = any(self._citizens(p, k, p.charger) for k in said)  # they do not speak for it either
            charger = p.charger._replace(party=None, role=Role.ANONYMOUS) if plain else p.charger
            return self._mention(charger), p.tree.words[p.head if p.cue is None else p.cue].text
        if p.self_vouched and p.by is not None and self._may_vouch(p):
            word = p.tree.words[p.cue if p.cue is not None else p.head]
            between = self.cast.goes_between(p.by.party, p.tree) and p.by.role in (Role.OFFICIAL, Role.LEADER)
            return self._mention(p.by._replace(role=Role.MEDIATOR) if between else p.by), word.text
        if p.voice is None:
            return SourceMention(role=Role.REPORT), None
        return self._mention(p.voice.speaker), p.voice.cue or None

    def _may_vouch(self, p: Proposition) -> bool:
        """An act that the report or another outlet tells is its doer's own word; one that a speaker tells is the
        speaker's."""
        if p.voice is None or p.voice.speaker.role is Role.MEDIA or p.frame.id == "commitment.word":
            return True  # "X said Y had confirmed its readiness": Y speaks innermost
        return p.voice.speaker.text == (p.by.text if p.by else None)

    def _mention(self, e: Entity) -> SourceMention:
        unknown = Role.WITNESS if e.person else Role.ANONYMOUS
        role = e.role or (unknown if e.party is None else Role.OFFICIAL)
        return SourceMention(text=in_full(self.cast, e), party=e.party, role=role)

    def _target(
        self, p: Proposition, name: str | None, targets: list[int], places: tuple[Place, ...], *, alone: bool
    ) -> Target | None:
        if not targets or self._own(p, targets[0]):
            if p.kind == "threat":
                return self._threatened(p)
            return self._whose_terms(p, p.about) if p.kind == "rejection" else None
        tree = p.tree
        spans = [tree.span(self._before_its_fate(p, k, (core if alone else single)(tree, k))) for k in targets]
        start = spans[0][0]
        end = spans[0][1] if p.kind in _CLASSED and len(targets) == 1 else max(e for _, e in spans)
        entity = self.cast.who(tree, targets[0], p.voice.speaker if p.voice else None)
        if p.kind in _CLASSED and tree.low(targets[0]) in ("it", "this", "that"):
            entity = None  # "fired at it": a thing told of before, and no party
        if p.kind in _PUT_TO and p.kind == p.frame.kind and not self._addressed(p, targets[0], entity):
            return self._whose_terms(p, targets[0])  # "demanded a truce", "the Ruritanian withdrawal"
        own = entity is not None and entity.party is not None and p.by is not None and entity.party == p.by.party
        if own and p.kind in ("threat", "accusation", "sanction"):
            return None  # "denies supporting the rebels": nobody is charged by himself
        party, how = self._whose(p, name, targets, entity, places)
        if p.kind == "sanction" and p.by is not None and party == p.by.party:
            party = None  # "accused the rebels, and put two of its commanders under sanctions": not its own
        if how:
            p.notes.append(how)
        text = self.page.text[start:end]
        if entity and tree.words[targets[0]].upos == "PRON" and p.kind != "interception":
            text = entity.text
        cls = TargetClass(name) if name else None
        return Target(text=text, target_class=cls, party=party)

    def _before_its_fate(self, p: Proposition, k: int, indices: list[int]) -> list[int]:
        """ "Three drones shot down over the town": what became of it is no part of the thing's name."""
        if p.nominal or p.head <= k or p.head not in indices or p.tree.head(p.head) != k:
            return indices
        return [i for i in indices if i < min(p.tree.under(p.head))] or indices

    def _whose(
        self, p: Proposition, name: str | None, targets: list[int], entity: Entity | None, places: tuple[Place, ...]
    ) -> tuple[str | None, str | None]:
        if p.kind in _CLASSED:
            return self._belonging.of(p, name, targets, entity, places)
        return (entity.party if entity else None) or self._belonging.owner(p.tree, targets[0]), None

    def _addressed(self, p: Proposition, k: int, entity: Entity | None) -> bool:
        """Whether a demand or threat can be put to this: to somebody who is to act, not to what is asked for."""
        inner = p.tree.deps(p.head, "xcomp", "advcl", "ccomp")
        if any("to" in p.tree.marks(j) and j > k for j in inner):
            return True
        if entity is not None and (entity.party is not None or entity.person):
            return p.tree.words[k].upos in ("PROPN", "PRON") or bool(self.roles.kinds(p.tree, k) & _ADDRESSED)
        return bool(self.roles.kinds(p.tree, k) & _ADDRESSED) and not self.roles.kinds(p.tree, k) & _ASKED

    def _threatened(self, p: Proposition) -> Target | None:
        """ "Warned of further steps if Ruritania does not withdraw": whose deed it hangs on is whom it is aimed at."""
        heads = (p.head, *p.tree.deps(p.head, "xcomp"))
        for k in [k for head in heads for k in p.tree.deps(head, "advcl")]:
            who = p.tree.subject(k) if p.tree.marks(k) & {"if", "unless", "until"} else None
            aimed = self.cast.who(p.tree, who) if who is not None else None
            if aimed is not None and aimed.party is not None and (p.by is None or p.by.party != aimed.party):
                return Target(text=aimed.text, party=aimed.party)
        return None

    def _whose_terms(self, p: Proposition, terms: int | None) -> Target | None:
        """ "Rejected the US proposals": the counterpart is whose they are."""
        owner = self._belonging.owner(p.tree, terms) if terms is not None else None
        if owner is None or (p.by is not None and p.by.party == owner):
            return None
        named = next((n.text for n in self.page.named[p.tree.number] if n.party == owner), None)
        for k in p.tree.under(terms) if named is None and terms is not None else ():
            who = self.cast.who(p.tree, k) if p.tree.rel(k) == "nmod:poss" else None  # "rejected his offer"
            named = who.text if named is None and who is not None and who.party == owner else named
        return Target(text=named, party=owner) if named is not None else None

    def _own(self, p: Proposition, k: int) -> bool:
        """ "Will intensify its campaign", "repeated its call": what is the speaker's own is nobody it is aimed at."""
        return p.kind in ("demand", "threat", "commitment") and any(
            p.tree.low(j) in ("its", "their", "his", "her", "our", "my") for j in p.tree.deps(k, "nmod:poss")
        )
