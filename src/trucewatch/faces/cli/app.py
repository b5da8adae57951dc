"""The commands. Each opens what it needs, calls the monitor, shows the answer."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from trucewatch import __version__
from trucewatch.engines import Engines
from trucewatch.errors import InputError
from trucewatch.faces.cli import alerts, exports, lines
from trucewatch.faces.cli import demo as demo_case
from trucewatch.faces.cli.at_work import opened
from trucewatch.faces.cli.briefs import FormatsOption, brief_case
from trucewatch.faces.cli.days import AS_DAY
from trucewatch.faces.cli.fetching import fetched
from trucewatch.faces.cli.ledgers import LedgerName, show_ledger, show_record, show_statistics
from trucewatch.faces.cli.network import show_network
from trucewatch.faces.cli.output import (
    complain,
    complain_of,
    failures_json,
    print_json,
    print_table,
    say,
)
from trucewatch.faces.cli.pictures import write_pictures
from trucewatch.faces.cli.review import review_command
from trucewatch.faces.cli.terms import terms_command
from trucewatch.faces.cli.web import account_command, serve_command
from trucewatch.monitor import Proof, Summary, init_case
from trucewatch.store import Verification
from trucewatch.tell import Asked
from trucewatch.values.vocabularies import Kind


class _Commands(TyperGroup):
    """The commands; what is wrong with an option is told in plain words, not in those of the library's checker."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        try:
            return super().invoke(ctx)
        except typer.BadParameter as e:
            e.message = e.message.removeprefix("Value error, ")
            raise


app = typer.Typer(
    name="trucewatch",
    cls=_Commands,
    help="A ceasefire monitor: published reports in, a situation report out in which every sentence leads back to "
    "its sources. Nothing is sent anywhere; everything is kept in the case folder.",
    no_args_is_help=True,
    rich_markup_mode=None,  # braces and brackets in help are meant
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

CaseArg = Annotated[Path, typer.Argument(metavar="CASE", help="the case folder", show_default=False)]
JsonFlag = Annotated[bool, typer.Option("--json", help="print JSON instead of a table")]
OutOption = Annotated[Path | None, typer.Option("--output", "-o", help="write here instead of to stdout")]
SourcesArg = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[SOURCE]…", help="files or folders, or `firms`; if none, reports/ and observations/"),
]
DayOption = Annotated[
    datetime | None,
    typer.Option("--date", **AS_DAY, help="local day; if none, the day that covers the last report"),
]
FromOption = Annotated[datetime | None, typer.Option("--from", **AS_DAY, help="first local day of a stretch")]
ToOption = Annotated[datetime | None, typer.Option("--to", **AS_DAY, help="last local day of a stretch, included")]
StrictFlag = Annotated[bool, typer.Option("--strict", help="exit with status 1 if anything could not be used")]


def _version(wanted: bool) -> None:
    if wanted:
        say(f"trucewatch {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="print the version")
    ] = False,
) -> None: ...


@app.command()
def init(
    case: CaseArg,
    title: Annotated[str, typer.Option(help="what the case is called in its reports")] = "A new case",
) -> None:
    """Write a commented case folder to start from."""
    for path in init_case(case, title):
        say(f"wrote {path}")
    say(f"next: fill in {case / 'case.yaml'}, put reports into {case / 'reports'}, then `trucewatch run {case}`")


@app.command()
def gather(
    case: CaseArg,
    sources: SourcesArg = None,
    as_json: JsonFlag = False,
    strict: StrictFlag = False,
    since: Annotated[
        datetime | None,
        typer.Option("--from", **AS_DAY, help="of the source firms: the first day, UTC"),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option("--to", **AS_DAY, help="of the source firms: the last day, UTC"),
    ] = None,
    box: Annotated[
        str | None, typer.Option(help="of the source firms: W,S,E,N in degrees; if none, around the case's places")
    ] = None,
) -> None:
    """Take in reports: original bytes first, hashed, then their text. The source `firms` fetches fire detections."""
    if fetched(case, sources or (), since, until, box):
        sources = None
    with opened(case, create=True) as monitor:
        summary = monitor.gather(sources or ())
    _show(case, f"gathered into {case}", summary, as_json, strict)


