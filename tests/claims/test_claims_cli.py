"""`claimwright claims check` and `adjudicate`, and `trace replay` over what they leave."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from harbor_runs import HARBOR, files
from test_claims_batch import half_broken
from typer.testing import CliRunner, Result

from claimwright.cli.main import build
from claimwright.core.errors import ClaimwrightError, NotFoundError

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLAIMWRIGHT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the last file of the example."""
    folder = tmp_path_factory.mktemp("cli") / "run"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMWRIGHT_HOME", str(folder.parent / "home"))
        invoke("claims", "adjudicate", "--book", str(HARBOR), str(files()[3]), str(files()[0]), "--out", str(folder))
    return folder


def call(*words: str) -> Result:
    return RUNNER.invoke(build(), list(words))


def invoke(*words: str, code: int = 0) -> str:
    result = call(*words)
    assert result.exit_code == code, (result.output, result.exception)
    return result.stdout


def lines_of(text: str) -> list[Any]:
    """The JSON lines before the last document, and that document."""
    lines = text.splitlines()
    cut = next(at for at, line in enumerate(lines) if line == "{")
    return [*(json.loads(line) for line in lines[:cut]), json.loads("\n".join(lines[cut:]))]


class TestCheck:
    def test_the_example_has_no_problem(self) -> None:
        assert invoke("claims", "check", "--book", str(HARBOR)).strip().endswith("no problems")
        found = json.loads(invoke("claims", "check", "--book", str(HARBOR), "--json"))
        assert (found["ok"], found["problems"], found["findings"]) == (True, [], [])

    def test_problems_of_files_and_rules_are_told_with_their_places(self, tmp_path: Path) -> None:
        own = tmp_path / "book"
        shutil.copytree(HARBOR, own)
        plans = own / "packs" / "plans.clause"
        plans.write_text(
            plans.read_text(encoding="utf-8").replace("copay: $30.00", "copy: $30.00", 1), encoding="utf-8"
        )
        members = own / "members.csv"
        members.write_text(members.read_text(encoding="utf-8").replace("1984-03-12", "1984-13-12", 1), encoding="utf-8")
        text = invoke("claims", "check", "--book", str(own), code=1)
        assert "members.csv" in text and "1984-13-12" in text
        assert "did you mean `copay`?" in text and "plans.clause:" in text
        found = json.loads(invoke("claims", "check", "--book", str(own), "--json", code=1))
        assert not found["ok"] and found["problems"] and found["findings"]

    def test_an_ended_reason_code_is_told(self, tmp_path: Path) -> None:
        own = tmp_path / "book"
        shutil.copytree(HARBOR, own)
        (own / "packs" / "own.clause").write_text(
            'pack own "Own"\n  uses vocabulary\n\nclause old (line: Line)\n  in force from 2024-01-01\n  deny CO-15\n    because "{line.charge}"\n',
            encoding="utf-8",
        )
        assert "ended on 2018-05-01" in invoke("claims", "check", "--book", str(own), code=1)

    def test_a_finding_is_told_once(self, tmp_path: Path) -> None:
        own = tmp_path / "book"
        shutil.copytree(HARBOR, own)
        plans = own / "packs" / "plans.clause"
        plans.write_text(
            plans.read_text(encoding="utf-8").replace("copay: $30.00", "copy: $30.00", 1), encoding="utf-8"
        )
        text = invoke("claims", "check", "--book", str(own), code=1)
        assert text.count("did you mean `copay`?") == 1

    def test_a_pack_that_is_no_text_is_told(self, tmp_path: Path) -> None:
        own = tmp_path / "book"
        shutil.copytree(HARBOR, own)
        (own / "packs" / "own.clause").write_bytes("pack own -- é".encode("latin-1"))
        assert "own.clause" in invoke("claims", "check", "--book", str(own), code=1)

    def test_a_book_that_is_not_there(self) -> None:
        result = call("claims", "check", "--book", "/no/such/book")
        assert isinstance(result.exception, NotFoundError) and result.exception.exit_code == 2


