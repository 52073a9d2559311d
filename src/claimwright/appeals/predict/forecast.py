"""From a denial to odds with an interval, what they rest on, and when not to say them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claimwright.appeals.predict import abstain
from claimwright.appeals.predict.answers import Answer, Model, Shipped, open_model
from claimwright.appeals.predict.attribution import passages
from claimwright.appeals.predict.describe import Described, describe, told
from claimwright.appeals.predict.inputs import check_length
from claimwright.appeals.predict.past.similar import similar_cases
from claimwright.appeals.predict.past.store import Past, open_past
from claimwright.appeals.predict.rates.lookup import look_up, shipped
from claimwright.appeals.records import BaseRate, Denial, Prediction
from claimwright.core.settings import home

_NO_ANSWER = Answer({}, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Forecaster:
    """A model and the user's past cases, opened once for many denials."""

    model: Model
    past: Past

    def predict(self, denial: Denial, *, assume: bool = False, explain: bool = True) -> Prediction:
        """The odds that external review overturns a denial, or why they are not said.

        `assume` takes it that the denial is one that review decides where nothing says why it was denied. Without
        `explain`, passages are left out, which takes most of the time. Raises `InputError` for a text that is too long.
        """
        check_length(denial.text)
        of = describe(denial)
        reason = abstain.why_unread(of, assume=assume)
        answer = _NO_ANSWER if reason else self.model.answer(of)
        reason = reason or abstain.why_unsure(answer.low, answer.high)
        return Prediction(
            gate=of.gate,
            outcome="" if reason else max(answer.probabilities, key=lambda name: answer.probabilities[name]),
            probabilities=answer.probabilities,
            low=answer.low,
            high=answer.high,
            abstained=bool(reason),
            reason=reason,
            model=self.model.name,
            base_rates=self._rates(of),
            passages=passages(self.model, of) if explain and answer.probabilities else (),
            similar=() if of.language else similar_cases(self.past, of.text),
            read_from_text=told(of),
            notes=tuple(self._notes(of, assume)) if answer.probabilities else (),
        )

    def _rates(self, of: Described) -> tuple[BaseRate, ...]:
        """None for a denial that review does not decide, for it is not such as were counted."""
        if not of.gate.reviewable and of.gate.kind != "unknown":
            return ()
        own = look_up(self.past.rates, of.attributes) if self.past.there else ()
        return (*look_up(shipped(), of.attributes), *own)

    def _notes(self, of: Described, assume: bool) -> list[str]:
        """What the reader has to know about these very odds."""
        notes = [_ASSUMED] if assume and of.gate.kind == "unknown" else []
        if isinstance(self.model, Shipped):
            notes += _notes_of_shipped(self.model, of)
        if not self.past.there:
            notes.append(
                "no past cases are indexed here, so none are shown: `claimwright appeals index-cases` makes the index"
            )
        return notes


_ASSUMED = "assumed: the denial rests on medical judgment, so that external review decides it"


def _notes_of_shipped(model: Shipped, of: Described) -> list[str]:
    first, last = model.odds.years
    year, where = of.attributes.year, of.denial.jurisdiction
    notes: list[str] = []
    if year is None or not first <= year <= last:
        notes.append(
            f"the year is {year or 'not given'}; the determinations end in {last}, and the interval allows for that"
        )
    if where not in ("", "CA"):
        notes.append(f"all determinations are California's; {where} may decide otherwise")
    if of.gate.reviewable and not of.attributes.ground:
        notes.append(f"the determinations know no ground such as {of.gate.kind}; the odds are over all grounds")
    if of.attributes.diagnosis is None and of.attributes.treatment is not None:
        notes.append("no condition was read; the odds are over all conditions for this treatment")
    return notes


def open_forecaster(model: Path | None = None, cases: Path | None = None) -> Forecaster:
    """The shipped model, or the one of a folder, or the user's own where there is one; and the user's past cases.

    Raises `NotFoundError` for a folder that was named and is not there.
    """
    own = home() / "appeals" / "model"
    folder = model or (own if own.is_dir() else None)
    return Forecaster(open_model(folder), open_past(cases))
