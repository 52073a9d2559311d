"""The bag-of-words probe: what a simple model reads off words alone, over held-out rows.

A logistic regression on one to three words in a row is trained and judged across case-grouped folds, so that every row is
judged by a model that did not see its group. Three readings: all words; words of the last sentence; only expressions with a
word of deciding. The last is the leak's own mark: with no leak it is right on rows that have such expressions as often as
on shuffled labels. Needs scikit-learn (extra `appeals`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np

from claimwright.appeals.benchmark.sentences import sentences
from claimwright.appeals.benchmark.splits.assign import assign
from claimwright.appeals.evaluate.intervals import wilson
from claimwright.appeals.evaluate.scores import Floats, Ints
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import MissingExtraError

LEAST_ROWS = 40
LEAST_MATCHING = 10
MARGIN = 0.10
TOO_GOOD = 0.90
"""No published model of any size reaches 0.76 on clean texts: words alone from which 0.90 can be read give it away."""
MOST_ROWS = 10_000
"""A larger benchmark is probed by a sample of so many, drawn by a hash of their groups."""
_FOLDS, _SHUFFLES, _SEED = 5, 10, 7
_MOST_FEATURES = 30_000

_DECIDING = re.compile(
    r"\b(?:overturn\w*|uphold\w*|upheld|affirm(?:s|ed)|conclu\w+|entitled|warranted|justified|substantiat\w*|reviewers?|panel|imro|"
    r"(?:is|was|were|are) medically necessary|should (?:be|have been) (?:covered|approved|authori[sz]ed|paid|reimbursed|upheld)|"
    r"more beneficial|in summary|sound medical|acted reasonably)\b"
)


class Expression(msgspec.Struct, frozen=True, kw_only=True):
    """One to three words: in how many held-out groups they stand, and how often the outcome they lean to is the true one."""

    words: str
    leans: str
    groups: int
    share: float
    low: float
    deciding: bool


class WordProbe(msgspec.Struct, frozen=True, kw_only=True):
    """Held-out accuracies. `shuffled` is the 95th percentile of the same with shuffled outcomes; `deciding_rows` have an
    expression with a word of deciding, `deciding_right` of them are judged rightly from these alone."""

    rows: int
    majority: float
    all_words: float
    all_words_low: float
    last_sentence: float
    shuffled: float
    deciding_rows: int
    deciding_right: int
    deciding_low: float | None
    deciding_majority: float
    deciding_shuffled: float
    telling: tuple[Expression, ...]

    @property
    def failures(self) -> list[str]:
        """What makes the build fail."""
        found: list[str] = []
        if self.all_words_low > TOO_GOOD:
            found.append(
                f"words alone tell the outcome in {self.all_words:.1%} of held-out texts: something gives it away"
            )
        base = max(self.deciding_majority + MARGIN, self.deciding_shuffled)
        if self.deciding_rows >= LEAST_MATCHING and (self.deciding_low or 0) > base:
            found.append(
                f"words of deciding tell the outcome in {self.deciding_right} of the {self.deciding_rows} held-out texts with any"
            )
        telling = [e.words for e in self.telling if e.deciding and e.low > max(self.majority + MARGIN, 0.6)]
        if telling:
            found.append(
                "expressions with words of deciding tell the outcome: "
                + ", ".join(f"“{words}”" for words in telling[:5])
            )
        return found


def probe_words(cases: Sequence[AppealCase]) -> WordProbe | None:
    """Probe trainable cases with text and one of the two outcomes; None for fewer than 40, or a single outcome."""
    both = ("Upheld", "Overturned")
    told = _sample([c for c in cases if c.text and c.decision in both and not c.evaluation_only])
    labels = np.asarray([case.decision == "Overturned" for case in told], dtype=np.int64)
    if len(told) < LEAST_ROWS or min(labels.sum(), len(labels) - labels.sum()) < _FOLDS:
        return None
    part = assign(told, {str(n): 1 / _FOLDS for n in range(_FOLDS)}, _SEED)
    folds = np.asarray([int(part[case.id]) for case in told])
    texts = [case.text for case in told]
    return _probe(told, texts, labels, folds)


def _sample(told: Sequence[AppealCase]) -> Sequence[AppealCase]:
    """All, or whole groups in the order of a hash of their names until there are enough cases."""
    if len(told) <= MOST_ROWS:
        return told
    ranks = {name: hashlib.sha256(name.encode()).hexdigest() for name in {case.group or case.id for case in told}}
    return sorted(told, key=lambda case: (ranks[case.group or case.id], case.id))[:MOST_ROWS]


def _probe(told: Sequence[AppealCase], texts: Sequence[str], labels: Ints, folds: Ints) -> WordProbe:
    shuffled = [np.random.default_rng(_SEED + n).permutation(labels) for n in range(_SHUFFLES)]
    words = _table(texts, None)
    right = _held_out(words, labels, folds) == labels
    null = [float((_held_out(words, other, folds) == other).mean()) for other in shuffled[:3]]
    last = _held_out(_table([_last(text) for text in texts], None), labels, folds) == labels
    groups = len({case.group or case.id for case in told})
    return WordProbe(
        rows=len(told),
        majority=_majority(labels),
        all_words=round(float(right.mean()), 6),
        all_words_low=wilson(float(right.sum()), len(right), groups).low or 0.0,
        last_sentence=round(float(last.mean()), 6),
        shuffled=round(max(null), 6),
        telling=_telling(told, words, labels, folds),
        **_deciding(texts, labels, folds, shuffled),
    )


def _deciding(texts: Sequence[str], labels: Ints, folds: Ints, shuffled: Sequence[Ints]) -> dict[str, Any]:
    """The reading of expressions with words of deciding, on the rows that have any."""
    table = _table(texts, lambda words: bool(_DECIDING.search(words)))
    rows = np.zeros(len(texts), dtype=bool) if table is None else np.asarray(table[0].getnnz(axis=1) > 0)
    count = int(rows.sum())
    if table is None or count < LEAST_MATCHING or len(np.unique(labels[rows])) < 2:
        return {
            "deciding_rows": count,
            "deciding_right": 0,
            "deciding_low": None,
            "deciding_majority": 1.0,
            "deciding_shuffled": 1.0,
        }
    right = int((_held_out(table, labels, folds) == labels)[rows].sum())
    null = [float((_held_out(table, other, folds) == other)[rows].mean()) for other in shuffled]
    return {
        "deciding_rows": count,
        "deciding_right": right,
        "deciding_low": wilson(right, count).low,
        "deciding_majority": _majority(labels[rows]),
        "deciding_shuffled": round(max(null), 6),
    }


def _telling(told: Sequence[AppealCase], table: Any, labels: Ints, folds: Ints) -> tuple[Expression, ...]:
    """The expressions of most weight, each judged in the fold that its weight was not learnt from; twenty at most."""
    matrix, names = table
    groups = np.asarray([case.group or case.id for case in told], dtype=object)
    seen: dict[str, list[tuple[int, int]]] = {}
    for fold in range(_FOLDS):
        weights = _fit(matrix[folds != fold], labels[folds != fold]).coef_[0]
        for at in np.argsort(-np.abs(weights))[:200].tolist():
            owners = matrix.indices[matrix.indptr[at] : matrix.indptr[at + 1]]
            rows = np.sort(owners[folds[owners] == fold])
            first = rows[np.unique(groups[rows].astype(str), return_index=True)[1]] if rows.size else rows
            leans = int(weights[at] > 0)
            said = seen.setdefault(f"{leans}{names[at]}", [])
            said += [(int(labels[row] == leans), 1) for row in first.tolist()]
    made = [_expression(key, said) for key, said in seen.items() if len(said) >= LEAST_MATCHING // 2]
    return tuple(sorted(made, key=lambda e: (-e.low, e.words))[:20])


def _expression(key: str, said: Sequence[tuple[int, int]]) -> Expression:
    right, words = sum(hit for hit, _ in said), key[1:]
    return Expression(
        words=words,
        leans="Overturned" if key[0] == "1" else "Upheld",
        groups=len(said),
        share=round(right / len(said), 6),
        low=wilson(right, len(said)).low or 0.0,
        deciding=bool(_DECIDING.search(words)),
    )


def _table(texts: Sequence[str], wanted: Callable[[str], bool] | None) -> Any:
    """A matrix of which expressions stand in which text, and their names; None where none is wanted."""
    extraction = _sklearn("feature_extraction.text")
    settings: dict[str, Any] = {"ngram_range": (1, 3), "binary": True, "token_pattern": r"(?u)\b\w+\b", "min_df": 3}
    vectors = extraction.CountVectorizer(max_features=_MOST_FEATURES, **settings)
    try:
        matrix = vectors.fit_transform(texts)
    except ValueError:
        return None
    names = vectors.get_feature_names_out()
    if wanted is None:
        return matrix.tocsc(), names
    chosen = np.flatnonzero([wanted(name) for name in names])
    return (matrix.tocsc()[:, chosen], names[chosen]) if chosen.size else None


def _held_out(table: Any, labels: Ints, folds: Ints) -> Ints:
    """Predictions of each fold by a model of the others."""
    found = np.zeros_like(labels)
    if table is None:
        return found
    matrix = table[0].tocsr()
    for fold in range(_FOLDS):
        inside, outside = folds == fold, folds != fold
        found[inside] = _fit(matrix[outside], labels[outside]).predict(matrix[inside])
    return found


def _fit(matrix: Any, labels: Ints) -> Any:
    linear = _sklearn("linear_model")
    return linear.LogisticRegression(C=0.1, solver="liblinear", tol=0.01, random_state=0).fit(matrix, labels)


def _last(text: str) -> str:
    return [s.text for s in sentences(text)][-1] if text.strip() else ""


def _majority(labels: Ints) -> float:
    share: Floats | float = float(labels.mean())
    return round(max(share, 1 - share), 6)


def _sklearn(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(f"sklearn.{name}")
    except ImportError:
        raise MissingExtraError("scikit-learn", "appeals") from None
