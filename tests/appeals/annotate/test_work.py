"""Work on disk: saves, drafts, two annotators, other sessions, a kill, a file that someone else broke."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.appeals.annotate.conftest import FIRST, write_cases

from claimwright.appeals.annotate import Session, Shown, Store, Work, read_shown, writing
from claimwright.appeals.annotate.records import read_annotations
from claimwright.appeals.benchmark.problems import Problem
from claimwright.core.errors import InputError, NotFoundError
from claimwright.core.settings import public_data

KILLED = """
import sys
from pathlib import Path
from claimwright.appeals.annotate import Session, Shown, Work, writing
cases = [Shown(f"c{n}", "", f"Case number {n} was denied.") for n in range(400)]
with writing(Path(sys.argv[1])) as store:
    session = Session(cases, store)
    for n in range(400):
        session.draft(n, Work(spans=((0, 4),)))
        session.save(n, Work(spans=((0, 4),), sufficiency=2))
        print(n, flush=True)
"""


def test_save_draft_skip(session: Session, out: Path) -> None:
    assert session.next_open() == 0
    with pytest.raises(InputError, match="rate"):
        session.save(0, Work(spans=((0, 3),)))
    assert session.draft(0, Work(spans=((0, 3),))).status == "begun"
    assert session.save(0, Work(spans=((0, 3),), sufficiency=2, notes=" x ")).work == Work(
        spans=((0, 3),), sufficiency=2, notes="x"
    )
    assert session.skip(1, Work()).status == "skipped"
    assert session.next_open(0) == 2
    found = session.progress()
    assert (found.done, found.skipped, found.statuses) == (1, 1, ("done", "skipped", "open"))
    assert read_annotations(out)[0].texts == ("The",)
    assert session.draft(0, Work(sufficiency=3)).status == "begun"
    assert read_annotations(out)[0].sufficiency == 2
    assert session.draft(0, Work(spans=((0, 3),), sufficiency=2, notes="x")).status == "done"
    with pytest.raises(NotFoundError):
        session.view(3)


def test_work_is_resumed(cases: list[Shown], out: Path) -> None:
    with writing(out) as store:
        Session(cases, store).save(0, Work(sufficiency=1))
        Session(cases, store).draft(1, Work(spans=((0, 7),)))
    with writing(out) as store:
        session = Session(cases, store)
        assert session.progress().statuses == ("done", "begun", "open")
        assert session.view(1).work.spans == ((0, 7),)
        session.save(1, Work(sufficiency=4))
    assert not out.with_name(f".{out.name}.drafts").exists()


def test_two_annotators_share_a_file(cases: list[Shown], store: Store, out: Path) -> None:
    Session(cases, store, "Rui").save(0, Work(sufficiency=1))
    second = Session(cases, store, "Mo")
    assert second.progress().done == 0
    second.save(0, Work(sufficiency=4))
    assert {(one.annotator, one.sufficiency) for one in read_annotations(out)} == {("Rui", 1), ("Mo", 4)}


def test_rows_that_came_meanwhile_stay(cases: list[Shown], store: Store, out: Path) -> None:
    session = Session(cases, store)
    session.save(0, Work(sufficiency=1))
    other = read_annotations(out)[0].row() | {"id": "from elsewhere"}
    write_cases(out, [read_annotations(out)[0].row(), other])
    session.save(1, Work(sufficiency=2))
    assert [one.id for one in read_annotations(out)] == ["inv-1", "from elsewhere", "inv-2"]


def test_one_session_at_a_time(store: Store, out: Path) -> None:
    with pytest.raises(InputError, match="another session"), writing(out):
        pass


def test_a_broken_file_is_not_overwritten(cases: list[Shown], out: Path) -> None:
    out.write_text("{")
    with pytest.raises(InputError), writing(out):
        pass
    assert out.read_text() == "{"


def test_a_text_that_changed_is_said_so(cases: list[Shown], store: Store) -> None:
    Session(cases, store).save(0, Work(spans=((0, 3),), sufficiency=1))
    changed = [Shown("inv-1", "", "Another text.")]
    view = Session(changed, store).view(0)
    assert (view.status, view.work) == ("changed", Work())


def test_files_are_the_users_own(session: Session, out: Path) -> None:
    session.save(0, Work(sufficiency=1))
    session.draft(1, Work(notes="n"))
    if os.name == "posix":
        for path in out.parent.iterdir():
            assert path.stat().st_mode & 0o077 == 0, path


def test_a_kill_loses_no_save(tmp_path: Path) -> None:
    out = tmp_path / "a.jsonl"
    for stop in (3, 11):
        child = subprocess.Popen([sys.executable, "-c", KILLED, str(out)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        last = next(int(line) for line in child.stdout if int(line) >= stop)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert len(read_annotations(out)) >= last + 1


def test_cases_are_shown_without_their_outcome(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": "a", "text": "The background.", "full_text": FIRST, "decision": "Overturned", "diagnosis": "Migraine"},
        {"id": "a", "text": FIRST, "decision": "Upheld"},
        {"id": "b", "text": " ", "decision": "Upheld"},
        {"id": "c", "text": FIRST, "decision": "Upheld", "evaluation_only": True},
    ]
    problems: list[Problem] = []
    (found,) = read_shown(write_cases(tmp_path / "cases.jsonl", rows), problems)
    assert (found.text, found.facts) == (FIRST, (("Diagnosis", "Migraine"),))
    assert len(problems) == 3
    with pytest.raises(InputError, match="no case"):
        read_shown(write_cases(tmp_path / "cases.jsonl", rows[3:]))


def test_records_of_a_corpus_without_a_narrative_are_not_shown(tmp_path: Path) -> None:
    bare: dict[str, object] = {"text": "Diagnosis: Migraine. Treatment: Infusion.", "decision": "Upheld"}
    bare["identifiers"] = {"narrative": "none"}
    rows = [
        {"case_id": "1", "text": FIRST, "decision": "Overturned", "decision_raw": "Overturned"},
        *({**bare, "case_id": f"2{n}", "decision_raw": "Upheld"} for n in range(3)),
        *({**bare, "case_id": f"3{n}", "diagnosis_category": "Nerves"} for n in range(2)),
    ]
    problems: list[Problem] = []
    (found,) = read_shown(write_cases(tmp_path / "ca_dmhc.jsonl", rows), problems)
    assert found.text == FIRST
    assert [problem.what for problem in problems] == [
        "3 records of cases without a narrative left out",
        "2 cases without a text not shown",
    ]


def test_public_evaluation_rows_are_not_shown() -> None:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    with pytest.raises(InputError, match="no case"):
        read_shown(data / "appeals" / "imr_eval_200.jsonl")
