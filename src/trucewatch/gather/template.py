"""A new case folder, commented, with made-up parties to replace."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import yaml

from trucewatch.errors import CaseError

_CODE = re.compile(r"[a-z0-9][a-z0-9-]*")
_FILES = (  # where in the case, from which file of the skeleton; case.yaml last, for it is what makes a folder a case
    ("agreements/example.yaml", "example.yaml"),
    ("reports/README.md", "reports-README.md"),
    ("observations/README.md", "observations-README.md"),
    ("case.yaml", "case.yaml"),
)


def write_template(folder: Path, code: str, title: str) -> tuple[Path, ...]:
    """Writes ``case.yaml``, ``agreements/example.yaml``, ``reports/`` and ``observations/`` and returns the files.

    Nothing is written if any of the files is there already. Raises CaseError then, for a ``code`` that is no id, and
    where the folder cannot be written.
    """
    if not _CODE.fullmatch(code):
        raise CaseError(f"{code!r} is no case id", mend="use small letters, digits and hyphens, such as energy-pause")
    if not title.strip():
        raise CaseError("the title of the case is empty", mend="give it one")
    targets = [(folder / name, source) for name, source in _FILES]
    for path, _ in targets:
        if path.exists() or path.is_symlink():
            mend = "nothing was written; choose another folder, or move the file away"
            raise CaseError("is there already", where=path.as_posix(), mend=mend)
    texts = [(path, _filled(source, code, title)) for path, source in targets]
    for path, text in texts:
        _write(path, text)
    return tuple(path for path, _ in texts)


def _filled(source: str, code: str, title: str) -> str:
    text = files("trucewatch.gather").joinpath("skeleton", source).read_text("utf-8")
    return text.replace("@CODE@", _quoted(code)).replace("@TITLE@", _quoted(title))


def _quoted(text: str) -> str:
    """Plain where that says the same; in quotes where YAML would read something else."""
    dumped: str = yaml.safe_dump(" ".join(text.split()), allow_unicode=True, width=10**9)
    return dumped.removesuffix("...\n").strip()


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:  # "x": never over a file made meanwhile
            file.write(text)
    except OSError as e:
        reason = e.strerror or type(e).__name__
        mend = "make room, or choose a folder that may be written"
        raise CaseError(f"cannot be written ({reason})", where=path.as_posix(), mend=mend) from e
