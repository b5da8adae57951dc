"""The field's formats: what holds of every one of them. What each must be by itself: test_formats_valid.py."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from tests.tell.formats_sample import files, fuller, strike_of, texts
from tests.tell.sample import ONE, TWO, Side, view
from tests.tell.test_brief import shuffled
from trucewatch.records import Aspect, SourceMention, Status, Target, Why
from trucewatch.records.claim import TARGET_BY_PLACE, TARGET_CARRIED
from trucewatch.tell import EXPORT_FORMATS
from trucewatch.tell.export import CLAIM_COLUMNS, FINDING_COLUMNS, INCIDENT_COLUMNS
from trucewatch.tell.formats.codebook import NAMES, codebook
from trucewatch.tell.formats.telling import WORDS
from trucewatch.tell.formats.typed import CLAIMS, FINDINGS, INCIDENTS
from trucewatch.tell.wording import slips
from trucewatch.tell.words import messages
from trucewatch.values.count import Sense
from trucewatch.values.vocabularies import GROUPED_KINDS, Kind, Modality, Role, TargetClass, Weapon

IDS = re.compile(r"\b[a-z]{3}-[0-9a-f]{32}\b|\b[0-9a-f]{16,64}\b")
QUOTED = re.compile(r"“[^”]*”")


@pytest.mark.parametrize("to", EXPORT_FORMATS)
@pytest.mark.parametrize("seed", range(3))
def test_the_same_view_gives_the_same_bytes_in_any_order(to: str, seed: int) -> None:
    assert files(fuller(), to) == files(shuffled(fuller(), seed), to)


def changed_about(text: str, a: Side, b: Side) -> str:
    pairs = {x: y for s, t in ((a, b), (b, a)) for x, y in zip(vars(s).values(), vars(t).values(), strict=True)}
    names = sorted(pairs, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, names)), lambda m: pairs[m[0]], text)


def letters(text: str) -> list[str]:
    """The words of a text without ids (they follow content), without small numbers (offsets follow the names' lengths)
    and in no order (lists stand in the order of codes)."""
    return sorted(w for w in re.findall(r"\w+", IDS.sub("", text)) if not re.fullmatch(r"\d{1,3}", w))


@pytest.mark.parametrize("to", [f for f in EXPORT_FORMATS if f != "parquet"])
def test_changing_the_sides_about_changes_the_export_about_and_nothing_else(to: str) -> None:
    there, back = (files(fuller(*sides), to) for sides in ((ONE, TWO), (TWO, ONE)))
    assert len(there) == len(back)
    one = letters("\n".join(changed_about(d.decode(), ONE, TWO) for d in there.values()))
    two = letters("\n".join(d.decode() for d in back.values()))
    assert one == two


@pytest.mark.parametrize("decided", [False, True])
def test_no_export_uses_a_word_that_is_not_the_program_s(decided: bool) -> None:
    """The keys of records and codes of standards are names and no prose: they and the sources' words are taken out."""
    v = fuller(decided=decided)
    verbatim = [x for c in v.claims.values() for x in (c.quote, c.source.text or "", c.about or "")]
    codes = r"\b(verified|\d-[\w-]+|prohibited-if-confirmed|violence against civilians|type_of_violence)\b"
    for to, name, text in texts(v):
        if name.startswith("README") or to in ("acled", "hxl", "cap", "atom", "timemap", "claimreview"):
            for quote in verbatim:
                text = text.replace(quote, "") if quote else text
            bare = re.sub(codes, "", text, flags=re.IGNORECASE)
            assert slips(QUOTED.sub("“”", bare)) == (), (to, name)


def test_the_catalogue_of_exports_uses_none_of_the_forbidden_words() -> None:
    found = {k: slips(t) for k, t in messages(WORDS).entries.items()}
    assert {k: [s.word for s in v] for k, v in found.items() if v} == {}


def test_every_kind_and_modality_has_its_words() -> None:
    said = messages(WORDS)
    assert all(said.has(f"kind.{k.value}") for k in GROUPED_KINDS)
    assert all(said.has(f"account.{m.value}") for m in Modality)


# --- the alleged stays alleged ------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", ["acled", "ucdp", "hxl", "timemap", "atom", "cap", "claimreview"])
def test_a_denial_and_the_status_go_with_every_format(to: str) -> None:
    v = fuller()
    denial = next(v.claims[c] for c in strike_of(v).denials)
    whole = "\n".join(d.decode() for n, d in files(v, to).items() if not n.startswith("README"))
    assert denial.quote in whole
    assert re.search(r"\balleged\b", whole, re.IGNORECASE)
    assert "recorded as denying" in whole


@pytest.mark.parametrize("to", ["acled", "ucdp", "hxl", "cap"])
def test_no_party_stands_as_actor_without_who_alleges_it_and_who_denies_it(to: str) -> None:
    whole = "\n".join(d.decode() for n, d in files(fuller(), to).items() if not n.startswith("README"))
    assert f"{TWO.name} (alleged by {ONE.name}; denied by {TWO.name})" in whole


def test_a_denial_of_an_effect_denies_no_act() -> None:
    v = fuller()
    claims = dict(v.claims)
    (denial,) = strike_of(v).denials
    claims[denial] = claims[denial].model_copy(update={"kind": Kind.DAMAGE, "actor": None})
    whole = files(replace(v, claims=claims), "acled")["acled.csv"].decode()
    assert f"{TWO.name} (alleged by {ONE.name})" in whole and "denied by" not in whole
    assert "is recorded as denying" in whole  # the denial itself is told all the same


@pytest.mark.parametrize("to", ["acled", "ucdp", "plover"])
def test_a_party_that_is_presumed_from_the_place_is_alleged_by_nobody(to: str) -> None:
    v = fuller()
    struck = Target(text="a substation", target_class=TargetClass.ENERGY_GRID, party="PLC")

    def told(*notes: str) -> str:
        why = Why(rule="read/attack", notes=notes)
        claims = {k: c.model_copy(update={"target": struck, "why": why, "actor": None}) for k, c in v.claims.items()}
        found = files(replace(v, claims=claims), to).items()
        return "\n".join(d.decode() for n, d in found if not n.startswith("README"))

    named = '"recipient":["PLC"]' if to == "plover" else f"PLC (alleged by {ONE.name}"
    assert named in told()
    assert named not in told(TARGET_BY_PLACE) and named not in told(TARGET_CARRIED)


def test_a_ministry_s_own_voice_is_its_party_s_and_a_newspaper_s_is_not() -> None:
    v = fuller()
    claims = {
        k: c.model_copy(update={"source": SourceMention(text=None, party=None, role=Role.REPORT)})
        for k, c in v.claims.items()
    }
    as_paper = files(replace(v, claims=claims), "acled")["acled.csv"].decode()
    assert f"alleged by {ONE.name} Wire" in as_paper
    own = tuple(o.model_copy(update={"kind": "ministry"}) if o.affiliation else o for o in v.case.outlets)
    bulletin = replace(v, claims=claims, case=v.case.model_copy(update={"outlets": own}))
    assert f"alleged by {ONE.name}" in files(bulletin, "acled")["acled.csv"].decode().replace(f"{ONE.name} Wire", "")


def test_no_format_writes_a_person_s_word_where_no_person_gave_it() -> None:
    for to, name, text in texts(fuller()):
        if not name.startswith("README"):
            bare = text.replace("alleged, corroborated or verified", "")
            assert "verified" not in bare and "reviewRating" not in re.sub(r'"description":"[^"]*"', "", bare), (
                to,
                name,
            )
            assert "PERSON'S DECISION" not in bare and "<status>Actual" not in bare


def test_a_claim_review_has_a_rating_only_where_a_person_decided() -> None:
    v = fuller(decided=True)
    graph = json.loads(files(v, "claimreview")["claimreview.jsonld"])["@graph"]
    rated = [node for node in graph if "reviewRating" in node]
    assert [node["itemReviewed"]["@id"] for node in rated] == [f"urn:x-trucewatch:{strike_of(v).id}"]
    (rating,) = (node["reviewRating"] for node in rated)
    assert (
        rating["author"] == {"@type": "Person", "name": "A. Person"} and rating["ratingExplanation"] == "seen on site"
    )
    assert "ratingValue" not in rating
    others = [n for n in graph if n["@type"] == "ClaimReview" and "reviewRating" not in n]
    assert others and {n["creativeWorkStatus"] for n in others} == {"alleged"}


def test_that_a_party_did_it_is_another_matter_than_that_it_took_place() -> None:
    v = fuller(decided=True)
    (decision,) = v.decisions.values()
    (event,) = v.grades.values()
    on_actor = decision.model_copy(update={"field": "actor", "value": TWO.code})
    actor = event.model_copy(update={"id": "grd-x", "aspect": Aspect.ACTOR, "actor": TWO.code})
    alleged = event.model_copy(update={"status": Status.ALLEGED})
    w = replace(v, decisions={on_actor.id: on_actor}, grades={alleged.id: alleged, actor.id: actor})
    graph = json.loads(files(w, "claimreview")["claimreview.jsonld"])["@graph"]
    assert not [node for node in graph if "reviewRating" in node]
    acled = files(w, "acled")["acled.csv"].decode()
    assert f"(alleged by {ONE.name}; denied by {TWO.name}; held to be so by a person's decision)" in acled
    assert "status=alleged" in acled and "PERSON'S DECISION" not in acled


def test_a_number_is_never_chosen_between_accounts() -> None:
    v = fuller()
    (row,) = csv.DictReader(io.StringIO(files(v, "ucdp")["ucdp_ged.csv"].decode(), newline=""))
    assert (row["low"], row["best"], row["high"]) == ("2", "2", "2") and row["code_status"] == "Alleged"
    claims = dict(v.claims)
    other = next(k for k in strike_of(v).claims if any(c.what == "killed" for c in claims[k].counts))
    dead = claims[other].counts[-1]
    third = next(k for k in strike_of(v).claims if k != other)
    claims[third] = claims[third].model_copy(update={"counts": (dead.model_copy(update={"low": 5, "high": None}),)})
    (row,) = csv.DictReader(io.StringIO(files(replace(v, claims=claims), "ucdp")["ucdp_ged.csv"].decode(), newline=""))
    assert (row["low"], row["best"], row["high"]) == ("2", "", "")
    assert "at least 5" in row["tw_killed"]
    some = dead.model_copy(update={"low": 1, "high": 1, "sense": Sense.PART})
    more = dead.model_copy(update={"low": 4, "high": 4, "sense": Sense.FURTHER})
    claims[third] = claims[third].model_copy(update={"counts": (some, more)})
    (row,) = csv.DictReader(io.StringIO(files(replace(v, claims=claims), "ucdp")["ucdp_ged.csv"].decode(), newline=""))
    assert "1 of them" in row["tw_killed"] and "another 4" in row["tw_killed"]


# --- nothing is dropped in silence --------------------------------------------------------------------------------


@pytest.mark.parametrize(("to", "main"), [("acled", "acled.csv"), ("ucdp", "ucdp_ged.csv")])
def test_every_incident_is_a_row_or_is_listed_with_the_reason(to: str, main: str) -> None:
    v = fuller()
    made = files(v, to)
    rows = [list(csv.DictReader(io.StringIO(made[n].decode(), newline=""))) for n in (main, f"{to}-left-out.csv")]
    ids = [next(iter(r.values())) for r in rows[0]] + [r["incident"] for r in rows[1]]
    assert sorted(ids) == sorted(v.incidents)
    assert all(r["why"] for r in rows[1])


@pytest.mark.parametrize("to", EXPORT_FORMATS)
def test_what_a_format_cannot_carry_is_said_in_it_or_beside_it(to: str) -> None:
    made = files(fuller(), to)
    head = b"".join(made.values()) if to != "parquet" else made["claims.parquet"]
    for line in codebook(to).cannot:
        said = head.decode(errors="replace")
        assert line in said or json.dumps(line, ensure_ascii=False)[1:-1] in said or to == "parquet", line
    if to == "parquet":
        note = json.loads(pq.read_schema(io.BytesIO(head)).metadata[b"trucewatch"])
        assert note["not_carried"] == "\n".join(codebook(to).cannot)


def test_plover_has_a_line_for_every_claim_and_tells_denials_and_plans() -> None:
    v = fuller()
    rows = [json.loads(line) for line in files(v, "plover")["plover.jsonl"].decode().splitlines()]
    assert [r["id"] for r in rows] == sorted(v.claims)
    denied = {r["id"] for r in rows if "negation" in r["auxiliary"]}
    assert denied == {c.id for c in v.claims.values() if c.polarity == "negated"}
    assert all(r["trucewatch"]["source"]["role"] for r in rows)
    assert {r["mode"] for r in rows if r["event"] == "ASSAULT"} >= {"drone"}


def test_news_begin_when_they_are_asked_to() -> None:
    v = fuller()
    late = dt.datetime(2031, 3, 19, 15, tzinfo=dt.UTC)
    assert files(v, "atom")["feed.atom"].count(b"<entry>") == 3
    few = files(v, "atom", late)["feed.atom"].decode()
    assert few.count("<entry>") == 1 and "2 earlier incidents are not in this feed" in few
    assert len([n for n in files(v, "cap", late) if n.startswith("cap-")]) == 1


# --- the codebooks ------------------------------------------------------------------------------------------------


def test_the_codebooks_are_the_columns() -> None:
    assert codebook("csv").columns("claims.csv") == CLAIM_COLUMNS
    assert codebook("csv").columns("incidents.csv") == INCIDENT_COLUMNS
    assert codebook("csv").columns("findings.csv") == FINDING_COLUMNS
    for name, schema in (("claims", CLAIMS), ("incidents", INCIDENTS), ("findings", FINDINGS)):
        assert codebook("parquet").columns(f"{name}.parquet") == tuple(schema.names)


def test_every_field_says_where_it_comes_from() -> None:
    for name in NAMES:
        book = codebook(name)
        assert book.cannot and book.alleged and book.about
        for file, fields in book.files.items():
            assert all(f.source.strip() for f in fields), (name, file)
            assert len({f.name for f in fields}) == len(fields), (name, file)
            assert all((f.tag is not None) == (name == "hxl") for f in fields), (name, file)


def test_the_tables_of_types_cover_every_kind_and_weapon() -> None:
    plover = codebook("plover").tables
    assert set(plover["events"]) == {k.value for k in Kind}
    assert set(plover["weapons"]) == {w.value for w in Weapon}
    assert {e for e, _ in plover["events"].values() if e} == set(plover["quad"])
    acled = codebook("acled").tables
    assert set(acled["events"]["attack"]) == {*(w.value for w in Weapon), "none"} == {*acled["weapon_order"], "none"}
    types = [pair for kinds in acled["events"].values() for pair in kinds.values()]
    assert {e for e, _ in types if e} <= set(acled["disorder"])


def test_a_type_is_empty_where_accounts_do_not_tell() -> None:
    rows = list(csv.DictReader(io.StringIO(files(view(), "acled")["acled.csv"].decode(), newline="")))
    assert {(r["event_type"], r["sub_event_type"]) for r in rows} == {("", "")}
    rows = list(csv.DictReader(io.StringIO(files(fuller(), "acled")["acled.csv"].decode(), newline="")))
    assert ("Explosions/Remote violence", "Air/drone strike") in {(r["event_type"], r["sub_event_type"]) for r in rows}
    assert {r["tw_status"] for r in rows} == {"alleged"} and all(r["notes"].startswith("ALLEGED") for r in rows)
    assert {r["fatalities"] for r in rows} == {"", "2"}
