"""network.yaml: every fault with its line, and what it becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from trucewatch.errors import CaseError
from trucewatch.gather import CaseFaults, load_network

RELATIONS = "feeds, powers, heats, waters, serves or controls"
GOOD = """nodes:
  - {id: depot, name: Zelm oil depot, aliases: [Zelm depot], class: energy.oil_storage, lat: 50.0, lon: 35.0}
  - {id: pipe, name: Mera pipeline, kind: line}
edges:
  - {from: depot, to: pipe, relation: feeds, source: "a note"}
"""


def faults(folder: Path, text: str) -> list[str]:
    (folder / "network.yaml").write_text(text, encoding="utf-8")
    try:
        load_network(folder)
    except CaseFaults as e:
        return [f"{f.where.rpartition(':')[2]}: {f.what}; {f.mend}" for f in e.faults]
    return []


def test_a_good_file(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD) == []
    network = load_network(tmp_path)
    assert network and [(e.origin, e.to, e.relation.value) for e in network.edges] == [("depot", "pipe", "feeds")]
    assert network.nodes[0].target == "energy.oil_storage"


def test_no_file_no_network(tmp_path: Path) -> None:
    assert load_network(tmp_path) is None


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("to: pipe", "to: pip", "5: no node is called 'pip'; did you mean 'pipe'?"),
        ("to: pipe", "to: depot", "5: 'depot' hangs on itself; remove the edge, or mend one end"),
        (', source: "a note"', "", "5: the key 'source' is missing in edges[0]; add it"),
        ("feeds", "helps", f"5: 'helps' is no relation of two nodes; use {RELATIONS}"),
        ("id: pipe", "id: depot", "3: the node id 'depot' is given twice, first on line 2; give each its own"),
        ("lat: 50.0, ", "", "2: lat and lon go together; give both or neither"),
        ("kind: line", "kind: river", "3: 'river' is no kind of node; use facility, line or service"),
    ],
)  # fmt: skip
def test_a_fault_names_its_line(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert fault in faults(tmp_path, GOOD.replace(old, new))


def test_a_name_of_two_nodes_and_an_edge_given_twice(tmp_path: Path) -> None:
    text = GOOD.replace("kind: line}", "kind: line, aliases: [Zelm Depot]}")
    text += '  - {from: depot, to: pipe, relation: feeds, source: "another"}\n'
    said = faults(tmp_path, text)
    assert any(f.startswith("3: 'Zelm Depot' is a name of pipe here and of depot on line 2") for f in said)
    assert any(f.startswith("6: the edge from 'depot' to 'pipe' is given twice, first on line 5") for f in said)


def test_a_file_that_is_no_yaml(tmp_path: Path) -> None:
    (tmp_path / "network.yaml").write_text("nodes: [", encoding="utf-8")
    with pytest.raises(CaseError):
        load_network(tmp_path)
