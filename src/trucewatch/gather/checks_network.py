"""What ``network.yaml`` must hold to beyond its shape: ids once, names of one node only, edges between nodes that are
there, each once."""

from __future__ import annotations

from collections.abc import Iterator

from trucewatch.gather.checks import claimed, entries, items, texts, twice
from trucewatch.gather.shape import did_you_mean
from trucewatch.gather.yamltree import Fault, Path, Tree


def network_faults(tree: Tree) -> list[Fault]:
    """All that the shape cannot say."""
    codes = [code for _, code in texts(tree.data, "nodes", "id")]
    faults = list(twice(tree, texts(tree.data, "nodes", "id"), "node id"))
    faults += claimed(tree, list(_names(tree)), "a report that uses it could mean either")
    faults += _edges(tree, codes)
    return faults


def _names(tree: Tree) -> Iterator[tuple[Path, str, str]]:
    for path, node in entries(tree.data, "nodes"):
        owner = str(node.get("id") or path)
        if isinstance(node.get("name"), str):
            yield (*path, "name"), node["name"], owner
        yield from (((*path, *inner), name, owner) for inner, name in items(node, "aliases"))


def _edges(tree: Tree, codes: list[str]) -> Iterator[Fault]:
    first: dict[tuple[str, str, str], Path] = {}
    for path, edge in entries(tree.data, "edges"):
        ends = [edge.get("from"), edge.get("to")]
        for key, code in zip(("from", "to"), ends, strict=True):
            if isinstance(code, str) and code not in codes:
                yield Fault(tree.line((*path, key)), f"no node is called {code!r}", did_you_mean(code, codes))
        if ends[0] is not None and ends[0] == ends[1]:
            yield Fault(tree.line(path), f"{ends[0]!r} hangs on itself", "remove the edge, or mend one end")
        triple = (str(ends[0]), str(ends[1]), str(edge.get("relation")))
        if triple in first:
            what = f"the edge from {ends[0]!r} to {ends[1]!r} is given twice, first on line {tree.line(first[triple])}"
            yield Fault(tree.line(path), what, "keep one, and name both sources in it")
        first.setdefault(triple, path)
