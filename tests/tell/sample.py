"""A fictional conflict for the tell stage. Every name and text is invented; XAR and XBE are codes that ISO 3166 leaves
to its users. ``view(ONE, TWO)`` and ``view(TWO, ONE)`` are the same story with the sides changed about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from trucewatch.records import (
    Agreement,
    Area,
    Aspect,
    Case,
    Claim,
    Condition,
    Corroboration,
    Declaration,
    Failure,
    Finding,
    FindingSummary,
    Grade,
    Incident,
    Mention,
    Original,
    Outlet,
    Party,
    Pass,
    Period,
    Position,
    Prohibition,
    Proposal,
    Provision,
    Reading,
    Report,
    Scope,
    SourceMention,
    Status,
    SummaryState,
    Target,
    Version,
    VersionValue,
    derived_from,
    identified,
)
from trucewatch.tell.brief import BriefParameters
from trucewatch.tell.view import CaseView, InForce
from trucewatch.values.count import Count
from trucewatch.values.moment import Basis, Moment, zone_of
from trucewatch.values.place import Level, Place, Point
from trucewatch.values.vocabularies import (
    Concord,
    CountOf,
    Credibility,
    Kind,
    Modality,
    Outcome,
    Polarity,
    Reliability,
    Role,
    SensorResult,
    Stance,
    TargetClass,
)

ZONE = "Europe/Helsinki"


def params(date: dt.date) -> BriefParameters:
    """The report for a day, cut off at six in the morning."""
    cutoff = dt.datetime.combine(date, dt.time(6), tzinfo=zone_of(ZONE))
    return BriefParameters(date=date, zone=ZONE, cutoff=cutoff, program="trucewatch test")


PARAMS = params(dt.date(2031, 3, 20))


@dataclass(frozen=True)
class Side:
    """The names of one side."""

    code: str
    name: str
    adjective: str
    region: str
    town: str
    wire: str


ONE = Side("XAR", "Ardia", "Ardian", "Upper Ard", "Tal Velo", "ard-wire")
TWO = Side("XBE", "Belmar", "Belmari", "Lower Bel", "Port Osk", "bel-wire")

HOSTILE = "drones hit =the depot <script>alert(1)</script> [link](http://x.example) *at* \u202edawn | and `left`"


def at(day: int, hour: int, minute: int = 0) -> Moment:
    """A publication stamp, to the minute, in March 2031."""
    start = dt.datetime(2031, 3, day, hour, minute, tzinfo=zone_of(ZONE))
    return Moment(start=start, end=start + dt.timedelta(minutes=1), zone=ZONE, basis=Basis.STATED)


def overnight(day: int) -> Moment:
    """From the afternoon before to the end of ``day``."""
    start = dt.datetime(2031, 3, day - 1, 18, tzinfo=zone_of(ZONE))
    end = dt.datetime(2031, 3, day + 1, tzinfo=zone_of(ZONE))
    return Moment(start=start, end=end, zone=ZONE, basis=Basis.RELATIVE, text="overnight")


def on(day: int, text: str) -> Moment:
    """One local day."""
    return Moment.of_days(dt.date(2031, 3, day), dt.date(2031, 3, day), zone=ZONE, basis=Basis.STATED, text=text)


def town(side: Side) -> Place:
    """The side's town, with a point."""
    return Place(
        text=f"the town of {side.town}",
        name=side.town,
        country=side.code,
        admin1=side.region,
        level=Level.SETTLEMENT,
        point=Point(lat=10.5, lon=-20.25),
        radius_km=6,
    )


def report(doc: str, outlet: str, published: Moment | None, text: str, **more: Any) -> Report:
    """A report whose original is its own text."""
    data = text.encode()
    original = Original(sha256=sha256(data).hexdigest(), size=len(data), name=f"{doc}.txt", media_type="text/plain")
    return identified(Report, doc=doc, outlet=outlet, published=published, text=text, original=original, **more)


def claim(of: Report, quote: str, kind: Kind, who: tuple[str | None, str | None, Role], **more: Any) -> Claim:
    """A claim whose quote is looked up in the report; ``who`` is (text, party, role)."""
    start = of.text.index(quote)
    fields: dict[str, Any] = {"polarity": Polarity.AFFIRMED, "modality": Modality.ACTUAL, **more}
    source = SourceMention(text=who[0], party=who[1], role=who[2])
    return identified(
        Claim,
        report=of.id,
        doc=of.doc,
        quote=quote,
        start=start,
        end=start + len(quote),
        kind=kind,
        source=source,
        **fields,
    )


