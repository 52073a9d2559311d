"""What holds of every citation and of every text."""

from __future__ import annotations

import itertools
import sys

from hypothesis import given
from hypothesis import strategies as st

from claimwright.corpus.citations import Citation, find_citations, parse_citation
from claimwright.corpus.citations.equivalents import ACTS, IRC, usc_of
from claimwright.corpus.citations.forms import FORMS
from claimwright.corpus.citations.manuals import MANUALS
from claimwright.corpus.citations.states import CODES, STATES

NUMBER = st.integers(1, 9999).map(str)
STEPS = st.lists(st.sampled_from(["a", "b", "1", "12", "A", "iii", "aa", "I"]), max_size=5).map(tuple)
USC = st.builds(
    Citation,
    st.integers(1, 54).map("{} USC".format),
    st.from_regex(r"[1-9]\d{0,3}[a-z]{0,2}(-[1-9]\d{0,2}[a-z]?){0,2}", fullmatch=True),
    STEPS,
)
CFR = st.builds(
    Citation,
    st.integers(1, 50).map("{} CFR".format),
    st.from_regex(r"[1-9]\d{0,3}\.[1-9]\d{0,3}(-[1-9]\d{0,3}[A-Z]?)?", fullmatch=True),
    STEPS,
)
PART = st.builds(Citation, st.integers(1, 50).map("{} CFR".format), NUMBER.map("part {}".format))
MANUAL = st.builds(
    lambda short, chapter, section, steps: Citation(f"{short} ch. {chapter}", section, steps if section else ()),
    st.sampled_from([short for short, _ in MANUALS.values()]),
    st.integers(1, 39),
    st.from_regex(r"([1-9]\d{0,2}(\.[1-9]\d?){0,4})?", fullmatch=True),
    STEPS,
)
FLAT = st.one_of(
    st.builds(Citation, st.integers(1, 99).map("{} FR".format), NUMBER),
    st.builds(Citation, st.just("NCD"), st.from_regex(r"[1-9]\d{1,2}(\.[1-9]\d?){1,3}", fullmatch=True)),
    st.builds(Citation, st.just("LCD"), st.from_regex(r"L[0-9]{5}", fullmatch=True)),
    st.builds(Citation, st.just("Article"), st.from_regex(r"A[0-9]{5}", fullmatch=True)),
)
STATE = st.builds(
    lambda state, code, section, steps: Citation(f"{state} {code}", section, steps),
    st.sampled_from(sorted(set(STATES.values()))),
    st.sampled_from(sorted(CODES)),
    st.from_regex(r"[1-9]\d{0,4}([.-][1-9]\d{0,2}){0,2}", fullmatch=True),
    STEPS,
)
CITATIONS = st.one_of(USC, CFR, PART, MANUAL, FLAT, STATE)


@given(CITATIONS)
def test_what_is_printed_is_read_back(citation: Citation) -> None:
    assert parse_citation(str(citation)) == citation


@given(st.lists(CITATIONS, max_size=5))
def test_every_citation_of_a_text_is_found(citations: list[Citation]) -> None:
    text = "; and ".join(f"see {each}" for each in citations)
    assert [each.citation for each in find_citations(text)] == citations


@given(
    st.text(
        alphabet=st.sampled_from("42 USC.CFR§()-–a1gERIASAPub 100-04 chapter, section of the title\u202f\n"),
        max_size=300,
    )
)
def test_found_citations_stand_in_order_and_apart(text: str) -> None:
    found = find_citations(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))


@given(st.text(max_size=500))
def test_any_text_can_be_asked(text: str) -> None:
    parse_citation(text)
    find_citations(text)


def test_no_pattern_repeats_without_bound() -> None:
    assert not any(limit == "MAXREPEAT" for form in FORMS for limit in _limits(form.pattern.pattern))


def _limits(pattern: str) -> list[str]:
    from re import _parser as sre  # type: ignore[attr-defined]

    def walk(tree: object) -> list[str]:
        found: list[str] = []
        for op, argument in tree:  # type: ignore[attr-defined]
            if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
                found.append("MAXREPEAT" if argument[1] is sre.MAXREPEAT else str(argument[1]))
            for each in argument if isinstance(argument, (tuple, list)) else ():
                for inner in each if isinstance(each, list) else [each]:
                    if isinstance(inner, sre.SubPattern):
                        found += walk(inner)
        return found

    return walk(sre.parse(pattern))


def test_work_grows_with_the_text_and_no_faster() -> None:
    for unit in ("42 USC ", "§ ", "1", "(a)", "section 1 ", "100-04 chapter 1 ", "1.1-", "Cal. "):
        short, long = _steps(unit * 200), _steps(unit * 400)
        assert long <= 2.5 * short + 50


def _steps(text: str) -> int:
    """Calls made while finding; patterns themselves are bounded, so calls are what could grow."""
    count = 0

    def tally(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(tally)
    try:
        find_citations(text)
    finally:
        sys.setprofile(None)
    return count


def test_equivalents_name_known_sections() -> None:
    known = {("SSA", "1862"): "1395y", ("SSA", "1866"): "1395cc", ("SSA", "1881"): "1395rr", ("SSA", "1886"): "1395ww",
             ("SSA", "1893"): "1395ddd", ("SSA", "1905"): "1396d", ("SSA", "1915"): "1396n", ("SSA", "2103"): "1397cc",
             ("ERISA", "404"): "1104", ("ERISA", "510"): "1140", ("ERISA", "609"): "1169", ("ERISA", "712"): "1185a",
             ("PHSA", "2713"): "300gg-13", ("PHSA", "2726"): "300gg-26", ("ACA", "1304"): "18024"}  # fmt: skip
    assert {key: (usc_of(*key) or ("", ""))[1] for key in known} == known
    assert usc_of(IRC, "223") == ("26 USC", "223")
    assert set(ACTS) == {"SSA", "ERISA", "PHSA", "ACA", "IRC"}
