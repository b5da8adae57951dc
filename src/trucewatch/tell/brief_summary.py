"""The summary: the day on one screen; then the figures beside those of the period before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trucewatch.records import FindingSummary, Incident, Section, Sentence
from trucewatch.records.edition import Row
from trucewatch.records.observation import HEAT
from trucewatch.tell.incident_words import (
    claims_of,
    denials,
    disputed_fields,
    field_words,
    heading,
    is_disputed,
    main_parties,
)
from trucewatch.tell.incident_words import singles as singles_of
from trucewatch.tell.period import OUTLET, Period, Window
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import listing, paragraph, row, section, sentence, table
from trucewatch.values.party import members
from trucewatch.values.vocabularies import Kind, Polarity, SensorResult

LEADING = 5
"""How many incidents the summary names: those with the most independent origins, outlets and reports."""


def summary(period: Period, phrases: Phrases, corrected: Sequence[Sentence]) -> Section:
    """What was reported in the period; ``corrected``: what the section on earlier editions says in one sentence."""
    say, case = phrases.messages.say, period.view.case.id
    if not period.reports:
        nothing = sentence(say("summary.no_reports"), [case])
        return section("summary", say("title.summary"), paragraph([nothing, *_failures(period, phrases), *corrected]))
    lead = leading(period)
    blocks = (
        *paragraph([*_reported(period, phrases), *_states(period, phrases)]),
        *paragraph([sentence(say("summary.leading"), claims_of(lead))] if lead else []),
        *listing(_lead(i, period, phrases) for i in lead),
        *paragraph([*_standing(period, phrases), *corrected, sentence(say("summary.caution"), [case])]),
    )
    return section("summary", say("title.summary"), blocks)


def _reported(period: Period, phrases: Phrases) -> list[Sentence]:
    words = phrases.messages
    reported = words.say(
        "summary.reported",
        reports=words.number("n.reports", len(period.reports)),
        outlets=words.number("n.outlets", len({r.outlet for r in period.reports})),
        claims=words.number("n.claims", len(period.claims)),
    )
    found = [sentence(reported, [*(r.id for r in period.reports), *(c.id for c in period.claims)])]
    fresh, before = singles_of(period.fresh(period.window)), singles_of(period.fresh(period.previous))
    renewed = singles_of(period.renewed(period.window))
    found.append(_counted("summary.fresh", fresh, period, phrases, before=len(before)))
    if renewed:
        found.append(_counted("summary.renewed", renewed, period, phrases))
    totals = tuple(i for i in period.current if i.period_total)
    if totals:
        found.append(_counted("summary.totals", totals, period, phrases))
    effects = tuple(i for i in period.current if not i.period_total and not singles_of([i]))
    if effects:
        found.append(_counted("summary.effects_alone", effects, period, phrases))
    disputed = tuple(i for i in singles_of(period.current) if is_disputed(i, period))
    if disputed:
        found.append(_counted("summary.disputed", disputed, period, phrases))
    return found


def _counted(key: str, incidents: Sequence[Incident], period: Period, phrases: Phrases, **slots: object) -> Sentence:
    ids = claims_of(incidents) or [period.view.case.id]
    return sentence(phrases.messages.number(key, len(incidents), **slots), ids)


_LEFT = "left"  # told as known at the cut-off, of which the record holds more
_NONE = "none"
_EFFECTS = "effects"  # told apart from what the readings say: no act is alleged of which they could say it


def _states(period: Period, phrases: Phrases) -> list[Sentence]:
    """One sentence for each provision: how many incidents stand how, over all readings. Each counts all the incidents
    of the period that are first reported or renewed in it, so that the sums are one and the same."""
    all_of = {i.id for i in singles_of(period.current)}
    counted: dict[tuple[str, str], dict[str, list[str]]] = {}
    for s in (s for i in all_of - period.cut for s in period.summaries.get(i, ())):
        state = _EFFECTS if s.effects_only else s.state.value
        counted.setdefault((s.agreement, s.provision), {}).setdefault(state, []).append(s.incident)
    found = []
    for states in counted.values():
        left, none = all_of & period.cut, all_of - period.cut - {i for of in states.values() for i in of}
        states.update({_LEFT: sorted(left)} if left else {})
        states.update({_NONE: sorted(none)} if none else {})
    for (name, provision), states in sorted(counted.items()):
        parts = phrases.messages.say("list.semicolon").join(
            phrases.messages.say("summary.state", n=len(ids), state=phrases.messages.say(f"state.{state}"))
            for state, ids in sorted(states.items(), key=lambda x: (-len(x[1]), x[0]))
        )
        text = phrases.messages.say(
            "summary.assessed", n=len(all_of), provision=phrases.provision(period.view.agreements, name, provision)
        )
        ids = [i for state in states.values() for i in state]
        found.append(sentence(f"{text}{parts}.", claims_of(period.incidents[i] for i in sorted(ids))))
    return found


def leading(period: Period) -> tuple[Incident, ...]:
    """The incidents of the period that most origins tell of; the order of the period decides between equals."""
    whole = singles_of(period.current)
    ranked = sorted(whole, key=lambda i: (-i.origins, -i.outlets, -i.reports))
    return tuple(ranked[:LEADING])


def _lead(incident: Incident, period: Period, phrases: Phrases) -> Sentence:
    words = phrases.messages
    told = [words.number("n.reports", incident.reports), words.number("n.origins", incident.origins)]
    parts = [words.say("list.comma").join(told)]
    if incident.actors:
        named = words.listed(phrases.party(a) for a in sorted(incident.actors, key=phrases.rank))
        parts.append(words.say("summary.named", parties=named))
    fields = disputed_fields(incident)
    if fields:
        parts.append(words.say("summary.differ", fields=words.listed(field_words(f, phrases) for f in fields)))
    elif denials(incident, period):
        parts.append(words.say("summary.denied"))
    if incident.id not in period.cut:
        parts += [_state(s, phrases) for s in period.summaries.get(incident.id, ())]
    title = phrases.opening(heading(incident, phrases))
    text = words.say("summary.lead", title=title, parts=words.say("list.semicolon").join(parts))
    return sentence(text, [*incident.claims, *incident.denials])


def _state(s: FindingSummary, phrases: Phrases) -> str:
    state = phrases.messages.say(f"state.{_EFFECTS}") if s.effects_only else phrases.enum(s.state, "state")
    return phrases.messages.say("annex.outcome", provision=s.provision, state=state)


def _standing(period: Period, phrases: Phrases) -> list[Sentence]:
    words, found = phrases.messages, []
    for key, kind in (("summary.casualties", Kind.CASUALTIES),):
        told = [c for c in period.claims if c.kind is kind and c.polarity is Polarity.AFFIRMED]
        if told:
            by = words.listed(
                words.say("summary.by", voices=phrases.voices((v,)), n=sum(period.voice(c) == v for c in told))
                for v in sorted({period.voice(c) for c in told}, key=phrases.voice_rank)
            )
            found.append(sentence(words.say(key, by=by), [c.id for c in told]))
    changed = [p for p in period.positions if any(period.within(c) for c in period.of(p.claims))]
    if changed:
        ids = [c for p in changed for c in p.claims]
        found.append(sentence(words.number("summary.positions", len(changed)), ids))
    raised = _consistent(period, period.current)
    if raised:
        found.append(_counted("summary.consistent", raised, period, phrases))
    silent = [o for o in period.view.case.outlets if not {o.id, o.name} & {r.outlet for r in period.reports}]
    if silent:
        text = words.number("summary.silent", len(silent), all=len(period.view.case.outlets))
        found.append(sentence(text, [period.view.case.id]))
    return [*found, *_failures(period, phrases)]


def _failures(period: Period, phrases: Phrases) -> list[Sentence]:
    failures = sorted(period.view.failures)
    return [sentence(phrases.messages.number("summary.failures", len(failures)), failures)] if failures else []


def figures(period: Period, phrases: Phrases) -> tuple[Row, ...]:
    """The counts of the period and of the one before, each with the records that it counts."""
    say, case = phrases.messages.say, period.view.case.id
    now, before = period.window, period.previous
    found: list[Row] = []

    def add(label: str, here: Sequence[str], there: Sequence[str], n: int | None = None, m: int | None = None) -> None:
        cells = (label, str(len(here) if n is None else n), str(len(there) if m is None else m))
        found.append(row(cells, [*here, *there] or [case]))

    def incidents(label: str, here: Sequence[Incident], there: Sequence[Incident]) -> None:
        add(label, claims_of(here), claims_of(there), len(here), len(there))

    add(say("figure.reports"), [r.id for r in period.reports], [r.id for r in period.reports_before])
    add(say("figure.claims"), [c.id for c in period.claims], [c.id for c in period.claims_before])
    one, two = singles_of(period.fresh(now)), singles_of(period.fresh(before))
    incidents(say("figure.fresh"), one, two)
    incidents(say("figure.attacks"), _of_kind(one, Kind.ATTACK), _of_kind(two, Kind.ATTACK))
    for code in main_parties(period, phrases):
        name = phrases.party(code)
        incidents(say("figure.told_by", party=name), told_by(period, one, code), told_by(period, two, code))
        incidents(say("figure.named", party=name), _named(one, code), _named(two, code))
    incidents(say("figure.renewed"), singles_of(period.renewed(now)), singles_of(period.renewed(before)))
    add(say("figure.denials"), _denied(period, now), _denied(period, before))
    if any(o.what == HEAT for o in period.view.observations.values()):
        incidents(say("figure.consistent"), _consistent(period, one), _consistent(period, two))
    return tuple(found)


def figures_table(period: Period, phrases: Phrases) -> Section:
    """The figures as a section."""
    say = phrases.messages.say
    head = (say("figure.head"), say("figure.now"), say("figure.before"))
    return section("figures", say("title.figures"), table(head, figures(period, phrases)))


def _of_kind(incidents: Iterable[Incident], kind: Kind) -> tuple[Incident, ...]:
    return tuple(i for i in incidents if kind in i.kinds)


def _side(voice: str) -> frozenset[str]:
    return frozenset() if voice.startswith(OUTLET) else members(voice or None)


def told_by(period: Period, incidents: Iterable[Incident], code: str) -> tuple[Incident, ...]:
    """The incidents that a source of the party alleges."""
    return tuple(i for i in incidents if any(code in _side(period.voice(c)) for c in period.of(i.claims)))


def _named(incidents: Iterable[Incident], code: str) -> tuple[Incident, ...]:
    return tuple(i for i in incidents if any(code in members(a) for a in i.actors))


def _denied(period: Period, window: Window) -> list[str]:
    claims = period.claims if window == period.window else period.claims_before
    return [c.id for c in claims if c.polarity is Polarity.NEGATED]


def _consistent(period: Period, incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    def raised(incident: Incident) -> bool:
        found = period.corroborations.get(incident.id, ())
        return any(c.witness == HEAT and c.result is SensorResult.CONSISTENT for c in found)

    return tuple(i for i in incidents if raised(i) and i.id not in period.cut)
