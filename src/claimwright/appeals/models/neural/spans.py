"""The background-span selector: pieces tagged B, I or O over the whole text, and spans read back from the tags.

Against HICRIC's: whole texts through windows instead of 512 pieces, tags for the inside of a span, exclusive ends, special
pieces never predicted, early stopping.
"""

# pyright: reportUnknownMemberType=false
# (torch comes without complete types)

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from claimwright.appeals.models.annotations import Annotated, Span, merged
from claimwright.appeals.models.neural.encoders import Checkpoint
from claimwright.appeals.models.neural.loop import Batch, History, Report, Task, device_of, fit
from claimwright.appeals.models.neural.outcome import grouped_by_length, padded
from claimwright.appeals.models.neural.store import load_head, open_encoder, read_told, save_network
from claimwright.appeals.models.neural.windows import Pieces, Window, pieces, windows
from claimwright.appeals.models.options import Training

IGNORE = -100
OUTSIDE, BEGIN, INSIDE = 0, 1, 2
_TASK = "span"
_FIRST_OFFSET = 1


class SpanNetwork(nn.Module):
    """An encoder and a linear layer over each piece."""

    def __init__(self, checkpoint: Checkpoint, dropout: float) -> None:
        super().__init__()
        self.encoder = checkpoint.network
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(checkpoint.width, 3)

    def forward(self, batch: Batch) -> Tensor:
        return self.head(self.drop(self.encoder(batch["ids"], batch["present"]))).float()


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    ids: NDArray[np.int64]
    tags: NDArray[np.int64]


