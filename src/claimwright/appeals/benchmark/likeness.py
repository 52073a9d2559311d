"""Which cases are one case: equal texts, nearly equal ones, texts that hold most of another, and one case number.

Pairs come from two searches: MinHash over runs of five words (`corpus.ledger.duplicates`) for texts that are alike as wholes, and
an index of rare runs for texts of which one holds most of the other (a passage of it, or cut elsewhere). Every pair is
then compared exactly. Texts that are only alike, of patients whose ages differ, are two cases in one formula and stay
apart. Cases that are joined, directly or through others, make a group.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from claimwright.appeals.benchmark.evaluation_rows import text_hash
from claimwright.appeals.records import AppealCase
from claimwright.corpus.ledger.duplicates import MinHash
from claimwright.corpus.ledger.duplicates.shingles import Hashes, Words, normalise, runs

SAME, ALIKE, HELD = 0.9, 0.7, 0.6
"""Likeness (Jaccard) from which texts say the same, and from which they count as one case; the share of the shorter one's runs
that a text of one case holds."""
_LEAST_RUNS = 20
"""A shorter text is a formula that many cases share; holding it tells nothing."""
_RARE = 40
"""A run in more texts than this is a formula."""

_AGE = re.compile(r"\b([\w-]{1,20})[- ]year[s]?[- ]old\b|\b(\d+)[- ](?:month|week|day)[s]?[- ]old\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases, by place, whose texts are alike: `exact`, `near` (likeness from 0.9) or `part`.

    `one_age` is False where the patients' ages differ: such texts are nearly equal, and yet of two cases.
    """

    first: int
    second: int
    kind: str
    likeness: float
    one_age: bool = True


@dataclass
class Groups:
    """Sets that are joined (union-find)."""

    size: int
    _of: list[int] = field(default_factory=list[int])

    def __post_init__(self) -> None:
        self._of = list(range(self.size))

    def find(self, one: int) -> int:
        while self._of[one] != one:
            self._of[one] = self._of[self._of[one]]
            one = self._of[one]
        return one

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self._of[second] = first


def pairs(cases: Sequence[AppealCase]) -> list[Pair]:
    """Every pair of cases whose texts are alike, in order; cases without text have none."""
    told = [(place, case.text) for place, case in enumerate(cases) if case.text.strip()]
    exact = _exact(told)
    doubles = {pair.second for pair in exact}
    words = Words()
    sets = {place: runs(words.of(normalise(text))) for place, text in told if place not in doubles}
    candidates = dict.fromkeys((*_bands(sets), *_holding(sets)))
    ages = {place: _age(text) for place, text in told if place in sets}
    compared = (_compare(sets, a, b, one_age=_agree(ages[a], ages[b])) for a, b in candidates)
    return sorted((*exact, *(pair for pair in compared if pair)), key=lambda pair: (pair.first, pair.second))


def groups(cases: Sequence[AppealCase], found: Sequence[Pair]) -> list[str]:
    """The name of each case's group: the least id in it. Given groups are kept together, likeness joins them."""
    joined = Groups(len(cases))
    first: dict[str, int] = {}
    for place, case in enumerate(cases):
        if case.group:
            joined.join(place, first.setdefault(case.group, place))
    for pair in found:
        joined.join(pair.first, pair.second)
    members: defaultdict[int, list[str]] = defaultdict(list)
    for place, case in enumerate(cases):
        members[joined.find(place)].append(case.id)
    names = {root: min(ids) for root, ids in members.items()}
    return [names[joined.find(place)] for place in range(len(cases))]


def _exact(told: Sequence[tuple[int, str]]) -> list[Pair]:
    """Texts of the same letters and digits, each with the first of them."""
    first: dict[str, int] = {}
    found = [(first.setdefault(text_hash(text), place), place) for place, text in told]
    return [Pair(a, b, "exact", 1.0) for a, b in found if a != b]


def _bands(sets: dict[int, Hashes]) -> Iterator[tuple[int, int]]:
    """Pairs that agree in a band: each text with every other of its bucket, or with the first 50 of a larger one."""
    search, buckets = MinHash(ALIKE), defaultdict[tuple[int, int], list[int]](list)
    for place, members in sets.items():
        if members.size:
            for band, key in enumerate(search.keys(members).tolist()):
                buckets[band, key].append(place)
    for bucket in buckets.values():
        for at, second in enumerate(bucket):
            yield from ((first, second) for first in bucket[: min(at, 50)])


def _holding(sets: dict[int, Hashes]) -> Iterator[tuple[int, int]]:
    """Pairs that share a third of the shorter one's runs, by the runs that few texts have."""
    long = {place: members for place, members in sets.items() if members.size >= _LEAST_RUNS}
    if not long:
        return
    owners = np.repeat(np.fromiter(long, dtype=np.int64), [m.size for m in long.values()])
    hashes = np.concatenate(list(long.values()))
    order = np.lexsort((owners, hashes))
    bounds = np.r_[np.flatnonzero(np.r_[True, np.diff(hashes[order]) > 0]), len(order)]
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        if 1 < end - start <= _RARE:
            own = owners[order[start:end]].tolist()
            for at, second in enumerate(own):
                for first in own[:at]:
                    shared[first, second] += 1
    yield from (pair for pair, count in shared.items() if 3 * count >= min(long[pair[0]].size, long[pair[1]].size))


def _compare(sets: dict[int, Hashes], a: int, b: int, *, one_age: bool) -> Pair | None:
    first, second = sets[a], sets[b]
    shared = int(np.intersect1d(first, second, assume_unique=True).size)
    likeness, least = shared / (first.size + second.size - shared), min(first.size, second.size)
    if likeness >= SAME:
        return Pair(a, b, "near", round(likeness, 4), one_age)
    holds = likeness >= ALIKE or (least >= _LEAST_RUNS and shared >= HELD * least)
    return Pair(a, b, "part", round(likeness, 4)) if holds and one_age else None


def _age(text: str) -> str:
    """The first age that a text names, as it writes it; empty where it names none."""
    found = _AGE.search(text)
    return (found[1] or found[2]).casefold() if found else ""


def _agree(first: str, second: str) -> bool:
    return not first or not second or first == second
