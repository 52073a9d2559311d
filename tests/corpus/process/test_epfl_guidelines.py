from __future__ import annotations

import json

from hypothesis import given
from tests.corpus.process.lossless import WORDS, missing, read

from claimwright.corpus.process._report import collecting


def of(tmp_path, *lines):
    path = tmp_path / "guidelines.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return read("epfl-guidelines", path)


def test_a_guideline_keeps_title_address_and_collection(tmp_path):
    line = {
        "id": "a1",
        "source": "who",
        "title": "Care of the Invented Knee",
        "url": "https://example.org/k",
        "clean_text": "Rest 5–10 days.",
    }
    (record,) = of(tmp_path, {**line, "raw_text": "ignored"})
    assert record.text == "Rest 5–10 days."
    assert (record.title, record.section) == ("Care of the Invented Knee", ("Care of the Invented Knee",))
    assert (record.url, record.tags) == ("https://example.org/k", ("who",))
    assert record.identifiers == {"id": "a1", "collection": "who"}


def test_markdown_headings_become_the_heading_path(tmp_path):
    text = "Intro.\n# One\n## Two\nText.\n# Bare\n# Three\nMore.\n## Last"
    records = of(tmp_path, {"title": "None", "clean_text": text})
    assert [(record.section, record.text) for record in records] == [
        ((), "Intro."),
        (("One", "Two"), "Text."),
        (("Bare",), "Bare"),
        (("Three",), "More."),
        (("Three", "Last"), "Last"),
    ]


def test_bad_lines_are_told_and_the_rest_is_read(tmp_path):
    with collecting() as problems:
        records = of(tmp_path, "{no json", {"clean_text": "Good."}, {"title": "Empty", "clean_text": ""})
    assert [record.text for record in records] == ["Good."]
    assert [problem.where for problem in problems] == ["guidelines.jsonl, line 1", "guidelines.jsonl, line 3"]


@given(WORDS, WORDS)
def test_no_sign_is_lost(tmp_path_factory, title, text):
    records = of(tmp_path_factory.mktemp("epfl"), {"title": title, "clean_text": f"{text}\n# {title}\n{text}"})
    assert not missing(title + text + text, records)