def case_of(a: Side, b: Side) -> Case:
    """The case: two parties, a mediator, outlets of both sides and of none."""
    outlets = [Outlet(id=s.wire, name=f"{s.name} Wire", affiliation=s.code, reliability=Reliability.C) for s in (a, b)]
    outlets += [
        Outlet(id="far-post", name="Far Post", reliability=Reliability.B),
        Outlet(id="quiet-post", name="Quiet Post"),
    ]
    parties = [Party(code=s.code, name=s.name, adjectives=(s.adjective,)) for s in (a, b)]
    parties.append(Party(code="cordon", name="Cordon Office", role="mediator"))
    return identified(
        Case,
        code="vale",
        title="The Vale pause",
        timezone=ZONE,
        parties=tuple(parties),
        outlets=tuple(outlets),
        area=Area(countries=tuple(sorted((a.code, b.code)))),
    )


def agreement_of(a: Side, b: Side) -> Agreement:
    """One provision, two readings of when it begins and what it covers."""
    return identified(
        Agreement,
        code="vale-pause",
        title="Vale pause",
        parties=tuple(sorted((a.code, b.code))),
        mediators=("cordon",),
        proposals=(Proposal(id="pause", names=("pause on strikes against power plants",)),),
        provisions=(
            Provision(
                id="P1",
                obliges=tuple(sorted((a.code, b.code))),
                prohibits=Prohibition(kinds=(Kind.ATTACK,), target_classes=(TargetClass.ENERGY,)),
                text="Neither side strikes the energy facilities of the other.",
                source="Cordon Office note 7",
            ),
        ),
        declarations=(
            Declaration(
                party=a.code, proposal="pause", stance=Stance.ACCEPTED, date=dt.date(2031, 3, 18), source="Note 8"
            ),
            Declaration(
                party=b.code, proposal="pause", stance=Stance.ACCEPTED, date=dt.date(2031, 3, 25), source="Note 9"
            ),
        ),
        readings=(
            Reading(
                id=a.code, of=a.code, period=Period(start=dt.date(2031, 3, 18), days=30), note="From the first note."
            ),
            Reading(
                id=b.code,
                of=b.code,
                period=Period(start=dt.date(2031, 3, 25), days=30),
                scope=Scope(target_classes=(TargetClass.ENERGY_GRID, TargetClass.ENERGY_GAS)),
                source="Note 9",
            ),
        ),
    )


def reports_of(a: Side, b: Side) -> dict[str, Report]:
    """The reports by a short name."""
    struck = f"{b.adjective} drones struck a substation in the town of {a.town} overnight"
    texts = {
        "old": (a.wire, at(18, 12), f"The {a.adjective} Staff said {b.adjective} guns shelled a road near {a.town}."),
        "ministry": (
            a.wire,
            at(19, 8),
            f"The {a.adjective} Defence Office said {struck}. Three workers were injured, the office said. "
            f"1,500 customers were left without power in {a.town}, the grid company said.",
        ),
        "denial": (
            b.wire,
            at(19, 11, 30),
            f"The {b.adjective} Staff denied it: {b.adjective} forces did not attack the substation. "
            f"It called the claim an attempt to mislead the mediators.",
        ),
        "reprint": (
            "far-post",
            at(19, 14),
            f"VALE (Far Post) - The {a.adjective} Defence Office said {struck}. An explosion shook {a.town}. "
            f"{b.name} would accept the pause if monitors were let in, its envoy said. "
            f"The sides exchanged 40 prisoners each, the Cordon Office said.",
        ),
        "hostile": (b.wire, at(19, 20), f"Officials of {b.region} said {HOSTILE} near the old mill."),
        "undated": ("far-post", None, "Shelling was heard, residents said."),
        "unread": ("far-post", at(19, 21), "???"),
        "empty": (a.wire, at(20, 5, 30), "The ferry timetable changes on Monday."),
        "late": (
            b.wire,
            at(20, 9),
            f"The {b.adjective} Staff said that the substation in {a.town} was hit by its owners.",
        ),
    }
    return {
        k: report(k, outlet, when, text, url=f"https://news.example/{k}") for k, (outlet, when, text) in texts.items()
    }


