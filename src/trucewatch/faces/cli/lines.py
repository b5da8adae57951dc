"""``read`` and ``link``: JSON lines in, JSON lines out, without a case's ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from trucewatch.engines import Engines, Here, engine
from trucewatch.errors import InputError
from trucewatch.faces.cli.output import complain, complain_of, progress_on_terminal, say
from trucewatch.monitor import Explanation, Reader, explain_link, link_files, write_whole
from trucewatch.records import Claim

OutOption = Annotated[Path | None, typer.Option("--output", "-o", help="write here instead of to stdout")]
EngineOption = Annotated[Engines, typer.Option("--engine", help="where the work is done: on this machine, or on Spark")]
CaseOption = Annotated[Path | None, typer.Option("--case", help="a case folder, for its parties and places")]


def read_command(
    documents: Annotated[
        list[Path],
        typer.Argument(
            metavar="DOCS…",
            help="documents: JSON lines {id, outlet, published, title, text}, .txt, .html, or folders of them",
        ),
    ],
    output: OutOption = None,
    case: CaseOption = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="show for each claim its sentence, parse, rule and entries; then the sentences without a claim",
        ),
    ] = False,
    on: EngineOption = Engines.HERE,
) -> None:
    """Read documents into claims, one JSON object a line, in the layout of docs/reference/claim.md."""
    if explain:
        _explain(documents, case)
        return
    with progress_on_terminal() as progress:
        outcome = Reader(case, progress, engine(on)).read_files(documents)
    complain_of(outcome.failures)
    if not outcome.reports:
        raise InputError("no document could be read", where=", ".join(map(str, documents)), mend="see the lines above")
    _write(output, outcome.rows)
    left = f", {len(outcome.failures)} could not be used" if outcome.failures else ""
    complain(f"{outcome.reports} documents, {len(outcome.rows)} claims{left}")
    if outcome.undated:
        complain(
            f'{outcome.undated} of the documents without a date of publication: nothing told of "yesterday" or'
            ' "overnight" is dated there; give `published`, in the JSON line or in front matter'
        )


def _explain(documents: list[Path], case: Path | None) -> None:
    found = Reader(case, lambda _stage, _done, _total: None, Here()).explain_files(documents)
    complain_of(found.failures)
    for each in found.claims:
        claim, why = each.claim, each.claim.why
        say(f"{claim.id}  {claim.kind}, {claim.polarity}, {claim.modality}")
        say(f"  quote     {claim.quote}")
        say(f"  source    {claim.source.text or 'the report itself'} ({claim.source.party or 'no party'}), {claim.cue}")
        say(f"  actor     {claim.actor.text if claim.actor else 'none named'}")
        for slot, told in _slots(claim):
            say(f"  {slot:9} {told}")
        say(f"  rule      {why.rule if why else 'none'}")
        for entry in (*why.entries, *why.notes) if why else ():
            say(f"            {entry}")
        say(f"  sentence  {' '.join(each.sentence.split())}")
        for number, form, lemma, upos, relation, head, over in each.parse:
            say(f"    {number:3} {form:18} {lemma:16} {upos:6} {relation:14} {head:3} {over}")
        say()
    for doc, sentence in found.bare:
        say(f"no claim  {doc}: {' '.join(sentence.split())}")


def _slots(claim: Claim) -> Iterator[tuple[str, str]]:
    """Target, places, time and numbers of a claim, in words; each also where there is none."""
    hit = (claim.target.text, claim.target.target_class) if claim.target else ()
    yield "target", ", read as ".join(str(h) for h in hit if h is not None) or "none named"
    yield "place", "; ".join(str(p.name or p.text) for p in claim.places) or "none named"
    at = claim.time
    yield "time", f"{at.start.isoformat()} to {at.end.isoformat()} (“{at.text}”)" if at else "none told"
    yield "numbers", "; ".join(f"{c.what} “{c.text}”" for c in claim.counts) or "none"


def link_command(
    claims: Annotated[
        list[Path], typer.Argument(metavar="CLAIMS.jsonl…", help="claims in the layout that `read` writes")
    ],
    docs: Annotated[
        list[Path] | None, typer.Option("--docs", help="the documents the claims are from, for outlets and origins")
    ] = None,
    output: OutOption = None,
    case: CaseOption = None,
    on: EngineOption = Engines.HERE,
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option("--explain", metavar="A B", help="show field by field why two claims are, or are not, one event"),
    ] = None,
) -> None:
    """Link claims into incidents: {"id", "claims": [claim id …], …}, one a line."""
    if explain:
        _explain_pair(explain_link(claims, docs or [], case, explain))
        return
    outcome = link_files(claims, docs or [], case, engine(on))
    complain_of(outcome.failures)
    if not outcome.claims:
        raise InputError("no claim could be read", where=", ".join(map(str, claims)), mend="see the lines above")
    _write(output, outcome.rows)
    left = f", {len(outcome.failures)} lines could not be used" if outcome.failures else ""
    complain(f"{outcome.claims} claims, {len(outcome.rows)} incidents{left}")


def _write(output: Path | None, rows: list[dict[str, Any]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_whole(output, text.encode())


def _explain_pair(found: Explanation) -> None:
    for claims, name in zip(found.told, ("first", "second"), strict=True):
        say(f"{name:8}  {', '.join(claims)}")
    for each in found.fields:
        say(f"  {each.name:18} {each.level:22} {each.weight:+.2f}")
    say(f"  {'sum':41} {found.weight:+.2f}, linked from {found.link_at:+.2f}")
    say(f"  never one event: {found.against}" if found.against else "  nothing stands against it")
