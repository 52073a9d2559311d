"""The golden case from its 837P file: 99212 denied, because 99202 stands on another claim of the same day."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from claimwright.assistant import Session, answer, open_session
from claimwright.assistant.demo import GOLDEN, GOLDEN_FILE, QUESTIONS, imported
from claimwright.claims.adjudicate import Adjudication
from claimwright.claims.batch import RunWriter
from claimwright.claims.book import load_book
from claimwright.core.settings import public_data
from claimwright.trace.values import as_found

HARBOR = Path(__file__).parents[2] / "examples" / "harbor"


def adjudicated(folder: Path, tables: Path | None = None) -> Session:
    """The golden claim read from its file, judged into a run folder, and opened from what the folder kept."""
    with RunWriter(load_book(HARBOR, tables=tables), folder, level="full", tables=tables) as writer:
        results = [each for each in writer.run([HARBOR / "claims" / GOLDEN_FILE]) if isinstance(each, Adjudication)]
    assert GOLDEN in {result.claim.claim_id for result in results}
    return open_session(folder, GOLDEN)


def check_denial(session: Session) -> None:
    """Everything that the answer must name, and the nodes that show it."""
    found = answer(session, QUESTIONS[0])
    assert found.answered
    assert found.withheld == ()
    head, *rest = found.sentences
    for said in ("99212", "99202", "CO-236", "M80", "claim ABCD1234, line 1", "modifier indicator 1"):
        assert said in head.text
    tree = session.tree
    (deny,) = [tree.node(number) for number in head.nodes if tree.site(number).kind == "deny"]
    assert deny.rule == "ncci_ptp.procedure_to_procedure_in_history"
    assert f"packs/ncci_ptp.clause:{deny.source.line}" in found.text
    assert "CLM104 ch. 23 s. 20.9.3.1" in found.text
    (row,) = [each for each in rest if "of table ncci_ptp" in each.text]
    find = tree.node(row.nodes[0])
    assert find.kind == "find"
    assert [value.text for value in find.values[:2]] == ["99202", "99212"]
    assert f"row {as_found(find.values[-1].raw).number} of table ncci_ptp" in row.text  # type: ignore[union-attr]
    assert "neither line carries one" in found.text


def check_change(session: Session) -> None:
    """What would change the outcome: 25, never 59 or X, and only if the record supports it; shown by a run of its own."""
    found = answer(session, QUESTIONS[1])
    assert found.withheld == ()
    (coding,) = [each for each in found.sentences if "modifier 25" in each.text]
    assert "only if the record supports it" in coding.text
    assert not any(f"modifier {other}" in found.text for other in ("59", "XE", "XP", "XS", "XU"))
    (cited,) = coding.changed
    assert cited.inputs == ("claim:H-1001/line:1.modifiers",)
    assert cited.repeat == ("lines.1.modifiers=25",)
    tree = session.tree_of(cited.run)
    assert tree.node(cited.nodes[0]).kind == "outcome"
    assert tree.node(cited.nodes[0]).values[1].raw == "paid"
    assert any("99202 on claim ABCD1234, line 1, had not been paid" in each.text for each in found.sentences)


def test_the_golden_case_with_the_tables_of_the_example_book(tmp_path: Path) -> None:
    session = adjudicated(tmp_path / "run")
    check_denial(session)
    check_change(session)
    paid = session.line(2)
    assert (session.line(1).status, paid.status, paid.paid) == ("denied", "paid", 1488)


def test_the_golden_case_with_the_published_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    monkeypatch.setenv("CLAIMWRIGHT_HOME", str(tmp_path))
    tables, rows = imported(data / "ncci" / "ncci_ptp_prac_2024q3_active.csv.gz")
    assert rows > 1_600_000
    session = adjudicated(tmp_path / "run", tables)
    check_denial(session)
    check_change(session)


def test_the_answer_as_json_names_its_nodes_and_inputs(tmp_path: Path) -> None:
    session = adjudicated(tmp_path / "run")
    plain = msgspec.json.decode(msgspec.json.encode(answer(session, QUESTIONS[0])))
    assert plain["answered"] is True
    assert plain["sentences"][0]["inputs"][0] == "claim:H-1001/line:1.procedure"
    assert all(isinstance(node, int) for node in plain["sentences"][0]["nodes"])
