"""The case folder is read whole or every fault of it is named: file, line, what is wrong, how to mend it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from trucewatch.errors import CaseError
from trucewatch.gather import CaseFaults, load_agreements, load_case, write_template
from trucewatch.records import Agreement

SAMPLE = Path(__file__).parents[2] / "cases" / "energy-pause-2025"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_template(tmp_path / "made", "made", "Made up")
    return tmp_path / "made"


def edit(path: Path, old: str, new: str) -> int:
    """Replaces the first ``old``; the line on which it stood."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def case_faults(folder: Path) -> list[str]:
    with pytest.raises(CaseFaults) as caught:
        load_case(folder)
    assert caught.value.one_line() == caught.value.faults[0].one_line()
    assert all(fault.what and fault.where and fault.mend for fault in caught.value.faults)
    return [fault.one_line().removeprefix(folder.as_posix() + "/") for fault in caught.value.faults]


def agreement_faults(folder: Path) -> list[str]:
    ((path, outcome),) = load_agreements(folder, load_case(folder))
    assert path == folder / "agreements" / "example.yaml"
    assert isinstance(outcome, CaseFaults)
    assert all(fault.what and fault.where and fault.mend for fault in outcome.faults)
    return [fault.one_line().removeprefix(folder.as_posix() + "/agreements/") for fault in outcome.faults]


def test_the_sample_case_is_read() -> None:
    case = load_case(SAMPLE)
    ((_, agreement),) = load_agreements(SAMPLE, case)
    assert isinstance(agreement, Agreement)
    assert case.cutoff == "06:00"
    assert [r.period.start for r in agreement.readings] == [date(2025, 3, 18), date(2025, 3, 25)]
    assert case == load_case(SAMPLE)


CASE = [  # what stands in the template, what is written instead, the one message
    ("metonyms: [Northam]", "metonym: [Northam]", "unknown key 'metonym' in parties[0]; did you mean 'metonyms'?"),
    ("reliability: D", "reliability: Z", "'Z' is no Admiralty reliability; use A, B, C, D, E or F"),
    ("timezone: UTC", "timezone: Kiev/Europe", "no IANA time zone is called 'Kiev/Europe'; use a name such as Europe"),
    ("timezone: UTC", "timezone: NO", "no IANA time zone is called 'NO'; use a name such as"),
    ("cutoff: 06:00", "cutoff: 6:00", "'6:00' is no time of day; write it as 06:00"),
    ("role: military", "role: millitary", "'millitary' is no role; did you mean 'military'?"),
    ("role: party ", "role: side ", "'side' is not known as role; use party, mediator or other"),
    ("code: arland ", "code: Ar-land ", "'Ar-land' is no party code; use ISO alpha-3 (UKR) or a slug (hamas), joined"),
    ("languages: [en]", "languages: en", "'en' is no list at languages; write [first, second]"),
    ("id: made", "id: Made Up", "'Made Up' is no id; use small letters, digits and hyphens"),
    ("id: made", "code: made", "unknown key 'code'; did you mean 'id'?"),
    ("title: Made up", "title:", "title is empty; give it a value, or remove the key"),
    ("title: Made up", "title: [a, b]", "a list is no text at title; write one text here"),
    ("title: Made up", "title: a\ntitle: b", "the key 'title' is given twice, first on line 6; keep one of the two"),
    ("title: Made up", "title: !!python/name:os.system x", "the tag 'tag:yaml.org,2002:python/name:os.system' has no"),
    ("title: Made up", 'title: "\\ud800"', "half of a surrogate pair is no character; write the character itself"),
    ("title: Made up", "original: {}\ntitle: a", "unknown key 'original'; remove it"),
    ("affiliation: berland", "affiliation: berlan", "outlets[1].affiliation names 'berlan', which is no party of"),
    ("id: berland-mod", "id: arland-mod", "the outlet id 'arland-mod' is given twice, first on line 45; give each"),
    (
        "metonyms: [Southam]",
        "metonyms: [the  northam]",
        "'the northam' is a name of berland here and of arland on line",
    ),
    ("aliases: [Sample]", "aliases: [Example]", "'Example' is a name of berland here and of arland on line 27: a"),
    ("places: []", "places: [{name: A, lat: 1}]", "lat, lon and radius_km go together; give all three or none"),
    ("places: []", "places: [{name: A, lat: 95, lon: 1, radius_km: 2}]", "'95' is not at most 90.0 at places[0].lat"),
    ("places: []", "places: [{name: A, class: enrgy.grid}]", "'enrgy.grid' is no target class; did you mean 'energy.g"),
    ("places: []", "places: [{name: A, country: Ukraine}]", "'Ukraine' is no country code; use ISO 3166-1 alpha-3"),
    ("# period: {start: 2024-03-01, end: 2024-03-30}", "period: {start: 86400}", "'86400' is no date at period.start"),
    ("# period: {start: 2024-03-01, end: 2024-03-30}", "period: {start: 2024-3-1}", "'2024-3-1' is no date at period"),
]


