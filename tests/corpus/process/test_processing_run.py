from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimwright.cli.corpus import app
from claimwright.core.errors import NotFoundError
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import read, upsert
from claimwright.corpus.ledger.processed import stored_text
from claimwright.corpus.local import register_local
from claimwright.corpus.processing import Failed, plan_processing, process_corpus
from claimwright.corpus.processing.marks import mark
from claimwright.corpus.processing.one import Task
from claimwright.corpus.processing.pool import outcomes
from claimwright.corpus.processing.stored import write_records
from claimwright.corpus.records import CaseRecord, ProcessedLine, SourceLine, TextRecord
from claimwright.corpus.selection import Selection

TAG = "regulatory-guidance"


def corpus(tmp_path: Path, files: dict[str, str | bytes]) -> Layout:
    given_at = tmp_path / "given"
    for name, data in files.items():
        path = given_at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    layout = Layout(tmp_path / "corpus")
    register_local(layout, [given_at], tags=[TAG])
    return layout


def lines(layout: Layout) -> dict[str, ProcessedLine]:
    return {Path(line.local_path).name: line for line in read(layout.processed_sources, ProcessedLine)}


def records(layout: Layout, line: ProcessedLine) -> list[TextRecord]:
    path = layout.locate(line.local_processed_path)
    found = [msgspec.json.decode(raw, type=CaseRecord) for raw in path.read_bytes().splitlines()]
    stored = stored_text(path).read_bytes().decode()
    assert all(stored[one.start : one.end] == one.text for one in found)
    return list(found)


def test_records_stored_text_and_ledger_line(tmp_path: Path) -> None:
    layout = corpus(tmp_path, {"a.md": "# Plan\nUnder § 5.\n## Appeals\nWithin ≥ 180 days 𝔸.\n"})
    summary = process_corpus(layout)
    assert (summary.done, summary.records, summary.ok) == (1, 2, True)
    line = lines(layout)["a.md"]
    assert line.local_processed_path == "./data/processed/local/given/a.md.jsonl"
    assert line.processed_by == "text/1"
    assert line.stats is not None
    assert (line.stats.words, line.stats.chars, line.stats.size) == (8, 30, 30 + 1 + 2 + 3)
    assert [(one.section, one.start) for one in records(layout, line)] == [(("Plan",), 6), (("Plan", "Appeals"), 27)]
    stored = stored_text(layout.locate(line.local_processed_path)).read_bytes().decode()
    assert stored == "Plan\n\nUnder § 5.\n\nAppeals\n\nWithin ≥ 180 days 𝔸."


def test_what_is_up_to_date_is_left_alone(tmp_path: Path) -> None:
    layout = corpus(tmp_path, {"a.txt": "one", "b.txt": "two"})
    assert process_corpus(layout).done == 2
    ledger = layout.processed_sources.read_bytes()
    again = process_corpus(layout)
    assert (again.done, again.unchanged) == (0, 2)
    assert layout.processed_sources.read_bytes() == ledger
    assert process_corpus(layout, force=True).done == 2
    assert len(lines(layout)) == 2
    layout.locate(lines(layout)["a.txt"].local_processed_path).unlink()
    assert process_corpus(layout).done == 1


def test_changed_files_and_changed_tags_are_done_again(tmp_path: Path) -> None:
    layout = corpus(tmp_path, {"a.txt": "one", "b.txt": "two"})
    process_corpus(layout)
    (tmp_path / "given" / "a.txt").unlink()
    (tmp_path / "given" / "a.txt").write_text("changed")
    register_local(layout, [tmp_path / "given" / "a.txt"], tags=[TAG])
    assert process_corpus(layout).done == 1
    assert [one.text for one in records(layout, lines(layout)["a.txt"])] == ["changed"]
    register_local(layout, [tmp_path / "given" / "b.txt"], tags=[TAG, "kb"])
    assert process_corpus(layout).done == 1
    assert "kb" in lines(layout)["b.txt"].tags


