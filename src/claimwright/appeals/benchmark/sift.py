"""What is kept: one of equal texts, none whose near-equal twin had the other outcome, nothing short, all with a group.

Evaluation-only rows always stay; what is one case with such a row may not be learnt from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from claimwright.appeals.benchmark.clean import LEAST_CHARACTERS, Removed, clean_case
from claimwright.appeals.benchmark.evaluation_rows import is_near_evaluation_row
from claimwright.appeals.benchmark.likeness import Pair, groups, pairs
from claimwright.appeals.records import AppealCase

NEAR_EVALUATION = "near-evaluation"


class LeftOut(msgspec.Struct, frozen=True):
    """A case that is not used, why (`duplicate`, `same-id`, `conflict`, `short`, `near-evaluation`), and because of which."""

    id: str
    reason: str
    of: str = ""
    decision: str = ""
    likeness: float | None = None


@dataclass
class Sifted:
    """The kept cases, sorted by id, each with its group; and what was left out or taken out, and why."""

    cases: list[AppealCase] = field(default_factory=list[AppealCase])
    left_out: list[LeftOut] = field(default_factory=list[LeftOut])
    removed: list[Removed] = field(default_factory=list[Removed])
    pairs: int = 0


def sift(cases: Sequence[AppealCase], *, clean: bool = True, keep_conflicts: bool = False) -> Sifted:
    """Clean, compare and group. The order of the cases does not matter.

    With `clean` False sentences that give the outcome away stay; with `keep_conflicts` near-equal texts with different
    outcomes stay, in one group.
    """
    sifted = Sifted()
    unique = _unique(cases, sifted)
    near = {case.id for case in unique if not case.evaluation_only and is_near_evaluation_row(case.text)}
    cleaned = [_cleaned(case, clean, sifted) for case in unique]
    long = [case for case in cleaned if _is_long(case, sifted)]
    found = pairs(long)
    sifted.pairs = len(found)
    grouped = [msgspec.structs.replace(c, group=g) for c, g in zip(long, groups(long, found), strict=True)]
    out = _duplicates(grouped, found) | ({} if keep_conflicts else _conflicts(grouped, found))
    out |= _near_evaluation(grouped, near)
    sifted.left_out += [out[case.id] for case in grouped if case.id in out]
    sifted.cases = [case for case in grouped if case.id not in out]
    return sifted


def _unique(cases: Sequence[AppealCase], sifted: Sifted) -> list[AppealCase]:
    """One case an id, evaluation-only rows first; several rows of one id (reviewers without numbers) get one each."""
    by_id: dict[str, AppealCase] = {}
    seen: set[tuple[str, str, str]] = set()
    for case in sorted(cases, key=lambda c: (c.id, not c.evaluation_only, c.text, c.decision)):
        if (case.id, case.text, case.decision) in seen:
            sifted.left_out.append(LeftOut(case.id, "same-id", case.id, case.decision, 1.0))
            continue
        seen.add((case.id, case.text, case.decision))
        name = case.id if case.id not in by_id else _numbered(case.id, by_id)
        if name != case.id:
            by_id[case.id] = _grouped(by_id[case.id])
            case = msgspec.structs.replace(_grouped(case), id=name)
        by_id[name] = case
    return [by_id[name] for name in sorted(by_id)]


def _numbered(name: str, taken: dict[str, AppealCase]) -> str:
    return next(new for n in range(2, len(taken) + 3) if (new := f"{name}~{n}") not in taken)


def _grouped(case: AppealCase) -> AppealCase:
    """The case with a group of its own id, where it has none."""
    return case if case.group else msgspec.structs.replace(case, group=case.id)


def _cleaned(case: AppealCase, clean: bool, sifted: Sifted) -> AppealCase:
    if not case.text:
        return case
    cleaned, removed = clean_case(case, leaks=clean)
    sifted.removed += removed
    return cleaned


def _is_long(case: AppealCase, sifted: Sifted) -> bool:
    """Whether enough text is left; a case that never had text is judged by its columns, and an evaluation row stays."""
    long = len(case.text) >= LEAST_CHARACTERS or (not case.text.strip() and not case.marks) or case.evaluation_only
    if not long:
        sifted.left_out.append(LeftOut(case.id, "short", "", case.decision))
    return long


def _duplicates(cases: Sequence[AppealCase], found: Sequence[Pair]) -> dict[str, LeftOut]:
    """Equal texts with equal outcomes: the evaluation row stays, else the first."""
    same: defaultdict[int, list[int]] = defaultdict(list)
    for pair in found:
        if pair.kind == "exact":
            same[pair.first].append(pair.second)
    out: dict[str, LeftOut] = {}
    for first, others in same.items():
        by_outcome: defaultdict[str, list[AppealCase]] = defaultdict(list)
        for place in (first, *others):
            by_outcome[cases[place].decision].append(cases[place])
        for members in by_outcome.values():
            kept = next((case for case in members if case.evaluation_only), members[0])
            extra = [case for case in members if case is not kept and not case.evaluation_only]
            out |= {case.id: LeftOut(case.id, "duplicate", kept.id, case.decision, 1.0) for case in extra}
    return out


def _conflicts(cases: Sequence[AppealCase], found: Sequence[Pair]) -> dict[str, LeftOut]:
    """Equal or near-equal texts of one case with different outcomes: neither side is used, evaluation rows apart."""
    out: dict[str, LeftOut] = {}
    for pair in found:
        first, second = cases[pair.first], cases[pair.second]
        if pair.kind == "part" or not pair.one_age or first.decision == second.decision:
            continue
        for one, other in ((first, second), (second, first)):
            if not one.evaluation_only:
                out.setdefault(one.id, LeftOut(one.id, "conflict", other.id, one.decision, pair.likeness))
    return out


def _near_evaluation(cases: Sequence[AppealCase], near: set[str]) -> dict[str, LeftOut]:
    """Cases of one group with an evaluation-only row, or that hold most of one."""
    sealed = {case.group: case.id for case in reversed(cases) if case.evaluation_only}
    return {
        case.id: LeftOut(case.id, NEAR_EVALUATION, sealed.get(case.group, ""), case.decision)
        for case in cases
        if not case.evaluation_only and (case.group in sealed or case.id in near)
    }
