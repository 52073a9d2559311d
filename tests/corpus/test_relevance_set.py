"""The relevance set says what it claims: well-formed, honest about the law it cites, and fairly halved.

The fresh set and the blind set, written later by other hands, are held to the same form and to the same law. What fails
is named by its number, so that no set's questions are shown to who works on another.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from claimwright.core.settings import public_data

FOLDER = Path(__file__).parents[2] / "benchmarks" / "corpus"
MEASURED = {"fresh": "F", "blind": "B"}
FIELDS = ("id", "question", "asker", "half", "topic", "relevant", "note")
STATUTE = re.compile(r"(26|29|42) USC ([0-9]+[A-Za-z]*(?:-[0-9]+[a-z]*)*)((?:\([0-9A-Za-z]+\))*)")
MANUAL = re.compile(r"CLM104 ch\. (1|12|23|30) s\. ([0-9]+(?:\.[0-9]+)*)")
SECTION_HEADING = re.compile(r"^#+ *§+\s*([0-9A-Za-z\u2013-]+)\.", re.MULTILINE)
MANUAL_HEADING = re.compile(r"^\s*(\d{1,3}(?:\.\d+)*)\.?\s*(?:[-\u2013]\s*|\s+)(?=[A-Z])", re.MULTILINE)


def read_set(name: str) -> list[dict[str, Any]]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@cache
def questions() -> list[dict[str, Any]]:
    return read_set("relevance.jsonl")


@cache
def measured(name: str) -> list[dict[str, Any]]:
    """One of the sets that are not halved."""
    return read_set(f"{name}.jsonl")


def every_question() -> list[dict[str, Any]]:
    return questions() + [question for name in MEASURED for question in measured(name)]


@cache
def split() -> ModuleType:
    spec = importlib.util.spec_from_file_location("relevance_split", FOLDER / "split.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def data() -> Path:
    found = public_data()
    if found is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    return found


@cache
def statute_sections(title: str) -> dict[str, str]:
    """The text of each section of one title, by its number with ASCII hyphens."""
    sections: dict[str, str] = {}
    with gzip.open(data() / "law" / f"usc_title_{title}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            if heading := SECTION_HEADING.search(text):
                number = heading[1].replace("\u2013", "-")
                sections[number] = sections.get(number, "") + text
    return sections


@cache
def manual_sections(chapter: int) -> set[str]:
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(data() / "manuals" / f"clm104c{chapter:02d}.pdf")
    pages = (document[number].get_textpage().get_text_range() for number in range(len(document)))
    return {heading for page in pages for heading in MANUAL_HEADING.findall(page.replace("\r\n", "\n"))}


def has_step(text: str, step: str) -> bool:
    """True where an enumerator opens a line of the section, alone or after the ones that enclose it."""
    return re.search(rf"^(?:#+ *)?(?:\(\w+\) ?)*\({re.escape(step)}\)", text, re.MULTILINE) is not None


def test_every_line_has_the_fields_of_the_schema() -> None:
    for question in questions():
        assert tuple(question) == FIELDS
        assert question["asker"] in {"advocate", "operator"}
        assert question["half"] in {"tune", "test"}
        assert len(question["question"].split()) >= 3 and question["topic"] and question["note"]


def test_there_are_enough_questions_and_none_twice() -> None:
    assert len(questions()) >= 150
    assert [question["id"] for question in questions()] == [f"R{n:03d}" for n in range(1, len(questions()) + 1)]
    assert len({question["question"].casefold() for question in questions()}) == len(questions())


def test_citations_are_canonical_and_listed_once() -> None:
    for question in questions():
        cited = question["relevant"]
        assert cited and len(set(cited)) == len(cited)
        assert all(STATUTE.fullmatch(citation) or MANUAL.fullmatch(citation) for citation in cited), question["id"]


def test_no_provision_of_a_question_encloses_another_of_it() -> None:
    for question in questions():
        cited = question["relevant"]
        assert not [a for a in cited for b in cited if a != b and split().encloses(a, b)], question["id"]


def test_manuals_have_their_share_and_some_questions_name_a_citation() -> None:
    in_manuals = sum(any(MANUAL.fullmatch(citation) for citation in question["relevant"]) for question in questions())
    assert 0.35 <= in_manuals / len(questions()) <= 0.55
    assert {1, 12, 23, 30} == {
        int(found[1])
        for question in questions()
        for citation in question["relevant"]
        if (found := MANUAL.match(citation))
    }


def test_halves_are_alike() -> None:
    total = Counter(question["half"] for question in questions())
    assert abs(total["tune"] - total["test"]) <= 0.05 * len(questions())
    for key in ("topic", "asker"):
        mix = Counter((question[key], question["half"]) for question in questions())
        for name in {question[key] for question in questions()}:
            both = mix[name, "tune"] + mix[name, "test"]
            assert abs(mix[name, "tune"] - mix[name, "test"]) <= max(3, 0.1 * both), name


def test_no_group_straddles_the_halves() -> None:
    for group in split().group_questions(questions()):
        assert len({question["half"] for question in group}) == 1, [question["id"] for question in group]


def test_the_halves_are_those_that_the_seed_gives() -> None:
    assert split().assign_halves(questions()) == {question["id"]: question["half"] for question in questions()}


def test_grouping_joins_what_encloses_and_nothing_else() -> None:
    assert split().encloses("42 USC 1395y(a)", "42 USC 1395y(a)(12)")
    assert not split().encloses("42 USC 1395y(a)(1)", "42 USC 1395y(a)(12)")
    assert not split().encloses("42 USC 300gg-1", "42 USC 300gg-19(b)")
    assert not split().encloses("CLM104 ch. 30 s. 50", "CLM104 ch. 30 s. 50.3")


def test_every_cited_statute_stands_in_the_law() -> None:
    for question in every_question():
        for citation in question["relevant"]:
            if found := STATUTE.fullmatch(citation):
                text = statute_sections(found[1]).get(found[2])
                assert text is not None, f"{question['id']}: no section {citation}"
                steps = re.findall(r"\(([^)]+)\)", found[3])
                assert all(has_step(text, step) for step in steps), f"{question['id']}: no such place {citation}"


def test_every_cited_manual_section_stands_in_its_chapter() -> None:
    for question in every_question():
        for citation in question["relevant"]:
            if found := MANUAL.fullmatch(citation):
                assert found[2] in manual_sections(int(found[1])), f"{question['id']}: {citation}"


def test_the_readme_counts_what_is_there() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    halves = Counter(question["half"] for question in questions())
    askers = Counter(question["asker"] for question in questions())
    counts = (len(questions()), halves["tune"], halves["test"], askers["advocate"], askers["operator"])
    assert "| all | " + " | ".join(map(str, counts)) + " |" in readme
    provisions = {citation for question in questions() for citation in question["relevant"]}
    assert f"{len(provisions)} different provisions" in readme


@pytest.mark.parametrize("name", MEASURED)
def test_every_measured_line_has_the_fields_of_the_schema(name: str) -> None:
    for question in measured(name):
        assert tuple(question) == FIELDS, question["id"]
        assert question["asker"] in {"advocate", "operator"}, question["id"]
        assert question["half"] == name, question["id"]
        words = len(question["question"].split())
        assert words >= 3 and all(question[field] for field in ("topic", "note")), question["id"]


@pytest.mark.parametrize("name", MEASURED)
def test_measured_questions_are_two_hundred_and_none_is_in_any_set_twice(name: str) -> None:
    assert [question["id"] for question in measured(name)] == [f"{MEASURED[name]}{n:03d}" for n in range(1, 201)]
    assert Counter(question["asker"] for question in measured(name)) == {"advocate": 100, "operator": 100}
    times = Counter(question["question"].casefold() for question in every_question())
    assert not [question["id"] for question in measured(name) if times[question["question"].casefold()] > 1]


@pytest.mark.parametrize("name", MEASURED)
def test_measured_citations_are_canonical_and_none_encloses_another(name: str) -> None:
    for question in measured(name):
        cited = question["relevant"]
        assert cited and len(set(cited)) == len(cited), question["id"]
        assert all(STATUTE.fullmatch(citation) or MANUAL.fullmatch(citation) for citation in cited), question["id"]
        assert not [a for a in cited for b in cited if a != b and split().encloses(a, b)], question["id"]


@pytest.mark.parametrize("name", MEASURED)
def test_topics_of_measured_questions_are_those_of_the_readme(name: str) -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    topics = {question["topic"] for question in questions()} | {"nursing-home", "home-health-hospice"}
    assert "`nursing-home` and `home-health-hospice` are topics" in readme
    assert not [question["id"] for question in measured(name) if question["topic"] not in topics]


@pytest.mark.parametrize("name", MEASURED)
def test_the_readme_counts_what_is_in_the_measured_sets(name: str) -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    provisions = {citation for question in measured(name) for citation in question["relevant"]}
    in_manuals = sum(
        any(MANUAL.fullmatch(citation) for citation in question["relevant"]) for question in measured(name)
    )
    assert f"{len(provisions)} provisions in the {name} set" in readme
    assert f"{in_manuals} of its questions cite a manual section" in readme
