"""Structured evidence and model evidence joined into one reading.

The rules, in order; everything that decides between sources stands here.

1. Boundaries: a model span is grown to whole words and joined with neighbouring pieces of its identifier (`snap`,
   `join`); every candidate is then trimmed (`trim`), and what is empty afterwards is dropped.
2. Pooling: candidates of one place and label are one, with log odds summed and capped (`pool`).
3. Silence: a recogniser alone, where the model read the text and proposed nothing there, loses `SILENCE` log odds;
   where the model proposed another label in that place it loses `CONFLICT`, and where it proposed the same label with
   other boundaries it loses `BOUNDARY`. A model span that swallows two sure hits of recognisers loses `SWALLOW`. A hit that
   a checksum or an unmistakable form proves gains `VALIDATED`. A model span of a label that recognisers seldom miss
   (`KNOWN`) loses `SOLITARY` where none of them saw it.
4. Both layers: an insurance label that implies a PHI label (`IMPLIED`) and that PHI label in the same place are one
   finding; both take the better-supported place and the mean of their log odds.
5. Overlap: within a layer the more certain wins; ties go to recognisers, then to the longer, then to the earlier,
   then to the label that comes first in the alphabet.
6. Consistency: each chosen span of an implying label falls where a surer PHI span of another label stands; else it
   brings its PHI label, in place of whatever overlaps it there;
   a chosen HEALTH_PLAN_ID without insurance label becomes a MEMBER_ID.
7. Repetition: a value with a digit and at least five characters that was found once is found wherever it stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from claimwright.intake.labels import Layer
from claimwright.intake.recognisers.base import IMPLIED, Taken
from claimwright.intake.records import Candidate, Explanation
from claimwright.intake.trim import join, snap, trim
from claimwright.intake.wordlist import words

FLOOR, CEILING = 0.001, 0.999
ACCEPT, SURE = 0.5, 0.85
KNOWN = frozenset({"CARRIER", "PLAN_TYPE", "DATE", "PHONE", "FAX", "EMAIL", "URL", "IP"})
ACCEPT_MODEL: dict[Layer, float] = {"insurance": 0.45, "phi": 0.3}
"""The least score of a span: about half the F1 to be had, and lower for PHI, where a miss costs more than a mask."""
PROOFS = frozenset({"luhn", "checksum", "check-digit", "mbi", "address"})


@dataclass(frozen=True, slots=True)
class Weights:
    """What evidence loses or gains where sources differ, in log odds.

    Chosen on the development messages and seen on the shifted ones (docs/intake.md): their figures are not clean of it.
    """

    silence: float = 1.5
    conflict: float = 0.0
    boundary: float = -1.5
    swallow: float = 4.0
    validated: float = 2.0
    solitary: float = 1.0
    agreement: float = 0.5


WEIGHTS = Weights()
_REPEATABLE = words(
    "MEMBER_ID GROUP_NUMBER POLICY_NUMBER CLAIM_ID AUTH_NUMBER HEALTH_PLAN_ID OTHER_ID MRN ACCOUNT "
    "LICENSE VEHICLE DEVICE SSN PHONE FAX EMAIL URL IP BIOMETRIC"
)


def logit(p: float) -> float:
    """Log odds of a probability, kept within what calibration can tell apart."""
    p = min(CEILING, max(FLOOR, p))
    return math.log(p / (1 - p))


def probability(odds: float) -> float:
    """The probability with these log odds, between FLOOR and CEILING."""
    return min(CEILING, max(FLOOR, 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))))


def merge(
    text: str, structured: Iterable[Candidate], model: Iterable[Candidate] | None, weights: Weights = WEIGHTS
) -> tuple[Explanation, ...]:
    """The spans of both layers that hold, with their evidence; `model` is None where no model read the text."""
    whole = join(text, [snap(text, c) for c in model or ()])
    pooled = pool(text, [*structured, *whole], weights)
    if model is not None:
        pooled = _against_model(text, pooled, weights)
    joined = _join_layers(pooled)
    chosen = _choose(text, joined)
    return _ordered(_repeat(text, _consistent(text, chosen)))


def pool(text: str, candidates: list[Candidate], weights: Weights) -> list[Explanation]:
    """One finding a place and label; the best evidence leads, the rest adds a share of its log odds."""
    places: dict[tuple[Layer, int, int, str], list[Candidate]] = {}
    for candidate in candidates:
        cut = trim(text, candidate)
        if cut is not None:
            places.setdefault((cut.layer, cut.start, cut.end, cut.label), []).append(cut)
    return [_pooled(found, weights) for found in places.values()]


def _pooled(found: list[Candidate], weights: Weights) -> Explanation:
    if len(found) == 1:
        return Explanation(found[0].rated(probability(logit(found[0].score))), (found[0],))
    ranked = sorted(found, key=lambda c: (-c.score, c.source == "model", c.source, c.pattern, c.validator))
    best = ranked[0]
    sources: dict[bool, float] = {}
    for candidate in ranked:
        sources.setdefault(candidate.source == "model", logit(candidate.score))
    odds = max(sources.values()) + weights.agreement * max(0.0, min(sources.values())) * (len(sources) == 2)
    return Explanation(best.rated(probability(odds)), tuple(ranked))


def _by_model(item: Explanation) -> bool:
    for candidate in item.evidence:  # noqa: SIM110 - asked of every finding several times; any() takes twice as long
        if candidate.source == "model":
            return True
    return False


def _against_model(text: str, pooled: list[Explanation], weights: Weights) -> list[Explanation]:
    """Rule 3: what a recogniser alone still weighs beside a model that does not share it."""
    says: dict[Layer, list[str]] = {"insurance": [""] * len(text), "phi": [""] * len(text)}
    for item in sorted(filter(_by_model, pooled), key=_rank, reverse=True):
        c = item.chosen
        says[c.layer][c.start : c.end] = [c.label] * (c.end - c.start)
    sure = _sure_places(text, pooled)
    return [
        _swallowing(item, sure, weights) if _by_model(item) else _weighed(item, says[item.chosen.layer], weights)
        for item in pooled
    ]


def _sure_places(text: str, pooled: list[Explanation]) -> dict[Layer, list[int]]:
    """Per layer how many sure hits of recognisers alone start before each offset."""
    starts: dict[Layer, list[int]] = {"insurance": [0] * (len(text) + 1), "phi": [0] * (len(text) + 1)}
    for item in pooled:
        if not _by_model(item) and item.chosen.score >= SURE:
            starts[item.chosen.layer][item.chosen.start + 1] = 1
    return {layer: list(accumulate(counts)) for layer, counts in starts.items()}


def _swallowing(item: Explanation, sure: dict[Layer, list[int]], weights: Weights) -> Explanation:
    """A model span over two values, such as two telephone numbers of a list, is weaker than either."""
    c = item.chosen
    inside = sure[c.layer][c.end] - sure[c.layer][c.start]
    loss = weights.swallow if inside >= 2 else 0.0
    if c.label in KNOWN and all(e.source == "model" for e in item.evidence):
        loss += weights.solitary
    return _rescored(item, logit(c.score) - loss) if loss else item


def _weighed(item: Explanation, says: list[str], weights: Weights) -> Explanation:
    c = item.chosen
    rivals = set(says[c.start : c.end]) - {""}
    loss = weights.silence if not rivals else weights.boundary if c.label in rivals else weights.conflict
    gain = weights.validated if _proven(c) else 0.0
    return _rescored(item, logit(c.score) - loss + gain)


def _proven(c: Candidate) -> bool:
    return c.validator in PROOFS or (c.label in ("EMAIL", "IP", "URL") and c.score >= SURE)


def _rescored(item: Explanation, odds: float) -> Explanation:
    return Explanation(item.chosen.rated(probability(odds)), item.evidence)


def _join_layers(pooled: list[Explanation]) -> list[Explanation]:
    """Rule 4, for pairs that already share their place."""
    phi = {(e.chosen.start, e.chosen.end, e.chosen.label): i for i, e in enumerate(pooled) if e.chosen.layer == "phi"}
    joined = list(pooled)
    for index, item in enumerate(pooled):
        implied = IMPLIED.get(item.chosen.label)
        partner = phi.get((item.chosen.start, item.chosen.end, implied)) if implied else None
        if partner is not None:
            odds = (logit(item.chosen.score) + logit(pooled[partner].chosen.score)) / 2
            joined[index] = _rescored(item, odds)
            best = max(odds, logit(joined[partner].chosen.score)) if joined[partner] is not pooled[partner] else odds
            joined[partner] = _rescored(pooled[partner], best)
    return joined


def _rank(item: Explanation) -> tuple[float, bool, int, int, str]:
    chosen = item.chosen
    return (-round(chosen.score, 6), chosen.source == "model", chosen.start - chosen.end, chosen.start, chosen.label)


def _choose(text: str, items: list[Explanation]) -> list[Explanation]:
    """Rule 5."""
    taken = {"insurance": Taken(len(text)), "phi": Taken(len(text))}
    chosen: list[Explanation] = []
    for item in sorted(items, key=_rank):
        c = item.chosen
        if c.score >= (ACCEPT_MODEL[c.layer] if _by_model(item) else ACCEPT) and taken[c.layer].take(c.start, c.end):
            chosen.append(item)
    return chosen


def _consistent(text: str, chosen: list[Explanation]) -> list[Explanation]:
    """Rule 6."""
    insurance = [e for e in chosen if e.chosen.layer == "insurance"]
    phi = [e for e in chosen if e.chosen.layer == "phi"]
    taken, brought = Taken(len(text)), list[Explanation]()
    denied = _strengths(text, phi)
    at = {(e.chosen.start, e.chosen.end, e.chosen.label): e for e in phi}
    insurance = [e for e in insurance if not _outweighed(e, denied)]
    for item in insurance:
        if item.chosen.label in IMPLIED:
            taken.take(item.chosen.start, item.chosen.end)
            brought.append(_implied(item, at))
    kept = [e for e in phi if taken.free(e.chosen.start, e.chosen.end)]
    held = Taken(len(text))
    for item in insurance:
        held.take(item.chosen.start, item.chosen.end)
    members = [
        _member(e) for e in kept if e.chosen.label == "HEALTH_PLAN_ID" and held.free(e.chosen.start, e.chosen.end)
    ]
    return [*insurance, *members, *brought, *kept]


def _strengths(text: str, phi: list[Explanation]) -> list[tuple[str, float]]:
    """By character: the PHI label chosen there and its score."""
    said = [("", 0.0)] * len(text)
    for e in phi:
        said[e.chosen.start : e.chosen.end] = [(e.chosen.label, e.chosen.score)] * (e.chosen.end - e.chosen.start)
    return said


def _outweighed(item: Explanation, said: list[tuple[str, float]]) -> bool:
    """Whether a surer PHI label in this place contradicts the insurance label."""
    c = item.chosen
    implied = IMPLIED.get(c.label)
    return implied is not None and any(label not in ("", implied) and p > c.score for label, p in said[c.start : c.end])


def _implied(item: Explanation, phi: dict[tuple[int, int, str], Explanation]) -> Explanation:
    """The PHI side of an insurance finding: the one found there, or a copy."""
    c = item.chosen
    label = IMPLIED[c.label]
    return phi.get((c.start, c.end, label)) or Explanation(c.labelled("phi", label), item.evidence)


def _member(item: Explanation) -> Explanation:
    return Explanation(item.chosen.labelled("insurance", "MEMBER_ID").rated(item.chosen.score / 2), item.evidence)


def _repeat(text: str, chosen: list[Explanation]) -> list[Explanation]:
    """Rule 7."""
    taken = {"insurance": Taken(len(text)), "phi": Taken(len(text))}
    for item in chosen:
        taken[item.chosen.layer].take(item.chosen.start, item.chosen.end)
    more: list[Explanation] = []
    seen: set[tuple[str, str]] = set()
    for item in sorted(chosen, key=_rank):
        c = item.chosen
        value = text[c.start : c.end]
        if c.label not in _REPEATABLE or len(value) < 5 or not any(x.isdigit() or x in "@." for x in value):
            continue
        if (c.layer, value) in seen:
            continue
        seen.add((c.layer, value))
        for start, end in _places(text, value):
            if taken[c.layer].take(start, end):
                again = Candidate(c.layer, start, end, c.label, c.score * 0.95, "repetition", c.source, c.validator)
                more.append(Explanation(again, (again,)))
    return [*chosen, *more]


def _places(text: str, value: str) -> Iterator[tuple[int, int]]:
    """Where a value stands as a word of its own, with no hyphen beside it."""
    start = text.find(value)
    while start >= 0:
        end = start + len(value)
        alone = not (start and _goes_on(text[start - 1])) and not (end < len(text) and _goes_on(text[end]))
        if alone:
            yield start, end
        start = text.find(value, end if alone else start + 1)


def _goes_on(char: str) -> bool:
    return char.isalnum() or char in "_-"


def _ordered(items: list[Explanation]) -> tuple[Explanation, ...]:
    return tuple(sorted(items, key=lambda e: (e.chosen.layer, e.chosen.start, e.chosen.end)))
