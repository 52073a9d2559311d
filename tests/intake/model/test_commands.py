"""The commands around the model, as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from claimwright.cli.intake import app
from claimwright.core.errors import NotFoundError
from claimwright.intake.messages import read_annotated
from claimwright.intake.model.messages import check_message

DATA = Path(__file__).parents[3] / "data" / "intake"
RUN = CliRunner()


def test_generate_redraws_as_many_messages_as_asked(tmp_path: Path) -> None:
    outs = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for out in outs:
        done = RUN.invoke(
            app, ["generate", "--count", "40", "--data", str(DATA), "--out", str(out), "--seed", "3", "--json"]
        )
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["messages"] == 40
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert [m.id for m in read_annotated(outs[0]) if check_message(m)] == []


def test_generate_asks_a_language_model(tmp_path: Path) -> None:
    script, out = tmp_path / "script.jsonl", tmp_path / "out.jsonl"
    answer = {"text": "call Ann Lee", "insurance": [], "phi": [["Ann Lee", "NAME"]]}
    script.write_text(json.dumps({"content": json.dumps(answer)}) + "\n", "utf-8")
    done = RUN.invoke(app, ["generate", "--count", "1", "--llm", f"scripted:{script}", "--out", str(out), "--json"])
    assert done.exit_code == 0, done.output
    message = next(iter(read_annotated(out)))
    assert [(s.label, message.text[s.start : s.end]) for s in message.phi] == [("NAME", "Ann Lee")]


def test_clean_reports_its_counts(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(
        json.dumps({"id": "1", "text": "group # 44-1", "insurance": [[0, 12, "GROUP_NUMBER"]], "phi": []}) + "\n",
        "utf-8",
    )
    done = RUN.invoke(app, ["clean", str(source), "--out", str(out), "--json"])
    assert json.loads(done.stdout)["changed"] == 1
    assert json.loads(out.read_text("utf-8"))["insurance"] == [[8, 12, "GROUP_NUMBER"]]


def test_an_unknown_recipe_is_refused() -> None:
    done = RUN.invoke(app, ["train", "--recipe", "secret"])
    assert isinstance(done.exception, NotFoundError)


def test_the_card_is_written_from_measurements(tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text("".join((DATA / "dev.jsonl").read_text("utf-8").splitlines(keepends=True)[:12]), "utf-8")
    done = RUN.invoke(app, ["card", "--evaluate", str(few), "--out", str(tmp_path / "card.md"), "--json"])
    assert done.exit_code == 0, done.output
    card = (tmp_path / "card.md").read_text("utf-8")
    assert "Intended use" in card
    assert "| few | 12 |" in card
    assert "## Limits" in card