@pytest.mark.parametrize(("old", "new", "message"), CASE, ids=[new[:40] for _, new, _ in CASE])
def test_one_fault_is_one_message_with_its_line(folder: Path, old: str, new: str, message: str) -> None:
    line = edit(folder / "case.yaml", old, new)
    # of two lines written, the second is at fault; a code that names nobody any more is a second fault
    line += 1 if new.startswith("title: a\ntitle") else 0
    faults = [fault for fault in case_faults(folder) if "names 'arland'" not in fault]
    assert len(faults) == 1
    assert faults[0].replace("'the  northam'", "'the northam'").startswith(f"case.yaml:{line}: {message}")


SYNTAX = [
    ("title: Made up", "\ttitle: a", "a tab stands where YAML wants spaces; indent with spaces", (0, 1)),
    ("title: Made up", "title: a: b", "broken YAML: a ':' where none can stand", (0, 9)),
    ("title: Made up", "title: 'a", "broken YAML: a quotation mark is never closed", (0, 8)),
    ("languages: [en]", "languages: [en", "broken YAML: a list opened with [ is not closed properly", None),
    ("title: Made up", "title: \x07", "the control character U+0007 is not allowed in YAML; remove it", (0, 8)),
    ("title: Made up", 'title: "\\UFFFFFFFF"', "broken YAML: an escape that stands for no character", None),
    ("title: Made up", "title: *who", "broken YAML: an alias (*name) without an anchor", (0, 8)),
]


@pytest.mark.parametrize(("old", "new", "message", "at"), SYNTAX, ids=[new for _, new, _, _ in SYNTAX])
def test_broken_yaml_names_line_and_column(
    folder: Path, old: str, new: str, message: str, at: tuple[int, int] | None
) -> None:
    line = edit(folder / "case.yaml", old, new)
    (fault,) = case_faults(folder)
    assert message in fault
    if at:
        assert fault.startswith(f"case.yaml:{line + at[0]}:{at[1]}: ")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "case.yaml:1: the file is empty"),
        (b"# nothing\n", "case.yaml:1: the file is empty"),
        (b"id: a\ntitle: caf\xe9\n", "case.yaml:2: is not UTF-8; save the file as UTF-8"),
        (b"- a\n- b\n", "case.yaml:1: the file holds no keys"),
        (b"id: a\n---\nid: b\n", "case.yaml:2:1: broken YAML: a second document begins"),
        (b"id: " + b"[" * 5000, "case.yaml:1: nested too deeply"),
        (b"id: &a [*a]\n", "case.yaml:1: nested too deeply, or an alias that contains itself"),
        (b"a: &a [1]\nb: [" + b"*a, " * 101 + b"]\n", "case.yaml:2: more than 100 aliases"),
        (
            b"l0: &l0 [x, x, x, x, x, x, x, x, x]\n"
            + b"".join(b"l%d: &l%d [%s]\n" % (n, n, b", ".join([b"*l%d" % (n - 1)] * 9)) for n in range(1, 10)),
            "aliases of aliases; write the values out",
        ),
        (b"id: " + b"a" * (4 << 20), "has more than 4,194,304 bytes"),
    ],
    ids=["empty", "comments", "latin1", "list", "documents", "deep", "loop", "aliases", "bomb", "huge"],
)
def test_a_file_that_holds_no_case_is_one_message(folder: Path, data: bytes, message: str) -> None:
    (folder / "case.yaml").write_bytes(data)
    (fault,) = case_faults(folder)
    assert message in fault


def test_what_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"there is no such folder.*trucewatch init"):
        load_case(tmp_path / "none")
    with pytest.raises(CaseError, match=r"case\.yaml: there is no such file.*trucewatch init"):
        load_case(tmp_path)


def test_all_faults_of_a_file_are_reported_by_line(folder: Path) -> None:
    edit(folder / "case.yaml", "cutoff: 06:00", "cutoff: noon")
    edit(folder / "case.yaml", "reliability: B", "reliability: Z")
    edit(folder / "case.yaml", "affiliation: berland", "affiliation: nobody")
    lines = [int(fault.split(":")[1]) for fault in case_faults(folder)]
    assert lines == [11, 46, 47]


