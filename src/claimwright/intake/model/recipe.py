"""Everything that decides a training run, in one record, so that a run can be repeated."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The settings of one training run. Rates are peaks of a schedule with warm-up and linear decay."""

    epochs: int = 7
    batch: int = 16
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    warm_up: float = 0.06
    dropout: float = 0.1
    intent_weight: float = 0.5
    smoothing: float = 0.0
    average: float = 0.0
    """Decay of the moving average of the weights, applied every fourth step; 0: none."""
    augment: bool = False
    """Slot refill, casing, typos and layouts, drawn anew for every epoch."""
    shapes: bool = True
    seed: int = 7
    threads: int = 1
    bf16: bool = True
