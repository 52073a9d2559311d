"""A sentence stands or falls with what it cites."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.core.errors import InputError
from claimwright.core.money import format_cents
from claimwright.evidence import Evidence, EvidenceLike, verify

SUPPORTED: list[tuple[str, list[EvidenceLike]]] = [
    ("The plan allowed $1,234.50.", [Evidence("money", 123450)]),
    ("The plan allowed 1,234.50 dollars.", [Evidence("money", "$1234.50")]),
    ("The service was on July 15, 2024.", [date(2024, 7, 15)]),
    ("The service was on 7/15/24.", [Evidence("date", "2024-07-15")]),
    ("It counts for 2024.", [date(2024, 7, 15)]),
    ("Denied CO-236: see N130.", [Evidence("code", "CO-236"), Evidence("code", "N130")]),
    ("Denied CO 236, CARC 236, group code CO.", [Evidence("code", "CO-236")]),
    ("Denied CO-45.", [Evidence("code", "CO"), Evidence("code", "45")]),
    ("Billed 99213-25.", [Evidence("code", "99213"), Evidence("code", "25")]),
    ("Billed 99213 with modifier 25.", [Evidence("code", "99213-25")]),
    ("Diagnosis E119.", [Evidence("code", "E11.9")]),
    ("Coinsurance is 20%.", [Evidence("number", Decimal("0.2"))]),
    ("Coinsurance is 20 percent.", [Evidence("percent", 20)]),
    ("Two of 3 units, lines 1-3.", [1, 3]),
    ("NPI 1234567893 billed it.", [Evidence("id", "1234567893")]),
    ("Member 1EG4TE5MK73.", [Evidence("id", "1EG4-TE5-MK73")]),
    ("CO-45 took $20.00 of 99213.", ["allowed 99213, CO-45, 20.00 on line 1"]),
    ("It was reduced by $20.00.", [Evidence("money", -2000)]),
    ("Nothing to check here.", []),
]


@pytest.mark.parametrize(("sentence", "evidence"), SUPPORTED)
def test_supported(sentence: str, evidence: list[EvidenceLike]) -> None:
    assert verify(sentence, evidence) == ()


REFUSED: list[tuple[str, list[EvidenceLike], list[str]]] = [
    ("The plan allowed $45.00.", [45, Evidence("code", "CO-45"), Evidence("percent", 45)], ["$45.00"]),
    ("Denied PR-45.", [Evidence("code", "CO-45"), Evidence("code", "PR-1")], ["PR-45"]),
    ("With modifier 59.", [59, "a patient of 59 years"], ["59"]),
    ("CARC 45.", ["45 days"], ["45"]),
    ("Modifier XU.", [Evidence("code", "XE")], ["XU"]),
    ("Group code PR.", [Evidence("code", "CO-45")], ["PR"]),
    ("On July 15, 2024.", ["on 7/15"], ["July 15, 2024"]),
    ("Coinsurance is 20%.", [20], ["20%"]),
    ("Five hundred dollars.", [Evidence("money", 40000)], ["Five hundred dollars"]),
    ("It grew by -$20.", [Evidence("money", 2000)], ["-$20"]),
    ("1250 units.", [Evidence("id", "12-50"), "12.50"], ["1250"]),
    ("$1.5 million.", [Evidence("money", 150)], ["$1.5 million"]),
    ("Line 2 of claim C-77.", [1, Evidence("id", "C-78")], ["2", "C-77"]),
    ("３ visits.", [2], ["３"]),
]


@pytest.mark.parametrize(("sentence", "evidence", "raws"), REFUSED)
def test_refused(sentence: str, evidence: list[EvidenceLike], raws: list[str]) -> None:
    assert [figure.raw for figure in verify(sentence, evidence)] == raws


@pytest.mark.parametrize("item", [Evidence("money", "forty"), Evidence("date", "soon"), Evidence("number", "x")])
def test_evidence_that_is_no_value_is_named(item: Evidence) -> None:
    with pytest.raises(InputError):
        verify("1", [item])


def _money(cents: int) -> st.SearchStrategy[str]:
    return st.sampled_from([format_cents(cents), f"{cents / 100:.2f} dollars", f"USD {cents // 100}.{cents % 100:02d}"])


def _dates(day: date) -> st.SearchStrategy[str]:
    forms = [
        day.isoformat(),
        f"{day:%m/%d/%Y}",
        f"{day.month}/{day.day}/{day:%y}",
        f"{day:%B} {day.day}, {day.year}",
    ]
    return st.sampled_from([*forms, f"{day.day} {day:%b} {day.year}", f"{day.month}/{day.day}", f"{day:%Y%m%d}"])


def _codes(code: str) -> st.SearchStrategy[str]:
    return st.sampled_from([code, code.replace("-", " ") if code[:3] in ("CO-", "PR-") else code])


CODE = st.one_of(
    st.from_regex(r"\A[1-9][0-9]{4}\Z"),
    st.from_regex(r"\A[A-V][0-9]{4}\Z"),
    st.from_regex(r"\A(CO|PR|OA|PI)-[1-9][0-9]{0,2}\Z"),
    st.from_regex(r"\A[A-TV-Z][0-9]{2}\.[0-9]{1,3}\Z"),
    st.from_regex(r"\A(MA|N)[0-9]{2,3}\Z"),
    st.from_regex(r"\A[1-9][0-9]{4}-[1-9][0-9]\Z"),
)
IDENTIFIER = st.from_regex(r"\A[A-Z]{1,3}-?[0-9]{4,9}(-[0-9]{2,3})?\Z") | st.from_regex(r"\A1[0-9]{9}\Z")
DAY = st.dates(date(1970, 1, 1), date(2060, 12, 31))


@st.composite
def _rendered(draw: st.DrawFn) -> tuple[str, Evidence]:
    kind = draw(st.sampled_from(["money", "date", "code", "number", "percent", "id"]))
    if kind == "money":
        cents = draw(st.integers(0, 10**9))
        return draw(_money(cents)), Evidence("money", cents)
    if kind == "date":
        day = draw(DAY)
        return draw(_dates(day)), Evidence("date", day)
    if kind == "code":
        code = draw(CODE)
        return draw(_codes(code)), Evidence("code", code)
    if kind == "id":
        name = draw(IDENTIFIER)
        return name, Evidence("id", name)
    number = draw(st.integers(0, 10**6))
    text = draw(st.sampled_from([str(number), f"{number:,}"]))
    return (f"{text}%", Evidence("percent", number)) if kind == "percent" else (text, Evidence("number", number))


SENTENCE = st.sampled_from(["It says {}.", "({}) was found; no more", "{}", "because of {}, as cited", "from {} on"])


@given(st.lists(_rendered(), min_size=1, max_size=5), SENTENCE)
def test_a_sentence_rendered_from_evidence_verifies(items: list[tuple[str, Evidence]], frame: str) -> None:
    sentence = " ; ".join(frame.format(text) for text, _ in items)
    assert verify(sentence, [evidence for _, evidence in items]) == ()


@given(_rendered(), SENTENCE, st.data())
def test_changing_one_digit_makes_it_fail(item: tuple[str, Evidence], frame: str, data: st.DataObject) -> None:
    text, evidence = item
    at = data.draw(st.sampled_from([n for n, ch in enumerate(text) if ch.isdigit()]))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[at]]))
    changed = text[:at] + digit + text[at + 1 :]
    assert verify(frame.format(changed), [evidence])


@given(_rendered(), SENTENCE)
def test_the_sentence_itself_is_evidence_as_text(item: tuple[str, Evidence], frame: str) -> None:
    sentence = frame.format(item[0])
    assert verify(sentence, [sentence]) == ()
