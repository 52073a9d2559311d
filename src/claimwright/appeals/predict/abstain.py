"""When no outcome is named, and why. The first reason that holds is given."""

from __future__ import annotations

from claimwright.appeals.predict.describe import Described

WIDEST = 0.75
"""An interval from one eighth to seven eighths is as good as none: for one wider than this no outcome is named."""

_FEWEST_WORDS = 3
_ELSEWHERE = {
    "medicare": "Original Medicare's appeals are decided by its contractors",
    "medicare-advantage": "a Medicare Advantage plan's refusal is decided by Medicare's independent entity",
}
_INSTEAD = {
    "corrected-claim": "a corrected claim",
    "provider-dispute": "a dispute of the payment by the provider",
    "internal-appeal": "an appeal inside the plan",
}


def why_unread(of: Described, *, assume: bool) -> str:
    """Why the odds of a denial cannot be taken at all; empty where they can. `assume` passes over a missing reason."""
    return _unreadable(of) or _gate(of, assume) or _elsewhere(of) or _insufficient(of)


def why_unsure(low: float, high: float) -> str:
    """Why odds that were taken are too unsure to name an outcome; empty where they are not."""
    if high - low <= WIDEST:
        return ""
    return f"the interval is too wide: P(Overturned) may lie anywhere from {low:.0%} to {high:.0%}"


def question(of: Described) -> str:
    """The question that has to be answered first; empty where none has."""
    asks = dict(of.gate.asks)
    return asks.get("denial_reason", "") if of.gate.kind == "unknown" else ""


def _unreadable(of: Described) -> str:
    if of.language:
        return f"the text is not English; it looks like {of.language}"
    words = of.text.split()
    given = of.denial.services or of.denial.treatment or of.denial.diagnosis
    if given or len(words) >= _FEWEST_WORDS:
        return ""
    return "the text is too short to tell anything" if words else "there is no text"


def _gate(of: Described, assume: bool) -> str:
    gate = of.gate
    if gate.kind == "unknown":
        return (
            "" if assume else "it is not known why the service was denied, and that decides whether it can be reviewed"
        )
    if gate.reviewable:
        return ""
    instead = _INSTEAD.get(gate.instead, gate.instead)
    return f"external review does not decide a denial of this kind ({gate.kind}): {gate.reason}. What fits is {instead}"


def _elsewhere(of: Described) -> str:
    if of.denial.plan_type in _ELSEWHERE:
        return f"{_ELSEWHERE[of.denial.plan_type]}, of which the model has seen no case"
    if of.gate.kind == "surprise-billing":
        return "the model has seen no review of a surprise bill"
    return ""


def _insufficient(of: Described) -> str:
    attributes, named = of.attributes, of.reading.named or of.denial.treatment
    if attributes.treatment is None:
        if named:
            return f'the service "{named}" is none of those that the model knows'
        return "the text names no service" if of.text else "the case names no service that the model knows"
    if attributes.diagnosis is None and not attributes.treatment.subcategory:
        return f"the text names no condition, and the service only in general ({attributes.treatment})"
    return ""