def test_texts_stay_as_written(folder: Path) -> None:
    edit(folder / "case.yaml", "adjectives: [Arlandish]", "adjectives: [NO, 06:00, 2025-01-01, yes, 1e3, ~x, 0o7]")
    edit(folder / "case.yaml", "languages: [en]", "languages: [no]")
    case = load_case(folder)
    assert case.parties[0].adjectives == ("NO", "06:00", "2025-01-01", "yes", "1e3", "~x", "0o7")
    assert case.languages == ("no",)


def test_a_comment_makes_no_other_case(folder: Path) -> None:
    before = load_case(folder)
    edit(folder / "case.yaml", "cutoff: 06:00", 'cutoff: "06:00"   # local')
    assert load_case(folder) == before


AGREEMENT = [
    ("obliges: [arland, berland]", "obliges: [arland, berlan]", "provisions[0].obliges[1] names 'berlan', which is no"),
    ("mediators: [cermark]", "mediators: [UNO]", "mediators[0] names 'UNO', which is no party of the case; use arland"),
    ("{party: berland,", "{party: dorland,", "declarations[1].party names 'dorland', which is no party of the case"),
    (
        "of: berland",
        "of: berlnd",
        "readings[1].of names 'berlnd', which is no party of the case; did you mean 'berland'",
    ),
    (
        "berland, proposal: energy-pause",
        "berland, proposal: energy-puse",
        "declarations[1] is about 'energy-puse', which",
    ),
    ("id: berland, of", "id: arland, of", "the reading id 'arland' is given twice, first on line"),
    ("kinds: [attack]", "kinds: [atack]", "'atack' is no kind of claim; did you mean 'attack'?"),
    (
        "stance: accepted",
        "stance: agreed",
        "'agreed' is no stance; use proposed, accepted, accepted-with-conditions, rej",
    ),
    ("days: 30", "days: 0", "'0' is not at least 1 at readings[0].period.days; mend the number"),
    ("days: 30", "days: 30, end: 2024-03-30", "give days or end, not both; mend one of the values"),
    ("days: 30", "days: many", "'many' is no whole number at readings[0].period.days; write digits only"),
    ("date: 2024-03-01", "date: 1 March", "'1 March' is no date at declarations[0].date; write it as 2025-03-18"),
]


@pytest.mark.parametrize(("old", "new", "message"), AGREEMENT, ids=[new[:40] for _, new, _ in AGREEMENT])
def test_one_fault_of_an_agreement_is_one_message(folder: Path, old: str, new: str, message: str) -> None:
    line = edit(folder / "agreements" / "example.yaml", old, new)
    (fault,) = agreement_faults(folder)
    # a fault of a whole mapping that is written on one line stands on that line
    assert fault.startswith(f"example.yaml:{line}: {message}")


def test_a_proposal_name_leads_to_one_proposal(folder: Path) -> None:
    proposal = '  - {id: energy-pause, names: ["pause on energy strikes", "energy pause"]}'
    path = folder / "agreements" / "example.yaml"
    edit(path, proposal, proposal + '\n  - {id: full, names: ["The energy pause"]}')
    (fault,) = agreement_faults(folder)
    assert "'The energy pause' is a name of full here and of energy-pause on line" in fault


def test_a_faulty_agreement_does_not_cost_the_others(folder: Path) -> None:
    good = (folder / "agreements" / "example.yaml").read_text("utf-8")
    (folder / "agreements" / "a-broken.yaml").write_text("id: [", "utf-8")
    (folder / "agreements" / "b-again.yml").write_text(good, "utf-8")
    (folder / "agreements" / "notes.txt").write_text("no agreement", "utf-8")
    (folder / "agreements" / ".hidden.yaml").write_text("id: [", "utf-8")
    outcomes = {path.name: outcome for path, outcome in load_agreements(folder, load_case(folder))}
    assert list(outcomes) == ["a-broken.yaml", "b-again.yml", "example.yaml"]
    assert isinstance(outcomes["a-broken.yaml"], CaseFaults)
    assert isinstance(outcomes["b-again.yml"], Agreement)
    assert "the agreement id 'example-pause' is also that of b-again.yml" in str(outcomes["example.yaml"])


def test_no_agreements_are_no_fault(folder: Path) -> None:
    (folder / "agreements" / "example.yaml").unlink()
    assert list(load_agreements(folder, load_case(folder))) == []
    (folder / "agreements").rmdir()
    assert list(load_agreements(folder, load_case(folder))) == []
