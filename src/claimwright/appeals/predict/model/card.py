"""The card of the shipped model: what it was made of, how good it is on years that it did not see, what it cannot say."""

from __future__ import annotations

from typing import Any

import msgspec

from claimwright.appeals.predict.model.odds import Odds
from claimwright.appeals.predict.rates.table import FEWEST, Table

_NAMES = {
    "tc": "treatment category", "ts": "treatment subcategory", "dc": "diagnosis category", "ds": "diagnosis subcategory",
    "cc": "both categories together", "ss": "both subcategories together", "k": "ground",
    "kt": "ground with treatment category", "a": "age range", "s": "sex", "y": "year of the report",
}  # fmt: skip

_LIMITS = """\
## What it cannot say
- It knows reviews by one regulator of one State. They are of denials that were appealed inside the plan and then taken to
  external review by members who chose to; of denials at large they say nothing, nor of other States or of Medicare.
- It knows a case by the categories under which the regulator filed it, its ground, age range, sex and year. What the
  records, criteria and physicians say in the case at hand has no part in it. Reviews are decided by just that.
- On a description, the categories are read by a table of terms; what is read wrongly is weighed wrongly.
- Later years than the last are given the mean level of the last five, and an interval as much wider as treatments were
  found to move within two years. They may have moved further since.
- Age and sex are among the features because the regulator records them. Their weights are small; they describe past
  outcomes and justify none.
- It is no legal advice, and a low figure is no reason not to appeal."""


def render_card(odds: Odds, rates: Table) -> str:
    """The card as Markdown. Every figure comes from the model's own file."""
    told = msgspec.to_builtins(odds.figures["temporal"])
    parts = (_head(odds, rates), _figures(odds, told), _bins(told), _spreads(odds), _shifts(odds), _LIMITS)
    return "\n\n".join(parts) + "\n"


def _head(odds: Odds, rates: Table) -> str:
    return f"""\
# Odds of overturning: card of the shipped model

Made by `claimwright appeals build-odds` from {odds.cases:,} {odds.source}, {odds.years[0]} to {odds.years[1]}, which are
public records without narratives. No text of a case was used to make it. It is a logistic regression with
{len(odds.weights):,} coefficients, drawn towards their groups' means, stored as whole numbers in `odds.json`: the
posterior mode and {len(next(iter(odds.weights.values()))) - 1} draws about it. `base_rates.json` holds {len(rates.cells):,} counts; cells of fewer than
{FEWEST} cases are left to broader ones."""


def _figures(odds: Odds, told: dict[str, Any]) -> str:
    rows = (
        ("accuracy", _figure(told["accuracy"])),
        ("accuracy of always naming the commoner outcome", f"{told['majority']['second']:.3f}"),
        ("accuracy, difference", _figure(told["majority"]["difference"])),
        ("ROC-AUC", _figure(told["roc_auc"])),
        ("Brier's score", _figure(told["brier"])),
        ("log loss", _figure(told["log_loss"])),
        ("ECE, five equal-mass bins, bias-corrected", _figure(told["ece"])),
        ("mean probability of overturning", f"{told['mean_probability']:.3f}"),
        ("share overturned", f"{told['share_overturned']:.3f}"),
    )
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    return f"""\
## On years that it did not see
Trained on {told["trained"]}, judged on the {told["cases"]:,} determinations of {told["tested"]}, with the categories as the regulator
filed them and the year withheld. The shipped model is trained on all years; no figure of it on unseen years can exist.

| figure | value (95% interval, bootstrap) |
|---|---|
{table}"""


def _bins(told: dict[str, Any]) -> str:
    rows = "\n".join(
        f"| {each['cases']:,} | {each['probability']:.3f} | {_figure(each['share'])} |" for each in told["bins"]
    )
    return f"| cases | mean probability | share overturned |\n|---|---|---|\n{rows}"


def _spreads(odds: Odds) -> str:
    shown = sorted(
        ((_NAMES[name], value) for name, value in odds.priors.items() if name in _NAMES), key=lambda p: -p[1]
    )
    rows = "\n".join(f"| {name} | {value:.2f} |" for name, value in shown)
    return f"""\
## What moves it
Standard deviations, in logits, of the effects within each group of features, as fitted.

| group | spread |
|---|---|
{rows}"""


def _shifts(odds: Odds) -> str:
    told = odds.figures["temporal"]
    rows = "; ".join(f"{name}: {value:+.2f}" for name, value in odds.figures["shifts"].items())
    return f"""\
## How far outcomes move
Fitted to the years up to a cut-off, the level of the next two years was off by these logits: {rows}. Single treatments
move further: medicine, criteria and prices change. The interval for a year outside the data is therefore wider by a
standard deviation of {odds.drift:.2f} logits, under which it covers the shares of {odds.figures["groups"]} treatments and years after cut-offs so
that 95% of their cases are in covered ones. Chosen in the same way on the years to 2012 alone ({told["drift"]:.2f} logits), it covered
{told["covered"]:.0%} of the cases in {told["groups"]} treatments and years of {told["tested"]}; without it, {told["covered_without_drift"]:.0%}."""


def _figure(value: dict[str, float]) -> str:
    return f"{value['value']:.3f} ({value['low']:.3f} to {value['high']:.3f})"
