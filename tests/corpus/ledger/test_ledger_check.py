"""`corpus check`: each kind of damage is found, and a sound corpus is found sound."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tests.corpus.ledger.small import add, small_corpus
from typer.testing import CliRunner

from claimwright.cli.corpus import app
from claimwright.core.settings import public_data
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger import files
from claimwright.corpus.ledger.check import Report, check
from claimwright.corpus.ledger.check.off_topic import off_topic, off_topic_list
from claimwright.corpus.ledger.open import of_files, of_layout
from claimwright.corpus.records import CaseRecord, ProcessedLine, SourceLine, Stats, TextRecord


@pytest.fixture
def corpus(tmp_path: Path) -> Layout:
    return small_corpus(tmp_path)


def run(layout: Layout, **more: bool) -> Report:
    return check(of_layout(layout), **more)


def problems(report: Report, level: str = "error") -> set[str]:
    return {one.code for one in report.of(level)}


def change(layout: Layout, name: str, **more: object) -> None:
    """Change the lines of a document in both ledgers."""
    for path, kind in ((layout.sources, SourceLine), (layout.processed_sources, ProcessedLine)):
        keys = {field.name for field in msgspec.structs.fields(kind)}
        lines = list(files.read(path, kind))
        new = {key: value for key, value in more.items() if key in keys}
        files.rewrite(path, [msgspec.structs.replace(one, **new) if name in one.local_path else one for one in lines])


def test_a_sound_corpus_is_sound(corpus: Layout) -> None:
    report = run(corpus)
    assert report.ok
    assert report.documents == 3
    assert report.of("error") == []


def test_a_corpus_can_be_moved(corpus: Layout, tmp_path: Path) -> None:
    moved = corpus.root.rename(tmp_path.parent / f"{tmp_path.name}-moved")
    assert run(Layout(moved)).ok


def damage_raw(layout: Layout) -> None:
    (layout.raw / "legal/act.txt").write_text("other", encoding="utf-8")


def lose_raw(layout: Layout) -> None:
    (layout.raw / "legal/act.txt").unlink()


def lose_processed(layout: Layout) -> None:
    (layout.processed / "legal/act.jsonl").unlink()


def shift_the_stored_text(layout: Layout) -> None:
    path = layout.processed / "legal/act.txt"
    path.write_text(" " + path.read_text(encoding="utf-8"), encoding="utf-8")


def cut_the_processed_file(layout: Layout) -> None:
    path = layout.processed / "legal/act.jsonl"
    path.write_bytes(path.read_bytes()[:-10])


def two_partitions(layout: Layout) -> None:
    change(layout, "act", tags=("legal", "opinion-policy-summary"))


def climb_out(layout: Layout) -> None:
    change(layout, "act", local_path="./data/raw/../../etc/passwd")


def no_date(layout: Layout) -> None:
    change(layout, "act", date_accessed="20260203")


def no_hash(layout: Layout) -> None:
    change(layout, "act", md5=None)


def same_hash(layout: Layout) -> None:
    lines = list(files.read(layout.sources, SourceLine))
    change(layout, "bulletin", md5=lines[0].md5)


def newer_source(layout: Layout) -> None:
    line = next(files.read(layout.sources, SourceLine))
    files.upsert(layout.sources, [msgspec.structs.replace(line, md5="0" * 32)])


def lost_tag(layout: Layout) -> None:
    line = next(files.read(layout.sources, SourceLine))
    files.upsert(layout.sources, [msgspec.structs.replace(line, tags=(*line.tags, "aca"))])


def wrong_size(layout: Layout) -> None:
    change(layout, "act", stats=Stats(size=1, words=1, chars=1))


def no_source(layout: Layout) -> None:
    files.remove(layout.sources, ["./data/raw/legal/act.txt"])


def broken_line(layout: Layout) -> None:
    with layout.sources.open("ab") as file:
        file.write(b'{"url": 1}\n')


@pytest.mark.parametrize(
    ("damage", "codes"),
    [
        (damage_raw, {"CORPUS-HASH"}),
        (lose_raw, {"CORPUS-FILE"}),
        (lose_processed, {"CORPUS-FILE"}),
        (shift_the_stored_text, {"CORPUS-RECORD"}),
        (cut_the_processed_file, {"CORPUS-RECORD", "CORPUS-HASH"}),
        (two_partitions, {"CORPUS-PARTITION"}),
        (climb_out, {"CORPUS-PATH"}),
        (no_date, {"CORPUS-DATE"}),
        (no_hash, {"CORPUS-MD5"}),
        (same_hash, {"CORPUS-HASH-TWICE", "CORPUS-HASH"}),
        (newer_source, {"CORPUS-PAIR", "CORPUS-HASH"}),
        (lost_tag, {"CORPUS-PAIR"}),
        (wrong_size, {"CORPUS-RECORD"}),
        (no_source, {"CORPUS-PAIR-SOURCE"}),
        (broken_line, {"CORPUS-LINE"}),
    ],
)
def test_damage_is_found(corpus: Layout, damage: Callable[[Layout], None], codes: set[str]) -> None:
    damage(corpus)
    report = run(corpus)
    assert not report.ok
    assert problems(report) == codes


def test_paths_that_climb_out_are_never_opened(corpus: Layout, tmp_path: Path) -> None:
    outside = tmp_path.parent / "secret.txt"
    outside.write_text("secret", encoding="utf-8")
    change(corpus, "act", local_path="./data/raw/../../../secret.txt")
    assert problems(run(corpus)) == {"CORPUS-PATH"}


def test_a_torn_line_is_a_warning_and_a_stray_file_too(corpus: Layout) -> None:
    with corpus.sources.open("ab") as file:
        file.write(b'{"url": "https://exa')
    (corpus.raw / "stray.pdf").write_bytes(b"x")
    (corpus.raw / ".draft.part").write_bytes(b"x")
    report = run(corpus)
    assert report.ok
    strays = [one.path for one in report.of("warning") if one.code == "CORPUS-STRAY"]
    assert strays == ["./data/raw/stray.pdf"]
    assert "CORPUS-TORN" in problems(report, "warning")


@pytest.mark.parametrize(
    ("record", "what"),
    [
        (TextRecord(text="  "), "no text"),
        (TextRecord(text="x", page=0), "page 0"),
        (CaseRecord(text="x", case_id="1", decision="Modified"), "decision 'Modified'"),
    ],
)
def test_records_that_say_something_wrong(tmp_path: Path, record: TextRecord, what: str) -> None:
    layout = Layout(tmp_path)
    add(layout, "doc", [record])
    (found,) = run(layout).of("error")
    assert found.what.startswith(what)
    assert found.where is not None
    assert found.where.line == 1


def test_processed_files_of_upstream_without_offsets_are_sound(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    line = add(layout, "doc", ["text"])
    path = layout.locate(line.local_processed_path)
    path.with_suffix(".txt").unlink()
    path.write_text('{"text": "a rule", "appeal_expedited_status": "Standard"}\n', encoding="utf-8")
    change(layout, "doc", processed_md5="")
    assert run(layout).ok


def test_pulled_text_needs_no_raw_file(corpus: Layout) -> None:
    """A corpus may hold downloaded documents and those of a published dataset side by side."""
    files.remove(corpus.sources, ["./data/raw/legal/act.txt"])
    lose_raw(corpus)
    assert problems(run(corpus)) == {"CORPUS-FILE", "CORPUS-PAIR-SOURCE"}
    change(corpus, "act", processed_by="pull-hicric/1", source="hicric")
    report = run(corpus)
    assert report.ok
    assert [one.path for one in report.of("note") if one.code == "CORPUS-PULLED"] == ["./data/raw/legal/act.txt"]


def test_only_documents_of_the_agency_are_off_topic() -> None:
    assert off_topic(("fda", "pet food", "2016")) == [("animal", "pet food")]
    assert off_topic(("pet food", "legal")) == []
    assert off_topic(("fda", "animal rule")) == []
    assert Counter(off_topic_list().topics.values()).keys() == {"animal", "food", "tobacco", "cosmetic"}


@pytest.fixture
def upstream() -> Path:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    return data / "hicric"


def test_the_upstream_ledger_has_one_offending_record(upstream: Path) -> None:
    for ledgers in (of_layout(Layout(upstream)), of_files([upstream / "sources.jsonl"])):
        report = check(ledgers, files=False)
        assert report.documents == 8310
        assert [one.path for one in report.of("error")] == ["./data/raw/hhs_oig/portfolio-12-12-01.pdf"]
        codes = report.by_code()
        assert codes["warning", "CORPUS-OFF-TOPIC"] == 395
        assert codes["note", "CORPUS-KB"] == 16
        assert codes["note", "CORPUS-URL-TWICE"] == 6


def test_every_listed_topic_but_one_occurs_upstream(upstream: Path) -> None:
    present = {tag for line in files.read(upstream / "sources.jsonl", SourceLine) for tag in line.tags}
    assert off_topic_list().topics.keys() - present == {"cosmetics"}


def test_the_command(corpus: Layout) -> None:
    runner = CliRunner()
    good = runner.invoke(app, ["check", "--root", str(corpus.root), "--json"])
    assert good.exit_code == 0
    assert json.loads(good.output)["error"] == 0
    lose_raw(corpus)
    bad = runner.invoke(app, ["check", "--root", str(corpus.root)])
    assert bad.exit_code == 1
    assert "error CORPUS-FILE: 1" in bad.output
    assert runner.invoke(app, ["check", "--root", str(corpus.root), "--ledger-only"]).exit_code == 0


def test_what_tags_name_themselves_is_listed_but_for_medicines_tested_on_animals(upstream: Path) -> None:
    """Tags with one of the four words: 203 documents, of which 201 are warned of; the others are `animal rule`."""
    words = ("animal", "food", "tobacco", "cosmetic")
    named = [
        line
        for line in files.read(upstream / "sources.jsonl", SourceLine)
        if "fda" in line.tags and any(word in (tag or "") for tag in line.tags for word in words)
    ]
    missed = [line for line in named if not off_topic(line.tags)]
    assert len(named) == 203
    assert ["animal rule" in line.tags for line in missed] == [True, True]