def claims_of(a: Side, b: Side, r: dict[str, Report]) -> dict[str, Claim]:
    """The claims by a short name."""
    office = (f"The {a.adjective} Defence Office", a.code, Role.MILITARY)
    staff = (f"The {b.adjective} Staff", b.code, Role.MILITARY)
    struck = f"{b.adjective} drones struck a substation in the town of {a.town} overnight"
    strike: dict[str, Any] = {
        "cue": "said",
        "actor": Mention(text=f"{b.adjective} drones", party=b.code),
        "target": Target(text="a substation", target_class=TargetClass.ENERGY_GRID, party=a.code),
        "places": (town(a),),
        "time": overnight(19),
    }
    return {
        "road": claim(
            r["old"],
            f"{b.adjective} guns shelled a road near {a.town}",
            Kind.ATTACK,
            (f"The {a.adjective} Staff", a.code, Role.MILITARY),
            actor=Mention(text=f"{b.adjective} guns", party=b.code),
            target=Target(text="a road", target_class=TargetClass.TRANSPORT_ROAD),
            places=(Place(text=a.town, name=a.town, country=a.code, admin1=a.region, level=Level.NEAR),),
        ),
        "strike": claim(r["ministry"], struck, Kind.ATTACK, office, **strike),
        "again": claim(r["reprint"], struck, Kind.ATTACK, office, **strike),
        "hurt": claim(
            r["ministry"],
            "Three workers were injured",
            Kind.CASUALTIES,
            ("the office", a.code, Role.MILITARY),
            counts=(Count(what=CountOf.INJURED, low=3, high=3, text="Three"),),
        ),
        "dark": claim(
            r["ministry"],
            f"1,500 customers were left without power in {a.town}",
            Kind.OUTAGE,
            ("the grid company", a.code, Role.COMPANY),
            places=(town(a),),
            counts=(Count(what=CountOf.CUSTOMERS, low=1500, high=1500, text="1,500"),),
        ),
        "denied": claim(
            r["denial"],
            f"{b.adjective} forces did not attack the substation",
            Kind.ATTACK,
            staff,
            polarity=Polarity.NEGATED,
            actor=Mention(text=f"{b.adjective} forces", party=b.code),
        ),
        "mislead": claim(r["denial"], "an attempt to mislead the mediators", Kind.ACCUSATION, staff),
        "blast": claim(
            r["reprint"], f"An explosion shook {a.town}", Kind.ATTACK, (None, None, Role.REPORT), places=(town(a),)
        ),
        "accept": claim(
            r["reprint"],
            f"{b.name} would accept the pause if monitors were let in",
            Kind.ACCEPTANCE,
            ("its envoy", b.code, Role.OFFICIAL),
            modality=Modality.CONDITIONAL,
            actor=Mention(text="its envoy", party=b.code),
            about="the pause",
        ),
        "swap": claim(
            r["reprint"],
            "The sides exchanged 40 prisoners each",
            Kind.EXCHANGE,
            ("the Cordon Office", "cordon", Role.MEDIATOR),
            counts=(Count(what=CountOf.RELEASED, low=40, high=40, text="40 prisoners each"),),
        ),
        "depot": claim(
            r["hostile"],
            HOSTILE,
            Kind.ATTACK,
            (f"Officials of {b.region}", b.code, Role.REGIONAL),
            target=Target(text="the depot", target_class=TargetClass.ENERGY_OIL_STORAGE),
            places=(Place(text="the old mill"),),
            time=on(19, "dawn"),
        ),
        "later": claim(
            r["late"],
            f"the substation in {a.town} was hit by its owners",
            Kind.ATTACK,
            staff,
            actor=Mention(text="its owners", party=a.code),
            places=(town(a),),
        ),
    }


def _value(value: str, party: str, *claims: Claim) -> VersionValue:
    return VersionValue(value=value, parties=(party,), claims=tuple(c.id for c in claims))


def incidents_of(a: Side, b: Side, c: dict[str, Claim]) -> dict[str, Incident]:
    """The incidents by a short name."""

    def made(*names: str, **more: Any) -> Incident:
        return derived_from(Incident, c[names[0]].id, claims=tuple(c[n].id for n in names), **more)

    one = Concord.ONE_SIDED
    return {
        "road": made(
            "road",
            kinds=(Kind.ATTACK,),
            place=c["road"].places[0],
            target_classes=(TargetClass.TRANSPORT_ROAD,),
            actors=(b.code,),
            reports=1,
            outlets=1,
            origins=1,
        ),
        "strike": made(
            *("strike", "again", "hurt", "dark"),
            denials=(c["denied"].id,),
            kinds=(Kind.ATTACK, Kind.CASUALTIES, Kind.OUTAGE),
            place=town(a),
            moment=overnight(19),
            target_classes=(TargetClass.ENERGY_GRID,),
            actors=(b.code,),
            reports=3,
            outlets=3,
            origins=2,
            versions=(
                Version(
                    field="actor",
                    concord=Concord.DISPUTED,
                    values=(
                        _value(b.code, a.code, c["strike"], c["again"]),
                        _value(f"not {b.code}", b.code, c["denied"]),
                    ),
                ),
                Version(field="time", concord=one, values=(_value("2031-03-18/2031-03-19", a.code, c["strike"]),)),
                Version(field="injured", concord=one, values=(_value("3", a.code, c["hurt"]),)),
                Version(field="place", concord=Concord.UNSTATED),
            ),
        ),
        "depot": made(
            "depot",
            kinds=(Kind.ATTACK,),
            place=c["depot"].places[0],
            moment=on(19, "dawn"),
            target_classes=(TargetClass.ENERGY_OIL_STORAGE,),
            reports=1,
            outlets=1,
            origins=1,
        ),
    }


