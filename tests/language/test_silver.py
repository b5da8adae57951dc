"""The silver trees are what the parser's configuration pins, whole, and of the text that stands beside them."""

from __future__ import annotations

import hashlib
import lzma
import re
import tomllib
from pathlib import Path

import pytest

from trucewatch.language.syntax.parser import Parser
from trucewatch.language.syntax.trees import acyclic

TRAINING = Path(__file__).parents[2] / "training" / "parser"
SILVER = TRAINING / "silver.conllu.xz"
Row = list[str]


@pytest.fixture(scope="module")
def documents() -> dict[str, list[list[Row]]]:
    """The sentences of each report, by its name; of each word its ten columns."""
    out: dict[str, list[list[Row]]] = {}
    for part in lzma.decompress(SILVER.read_bytes()).decode("utf-8").split("# newdoc id = ")[1:]:
        name, _, rest = part.partition("\n")
        blocks = ([r.split("\t") for r in b.splitlines() if r and r[0] != "#"] for b in rest.split("\n\n"))
        out[name] = [block for block in blocks if block]
    return out


def test_the_pinned_file_is_the_one_that_is_here() -> None:
    config = tomllib.loads((TRAINING / "config.toml").read_text(encoding="utf-8"))
    assert config["data"]["sha256"][config["data"]["silver"]] == hashlib.sha256(SILVER.read_bytes()).hexdigest()
    shipped = Parser.load().meta["config"]
    assert {k: shipped[k] for k in ("data", "train", "model", "loss")} == {
        k: config[k] for k in ("data", "train", "model", "loss")
    }


def test_every_tree_has_one_root_and_no_circle(documents: dict[str, list[list[Row]]]) -> None:
    for name, sentences in documents.items():
        for rows in sentences:
            heads = [int(r[6]) for r in rows]
            assert heads.count(0) == 1, name
            assert acyclic(heads), name
            assert all(len(r) == 10 and r[7] for r in rows), name


def test_the_trees_are_of_the_text_beside_them(documents: dict[str, list[list[Row]]]) -> None:
    written = {
        f"{path.relative_to(folder).with_suffix('')}-{n}": text
        for folder in (TRAINING / "text", TRAINING.parent / "claims" / "text")
        for path in sorted(folder.rglob("*.txt"))
        for n, text in enumerate(path.read_text(encoding="utf-8").split("\n===\n"))
        if text.strip()
    }
    assert set(documents) == set(written)
    for name, text in written.items():
        told = "".join(r[1] for rows in documents[name] for r in rows)
        assert told == re.sub(r"\s+", "", text), name
