"""Summary: the counts of the period beside those of the one before, each with the records that it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trucewatch.records import Incident, Section, Sentence
from trucewatch.records.observation import HEAT
from trucewatch.tell.accounts import ACTS, sentence
from trucewatch.tell.period import OUTLET, Period, Window
from trucewatch.tell.phrases import Phrases
from trucewatch.values.party import members
from trucewatch.values.vocabularies import Concord, Kind, Polarity, SensorResult

CELL = "\t"
"""Between the cells of a sentence that is a row of a table."""


def row(cells: Iterable[str], rests_on: Iterable[str]) -> Sentence:
    """A row of a table as a sentence: its cells, none of which may hold a tab."""
    return sentence(CELL.join(" ".join(c.split()) for c in cells), rests_on)


def main_parties(period: Period) -> tuple[str, ...]:
    """Codes of the parties to the conflict, in order."""
    return tuple(sorted(p.code for p in period.view.case.parties if p.role == "party"))


def summary(period: Period, phrases: Phrases) -> Section:
    """What was reported in the period, and the figures against the previous period."""
    say = phrases.messages.say
    sentences = (*_reported(period, phrases), *_assessed(period, phrases), *_standing(period, phrases))
    return Section(
        title=say("title.summary"),
        sentences=sentences,
        sections=(Section(title=say("title.figures"), sentences=tuple(_figures(period, phrases))),),
    )


def _reported(period: Period, phrases: Phrases) -> list[Sentence]:
    case, words = period.view.case.id, phrases.messages
    if not period.reports:
        return [sentence(words.say("summary.no_reports"), [case])]
    outlets = len({r.outlet for r in period.reports})
    reported = words.say(
        "summary.reported",
        reports=words.number("n.reports", len(period.reports)),
        outlets=words.number("n.outlets", outlets),
        claims=words.number("n.claims", len(period.claims)),
    )
    found = [sentence(reported, [*(r.id for r in period.reports), *(c.id for c in period.claims)])]
    fresh, before = singles(period.fresh(period.window)), singles(period.fresh(period.previous))
    renewed = singles(period.renewed(period.window))
    found.append(_counted("summary.fresh", fresh, period, phrases, before=len(before)))
    if renewed:
        found.append(_counted("summary.renewed", renewed, period, phrases))
    totals = tuple(i for i in period.current if i.period_total)
    if totals:
        found.append(_counted("summary.totals", totals, period, phrases))
    disputed = tuple(i for i in singles(period.current) if is_disputed(i))
    if disputed:
        found.append(_counted("summary.disputed", disputed, period, phrases))
    return found


def _counted(key: str, incidents: Sequence[Incident], period: Period, phrases: Phrases, **slots: object) -> Sentence:
    ids = claims_of(incidents) or [period.view.case.id]
    return sentence(phrases.messages.number(key, len(incidents), **slots), ids)


def singles(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Incidents of an act that are one event, not a sum over a stretch of time."""
    return tuple(i for i in incidents if not i.period_total and ACTS & set(i.kinds))


def claims_of(incidents: Iterable[Incident]) -> list[str]:
    """Ids of the claims that found the incidents."""
    return [c for i in incidents for c in i.claims]


def is_disputed(incident: Incident) -> bool:
    """True if the sides differ on any field, or one of them denies."""
    return bool(incident.denials) or any(v.concord is Concord.DISPUTED for v in incident.versions)


_EFFECTS = "effects"  # told apart from what the readings say: no act is alleged of which they could say it


