"""Sharing out groups so that every part has its share of each kind of case."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from claimwright.appeals.records import AppealCase


@dataclass
class _Part:
    """A part under way: how many cases it is to have, and has, by kind."""

    share: float
    cases: int = 0
    kinds: Counter[str] = field(default_factory=Counter[str])


def assign(cases: Sequence[AppealCase], shares: Mapping[str, float], seed: int) -> dict[str, str]:
    """The part of each case id. Shares sum to 1; kinds are jurisdiction and outcome; groups stay whole.

    Larger groups go first, equal ones in the order of a hash of seed and name; each goes where its kinds lack most.
    """
    members: defaultdict[str, list[AppealCase]] = defaultdict(list)
    for case in cases:
        members[case.group or case.id].append(case)
    totals = Counter(kind_of(case) for case in cases)
    parts = {name: _Part(share) for name, share in shares.items() if share > 0}
    found: dict[str, str] = {}
    for name in sorted(members, key=lambda g: (-len(members[g]), _rank(seed, g))):
        chosen = _neediest(parts, members[name], totals, len(cases))
        part = parts[chosen]
        part.cases += len(members[name])
        part.kinds.update(kind_of(case) for case in members[name])
        found |= {case.id: chosen for case in members[name]}
    return dict(sorted(found.items()))


def kind_of(case: AppealCase) -> str:
    """What parts are balanced by."""
    return f"{case.jurisdiction or '-'}/{case.decision}/{'text' if case.text else 'columns'}"


def _neediest(parts: Mapping[str, _Part], group: Sequence[AppealCase], totals: Counter[str], count: int) -> str:
    """The part that lacks most of these kinds relative to its share, then most cases; the first named of equals."""
    kinds = Counter(kind_of(case) for case in group)

    def lack(name: str) -> tuple[float, float]:
        part = parts[name]
        of_kind = sum(n * (totals[kind] - part.kinds[kind] / part.share) / totals[kind] for kind, n in kinds.items())
        return round(of_kind, 9), round(count - part.cases / part.share, 9)

    return max(parts, key=lack)


def _rank(seed: int, name: str) -> str:
    return hashlib.sha256(f"{seed}/{name}".encode()).hexdigest()
