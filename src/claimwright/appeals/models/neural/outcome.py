"""The outcome network: the encoder's mean vector and the case's columns, to a probability a class."""

# pyright: reportUnknownMemberType=false
# (torch comes without complete types)

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from claimwright.appeals.models.columns import Columns
from claimwright.appeals.models.members import Meaning
from claimwright.appeals.models.neural.encoders import BertEncoder, Checkpoint, bert_weights, open_checkpoint
from claimwright.appeals.models.neural.loop import Batch, History, Report, Task, device_of, fit
from claimwright.appeals.models.options import Training
from claimwright.appeals.records import AppealCase
from claimwright.encoder.runtime import readable

Floats = NDArray[np.float64]
_COLUMN_WIDTH = 16


class OutcomeNetwork(nn.Module):
    """Text and columns to logits. A column that is not said has its own learned vector."""

    def __init__(self, checkpoint: Checkpoint, columns: Sequence[int], classes: int, dropout: float) -> None:
        super().__init__()
        self.encoder = checkpoint.network
        self.columns = nn.ModuleList(nn.Embedding(size, _COLUMN_WIDTH) for size in columns)
        for table in self.columns:
            nn.init.normal_(table.weight, std=0.02)  # type: ignore[arg-type]
        inner = checkpoint.width + _COLUMN_WIDTH * len(columns)
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(inner, classes)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, batch: Batch) -> Tensor:
        present = batch["present"]
        if "stem" in batch and isinstance(self.encoder, BertEncoder):
            hidden = self.encoder.crown(batch["stem"], present)
        else:
            hidden = self.encoder(batch["ids"], present)
        share = present[..., None].to(hidden.dtype)
        mean = functional.normalize((hidden * share).sum(1) / share.sum(1), dim=1) * mean_scale(hidden.shape[-1])
        parts = [table(batch["columns"][:, n]) for n, table in enumerate(self.columns)]
        return self.head(self.drop(torch.cat([mean, *parts], 1))).float()


