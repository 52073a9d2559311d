"""A prediction in words, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimwright.appeals.records import BaseRate, Passage, Prediction, SimilarCase

_INSTEAD = {
    "corrected-claim": "claimwright appeals draft --kind corrected-claim",
    "provider-dispute": "claimwright appeals draft --kind provider-dispute",
    "internal-appeal": "claimwright appeals draft --kind internal-appeal",
}
_ADVICE = "Shares of past reviews, not a judgment of this case, and no legal advice."


def render(of: Prediction) -> str:
    """The prediction as plain text, a section a part."""
    sections = [_odds(of), _gate(of), _read(of), _rates(of.base_rates), _passages(of.passages), _similar(of.similar)]
    shown = [section for section in (*sections, _notes(of)) if section]
    return "\n\n".join(["\n".join(section) for section in shown]) + "\n"


def question_of(of: Prediction) -> str:
    """The question without whose answer nothing can be said; empty where there is none."""
    asks = dict(of.gate.asks)
    if not (of.abstained and of.gate.kind == "unknown" and not of.probabilities and "denial_reason" in asks):
        return ""
    if of.reason.startswith(("there is no text", "the text is")):
        return ""
    return f"{asks['denial_reason']} Answer with --answer denial_reason='...', or --assume that review decides it."


def rate_row(rate: BaseRate) -> tuple[str, str, str, str, str, str]:
    """The cells that a table shows."""
    share = f"{rate.overturned / rate.cases:.0%}"
    return (
        f"{rate.overturned:,}",
        f"{rate.cases:,}",
        share,
        f"{rate.low:.0%} to {rate.high:.0%}",
        rate.such,
        rate.source,
    )


def _odds(of: Prediction) -> list[str]:
    if of.abstained:
        return [f"No odds: {of.reason}."]
    chance = of.probabilities["Overturned"]
    lines = [
        f"Odds that external review overturns the denial: {chance:.0%}, 95% interval {of.low:.0%} to {of.high:.0%}."
    ]
    others = ", ".join(f"{name} {value:.0%}" for name, value in of.probabilities.items() if name != "Overturned")
    straddles = of.low < 0.5 < of.high
    lines.append(
        f"Likelier outcome: {of.outcome}{', but the interval reaches across 50%' if straddles else ''} ({others})."
    )
    return [*lines, f"By the {of.model}."]


def _gate(of: Prediction) -> list[str]:
    gate = of.gate
    lines = [f"Gate: {gate.kind}; {gate.reason}."]
    if gate.cites:
        lines.append(f"  see {', '.join(gate.cites)}")
    if not gate.reviewable and gate.instead and gate.kind != "unknown":
        lines.append(f"  what fits instead: {_INSTEAD.get(gate.instead, gate.instead)}")
    lines += [f"  not answered, {name}: {question}" for name, question in gate.asks if name != "denial_reason"]
    return lines


def _read(of: Prediction) -> list[str]:
    return ["Read:", *(f"  {name}: {value}" for name, value in of.read_from_text.items())] if of.read_from_text else []


def _rates(rates: Sequence[BaseRate]) -> list[str]:
    return ["Base rates:", *_rate_lines(rates)] if rates else []


def _rate_lines(rates: Sequence[BaseRate]) -> Iterator[str]:
    source = ""
    for rate in rates:
        if rate.source != source:
            source = rate.source
            yield f"  {source}"
        overturned, cases, share, interval, such, _ = rate_row(rate)
        yield f"    {such}: {overturned} of {cases} overturned, {share} ({interval})"


def _passages(passages: Sequence[Passage]) -> list[str]:
    """Passages with one effect are one attribute's."""
    if not passages:
        return []
    lines = [f'  {each.effect:+.1%}  "{" ".join(each.text.split())}"  [{each.start}:{each.end}]' for each in passages]
    return ["What moved the odds (without it, P(Overturned) would differ by so much):", *lines]


def _similar(cases: Sequence[SimilarCase]) -> list[str]:
    lines = [f"  {each.decision}, likeness {each.likeness:.2f}, {each.id}: {each.excerpt}" for each in cases]
    return ["Past cases that read alike:", *lines] if cases else []


def _notes(of: Prediction) -> list[str]:
    notes = [*(f"  {note}" for note in of.notes), *([] if of.abstained else [f"  {_ADVICE}"])]
    return ["Note:", *notes] if notes else []
