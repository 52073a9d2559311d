"""The terminal: a dialogue as it is typed, what it leaves on disk, and signs that would steer the terminal."""

from __future__ import annotations

import io
import json
from pathlib import Path

from tests.appeals.annotate.conftest import FIRST, SECOND, write_cases
from typer.testing import CliRunner

from claimwright.appeals.annotate import Session, Shown, Store
from claimwright.appeals.annotate.records import read_annotations
from claimwright.appeals.annotate.terminal import Terminal, printable
from claimwright.cli.main import build


def typed(session: Session, *lines: str) -> str:
    out = io.StringIO()
    Terminal(session, [f"{line}\n" for line in lines], out).run()
    return out.getvalue()


def test_mark_rate_save(session: Session, out: Path) -> None:
    told = typed(session, "1", "m BECAUSE two  tablets", "r 4", "note checked twice", "s", "q")
    (saved,) = read_annotations(out)
    assert saved.texts == (FIRST[: FIRST.index(" The plan")], "because two tablets")
    assert (saved.sufficiency, saved.notes, saved.annotator) == (4, "checked twice", "Rui")
    assert "[2/3] >" in told


def test_undo_remove_and_move(session: Session) -> None:
    typed(session, "1-2", "d 1", "u", "r 2", "r 3", "u", "n", "x", "g 1", "q")
    view = session.view(0)
    assert view.work.sufficiency == 2
    assert len(view.work.spans) == 1
    assert session.progress().statuses == ("begun", "skipped", "open")
    typed(session, "g 1", "d all", "q")
    assert session.view(0).work.spans == ()


def test_mistakes_are_said(session: Session) -> None:
    told = typed(session, "9", "m no such words", "m", "r 5", "d 3", "s", "u", "jump", "g 77", "g x", "p", "?", "guide")
    for words in (
        "sentences 1 to",
        "do not stand in the text",
        "from 1 to 4",
        "there are 0 marks",
        "rate the background",
    ):
        assert words in told
    assert "nothing to undo" in told
    assert "'jump' is not known" in told
    assert told.count("there is no case") == 3


def test_a_case_cannot_steer_the_terminal(store: Store) -> None:
    case = Shown("evil\x1b[2J", "", "Red \x1b[31malarm\x07 and \x9b2J more.", (("Diagnosis", "\x1b]0;x\x07"),))
    told = typed(Session([case], store), "1", "q")
    assert "\x1b" not in told
    assert "\x9b" not in told
    assert "\x07" not in told
    assert printable("a\tb\nc") == "a\tb\nc"


def test_command(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": "a", "text": SECOND, "decision": "Upheld"},
        {"id": "b", "text": FIRST, "decision": "who knows"},
    ]
    cases, out = write_cases(tmp_path / "cases.jsonl", rows), tmp_path / "out.jsonl"
    words = ["appeals", "annotate", str(cases), "--out", str(out), "--terminal", "--annotator", "Mo", "--json"]
    result = CliRunner().invoke(build(), words, input="1\nr 3\ns\nq\n")
    assert result.exit_code == 1, result.output
    assert json.loads(result.stdout)["done"] == 1
    assert "problem: cases.jsonl:2" in result.stderr
    assert read_annotations(out)[0].annotator == "Mo"