def mean_scale(width: int) -> float:
    """Vectors of unit length are stretched so that their parts are near 1."""
    return width**0.5


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Cases as arrays: pieces, columns, and what the frozen layers make of the pieces (empty where none are)."""

    ids: list[NDArray[np.int64]]
    columns: NDArray[np.int64]
    stems: list[Tensor]

    def only(self, chosen: Sequence[int]) -> Rows:
        """The chosen rows."""
        stems = [self.stems[i] for i in chosen] if self.stems else []
        return Rows([self.ids[i] for i in chosen], self.columns[list(chosen)], stems)


class OutcomeModel:
    """A trained network with what it needs to read a case."""

    def __init__(self, checkpoint: Checkpoint, columns: Columns, classes: Sequence[str], options: Training) -> None:
        self.checkpoint, self.columns, self.classes, self.options = checkpoint, columns, tuple(classes), options
        torch.manual_seed(options.seed)
        freeze: Callable[[int | None], None] = checkpoint.network.freeze_below  # type: ignore[assignment]
        freeze(options.trained_layers)
        sizes = columns.sizes if options.columns else ()
        self.network = OutcomeNetwork(checkpoint, sizes, len(classes), options.dropout)

    def rows(self, cases: Sequence[AppealCase], known: dict[str, Tensor] | None = None) -> Rows:
        """The cases as arrays. The frozen layers are run once a text here; `known` keeps what they gave."""
        ids = pieces_of(self.checkpoint, [case.text for case in cases], self.options.pieces)
        store = {} if known is None else known
        new = [i for i, case in enumerate(cases) if case.text not in store]
        stems = self._stems([ids[i] for i in new])
        store.update((cases[i].text, stem) for i, stem in zip(new, stems, strict=bool(stems)))
        return Rows(ids, self.columns.encode(cases), [store[case.text] for case in cases] if stems or store else [])

    def fit(
        self, rows: Rows, labels: NDArray[np.int64], dev: NDArray[np.bool_], *, state: Path | None = None,
        report: Report = lambda line: None,
    ) -> History:  # fmt: skip
        """Train on the rows that are not dev; stop early by the loss on those that are."""
        train_rows, dev_rows = np.flatnonzero(~dev).tolist(), np.flatnonzero(dev).tolist()
        inner, gold = rows.only(train_rows), labels[train_rows]
        weights = _class_weights(gold, len(self.classes)) if self.options.class_weights else None
        outer, outer_gold = rows.only(dev_rows), torch.from_numpy(labels[dev_rows])

        def dev_loss(_: nn.Module) -> float:
            return float(functional.cross_entropy(self.logits(outer), outer_gold))

        task = Task(
            batches=lambda epoch: self._batches(inner, gold, epoch),
            steps=-(-len(gold) // self.options.batch),
            loss=lambda network, batch: outcome_loss(network(batch), batch["labels"], self.options, weights),
            dev=dev_loss if dev_rows else None,
        )
        return fit(self.network, task, self.options, state=state, report=report)

    def logits(self, rows: Rows) -> Tensor:
        """Logits of all rows."""
        self.network.eval()
        device, out = device_of(self.options), torch.zeros(len(rows.ids), len(self.classes))
        order = sorted(range(len(rows.ids)), key=lambda i: len(rows.ids[i]))
        with torch.no_grad(), torch.autocast(device.type, torch.bfloat16, enabled=self.options.bf16):
            for at in range(0, len(order), self.options.batch):
                chosen = order[at : at + self.options.batch]
                batch = {name: value.to(device) for name, value in self._collate(rows, chosen).items()}
                out[chosen] = self.network(batch).float().cpu()
        return out

    def predict(self, cases: Sequence[AppealCase]) -> Floats:
        """Probabilities, a row a case."""
        return torch.softmax(self.logits(self.rows(cases)).double(), 1).numpy()

    def _stems(self, ids: list[NDArray[np.int64]]) -> list[Tensor]:
        encoder = self.checkpoint.network
        if not isinstance(encoder, BertEncoder) or not encoder.frozen:
            return []
        torch.set_num_threads(self.options.threads)
        device = device_of(self.options)
        encoder = encoder.to(device).eval()
        out: list[Tensor] = [torch.empty(0)] * len(ids)
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        with torch.no_grad(), torch.autocast(device.type, torch.bfloat16, enabled=self.options.bf16):
            for at in range(0, len(order), self.options.batch):
                chosen = order[at : at + self.options.batch]
                batch = padded([ids[i] for i in chosen], self.checkpoint.special.pad)
                stems = encoder.stem(batch["ids"].to(device), batch["present"].to(device)).to("cpu", torch.bfloat16)
                for i, stem in zip(chosen, stems, strict=True):
                    out[i] = stem[: len(ids[i])].clone()
        return out

    def _batches(self, rows: Rows, gold: NDArray[np.int64], epoch: int) -> Iterator[Batch]:
        rng = random.Random(f"{self.options.seed}/{epoch}")
        for chosen in grouped_by_length([len(each) for each in rows.ids], self.options.batch, rng):
            batch = self._collate(rows, chosen)
            batch["columns"] = _withheld(batch["columns"], self.options.hide, rng)
            batch["labels"] = torch.from_numpy(gold[chosen])
            yield batch

    def _collate(self, rows: Rows, chosen: Sequence[int]) -> Batch:
        batch = padded([rows.ids[i] for i in chosen], self.checkpoint.special.pad)
        batch["columns"] = torch.from_numpy(rows.columns[list(chosen)])
        if rows.stems:
            batch["stem"] = nn.utils.rnn.pad_sequence([rows.stems[i].float() for i in chosen], batch_first=True)
        return batch


def pieces_of(checkpoint: Checkpoint, texts: Sequence[str], most: int) -> list[NDArray[np.int64]]:
    """Piece numbers of each text between the first and the last special piece, cut at `most`."""
    room = min(most, checkpoint.pieces) - 2
    found = checkpoint.tokenizer.encode_batch([readable(text) for text in texts], add_special_tokens=False)
    special = checkpoint.special
    return [np.array([special.first, *each.ids[:room], special.last], np.int64) for each in found]


def padded(rows: Sequence[NDArray[np.int64]], pad: int) -> Batch:
    """Rows of one width, and which places are present."""
    width = max(len(row) for row in rows)
    ids = np.full((len(rows), width), pad, np.int64)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = row
    lengths = torch.tensor([len(row) for row in rows])
    return {"ids": torch.from_numpy(ids), "present": torch.arange(width)[None] < lengths[:, None]}


def grouped_by_length(lengths: Sequence[int], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Batches of rows of similar length, in random order."""
    noisy = sorted(range(len(lengths)), key=lambda i: lengths[i] * rng.uniform(0.85, 1.15))
    groups = [noisy[at : at + size] for at in range(0, len(noisy), size)]
    rng.shuffle(groups)
    yield from groups


