"""Which cases may be learnt from, and in which part: nothing that is, holds, or is one case with a test or evaluation row.

Such rows are known in four ways: by the mark and hashes of the public rows; by a benchmark's ids and groups; by hash and runs of
words of its test texts; and by likeness, through which texts of one case make a group that goes as a whole.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from claimwright.appeals.benchmark.evaluation_rows import is_near_evaluation_row
from claimwright.appeals.benchmark.likeness import Groups, pairs
from claimwright.appeals.benchmark.open import Benchmark
from claimwright.appeals.benchmark.read import read_jsonl
from claimwright.appeals.models.exclusion import Excluded
from claimwright.appeals.records import AppealCase
from claimwright.appeals.sft.records import Split

_VALIDATION_PERCENT = 5
_HELD = "held out: "


@dataclass(frozen=True)
class Chosen:
    """A case that may be learnt from."""

    case: AppealCase
    group: str
    split: Split


@dataclass(frozen=True)
class Bench:
    """What a benchmark says: the part of each id, the group of each id, and the held-out cases."""

    parts: dict[str, str] = field(default_factory=dict[str, str])
    groups: dict[str, str] = field(default_factory=dict[str, str])
    held: tuple[AppealCase, ...] = ()

    @classmethod
    def of(cls, benchmark: Benchmark) -> Bench:
        """Test and evaluation cases are held out, and those of the temporal split's last part."""
        parts = {
            one: name for name in ("train", "dev", "test", "evaluation") for one in getattr(benchmark.splits, name)
        }
        time = benchmark.splits.temporal
        parts |= {one: "test" for one in (time.test if time else ()) if parts.get(one) != "evaluation"}
        raw = read_jsonl(benchmark.folder / "evaluation-raw.jsonl", [])
        held = [benchmark.cases[one] for one, part in parts.items() if part in ("test", "evaluation")]
        return cls(parts, {one: case.group for one, case in benchmark.cases.items()}, (*held, *raw))


def choose(cases: Sequence[AppealCase], bench: Bench, *, seed: int) -> tuple[list[Chosen], Counter[str]]:
    """The cases that may be learnt from, sorted by id, and how many were left out by reason."""
    ordered = sorted(cases, key=lambda case: (case.source, case.id, case.text, case.decision))
    names = _groups(ordered, bench)
    reasons = list(_reasons(ordered, bench))
    held = {name for name, why in zip(names, reasons, strict=False) if why} | set(names[len(ordered) :])
    left_out: Counter[str] = Counter()
    members: defaultdict[str, list[AppealCase]] = defaultdict(list)
    for case, name, why in zip(ordered, names, reasons, strict=False):
        if why or name in held:
            left_out[_HELD + (why or "one case with a held-out row")] += 1
        else:
            members[name].append(case)
    splits: dict[str, Split] = {name: _split(name, group, bench, seed) for name, group in members.items()}
    chosen = [Chosen(case, name, splits[name]) for name, group in members.items() for case in group]
    return sorted(chosen, key=lambda one: (one.case.source, one.case.id, one.case.text)), left_out


def _groups(cases: Sequence[AppealCase], bench: Bench) -> list[str]:
    """Group names of the cases, then of the held-out ones: the least id of what is joined by the source's groups, by the
    benchmark's, and by likeness of backgrounds and whole texts."""
    every = (*cases, *bench.held)
    joined, first = Groups(2 * len(every)), dict[tuple[str, str], int]()
    for place, case in enumerate(every):
        joined.join(2 * place, 2 * place + 1)
        keys = (("id", case.id), ("source", case.group), ("benchmark", bench.groups.get(case.id, "")))
        for key in keys:
            if key[1]:
                joined.join(2 * place, first.setdefault(key, 2 * place))
    for pair in pairs([replace(case, text=text) for case in every for text in (case.text, case.full_text)]):
        joined.join(pair.first, pair.second)
    roots = [joined.find(2 * place) for place in range(len(every))]
    least: dict[int, str] = {}
    for root, case in zip(roots, every, strict=True):
        least[root] = min(least.get(root, case.id), case.id)
    return [least[root] for root in roots]


def _reasons(cases: Sequence[AppealCase], bench: Bench) -> Iterator[str]:
    """Why each case is held out; empty where it is not."""
    known = Excluded.learn(text for case in bench.held for text in (case.text, case.full_text) if text.strip())
    texts = {text for case in bench.held for text in (case.text, case.full_text)}
    for case in cases:
        own = [text for text in (case.text, case.full_text) if text.strip()]
        if case.evaluation_only or any(is_near_evaluation_row(text) for text in own):
            yield "a row for evaluation only, or near one"
        elif bench.parts.get(case.id) in ("test", "evaluation"):
            yield "a test case of the benchmark"
        elif texts & set(own) or any(known.covers(text) for text in own):
            yield "near a test case of the benchmark"
        else:
            yield ""


def _split(name: str, group: Sequence[AppealCase], bench: Bench, seed: int) -> Split:
    """The benchmark's part, development for the whole group where one member is in it; else five in a hundred by hash."""
    parts = {bench.parts.get(case.id, "") for case in group} - {""}
    if parts:
        return "validation" if "dev" in parts else "train"
    drawn = int.from_bytes(hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=4).digest(), "big")
    return "validation" if drawn % 100 < _VALIDATION_PERCENT else "train"
