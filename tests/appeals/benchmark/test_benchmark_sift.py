"""Duplicates, conflicts, groups and splits."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.appeals.benchmark.invented import invented_cases
from claimwright.appeals.benchmark.likeness import pairs
from claimwright.appeals.benchmark.sift import sift
from claimwright.appeals.benchmark.splits.assign import assign
from claimwright.appeals.benchmark.splits.make import make_splits
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import InputError

WORDS = [
    "knee",
    "brace",
    "pain",
    "walking",
    "stairs",
    "winter",
    "surgeon",
    "denied",
    "plan",
    "letter",
    "records",
    "visit",
    "therapy",
    "weeks",
    "spring",
    "brother",
    "work",
    "house",
    "steps",
    "dog",
]
LONG = " ".join(f"{word} number {n}" for n, word in enumerate(WORDS * 2))


def case(name: str, text: str, decision: str = "Upheld", **rest: object) -> AppealCase:
    return AppealCase(id=name, text=text, decision=decision, source="x", **rest)  # type: ignore[arg-type]


def reasons(cases: list[AppealCase], **options: bool) -> dict[str, str]:
    return {item.id: item.reason for item in sift(cases, **options).left_out}


def test_pairs_are_exact_near_or_part() -> None:
    near = LONG.replace("number 3 ", "number three ")
    half = " ".join(LONG.split()[:60])
    found = {
        (p.first, p.second): p.kind
        for p in pairs(
            [
                case("a", LONG),
                case("b", LONG.upper()),
                case("c", near),
                case("d", half),
                case("e", "Quite other words stand here, and none of them is above."),
            ]
        )
    }
    assert found[0, 1] == "exact"
    assert found[0, 2] in ("near", "part")
    assert found[0, 3] == "part"
    assert not [pair for pair in found if 4 in pair]


def test_texts_alike_of_other_ages_are_other_cases() -> None:
    first = f"A 50-year-old member asked. {LONG}"
    other = f"A 61-year-old member asked. {' '.join(LONG.split()[:75])} and then more was said of her"
    assert pairs([case("a", first), case("b", other)]) == []
    assert pairs([case("a", first), case("b", other.replace("61", "50"))])


def test_equal_texts_are_kept_once() -> None:
    assert reasons([case("b", LONG), case("a", LONG.upper()), case("c", LONG)]) == {"b": "duplicate", "c": "duplicate"}


def test_near_equal_texts_with_other_outcomes_are_set_aside() -> None:
    words = LONG.split()
    words[40] = "changed"
    cases = [
        case("a", LONG),
        case("b", " ".join(words), "Overturned"),
        case("c", "Another text that is long enough to be kept by the sifting of cases."),
    ]
    assert reasons(cases) == {"a": "conflict", "b": "conflict"}
    kept = sift(cases, keep_conflicts=True)
    assert {c.id: c.group for c in kept.cases} == {"a": "a", "b": "a", "c": "c"}
    assert reasons([case("a", LONG), case("b", LONG, "Overturned")]) == {"a": "conflict", "b": "conflict"}


def test_near_evaluation_rows_are_left_out_and_the_row_stays() -> None:
    sealed = case("e", LONG, evaluation_only=True)
    again = case("t", LONG, "Overturned")
    part = case("p", " ".join(LONG.split()[:70]), group="g")
    mate = case("m", "A text that has nothing in common with the other ones but its group.", group="g")
    assert reasons([sealed, again, part, mate]) == {
        "t": "near-evaluation",
        "p": "near-evaluation",
        "m": "near-evaluation",
    }


def test_short_texts_go_and_structured_rows_stay() -> None:
    assert reasons([case("a", "Too short."), case("b", "", diagnosis_category="Skin")]) == {"a": "short"}
    leaking = case("c", "The denial is overturned. " * 4)
    assert reasons([leaking]) == {"c": "short"}


def test_one_id_twice() -> None:
    same = case("a", LONG)
    other = case("a", "Another reviewer wrote something else about this very case, at length.")
    sifted = sift([same, same, other])
    assert [item.reason for item in sifted.left_out] == ["same-id"]
    assert len({c.id for c in sifted.cases}) == 2
    assert len({c.group for c in sifted.cases}) == 1


def test_reviewers_of_a_case_share_its_group() -> None:
    cases = invented_cases(120, reviewers=0.5)
    sifted = sift(cases)
    given_ = {c.id: c.group for c in cases}
    for c in sifted.cases:
        mates = [m for m in sifted.cases if given_[m.id] == given_[c.id]]
        assert {m.group for m in mates} == {c.group}


def test_the_order_of_cases_does_not_matter() -> None:
    cases = invented_cases(150, seed=3)
    shuffled = random.Random(1).sample(cases, len(cases))
    first, second = sift(cases), sift(shuffled)
    assert first.cases == second.cases
    assert make_splits(first.cases) == make_splits(list(reversed(second.cases)))
    assert make_splits(first.cases, seed=1) != make_splits(first.cases, seed=2)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.integers(2, 6), st.integers(20, 120))
def test_groups_never_straddle_and_nobody_is_lost(seed: int, folds: int, count: int) -> None:
    cases = invented_cases(count, seed=seed, reviewers=0.4)
    made = make_splits(cases, seed=seed, folds=folds)
    assert sorted((*made.train, *made.dev, *made.test)) == sorted(c.id for c in cases) == sorted(made.folds)
    part = {one: name for name in ("train", "dev", "test") for one in getattr(made, name)}
    for group in {c.group for c in cases}:
        ids = [c.id for c in cases if c.group == group]
        assert len({part[one] for one in ids}) == 1
        assert len({made.folds[one] for one in ids}) == 1
    assert made.temporal is not None
    sides = {one: name for name in ("train", "dev", "test") for one in getattr(made.temporal, name)}
    for group in {c.group for c in cases}:
        assert len({sides[c.id] for c in cases if c.group == group}) == 1


def test_temporal_and_held_out_splits_keep_their_word() -> None:
    cases = invented_cases(400, seed=5)
    by_id = {c.id: c for c in cases}
    made = make_splits(cases, dev_from=2019, test_from=2022)
    assert made.temporal is not None
    years = {c.group: max(m.year or 0 for m in cases if m.group == c.group) for c in cases}
    assert all(years[by_id[one].group] < 2019 for one in made.temporal.train)
    assert all(years[by_id[one].group] >= 2022 for one in made.temporal.test)
    assert [held.jurisdiction for held in made.held_out] == ["CA", "NY", "TX"]
    for held in made.held_out:
        assert {by_id[one].jurisdiction for one in held.test} == {held.jurisdiction}
        assert held.jurisdiction not in {by_id[one].jurisdiction for one in held.train}
        assert not {by_id[one].group for one in held.train} & {by_id[one].group for one in held.test}


def test_parts_are_balanced_by_outcome_and_place() -> None:
    cases = invented_cases(600, reviewers=0.0)
    part = assign(cases, {"train": 0.8, "dev": 0.1, "test": 0.1}, 7)
    sizes = Counter(part.values())
    assert sizes["train"] == pytest.approx(480, abs=5)
    assert sizes["dev"] == pytest.approx(60, abs=5)
    for name in sizes:
        inside = [c for c in cases if part[c.id] == name]
        for place in ("CA", "NY", "TX"):
            whole = sum(c.jurisdiction == place for c in cases) / 600
            assert sum(c.jurisdiction == place for c in inside) / len(inside) == pytest.approx(whole, abs=0.04)


def test_a_group_with_an_evaluation_row_cannot_be_split() -> None:
    cases = [case("a", LONG, group="g", evaluation_only=True), case("b", LONG, group="g")]
    with pytest.raises(InputError, match="evaluation-only"):
        make_splits(cases)
