"""Divide the relevance set into the half that search may be tuned on and the half that it is judged on.

Questions that share a provision form a group and stay together: two cited provisions meet where they are the same, or one
encloses the other within a section of the US Code; manual sections meet only where they are the same. Groups are taken
from large to small, in an order shuffled with a fixed seed, and each goes to the half that so far has fewer questions
of its topics, then of its askers, then of all; a tie is drawn with the same seed.

    python benchmarks/corpus/split.py            # say what the halves hold
    python benchmarks/corpus/split.py --write    # assign the halves anew in relevance.jsonl
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

SEED = 20240701
FILE = Path(__file__).with_name("relevance.jsonl")
HALVES = ("tune", "test")

Question = dict[str, object]


def read_questions(path: Path = FILE) -> list[Question]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def provisions(question: Question) -> list[str]:
    return [str(citation) for citation in question["relevant"]]  # type: ignore[union-attr]


def encloses(outer: str, inner: str) -> bool:
    """True where `inner` is `outer` or lies in it: the next sign, if any, opens a bracket."""
    return inner == outer or inner.startswith(outer + "(")


def overlap(one: Question, other: Question) -> bool:
    return any(encloses(a, b) or encloses(b, a) for a in provisions(one) for b in provisions(other))


def section(citation: str) -> str:
    return re.sub(r"\(.*", "", citation)


def group_questions(questions: list[Question]) -> list[list[Question]]:
    """Questions joined, through any number of steps, by provisions that overlap."""
    groups: list[list[Question]] = []
    for question in questions:
        joined = [group for group in groups if any(overlap(question, member) for member in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([member for group in joined for member in group] + [question])
    return groups


def assign_halves(questions: list[Question]) -> dict[str, str]:
    """The half of each question by id."""
    dice = random.Random(SEED)
    groups = group_questions(questions)
    dice.shuffle(groups)
    groups.sort(key=len, reverse=True)
    counts = {half: Counter[str]() for half in HALVES}
    halves: dict[str, str] = {}
    for group in groups:
        half = min(HALVES, key=lambda half: (*load(counts[half], group), dice.random()))
        for question in group:
            counts[half].update([f"topic {question['topic']}", f"asker {question['asker']}", "all"])
            halves[str(question["id"])] = half
    return halves


def load(count: Counter[str], group: list[Question]) -> tuple[int, int, int]:
    """How full a half already is for this group: of its topics, of its askers, of anything."""
    topics = sum(count[f"topic {question['topic']}"] for question in group)
    askers = sum(count[f"asker {question['asker']}"] for question in group)
    return topics, askers, count["all"]


def describe(questions: list[Question]) -> str:
    lines = [f"{len(questions)} questions, {len(group_questions(questions))} groups"]
    for key in ("half", "asker", "topic"):
        table = Counter((str(question[key]), str(question["half"])) for question in questions)
        names = sorted({name for name, _ in table})
        lines += [f"{key} {name}: tune {table[name, 'tune']}, test {table[name, 'test']}" for name in names]
    return "\n".join(lines)


def main() -> None:
    questions = read_questions()
    if "--write" in sys.argv[1:]:
        halves = assign_halves(questions)
        for question in questions:
            question["half"] = halves[str(question["id"])]
        text = "".join(json.dumps(question, ensure_ascii=False) + "\n" for question in questions)
        FILE.write_text(text, encoding="utf-8")
    sys.stdout.write(describe(questions) + "\n")


if __name__ == "__main__":
    main()