def test_bad_files_are_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    files = {"a.pdf": b"no pdf", "b.txt": "fine", "c.html": b"", "d.txt": "gone", "e.txt": "edited"}
    layout = corpus(tmp_path, files)
    layout.locate("./data/raw/local/given/d.txt").unlink()
    edited = layout.locate("./data/raw/local/given/e.txt")
    edited.unlink()
    edited.write_text("otherwise")
    summary = process_corpus(layout, jobs=2)
    assert summary.done == 1
    assert not summary.ok
    codes = {Path(one.file).name: one.code for one in summary.failed}
    assert codes == {
        "a.pdf": "CORPUS-PDF",
        "c.html": "CORPUS-HTML",
        "d.txt": "CORPUS-PROCESS-RAW",
        "e.txt": "CORPUS-PROCESS-MD5",
    }
    assert all(one.what and one.where and one.fix for one in summary.failed)
    assert list(lines(layout)) == ["b.txt"]


def test_an_unknown_processor_fails_its_file_only(tmp_path: Path) -> None:
    layout = corpus(tmp_path, {"a.txt": "one", "b.txt": "two"})
    first, second = read(layout.sources, SourceLine)
    upsert(layout.sources, [msgspec.structs.replace(first, preprocessor="odd")])
    summary = process_corpus(layout)
    assert [one.code for one in summary.failed] == ["CORPUS-PROCESSOR"]
    assert list(lines(layout)) == [Path(second.local_path).name]


def test_a_ledger_path_outside_the_corpus_is_refused(tmp_path: Path) -> None:
    layout = corpus(tmp_path, {"a.txt": "one"})
    (line,) = read(layout.sources, SourceLine)
    upsert(layout.sources, [msgspec.structs.replace(line, local_path="./data/raw/../../../given/a.txt")])
    summary = process_corpus(layout)
    assert [one.code for one in summary.failed] == ["CORPUS-PROCESS-PATH"]


def test_another_processor_from_now_on(tmp_path: Path) -> None:
    layout = corpus(tmp_path, {"a.html": "<h1>T</h1><p>x</p>", "b.txt": "two"})
    process_corpus(layout)
    only = Selection(processors=("html",))
    assert [line.preprocessor for line in plan_processing(layout, only, replace="text").todo] == ["text"]
    assert process_corpus(layout, only, replace="text").done == 1
    assert lines(layout)["a.html"].processed_by == "text/1"
    assert process_corpus(layout).unchanged == 2
    with pytest.raises(NotFoundError):
        plan_processing(layout, only, replace="odd")


def test_what_a_killed_run_had_begun_is_done_again(tmp_path: Path) -> None:
    layout = corpus(tmp_path, {"a.txt": "one"})
    process_corpus(layout)
    line = lines(layout)["a.txt"]
    target = layout.locate(line.local_processed_path)
    target.write_text("half")
    draft = target.with_name(f".{target.name}.1.part")
    draft.write_text("draft")
    mark(layout, line.local_path)
    assert process_corpus(layout).done == 1
    assert [one.text for one in records(layout, line)] == ["one"]
    assert not draft.exists()
    assert process_corpus(layout).unchanged == 1


def test_a_file_without_text_is_told(tmp_path: Path) -> None:
    layout = corpus(tmp_path, {"a.txt": " \n "})
    summary = process_corpus(layout)
    assert summary.done == 1
    assert [one.what for one in summary.problems] == ["no text was found in this file"]


def test_of_very_many_problems_the_first_are_told(tmp_path: Path) -> None:
    layout = corpus(tmp_path, {"a.jsonl": '{"text": "kept"}\n' + '{"text": ""}\n' * 1500})
    summary = process_corpus(layout)
    assert (summary.records, len(summary.problems)) == (1, 1001)
    assert summary.problems[-1].what == "and 500 more problems"


