from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwright.core.errors import InputError
from claimwright.core.settings import public_data
from claimwright.corpus.ledger.processed import stored_text
from claimwright.corpus.process import find_processor
from claimwright.corpus.process._enumerators import label_of, paths
from claimwright.corpus.process._unicode import clean
from claimwright.corpus.processing.stored import write_records
from claimwright.corpus.records import SourceLine, TextRecord

TOP = "\n# Title 42— THE PUBLIC HEALTH AND WELFARE\n### CHAPTER 6A— PUBLIC HEALTH SERVICE\n"
APPEALS = TOP + "#### §\u202f300gg–19. Appeals process\n"
WORDS = " ".join(["word"] * 120)


def read(path: Path) -> list[TextRecord]:
    line = SourceLine(
        url="https://uscode.house.gov/",
        date_accessed="2023-04-01",
        local_path="x",
        tags=(),
        preprocessor="usc-md",
        title="United States Code, Title 42",
    )
    return list(find_processor("usc-md").read(path, line))


def chunks(tmp_path: Path, *texts: str) -> list[TextRecord]:
    path = tmp_path / "usc.jsonl"
    path.write_text("".join(json.dumps({"chunk": n, "text": text}) + "\n" for n, text in enumerate(texts)))
    return read(path)


def cites(records: list[TextRecord]) -> list[str]:
    return [one.citation for one in records]


def test_subsections_are_records_under_their_headings(tmp_path: Path) -> None:
    first, second = chunks(
        tmp_path,
        "\n\n\n",
        APPEALS
        + "##### (a) Internal claims appeals\n\n(1) In general\n\nA plan shall, at a minimum\n\n(A) have a process.\n",
        APPEALS + "##### (c) Secretary authority\n\nThe Secretary may deem § 300gg–93 met.\n",
    )
    assert first.citation == "42 USC 300gg-19(a)"
    assert first.section == (
        "Title 42— THE PUBLIC HEALTH AND WELFARE",
        "CHAPTER 6A— PUBLIC HEALTH SERVICE",
        "§\u202f300gg–19. Appeals process",
        "(a) Internal claims appeals",
    )
    assert first.text == "(1) In general\nA plan shall, at a minimum\n(A) have a process."
    assert (second.citation, second.text) == ("42 USC 300gg-19(c)", "The Secretary may deem § 300gg–93 met.")
    assert (second.jurisdiction, second.title) == ("US", "United States Code, Title 42")


def test_long_subsections_are_divided_with_their_own_citations(tmp_path: Path) -> None:
    body = (
        f"For this section\n\n(1) In general\n\nA {WORDS}.\n\n(2)\n\n(A) if {WORDS}\n\n(i) or {WORDS}\n\n(B) {WORDS}."
    )
    records = chunks(tmp_path, APPEALS + "##### (a) Internal claims appeals\n\n" + body)
    base = "42 USC 300gg-19(a)"
    assert cites(records) == [base, f"{base}(1)", f"{base}(2)(A)", f"{base}(2)(B)"]
    assert records[0].identifiers == {"part": "intro"}
    assert records[0].text == "For this section"
    assert records[1].section[-2:] == ("(a) Internal claims appeals", "(1) In general")
    assert records[2].text.startswith("(A) if word")


def test_a_level_that_was_skipped_is_come_back_to_over_a_footnote(tmp_path: Path) -> None:
    """Section 405(j)(6), shortened: no subparagraph (A) or (B) was enacted before (C), and a footnote says so."""
    top = (
        TOP + "#### §\u202f405. Evidence, procedure, and certification for payments\n##### (j) Representative payees\n"
    )
    records = chunks(
        tmp_path,
        top + "\n(6) The Commissioner shall provide for the periodic onsite review of any person or agency if\n\n"
        "(i) the representative payee serves 15 or more such individuals;\n\n"
        f"(ii) the representative payee collects a fee for its services. {WORDS}\n",
        top + "######## (C) 7 \u202f(i) The Commissioner shall make annual grants. The total amount used each year\n\n"
        f"(I) shall be an amount sufficient to carry out the activities; {WORDS} and\n\n(II) shall not be less than $25,000,000.\n",
        top + "###### (ii) A protection and advocacy system shall use the grant funds to\n\n"
        f"(I) conduct all periodic onsite reviews. {WORDS} {WORDS}\n\n(7) Misuse. {WORDS}\n",
    )
    base = "42 USC 405(j)"
    assert cites(records) == [f"{base}(6){rest}" for rest in ("", "(i)", "(ii)", "(C)(i)", "(C)(ii)")] + [f"{base}(7)"]
    assert records[3].text.startswith("(C) 7 \u202f(i) The Commissioner shall make annual grants.")


def test_text_that_is_set_as_a_heading_is_read_once(tmp_path: Path) -> None:
    head = APPEALS + "##### (c) Child labor\n######## (A) An employer may apply if\n"
    records = chunks(
        tmp_path,
        APPEALS + "##### (c) Child labor\n\n(4)\n",
        head + "\n(i) one, or\n",
        head + "######### (ii) two, where\n\n(I) three.\n\n(B) Four.\n",
    )
    (record,) = records
    assert record.text == "(4)\n(A) An employer may apply if\n(i) one, or\n(ii) two, where\n(I) three.\n(B) Four."


