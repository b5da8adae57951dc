"""Writes the generated reference, or checks that what is committed is what the program says.

python -m tools.reference           writes docs/reference/schemas/*.json and docs/reference/commands.md
python -m tools.reference --check   exits 1 and names the files that differ
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from trucewatch.faces.cli import app
from trucewatch.records import DERIVED, TRUTH, Agreement

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


def _parameter(parameter: Any) -> str:
    names = ", ".join(f"`{o}`" for o in parameter.opts) if parameter.param_type_name == "option" else ""
    names = names or f"`{parameter.metavar or parameter.name.upper()}`"
    return f"- {names}: {getattr(parameter, 'help', None) or ''}".rstrip(": ")


def main() -> int:
    """Writes or checks; the number of files that differ decides the exit status."""
    check = "--check" in sys.argv[1:]
    stale = []
    for path, text in (*schemas(), *editors(), *commands()):
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
