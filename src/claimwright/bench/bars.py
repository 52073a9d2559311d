"""A bar: a figure that was measured, and what it has to be."""

from __future__ import annotations

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
