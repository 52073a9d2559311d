"""`claims import`: what it prints and how it fails."""

from __future__ import annotations

import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from claimwright.cli._claims_import import import_command

app = typer.Typer()
app.command()(import_command)
RUN = CliRunner()


def write(folder: Path) -> str:
    file = folder / "aoc.csv"
    file.write_text("primary_code,add_on_code,aoc_edit_type\nCCCCC,0054T,2\n")
    return str(file)


def test_prints_rows_dates_and_hash_as_json(tmp_path: Path) -> None:
    dates = ["--from", "2024-07-01", "--until", "2024-09-30", "--known-from", "2024-06-01"]
    done = RUN.invoke(app, ["ncci-aoc", write(tmp_path), "--out", str(tmp_path), *dates, "--json"])
    facts = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (facts["rows"], facts["from"], facts["until"]) == (1, "2024-07-01", "2024-09-30")
    assert (facts["known_from"], len(facts["sha256"])) == ("2024-06-01", 64)
    assert Path(facts["file"]).is_file()


def test_prints_a_table_for_people(tmp_path: Path) -> None:
    dates = ["--from", "2024-07-01", "--until", "2024-09-30"]
    done = RUN.invoke(app, ["ncci-aoc", write(tmp_path), "--out", str(tmp_path), *dates])
    assert done.exit_code == 0
    assert "2024-09-30" in done.stdout


def test_lists_the_kinds() -> None:
    kinds = json.loads(RUN.invoke(app, ["list", "--json"]).stdout)
    assert {"kind": "ncci-aoc", "table": "ncci_aoc", "about": "NCCI add-on code edits"} in kinds
    assert "place-of-service" in RUN.invoke(app, ["list"]).stdout


def test_wrong_calls_end_with_2(tmp_path: Path) -> None:
    assert RUN.invoke(app, ["ncci-aoc"]).exit_code == 2
    assert RUN.invoke(app, ["ncci-aoc", write(tmp_path), "--from", "soon"]).exit_code == 2