def outcome_loss(logits: Tensor, gold: Tensor, options: Training, weights: Tensor | None) -> Tensor:
    """Entropy, by class weights and label smoothing, or the focal loss."""
    known = None if weights is None else weights.to(logits.device)
    if not options.focal:
        return functional.cross_entropy(logits, gold, weight=known, label_smoothing=options.smoothing)
    each = functional.cross_entropy(logits, gold, weight=known, reduction="none")
    given = torch.softmax(logits, 1).gather(1, gold[:, None])[:, 0]
    return ((1 - given) ** options.focal * each).mean()


def _withheld(columns: Tensor, share: float, rng: random.Random) -> Tensor:
    """The columns with a random share of the values turned into "unspecified"."""
    hidden = [rng.random() < share for _ in range(columns.numel())]
    return columns.masked_fill(torch.tensor(hidden, dtype=torch.bool).reshape(columns.shape), 0)


def _class_weights(gold: NDArray[np.int64], classes: int) -> Tensor:
    counts = np.bincount(gold, minlength=classes).clip(1)
    return torch.from_numpy((len(gold) / (classes * counts)).astype(np.float32))


def open_model(columns: Columns, classes: Sequence[str], options: Training) -> OutcomeModel:
    """A model to train, from the options' checkpoint."""
    return OutcomeModel(open_checkpoint(options.checkpoint, dropout=options.dropout), columns, classes, options)


@dataclass(frozen=True, slots=True, eq=False)
class TunedScorer:
    """A trained network as a scorer; `member` writes its encoder in ONNX and its head as numbers."""

    model: OutcomeModel
    history: History
    stems: dict[str, Tensor] | None = None

    def logits(self, cases: Sequence[AppealCase]) -> Floats:
        return self.model.logits(self.model.rows(cases, self.stems)).double().numpy()

    def member(self, folder: Path) -> Meaning | None:
        """A storable member, its encoder in 8 bits; None for a network that is not of MiniLM's shape."""
        from claimwright.encoder.graph import HEADS, LAYERS, write_graph

        encoder, network = self.model.checkpoint.network, self.model.network.cpu().eval()
        if not isinstance(encoder, BertEncoder) or len(encoder.body.layers) != LAYERS or encoder.size.heads != HEADS:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        write_graph(bert_weights(encoder), folder / "encoder.onnx")
        self.model.checkpoint.tokenizer.save(str(folder / "tokenizer.json"))
        width = self.model.checkpoint.width
        return Meaning(
            weights=network.head.weight.detach().double().numpy().T,
            bias=network.head.bias.detach().double().numpy(),
            centre=np.zeros(width), scale=mean_scale(width), encoder=folder, columns=self.model.columns,
            tables=tuple(table.weight.detach().double().numpy() for table in network.columns),  # type: ignore[union-attr]
        )  # fmt: skip
