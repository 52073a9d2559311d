"""The demonstration, and the `ask` command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimwright.assistant.demo import GOLDEN, TELLING, example_book, run_demo
from claimwright.cli import ask, demo


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLAIMWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CLAIMWRIGHT_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(module: object, *arguments: str):
    import typer

    app = typer.Typer()
    app.command()(module.command)  # type: ignore[attr-defined]
    return CliRunner().invoke(app, list(arguments))


def test_the_demo_tells_what_happened_and_answers(home: Path) -> None:
    done = run(demo)
    assert done.exit_code == 0, done.output
    for said in (
        "H-1001",
        "first-pass rate",
        "> Why was line 1 denied?",
        "99202",
        "ABCD1234",
        "modifier 25",
        "claimwright ask",
    ):
        assert said in done.output


def test_the_demo_writes_under_the_home_folder_only(home: Path) -> None:
    found, _ = run_demo()
    assert found.public is None
    assert Path(found.runs).is_relative_to(home / "home")
    assert [path.name for path in home.iterdir()] == ["home"]


def test_the_demo_as_json(home: Path) -> None:
    done = run(demo, "--json")
    plain = json.loads(done.stdout)
    assert {outcome["claim_id"] for outcome in plain["outcomes"]} == set(TELLING)
    assert all(found["answered"] and not found["withheld"] for found in plain["answers"])


def test_the_book_is_found_in_the_clone() -> None:
    assert (example_book() / "claims").is_dir()


def test_ask_after_the_demo(home: Path) -> None:
    run_demo()
    done = run(ask, "Why was line 1 denied?", "--claim", GOLDEN)
    assert done.exit_code == 0
    assert "99202" in done.output
    assert run(ask, "What is the weather?", "--claim", GOLDEN).exit_code == 1
    plain = json.loads(run(ask, "Why was line 1 denied?", "--claim", GOLDEN, "--json").stdout)
    assert plain["claim_id"] == GOLDEN
