"""The words of the program are neutral: the catalogue by itself, and a whole report without its quotes."""

from __future__ import annotations

import ast
import html
import json
import re
import string
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

import trucewatch.tell
from tests.tell.sample import PARAMS, view
from trucewatch.tell import FORMATS, CaseView, messages, render, situation_report
from trucewatch.tell.render.pdf import _Page
from trucewatch.tell.wording import slips
from trucewatch.tell.words import Messages
from trucewatch.values import vocabularies as vocabulary
from trucewatch.values.place import Level


def test_the_catalogue_uses_none_of_the_forbidden_words() -> None:
    found = {key: slips(text) for key, text in messages("en").entries.items()}
    assert {k: [s.word for s in v] for k, v in found.items() if v} == {}


def visible_text(to: str, words: Messages | None = None) -> list[str]:
    """What a reader of the format sees, line by line."""
    edition = situation_report(view(), PARAMS, words)
    said = words or messages("en")
    data = render(edition, to, said)
    match to:
        case "html":
            body = re.sub(r"(?s)<(style|head)>.*?</\1>", "", data.decode())
            return [html.unescape(t) for t in re.sub(r"<[^>]+>", "\n", body).splitlines() if t.strip()]
        case "docx":
            document = Document(BytesIO(data))
            cells = [c.text for t in document.tables for c in t._cells]
            return [*(p.text for p in document.paragraphs), *cells]
        case "pdf":  # what is set, before it is set
            return _strings(_Page(edition, said).data())
        case "json":
            return _strings(json.loads(data))
    return data.decode().splitlines()


_KEYS = {"key", "kind", "block", "name", "points", "record"}  # names, not words


def _strings(tree: Any) -> list[str]:
    if isinstance(tree, str):
        return re.sub(r"<[^>]+>", "\n", tree).splitlines() if tree.startswith("<svg") else [tree]
    found = tree if isinstance(tree, list | tuple) else ()
    if isinstance(tree, Mapping):
        found = [v for k, v in tree.items() if k not in _KEYS]
    return [text for part in found for text in _strings(part)]


@pytest.mark.parametrize("to", FORMATS)
def test_a_report_uses_none_of_them_outside_of_quotes_in_any_format(to: str) -> None:
    v = view()
    verbatim = [x for c in v.claims.values() for x in (c.quote, c.source.text or "")]
    excerpts = sorted(excerpts_of(v), key=lambda e: (-len(e), e))
    text = visible_text(to)
    assert len(text) > 60
    for excerpt in excerpts:
        text = [t.replace(excerpt, "") for t in text]
    assert [s for t in text for s in slips(t, verbatim=verbatim)] == []


def excerpts_of(v: CaseView) -> set[str]:
    """What the notes show of the reports themselves, before, in and after each quote: the sources' words, set apart."""
    shown = [n.context for n in situation_report(v, PARAMS).notes if n.context is not None]
    whole = {(c.before + c.quote + c.after).strip(" …\n") for c in shown}
    return whole | {part.strip(" …\n") for c in shown for part in (c.before, c.quote, c.after)} - {""}


_LETTERS = str.maketrans("aeioucnsAEIOUCNS", "âêîôûçñšÂÊÎÔÛÇÑŠ")


def pseudo() -> Messages:
    """A language that is English with other letters: what it leaves readable was not in the catalogue."""

    def changed(template: str) -> str:
        return "".join(p if p.startswith("{") else p.translate(_LETTERS) for p in re.split(r"(\{[^}]*\})", template))

    said = {k: t if k.startswith("language.") else changed(t) for k, t in messages("en").entries.items()}
    return Messages(said, "qps")


@pytest.mark.parametrize("to", FORMATS)
def test_no_english_word_is_left_in_a_translation(to: str) -> None:
    v = view()
    data = " ".join(
        [repr(getattr(v, f)) for f in vars(v) if not f.startswith("_")]
        + [render.__module__, "northsouth", "trucewatch"]
    )
    given = set(re.findall(r"[a-zA-Z]{4,}", data))
    english = {
        w for t in messages("en").entries.values() for w in re.findall(r"[a-zA-Z]{4,}", re.sub(r"\{[^}]*\}", "", t))
    }
    left = english - given - {w for w in english if w.translate(_LETTERS) == w}
    assert len(left) > 200
    found = {w for t in visible_text(to, pseudo()) for w in re.findall(r"[a-zA-Z]{4,}", t)} & left
    assert found == set()


def test_a_language_counts_in_its_own_way() -> None:
    entries = {
        "language.plural": "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2",
        "language.forms": "one few many",
        **{f"n.reports.{f}": "{n} " + w for f, w in (("one", "звіт"), ("few", "звіти"), ("many", "звітів"))},
    }
    said = Messages(entries, "uk")
    assert [said.number("n.reports", n) for n in (1, 2, 5, 11, 21, 22)] == [
        *("1 звіт", "2 звіти", "5 звітів", "11 звітів", "21 звіт", "22 звіти")
    ]


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
        ("role", vocabulary.Role),
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
