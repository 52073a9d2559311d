"""Our own strict span scorer: a span counts where start, end and label all agree (seqeval, nervaluate: strict)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Labelled(Protocol):
    """Anything with a place and a label."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def label(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, spans predicted, spans that are there."""

    right: int = 0
    predicted: int = 0
    support: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.predicted + other.predicted, self.support + other.support)

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.support if self.support else 0.0

    @property
    def f1(self) -> float:
        both = self.predicted + self.support
        return 2 * self.right / both if both else 0.0


MessageCounts = dict[str, Counts]


def count(gold: Iterable[Labelled], predicted: Iterable[Labelled]) -> MessageCounts:
    """The counts of one message and layer, by label."""
    true = {(s.start, s.end, s.label) for s in gold}
    found = {(s.start, s.end, s.label) for s in predicted}
    labels = {label for _, _, label in true | found}
    return {
        label: Counts(
            sum(s[2] == label for s in true & found),
            sum(s[2] == label for s in found),
            sum(s[2] == label for s in true),
        )
        for label in labels
    }


def total(messages: Iterable[MessageCounts]) -> MessageCounts:
    """Counts of all messages together."""
    summed: MessageCounts = {}
    for message in messages:
        for label, counts in message.items():
            summed[label] = summed.get(label, Counts()) + counts
    return summed


def macro_f1(counts: Mapping[str, Counts]) -> float:
    """Mean F1 over the labels that occur in the reference."""
    present = [c.f1 for c in counts.values() if c.support]
    return sum(present) / len(present) if present else 0.0


def weighted_f1(counts: Mapping[str, Counts]) -> float:
    """Mean F1 weighted by support."""
    support = sum(c.support for c in counts.values())
    return sum(c.f1 * c.support for c in counts.values()) / support if support else 0.0


def micro(counts: Mapping[str, Counts]) -> Counts:
    """All labels as one."""
    return sum(counts.values(), Counts())


Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Intervals:
    """Percentile bootstrap intervals at 95%, over messages."""

    labels: dict[str, Interval]
    macro: Interval


def bootstrap(messages: Sequence[MessageCounts], *, rounds: int = 1000, seed: int = 7) -> Intervals:
    """Intervals of each label's F1 and of the macro F1, from resampled messages."""
    labels = sorted(label for label, c in total(messages).items() if c.support)
    if not labels:
        return Intervals({}, (0.0, 0.0))
    table = _table(messages, labels)
    generator = np.random.default_rng(seed)
    draws = generator.multinomial(len(messages), np.full(len(messages), 1 / len(messages)), size=rounds)
    sums = np.einsum("rm,mlc->rlc", draws, table)
    both = sums[:, :, 1] + sums[:, :, 2]
    f1 = np.divide(2 * sums[:, :, 0], both, out=np.zeros_like(both, dtype=float), where=both > 0)
    present = sums[:, :, 2] > 0
    macro = (f1 * present).sum(1) / np.maximum(1, present.sum(1))
    return Intervals({label: _interval(f1[:, i]) for i, label in enumerate(labels)}, _interval(macro))


def _table(messages: Sequence[MessageCounts], labels: list[str]) -> NDArray[np.float64]:
    table = np.zeros((len(messages), len(labels), 3))
    for row, message in enumerate(messages):
        for column, label in enumerate(labels):
            c = message.get(label, Counts())
            table[row, column] = (c.right, c.predicted, c.support)
    return table


def _interval(values: NDArray[np.float64]) -> Interval:
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
