"""The compiled rules and the hand-written ones decide alike: a test of the compiler as much as of the yardstick."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

import pytest
from tests.bench.wild import wild

from claimwright.bench.workload import Case, cases, with_members
from claimwright.bench.yardstick import Decision, HandWritten
from claimwright.claims.adjudicate import Adjudicator, RuleEngine
from claimwright.claims.batch import read_claims
from claimwright.claims.book import LoadedBook
from claimwright.claims.records import Book, Claim
from claimwright.clause.runtime import Level, Runtime

GENERATED, WILD = 150, 1500
OLDEST = dt.date(2021, 1, 1)
"""The hand-written rules judge services from this day on."""


@pytest.fixture(scope="module")
def engines(example: LoadedBook) -> dict[str, RuleEngine]:
    levels: tuple[Level, ...] = ("off", "full")
    return {level: Adjudicator(example, level=level).rules for level in levels}


@pytest.fixture(scope="module")
def by_hand(example: LoadedBook, engines: dict[str, RuleEngine]) -> HandWritten:
    data = engines["off"].program.data
    return HandWritten(example.tables, data["plan"], data["contract"])


def compiled(run: Runtime) -> list[Decision]:
    """What the engine decided, without nodes and citations, and without the place of a rule that failed."""
    found = [Decision(*decision[:10]) for decision in run.decisions if decision.kind != "pass"]
    return [_unplaced(each) for each in found]


def _unplaced(decision: Decision) -> Decision:
    if decision.label != "rule failed":
        return decision
    return decision._replace(because=decision.because.partition(" candidates that nothing prefers")[0])


def written(work: HandWritten, claim: Claim, book: Book) -> list[Decision]:
    return [_unplaced(each) for each in work.judge(claim, book).decisions]


def slices(example: LoadedBook, work: Iterable[Case]) -> list[tuple[Claim, Book]]:
    made = list(work)
    book = with_members(example, made)
    return [(case.claim, book.slice_for(case.claim)) for case in made]


def test_generated_claims_are_decided_alike(
    example: LoadedBook, engines: dict[str, RuleEngine], by_hand: HandWritten
) -> None:
    for claim, book in slices(example, cases(GENERATED)):
        assert compiled(engines["off"].engine.run(claim, book)) == written(by_hand, claim, book), claim.claim_id


@pytest.mark.parametrize("level", ["off", "full"])
def test_wild_claims_are_decided_alike(
    level: str, example: LoadedBook, engines: dict[str, RuleEngine], by_hand: HandWritten
) -> None:
    reached: Counter[str] = Counter()
    for claim, book in slices(example, (wild(case, at) for at, case in enumerate(cases(WILD, seed=5)))):
        expected = written(by_hand, claim, book)
        assert compiled(engines[level].engine.run(claim, book)) == expected, claim.claim_id
        reached.update(f"{each.rule} {each.kind} {each.reason or each.label}" for each in expected)
    assert len(reached) >= 75, sorted(reached)


def test_amounts_agree_where_no_decision_shows_them(
    example: LoadedBook, engines: dict[str, RuleEngine], by_hand: HandWritten
) -> None:
    for claim, book in slices(example, (wild(case, at) for at, case in enumerate(cases(150, seed=9)))):
        run, case = engines["off"].engine.run(claim, book), by_hand.judge(claim, book)
        for work in case.lines:
            found = [
                run.__dict__[f"r_{name}"].get(work.line.ref, 0) for name in ("allowed", "copay_due", "deductible_due")
            ]
            assert found == [work.allowed, work.copay_due, work.deductible_due]


def test_the_example_book_is_decided_alike(example: LoadedBook, by_hand: HandWritten) -> None:
    adjudicator = Adjudicator(example, level="off")
    rules = set[str]()
    for claim in read_claims(example.claims):
        assert isinstance(claim, Claim)
        result = adjudicator.adjudicate(claim)
        run = adjudicator.rules.engine.run(claim, result.book)
        decided = compiled(run)
        if claim.from_date >= OLDEST:
            assert decided == written(by_hand, claim, result.book), claim.claim_id
        rules |= {each.rule for each in decided}
    assert len(rules) >= 30
