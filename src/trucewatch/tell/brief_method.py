"""How the report was made, and the table of incidents."""

from __future__ import annotations

from collections.abc import Mapping

from trucewatch.records import Incident, Section, Sentence
from trucewatch.records.edition import Row
from trucewatch.tell.incident_words import days_of, kind_words, place_name, target_words
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import listing, paragraph, row, section, sentence, short, table


def method(period: Period, phrases: Phrases) -> Section:
    """How claims become sentences, the outlets with affiliation and grade, the rules at work."""
    say, case = phrases.messages.say, period.view.case
    keys = sorted(k for k in phrases.messages.entries if k.startswith("method.step."))
    told = [sentence(say(k), [case.id]) for k in keys]
    head = [say(f"method.{h}") for h in ("outlet", "affiliation", "grade", "reports")]
    sections = (
        section("outlets", say("title.outlets"), table(head, _outlets(period, phrases))),
        section("rules", say("title.rules"), listing(_rules(period, phrases))),
    )
    return section("method", say("title.method"), listing(told), sections)


def _outlets(period: Period, phrases: Phrases) -> list[Row]:
    say, case = phrases.messages.say, period.view.case
    found: list[Row] = []
    read: dict[str, list[str]] = {}
    for report in period.reports:
        read.setdefault(report.outlet, []).append(report.id)
    for outlet in sorted(read):  # by id: a name must not decide an order
        grade = say("method.graded", reliability=phrases.reliability(outlet))
        cells = (phrases.outlet(outlet), phrases.affiliation(outlet), grade, str(len(read[outlet])))
        found.append(row(cells, [case.id, *read[outlet]]))
    return found


def _rules(period: Period, phrases: Phrases) -> list[Sentence]:
    """One sentence for each kind of record, naming the rules that made those of the period."""
    view = period.view
    current = [i.id for i in period.current]
    reports = {r.id for r in period.reports}
    used: dict[str, dict[str, str]] = {}

    def note(group: str, rule: str, record: str) -> None:
        mine = used.setdefault(group, {})
        mine[rule] = min(record, mine.get(rule, record))

    for done in view.passes.values():
        if done.report in reports:
            note("reader", done.reader, done.id)
    for incident in current:
        for c in period.corroborations.get(incident, ()):
            note("corroboration", c.rule, c.id)
        for g in period.grades.get(incident, ()):
            note("grade", g.rule, g.id)
        for s in period.summaries.get(incident, ()):
            for f in (view.findings[f] for f in s.findings if f in view.findings):
                note("finding", f.rule, f.id)
    for position in period.positions:
        note("position", position.rule.partition(": ")[0], position.id)
    return [*_made(used, phrases), *_seen(period, phrases)]


def _made(used: Mapping[str, Mapping[str, str]], phrases: Phrases) -> list[Sentence]:
    return [
        sentence(phrases.messages.say(f"method.rule.{g}", rules=phrases.messages.listed(sorted(r))), sorted(r.values()))
        for g, r in sorted(used.items())
    ]


def _seen(period: Period, phrases: Phrases) -> list[Sentence]:
    """What was seen by example alone: how much of it there is, and how far to trust it."""
    found = [c for c in period.seen if period.within(c)]
    rules = phrases.messages.listed(sorted({c.why.rule for c in found if c.why}))
    text = phrases.messages.number("method.seen", len(found), rules=rules)
    return [sentence(text, [c.id for c in found])] if found else []


def annex(period: Period, phrases: Phrases) -> Section:
    """The table of the incidents of the period, unplaced and undated ones included, numbered as on the map."""
    say, title = phrases.messages.say, phrases.messages.say("title.annex")
    if not period.current:
        return section("annex", title, paragraph([sentence(say("incident.none"), [period.view.case.id])]))
    heads = ("number", "reference", "when", "where", "kind", "targets", "basis", "state")
    rows = [_annexed(n, i, period, phrases) for n, i in enumerate(period.current, 1)]
    return section("annex", title, table([say(f"annex.{h}") for h in heads], rows))


def _annexed(n: int, incident: Incident, period: Period, phrases: Phrases) -> Row:
    say, unstated = phrases.messages.say, phrases.messages.say("annex.unstated")
    cut = incident.id in period.cut
    kind = kind_words(incident, phrases)
    states = () if cut else period.summaries.get(incident.id, ())
    counts = say(
        "annex.counted", reports=incident.reports, outlets=incident.outlets, origins="–" if cut else incident.origins
    )
    cells = (
        str(n),
        short(incident.id),
        days_of(incident, phrases) if incident.moment else unstated,
        say("annex.place", place=place_name(incident, phrases), area=phrases.area(incident.place))
        if incident.place
        else unstated,
        say("annex.total", kind=kind) if incident.period_total else kind,
        say("list.semicolon").join(target_words(incident, phrases)) or unstated,
        counts,
        say("list.semicolon").join(
            say("annex.outcome", provision=s.provision, state=phrases.enum(s.state, "state")) for s in states
        )
        or say("annex.unassessed"),
    )
    return row(cells, incident.claims)
