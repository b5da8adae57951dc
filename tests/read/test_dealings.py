"""Exchanges, offers, answers, promises and charges in full: whose they are, to whom they are put, about what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claims_of
from trucewatch.read.parameters import parser
from trucewatch.read.things import core
from trucewatch.read.tree import Tree
from trucewatch.records import Claim

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("dealings.yaml").read_text(encoding="utf-8"))


def told(claim: Claim) -> dict[str, Any]:
    """What a row may ask of a claim: plain values, None where the claim has none."""
    return {
        "kind": claim.kind.value,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "source": claim.source.party,
        "actor": claim.actor.party if claim.actor else None,
        "actor_text": claim.actor.text if claim.actor else None,
        "target": claim.target.text if claim.target else None,
        "target_party": claim.target.party if claim.target else None,
        "about": claim.about,
        "counts": [[c.what.value, c.low, c.high] for c in claim.counts],
    }


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:60] for row in ROWS])
def test_what_a_sentence_tells_of_dealings(row: dict[str, Any]) -> None:
    found = [told(c) for c in claims_of(row["text"])]
    assert [{k: c[k] for k in wanted} for c, wanted in zip(found, row["claims"], strict=True)] == row["claims"]


def test_a_far_word_that_the_parser_hung_on_the_first_name_is_no_part_of_it() -> None:
    sentence = parser().parse("The envoy firmly demands a truce, angering Chad and Peru.")[0]
    words = list(sentence.tokens)
    far = next(t for t in words if t.text == "Peru")
    words[far.i] = replace(far, head=1, deprel="compound")
    tree = Tree(replace(sentence, tokens=tuple(words)), 0)
    assert [tree.words[k].text for k in core(tree, 1)] == ["The", "envoy"]


ENVOYS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("envoys.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ENVOYS, ids=[row["text"][:60] for row in ENVOYS])
def test_what_envoys_do_by_whatever_word(row: dict[str, Any]) -> None:
    test_what_a_sentence_tells_of_dealings(row)


BARGAINS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("bargains.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", BARGAINS, ids=[row["text"][:60] for row in BARGAINS])
def test_dealings_in_plain_words(row: dict[str, Any]) -> None:
    test_what_a_sentence_tells_of_dealings(row)
