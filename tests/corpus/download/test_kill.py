"""Killed anywhere, a download goes on to the same end: nothing lost, nothing doubled."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from tests.corpus.download.downloads import SITE, pdf, raw
from tests.corpus.download.killed import count_lines, kill_at
from tests.corpus.download.test_download import zipped
from tests.corpus.server import FakeWeb

from claimwright.corpus.download.run import journal_of
from claimwright.corpus.layout import Layout

KILLS = 8


def outcome(root: Path) -> tuple[list[str], dict[str, bytes], dict[str, str]]:
    """The ledger's lines, every raw file, and the journal's states."""
    journal = journal_of(Layout(root))
    items = {known.item.path: known.state for known in journal.items()}
    assert not journal.waiting() and not journal.unwritten()
    journal.close()
    return sorted((root / "sources.jsonl").read_text().splitlines()), raw(root), items


@pytest.fixture
def begun(web: FakeWeb, tmp_path: Path) -> Path:
    """A corpus of yesterday, before a web where one file and one archive member have changed and others are new."""
    web.update({f"{SITE}/a.pdf": pdf("old"), f"{SITE}/b.pdf": pdf("b"), f"{SITE}/all.zip": zipped(x_xml="<x/>")})
    root = tmp_path / "begun"
    kill_at(root, web.port, 0)
    web.update({f"{SITE}/a.pdf": pdf("new"), f"{SITE}/c.pdf": pdf("c")})
    web[f"{SITE}/all.zip"] = zipped(x_xml="<x>2</x>", y_xml="<y/>")
    return root


def test_a_kill_before_any_line_is_mended_by_the_next_run(web: FakeWeb, begun: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(begun, whole)
    lines = count_lines(whole, web.port)
    expected = outcome(whole)
    assert set(expected[2].values()) == {"done"} and len(expected[0]) == 5
    chosen = random.Random(4)
    for at in chosen.sample(range(1, lines), KILLS):
        root = tmp_path / "killed"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(begun, root)
        code, again = kill_at(root, web.port, at), kill_at(root, web.port, chosen.randrange(1, lines))
        assert code in (-9, 0) and again in (-9, 0)
        for line in (root / "sources.jsonl").read_text().splitlines()[:-1]:
            json.loads(line)
        assert kill_at(root, web.port, 0) == 0
        assert outcome(root) == expected, at
