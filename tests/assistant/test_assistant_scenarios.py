"""The scenario bank: questions as billing staff, operators and members ask them, each with what the answer must say.

`facts` must stand in the answer and `absent` must not; `rule` must be the rule of a cited node; `cites` are kinds of
node among the cited ones; `changed` asks for a citation of an adjudicated change; `abstain` for an honest "the trace
does not say".
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import pytest

from claimwright.assistant import Answer, Session, answer

FOLDER = Path(__file__).parent / "scenarios"
BUCKETS = ("simple", "average", "complex")


class Scenario(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    claim: str
    ask: str
    facts: tuple[str, ...]
    absent: tuple[str, ...] = ()
    rule: str = ""
    cites: tuple[str, ...] = ()
    changed: bool = False
    abstain: bool = False


def bank(bucket: str) -> list[Scenario]:
    lines = (FOLDER / f"{bucket}.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Scenario) for line in lines if line.strip()]


def failures(session: Session, scenario: Scenario) -> list[str]:
    """What is wrong with the answer to a scenario."""
    found = answer(session, scenario.ask)
    wrong = [f"does not say {fact!r}" for fact in scenario.facts if fact not in found.text]
    wrong += [f"says {fact!r}" for fact in scenario.absent if fact in found.text]
    wrong += ["answers" if scenario.abstain else "abstains"] if found.answered is scenario.abstain else []
    wrong += [f"withholds {each.figures}" for each in found.withheld]
    return wrong + _citations(session, scenario, found)


def _citations(session: Session, scenario: Scenario, found: Answer) -> list[str]:
    nodes = [session.tree.node(number) for sentence in found.sentences for number in sentence.nodes]
    kinds, rules = {node.kind for node in nodes}, {node.rule for node in nodes}
    wrong = [f"cites no {kind}" for kind in scenario.cites if kind not in kinds]
    if scenario.rule and scenario.rule not in rules:
        wrong.append(f"cites no node of {scenario.rule}")
    if scenario.changed and not any(sentence.changed for sentence in found.sentences):
        wrong.append("verifies no change")
    return wrong


def report(harbor: dict[str, Session]) -> tuple[dict[str, Counter[str]], list[str]]:
    """Right and wrong by bucket, and a line for each wrong answer."""
    counts: dict[str, Counter[str]] = {bucket: Counter() for bucket in BUCKETS}
    lines: list[str] = []
    for bucket in BUCKETS:
        for scenario in bank(bucket):
            wrong = failures(harbor[scenario.claim], scenario)
            counts[bucket]["wrong" if wrong else "right"] += 1
            lines += [f"{bucket} {scenario.claim} {scenario.ask!r}: {'; '.join(wrong)}"] if wrong else []
    return counts, lines


def test_every_scenario_of_every_bucket(harbor: dict[str, Session]) -> None:
    counts, wrong = report(harbor)
    summary = ", ".join(f"{bucket}: {n['right']} of {n.total()}" for bucket, n in counts.items())
    assert not wrong, "\n".join([summary, *wrong])


def test_the_bank_is_large_and_its_questions_differ() -> None:
    every = [(each.claim, each.ask) for bucket in BUCKETS for each in bank(bucket)]
    assert len(every) >= 120
    assert len(set(every)) == len(every)


@pytest.mark.parametrize("bucket", BUCKETS)
def test_each_bucket_has_questions_that_have_no_answer(bucket: str) -> None:
    assert any(scenario.abstain for scenario in bank(bucket))
