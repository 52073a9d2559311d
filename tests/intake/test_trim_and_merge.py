"""Boundaries and the overlap rules of the merger, one example a rule."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.intake.labels import INSURANCE, PHI
from claimwright.intake.merge import merge
from claimwright.intake.recognisers.base import IMPLIED, layer_of
from claimwright.intake.records import Candidate
from claimwright.intake.trim import join, snap, trim


def found(text: str, value: str, label: str, score: float = 0.9, source: str = "model") -> Candidate:
    start = text.index(value)
    return Candidate(layer_of(label), start, start + len(value), label, score, source)


def texts(text: str, structured: list[Candidate], model: list[Candidate] | None) -> list[tuple[str, str]]:
    return [(e.chosen.label, text[e.chosen.start : e.chosen.end]) for e in merge(text, structured, model)]


@pytest.mark.parametrize(
    ("written", "label", "value"),
    [
        ("member ID W221-7", "MEMBER_ID", "W221-7"),
        ("claim # 99-A.", "CLAIM_ID", "99-A"),
        ("Dr. Ana Roe's", "NAME", "Ana Roe"),
        ("(614) 555-0101", "PHONE", "(614) 555-0101"),
        ("(614-555-0101)", "PHONE", "614-555-0101"),
        ("forty dollars", "COPAY", "forty"),
        ("$25,", "COPAY", "$25"),
        ("fax: 614-555-0101", "FAX", "614-555-0101"),
        ("GRP-882044", "GROUP_NUMBER", "GRP-882044"),
        ("PA-4421", "AUTH_NUMBER", "PA-4421"),
        ('"Aetna"', "CARRIER", "Aetna"),
        ("Rosie F.", "NAME", "Rosie F."),
        ("Mwangi, Faith W.", "NAME", "Mwangi, Faith W."),
        ("Dwight Eck Jr.", "SUBSCRIBER_NAME", "Dwight Eck Jr."),
        ("Rosie Finch.", "NAME", "Rosie Finch"),
    ],
)
def test_trim_leaves_the_value_alone(written: str, label: str, value: str) -> None:
    cut = trim(written, found(written, written, label))
    assert cut is not None
    assert written[cut.start : cut.end] == value


def test_trim_drops_what_holds_no_value() -> None:
    assert trim(" ,. ", Candidate("phi", 0, 4, "NAME", 0.9, "model")) is None


def test_a_model_span_grows_to_whole_words() -> None:
    text = "Ref Q-3391-77 for Wilhelmina"
    assert (
        text[snap(text, found(text, "Q", "AUTH_NUMBER")).start : snap(text, found(text, "Q", "AUTH_NUMBER")).end]
        == "Q-3391-77"
    )
    grown = snap(text, found(text, "Wilhelm", "NAME"))
    assert text[grown.start : grown.end] == "Wilhelmina"


def test_pieces_of_one_identifier_are_joined_and_two_identifiers_are_not() -> None:
    text = "group TX 0440 88, claims 123456, 789012"
    pieces = [found(text, "TX", "GROUP_NUMBER"), found(text, "0440 88", "GROUP_NUMBER")]
    assert [text[c.start : c.end] for c in join(text, pieces)] == ["TX 0440 88"]
    claims = [found(text, "123456", "CLAIM_ID"), found(text, "789012", "CLAIM_ID")]
    assert len(join(text, claims)) == 2


def test_agreement_raises_confidence() -> None:
    text = "fax 614-555-0101"
    both = merge(
        text, [found(text, "614-555-0101", "FAX", 0.9, "telephone")], [found(text, "614-555-0101", "FAX", 0.9)]
    )
    assert both[0].chosen.score > 0.9
    assert {c.source for c in both[0].evidence} == {"model", "telephone"}


def test_the_more_certain_label_wins_a_place() -> None:
    text = "fax 614-555-0101"
    fax = found(text, "614-555-0101", "FAX", 0.99, "telephone")
    assert texts(text, [fax], [found(text, "614-555-0101", "PHONE", 0.6)]) == [("FAX", "614-555-0101")]


def test_an_unsure_recogniser_alone_is_not_enough() -> None:
    text = "maybe 99123"
    guess = [found(text, "99123", "ACCOUNT", 0.55, "account")]
    assert texts(text, guess, []) == []
    assert texts(text, guess, None) == [("ACCOUNT", "99123")]


@pytest.mark.parametrize("label", sorted(IMPLIED))
def test_an_insurance_label_brings_its_phi_label(label: str) -> None:
    text = "the value Xq7712 stands here"
    assert texts(text, [], [found(text, "Xq7712", label)]) == [(label, "Xq7712"), (IMPLIED[label], "Xq7712")]


def test_a_health_plan_id_alone_is_a_member_id() -> None:
    text = "the value X7712 stands here"
    assert ("MEMBER_ID", "X7712") in texts(text, [], [found(text, "X7712", "HEALTH_PLAN_ID", 0.95)])


def test_a_value_found_once_is_found_wherever_it_stands() -> None:
    text = "auth UM2509-417 was denied; I said UM2509-417."
    labels = texts(text, [], [found(text, "UM2509-417", "AUTH_NUMBER")])
    assert labels.count(("AUTH_NUMBER", "UM2509-417")) == 2
    assert labels.count(("OTHER_ID", "UM2509-417")) == 2


_TEXT = "Hi (Jane), ID: W-22 17 x, $5.00! fax 614-555-0101 ab"


@st.composite
def candidate(draw: st.DrawFn) -> Candidate:
    start = draw(st.integers(0, len(_TEXT) - 1))
    end = draw(st.integers(start + 1, len(_TEXT)))
    label = draw(st.sampled_from(INSURANCE + PHI))
    score = draw(st.floats(0, 1))
    return Candidate(layer_of(label), start, end, label, score, draw(st.sampled_from(["model", "telephone", "member"])))


@given(st.lists(candidate(), max_size=12), st.one_of(st.none(), st.lists(candidate(), max_size=12)))
def test_a_merge_is_ordered_disjoint_inside_the_text_and_consistent(
    structured: list[Candidate], model: list[Candidate] | None
) -> None:
    merged = [e.chosen for e in merge(_TEXT, structured, model)]
    for layer in ("insurance", "phi"):
        spans = [c for c in merged if c.layer == layer]
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(0 <= c.start < c.end <= len(_TEXT) and 0 < c.score < 1 for c in spans)
        assert all(not _TEXT[c.start].isspace() and not _TEXT[c.end - 1].isspace() for c in spans)
    places = {(c.start, c.end, c.label) for c in merged}
    for c in merged:
        if c.label in IMPLIED:
            assert (c.start, c.end, IMPLIED[c.label]) in places


@given(st.lists(candidate(), max_size=8), st.randoms())
def test_a_merge_does_not_depend_on_the_order_of_the_evidence(structured: list[Candidate], random: object) -> None:
    shuffled = list(structured)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert [e.chosen for e in merge(_TEXT, structured, [])] == [e.chosen for e in merge(_TEXT, shuffled, [])]
