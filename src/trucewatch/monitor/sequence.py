"""One case at work: gather, read, rebuild, brief, each step kept in the ledger before the next begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from trucewatch.assess import statistics
from trucewatch.engines import Engine, Engines, engine
from trucewatch.errors import CaseError, LedgerBroken
from trucewatch.gather import (
    CaseFaults,
    Doubt,
    find,
    load_agreements,
    load_case,
    load_network,
    misspelt,
    number_of,
    observations,
    original_of,
    reports,
)
from trucewatch.gather import parameters as gather_parameters
from trucewatch.link import aids_of
from trucewatch.monitor.days import cutoff_of, latest_day
from trucewatch.monitor.derive import assessed, case_of, derive, linked, view_of
from trucewatch.monitor.editions import WRITTEN, Proof, Published, days_of, prove_editions, prove_files, publish
from trucewatch.monitor.reading import Reading
from trucewatch.read import READER, ReadParameters
from trucewatch.read import parameters as read_parameters
from trucewatch.records import (
    Agreement,
    Case,
    Claim,
    Failure,
    Incident,
    Network,
    Original,
    Pass,
    Record,
    Report,
    Statistics,
    Truth,
    identified,
)
from trucewatch.settings import Folder, Settings
from trucewatch.store import Entry, Standing, Store, Verification, standing
from trucewatch.tell import CaseView

Clock = Callable[[], datetime]
Progress = Callable[[str, int, int], None]  # stage, done, total


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def silent(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run did. ``new``: records newly stored, by kind; ``standing``: how much of each kind stands now;
    ``failures``: what could not be used; ``unread``: of each report that was not read, or not to its end, its path in
    the case folder and why; ``doubts``: what was used but looks like a slip."""

    new: Mapping[str, int]
    standing: Mapping[str, int]
    failures: tuple[Failure, ...]
    derived: str | None = None
    unread: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class Monitor:
    """One case at work: its folder, its ledger, a clock and someone who watches the progress."""

    folder: Folder
    store: Store
    settings: Settings = field(default_factory=Settings)
    clock: Clock = system_clock
    progress: Progress = silent
    _last: tuple[str, Standing] | None = field(default=None, init=False, repr=False)

    def run(self, sources: Sequence[Path] = ()) -> Summary:
        """Gathers from the inbox (or ``sources``), reads what is unread, rebuilds what is derived.

        Raises CaseError where ``case.yaml`` cannot be used, LedgerBroken where the ledger is not whole; every lesser
        fault is recorded and counted.
        """
        self.demand_whole()
        before = self._counts()
        self.gather(sources)
        self.read()
        digest = self.rebuild()
        return self._summary(before, digest)

    # --- gathering -----------------------------------------------------------------------------------------------

    def gather(self, sources: Sequence[Path] = ()) -> Summary:
        """Takes in case.yaml, the agreements, the inbox and ``sources``: bytes first, then what they hold."""
        before = self._counts()
        case = self.take_case()
        params = gather_parameters(case, self.clock())
        taken: list[Truth] = [*self._take_agreements(case), *self._take_network()]
        inbox = list(sources) or [p for p in (self.folder.reports, self.folder.observations) if p.is_dir()]
        total = sum(number_of(root) for root in inbox)
        for n, item in enumerate(item for root in inbox for item in find(root)):
            self.progress("gather", n, total)
            if isinstance(item, Failure):
                self._take(taken, [item])
                continue
            original = original_of(item.name, item.data, item.media_type)
            self.store.append((), {original.sha256: item.data})
            parse = observations if item.media_type == "text/csv" else reports
            self._take(taken, list(parse(original, item.data, params)))
        self.progress("gather", total, total)
        self._restate(taken)
        if not sources:
            self._settle(taken)
        return self._summary(before)

    def take_case(self) -> Case:
        """Reads ``case.yaml`` and appends it if it has changed. Raises CaseError where it cannot be used."""
        path = self.folder.case_file
        case = load_case(self.folder.root)
        case = case.model_copy(update={"original": self._keep(path)})
        self.store.append([case])
        self._restate([case])
        return case

    def _take_agreements(self, case: Case) -> Iterator[Agreement | Failure]:
        for path, outcome in load_agreements(self.folder.root, case):
            original = self._keep(path)
            if isinstance(outcome, CaseFaults):
                failures = [_failure(fault, original, path) for fault in outcome.faults]
                self.store.append(failures)
                yield from failures
            else:
                agreement = outcome.model_copy(update={"original": original})
                self.store.append([agreement])
                yield agreement

    def _take_network(self) -> Iterator[Network | Failure]:
        path = self.folder.network
        if not path.is_file():
            return
        original = self._keep(path)
        try:
            network = load_network(self.folder.root)
        except CaseFaults as e:
            failures = [_failure(fault, original, path) for fault in e.faults]
            self.store.append(failures)
            yield from failures
            return
        if network is not None:
            network = network.model_copy(update={"original": original})
            self.store.append([network])
            yield network

    def _keep(self, path: Path) -> Original:
        """Keeps the bytes of a file of the case folder."""
        data = path.read_bytes()
        name = path.relative_to(self.folder.root).as_posix()
        original = original_of(name, data, "application/yaml")
        self.store.append((), {original.sha256: data})
        return original

    def _take(self, taken: list[Truth], records: Sequence[Truth]) -> None:
        self.store.append(records)
        taken += records

    def _restate(self, taken: Sequence[Truth]) -> None:
        """Says again what was stored before and superseded since, but is what the folder holds now."""
        last = {_key(record): record for record in taken}
        stands = _standing_ids(self.standing())
        self.store.append([r for r in last.values() if r.id not in stands], restate=True)

    def _settle(self, taken: Sequence[Truth]) -> None:
        """Says of failures that stand but were not met again that what they speak of is no longer in the folder."""
        met = {record.id for record in taken}
        gone = [f for f in self.standing().failures.values() if f.id not in met and f.stage == "gather"]
        if gone:
            said = "is no longer in the case folder, or no longer as it was"
            where = ", ".join(sorted({f.where for f in gone}))
            settled = identified(
                Failure, stage="gather", where=where, what=said, mend="nothing to do", settles=tuple(f.id for f in gone)
            )
            self.store.append([settled], restate=True)

    # --- reading ------------------------------------------------------------------------------------------------

    @property
    def engine(self) -> Engine:
        """Where this case's set-sized work runs."""
        return engine(Engines(self.settings.engine), self.settings.workers)

    def read(self) -> None:
        """Reads every standing report that this reader, set up as it is now, has not read yet."""
        now = self.standing()
        params = read_parameters(now.case)
        reader = reader_name(params)
        unread = [r for r in now.reports.values() if _reader_of(now, r) != reader]
        outcomes = self.engine.map(Reading(params), unread)
        for n, (report, outcome) in enumerate(zip(unread, outcomes, strict=True)):
            self.progress("read", n, len(unread))
            claims, reason = outcome.value or ((), f"{type(outcome.error).__name__}: {outcome.error}")
            made = identified(Pass, report=report.id, reader=reader, claims=tuple(c.id for c in claims), unread=reason)
            anew = self._told_otherwise(claims) if report.id in now.passes else []
            self.store.append(claims)
            self.store.append([*anew, made], restate=True)
        self.progress("read", len(unread), len(unread))

    def _told_otherwise(self, claims: Sequence[Claim]) -> list[Claim]:
        """Those that an earlier reader had by example alone and this one by rule, or the other way round, or with other
        odds: a claim is the same however it is read, so that it has to be said again."""
        held = self.store.among(Claim, (c.id for c in claims))
        both = ((held[c.id], c) for c in claims if c.id in held)
        return [c for was, c in both if (was.by_example or c.by_example) and was.why != c.why]

    # --- deriving -----------------------------------------------------------------------------------------------

    def standing(self) -> Standing:
        """The truth that stands in the ledger."""
        return self._known()[1]

    def _known(self) -> tuple[str, Standing]:
        """The head of the chain and what stands up to it, read anew only when the chain has grown."""
        head = self.store.head
        if self._last is None or self._last[0] != head:
            self._last = head, standing(_up_to(head, self.store.entries()))
        return self._last

    def rebuild(self) -> str:
        """Derives everything anew from truth and keeps it; the digest of what was kept."""
        self.progress("derive", 0, 1)
        head, truth = self._known()
        incidents, found_by = linked(truth, self.engine, keep=True)
        digest = self.store.replace_derived(
            assessed(truth, incidents).records, built_from=head, aids=aids_of(found_by) if found_by else {}
        )
        self.progress("derive", 1, 1)
        return digest

    def view(self) -> CaseView:
        """All that stands and is derived, now."""
        return view_of(self.standing())

    def statistics(self, since: date | None = None, until: date | None = None) -> Statistics:
        """Statistics of the incidents up to the local day ``until`` (the day that covers the last report), before and
        from ``since`` on where it is given."""
        now = self.standing()
        case = case_of(now)
        until = until or latest_day(case, now, self.clock())
        now = now.until(cutoff_of(case, until + timedelta(days=1)))
        state = derive(now)
        return statistics(
            state.incidents, now.counted, now.reports, state.summaries, zone=case.timezone, until=until, since=since
        )

    # --- telling ------------------------------------------------------------------------------------------------

    def brief(self, day: date | None = None, formats: Sequence[str] = WRITTEN) -> Published:
        """The situation report for a local day, frozen in the ledger and written to ``editions/``.

        It is built from what had been published by the day's cut-off, so that the same truth gives the same bytes
        whenever it is asked for. Without ``day``: the first day whose cut-off covers the last report. Raises InputError
        for a day that no report comes near.
        """
        now = self.standing()
        day = day or latest_day(case_of(now), now, self.clock())
        return self.briefs(day, day, formats)[0]

    def briefs(self, first: date, last: date, formats: Sequence[str] = WRITTEN) -> list[Published]:
        """The situation reports of the days from ``first`` to ``last``, in order."""
        self.demand_whole()
        return publish(self.folder, self.store, self.standing(), days_of(first, last), formats)

    def prove(self, first: date | None = None, last: date | None = None) -> Proof:
        """Makes the editions of those days (all, where none is given) anew and compares them and their files."""
        self.demand_whole()
        days = None if first is None else tuple(days_of(first, last or first))
        return prove_editions(self.folder, self.store, days)

    def verify(self, head: str | None = None) -> Verification:
        """Proves the ledger whole or says where it is not; ``head``: a chain head noted earlier."""
        return self.store.verify(expect_head=head)

    def verify_files(self) -> Proof:
        """Holds the files in ``editions/`` against the editions in the ledger."""
        return prove_files(self.folder, self.store)

    def demand_whole(self) -> None:
        """Nothing is told or built from a ledger that was changed by hand. Raises LedgerBroken with the first fault."""
        truth = [f for f in self.verify().faults if f.where != "derived state"]  # that is rebuilt, not relied upon
        if truth:
            raise LedgerBroken(
                f"the ledger is not whole: {truth[0].what}",
                where=f"{self.folder.ledger}, {truth[0].where}",
                mend="see `trucewatch verify`, and restore the ledger from a copy",
            )

    # --- counting -----------------------------------------------------------------------------------------------

    def _counts(self) -> Counter[str]:
        return Counter(self.store.counts())

    def _summary(self, before: Counter[str], digest: str | None = None) -> Summary:
        now = self.standing()
        groups: dict[str, Mapping[str, Record]] = {
            "agreement": now.agreements,
            "report": now.reports,
            "claim": now.claims,
            "observation": now.observations,
            "decision": now.decisions,
        }
        stands = {name: len(group) for name, group in groups.items()}
        if digest is not None:
            stands["incident"] = sum(1 for _ in self.store.derived(Incident))
        unread = tuple((now.reports[r].doc, p.unread) for r, p in now.passes.items() if p.unread and r in now.reports)
        outlets = now.case.outlets if now.case else ()
        doubts = tuple(misspelt(now.reports.values(), outlets, self.store.original))
        return Summary(dict(self._counts() - before), stands, tuple(now.failures.values()), digest, unread, doubts)


