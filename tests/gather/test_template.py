"""``trucewatch init`` writes a case that loads as it is and never writes over anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.errors import CaseError
from trucewatch.gather import find, load_agreements, load_case, write_template
from trucewatch.records import Agreement


def test_the_template_loads_as_it_is(tmp_path: Path) -> None:
    files = write_template(tmp_path / "new", "new", "A new case")
    assert all(path.is_file() for path in files)
    case = load_case(tmp_path / "new")
    assert (case.code, case.title) == ("new", "A new case")
    ((_, agreement),) = load_agreements(tmp_path / "new", case)
    assert isinstance(agreement, Agreement)
    assert list(find(tmp_path / "new" / "reports")) == []
    assert list(find(tmp_path / "new" / "observations")) == []


def test_the_two_parties_are_described_alike(tmp_path: Path) -> None:
    write_template(tmp_path / "new", "new", "A new case")
    case = load_case(tmp_path / "new")
    one, other = (party.model_dump() for party in case.parties if party.role == "party")
    shape = {key: len(value) for key, value in one.items() if isinstance(value, (list, tuple))}
    assert shape == {key: len(value) for key, value in other.items() if isinstance(value, (list, tuple))}


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(lambda t: t.strip()))
def test_any_title_is_kept(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    folder = tmp_path_factory.mktemp("case")
    write_template(folder, "new", title)
    assert load_case(folder).title == " ".join(title.split())


@pytest.mark.parametrize("name", ["case.yaml", "agreements/example.yaml", "reports/README.md"])
def test_nothing_is_written_over_anything(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mine", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CaseError, match="is there already; nothing was written"):
        write_template(tmp_path, "new", "New")
    assert (tmp_path / name).read_text("utf-8") == "mine"
    assert sorted(tmp_path.rglob("*")) == before


def test_what_cannot_be_written_is_one_clear_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file, not a folder", "utf-8")
    with pytest.raises(CaseError, match="cannot be written"):
        write_template(tmp_path / "file", "new", "New")
    with pytest.raises(CaseError, match="is no case id; use small letters"):
        write_template(tmp_path / "x", "New Case", "New")
    assert not (tmp_path / "x").exists()
