"""Pretraining on masked whole words: 15% of the words, of which 80% become the mask, 10% another word's pieces, 10% stay.

Source: J. Devlin et al. (2019), with whole words as in the authors' later release. Special pieces and padding are never
masked and never predicted.
"""

# pyright: reportUnknownMemberType=false
# (torch comes without complete types)

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from claimwright.appeals.models.neural.encoders import BertEncoder, Checkpoint, Special
from claimwright.appeals.models.neural.loop import Batch, History, Report, Task, device_of, fit
from claimwright.appeals.models.neural.outcome import padded
from claimwright.appeals.models.neural.windows import pieces
from claimwright.appeals.models.options import Training

IGNORE = -100
Ints = NDArray[np.int64]
_SHARE, _MASKED, _SWAPPED = 0.15, 0.8, 0.1
_LEAST_BLOCK = 8


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Pieces between the special ones, and the word that each belongs to (-1 for special pieces)."""

    ids: Ints
    words: Ints


def blocks_of(checkpoint: Checkpoint, texts: Sequence[str], most: int) -> list[Block]:
    """Texts cut into blocks of at most `most` pieces. Blocks of fewer than eight pieces are dropped."""
    special, room = checkpoint.special, min(most, checkpoint.pieces) - 2
    out: list[Block] = []
    for each in pieces(checkpoint, texts):
        for at in range(0, len(each.ids), room):
            ids, words = each.ids[at : at + room], each.words[at : at + room]
            if len(ids) >= _LEAST_BLOCK:
                whole = np.array([special.first, *ids.tolist(), special.last], np.int64)
                out.append(Block(whole, np.array([-1, *words.tolist(), -1], np.int64)))
    return out


def mask(block: Block, special: Special, vocabulary: int, rng: random.Random) -> tuple[Ints, Ints]:
    """The pieces with words masked, and the pieces to predict (-100 elsewhere). At least one word is masked."""
    words = sorted({int(word) for word in block.words if word >= 0})
    ids, gold = block.ids.copy(), np.full(len(block.ids), IGNORE, np.int64)
    for word in rng.sample(words, max(1, round(_SHARE * len(words)))):
        places = np.flatnonzero(block.words == word)
        gold[places] = block.ids[places]
        draw = rng.random()
        if draw < _MASKED:
            ids[places] = special.mask
        elif draw < _MASKED + _SWAPPED:
            ids[places] = [_plain_piece(special, vocabulary, rng) for _ in places]
    return ids, gold


class MaskedNetwork(nn.Module):
    """An encoder and a head that names the masked pieces; the word table serves for both."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__()
        self.encoder = checkpoint.network
        self.dense, self.norm = nn.Linear(checkpoint.width, checkpoint.width), nn.LayerNorm(checkpoint.width)
        self.bias = nn.Parameter(torch.zeros(word_table(checkpoint.network).shape[0]))

    def forward(self, batch: Batch) -> Tensor:
        hidden = self.encoder(batch["ids"], batch["present"])[batch["gold"] != IGNORE]
        raised = self.norm(functional.gelu(self.dense(hidden)))
        return (raised @ word_table(self.encoder).T + self.bias).float()


def word_table(encoder: nn.Module) -> Tensor:
    """The encoder's table of words."""
    if isinstance(encoder, BertEncoder):
        return encoder.body.words.weight
    return encoder.body.get_input_embeddings().weight  # type: ignore[union-attr, operator]


class Pretraining:
    """An encoder that is trained further on plain texts."""

    def __init__(self, checkpoint: Checkpoint, options: Training) -> None:
        torch.manual_seed(options.seed)
        self.checkpoint, self.options = checkpoint, options
        self.network = MaskedNetwork(checkpoint)
        self._vocabulary = word_table(checkpoint.network).shape[0]

    def fit(
        self, train: Sequence[Block], dev: Sequence[Block], *, state: Path | None = None,
        report: Report = lambda line: None,
    ) -> History:  # fmt: skip
        """Train with masks that are drawn anew every epoch; the dev blocks' masks stay."""
        task = Task(
            batches=lambda epoch: self._batches(train, f"{self.options.seed}/{epoch}", shuffle=True),
            steps=-(-len(train) // self.options.batch),
            loss=masked_loss,
            dev=(lambda _: math.log(self.perplexity(dev))) if dev else None,
        )
        return fit(self.network, task, self.options, state=state, report=report)

    def perplexity(self, blocks: Sequence[Block]) -> float:
        """The exponential of the mean loss a masked piece, with masks fixed by the seed."""
        self.network.eval()
        device, total, count = device_of(self.options), 0.0, 0
        with torch.no_grad():
            for batch in self._batches(blocks, f"{self.options.seed}/dev", shuffle=False):
                moved = {name: value.to(device) for name, value in batch.items()}
                number = int((moved["gold"] != IGNORE).sum())
                total += float(masked_loss(self.network.to(device), moved)) * number
                count += number
        return math.exp(min(total / max(1, count), 50.0))

    def _batches(self, blocks: Sequence[Block], seed: str, *, shuffle: bool) -> Iterator[Batch]:
        rng = random.Random(seed)
        order = list(range(len(blocks)))
        if shuffle:
            rng.shuffle(order)
        for at in range(0, len(order), self.options.batch):
            masked = [
                mask(blocks[i], self.checkpoint.special, self._vocabulary, rng)
                for i in order[at : at + self.options.batch]
            ]
            gold = padded([each[1] for each in masked], IGNORE)["ids"]
            yield padded([each[0] for each in masked], self.checkpoint.special.pad) | {"gold": gold}


def masked_loss(network: nn.Module, batch: Batch) -> Tensor:
    """The mean entropy over masked pieces."""
    gold = batch["gold"]
    return functional.cross_entropy(network(batch), gold[gold != IGNORE])


def _plain_piece(special: Special, vocabulary: int, rng: random.Random) -> int:
    kept = {special.first, special.last, special.mask, special.pad}
    while True:
        piece = rng.randrange(vocabulary)
        if piece not in kept:
            return piece
