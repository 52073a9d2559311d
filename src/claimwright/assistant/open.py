"""Opens a claim of a run folder for questions."""

from __future__ import annotations

from pathlib import Path

from claimwright.assistant.session import Session
from claimwright.claims.adjudicate import Adjudication
from claimwright.claims.records import Book, Claim
from claimwright.claims.replay import ReplayEngine
from claimwright.core.errors import ConfigError
from claimwright.trace.codec import decode
from claimwright.trace.tree import Tree


def open_session(runs: Path, claim_id: str, run: str = "") -> Session:
    """A session about a kept run, the last of the claim unless one is named.

    Raises `NotFoundError` for an unknown claim, and `ConfigError` ASK-2 where the run kept no full trace.
    """
    engine = ReplayEngine(runs)
    trace = decode(engine.archive.trace_bytes(claim_id, run))
    if trace.header.level != "full":
        raise ConfigError(f"the run of {claim_id} kept no full trace", fix="adjudicate with --trace full", code="ASK-2")
    inputs = engine.archive.inputs(claim_id, run)
    kept, rules = engine.judge(trace.header, inputs, trace, {})

    def judge(claim: Claim, book: Book) -> Adjudication:
        return engine.judge_inputs(trace.header, claim, book)

    return Session(kept.claim, kept.book, kept.outcome, Tree(trace, rules.sites), judge)