def test_a_process_that_dies_takes_one_file_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = corpus(tmp_path, {f"{n}.txt": str(n) for n in range(6)})
    tasks = [Task(str(layout.root), line) for line in read(layout.sources, SourceLine)]
    monkeypatch.setattr("claimwright.corpus.processing.pool.process_one", _die_on_three)
    ended = list(outcomes(tasks, 2))
    assert [one.code for one in ended if isinstance(one, Failed)] == ["CORPUS-PROCESS-DIED"]
    assert len(ended) == 6


def _die_on_three(task: Task) -> object:
    from claimwright.corpus.processing.one import process_one

    if task.line.local_path.endswith("3.txt"):
        os._exit(1)
    return process_one(task)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(["A", "B§", "C"]), max_size=3).map(tuple),
            st.text(st.characters(blacklist_categories=["Cs"]), max_size=20),
        ),
        max_size=8,
    )
)
def test_offsets_point_at_the_text(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[tuple[str, ...], str]]
) -> None:
    target = tmp_path_factory.mktemp("stored") / "a.jsonl"
    written = write_records(target, (TextRecord(text=text, section=section) for section, text in made))
    stored = stored_text(target).read_bytes().decode()
    found = [msgspec.json.decode(raw, type=TextRecord) for raw in target.read_bytes().splitlines()]
    assert [stored[one.start : one.end] for one in found] == [text for _, text in made if text.strip()]
    assert written.records == len(found)


_RUN = """
import sys
from pathlib import Path
from claimwright.corpus.layout import Layout
from claimwright.corpus.processing import process_corpus
if __name__ == "__main__":
    process_corpus(Layout(Path(sys.argv[1])), jobs=int(sys.argv[2]))
"""


@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_runs_lose_and_double_nothing(tmp_path: Path, jobs: int) -> None:
    text = "\n\n".join("Words of a rule. " * 50 for _ in range(60))
    layout = corpus(tmp_path, {f"{n}.txt": f"{n} {text}" for n in range(40)})
    draw = random.Random(7)
    script = tmp_path / "run.py"
    script.write_text(_RUN)
    for _ in range(4):
        run = subprocess.Popen([sys.executable, str(script), str(layout.root), str(jobs)])
        time.sleep(0.3 + draw.random() * 0.7)
        run.send_signal(signal.SIGKILL)
        run.wait()
    process_corpus(layout)
    made = list(read(layout.processed_sources, ProcessedLine))
    assert sorted(Path(line.local_path).name for line in made) == sorted(f"{n}.txt" for n in range(40))
    for line in made:
        assert "".join(one.text for one in records(layout, line)).startswith(Path(line.local_path).stem)
    assert not list(layout.processed.rglob(".*.part"))


def test_command_add_and_process(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("one")
    (tmp_path / "in" / "b.odd").write_text("?")
    root = ["--root", str(tmp_path / "corpus")]
    runner = CliRunner()
    added = runner.invoke(app, ["add", str(tmp_path / "in"), "--tag", TAG, "--json", *root])
    assert added.exit_code == 1
    assert [json.loads(added.stdout)[key] for key in ("files", "new")] == [1, 1]
    dry = runner.invoke(app, ["process", "--dry-run", *root])
    assert "1 to process, 0 up to date" in dry.output
    for option, name in (("--without-tag", TAG), ("--without-source", "local")):
        assert "0 to process, 0 up to date" in runner.invoke(app, ["process", "--dry-run", option, name, *root]).output
    done = runner.invoke(app, ["process", "--jobs", "1", "--json", *root])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["records"] == 1
    again = runner.invoke(app, ["process", "--jobs", "1", *root])
    assert "0 processed" in again.output
    (tmp_path / "corpus" / "data" / "raw" / "local" / "in" / "a.txt").unlink()
    failed = runner.invoke(app, ["process", "--force", "--jobs", "1", *root])
    assert failed.exit_code == 1
    assert "the raw file is not there" in failed.output
