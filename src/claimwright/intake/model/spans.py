"""From the tag scores of a window to candidate spans: decode by word, join what was torn, trim, score."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from claimwright.intake.labels import LABELS, Layer
from claimwright.intake.model.calibration import raw_scores
from claimwright.intake.model.tags import best_tags, tag_runs, word_scores, word_starts
from claimwright.intake.records import Candidate

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

Scorer = Callable[[float, str], float]
"""From a raw score and a label to a calibrated probability."""

_TORN = frozenset((" ", "-", "/", ".", ":", "_", "*", ""))
_JOINED = frozenset(
    ("MEMBER_ID", "GROUP_NUMBER", "POLICY_NUMBER", "CLAIM_ID", "AUTH_NUMBER", "HEALTH_PLAN_ID", "OTHER_ID", "MRN", "ACCOUNT",
     "DEVICE", "LICENSE", "VEHICLE", "SSN", "PHONE", "FAX", "URL", "EMAIL", "IP", "BIOMETRIC")
)  # fmt: skip
_TAIL, _HEAD = " \t\r\n.,;:!?\"'”’)]>*-/", " \t\r\n,;:!?\"'“‘)]<*/"


_Run = tuple[int, int, int]
"""A span by its pieces: first, past the last, label number."""


def find_spans(
    text: str, starts: Ints, ends: Ints, logits: Floats, layer: Layer, scorer: Scorer, words: Ints | None = None
) -> list[Candidate]:
    """The spans of one layer, in order, disjoint. `words`: the word starts of the pieces, where they are known already."""
    if not len(logits):
        return []
    firsts = word_starts(text, starts, ends) if words is None else words
    shifted = logits - logits.max(1, keepdims=True)
    scores: Floats = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    bounds = [*firsts.tolist(), len(starts)]
    runs = [(bounds[a], bounds[b], number) for a, b, number in tag_runs(best_tags(word_scores(scores, firsts)))]
    spans = _join_torn(text, starts, ends, runs, layer)
    found: list[Candidate] = []
    for (first, last, number), raw in zip(spans, _raw_scores(scores, spans), strict=True):
        start, end = trim(text, int(starts[first]), int(ends[last - 1]))
        if start < end:
            label = LABELS[layer][number]
            found.append(Candidate(layer, start, end, label, scorer(raw, label), "model"))
    return found


def _raw_scores(scores: Floats, spans: list[_Run]) -> list[float]:
    """The raw score of every span, from the probabilities of its pieces' tags.

    They are those of B or I of its label; the first piece counts as B, or as either with a discount.
    """
    if not spans:
        return []
    rows = np.array([row for first, last, _ in spans for row in range(first, last)])
    sizes = np.array([last - first for first, last, _ in spans])
    begin = np.array([2 * number + 1 for _, _, number in spans]).repeat(sizes)
    opening, firsts = scores[rows, begin], sizes.cumsum() - sizes
    log = np.logaddexp(opening, scores[rows, begin + 1])
    log[firsts] = np.maximum(opening[firsts], log[firsts].astype(np.float64) - 0.7)
    return raw_scores(np.exp(log), firsts)


def _join_torn(text: str, starts: Ints, ends: Ints, runs: list[_Run], layer: Layer) -> list[_Run]:
    """Neighbouring runs of one label with nothing but one separator between them are one identifier."""
    out: list[_Run] = []
    for run in runs:
        if out and out[-1][2] == run[2] and LABELS[layer][run[2]] in _JOINED:
            between = text[int(ends[out[-1][1] - 1]) : int(starts[run[0]])]
            if between in _TORN:
                out[-1] = (out[-1][0], run[1], run[2])
                continue
        out.append(run)
    return out


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without surrounding space and punctuation; a bracket that closes one opened inside stays."""
    while start < end and text[start] in _HEAD:
        start += 1
    while start < end and text[end - 1] in _TAIL and not _closes(text[start:end]):
        end -= 1
    return start, end


def _closes(value: str) -> bool:
    return (value[-1] == ")" and value.count("(") == value.count(")")) or (value[-1] == "/" and "." in value)
