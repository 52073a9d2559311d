"""Reason codes, provider identifiers and diagnoses."""

from __future__ import annotations

import csv
import datetime as dt
import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.claims.codes import (
    Reason,
    ReasonCodes,
    bundled,
    complete_npi,
    describe,
    ended_on,
    looks_like_icd10cm,
    normal_diagnosis,
    status,
    valid_npi,
    with_point,
)
from claimwright.core.errors import NotFoundError
from claimwright.core.settings import public_data

DAY = dt.date
CHECKLIST = """
    1 2 3 4 5 6 7 8 9 10 11 13 14 15 16 18 19 20 21 22 23 24 26 27 29 31 32 33 34 35 39 44 45 49 50
    54 55 58 59 69 70 94 96 97 104 107 109 110 119 129 133 140 144 146 147 149 151 167 172 179 181
    182 185 189 193 197 198 199 200 204 206 207 208 210 215 222 226 227 231 234 236 238 239 242 243
    246 252 253 254 257 270 272 273 275 276 282 284 287 288 299 302 A8 B4 B7 B10 B13 B14 B15 B16
"""
REMARKS = """
    M15 M51 M76 M77 M79 M80 MA63 N130 N290 N362 N862 N864 N865 N866 N867 N868 N869 N870 N871
"""


@pytest.mark.parametrize("code", CHECKLIST.split())
def test_adjustment_reasons_of_the_checklist_are_there(code: str) -> None:
    assert status("carc", code) == ("ended" if code == "15" else "valid")
    assert describe("carc", code)


@pytest.mark.parametrize("code", REMARKS.split())
def test_remarks_of_the_checklist_are_there(code: str) -> None:
    assert status("rarc", code, DAY(2024, 8, 1)) == "valid"


def test_status_on_a_date() -> None:
    assert status("carc", "15", DAY(2018, 5, 1)) == "valid"
    assert status("carc", "15", DAY(2018, 5, 2)) == "ended"
    assert status("carc", "236", DAY(2011, 1, 29)) == "future"
    assert status("carc", "999") == status("group", "CR") == status("colour", "1") == "unknown"
    assert (ended_on("carc", "15"), ended_on("carc", "45"), ended_on("carc", "999")) == (DAY(2018, 5, 1), None, None)


def test_a_code_that_is_not_known_cannot_be_described() -> None:
    with pytest.raises(NotFoundError, match="999 is no known adjustment reason code"):
        describe("carc", "999")


@pytest.mark.parametrize(
    ("system", "code", "start", "end", "message"),
    [
        ("group", "CO", None, None, None),
        ("carc", "236", DAY(2005, 1, 1), None, None),
        ("carc", "236", None, DAY(2010, 1, 1), "236 starts on 2011-01-30, but the rule is in force until 2010-01-01"),
        ("carc", "15", DAY(2010, 1, 1), DAY(2018, 5, 1), None),
        (
            "carc",
            "15",
            DAY(2024, 1, 1),
            None,
            "15 ended on 2018-05-01, but the rule is in force from 2024-01-01 with no end",
        ),
        ("carc", "15", None, None, "15 ended on 2018-05-01, but the rule is in force with no end"),
        ("rarc", "N9999", None, None, "N9999 is no known remark code"),
        ("group", "CR", None, None, "CR is no known group code"),
    ],
)
def test_what_a_rule_may_use(system: str, code: str, start: DAY | None, end: DAY | None, message: str | None) -> None:
    said = bundled().check(system, code, start, end)
    assert said is None if message is None else (said or "").removeprefix("adjustment reason code ") == message


def test_a_table_adds_codes_and_wins_in_dates() -> None:
    rows = [
        SimpleNamespace(kind="carc", code="45", started=None, ended=DAY(2030, 1, 1)),
        SimpleNamespace(kind="carc", code="P2", started=None, ended=None),
    ]
    codes = bundled().with_table(rows)
    assert codes.ended_on("carc", "45") == DAY(2030, 1, 1)
    assert codes.describe("carc", "45") == describe("carc", "45")
    assert (codes.status("carc", "P2"), status("carc", "P2")) == ("valid", "unknown")
    assert codes.describe("carc", "P2")


def test_paraphrases_are_short_and_our_own() -> None:
    for reason in bundled():
        assert 3 <= len(reason.meaning) <= 90, reason
        assert not re.search(r"claim/service|missing/incomplete", reason.meaning, re.IGNORECASE), reason


def test_dates_are_those_of_the_published_list() -> None:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    with (data / "codes" / "carc_rarc_group.csv").open(newline="") as file:
        real = {(row["type"].lower(), row["code"]): (row["start"], row["end"]) for row in csv.DictReader(file)}
    for reason in bundled():
        mine = (str(reason.start or ""), str(reason.end or ""))
        assert mine == real[reason.kind, reason.code], reason


def test_a_list_of_ones_own() -> None:
    codes = ReasonCodes([Reason("carc", "1", None, None)])
    assert [str(one) for one in codes] == ["adjustment reason code 1"]


def test_the_published_example_of_an_npi() -> None:
    assert valid_npi("1234567893")
    assert complete_npi("123456789") == "1234567893"


@pytest.mark.parametrize(
    "text", ["1234567890", "123456789", "12345678931", "3234567899", "12345678٩3", "", "123456789x"]
)
def test_wrong_npis(text: str) -> None:
    assert not valid_npi(text)


@given(st.from_regex(r"[12][0-9]{8}", fullmatch=True), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_found(nine: str, place: int, shift: int) -> None:
    npi = complete_npi(nine)
    assert valid_npi(npi)
    wrong = str((int(npi[place]) + shift) % 10)
    assert not valid_npi(npi[:place] + wrong + npi[place + 1 :])


@pytest.mark.parametrize(
    ("text", "want"), [("E11.9", "E119"), (" e119 ", "E119"), ("A00", "A00"), ("s82.001a", "S82001A")]
)
def test_diagnoses(text: str, want: str) -> None:
    assert normal_diagnosis(text) == want
    assert looks_like_icd10cm(text)
    assert normal_diagnosis(with_point(text)) == want


def test_what_is_no_diagnosis() -> None:
    assert not any(map(looks_like_icd10cm, ("99213", "E1", "E11.99999", "", "EE1")))
    assert with_point("E119") == "E11.9"
    assert with_point("A00") == "A00"
