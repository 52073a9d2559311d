"""From an adjudicated claim to a plain denial: what was denied, under which rule, and what was verified to help."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from claimwright.appeals.letters.remedies import CODING, read_remedies
from claimwright.appeals.records import Denial
from claimwright.assistant.remedies.modifier import propose
from claimwright.assistant.session import Session
from claimwright.claims.adjudicate import Adjudicator
from claimwright.claims.batch import RunWriter, read_claims
from claimwright.claims.book import load_book
from claimwright.claims.records import Claim
from claimwright.core.errors import NotFoundError
from claimwright.desk.denials import denial_of, open_denial

HARBOR = Path(__file__).parents[2] / "examples" / "harbor"


@pytest.fixture(scope="module")
def sessions() -> dict[str, Session]:
    adjudicator = Adjudicator(load_book(HARBOR))
    files = sorted((HARBOR / "claims").glob("*.837"))[:2]
    claims = [claim for claim in read_claims(files) if isinstance(claim, Claim)]
    results = [adjudicator.adjudicate(claim) for claim in claims]
    rules = adjudicator.rules
    return {result.claim.claim_id: Session.of(result, rules.sites, rules.judge) for result in results}


def test_the_golden_denial(sessions: dict[str, Session]) -> None:
    found = denial_of(sessions["H-1001"])
    (service,) = found.services
    assert (service.line, service.procedure, service.group, service.carc, service.rarcs) == (
        1,
        "99212",
        "CO",
        "236",
        ("M80",),
    )
    assert (service.charge, service.denied, service.from_date) == (9_500, 9_500, dt.date(2024, 7, 15))
    assert service.because.startswith("NCCI does not pay 99212 together with 99202")
    assert service.cites == ("CLM104 ch. 23 s. 20.9.3.1",)
    assert service.rule == "ncci_ptp.procedure_to_procedure_in_history"
    assert service.evidence[0].startswith("run:") and service.evidence[1].startswith("node:")
    assert (found.claim_id, found.payer, found.member_name, found.member_id) == (
        "H-1001",
        "Harbor Health Plan",
        "Maren Alder",
        "H1001",
    )
    assert (found.provider_name, found.provider_npi, found.sender) == (
        "Harbor Family Medicine",
        "1000000012",
        "provider",
    )
    assert (found.plan_type, found.jurisdiction, found.notice_date, found.facts) == ("", "", None, ())
    changes = read_remedies(found.remedies)
    assert [each.coding for each in changes] == [True, False]
    assert changes[0].change == "line 1 carried modifier 25"
    assert changes[0].result == "$61.91 allowed, $31.91 paid and $30.00 the member's"
    assert all(each.result for each in changes)


def test_every_denied_line_of_the_example_becomes_a_denial(sessions: dict[str, Session]) -> None:
    denied = {
        name: each for name, each in sessions.items() if any(line.status == "denied" for line in each.outcome.lines)
    }
    assert len(denied) > 20
    for session in denied.values():
        found = denial_of(session)
        lines = [line for line in session.outcome.lines if line.status == "denied"]
        assert [each.line for each in found.services] == [line.number for line in lines]
        assert all(each.because and each.carc and each.rule for each in found.services)
        for each in read_remedies(found.remedies):
            assert each.result, "every remedy is read as a change and its result"


def test_one_line_can_be_chosen(sessions: dict[str, Session]) -> None:
    assert [each.line for each in denial_of(sessions["H-1010"], 2).services] == [2]


@pytest.mark.parametrize("line", [2, None])
def test_what_was_not_denied_is_refused(line: int | None, sessions: dict[str, Session]) -> None:
    claim = "H-1001" if line else "H-1003"
    with pytest.raises(NotFoundError, match="was denied"):
        denial_of(sessions[claim], line)


def test_an_unknown_line_is_named(sessions: dict[str, Session]) -> None:
    with pytest.raises(NotFoundError, match="no line 9"):
        denial_of(sessions["H-1001"], 9)


def test_from_a_run_folder(tmp_path: Path, sessions: dict[str, Session]) -> None:
    with RunWriter(load_book(HARBOR), tmp_path / "run", level="full") as writer:
        list(writer.run([HARBOR / "claims" / "1-coding.837"]))
    kept: Denial = open_denial(tmp_path / "run", "H-1001", 1)
    fresh = denial_of(sessions["H-1001"], 1)
    assert kept.services[0].because == fresh.services[0].because
    assert kept.remedies == fresh.remedies
    with pytest.raises(NotFoundError):
        open_denial(tmp_path / "run", "H-9999")


def test_the_mark_of_coding_changes_is_the_assistants(sessions: dict[str, Session]) -> None:
    """The letters read the assistant's sentences; if its wording changes, this fails first."""
    session = sessions["H-1001"]
    changes = list(propose(session, session.submitted(1)))
    assert any(each.coding for each in changes)
    assert any(CODING in each for each in denial_of(session).remedies)
