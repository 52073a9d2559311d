"""From the tag scores of a window to candidate spans: decode by word, join what was torn, trim, score."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from claimwright.intake.labels import LABELS, Layer
from claimwright.intake.model.calibration import raw_score
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


def find_spans(text: str, starts: Ints, ends: Ints, logits: Floats, layer: Layer, scorer: Scorer) -> list[Candidate]:
    """The spans of one layer, in order, disjoint."""
    if not len(logits):
        return []
    top = logits.max(1, keepdims=True)
    scores: Floats = logits - top - np.log(np.exp(logits - top).sum(1, keepdims=True))
    firsts = word_starts(text, starts, ends)
    tags = best_tags(word_scores(scores, firsts))
    bounds = np.append(firsts, len(starts))
    runs = [(int(bounds[a]), int(bounds[b]), number) for a, b, number in tag_runs(tags)]
    out: list[Candidate] = []
    for first, last, number in _join_torn(text, starts, ends, runs, layer):
        label = LABELS[layer][number]
        start, end = trim(text, int(starts[first]), int(ends[last - 1]))
        if start < end:
            score = scorer(raw_score(_chosen(scores, first, last, number)), label)
            out.append(Candidate(layer, start, end, label, score, "model"))
    return out


def _chosen(scores: Floats, first: int, last: int, number: int) -> Floats:
    """The probabilities of a span's tags: B or I of its label on the first piece, I on the others."""
    log = np.logaddexp(scores[first:last, 2 * number + 1], scores[first:last, 2 * number + 2])
    log[0] = max(float(scores[first, 2 * number + 1]), float(log[0]) - 0.7)
    return np.exp(log)


def _join_torn(
    text: str, starts: Ints, ends: Ints, runs: list[tuple[int, int, int]], layer: Layer
) -> list[tuple[int, int, int]]:
    """Neighbouring runs of one label with nothing but one separator between them are one identifier."""
    out: list[tuple[int, int, int]] = []
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
