"""The model card of a run: what was trained on what, how well it does, for whom it was not shown to, and what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import msgspec

from claimwright.appeals.evaluate.evaluation import Evaluation
from claimwright.appeals.evaluate.markdown import table
from claimwright.appeals.evaluate.present import bins, both, classes, comparison, figures, number, overview, thresholds
from claimwright.appeals.evaluate.records import Report
from claimwright.core.errors import InputError

_SETTINGS = ("config.toml", "config.json", "config.yaml")


def model_card(run: Path, e: Evaluation, *, model: str = "") -> str:
    """The card as Markdown; of `model`, else of the run's only or chosen one. Raises `InputError` where that is not clear."""
    report = _of(run, e, model)
    parts = (_head(run, report), _training(run), _figures(e, report), _groups(report), _limits(e, report))
    return "\n".join(line for part in parts for line in (*part, "")).rstrip("\n") + "\n"


def _of(run: Path, e: Evaluation, model: str) -> Report:
    name = model or str(_json(run / "config.json").get("chosen", ""))
    found = [r for r in e.reports if r.name == name] or (list(e.reports) if len(e.reports) == 1 else [])
    if not found:
        raise InputError(
            "which model is the card of?",
            fix=f"name one of {', '.join(r.name for r in e.reports)}",
            code="APPEALS-CARD",
        )
    return found[0]


def _head(run: Path, r: Report) -> Iterator[str]:
    yield f"# Model card: {r.name} ({run.name})"
    yield ""
    yield f"Predicts the outcome of an external review ({', '.join(r.classes)}) from what is known when it is asked for."
    if r.invented:
        yield ""
        yield f"**{r.invented:,} of its {r.cases:,} evaluated cases are invented. The figures say nothing about real appeals.**"


def _training(run: Path) -> Iterator[str]:
    yield "## Data and training"
    yield ""
    data = {key: _said(value) for key, value in _json(run / "data.json").items()}
    yield from (f"- {key}: {said}" for key, said in data.items() if said)
    if not data:
        yield "- The run's folder has no `data.json`: what it was trained on is not recorded."
    for name in _SETTINGS:
        if (run / name).is_file():
            yield ""
            yield f"Settings (`{name}`):"
            yield ""
            yield "```"
            yield (run / name).read_text("utf-8").strip()
            yield "```"
            break


def _figures(e: Evaluation, r: Report) -> Iterator[str]:
    yield "## Figures"
    yield ""
    yield from (f"- {note}" for note in r.notes)
    yield ""
    for t in (figures(r), classes(r), bins(r.calibration[0]), thresholds(r)):
        yield from table(t)
    if len(e.reports) > 1:
        yield from table(overview(e.reports))
    for c in e.comparisons:
        if c.first == r.name:
            yield from table(comparison(c))


def _groups(r: Report) -> Iterator[str]:
    yield "## Groups of people and kinds of case"
    yield ""
    for t in r.subgroups:
        if t.gap is not None:
            low, high = (next(row for row in t.rows if row.value == name) for name in t.between)
            yield (
                f"- {t.field}: widest gap in accuracy {number(t.gap)}, between {low.value} ({both(low.accuracy)}, {low.cases:,} cases) and "
                f"{high.value} ({both(high.accuracy)}, {high.cases:,} cases); p {number(t.p_holm)} over all fields."
            )
    if r.unrecorded:
        yield f"- Not recorded, so that nothing can be said: {', '.join(r.unrecorded)}."
    if r.drift:
        slope = r.drift.accuracy_slope
        yield f"- Change of accuracy a year: {number(slope.value, 4)} (95% {number(slope.low, 4)} to {number(slope.high, 4)})."


def _limits(e: Evaluation, r: Report) -> Iterator[str]:
    yield "## Use and limits"
    yield ""
    yield "- An estimate for people who consider an appeal. Not a decision on a claim, not medical or legal advice."
    yield "- A low estimate is no reason not to appeal: the cases are of people who appealed to the end, and rules and reviewers change."
    yield "- Past decisions may be unfair to groups of people, and the model learns that as well."
    yield "- Probabilities hold for cases like those it was judged on; elsewhere they are not calibrated."
    if "imr-appeals" in r.sources:
        yield "- The `imr-appeals` rows are of a public test split: no figure on that split may include them, and weights trained on them are not to be shipped."
    yield from (f"- **Fault of the run: {finding}**" for finding in e.findings)


def _said(value: Any) -> str:
    """A value of the run's record in words; empty for records within it."""
    if isinstance(value, list):
        return ", ".join(str(one) for one in cast(list[object], value)[:10])
    return "" if isinstance(value, dict) else str(value)


def _json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise InputError(
            f"the file is no JSON object: {error}", where=str(path), fix="train again", code="APPEALS-CARD"
        ) from None