def test_divisions_stand_above_what_follows_them(tmp_path: Path) -> None:
    first, second, lone = chunks(
        tmp_path,
        TOP + "\nSUBCHAPTER I— GENERALLY\n",
        TOP + "#### §\u202f1. Name\n\nText.\n\nSUBCHAPTER II— MORE\n\nPart A— First\n",
        TOP + "#### §\u202f2. Other\n\nText.\n\n[SUBCHAPTER III— REPEALED]\n",
    )
    assert first.section[2:] == ("SUBCHAPTER I— GENERALLY", "§\u202f1. Name")
    assert second.section[2:] == ("SUBCHAPTER II— MORE", "Part A— First", "§\u202f2. Other")
    assert (lone.text, lone.citation) == ("[SUBCHAPTER III— REPEALED]", "")


def test_a_repealed_section_says_so(tmp_path: Path) -> None:
    (record,) = chunks(tmp_path, TOP + "#### [§§\u202f54A to 54F. Repealed. Pub. L. 115–97 ]\n\nPART V— GONE\n")[:1]
    assert (record.citation, record.identifiers) == ("42 USC 54A", {"sections": "54A to 54F", "status": "repealed"})
    assert record.text == "[§§\u202f54A to 54F. Repealed. Pub. L. 115–97 ]"


def test_other_files_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "# Title 1"}\n{"other": 1}\n')
    with pytest.raises(InputError, match="no chunk of the Code"):
        read(path)


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ("#(g) (1) (A) (i) (ii) (B) #(h) (1) (2) #(i) (1)", "g g1 g1A g1Ai g1Aii g1B h h1 h2 i i1"),
        ("#(h) (1) (A) (i) (ii) (2) #(i)", "h h1 h1A h1Ai h1Aii h2 i"),
        ("(1) (A) (G) (H) (I) (J) (i) (ii) (I) (II) (K)", "1 1A 1G 1H 1I 1J 1Ji 1Jii 1JiiI 1JiiII 1K"),
        ("#(a) (i) (ii) #(b)", "a ai aii b"),
        ("#(hh) (1) #(ii) (1) #(jj)", "hh hh1 ii ii1 jj"),
        ("(a) (b) (i) (ii) (c)", "a b bi bii c"),
        ("(1) (A)(i) (ii) (I) (aa) (bb) (B)", "1 1Ai 1Aii 1AiiI 1AiiIaa 1AiiIbb 1B"),
        ("#(a) (i) (ii) (iii) (1) (2) (A) (B) (3) #(b)", "a ai aii aiii a1 a2 a2A a2B a3 b"),
        ("#(b) (4) (i) (A) (B) (5)", "b b4 b4i b4A b4B b5"),
        ("#(g) (1) (A) (B) (i) (ii) (iii) (iv) (V) (2)", "g g1 g1A g1B g1Bi g1Bii g1Biii g1Biv g1BV g2"),
        ("(12) (13), (14) (15)".replace(", ", ","), "12 13 15"),
    ],
)
def test_enumerators_are_read_in_sequence(signs: str, expected: str) -> None:
    labels = [label_of(sign.lstrip("#").replace(",", " , "), outermost=sign.startswith("#")) for sign in signs.split()]
    assert ["".join(path or ()) for path in paths(labels)] == expected.split()


def test_a_footnote_between_enumerators_is_no_end_of_them() -> None:
    noted, number = label_of("(C) 7 \u202f(i) The Commissioner"), label_of("(1) 2 members (A) of")
    assert (noted and noted.signs, number and number.signs) == (("C", "i"), ("1",))


@pytest.mark.parametrize("text", ["(30-day period)", "(as defined)", "Text (a)", "“(a) quoted”", "(mmmm)", "(iiv)"])
def test_what_is_no_enumerator(text: str) -> None:
    assert label_of(text) is None


LINE = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="ÂÃâ#"), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "(1) ", "(A) ", "(i) ", "(b) ", "(2) (x) "]), LINE), min_size=1, max_size=12
    )
)
def test_no_sign_of_a_section_is_lost(tmp_path: Path, lines: list[tuple[str, str]]) -> None:
    body = "\n\n".join(label + text for label, text in lines)
    records = chunks(tmp_path, APPEALS + "##### (a) Heading\n\n" + body + " .\n")
    whole = Counter("".join("".join(one.section[3:]) + one.text for one in records).replace("(a) Heading", ""))
    assert not Counter("".join(clean(body + ".").split())) - whole


@pytest.mark.parametrize("title", ["26", "29", "42"])
def test_every_word_of_the_code_is_in_the_output(tmp_path: Path, title: str) -> None:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    source = data / "law" / f"usc_title_{title}.jsonl.gz"
    records = read(source)
    target = tmp_path / "usc.jsonl"
    write_records(target, records)
    made = Counter(stored_text(target).read_bytes().decode().split())
    wanted: Counter[str] = Counter()
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            body = (part for part in clean(json.loads(line)["text"]).split("\n") if not part.startswith("#"))
            wanted.update(word for part in body for word in part.split())
    lost = wanted - made
    assert not {word: count for word, count in lost.items() if not label_of(word)}
    assert all(one.text.strip() for one in records)
    assert sum(not one.citation for one in records) < 60
    if title == "42":
        assert [one.citation for one in records if one.citation.startswith("42 USC 300gg-19(")] == [
            "42 USC 300gg-19(a)",
            "42 USC 300gg-19(b)",
            "42 USC 300gg-19(c)",
        ]
