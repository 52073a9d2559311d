"""Every claim of the example book, adjudicated once and open for questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimwright.assistant import Session
from claimwright.claims.adjudicate import Adjudicator
from claimwright.claims.batch import read_claims
from claimwright.claims.book import load_book
from claimwright.claims.records import Claim

HARBOR = Path(__file__).parents[2] / "examples" / "harbor"
FILES = sorted((HARBOR / "claims").glob("*.837"))


def open_all() -> dict[str, Session]:
    """A session about each claim of the book, in the order in which they were judged."""
    adjudicator = Adjudicator(load_book(HARBOR))
    rules = adjudicator.rules
    claims = (claim for claim in read_claims(FILES) if isinstance(claim, Claim))
    results = [adjudicator.adjudicate(claim) for claim in claims]
    return {result.claim.claim_id: Session.of(result, rules.sites, rules.judge) for result in results}


@pytest.fixture(scope="session")
def harbor() -> dict[str, Session]:
    """Sessions by claim id."""
    return open_all()
