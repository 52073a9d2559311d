"""The judge of sufficiency: ratings 1 to 4 as an order, and the binary label by a threshold that was chosen on dev texts.

One score a text and three rising bounds give P(rating >= 2), >= 3 and >= 4 (W. Cao, V. Mirjalili and S. Raschka, 2020).
A rating of 3 and more is sufficient. HICRIC chose its threshold on the test split; here test texts choose nothing.
"""

# pyright: reportUnknownMemberType=false
# (torch comes without complete types)

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from claimwright.appeals.models.neural.encoders import Checkpoint
from claimwright.appeals.models.neural.loop import Batch, History, Report, Task, device_of, fit
from claimwright.appeals.models.neural.outcome import grouped_by_length, padded, pieces_of
from claimwright.appeals.models.neural.store import load_head, open_encoder, read_told, save_network
from claimwright.appeals.models.options import Training

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_TASK = "sufficiency"
_BOUNDS = 3
_SUFFICIENT = 1


class SufficiencyNetwork(nn.Module):
    """An encoder, its mean vector, one score, and bounds between ratings that rise by construction."""

    def __init__(self, checkpoint: Checkpoint, dropout: float) -> None:
        super().__init__()
        self.encoder = checkpoint.network
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(checkpoint.width, 1)
        self.first = nn.Parameter(torch.tensor(-1.0))
        self.steps = nn.Parameter(torch.zeros(_BOUNDS - 1))

    def forward(self, batch: Batch) -> Tensor:
        hidden = self.encoder(batch["ids"], batch["present"])
        share = batch["present"][..., None].to(hidden.dtype)
        score = self.head(self.drop((hidden * share).sum(1) / share.sum(1))).float()
        bounds = torch.cat([self.first[None], self.first + functional.softplus(self.steps).cumsum(0)])
        return score - bounds[None]


class SufficiencyModel:
    """The judge; `threshold` is the least P(rating >= 3) of a sufficient text."""

    def __init__(self, checkpoint: Checkpoint, options: Training, threshold: float = 0.5) -> None:
        torch.manual_seed(options.seed)
        self.checkpoint, self.options, self.threshold = checkpoint, options, threshold
        self.network = SufficiencyNetwork(checkpoint, options.dropout)

    def fit(
        self, train: tuple[Sequence[str], Ints], dev: tuple[Sequence[str], Ints], *, state: Path | None = None,
        report: Report = lambda line: None,
    ) -> History:  # fmt: skip
        """Train on texts and ratings (1 to 4); stop early, and choose the threshold, on the dev texts."""
        ids, gold = self._ids(train[0]), torch.from_numpy(train[1])
        weights = _weights(train[1]) if self.options.class_weights else torch.ones(_BOUNDS, 2)
        dev_ids, dev_gold = self._ids(dev[0]), torch.from_numpy(dev[1])

        def dev_loss(_: nn.Module) -> float:
            return float(ordinal_loss(self._logits(dev_ids), dev_gold, torch.ones(_BOUNDS, 2)))

        task = Task(
            batches=lambda epoch: self._batches(ids, gold, epoch), steps=-(-len(ids) // self.options.batch),
            loss=lambda network, batch: ordinal_loss(network(batch), batch["ratings"], weights),
            dev=dev_loss if dev_ids else None,
        )  # fmt: skip
        history = fit(self.network, task, self.options, state=state, report=report)
        if dev_ids:
            self.threshold = best_threshold(self.chances(dev[0])[:, _SUFFICIENT], dev[1] >= 3)
        return history

    def chances(self, texts: Sequence[str]) -> Floats:
        """P(rating >= 2), >= 3, >= 4 of each text."""
        return torch.sigmoid(self._logits(self._ids(texts))).double().numpy()

    def ratings(self, texts: Sequence[str]) -> Ints:
        """The rating of each text: 1 and one for every bound that is more likely passed than not."""
        return 1 + (self.chances(texts) > 0.5).sum(1)

    def sufficient(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each text suffices, by the threshold."""
        return self.chances(texts)[:, _SUFFICIENT] >= self.threshold

    def save(self, folder: Path, figures: dict[str, float]) -> None:
        """Write the network with its threshold and figures."""
        told = {"task": _TASK, "pieces": self.options.pieces, "threshold": self.threshold, "figures": figures}
        save_network(self.network, self.checkpoint, told, folder)

    @classmethod
    def load(cls, folder: Path) -> SufficiencyModel:
        """Read a judge. Raises `NotFoundError`, `InputError`."""
        told = read_told(folder, _TASK)
        model = cls(open_encoder(folder), Training(pieces=told["pieces"], dropout=0.0), told["threshold"])
        load_head(model.network, folder)
        return model

    def _ids(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        return pieces_of(self.checkpoint, texts, self.options.pieces)

    def _logits(self, ids: list[NDArray[np.int64]]) -> Tensor:
        self.network.eval()
        network, out = self.network.to(device_of(self.options)), torch.zeros(len(ids), _BOUNDS)
        with torch.no_grad():
            for at in range(0, len(ids), self.options.batch):
                batch = padded(ids[at : at + self.options.batch], self.checkpoint.special.pad)
                out[at : at + self.options.batch] = network(
                    {name: value.to(device_of(self.options)) for name, value in batch.items()}
                ).cpu()
        return out

    def _batches(self, ids: list[NDArray[np.int64]], gold: Tensor, epoch: int) -> Iterator[Batch]:
        rng = random.Random(f"{self.options.seed}/{epoch}")
        for chosen in grouped_by_length([len(each) for each in ids], self.options.batch, rng):
            yield padded([ids[i] for i in chosen], self.checkpoint.special.pad) | {"ratings": gold[chosen]}


def ordinal_loss(logits: Tensor, ratings: Tensor, weights: Tensor) -> Tensor:
    """Entropy over the bounds. `weights[bound]` are of ratings under it and from it on."""
    passed = ratings[:, None] > torch.arange(1, _BOUNDS + 1, device=logits.device)[None]
    known = weights.to(logits.device)
    each = functional.binary_cross_entropy_with_logits(logits, passed.float(), reduction="none")
    return (each * torch.where(passed, known[:, 1], known[:, 0])).mean()


def best_threshold(chances: Floats, sufficient: NDArray[np.bool_]) -> float:
    """The threshold of best macro-F1, in the middle of its neighbours; 0.5 where there is one class only."""
    if sufficient.all() or not sufficient.any():
        return 0.5
    values = np.unique(chances)
    middles = [float(value) for value in (values[1:] + values[:-1]) / 2] or [0.5]
    return max(middles, key=lambda t: (round(binary_figures(chances >= t, sufficient)["macro_f1"], 9), -abs(t - 0.5)))


def binary_figures(said: NDArray[np.bool_], truth: NDArray[np.bool_]) -> dict[str, float]:
    """Accuracy and macro-F1 of the binary label."""
    parts: list[float] = []
    for ours, theirs in ((said, truth), (~said, ~truth)):
        total = int(ours.sum()) + int(theirs.sum())
        parts.append(2 * int((ours & theirs).sum()) / total if total else 0.0)
    return {"accuracy": float((said == truth).mean()), "macro_f1": sum(parts) / 2}


def _weights(ratings: Ints) -> Tensor:
    """Balance each bound's two sides."""
    rows: list[list[float]] = []
    for bound in range(1, _BOUNDS + 1):
        above = int((ratings > bound).sum())
        rows.append([len(ratings) / (2 * max(1, len(ratings) - above)), len(ratings) / (2 * max(1, above))])
    return torch.tensor(rows)