class SpanModel:
    """The selector with what it needs to read a text."""

    def __init__(self, checkpoint: Checkpoint, options: Training) -> None:
        torch.manual_seed(options.seed)
        self.checkpoint, self.options = checkpoint, options
        self.network = SpanNetwork(checkpoint, options.dropout)
        self._size = min(options.pieces, checkpoint.pieces) - 2

    def fit(
        self, train: Sequence[Annotated], dev: Sequence[Annotated], *, state: Path | None = None,
        report: Report = lambda line: None,
    ) -> History:  # fmt: skip
        """Train, and stop early by the dev texts' loss."""
        inner, outer = self._rows(train), self._rows(dev)
        weights = _weights(inner) if self.options.class_weights else None

        def loss(network: nn.Module, batch: Batch) -> Tensor:
            logits: Tensor = network(batch)
            known = None if weights is None else weights.to(logits.device)
            return functional.cross_entropy(logits.flatten(0, 1), batch["tags"].flatten(), known, ignore_index=IGNORE)

        def dev_loss(network: nn.Module) -> float:
            device = device_of(self.options)
            losses = [
                float(loss(network, {name: value.to(device) for name, value in batch.items()}))
                for batch in self._batches(outer, 0)
            ]
            return sum(losses) / len(losses)

        task = Task(
            batches=lambda epoch: self._batches(inner, epoch), steps=-(-len(inner) // self.options.batch), loss=loss,
            dev=dev_loss if outer else None,
        )  # fmt: skip
        return fit(self.network, task, self.options, state=state, report=report)

    def select(self, text: str, *, gap: int = 0) -> tuple[Span, ...]:
        """The background spans of a text of any length; those at most `gap` characters apart are joined."""
        (one,) = pieces(self.checkpoint, [text])
        if not len(one.ids):
            return ()
        tags = np.zeros(len(one.ids), np.int64)
        for window in windows(len(one.ids), self._size):
            found = self._tags(one, window)
            tags[window.low : window.high] = found[window.low - window.start : window.high - window.start]
        return merged(read_tags(tags, one), gap) if gap else read_tags(tags, one)

    def save(self, folder: Path, figures: dict[str, float]) -> None:
        """Write the network with its figures."""
        told = {"task": _TASK, "pieces": self.options.pieces, "figures": figures}
        save_network(self.network, self.checkpoint, told, folder)

    @classmethod
    def load(cls, folder: Path) -> SpanModel:
        """Read a selector. Raises `NotFoundError`, `InputError`."""
        told = read_told(folder, _TASK)
        model = cls(open_encoder(folder), Training(pieces=told["pieces"], dropout=0.0))
        load_head(model.network, folder)
        return model

    def _tags(self, one: Pieces, window: Window) -> NDArray[np.int64]:
        self.network.eval()
        ids = self._whole(one.ids[window.start : window.end])
        with torch.no_grad():
            batch = {name: value.to(device_of(self.options)) for name, value in padded([ids], 0).items()}
            logits = self.network.to(device_of(self.options))(batch)[0, _FIRST_OFFSET:-1]
        return logits.argmax(1).cpu().numpy()

    def _rows(self, cases: Sequence[Annotated]) -> list[_Row]:
        out: list[_Row] = []
        for case, one in zip(cases, pieces(self.checkpoint, [case.context for case in cases]), strict=True):
            tags = write_tags(case.spans, one)
            for window in windows(len(one.ids), self._size):
                inner = tags[window.start : window.end]
                whole = np.concatenate([[IGNORE], inner, [IGNORE]]).astype(np.int64)
                out.append(_Row(self._whole(one.ids[window.start : window.end]), whole))
        return out

    def _whole(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        special = self.checkpoint.special
        return np.array([special.first, *ids.tolist(), special.last], np.int64)

    def _batches(self, rows: Sequence[_Row], epoch: int) -> Iterator[Batch]:
        rng = random.Random(f"{self.options.seed}/{epoch}")
        for chosen in grouped_by_length([len(row.ids) for row in rows], self.options.batch, rng):
            batch = padded([rows[i].ids for i in chosen], self.checkpoint.special.pad)
            batch["tags"] = padded([rows[i].tags for i in chosen], IGNORE)["ids"]
            yield batch


def write_tags(spans: Sequence[Span], one: Pieces) -> NDArray[np.int64]:
    """The tag of each piece: B where a span begins, I within it, O elsewhere. A piece belongs where its middle lies."""
    tags = np.zeros(len(one.ids), np.int64)
    middle = (one.starts + one.ends) / 2
    for span in spans:
        inside = np.flatnonzero((middle > span.start) & (middle < span.end))
        tags[inside] = INSIDE
        tags[inside[:1]] = BEGIN
    return tags


def read_tags(tags: NDArray[np.int64], one: Pieces) -> tuple[Span, ...]:
    """The spans of tags. An I without a B before it begins one."""
    out: list[Span] = []
    open_span = False
    for tag, start, end in zip(tags.tolist(), one.starts.tolist(), one.ends.tolist(), strict=True):
        if tag == OUTSIDE:
            open_span = False
        elif tag == INSIDE and open_span:
            out[-1] = Span(out[-1].start, end)
        else:
            out.append(Span(start, end))
            open_span = True
    return tuple(out)


def span_figures(found: Sequence[Sequence[Span]], cases: Sequence[Annotated]) -> dict[str, float]:
    """Precision, recall and F1 over characters, and F1 over exact spans, of all texts pooled."""
    said = right = marked = exact = given = there = 0
    for spans, case in zip(found, cases, strict=True):
        ours = {place for span in spans for place in range(span.start, span.end)}
        theirs = {place for span in case.spans for place in range(span.start, span.end)}
        said, marked, right = said + len(ours), marked + len(theirs), right + len(ours & theirs)
        given, there, exact = given + len(spans), there + len(case.spans), exact + len(set(spans) & set(case.spans))
    return {
        "precision": right / max(1, said), "recall": right / max(1, marked), "f1": 2 * right / max(1, said + marked),
        "exact_f1": 2 * exact / max(1, given + there),
    }  # fmt: skip


def _weights(rows: Sequence[_Row]) -> Tensor:
    counts = np.zeros(3)
    for row in rows:
        counts += np.bincount(row.tags[row.tags != IGNORE], minlength=3)
    return torch.tensor((counts.sum() / (3 * counts.clip(1))).tolist(), dtype=torch.float32)
