"""The bench that kills real commands: what it compares, and a kill or two of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.corpus.download.downloads import ledger, run
from tests.corpus.server import FakeWeb

from claimwright.bench.corpus_pieces import pieces
from claimwright.bench.corpus_resume import STAGES, resume
from claimwright.bench.corpus_web import FIRST, SECOND, SITE
from claimwright.corpus.download.lists import read_list
from claimwright.corpus.download.settings import load_settings
from claimwright.corpus.ledger.files import encode


@pytest.fixture
def corpus(web: FakeWeb, tmp_path: Path) -> Path:
    """The first edition, downloaded."""
    web.update(dict(FIRST.served))
    listed, settings = FIRST.write_list(tmp_path, web.port)
    assert load_settings(settings).mirror == web.resolve("x://").removesuffix("x/")
    report = run(web, tmp_path / "corpus", *read_list(listed))
    assert report.failures == []
    return tmp_path / "corpus"


def test_a_corpus_is_a_bag_of_pieces(corpus: Path) -> None:
    whole = pieces(corpus, FIRST.words)
    files = FIRST.pages + FIRST.pages // 2
    assert sum(whole.values()) == 2 * files
    assert pieces(corpus, FIRST.words) == whole


def test_what_is_lost_or_doubled_is_seen(corpus: Path) -> None:
    whole = pieces(corpus, [])
    line = next(iter(ledger(corpus).values()))
    with (corpus / "sources.jsonl").open("ab") as file:
        file.write(encode(line))
    assert sum((pieces(corpus, []) - whole).values()) == 1
    (corpus / "data/raw/.left.fetching").write_bytes(b"draft")
    (corpus / "data/raw/lists/invented-guidance/0.html").write_bytes(b"other")
    found = pieces(corpus, [])
    assert sum((found - whole).values()) == 3
    assert [piece.split()[0] for piece in (whole - found).elements()] == ["raw"]


def test_editions_differ_in_some_documents() -> None:
    first, second = FIRST.served, SECOND.served
    changed = [url for url in first if first[url] != second[url]]
    assert f"{SITE}/guidance/0.html" in changed and f"{SITE}/guidance/1.html" not in changed
    assert len(set(SECOND.words)) == len(SECOND.words)
    assert len(set(FIRST.words) & set(SECOND.words)) > 0


def test_a_killed_download_ends_as_one_that_was_not() -> None:
    tally = resume(1, seed=1, stages=STAGES[:1])
    assert sum(tally.kills.values()) >= 1
    assert (tally.lost, tally.doubled) == ([], [])