@app.command()
def run(
    case: CaseArg,
    sources: SourcesArg = None,
    as_json: JsonFlag = False,
    strict: StrictFlag = False,
    on: lines.EngineOption = Engines.HERE,
) -> None:
    """Gather, read, link, corroborate and assess: everything up to the report."""
    with opened(case, create=True, on=on) as monitor:
        summary = monitor.run(sources or ())
    _show(case, f"ran {case}", summary, as_json, strict)


@app.command()
def brief(
    case: CaseArg,
    day: DayOption = None,
    first: FromOption = None,
    last: ToOption = None,
    formats: FormatsOption = "html,json,md",
    verify: Annotated[
        bool, typer.Option("--verify", help="publish nothing: make the editions in the ledger anew and compare")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Publish the situation report of a day, or of every day of a stretch, to CASE/editions."""
    with opened(case) as monitor:
        brief_case(monitor, day, first, last, formats, verify, as_json)


@app.command()
def verify(
    case: CaseArg,
    head: Annotated[str | None, typer.Option(help="a head noted earlier, which the ledger must still contain")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Prove the ledger and the files of the editions whole, or say where they are not."""
    with opened(case) as monitor:
        result = monitor.verify(head)
        files = monitor.verify_files()
    _show_verification(case, result, files, as_json)
    if result.faults or files.faults:
        raise typer.Exit(1)


@app.command()
def ledger(
    case: CaseArg,
    name: Annotated[
        LedgerName, typer.Argument(metavar="LEDGER", help="claims, findings, positions, exchanges or effects")
    ],
    incident: Annotated[str | None, typer.Option(help="of the claims: those of this incident (its id)")] = None,
    doc: Annotated[str | None, typer.Option(help="of the claims: those of this report (its file or id)")] = None,
    kind: Annotated[
        Kind | None, typer.Option(metavar="KIND", help="of the claims: those of this kind, such as attack")
    ] = None,
    party: Annotated[
        str | None, typer.Option(help="of the claims: those whose source, actor or target is this party (its code)")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Show a ledger: what sources say, claim by claim; what the terms say of each incident, where each party stands,
    who handed over whom, what came of each incident."""
    with opened(case) as monitor:
        show_ledger(monitor, name, as_json, Asked(incident, doc, kind, party))


@app.command()
def network(
    case: CaseArg,
    node: Annotated[str | None, typer.Argument(metavar="[NODE]", help="id or name of a node; if none, all")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Show what hangs on what by the case's network.yaml, with the source of each edge and what accounts say of it."""
    with opened(case) as monitor:
        show_network(monitor, node, as_json)


@app.command()
def picture(
    case: CaseArg,
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="its id, as tables and notes give it")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="the folder; if none, CASE/pictures")] = None,
    as_png: Annotated[bool, typer.Option("--png", help="write PNG (the extra png) instead of SVG")] = False,
) -> None:
    """Draw what sensors saw of an incident, as SVG: a small map, and the heat at the place day by day."""
    with opened(case) as monitor:
        for path in write_pictures(monitor, incident, output or case / "pictures", as_png=as_png):
            say(f"wrote {path}")


@app.command()
def show(
    case: CaseArg,
    record: Annotated[
        str, typer.Argument(metavar="ID", help="of a claim, an incident, a finding …, as tables and notes give it")
    ],
    as_json: JsonFlag = False,
) -> None:
    """Unfold a record: what it says and the records that it rests on, down to quote, outlet and original."""
    with opened(case) as monitor:
        show_record(monitor, record, as_json)


@app.command()
def stats(
    case: CaseArg,
    since: Annotated[
        datetime | None,
        typer.Option(**AS_DAY, help="compare the days from this one on with those before"),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(**AS_DAY, help="last local day; if none, the day that covers the last report"),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Count alleged incidents by day and week, before and after, with what is incomplete marked."""
    with opened(case) as monitor:
        show_statistics(monitor, since, until, as_json)


@app.command()
def demo(
    to: Annotated[Path, typer.Option(help="folder for the demonstration case")] = Path("trucewatch-demo"),
    day: DayOption = None,
) -> None:
    """Run the bundled sample case through to its ten situation reports, and show one of them."""
    demo_case.prepare(to)
    wanted = day.date() if day else demo_case.DAY
    with opened(to, create=True) as monitor:
        summary = monitor.run()
        published = monitor.briefs(*demo_case.DAYS)
        shown = next((p for p in published if p.edition.date == wanted), None) or monitor.brief(wanted)
        result = monitor.verify(None)
        files = monitor.verify_files()
    _show(to, f"the sample case, in {to}", summary, as_json=False, strict=False)
    _show_verification(to, result, files, as_json=False)
    demo_case.show(shown)
    if result.faults or files.faults:
        raise typer.Exit(1)


app.command("read")(lines.read_command)
app.command("link")(lines.link_command)
app.command("terms")(terms_command)
app.command("alert")(alerts.alert_command)
app.command("watch")(alerts.watch_command)
app.command("export")(exports.export_command)
app.command("import")(exports.import_command)
app.command("serve")(serve_command)
app.command("review")(review_command)
app.command("account")(account_command)


def _show(case: Path, title: str, summary: Summary, as_json: bool, strict: bool) -> None:
    if as_json:
        print_json(
            {
                "new": dict(summary.new),
                "standing": dict(summary.standing),
                "failures": failures_json(summary.failures),
                "unread": [{"report": doc, "why": why} for doc, why in summary.unread],
                "doubts": [{"where": d.where, "what": d.what, "mend": d.mend} for d in summary.doubts],
                "derived": summary.derived,
            }
        )
    else:
        rows = [
            (name, "" if name == "incident" else summary.new.get(name, 0), n) for name, n in summary.standing.items()
        ]
        rows.append(("could not be used", summary.new.get("failure", 0), len(summary.failures)))
        rows.append(("reports not read", "", len(summary.unread)))
        rows.append(("outlets that look misspelt", "", len(summary.doubts)))
        print_table(title, ("records", "new", "standing"), rows)
    complain_of(summary.failures, case)
    for doc, why in summary.unread:
        complain(f"{doc}: {why}; it is kept, and the edition that covers it tells of it (undated: every one)")
    complain_of(summary.doubts, case)
    left = _left(len(summary.failures), len(summary.unread))
    if not left:
        return
    if strict:
        raise InputError(left, mend="see the lines above")
    complain(f"{left}, all else stands; with --strict this ends with status 1")


def _left(unusable: int, unread: int) -> str:
    """What was left out, in the figures of the table: ``2 inputs could not be used, 1 report was not read``."""
    inputs = "1 input" if unusable == 1 else f"{unusable} inputs"
    reports = "1 report was" if unread == 1 else f"{unread} reports were"
    return ", ".join([f"{inputs} could not be used"] * bool(unusable) + [f"{reports} not read"] * bool(unread))


def _show_verification(case: Path, result: Verification, files: Proof, as_json: bool) -> None:
    faults = (*result.faults, *files.faults)
    if as_json:
        print_json(
            {
                "rows": result.rows,
                "originals": result.originals,
                "head": result.head,
                "editions": files.editions,
                "files": files.files,
                "whole": not faults,
                "ledger_whole": not result.faults,
                "faults": [{"where": f.where, "what": f.what} for f in faults],
            }
        )
        return
    if result.faults:
        rows = [(f.where, f.what) for f in result.faults]
        print_table(f"{case}: the ledger is NOT whole", ("where", "what"), rows)
    else:
        say(f"the ledger is whole: {result.rows} rows in one chain, {result.originals} originals, head {result.head}")
    if files.faults:
        rows = [(f.where, f.what) for f in files.faults]
        print_table(f"{case}: files of its editions are NOT what the ledger says", ("where", "what"), rows)
    elif files.editions:
        number = "1 edition" if files.editions == 1 else f"{files.editions} editions"
        said = "are what the ledger says" if files.files else "were compared"
        say(f"so are its editions: of {number} {files.files} files {said}, and none that the index names is missing")
