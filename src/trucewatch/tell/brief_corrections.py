"""Corrections and updates to earlier editions: what they told of an incident, held against what stands now.

Every edition keeps what it told of each incident, point by point, in the words of the vocabularies. The next one
compares, tells what differs, and keeps what it told in turn, so that a change is told once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from trucewatch.records import Edition, Incident, Section, Sentence, Told
from trucewatch.records.edition import Row
from trucewatch.tell.incident_words import denials, field_words, heading, is_count, value_words
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import listing, row, section, sentence, table
from trucewatch.values.vocabularies import Concord, TargetClass

_SEP = "; "


def told_of(incident: Incident, period: Period, phrases: Phrases) -> Told:
    """What this edition tells of an incident."""
    points: dict[str, str] = {
        "place": (incident.place.name or incident.place.text) if incident.place else "",
        "days": incident.moment.edtf if incident.moment else "",
        "kinds": _SEP.join(incident.kinds),
        "target": _SEP.join(incident.target_classes),
        "actor": _SEP.join(incident.actors),
        "denials": str(len(denials(incident, period))),
    }
    for v in incident.versions:
        if is_count(v.field) and v.concord is not Concord.UNSTATED:
            points[v.field] = _SEP.join(sorted({x.value for x in v.values}))
    if incident.id not in period.cut:
        for s in period.summaries.get(incident.id, ()):
            points[f"terms:{s.agreement}:{s.provision}"] = s.state.value
        for g in period.grades.get(incident.id, ()):
            if g.actor is None:
                points["status"] = g.status.value
    return Told(
        incident=incident.id,
        title=phrases.opening(heading(incident, phrases)),
        points=tuple(sorted(points.items())),
        claims=tuple(sorted((*incident.claims, *incident.denials))),
    )


class Corrections:
    """What has changed since earlier editions told it."""

    def __init__(self, period: Period, phrases: Phrases) -> None:
        self.period, self.phrases = period, phrases
        self.rows: list[Row] = []
        self.changed: list[str] = []
        self.gone: list[Told] = []
        self._first = {c: i for i in sorted(period.incidents) for c in period.incidents[i].claims}
        for edition, told in self._latest():
            now = self._now(told)
            made = list(self._compared(edition, told, now))
            if made:
                self.rows += made
                self.changed += [now.id] if now else []
                if now is None or now.id != told.incident:
                    self.gone.append(told.model_copy(update={"points": (), "claims": ()}))

    def _latest(self) -> Iterator[tuple[Edition, Told]]:
        """The latest telling of each incident in an earlier edition, by day."""
        found: dict[str, tuple[Edition, Told]] = {}
        for edition in sorted(self.period.view.editions.values(), key=lambda e: (e.date, e.id)):
            for told in edition.told:
                found[told.incident] = (edition, told)
        standing = (pair for pair in found.values() if pair[1].points)
        return iter(sorted(standing, key=lambda x: (x[0].date, x[1].title, x[1].incident)))

    def _now(self, told: Told) -> Incident | None:
        """The incident as it stands: by its id, by the id that it has now, else the one that its accounts belong to."""
        view, known = self.period.view, self.period.incidents
        found = known.get(told.incident) or known.get(view.redirects.get(told.incident, ""))
        return found or next((known[self._first[c]] for c in told.claims if c in self._first), None)

    def _compared(self, edition: Edition, told: Told, now: Incident | None) -> Iterator[Row]:
        say = self.phrases.messages.say
        mine = {*now.claims, *now.denials, *now.mentions} if now else set()
        withdrawn = [c for c in told.claims if c not in self.period.known]
        moved = [c for c in told.claims if c in self.period.known and c not in mine]
        decided = self._decided(told)
        rests = [edition.id, *decided, *((*now.claims, *now.denials) if now else ())]

        def made(point: str, was: str, is_now: str) -> Row:
            return row((self.phrases.day(edition.date), told.title, point, was, is_now), rests)

        number = self.phrases.messages.number
        if withdrawn:
            yield made(
                say("correction.accounts"),
                number("n.accounts", len(told.claims)),
                number("correction.withdrawn", len(withdrawn)),
            )
        if now is None:
            yield made(say("correction.incident"), say("correction.told"), say("correction.gone"))
            return
        if now.id != told.incident:
            into = self.phrases.opening(heading(now, self.phrases))
            yield made(say("correction.incident"), say("correction.told"), say("correction.joined", incident=into))
        elif moved:
            yield made(
                say("correction.accounts"),
                number("n.accounts", len(told.claims)),
                number("correction.moved", len(moved)),
            )
        before, after = dict(told.points), dict(told_of(now, self.period, self.phrases).points)
        for point in sorted({*before, *after} - {"denials"}):
            judged = point == "status" or point.startswith("terms:")  # comparable only where both editions judge
            comparable = not judged or (point in before and point in after)
            if comparable and before.get(point, "") != after.get(point, ""):
                yield made(self._point(point), self._value(point, before), self._value(point, after))
        if before.get("denials", "0") == "0" and after.get("denials", "0") != "0":
            yield made(say("field.happened"), say("correction.undenied"), say("correction.denied"))

    def _decided(self, told: Told) -> list[str]:
        about = (told.incident, *told.claims)
        return list(dict.fromkeys(d.id for r in about for d in self.period.decisions.get(r, ())))

    def _point(self, point: str) -> str:
        say = self.phrases.messages.say
        if point.startswith("terms:"):
            _, agreement, provision = point.split(":", 2)
            words = self.phrases.provision(self.period.view.agreements, agreement, provision)
            return say("correction.terms", provision=words)
        known = f"correction.of.{point}"
        return say(known) if self.phrases.messages.has(known) else field_words(point, self.phrases)

    def _value(self, point: str, points: Mapping[str, str]) -> str:
        say = self.phrases.messages.say
        value = points.get(point, "")
        if not value:
            return say("annex.unstated") if not point.startswith("terms:") else say("annex.unassessed")
        if point.startswith("terms:"):
            return say(f"state.{value}")
        parts = value.split(_SEP)
        if point == "status":
            return say(f"status.{value}")
        if point == "kinds":
            return say("list.semicolon").join(say(f"kind.{p}") for p in parts)
        if point == "target":
            return say("list.semicolon").join(self.phrases.enum(TargetClass(p), "target") for p in parts)
        if point == "place":
            return value
        return say("list.semicolon").join(value_words(point, p, self.phrases) for p in parts)

    def section(self) -> Section:
        """The table of what has changed, or that nothing has, or that nothing could be compared."""
        say, case = self.phrases.messages.say, self.period.view.case.id
        title = say("title.corrections")
        editions = sorted(self.period.view.editions)
        if not editions:
            return section("corrections", title, listing([sentence(say("correction.none_earlier"), [case])]))
        if not self.rows:
            text = self.phrases.messages.number("correction.unchanged", len(editions))
            return section("corrections", title, listing([sentence(text, editions)]))
        head = [say(f"correction.{h}") for h in ("edition", "incident", "point", "was", "now")]
        return section("corrections", title, table(head, self.rows))

    def summed(self) -> list[Sentence]:
        """One sentence for the summary."""
        if not self.rows:
            return []
        text = self.phrases.messages.number("correction.summed", len(self.rows))
        return [sentence(text, [r for row_ in self.rows for r in row_.rests_on])]

    def told(self, current: Iterable[Incident]) -> tuple[Told, ...]:
        """What this edition tells, that it may be compared in turn; without points what is told to be gone."""
        ids = dict.fromkeys([*(i.id for i in current), *self.changed])
        known = self.period.incidents
        return (*(told_of(known[i], self.period, self.phrases) for i in ids if i in known), *self.gone)
