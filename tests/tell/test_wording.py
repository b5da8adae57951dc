"""The words of the program are neutral: the catalogue by itself, and a whole report without its quotes."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import trucewatch.tell
from tests.tell.sample import PARAMS, view
from trucewatch.tell import situation_report
from trucewatch.tell.notes import sentences
from trucewatch.tell.wording import slips
from trucewatch.tell.words import messages
from trucewatch.values import vocabularies as vocabulary
from trucewatch.values.place import Level


def test_the_catalogue_uses_none_of_the_forbidden_words() -> None:
    found = {key: slips(text) for key, text in messages("en").entries.items()}
    assert {k: [s.word for s in v] for k, v in found.items() if v} == {}


def test_a_report_uses_none_of_them_outside_of_quotes() -> None:
    v = view()
    verbatim = [x for c in v.claims.values() for x in (c.quote, c.source.text or "")]
    found = [s for t in sentences(situation_report(v, PARAMS).sections) for s in slips(t.text, verbatim=verbatim)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "The strike was verified.",
        "The regime struck the plant.",
        "This proves the account.",
        "A violation by Ardia is recorded.",
        "The terrorist attack",
        "Ardia violated the pause.",
        "The account is confirmed.",
        "Belmar admitted the strike.",
        "The attack did not happen.",
    ],
)
def test_the_linter_sees_what_it_is_for(text: str) -> None:
    assert slips(text)
    assert slips(f"Far Post: “{text}”", verbatim=[text]) == ()


def test_the_field_s_own_term_passes() -> None:
    assert slips("assessed as prohibited if confirmed") == ()


def test_every_vocabulary_has_its_words() -> None:
    said = messages("en")
    groups = (
        ("kind", vocabulary.Kind),
        ("target", vocabulary.TargetClass),
        ("counted", vocabulary.CountOf),
        ("stance", vocabulary.Stance),
        ("outcome", vocabulary.Outcome),
        ("sensor", vocabulary.SensorResult),
    )
    missing = [f"{g}.{v}" for g, of in groups for v in of if not said.has(f"{g}.{v.value.replace('.', '_')}")]
    assert missing == []
    assert [v for v in Level if not said.has(f"place.{'area_level' if v is Level.AREA else v.value}")] == []


def _keys() -> set[str]:
    found: set[str] = set()
    for file in sorted(Path(trucewatch.tell.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "say":
                found |= {a.value for a in node.args[:1] if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


def test_every_key_that_the_code_says_is_in_the_catalogue() -> None:
    keys = _keys()
    assert len(keys) > 80
    catalogues = [messages(name) for name in ("en", "exports.en", "alerts.en")]
    assert sorted(k for k in keys if not any(c.has(k) for c in catalogues)) == []


def test_slots_are_named() -> None:
    slots = {name for text in messages("en").entries.values() for _, name, _, _ in string.Formatter().parse(text)}
    assert not {s for s in slots if s is not None and not s.isidentifier()}


def test_a_brace_in_a_quote_is_only_a_brace() -> None:
    assert messages("en").say("version.quoted", text="{evil} {0}") == "“{evil} {0}”"
