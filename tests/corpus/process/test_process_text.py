from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claimwright.core.errors import InputError
from claimwright.corpus.process import find_processor
from claimwright.corpus.process._report import collecting
from claimwright.corpus.process._unicode import clean
from claimwright.corpus.records import CaseRecord, SourceLine, TextRecord

SIGNS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="ÂÃâ#"))


def line(key: str) -> SourceLine:
    return SourceLine(
        url="https://x.example", date_accessed="2024-01-01", local_path="x", tags=(), preprocessor=key, title="T"
    )


def read(path: Path, key: str) -> list[TextRecord]:
    return list(find_processor(key).read(path, line(key)))


def test_paragraphs_of_a_text_are_gathered(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"The patient\x92s plan\r\nis \xa7 5.\r\n\r\nA  \t B      C\r\n")
    (record,) = read(path, "text")
    assert record.text == "The patient’s plan\nis § 5.\n\nA  B  C"
    assert record.title == "T"


def test_long_texts_become_several_records(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n\n".join("word " * 100 + str(n) for n in range(10)))
    records = read(path, "text")
    assert [len(one.text.split()) for one in records] == [303, 303, 303, 101]


def test_markdown_headings_are_the_heading_path(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Plan\nIntro.\n## Appeals ##\nIn 180 days.\n# Other\nEnd.")
    assert [(one.section, one.text) for one in read(path, "text")] == [
        (("Plan",), "Intro."),
        (("Plan", "Appeals"), "In 180 days."),
        (("Other",), "End."),
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(SIGNS)
def test_no_sign_of_a_text_is_lost(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    joined = "".join(one.text for one in read(path, "text"))
    assert "".join(joined.split()) == "".join(clean(text).split())


@example(texts=["\x85"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(SIGNS.filter(lambda text: clean(text).strip() != ""), max_size=5))
def test_records_of_json_lines_are_kept(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": text, "other": 1}) + "\n" for text in texts))
    assert [one.text for one in read(path, "null")] == [clean(text) for text in texts]


def test_case_fields_are_kept_and_bad_lines_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    case = {
        "text": "Denied.",
        "decision": "Overturned",
        "year": "2019",
        "appeal_expedited_status": "Expedited",
        "start": 9,
    }
    lines = [json.dumps(case), "{", '{"text": " "}', "[1]", json.dumps({"text": "x", "section": 3}), '{"text": "Law."}']
    with gzip.open(path, "wt") as file:
        file.write("\n".join(lines))
    with collecting() as problems:
        first, second = read(path, "null")
    assert isinstance(first, CaseRecord)
    assert (first.decision, first.year, first.appeal_expedited, first.start) == ("Overturned", 2019, True, None)
    assert not isinstance(second, CaseRecord)
    assert [one.where for one in problems] == ["line 2", "line 3", "line 4", "line 5"]


def test_a_cut_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": "x" * 1000}).encode())[:-9])
    with pytest.raises(InputError, match="to its end"):
        read(path, "null")
