"""What processors cite is what a reader's citation is parsed to, and offsets point at the text."""

from __future__ import annotations

import json

import pytest
from tests.corpus.process.lossless import FIXTURES, read

from claimwright.corpus.citations import find_citations
from claimwright.corpus.processing.stored import write_records

FILES = [("usc-xml", "usc42.xml"), ("ecfr-xml", "ecfr45.xml"), ("fr-xml", "FR-2023-03-01.xml")]


@pytest.mark.parametrize(("key", "name"), FILES)
def test_citations_are_canonical(key, name):
    cited = {record.citation for record in read(key, FIXTURES / name, url="https://x/full/2024-03-01/title-45.xml")} - {
        ""
    }
    assert cited
    for citation in cited:
        assert [str(found.citation) for found in find_citations(citation)] == [citation]


@pytest.mark.parametrize(("key", "name"), FILES)
def test_offsets_point_at_the_text(tmp_path, key, name):
    processed = tmp_path / "x.jsonl"
    write_records(processed, read(key, FIXTURES / name))
    stored = processed.with_suffix(".txt").read_text(encoding="utf-8")
    for line in processed.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        assert stored[record["start"] : record["end"]] == record["text"]
