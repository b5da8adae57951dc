"""The case folder: ``case.yaml`` and ``agreements/*.yaml`` become records, or faults that name file, line and mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from trucewatch.errors import CaseError
from trucewatch.gather import yamltree
from trucewatch.gather.checks import case_faults
from trucewatch.gather.checks_agreement import agreement_faults
from trucewatch.gather.checks_alerts import KEY as ALERTS
from trucewatch.gather.checks_alerts import alert_faults, alerts_of
from trucewatch.gather.checks_network import network_faults
from trucewatch.gather.facilities import load_facilities
from trucewatch.gather.shape import faults_of
from trucewatch.gather.template import write_template
from trucewatch.gather.yamltree import Fault, Tree, Unreadable
from trucewatch.records.agreement import Agreement
from trucewatch.records.alerts import Alerts
from trucewatch.records.base import identified
from trucewatch.records.case import Case, KnownPlace
from trucewatch.records.network import Network

__all__ = ["CaseFaults", "load_agreements", "load_alerts", "load_case", "load_network", "write_template"]

NETWORK = "network.yaml"

_LARGEST = 4 * 1024 * 1024  # bytes; the reader of YAML is slow, and nobody writes such a file by hand
_RENAMED = {"code": "id"}  # the record's own id is its hash, so the file's id is its code
_NOT_KEYS = {"code": "did you mean 'id'?", "original": "remove it"}  # fields that the program fills

R = TypeVar("R", Case, Agreement, Network)


class CaseFaults(CaseError):  # noqa: N818 - its superclass says that it is an error
    """All that is wrong with one file, by line: this error is the first of it, ``others`` are the rest.

    ``faults`` has them all, one CaseError each.
    """

    def __init__(self, faults: list[CaseError]) -> None:
        first = faults[0]
        super().__init__(first.what, where=first.where, mend=first.mend)
        self.others: tuple[CaseError, ...] = tuple(faults[1:])

    @property
    def faults(self) -> tuple[CaseError, ...]:
        """Every fault of the file, by line."""
        return (CaseError(self.what, where=self.where, mend=self.mend), *self.others)


def load_case(folder: Path) -> Case:
    """The case that ``folder/case.yaml`` describes. Raises CaseFaults with every fault of the file."""
    path = folder / "case.yaml"
    if not folder.is_dir():
        raise CaseFaults([CaseError("there is no such folder", where=folder.as_posix(), mend=_init(folder))])
    if not path.is_file():
        raise CaseFaults([CaseError("there is no such file", where=path.as_posix(), mend=_init(folder))])
    case = _load(path, Case, lambda tree: [*case_faults(tree), *alert_faults(tree)])
    try:
        facilities = load_facilities(folder)
    except CaseError as e:
        raise CaseFaults([e]) from e
    return case if not facilities else _with(case, facilities)


def _with(case: Case, facilities: tuple[KnownPlace, ...]) -> Case:
    """The case with its facilities among its places; what ``case.yaml`` says of a name comes first."""
    said = {p.name for p in case.places}
    fields = case.model_dump(exclude={"id", "places"}, by_alias=False)
    return identified(Case, **fields, places=(*case.places, *(f for f in facilities if f.name not in said)))


def load_alerts(folder: Path) -> Alerts | None:
    """The alerts that ``case.yaml`` sets up; None where it sets up none. Raises CaseFaults with every fault of them."""
    path = folder / "case.yaml"
    try:
        tree = yamltree.read(_text(path))
    except Unreadable as e:
        raise CaseFaults([_located(path, e.fault)]) from e
    found, faults = alerts_of(tree)
    if faults:
        raise CaseFaults([_located(path, fault) for fault in _sorted(faults)])
    return found


def load_agreements(folder: Path, case: Case) -> Iterator[tuple[Path, Agreement | CaseFaults]]:
    """Each file of agreements, by name, with the agreement it holds or all that is wrong with it.

    No ``agreements`` folder, or an empty one: nothing.
    """
    codes = [party.code for party in case.parties]
    first: dict[str, Path] = {}
    for path in _yaml_files(folder / "agreements"):
        try:
            agreement = _load(path, Agreement, lambda tree: agreement_faults(tree, codes))
        except CaseFaults as e:
            yield path, e
            continue
        if agreement.code in first:
            what = f"the agreement id {agreement.code!r} is also that of {first[agreement.code].name}"
            yield path, CaseFaults([CaseError(what, where=path.as_posix(), mend="give each file its own id")])
            continue
        first[agreement.code] = path
        yield path, agreement


def load_network(folder: Path) -> Network | None:
    """What ``folder/network.yaml`` says hangs on what; None where there is none. Raises CaseFaults with every fault."""
    path = folder / NETWORK
    return _load(path, Network, network_faults) if path.is_file() else None


def _yaml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and not p.name.startswith("."))


def _init(folder: Path) -> str:
    return f"check the path, or write a new case with: trucewatch init {folder.as_posix()}"


def _load(path: Path, of: type[R], further: Callable[[Tree], list[Fault]]) -> R:
    text = _text(path)
    try:
        tree = yamltree.read(text)
    except Unreadable as e:
        raise CaseFaults([_located(path, e.fault)]) from e
    if not isinstance(tree.data, dict):
        raise CaseFaults([_no_mapping(path, tree)])
    faults = list(tree.faults)
    for key, mend in _NOT_KEYS.items():
        if key in tree.data:
            faults.append(Fault(tree.line((key,)), f"unknown key {key!r}", mend))
    record: R | None = None
    try:
        record = _record(of, tree)
    except ValidationError as e:
        faults += faults_of(e, of, tree, _RENAMED)
    faults += further(tree)
    if faults or record is None:
        raise CaseFaults([_located(path, fault) for fault in _sorted(faults)])
    return record


def _record(of: type[R], tree: Tree) -> R:
    # the file's ``id`` is the record's code (its own id is its hash); a key ``code`` is a fault, but it is plain what
    # was meant, so that a missing ``id`` is not a second one; alerts are settings of the folder, no part of the record
    apart: tuple[str, ...] = (ALERTS,) if issubclass(of, Case) else ()
    fields = {key: value for key, value in tree.data.items() if key not in ("id", *apart, *_NOT_KEYS)}
    code = tree.data.get("id", tree.data.get("code"))
    return identified(of, **fields, code=code) if {"id", "code"} & set(tree.data) else identified(of, **fields)


def _sorted(faults: list[Fault]) -> list[Fault]:
    """By line, each once (a bad date is found by the shape and by the checks)."""
    return sorted(set(faults), key=lambda f: (f.line, f.column or 0, f.what))


def _located(path: Path, fault: Fault) -> CaseError:
    column = f":{fault.column}" if fault.column is not None else ""
    return CaseError(fault.what, where=f"{path.as_posix()}:{fault.line}{column}", mend=fault.mend)


def _no_mapping(path: Path, tree: Tree) -> CaseError:
    if tree.data is None:
        return CaseError("the file is empty", where=f"{path.as_posix()}:1", mend=_EXAMPLE)
    return CaseError("the file holds no keys", where=f"{path.as_posix()}:{tree.line(())}", mend=_EXAMPLE)


_EXAMPLE = "write key: value lines, as in the file that trucewatch init makes"


def _text(path: Path) -> str:
    where = path.as_posix()
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else None
    except OSError as e:
        reason = e.strerror or type(e).__name__
        raise CaseFaults([CaseError(f"cannot be read ({reason})", where=where, mend="allow reading it")]) from e
    if data is None:
        raise CaseFaults([CaseError(f"has more than {_LARGEST:,} bytes", where=where, mend="write a smaller file")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        line = data[: e.start].count(b"\n") + 1
        raise CaseFaults([CaseError("is not UTF-8", where=f"{where}:{line}", mend="save the file as UTF-8")]) from e
