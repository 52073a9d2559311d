from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from claimwright.core.errors import InputError, NotFoundError
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import read
from claimwright.corpus.local import register_local
from claimwright.corpus.records import SourceLine

CHUNK = {"chunk": 1, "text": "\n# Title 42— THE PUBLIC HEALTH AND WELFARE\n#### § 1. Name\n\nText.\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    (folder / ".hidden").mkdir(parents=True)
    (folder / ".hidden" / "a.txt").write_text("unseen")
    with gzip.open(folder / "usc_title_42.jsonl.gz", "wt") as file:
        file.write(json.dumps(CHUNK) + "\n")
    (folder / "clm104c12.pdf").write_bytes(b"%PDF-1.4")
    (folder / "notes.txt").write_text("notes")
    (folder / "table.xyz").write_text("?")
    return folder


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path / "corpus")


def test_a_folder_is_registered_by_what_its_files_are(folder: Path, layout: Layout) -> None:
    done = register_local(layout, [folder])
    kinds = {Path(line.local_path).name: (line.preprocessor, line.tags) for line in done.lines}
    assert kinds == {
        "usc_title_42.jsonl.gz": ("usc-md", ("legal", "kb", "us-code")),
        "clm104c12.pdf": ("pdf", ("regulatory-guidance", "kb", "cms")),
    }
    assert [Path(one.path).name for one in done.skipped] == ["notes.txt", "table.xyz"]
    assert all(layout.locate(line.local_path).is_file() for line in done.lines)
    assert list(read(layout.sources, SourceLine)) == list(done.lines)


def test_registering_again_changes_nothing_until_a_file_changes(folder: Path, layout: Layout) -> None:
    assert register_local(layout, [folder]).fresh == 2
    before = layout.sources.read_bytes()
    assert register_local(layout, [folder]).fresh == 0
    assert layout.sources.read_bytes() == before
    (folder / "clm104c12.pdf").unlink()
    (folder / "clm104c12.pdf").write_bytes(b"%PDF-1.5")
    assert register_local(layout, [folder]).fresh == 1
    assert layout.locate("./data/raw/local/given/clm104c12.pdf").read_bytes() == b"%PDF-1.5"
    assert len(list(read(layout.sources, SourceLine))) == 2


def test_tags_and_processor_may_be_said(folder: Path, layout: Layout) -> None:
    tags = ["contract-coverage-rule-medical-policy", "kb"]
    done = register_local(layout, [folder / "notes.txt"], tags=tags, url="https://plan.example/notes")
    (line,) = done.lines
    assert (line.preprocessor, line.tags, line.url) == ("text", tuple(tags), "https://plan.example/notes")


def test_given_tags_are_added_to_those_that_the_file_tells(folder: Path, layout: Layout) -> None:
    (line,) = register_local(layout, [folder / "clm104c12.pdf"], tags=["medicare"]).lines
    assert line.tags == ("regulatory-guidance", "kb", "cms", "medicare")


def test_a_named_file_of_unknown_kind_is_refused(folder: Path, layout: Layout) -> None:
    with pytest.raises(InputError, match="exactly one of the tags"):
        register_local(layout, [folder / "notes.txt"])
    with pytest.raises(InputError, match="name a processor"):
        register_local(layout, [folder / "table.xyz"])
    with pytest.raises(NotFoundError):
        register_local(layout, [folder / "absent"])
