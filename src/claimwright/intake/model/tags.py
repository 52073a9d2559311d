"""BIO tags of the two layers, and the best tag sequence that keeps the BIO rule (an I follows its own B or I).

Tag 0 is O; label number k of a layer has B = 2k + 1 and I = 2k + 2. Tags are chosen for whole words (unbroken
runs of letters and digits), so that no span starts or ends inside one: the scores of a word's pieces are added
up. Most often the best tag of every word taken alone keeps the rule already, and then it is the best sequence;
Viterbi runs only where it does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import numpy as np
from numpy.typing import NDArray

from claimwright.intake.labels import LABELS, Layer
from claimwright.intake.records import Span

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def tag_names(layer: Layer) -> tuple[str, ...]:
    """The tags of a layer in the order of the model's outputs."""
    return ("O", *(f"{prefix}-{label}" for label in LABELS[layer] for prefix in "BI"))


def encode_tags(spans: Iterable[Span], starts: Ints, ends: Ints, layer: Layer) -> Ints:
    """The tag of every piece: B on the first piece that touches a span, I on the others."""
    tags = np.zeros(len(starts), np.int64)
    index = {label: number for number, label in enumerate(LABELS[layer])}
    for span in spans:
        inside = np.nonzero((starts < span.end) & (ends > span.start))[0]
        if len(inside):
            tags[inside] = 2 * index[span.label] + 2
            tags[inside[0]] -= 1
    return tags


def word_starts(text: str, starts: Ints, ends: Ints) -> Ints:
    """The numbers of the pieces that begin a word: all but those that go on a run of letters and digits."""
    first = np.ones(len(starts), np.bool_)
    glued = np.flatnonzero(starts[1:] == ends[:-1]) + 1
    for number, at in zip(glued.tolist(), starts[glued].tolist(), strict=True):
        if text[at].isalnum() and text[at - 1].isalnum():
            first[number] = False
    return np.flatnonzero(first)


def word_scores(scores: Floats, firsts: Ints) -> Floats:
    """Scores of words from those of pieces: a word tagged B is B on its first piece and I on the others."""
    if len(firsts) == len(scores):
        return scores
    out = np.add.reduceat(scores, firsts, axis=0)
    head = scores[firsts]
    out[:, 1::2] = out[:, 2::2] - head[:, 2::2] + head[:, 1::2]
    return out


def keeps_rule(tags: Ints) -> bool:
    """Whether every I follows a B or an I of its own label."""
    if len(tags) and tags[0] and not tags[0] & 1:
        return False
    before, after = tags[:-1], tags[1:]
    inner = (after > 0) & (after & 1 == 0)
    return not bool((inner & (before != after) & (before != after - 1)).any())


def best_tags(scores: Floats) -> Ints:
    """The sequence of highest total score that keeps the BIO rule. `scores`: (words, tags), log probabilities."""
    if not len(scores):
        return np.zeros(0, np.int64)
    greedy = scores.argmax(1).astype(np.int64)
    return greedy if keeps_rule(greedy) else _viterbi(scores)


def _viterbi(scores: Floats) -> Ints:
    """Every tag may follow any best tag, except I, which follows the better of its own B and I."""
    words, tags = scores.shape
    inner = cast("Ints", np.arange(2, tags, 2))
    back = np.zeros((words, tags), np.int64)
    total = scores[0].astype(np.float64)
    total[inner] = -np.inf
    for at in range(1, words):
        best = int(total.argmax())
        came = np.full(tags, best)
        came[inner] = np.where(total[inner] >= total[inner - 1], inner, inner - 1)
        back[at] = came
        total = total[came] + scores[at]
    out = np.empty(words, np.int64)
    out[-1] = int(total.argmax())
    for at in range(words - 1, 0, -1):
        out[at - 1] = back[at, out[at]]
    return out


def tag_runs(tags: Ints) -> list[tuple[int, int, int]]:
    """The labelled runs of words: first, past the last, label number."""
    if not tags.any():
        return []
    begins = tags & 1 == 1
    firsts = np.flatnonzero(begins)
    outside = np.append(np.flatnonzero(begins | (tags == 0)), len(tags))
    ends = outside[outside.searchsorted(firsts, side="right")]
    return list(zip(firsts.tolist(), ends.tolist(), (tags[firsts] // 2).tolist(), strict=True))
