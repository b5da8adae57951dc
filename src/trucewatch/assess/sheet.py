"""An agreement for people to read: each provision and each reading in plain words, as the program understands them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trucewatch.assess.inforce import bounds
from trucewatch.assess.parameters import AssessParameters
from trucewatch.assess.words import Words, day, instant, listed, stretch
from trucewatch.records.agreement import (
    Act,
    Agreement,
    Annex,
    Listed,
    Matter,
    NamedArea,
    Period,
    Provision,
    Reading,
    Requirement,
    Scope,
    Unit,
)


@dataclass(frozen=True)
class Part:
    """A heading and its lines."""

    title: str
    lines: tuple[str, ...]


def sheet(agreement: Agreement, params: AssessParameters) -> tuple[Part, ...]:
    """The parts in reading order; a part without lines is left out."""
    say = _Saying(agreement, params)
    parts = [
        Part("between", tuple(say.between())),
        Part("provisions", tuple(line for p in agreement.provisions for line in say.provision(p))),
        Part("areas", tuple(say.area(a) for a in agreement.areas)),
        Part("annexes", tuple(say.annex(a) for a in agreement.annexes)),
    ]
    parts += [Part(f"reading of {say.words.party(r.of)} ({r.id})", tuple(say.reading(r))) for r in agreement.readings]
    return tuple(p for p in parts if p.lines)


class _Saying:
    def __init__(self, agreement: Agreement, params: AssessParameters) -> None:
        self.agreement = agreement
        self.params = params
        self.words: Words = params.words

    def between(self) -> Iterator[str]:
        yield f"between {self.words.parties(self.agreement.parties)}"
        if self.agreement.mediators:
            yield f"mediated by {self.words.parties(self.agreement.mediators)}"
        if self.agreement.note:
            yield self.agreement.note.strip()

    def provision(self, p: Provision) -> Iterator[str]:
        yield f"{p.id}: {p.text.strip()} [{p.source}]"
        held = "required of" if p.requires else "prohibited to"
        yield f"    read as: {held} {self.words.parties(p.obliges)}: {self._act(p.act)}{self._limits(p)}"
        yield from (f"    exempt: {self.matter(m)}" for m in p.exemptions)

    def _limits(self, p: Provision) -> str:
        phase = next((x.title for x in self.agreement.phases if x.id == p.phase), p.phase)
        in_phase = f"; in phase {phase}" if p.phase else ""
        return in_phase + (f"; {self.period(p.period)}" if p.period else "")

    def _act(self, act: Act) -> str:
        said = self.words.labelled(act.kinds, "act", "or")
        if isinstance(act, Requirement):
            unit = f" {self.words.label(act.count, 'count')}" if act.count else " times"
            said += f", at least {act.at_least}{unit}" + (" each day" if act.per is Unit.DAY else "")
            said += f", by {day(act.by)}" if act.by else ""
            said += f", within {act.within_days} days of the beginning" if act.within_days else ""
        return said + self._of(act)

    def _of(self, what: Act | Matter | Scope) -> str:
        said = ""
        if what.target_classes:
            said += f", against {self.words.labelled(what.target_classes, 'target', 'or')}"
        if what.weapons:
            said += f", by {self.words.labelled(what.weapons, 'weapon', 'or')}"
        if not isinstance(what, Scope) and what.owners:
            said += f", of {self.words.parties(what.owners, 'or')}"
        if what.areas:
            said += f", in {listed((a.name for a in self.agreement.areas if a.id in what.areas), 'or')}"
        if not isinstance(what, Scope) and what.annex:
            said += f", at a site of {next(a.title for a in self.agreement.annexes if a.id == what.annex)}"
        return said

    def matter(self, m: Matter) -> str:
        """What is taken out or left open, with the conditions under which the program takes it to be met."""
        conditions = self.words.labelled(m.kinds, "act", "or") if m.kinds else "any act"
        if m.actors:
            conditions += f", of which {self.words.parties(m.actors, 'or')} alone is named as actor"
        conditions += self._of(m)
        if m.own_territory:
            conditions += ", within the recognised borders of whoever is named as actor"
        return f"{m.text.strip()} (met where stated: {conditions})"

    def area(self, a: NamedArea) -> str:
        how = []
        if a.regions or a.countries:
            how.append(f"{listed(a.regions or a.countries, 'or')}{' in ' + listed(a.countries) if a.regions else ''}")
        if a.polygon:
            how.append(f"a polygon of {len(a.polygon[0]) - 1} corners")
        if a.line:
            how.append(f"{a.within_km:g} km to either side of a line of {len(a.line)} points")
        return f"{a.name} ({a.id}): {'; '.join(how)}" + (f" [{a.source}]" if a.source else "")

    def annex(self, a: Annex) -> str:
        return f"{a.title}: {listed(self.listed(i) for i in a.items)} [{a.source}]"

    def listed(self, item: Listed) -> str:
        return f"{item.name} ({self.words.party(item.party)})" if item.party else item.name

    def period(self, p: Period) -> str:
        zone = p.zone or self.params.zone
        held = bounds(p, zone)
        if held.end is None:
            return f"from {instant(held.start, zone)} on, no end stated ({zone})"
        return f"{stretch(held.start, held.end, zone)} ({zone})"

    def reading(self, r: Reading) -> Iterator[str]:
        yield f"period: {self.period(r.period)}"
        titles = {p.id: p.title for p in self.agreement.phases}
        yield from (f"phase {titles.get(p.phase, p.phase)}: {self.period(p.period)}" for p in r.phases)
        for phase in self.agreement.phases:
            if phase.id not in {p.phase for p in r.phases}:
                yield f"phase {phase.title}: not stated in this reading"
        yield f"covers: {self._of(r.scope).removeprefix(', ') or 'all that the provisions name'}"
        yield from (f"covers of {s.provision}: {self._of(s).removeprefix(', ') or 'all of it'}" for s in r.scopes)
        yield from (f"exempt: {self.matter(m)}" for m in r.exemptions)
        yield from (f"left open: {self.matter(m)}" for m in r.open)
        yield from (f"extended to {day(e.until)} [{e.source}]" for e in r.extensions)
        for s in r.suspensions:
            until = f"to {day(s.end)}" if s.end else "until further notice"
            yield f"suspended from {day(s.start)} {until} [{s.source}]"
        if r.ended:
            yield f"ended with the beginning of {day(r.ended.date)} [{r.ended.source}]"
        yield from (f"termination: {c.text} [{c.source}]" for c in r.termination)
        if r.reciprocity:
            yield f"reciprocity: {r.reciprocity.text} [{r.reciprocity.source}]"
        if r.note:
            yield f"note: {' '.join(r.note.split())}"
        if r.source:
            yield f"source: {r.source}"
