"""Cleaning: signs, cuts, and each pattern of a leak with a sentence that goes and one that stays."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.appeals.benchmark.clean import clean_case, cuts, mend_text, without_leaks
from claimwright.appeals.benchmark.leaks.patterns import PATTERNS, LeakPattern, implied, leaks_in
from claimwright.appeals.benchmark.sentences import sentences
from claimwright.appeals.records import AppealCase

FOUND = [(pattern, sentence) for pattern in PATTERNS for sentence in pattern.found]
LEFT = [sentence for pattern in PATTERNS for sentence in pattern.left]
BACKGROUND = (
    "The Health Insurer has denied this request indicating that the requested services are not medically necessary.",
    "The Health Plan considers the drug investigational.",
    "The plan upheld its denial at the first level.",
    "An MRI showed a tear, and surgery was recommended by her orthopedist.",
    "The physician reviewer found the patient is a 22-year-old female with Crohn's disease.",
    "At issue is whether the admission was medically necessary.",
    "Her parents believe that the treatment is medically necessary.",
    "Therefore, the Health Insurer has denied coverage for the requested service.",
    "His warfarin was reversed with vitamin K before surgery.",
)


@pytest.mark.parametrize(("pattern", "sentence"), FOUND)
def test_each_pattern_finds_its_sentences(pattern: LeakPattern, sentence: str) -> None:
    assert pattern in list(leaks_in(sentence))
    text, removed = without_leaks(f"She has knee pain. {sentence} She is 40 years old.")
    assert sentence.strip() not in text
    assert "She has knee pain." in text
    assert removed


@pytest.mark.parametrize("sentence", [*LEFT, *BACKGROUND])
def test_what_was_known_before_the_review_stays(sentence: str) -> None:
    assert [pattern.name for pattern in leaks_in(sentence)] == []


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("The denial is: Overturned", "Overturned"),
        ("The denial should be upheld.", "Upheld"),
        ("The denial should not be upheld.", "Overturned"),
        ("Therefore the requested service was medically necessary.", "Overturned"),
        ("Therefore the requested service is not medically necessary.", "Upheld"),
        ("The denial was not justified.", "Overturned"),
        ("The insurer's determination was appropriate.", "Upheld"),
        ("The reviewer disagrees with the insurer's decision.", "Overturned"),
    ],
)
def test_what_a_sentence_implies(sentence: str, outcome: str) -> None:
    assert outcome in [implied(pattern, sentence) for pattern in leaks_in(sentence)]


def test_mis_decoded_signs_and_stray_capitals() -> None:
    assert mend_text("The enrolleeas knee.") == "The enrollee's knee."
    assert mend_text("the requested procedure.W\nNext passage.") == "the requested procedure.\nNext passage."
    assert mend_text("He takes vitamin B12. Dose: 5 mg of factor X") == "He takes vitamin B12. Dose: 5 mg of factor X"


def test_cuts_are_marked() -> None:
    assert cuts("A whole sentence.\nAnother.") == []
    assert cuts("A whole sentence.\nwithout its start, but ended.") == ["cut-start"]
    assert cuts("The provider was planning to ") == ["cut-end"]


def test_a_case_says_what_was_done() -> None:
    case = AppealCase(
        id="1",
        text="The enrolleeas arm hurts. The denial is overturned. It was planned to",
        decision="Overturned",
        source="x",
    )
    cleaned, removed = clean_case(case)
    assert cleaned.text == "The enrollee's arm hurts. It was planned to"
    assert cleaned.marks == ("cut-end", "leak-removed")
    assert [item.sentence for item in removed] == ["The denial is overturned."]
    assert clean_case(case, leaks=False)[0].text.count("overturned") == 1


def test_sentences_know_abbreviations_and_missing_spaces() -> None:
    found = [
        s.text
        for s in sentences("Dr. Smith saw her at 5 p.m. today. It was 2.5 cm.Based on this, No. 3 was done.\nNext")
    ]
    assert found == ["Dr. Smith saw her at 5 p.m. today.", "It was 2.5 cm.", "Based on this, No. 3 was done.", "Next"]


@given(st.text(alphabet=st.sampled_from("ab. !?\nADr”)"), max_size=80))
def test_sentences_cover_the_text(text: str) -> None:
    found = list(sentences(text))
    assert "".join(text[s.start : s.end] for s in found).split() == text.split()
    assert all(a.end == b.start for a, b in pairwise(found))
    assert all(text[s.start : s.end].strip() == s.text for s in found)


@given(st.lists(st.sampled_from([*BACKGROUND, *(s for _, s in FOUND)]), min_size=1, max_size=8))
def test_cleaning_twice_changes_nothing_more(parts: list[str]) -> None:
    once, _ = without_leaks(" ".join(parts))
    assert without_leaks(once) == (once, [])
