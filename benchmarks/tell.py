"""How fast a year is told: the index of its editions and the report of any day, from a case of 20,000 incidents.

    python -m benchmarks.tell [incidents]

The case is made up: two parties, eight outlets, a report for every incident and a second one for every third, the same
numbers on every run. What is timed is what the tell stage does: the edition from the view, its rendering, the index.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from trucewatch.records import (
    Agreement,
    Area,
    Case,
    Claim,
    Edition,
    Finding,
    FindingSummary,
    Incident,
    Mention,
    Outlet,
    Party,
    Pass,
    Period,
    Prohibition,
    Proposal,
    Provision,
    Reading,
    Report,
    SourceMention,
    SummaryState,
    Target,
    Version,
    VersionValue,
    derived_from,
    identified,
)
from trucewatch.tell import BriefParameters, CaseView, InForce, index, messages, render, situation_report
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Level, Place, Point
from trucewatch.values.vocabularies import Concord, Kind, Modality, Outcome, Polarity, Reliability, Role, TargetClass

FIRST = dt.date(2030, 1, 1)
DAYS = 365
LIMIT = 5.0
NAMES = ("north", "south")
_ZONE = "UTC"
_TARGETS = (TargetClass.ENERGY_GRID, TargetClass.RESIDENTIAL, TargetClass.TRANSPORT_RAIL, TargetClass.HEALTH)


@dataclass
class Year:
    """A made-up year. ``names``: the two parties' codes in the order in which they take the roles of the story."""

    incidents: int
    names: tuple[str, str] = NAMES
    days: int = DAYS
    seed: int = 1
    reports: list[Report] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    found: list[Incident] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    summaries: list[FindingSummary] = field(default_factory=list)

    def view(self) -> CaseView:
        """The whole of it as the tell stage takes it."""
        rng = random.Random(self.seed)
        case, agreement = self._case(), self._agreement()
        for n in range(self.incidents):
            self._event(n, rng)
        passes = (identified(Pass, report=r.id, reader="made-up", claims=()) for r in self.reports)
        start = dt.datetime.combine(FIRST, dt.time(), tzinfo=dt.UTC)
        return CaseView.of(
            case,
            inputs="0" * 64,
            derived="0" * 64,
            agreements=[agreement],
            reports=self.reports,
            claims=self.claims,
            incidents=self.found,
            findings=self.findings,
            summaries=self.summaries,
            passes=passes,
            in_force=[InForce("calm", n, start, None, held=("P1",)) for n in sorted(self.names)],
        )

    def _case(self) -> Case:
        outlets = [
            Outlet(id=f"{name}-{n}", name=f"{name.title()} {n}", affiliation=name, reliability=Reliability.C)
            for name in self.names
            for n in range(4)
        ]
        parties = tuple(Party(code=n, name=n.title()) for n in self.names)
        area = Area(countries=("XNA", "XSA"))
        return identified(
            Case, code="year", title="A year", parties=parties, outlets=tuple(outlets), timezone=_ZONE, area=area
        )

    def _agreement(self) -> Agreement:
        sides = tuple(sorted(self.names))
        energy = Prohibition(kinds=(Kind.ATTACK,), target_classes=(TargetClass.ENERGY,))
        return identified(
            Agreement,
            code="calm",
            title="Calm",
            parties=sides,
            proposals=(Proposal(id="calm", names=("calm",)),),
            provisions=(Provision(id="P1", obliges=sides, prohibits=energy, text="No strikes.", source="a text"),),
            readings=tuple(Reading(id=n, of=n, period=Period(start=FIRST)) for n in sides),
        )

    def _event(self, n: int, rng: random.Random) -> None:
        """One event, told by the side that was struck, every third time denied by the other."""
        struck, striker = self.names if rng.random() < 0.5 else self.names[::-1]
        minute = rng.randrange(self.days * 24 * 60)
        told = dt.datetime.combine(FIRST, dt.time(), tzinfo=dt.UTC) + dt.timedelta(minutes=minute)
        day = (told - dt.timedelta(hours=6)).date()
        point = Point(lat=round(46 + 4 * rng.random(), 3), lon=round(30 + 8 * rng.random(), 3))
        place = Place(
            text=f"Town {n}", name=f"Town {n}", level=Level.SETTLEMENT, country="XNA", admin1=f"Region {n % 7}",
            point=point, radius_km=3,
        )  # fmt: skip
        target = rng.choice(_TARGETS)
        names = Mention(text=f"{striker.title()} drones", party=striker)
        quote = f"{striker.title()} drones struck a site in Town {n}"
        claims = [self._claim(n, struck, told, quote, place, names, target, day)]
        if n % 3 == 0:
            told += dt.timedelta(hours=1)
            claims.append(
                self._claim(n, striker, told, f"its forces struck Town {n}", place, names, target, day, no=True)
            )
        self._incident(claims, place, striker, target, day)

    def _claim(
        self,
        n: int,
        side: str,
        told: dt.datetime,
        quote: str,
        place: Place,
        names: Mention,
        target: TargetClass,
        day: dt.date,
        no: bool = False,
    ) -> Claim:
        text = f"The {side.title()} Staff {'denied that' if no else 'said'} {quote}, event {n}."
        moment = Moment(start=told, end=told + dt.timedelta(minutes=1), basis=Basis.STATED)
        report = identified(Report, doc=f"{n}-{side}", outlet=f"{side}-{n % 4}", published=moment, text=text)
        start = text.index(quote)
        claim = identified(
            Claim,
            report=report.id,
            doc=report.doc,
            quote=quote,
            start=start,
            end=start + len(quote),
            kind=Kind.ATTACK,
            polarity=Polarity.NEGATED if no else Polarity.AFFIRMED,
            modality=Modality.ACTUAL,
            source=SourceMention(text=f"The {side.title()} Staff", party=side, role=Role.MILITARY),
            actor=names,
            target=Target(text="a site", target_class=target),
            places=(place,),
            time=Moment.of_days(day, day, zone=_ZONE, basis=Basis.RELATIVE, text="earlier"),
        )
        self.reports.append(report)
        self.claims.append(claim)
        return claim

    def _incident(self, claims: Sequence[Claim], place: Place, striker: str, target: TargetClass, day: dt.date) -> None:
        first, denials = claims[0], claims[1:]
        accounts = [VersionValue(value=striker, parties=(first.source.party or "",), claims=(first.id,))]
        accounts += [VersionValue(value=f"not {striker}", parties=(striker,), claims=(c.id,)) for c in denials]
        concord = Concord.DISPUTED if denials else Concord.ONE_SIDED
        incident = derived_from(
            Incident,
            first.id,
            claims=(first.id,),
            denials=tuple(c.id for c in denials),
            kinds=(Kind.ATTACK,),
            place=place,
            moment=Moment.of_days(day, day, zone=_ZONE, basis=Basis.RELATIVE),
            target_classes=(target,),
            actors=(striker,),
            reports=len(claims),
            outlets=len(claims),
            origins=len(claims),
            versions=(Version(field="actor", concord=concord, values=tuple(accounts)),),
        )
        within = target is TargetClass.ENERGY_GRID
        outcome = Outcome.PROHIBITED_IF_CONFIRMED if within else Outcome.OUTSIDE_SCOPE
        mine = [
            derived_from(
                Finding,
                *(incident.id, name),
                incident=incident.id,
                agreement="calm",
                provision="P1",
                reading=name,
                outcome=outcome,
                rule="made-up",
                reason="made up",
                claims=incident.claims,
            )
            for name in sorted(self.names)
        ]
        self.found.append(incident)
        self.findings += mine
        self.summaries.append(
            derived_from(
                FindingSummary,
                incident.id,
                incident=incident.id,
                agreement="calm",
                provision="P1",
                state=SummaryState(outcome.value),
                findings=tuple(f.id for f in mine),
                reason="made up",
            )
        )