class TestAdjudicate:
    def test_a_table_a_claim_and_a_summary(self, tmp_path: Path) -> None:
        text = invoke("claims", "adjudicate", "--book", str(HARBOR), str(files()[0]), "--out", str(tmp_path / "run"))
        assert "claim H-1001: paid (charged $140.00, paid $14.88, member $1.65)" in text
        assert "CO-236 (M80) $95.00" in text
        assert "line 1 CO-236:" in text and "99202" in text and "ABCD1234" in text
        assert "27 claims:" in text and "first-pass rate" in text and "pended: " in text
        assert f"traces and outcomes: {tmp_path / 'run'}" in text

    def test_json_is_a_line_a_claim_and_a_summary(self, tmp_path: Path) -> None:
        *claims, last = lines_of(invoke("claims", "adjudicate", "--book", str(HARBOR), str(files()[3]), "--out", str(tmp_path / "run"), "--json"))  # fmt: skip
        assert {each["claim_id"] for each in claims} >= {"H-4001", "H-4010"}
        assert last["summary"]["claims"] == len(claims) and last["runs"] == str(tmp_path / "run")
        assert last["summary"]["paid"] == sum(each["paid"] for each in claims)
        assert 0 <= last["summary"]["first_pass_rate"] <= 1

    @pytest.mark.parametrize("level", ["off", "outcome", "full"])
    def test_levels(self, level: str, tmp_path: Path) -> None:
        invoke(
            "claims",
            "adjudicate",
            "--book",
            str(HARBOR),
            str(files()[3]),
            "--out",
            str(tmp_path / "run"),
            "--trace",
            level,
        )
        assert json.loads((tmp_path / "run" / "manifest.json").read_text())["level"] == level
        assert (tmp_path / "run" / "traces").exists() is (level != "off")

    def test_without_out_the_next_folder_is_taken_and_remembered(self, home: Path) -> None:
        invoke("claims", "adjudicate", "--book", str(HARBOR), str(files()[3]))
        assert (home / "runs" / "0001" / "manifest.json").is_file()
        assert "H-4001" in invoke("trace", "list")

    def test_a_broken_claim_is_told_and_the_others_go_through(self, tmp_path: Path) -> None:
        file = half_broken(tmp_path / "half.837")
        result = call("claims", "adjudicate", "--book", str(HARBOR), str(file), "--out", str(tmp_path / "run"))
        assert result.exit_code == 1
        assert "half.837" in result.output and "H-4002" in result.output
        assert (
            "claim H-4001" in result.stdout and "claim H-4003" in result.stdout and "claim H-4002" not in result.stdout
        )
        *items, last = lines_of(invoke("claims", "adjudicate", "--book", str(HARBOR), str(file), "--out", str(tmp_path / "r2"), "--json", code=1))  # fmt: skip
        assert last["summary"]["refused"] == sum("problem" in item and item["problem"]["severity"] == "error" for item in items) > 0  # fmt: skip

    def test_a_file_that_is_no_837(self, tmp_path: Path) -> None:
        file = tmp_path / "notes.txt"
        file.write_text("not a claim", encoding="utf-8")
        result = call("claims", "adjudicate", "--book", str(HARBOR), str(file), "--out", str(tmp_path / "run"))
        assert result.exit_code == 1 and "notes.txt" in result.output
        assert "0 claims" in result.stdout

    @pytest.mark.parametrize(
        ("words", "message"),
        [(("--trace", "all"), "no trace level"), (("--tables", "/no/such"), "/no/such")],
    )  # fmt: skip
    def test_a_wrong_call(self, words: tuple[str, ...], message: str, tmp_path: Path) -> None:
        result = call(
            "claims", "adjudicate", "--book", str(HARBOR), str(files()[3]), "--out", str(tmp_path / "run"), *words
        )
        code = result.exception.exit_code if isinstance(result.exception, ClaimwrightError) else result.exit_code
        assert code == 2
        assert message in result.output + str(result.exception)
        assert not (tmp_path / "run" / "outcomes.jsonl").exists()

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        result = call("claims", "adjudicate", "--book", str(HARBOR), "/no/such.837", "--out", str(tmp_path / "run"))
        code = result.exception.exit_code if isinstance(result.exception, ClaimwrightError) else result.exit_code
        assert code == 2 and "/no/such.837" in result.output + str(result.exception)


class TestReplay:
    def test_every_claim_is_identical(self, kept: Path) -> None:
        text = invoke("trace", "replay", "--runs", str(kept))
        assert text.count(": identical") == len(text.splitlines()) > 40

    def test_one_claim_as_json(self, kept: Path) -> None:
        (found,) = json.loads(invoke("trace", "replay", "H-1001", "--runs", str(kept), "--json"))
        assert found["identical"] is True

    def test_live_over_the_same_book(self, kept: Path) -> None:
        assert "identical" in invoke("trace", "replay", "H-1001", "--live", "--runs", str(kept))

    def test_a_change_shows_what_it_does(self, kept: Path) -> None:
        text = invoke("trace", "replay", "H-1001", "--with", "lines.1.modifiers=25", "--runs", str(kept), code=1)
        assert "CO-236" in text and "denied" in text

    def test_a_change_that_does_nothing(self, kept: Path) -> None:
        invoke("trace", "replay", "H-1001", "--with", "lines.1.procedure=99212", "--runs", str(kept))

    @pytest.mark.parametrize(
        ("words", "message"),
        [(("--with", "lines.1.modifiers=25"), "exactly one claim"), (("H-1001", "--with", "modifiers"), "is no change"),
         (("H-1001", "--with", "lines.7.units=1"), "there are 2"), (("H-0000",), "holds no trace of")],
    )  # fmt: skip
    def test_wrong_calls(self, kept: Path, words: tuple[str, ...], message: str) -> None:
        result = call("trace", "replay", *words, "--runs", str(kept))
        code = result.exception.exit_code if isinstance(result.exception, ClaimwrightError) else result.exit_code
        assert code == 2
        assert message in result.output + str(result.exception)
