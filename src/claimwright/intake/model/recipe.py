"""Everything that decides a training run, in one record, so that a run can be repeated."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The settings of one training stage. Rates are peaks of a schedule with warm-up and linear decay."""

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
    """Slot refill, cues, added sentences, casing, typos and layouts, drawn anew for every epoch."""
    shapes: bool = True
    without: tuple[int, ...] = ()
    """Layers, counted from 0 at the bottom, that the stage takes out of the encoder before it trains."""
    stop: int = 0
    """Stop after that many steps, with the schedule laid out for all epochs; 0: run to the end."""
    seed: int = 7
    threads: int = 1
    bf16: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """A file of messages below the data folder, and how many times each is drawn in an epoch (0.5: a random half)."""

    path: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: what it is trained on, and how. A stage goes on from the weights of the stage before."""

    recipe: Recipe
    sources: tuple[Source, ...]


_FIRST_WRITTEN = ("letters", "offices", "texts")
_SECOND_WRITTEN = ("borders", "everyday", "letters", "mixed", "offices", "roles", "texts", "voices")
_WRITTEN = (*_SECOND_WRITTEN, "errands")
SNIPPETS = "written/snippets.txt"

PLAIN = (Stage(Recipe(epochs=6), (Source("train.jsonl"),)),)
"""The plain fine-tune, for comparison."""

SHIPPED = (
    Stage(
        Recipe(epochs=8, stop=1000, augment=True, average=0.985, intent_weight=1.0),
        (Source("train.jsonl"), *(Source(f"written/{name}.txt") for name in _FIRST_WRITTEN)),
    ),
    Stage(
        Recipe(epochs=6, augment=True, average=0.985, intent_weight=1.0, encoder_rate=1e-4, head_rate=5e-4, seed=11),
        (
            Source("train.jsonl", 0.5),
            Source("dev.jsonl"),
            *(Source(f"written/{name}.txt", 2.0) for name in _SECOND_WRITTEN),
        ),
    ),
    Stage(
        Recipe(epochs=2, augment=True, average=0.985, intent_weight=1.0, encoder_rate=6e-5, head_rate=3e-4, seed=23),
        (Source("train.jsonl"), Source("dev.jsonl"), *(Source(f"written/{name}.txt", 2.0) for name in _WRITTEN)),
    ),
)
"""What the shipped model was trained with."""

RECIPES = {"plain": PLAIN, "shipped": SHIPPED}