def parameters(day: int) -> BriefParameters:
    """The report of the day with that number, from 0."""
    date = FIRST + dt.timedelta(days=day)
    cutoff = dt.datetime.combine(date, dt.time(6), tzinfo=dt.UTC)
    return BriefParameters(date=date, zone=_ZONE, cutoff=cutoff, program="benchmark")


def timed(what: str, work: Callable[[], object]) -> float:
    """Seconds of the processor that ``work`` takes, so that what else the machine does is not counted; printed."""
    start = time.process_time()
    work()
    took = time.process_time() - start
    print(f"{what:<44}{took:7.2f} s{'' if took <= LIMIT else '   over the limit'}")
    return took


def main(incidents: int = 20_000) -> bool:
    """Times a day of the year in every format and the index of all its editions; True if each is within the limit."""
    view = Year(incidents).view()
    print(f"{incidents} incidents, {len(view.claims)} claims, {DAYS} days")
    made: list[Edition] = []
    took = [timed("edition of day 200", lambda: made.append(situation_report(view, parameters(200))))]
    took += [timed(f"  as {to}", partial(render, made[0], to)) for to in ("html", "md", "json", "docx", "pdf")]
    took.append(
        timed("edition of the last day, as html", lambda: render(situation_report(view, parameters(364)), "html"))
    )
    year = [made[0].model_copy(update={"id": f"edi-{n:032x}", "date": parameters(n).date}) for n in range(DAYS)]
    files = {e.id: (f"{e.date}.html", f"{e.date}.pdf") for e in year}
    took.append(timed("index of the year's editions", lambda: index("A year", year, files, messages("en"))))
    return max(took) <= LIMIT


if __name__ == "__main__":
    sys.exit(not main(*map(int, sys.argv[1:])))
