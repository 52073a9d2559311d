from __future__ import annotations

import pytest

from claimwright.corpus.process import _cases
from claimwright.corpus.process._report import collecting


@pytest.mark.parametrize(
    ("raw", "decision"),
    [
        ("Insurer Denial Overturned", "Overturned"),
        ("Insurer Denial Upheld", "Upheld"),
        ("Overturned Decision of Health Plan", "Overturned"),
        ("Upheld Decision of Health Plan", "Upheld"),
        ("Overturned in Part", "Overturned"),
        (" upheld ", "Upheld"),
        ("Partially-Favorable", "Overturned"),
        ("Unfavorable", "Upheld"),
        ("Dismissed", ""),
        ("", ""),
    ],
)
def test_known_outcomes(raw, decision):
    with collecting() as problems:
        assert _cases.decision_of(raw, "row 1") == decision
    assert problems == []


def test_an_unknown_outcome_is_told_and_never_a_crash():
    with collecting() as problems:
        assert _cases.decision_of("Perhaps", "row 7") == ""
    assert str(problems[0]) == "row 7: the outcome 'Perhaps' is not known; it is kept as decision_raw"


@pytest.mark.parametrize(
    ("narrative", "insurance"),
    [
        ("The enrollee requested a scan.", "Commercial"),
        ("The enrollee, a Medi-Cal member, requested a scan.", "Medicaid"),
        ("A managed Medicaid plan denied it.", "Medicaid"),
        ("This is not a Medi-Cal case.", "Unspecified"),
        ("The plan applied Medi-Cal criteria.", "Unspecified"),
        ("", "Unspecified"),
    ],
)
def test_insurance_of_managed_care(narrative, insurance):
    assert _cases.insurance_of_managed_care(narrative) == insurance


@pytest.mark.parametrize(
    ("coverage", "insurance"),
    [
        ("HMO", "Commercial"),
        ("Self-Funded", "Commercial"),
        ("Medicaid", "Medicaid"),
        ("Managed Long Term Care", "Medicaid"),
        ("Essential Plan", "Unspecified"),
        ("", "Unspecified"),
    ],
)
def test_insurance_of_coverage(coverage, insurance):
    assert _cases.insurance_of_coverage(coverage) == insurance


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("the enrolleeas and the patientas records", "the enrollee's and the patient's records"),
        ("it wasnat covered", "it wasn't covered"),
        ("the enrolleeâ€™s file", "the enrollee’s file"),
        ("the enrollee\x92s file", "the enrollee’s file"),
        ("two areas; a panas tree", "two areas; a panas tree"),
        ("Tom &amp; Ann &ge; 5", "Tom & Ann ≥ 5"),
    ],
)
def test_mis_decoded_apostrophes_are_mended(damaged, text):
    assert _cases.narrative_of(damaged) == text


@pytest.mark.parametrize(
    ("raw", "expedited"),
    [
        ("Expedited", True),
        ("Standard", False),
        ("Non-Expedited", False),
        ("Yes", True),
        ("", None),
        ("Urgent Care", None),
    ],
)
def test_expedited(raw, expedited):
    assert _cases.expedited_of(raw) is expedited