def findings_of(a: Side, b: Side, c: dict[str, Claim], i: dict[str, Incident]) -> tuple[Finding, ...]:
    """Both readings of P1 for two incidents."""

    def made(name: str, side: Side, outcome: Outcome, reason: str, *missing: str) -> Finding:
        return derived_from(
            Finding,
            *(i[name].id, "P1", side.code),
            incident=i[name].id,
            agreement="vale-pause",
            provision="P1",
            reading=side.code,
            outcome=outcome,
            rule="terms/1",
            reason=reason,
            claims=i[name].claims,
            missing=missing,
        )

    return (
        made("strike", a, Outcome.PROHIBITED_IF_CONFIRMED, "the grid is within energy and the day within the period"),
        made("strike", b, Outcome.OUTSIDE_PERIOD, "the period begins on 25 March 2031"),
        made("depot", a, Outcome.UNDETERMINED, "nobody names an actor", "the actor"),
        made("depot", b, Outcome.OUTSIDE_PERIOD, "the period begins on 25 March 2031"),
    )


def in_force_of(a: Side, b: Side) -> tuple[InForce, ...]:
    """P1 for thirty days from the day that each reading gives."""

    def spans(side: Side, first: int) -> InForce:
        start = dt.datetime(2031, 3, first, tzinfo=zone_of(ZONE))
        return InForce("vale-pause", side.code, start, start + dt.timedelta(days=30), held=("P1",))

    return (spans(a, 18), spans(b, 25))


def view(a: Side = ONE, b: Side = TWO) -> CaseView:
    """The whole case as the tell stage sees it."""
    reports = reports_of(a, b)
    claims = claims_of(a, b, reports)
    incidents = incidents_of(a, b, claims)
    findings = findings_of(a, b, claims, incidents)
    summaries = tuple(
        derived_from(
            FindingSummary,
            *(incidents[name].id, "P1"),
            incident=incidents[name].id,
            agreement="vale-pause",
            provision="P1",
            state=state,
            findings=tuple(f.id for f in findings if f.incident == incidents[name].id),
            reason="the readings differ",
        )
        for name, state in (("strike", SummaryState.DISPUTED_PERIOD), ("depot", SummaryState.UNDETERMINED))
    )
    sensed = derived_from(
        Corroboration,
        incidents["strike"].id,
        incident=incidents["strike"].id,
        result=SensorResult.NOT_OBSERVABLE,
        rule="footprint/1",
        reason="no overpass within the window is known",
        claims=incidents["strike"].claims,
        missing=("detections of 19 March",),
    )
    position = derived_from(
        Position,
        *(b.code, "pause", claims["accept"].id),
        party=b.code,
        agreement="vale-pause",
        proposal="pause",
        stance=Stance.ACCEPTED_WITH_CONDITIONS,
        said=reports["reprint"].published,
        claims=(claims["accept"].id,),
        conditions=(Condition(quote="if monitors were let in", claim=claims["accept"].id),),
        rule="stance/1",
    )
    failure = identified(
        Failure, stage="gather", where="reports/photo.txt", what="it is no text", mend="save it as UTF-8"
    )
    graded = derived_from(
        Grade,
        *(incidents["strike"].id, "event", ""),
        incident=incidents["strike"].id,
        aspect=Aspect.EVENT,
        status=Status.ALLEGED,
        reliability=Reliability.C,
        credibility=Credibility.CANNOT_BE_JUDGED,
        rule="grade/1",
        reason="a source of one side denies it",
        claims=incidents["strike"].claims,
    )
    return CaseView.of(
        case_of(a, b),
        grades=(graded,),
        in_force=in_force_of(a, b),
        inputs="ab" * 32,
        derived="cd" * 32,
        agreements=(agreement_of(a, b),),
        reports=reports.values(),
        claims=claims.values(),
        incidents=incidents.values(),
        corroborations=(sensed,),
        findings=findings,
        summaries=summaries,
        positions=(position,),
        failures=(failure,),
        passes=_passes(reports, claims),
    )


def _passes(reports: dict[str, Report], claims: dict[str, Claim]) -> tuple[Pass, ...]:
    return tuple(
        identified(
            Pass,
            report=r.id,
            reader="reader@1",
            claims=tuple(c.id for c in claims.values() if c.report == r.id),
            unread="no letters in it" if name == "unread" else None,
        )
        for name, r in reports.items()
        if name != "undated"
    )
