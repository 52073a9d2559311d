"""A bar: a figure that was measured, and what it has to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One measured figure. `figure` and `ok` are None where it was not measured; `note` says why, or how."""

    name: str
    figure: float | None
    unit: str
    bar: str
    ok: bool | None
    note: str = ""


def row(bar: Bar) -> tuple[str, str, str, str, str, str]:
    """The cells that a table shows; a figure without a bar has nothing to say on `ok`."""
    verdict = {True: "yes", False: "MISSED", None: ""}[bar.ok]
    return bar.name, "not measured" if bar.figure is None else _figure(bar.figure), bar.unit, bar.bar, verdict, bar.note


def _figure(value: float) -> str:
    """Three digits that matter, whole from 100 on."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def share(values: Sequence[float], part: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
