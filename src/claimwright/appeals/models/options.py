"""What decides a training run of a network, so that it can be repeated."""

from __future__ import annotations

from typing import Literal

import msgspec


class Training(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rates are peaks of a schedule with warm-up and linear decay. `trained_layers` counts from the top; all where it is
    None, and then the word table too. `checkpoint` is empty (MiniLM), a folder, or a name that transformers resolves.

    `stop_after` is how many epochs may pass without a better dev loss; `focal` is the exponent of the focal loss (T.-Y.
    Lin et al., 2017), 0 for plain entropy; `hide` is how often a column of a training case is withheld, so that the
    model learns to do without. `members` networks with seeds and dev parts of their own are trained and
    their log probabilities averaged. `device` is auto, cpu or cuda.
    """

    checkpoint: str = ""
    epochs: int = 6
    batch: int = 16
    pieces: int = 256
    encoder_rate: float = 5e-5
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    warm_up: float = 0.1
    dropout: float = 0.1
    trained_layers: int | None = None
    stop_after: int = 2
    dev_share: float = 0.15
    class_weights: bool = False
    focal: float = 0.0
    smoothing: float = 0.0
    columns: bool = True
    hide: float = 0.1
    members: int = 1
    seed: int = 7
    threads: int = 1
    bf16: bool = True
    device: Literal["auto", "cpu", "cuda"] = "auto"
