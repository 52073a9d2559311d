"""The local reading and the model's answer as one. Everything that decides between the two stands here.

1. A local span at or above the threshold stays; the model's spans that overlap it are dropped.
2. Where both name one place and label, the local span stays with the larger score.
3. An unsure local insurance span that the model does not confirm is dropped.
4. An unsure local PHI span is dropped only where the model's PHI spans cover everything in it that was
   pseudonymised, so that no answer, and no text that talks to the model, can uncover what the local reading
   would have masked.
5. An insurance span that implies a PHI label brings it, unless PHI stands there.
6. The intent is the model's where the local one is unsure; where they agree the larger score holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claimwright.intake.fallback.answer import Answer
from claimwright.intake.fallback.pseudonym import Pseudonymised
from claimwright.intake.labels import Layer
from claimwright.intake.recognisers.base import IMPLIED
from claimwright.intake.records import Candidate, Explanation, Extraction


@dataclass(frozen=True, slots=True)
class Trust:
    """`threshold` below which a local part is unsure; `span`, `intent`: what the model's parts score."""

    threshold: float
    span: float = 0.85
    intent: float = 0.9


def join(
    local: Extraction, answer: Answer, found: Iterable[Candidate], message: Pseudonymised, trust: Trust
) -> Extraction:
    """The extraction after the model's answer."""
    candidates = tuple(found)
    insurance = _insurance(local.insurance, _of("insurance", candidates), trust)
    offered = _free((*_of("phi", candidates), *_implied(insurance)), ())
    phi = _phi(local.phi, offered, message, trust)
    intent, score = _intent(local, answer, trust)
    explanations = _explain(local, (*insurance, *phi))
    return replace(local, intent=intent, intent_score=score, insurance=insurance, phi=phi, explanations=explanations)


def _of(layer: Layer, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(c for c in candidates if c.layer == layer)


def _insurance(local: Sequence[Candidate], offered: Sequence[Candidate], trust: Trust) -> tuple[Candidate, ...]:
    kept = [c for c in _confirmed(local, offered) if c.score >= trust.threshold or _is_among(c, offered)]
    return _sorted((*kept, *_free(offered, kept)))


def _phi(
    local: Sequence[Candidate], offered: Sequence[Candidate], message: Pseudonymised, trust: Trust
) -> tuple[Candidate, ...]:
    confirmed = _confirmed(local, offered)
    sure = [c for c in confirmed if c.score >= trust.threshold or _is_among(c, offered)]
    covered = [*sure, *_free(offered, sure)]
    kept = [c for c in confirmed if c in sure or not _is_covered(c, covered, message)]
    return _sorted((*kept, *_free(offered, kept)))


def _confirmed(local: Sequence[Candidate], offered: Sequence[Candidate]) -> list[Candidate]:
    """Local spans, with the larger score where the model names the same."""
    scores = {_place(c): c.score for c in offered}
    return [c.rated(max(c.score, scores.get(_place(c), 0.0))) for c in local]


def _is_among(candidate: Candidate, offered: Sequence[Candidate]) -> bool:
    return _place(candidate) in {_place(c) for c in offered}


def _is_covered(candidate: Candidate, spans: Sequence[Candidate], message: Pseudonymised) -> bool:
    inside = {at for span in spans for at in range(max(span.start, candidate.start), min(span.end, candidate.end))}
    return all(at in inside or not message.risky[at] for at in range(candidate.start, candidate.end))


def _implied(insurance: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(c.labelled("phi", IMPLIED[c.label]) for c in insurance if c.label in IMPLIED)


def _free(offered: Iterable[Candidate], taken: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Those that overlap nothing taken, and nothing free before them."""
    free: list[Candidate] = []
    for candidate in offered:
        if not any(_overlap(candidate, other) for other in (*taken, *free)):
            free.append(candidate)
    return tuple(free)


def _overlap(a: Candidate, b: Candidate) -> bool:
    return a.start < b.end and b.start < a.end


def _place(candidate: Candidate) -> tuple[str, int, int, str]:
    return candidate.layer, candidate.start, candidate.end, candidate.label


def _sorted(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(candidates, key=lambda c: (c.start, c.end)))


def _intent(local: Extraction, answer: Answer, trust: Trust) -> tuple[str, float]:
    if local.intent == answer.intent:
        return local.intent, max(local.intent_score, trust.intent)
    if local.intent_score >= trust.threshold:
        return local.intent, local.intent_score
    return answer.intent, trust.intent


def _explain(local: Extraction, spans: Iterable[Candidate]) -> tuple[Explanation, ...]:
    known = {_place(e.chosen): e for e in local.explanations}
    return tuple(Explanation(c, known[_place(c)].evidence if _place(c) in known else (c,)) for c in spans)
