"""The ways in which citations are written, and the one form that we keep."""

from __future__ import annotations

import pytest

from claimwright.corpus.citations import Citation, find_citations, find_partial, parse_citation

WRITTEN = [
    ("42 U.S.C. 300gg-19", "42 USC 300gg-19"),
    ("42 USC § 300gg–19(a)(1)", "42 USC 300gg-19(a)(1)"),
    ("42 U.S.C. §\u202f300gg\u201319a", "42 USC 300gg-19a"),
    ("42 U.S.C.A. § 1395y(a)(1)(A)", "42 USC 1395y(a)(1)(A)"),
    ("title 42 of the United States Code, section 1395y", "42 USC 1395y"),
    ("section 1395y of title 42", "42 USC 1395y"),
    ("26 USC 36B", "26 USC 36B"),
    ("section 1862(a)(1)(A) of the Social Security Act", "42 USC 1395y(a)(1)(A)"),
    ("SSA § 1852(g)", "42 USC 1395w-22(g)"),
    ("section 1902(a)(3) of the Social Security Act", "42 USC 1396a(a)(3)"),
    ("section 1927 of the Social Security Act", "42 USC 1396r-8"),
    ("section 1869 of the Social Security Act", "42 USC 1395ff"),
    ("ERISA 503", "29 USC 1133"),
    ("ERISA § 502(a)(1)(B)", "29 USC 1132(a)(1)(B)"),
    ("section 503 of ERISA", "29 USC 1133"),
    ("sec. 725 of the Employee Retirement Income Security Act of 1974", "29 USC 1185n"),
    ("PHS Act 2719", "42 USC 300gg-19"),
    ("PHS Act section 2719A(b)", "42 USC 300gg-19a(b)"),
    ("section 2799A–1 of the Public Health Service Act", "42 USC 300gg-111"),
    ("ACA 1557", "42 USC 18116"),
    ("section 1302 of the Affordable Care Act", "42 USC 18022"),
    ("section 9815 of the Internal Revenue Code", "26 USC 9815"),
    ("29 CFR 2560.503-1", "29 CFR 2560.503-1"),
    ("29 C.F.R. § 2560.503–1(h)(3)(iii)", "29 CFR 2560.503-1(h)(3)(iii)"),
    ("45 C.F.R. § 147.136(b)(2)", "45 CFR 147.136(b)(2)"),
    ("26 CFR 54.9815-2719T", "26 CFR 54.9815-2719T"),
    ("section 2560.503–1 of title 29, Code of Federal Regulations", "29 CFR 2560.503-1"),
    ("29 CFR part 2590", "29 CFR part 2590"),
    ("45 CFR 162", "45 CFR part 162"),
    ("CLM104 ch. 12 s. 40", "CLM104 ch. 12 s. 40"),
    ("CLM104 ch. 23 s. 20.9.1.1 B", "CLM104 ch. 23 s. 20.9.1.1(B)"),
    ("CLM104 ch. 12", "CLM104 ch. 12"),
    ("Pub. 100-04, chapter 12, section 40", "CLM104 ch. 12 s. 40"),
    ("Medicare Claims Processing Manual, Chapter 12, § 40.2", "CLM104 ch. 12 s. 40.2"),
    ("Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 40.2", "CLM104 ch. 12 s. 40.2"),
    ("chapter 12, section 40 of the Medicare Claims Processing Manual", "CLM104 ch. 12 s. 40"),
    ("IOM 100-02, Ch. 15, Sec. 50.4.1", "BP102 ch. 15 s. 50.4.1"),
    ("88 FR 12345", "88 FR 12345"),
    ("88 Fed. Reg. 12,345", "88 FR 12345"),
    ("NCD 220.6.17", "NCD 220.6.17"),
    ("National Coverage Determination (NCD) 110.3", "NCD 110.3"),
    ("LCD L33718", "LCD L33718"),
    ("l33718", "LCD L33718"),
    ("A52465", "Article A52465"),
    ("Cal. Ins. Code § 10169", "CA Ins. Code 10169"),
    ("California Health & Safety Code § 1374.30(a)", "CA Health & Safety Code 1374.30(a)"),
    ("NY Ins. Law 4914", "NY Ins. Law 4914"),
    ("N.Y. Insurance Law § 4914(b)(1)", "NY Ins. Law 4914(b)(1)"),
    ("Fla. Stat. § 627.6141", "FL Stat. 627.6141"),
    ("(45 CFR 147.136).", "45 CFR 147.136"),
]


@pytest.mark.parametrize(("written", "kept"), WRITTEN)
def test_a_citation_is_brought_to_one_form(written: str, kept: str) -> None:
    found = parse_citation(written)
    assert found is not None
    assert str(found) == kept
    assert parse_citation(kept) == found


@pytest.mark.parametrize("written", [each for each, _ in WRITTEN])
def test_a_citation_is_found_where_it_stands(written: str) -> None:
    text = f"As the plan says, see {written}; nothing else."
    found = find_citations(text)
    assert [each.citation for each in found] == [parse_citation(written)]
    assert parse_citation(text[found[0].start : found[0].end]) == found[0].citation


@pytest.mark.parametrize(
    "text",
    [
        "",
        "why was my claim denied",
        "NAIC Model 120",
        "NCCI Add-on Code Edits",
        "HCPCS L1234 and A5246",
        "section 503",
        "ERISA 9999",
        "in 2020 the plan paid 42 claims",
        "45 CFR",
        "x" * 100_000,
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert parse_citation(text) is None
    assert find_citations(text) == []


def test_a_plural_announces_a_list() -> None:
    found = find_citations("29 U.S.C. §§ 1132, 1133(a) and 1185d apply; 45 CFR 147.136, 2020.")
    assert [str(each.citation) for each in found] == ["29 USC 1132", "29 USC 1133(a)", "29 USC 1185d", "45 CFR 147.136"]


def test_containment_goes_by_whole_steps() -> None:
    section = Citation("42 USC", "300gg-19")
    assert section.contains(Citation("42 USC", "300gg-19", ("a", "1")))
    assert not section.contains(Citation("42 USC", "300gg-19a"))
    assert Citation("42 USC", "300gg-19", ("a", "1")).parent == Citation("42 USC", "300gg-19", ("a",))
    assert section.parent is None


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("1128J(d): days to send it back", ["42 USC 1320a-7k(d)"]),
        ("does 1862(a)(1)(A) or 2719A apply", ["42 USC 1395y(a)(1)(A)", "42 USC 300gg-19a"]),
        ("300GG–19(b) and 1395w-22(g)", ["42 USC 300GG-19(b)", "42 USC 1395w-22(g)"]),
        ("2560.503-1(h), 147.136 and 422.566", ["29 CFR 2560.503-1(h)", "45 CFR 147.136", "42 CFR 422.566"]),
        ("in 1862, 1900 claims of $1,861.50 and 2719 members, 401(k) and 403(b), 139.50", []),
        ("1395 and 99213-25 and 300", []),
    ],
)
def test_section_numbers_without_a_work_mean_one_place_or_none(query: str, meant: list[str]) -> None:
    assert [str(each.citation) for each in find_partial(query)] == meant
