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
    glued = np.nonzero(starts[1:] == ends[:-1])[0] + 1
    inner = [i for i in glued if text[int(starts[i])].isalnum() and text[int(starts[i]) - 1].isalnum()]
    return np.delete(np.arange(len(starts)), inner)


def word_scores(scores: Floats, firsts: Ints) -> Floats:
    """Scores of words from those of pieces: a word tagged B is B on its first piece and I on the others."""
    if len(firsts) == len(scores):
        return scores
    out = np.add.reduceat(scores, firsts, axis=0)
    begins = cast("Ints", np.arange(1, scores.shape[1], 2))
    head = scores[firsts]
    out[:, begins] = out[:, begins + 1] - head[:, begins + 1] + head[:, begins]
    return out


def keeps_rule(tags: Ints) -> bool:
    """Whether every I follows a B or an I of its own label."""
    before = np.concatenate([[0], tags[:-1]])
    inner = (tags > 0) & (tags % 2 == 0)
    return bool(np.all(~inner | (before == tags) | (before == tags - 1)))


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
    firsts = np.nonzero(tags % 2 == 1)[0]
    outside = np.append(np.nonzero((tags % 2 == 1) | (tags == 0))[0], len(tags))
    ends = outside[np.searchsorted(outside, firsts, side="right")]
    return [(int(a), int(b), int(tags[a]) // 2) for a, b in zip(firsts, ends, strict=True)]
