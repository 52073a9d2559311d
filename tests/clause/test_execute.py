"""`clause run`: a pipeline on inputs from a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimwright.clause.execute import execute
from claimwright.cli.main import build
from claimwright.core.errors import InputError

PACK = """\
pack tiny "A tiny pack"

code system Procedure

enumeration Place is office, hospital

record Line dated by day
  number: Integer
  procedure: Procedure
  charge: Money
  share: Rate?
  place: Place
  day: Date

record Claim
  lines: list of Line

table fees "Fees"
  key procedure: Procedure
  fee: Money

result allowed of Line: Money

--- The fee, but never more than the charge.
clause price (line: Line)
  find row in fees where procedure is line.procedure
  when row is absent
    deny CO-147
      because "no fee for {line.procedure}"
  let fee be row.fee * (line.share else 100%) rounded half up to the cent
  set allowed to lesser of fee and line.charge
  reduce CO-45 by line.charge - (lesser of fee and line.charge)
    because "{line.charge} was charged and {fee} is the fee"

pipeline all (claim: Claim, line in claim.lines)
  stage pricing
    price
"""
LINE = {"number": 1, "procedure": "99213", "charge": "$100.00", "place": "office", "day": "2024-07-01"}
FEES = {"fees": {"from": "2024-01-01", "until": "2024-12-31", "rows": [{"procedure": "99213", "fee": "$90.00"}]}}


def run(tmp_path: Path, lines: list[dict[str, object]], tables: dict[str, object] | None = None):
    pack, inputs = tmp_path / "tiny.clause", tmp_path / "in.json"
    pack.write_text(PACK, encoding="utf-8")
    inputs.write_text(json.dumps({"inputs": {"claim": {"lines": lines}}, "tables": tables or FEES}), encoding="utf-8")
    return execute([pack], inputs)


def test_decisions_and_results_are_told(tmp_path: Path) -> None:
    done = run(tmp_path, [LINE, {**LINE, "number": 2, "procedure": "99214"}, {**LINE, "number": 3, "share": "62.5%"}])
    text = done.as_text(trace=True)
    assert "claim.lines:1: reduce CO-45 by $10.00 because $100.00 was charged and $90.00 is the fee" in text
    assert "claim.lines:2: deny CO-147 because no fee for 99214" in text
    assert "allowed of claim.lines:3 is $56.25" in text
    assert "when row is absent -> taken" in text


def test_a_date_that_the_table_does_not_cover_is_no_data(tmp_path: Path) -> None:
    done = run(tmp_path, [{**LINE, "day": "2025-01-01"}])
    (decision,) = done.run.decisions
    assert (decision.kind, decision.label) == ("pend", "no data")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"charge": "a lot"}, "amount"),
        ({"day": "July"}, "claim.lines:1.day"),
        ({"place": "home"}, "claim.lines:1.place"),
        ({"share": "12.34567%"}, "claim.lines:1.share"),
        ({"colour": "red"}, "claim.lines:1"),
        ({"day": None}, "claim.lines:1.day"),
    ],
)
def test_wrong_inputs_are_told_with_their_path(tmp_path: Path, change: dict[str, object], path: str) -> None:
    with pytest.raises(InputError, match=path.replace(".", r"\.")):
        run(tmp_path, [{**LINE, **change}])


def test_the_command_prints_json(tmp_path: Path) -> None:
    run(tmp_path, [LINE])
    called = CliRunner().invoke(build(), ["clause", "run", str(tmp_path / "in.json"), str(tmp_path), "--json"])
    assert called.exit_code == 0
    assert json.loads(called.stdout)["results"] == [
        {"result": "allowed", "subject": "claim.lines:1", "value": "$90.00"}
    ]