def _assessed(period: Period, phrases: Phrases) -> list[Sentence]:
    current = {i.id for i in period.current if not i.period_total}
    counted: dict[tuple[str, str, str], list[str]] = {}
    for s in period.view.summaries.values():
        whole = s.incident in current and s.incident not in period.cut
        if whole:
            state = _EFFECTS if s.effects_only else s.state.value
            counted.setdefault((s.agreement, s.provision, state), []).append(s.incident)
    found = []
    for (name, provision, state), ids in sorted(counted.items()):
        agreement = period.view.agreement(name)
        title = agreement.title if agreement else name
        text = (
            phrases.messages.number("summary.effects", len(ids), provision=provision, agreement=title)
            if state == _EFFECTS
            else phrases.messages.number(
                "summary.assessed",
                len(ids),
                state=phrases.messages.say(f"state.{state}"),
                provision=provision,
                agreement=title,
            )
        )
        found.append(sentence(text, claims_of(period.incidents[i] for i in sorted(ids))))
    return found


def _standing(period: Period, phrases: Phrases) -> list[Sentence]:
    case, words = period.view.case.id, phrases.messages
    found = []
    changed = [
        p for p in period.positions if any(period.window.holds(period.published(c)) for c in period.of(p.claims))
    ]
    if changed:
        found.append(sentence(words.number("summary.positions", len(changed)), [c for p in changed for c in p.claims]))
    found.append(sentence(words.say("summary.caution"), [case]))
    return found


def _figures(period: Period, phrases: Phrases) -> list[Sentence]:
    say, case = phrases.messages.say, period.view.case.id
    now, before = period.window, period.previous
    found = [row((say("figure.head"), say("figure.now"), say("figure.before")), [case])]

    def add(label: str, here: Sequence[str], there: Sequence[str], n: int | None = None, m: int | None = None) -> None:
        cells = (label, str(len(here) if n is None else n), str(len(there) if m is None else m))
        found.append(row(cells, [*here, *there] or [case]))

    def incidents(label: str, here: Sequence[Incident], there: Sequence[Incident]) -> None:
        add(label, claims_of(here), claims_of(there), len(here), len(there))

    add(say("figure.reports"), [r.id for r in period.reports], [r.id for r in period.reports_before])
    add(say("figure.claims"), [c.id for c in period.claims], [c.id for c in period.claims_before])
    one, two = singles(period.fresh(now)), singles(period.fresh(before))
    incidents(say("figure.fresh"), one, two)
    incidents(say("figure.attacks"), _of_kind(one, Kind.ATTACK), _of_kind(two, Kind.ATTACK))
    for code in main_parties(period):
        name = phrases.party(code)
        incidents(say("figure.told_by", party=name), _told_by(period, one, code), _told_by(period, two, code))
        incidents(say("figure.named", party=name), _named(one, code), _named(two, code))
    incidents(say("figure.renewed"), singles(period.renewed(now)), singles(period.renewed(before)))
    add(say("figure.denials"), _denied(period, now), _denied(period, before))
    if any(o.what == HEAT for o in period.view.observations.values()):
        incidents(say("figure.consistent"), _consistent(period, one), _consistent(period, two))
    return found


def _of_kind(incidents: Iterable[Incident], kind: Kind) -> tuple[Incident, ...]:
    return tuple(i for i in incidents if kind in i.kinds)


def _side(voice: str) -> frozenset[str]:
    return frozenset() if voice.startswith(OUTLET) else members(voice or None)


def _told_by(period: Period, incidents: Iterable[Incident], code: str) -> tuple[Incident, ...]:
    return tuple(i for i in incidents if any(code in _side(period.voice(c)) for c in period.of(i.claims)))


def _named(incidents: Iterable[Incident], code: str) -> tuple[Incident, ...]:
    return tuple(i for i in incidents if any(code in members(a) for a in i.actors))


def _denied(period: Period, window: Window) -> list[str]:
    claims = period.claims if window == period.window else period.claims_before
    return [c.id for c in claims if c.polarity is Polarity.NEGATED]


def _consistent(period: Period, incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    seen = (c for c in period.view.corroborations.values() if c.witness == HEAT)
    raised = {c.incident for c in seen if c.result is SensorResult.CONSISTENT}
    return tuple(i for i in incidents if i.id in raised and i.id not in period.cut)
