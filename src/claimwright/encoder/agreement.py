"""How near the shipped encoder is to the pretrained one in 32 bits, and how much faster; measured on committed texts."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimwright.encoder.embed import MAX_PIECES, WIDTH, Encoder
from claimwright.encoder.pretrained import pretrained_folder

TEXTS = Path(__file__).parent / "data" / "texts.txt"
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Agreement:
    """Cosines between a text's two vectors; the largest change that quantisation makes to the cosine of two texts;
    milliseconds a text on one thread, all texts one after the other, best of some rounds."""

    texts: int
    mean: float
    least: float
    largest_change: float
    ours_ms: float
    pretrained_ms: float


def read_texts(path: Path = TEXTS) -> list[str]:
    """The texts to measure on, one a line: questions, and sections of the United States Code of any length."""
    return path.read_text("utf-8").splitlines()


def measure(encoder: Encoder, texts: Sequence[str]) -> Agreement:
    """Compare the encoder with the pretrained weights in torch. Raises `MissingExtraError`."""
    pretrained = _pretrained()
    ours, theirs = encoder.embed(texts), pretrained(texts)
    cosines = (ours * theirs).sum(1)
    return Agreement(
        texts=len(texts),
        mean=float(cosines.mean()),
        least=float(cosines.min()),
        largest_change=float(np.abs(ours @ ours.T - theirs @ theirs.T).max()),
        ours_ms=_milliseconds(lambda: encoder.embed(texts)) / len(texts),
        pretrained_ms=_milliseconds(lambda: pretrained(texts)) / len(texts),
    )


def _pretrained() -> Callable[[Sequence[str]], NDArray[np.float32]]:
    """The pretrained encoder in torch on one thread, with the same cut, mean and length."""
    folder = pretrained_folder()
    import torch

    from claimwright.encoder.network import Encoder as Network
    from claimwright.encoder.network import Shape, load_pretrained
    from claimwright.encoder.runtime import load_tokenizer

    torch.set_num_threads(1)
    network, tokenizer = Network(Shape(), dropout=0.0).eval(), load_tokenizer(folder / "tokenizer.json")
    load_pretrained(network, folder)
    tokenizer.enable_truncation(MAX_PIECES)  # pyright: ignore[reportUnknownMemberType]

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        out = np.empty((len(texts), WIDTH), np.float32)
        with torch.inference_mode():
            for number, text in enumerate(texts):
                mean = network(torch.tensor([tokenizer.encode(text).ids]), None).mean(1)
                out[number] = torch.nn.functional.normalize(mean)[0].numpy()
        return out

    return embed


def _milliseconds(call: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - begun)
    return 1000 * best
