"""Every denial of the example book becomes letters that say nothing unsupported."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from claimwright.appeals.letters import KINDS, draft
from claimwright.appeals.letters.render import render_letter
from claimwright.assistant.session import Session
from claimwright.claims.adjudicate import Adjudicator
from claimwright.claims.batch import read_claims
from claimwright.claims.book import load_book
from claimwright.claims.records import Claim
from claimwright.corpus.index.open import open_corpus
from claimwright.desk.denials import denial_of

HARBOR = Path(__file__).parents[2] / "examples" / "harbor"


def test_every_denied_claim_drafts_every_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWRIGHT_HOME", str(tmp_path))
    corpus = open_corpus()
    adjudicator = Adjudicator(load_book(HARBOR))
    claims = [claim for claim in read_claims(sorted((HARBOR / "claims").glob("*.837"))) if isinstance(claim, Claim)]
    results = [adjudicator.adjudicate(claim) for claim in claims]
    denied = [each for each in results if any(line.status == "denied" for line in each.outcome.lines)]
    assert len(denied) > 40
    for each in denied:
        denial = denial_of(Session.of(each, adjudicator.rules.sites, adjudicator.rules.judge))
        known = replace(denial, plan_type="employer-insured", jurisdiction="ME", denial_reason="as coded")
        for kind in KINDS:
            made = draft(known, corpus, kind=kind, date=dt.date(2024, 12, 31))
            assert made.sheet.dropped == (), (denial.claim_id, kind, made.sheet.dropped)
            assert denial.claim_id in render_letter(made).decode()
