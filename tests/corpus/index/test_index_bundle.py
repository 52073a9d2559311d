"""The sections that come with the package: what they are, that they are our processor's output, and that they open."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from claimwright.core.settings import public_data
from claimwright.corpus.citations import parse_citation
from claimwright.corpus.index import bundle
from claimwright.corpus.index.bundle_make import SECTIONS, chosen
from claimwright.corpus.index.demo import corpus_demo
from claimwright.corpus.index.open import Corpus, open_citation, open_corpus
from claimwright.corpus.process import find_processor
from claimwright.corpus.records import SourceLine, TextRecord
from claimwright.corpus.tags import KB, partitions

CHAPTERS = {26: ("1", "34", "43", "48", "79", "100"), 42: ("6A", "7", "126", "157")}
"""The chapters that hold the sections, so that the processor need not read the whole Code in a test."""


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    monkeypatch.setenv("CLAIMWRIGHT_HOME", str(tmp_path))
    return open_corpus()


def test_the_bundle_opens_where_there_is_no_index(corpus: Corpus) -> None:
    assert corpus.bundled
    assert len(corpus.store) > 1_000
    hits = corpus.search("external review of a denied claim by an independent reviewer")
    assert "42 USC 300gg-19(b)" in [hit.provision.citation for hit in hits]
    assert "external review" in corpus.show("PHS Act 2719").text
    assert corpus.open_citation("42 USC 300gg-111") is not None
    again = open_corpus()
    assert again.store.identity == corpus.store.identity


def test_the_default_corpus_opens_citations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWRIGHT_HOME", str(tmp_path))
    opened = open_citation("42 USC 300gg-131")
    assert opened is not None
    assert opened.citation.startswith("42 USC 300gg-131")


def test_every_bundled_section_is_there(corpus: Corpus) -> None:
    for title, names in SECTIONS.items():
        for name in names.split():
            citation = parse_citation(f"{title} USC {name}")
            assert citation is not None
            assert corpus.store.within(citation), citation


def test_the_bundle_is_small_and_says_where_it_is_from() -> None:
    assert sum(path.stat().st_size for path in bundle.folder().iterdir()) < 1_500_000
    for line in bundle.ledger():
        content = gzip.decompress((bundle.folder() / line.local_processed_path).read_bytes())
        assert hashlib.md5(content).hexdigest() == line.processed_md5
        assert (partitions(line.tags), KB in line.tags) == (["legal"], True)
        assert line.processed_by == find_processor("usc-md").stamp
        assert line.url.startswith("https://uscode.house.gov/")
        assert line.md5


@pytest.mark.parametrize("title", sorted(SECTIONS))
def test_every_bundled_record_is_the_processors_output(title: int, tmp_path: Path) -> None:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    source = data / "law" / f"usc_title_{title}.jsonl.gz"
    line = next(each for each in bundle.ledger() if f"title_{title}." in each.local_processed_path)
    assert hashlib.md5(source.read_bytes()).hexdigest() == line.md5
    raw = tmp_path / "chapters.jsonl"
    raw.write_bytes(b"".join(_chapters(source, CHAPTERS.get(title, ()))))
    made = find_processor("usc-md").read(raw, msgspec.convert(msgspec.to_builtins(line), SourceLine))
    assert [record for _, record in chosen(title, made)] == list(bundle.records(line.local_processed_path))


def _chapters(source: Path, names: tuple[str, ...]) -> Iterator[bytes]:
    heading = re.compile("### CHAPTER ({})—".format("|".join(names)))
    with gzip.open(source) as lines:
        yield from (line for line in lines if not names or heading.search(msgspec.json.decode(line)["text"]))


def test_bundled_records_are_records() -> None:
    for line in bundle.ledger():
        found = list(bundle.records(line.local_processed_path))
        assert all(isinstance(record, TextRecord) and record.text and record.citation for record in found)


def test_the_demonstration_searches_and_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWRIGHT_HOME", str(tmp_path))
    found = corpus_demo()
    assert found.hits[0].provision.citation == "42 USC 300gg-131(a)"
    assert found.section.citation == "42 USC 300gg-19(b)"
    assert [path.name for path in tmp_path.iterdir()] == ["corpus-bundled"]
