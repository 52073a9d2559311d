"""Texts and what is read from them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.appeals.predict.rates.lookup import shipped
from claimwright.appeals.predict.reading import codes, lexicon, person
from claimwright.appeals.predict.reading.attributes import read_text
from claimwright.appeals.predict.reading.language import foreign_language
from claimwright.appeals.predict.reading.lexicon import DATA, Category
from claimwright.appeals.predict.reading.zones import named_service, reason_of

from .conftest import MIGRAINE


@pytest.mark.parametrize(
    ("text", "service", "condition"),
    [
        (MIGRAINE, "Pharmacy/Prescription Drugs / Botox Injection", "Central Nervous System/ Neuromuscular / Migraine"),
        (
            "The parent of a 16-year-old requested residential treatment for her anorexia nervosa.",
            "Mental Health Treatment / Residential Treatment Center - Admission",
            "Mental / Eating Disorder",
        ),
        (
            "He has requested coverage for Harvoni for treatment of his chronic hepatitis C.",
            "Pharmacy/Prescription Drugs / Anti-virals",
            "Infectious / Hepatitis",
        ),
        (
            "She tried physical therapy and medications. She requests authorization for a lumbar fusion due to back pain.",
            "Orthopedic / Fusion",
            "Orthopedic/ Musculoskeletal / Back Pain",
        ),
        (
            "An enrollee has requested a wheelchair. He has Parkinson’s disease.",
            "Durable Medical Equipment / Wheelchair",
            "Central Nervous System/ Neuromuscular / Parkinson Disease",
        ),
    ],
)
def test_reads_what_was_asked_for_and_for_what(text: str, service: str, condition: str) -> None:
    reading = read_text(text)
    assert reading.service is not None
    assert reading.condition is not None
    assert (reading.service.value, reading.condition.value) == (service, condition)


def test_what_was_asked_for_outweighs_what_was_tried() -> None:
    reading = read_text(
        "He tried acupuncture, acupuncture again, and chiropractic care. He requested an MRI of the knee."
    )
    assert reading.service is not None
    assert reading.service.value.endswith("/ MRI")


def test_spans_point_at_the_words_also_after_characters_beyond_the_first_plane() -> None:
    text = "\U0001f9e0 Café: requested Botox for migraine"
    reading = read_text(text)
    assert reading.service is not None
    assert [text[a:b] for a, b in reading.service.spans] == ["Botox"]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("a 45-year-old man", "41-50"), ("aged 70", "65+"), ("a 3 month old infant", "0-10"), ("52 y/o male", "51-64"),
        ("a 64 year old", "51-64"), ("a 65 year old", "65+"), ("200-year-old case law", None), ("no age at all", None),
    ],
)  # fmt: skip
def test_ages(text: str, age: str | None) -> None:
    found = person.find_age(text)
    assert (found.value if found else None) == age


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("a 45-year-old male whose mother, wife and daughter", "Male"),
        ("She says her plan", "Female"),
        ("They ask", None),
    ],
)
def test_sex(text: str, sex: str | None) -> None:
    found = person.find_sex(text)
    assert (found.value if found else None) == sex


@pytest.mark.parametrize(
    ("text", "year"),
    [("from 10/6/15 through 12/31/15", "2015"), ("in 2012 and July 2016", "2016"), ("code 20610 on 3 visits", None)],
)
def test_years(text: str, year: str | None) -> None:
    found = person.find_year(text)
    assert (found.value if found else None) == year


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (MIGRAINE, ""),
        ("Pt denied MRI lumbar, hx radiculopathy, failed PT x6 wks", ""),
        ("El plan de salud ha negado la solicitud de cobertura para un medicamento", "Spanish"),
        ("La caisse a refusé le remboursement des injections pour une patiente qui est dans le besoin", "French"),
        ("Die Kasse hat den Antrag auf eine Behandlung nicht genehmigt und das ist für sie schwer", "German"),
        ("Страховая компания отказала в оплате лечения", "Cyrillic letters"),
        ("保険会社は治療の支払いを拒否しました", "Chinese or Japanese"),
        ("", ""),
        ("12345 67890", ""),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert foreign_language(text) == language


def test_reason_is_in_the_sentence_of_refusal() -> None:
    assert reason_of(MIGRAINE).endswith("not medically necessary")
    assert reason_of("He asks for coverage. Nothing more is said.") == ""


def test_names_a_service_that_no_term_covers() -> None:
    assert named_service("He requested coverage for the Zorblatt procedure. More.") == "Zorblatt procedure"
    assert read_text("He requested coverage for the Zorblatt.").named == "Zorblatt"


def test_codes_are_filed_by_the_narrowest_range() -> None:
    assert codes.of_procedures(["72148"]) == Category("Diagnostic Imaging, Screening and Testing", "MRI")
    assert codes.of_diagnoses(["F32.1"]) == Category("Mental", "Depression")
    assert codes.of_diagnoses(["M79.1"]) == Category("Orthopedic/ Musculoskeletal")
    assert codes.of_procedures(["", "?", "00000"]) is None
    assert codes.in_text("CPT codes 64635 and S9124, on 12/12/15, 20 visits") == ["64635", "S9124"]


def test_tables_of_terms_use_the_regulators_names_and_each_term_once() -> None:
    names = set(shipped().names)
    for file in ("treatments.tsv", "diagnoses.tsv"):
        terms: dict[str, str] = {}
        for line in (DATA / file).read_text("utf-8").splitlines():
            if line.startswith("#"):
                continue
            category, _, written = line.split("\t")
            assert category in names, (file, category)
            for term in written.split("; "):
                assert term not in terms, (file, term)
                assert lexicon.words_of(term), (file, term)
                terms[term] = category


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(MIGRAINE.split()), max_size=60).map(" ".join))
def test_any_text_reads_the_same_twice_with_spans_inside_it(text: str) -> None:
    reading = read_text(text)
    assert reading == read_text(text)
    for read in (reading.service, reading.condition, reading.age, reading.sex, reading.year, reading.urgent):
        assert all(0 <= start < end <= len(text) for start, end in (read.spans if read else ()))


@pytest.mark.parametrize(
    "piece", ["a ", "request ", "denied ", "for ", "(", "a", "request for the denied coverage for "]
)
def test_long_texts_of_one_kind_are_read(piece: str) -> None:
    assert read_text((piece * 20_000)[:20_000]).age is None
    assert isinstance(reason_of((piece * 20_000)[:20_000]), str)
