"""Writes the generated reference, or checks that what is committed is what the program says.

python -m tools.reference           writes docs/reference/schemas/*.json, docs/reference/commands.md and exports.md
python -m tools.reference --check   exits 1 and names the files that differ
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
import yaml

from trucewatch.faces.cli import app
from trucewatch.records import DERIVED, TRUTH, Agreement
from trucewatch.tell.formats.codebook import NAMES, codebook

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"


def schemas() -> Iterator[tuple[Path, str]]:
    """One JSON Schema (2020-12) for each record."""
    for record in (*TRUTH, *DERIVED):
        schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
        schema |= record.model_json_schema(mode="serialization", by_alias=True)
        path = REFERENCE / "schemas" / f"{record.kind_name}.json"
        yield path, json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def editors() -> Iterator[tuple[Path, str]]:
    """The JSON Schema of ``agreements/*.yaml`` as people write it, for editors that complete and check."""
    schema = Agreement.model_json_schema(mode="validation", by_alias=True)
    fields = schema["properties"]
    for filled in ("id", "original"):
        del fields[filled]
    schema["properties"] = {"id": fields.pop("code"), **fields}
    schema["required"] = ["id" if name == "code" else name for name in schema["required"] if name != "id"]
    schema["title"] = "An agreement of a Trucewatch case (agreements/*.yaml)"
    schema["$defs"].pop("Original", None)
    text = json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=1)
    yield REFERENCE / "schemas" / "agreement-file.json", text + "\n"


def commands() -> Iterator[tuple[Path, str]]:
    """The commands with their arguments and options."""
    root = typer.main.get_command(app)
    out = ["# Commands", "", "Generated from the program by `make docs`.", ""]
    for name, command in sorted(vars(root)["commands"].items()):  # typer vendors the classes of click
        out += [f"## trucewatch {name}", "", " ".join((command.help or "").split()), ""]
        for parameter in command.params:
            out.append(_parameter(parameter))
        out.append("")
    out += [
        "## Exit status",
        "",
        "0, or 1 with one clear line on stderr (where, what, how to mend it), 2 for usage.",
        "",
        "Shell completion: `trucewatch --install-completion`.",
    ]
    yield REFERENCE / "commands.md", "\n".join(out) + "\n"


def exports() -> Iterator[tuple[Path, str]]:
    """Every export format with its fields, from the codebooks that the exports themselves are written from."""
    out = [
        "# Exports",
        "",
        "Generated from the codebooks (`src/trucewatch/tell/formats/codebooks/`) by `make docs`.",
        "",
    ]
    out += [_EXPORTS, ""]
    for name in NAMES:
        book = codebook(name)
        out += [f"## {book.title}: `--format {name}`", "", f"{book.standard}. {book.about}", ""]
        out += [f"**The alleged stays alleged.** {book.alleged}", "", "Not carried:", ""]
        out += [f"- {line}" for line in book.cannot]
        for file, fields in book.files.items():
            tagged = any(f.tag for f in fields)
            out += ["", f"### {file}", "", f"| field |{' hashtag |' if tagged else ''} is |"]
            out += [f"|---|{'---|' if tagged else ''}---|"]
            out += [f"| `{f.name}` |{f' `{f.tag}` |' if tagged else ''} {_cell(f.source)} |" for f in fields]
        if book.tables:
            out += ["", "Tables:", "", "```yaml"]
            out += [yaml.safe_dump(dict(book.tables), sort_keys=False, allow_unicode=True, width=110).rstrip(), "```"]
        out.append("")
    yield REFERENCE / "exports.md", "\n".join(out).rstrip() + "\n"


_EXPORTS = """`trucewatch export CASE --format NAME` writes into `CASE/exports` (or `-o`). The same record gives the
same bytes. What a format cannot carry is said in its head or in a `README-NAME.txt` beside it;
incidents that are no row of a format are listed in `NAME-left-out.csv` with the reason. Step by step:
[how to](../how-to/export-to-acled-ucdp-hxl.md); why so: [decision 20](../decisions/0020-exports-and-
alerts.md). `json` and `parquet` hold the whole log and come back with `trucewatch import CASE ARCHIVE`.
They hold the reports' texts and originals: mind whose they are before you pass them on."""


def _cell(text: str) -> str:
    return text.strip().replace("|", "\\|")


def _parameter(parameter: Any) -> str:
    names = ", ".join(f"`{o}`" for o in parameter.opts) if parameter.param_type_name == "option" else ""
    names = names or f"`{parameter.metavar or parameter.name.upper()}`"
    return f"- {names}: {getattr(parameter, 'help', None) or ''}".rstrip(": ")


def main() -> int:
    """Writes or checks; the number of files that differ decides the exit status."""
    check = "--check" in sys.argv[1:]
    stale = []
    for path, text in (*schemas(), *editors(), *commands(), *exports()):
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.relative_to(ROOT))
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{name} {'differs from the program: run `make docs`' if check else 'written'}", file=sys.stderr)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