def _up_to(head: str, entries: Iterable[Entry]) -> Iterator[Record]:
    """The records up to the row with this hash: what others append while we read belongs to the next look."""
    for entry in entries:
        yield entry.record
        if entry.hash == head:
            return


def reader_name(params: ReadParameters) -> str:
    """Name and version of the reader with a digest of what it is set up with: another set-up is another reader."""
    return f"{READER}+{params.digest}"


def _failure(fault: CaseError, original: Original, path: Path) -> Failure:
    """The fault as the ledger keeps it: the file by its name in the case folder, the same on every machine."""
    where = fault.where.replace(path.as_posix(), original.name, 1)
    return identified(Failure, stage="gather", where=where, what=fault.what, mend=fault.mend, original=original)


def _reader_of(truth: Standing, report: Report) -> str | None:
    made = truth.passes.get(report.id)
    return made.reader if made else None


def _key(record: Record) -> tuple[str, ...]:
    """What a later record of the same key supersedes."""
    match record:
        case Case():
            return ("case",)
        case Network():
            return ("network",)
        case Agreement():
            return ("agreement", record.code)
        case Report():
            return ("report", record.outlet, record.doc)
        case _:
            return (record.kind_name, record.id)


def _standing_ids(truth: Standing) -> frozenset[str]:
    case = {r.id for r in (truth.case, truth.network) if r}
    groups: tuple[Mapping[str, Record], ...] = (
        truth.agreements,
        truth.reports,
        truth.observations,
        truth.failures,
    )
    return frozenset(case.union(*groups))
