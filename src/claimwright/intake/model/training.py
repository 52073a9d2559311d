"""Training: three heads jointly, in bfloat16, on messages that may be redrawn for every epoch."""

# pyright: reportUnknownMemberType=false
# (torch comes without complete types)

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from claimwright.encoder.network import load_pretrained
from claimwright.encoder.pretrained import pretrained_folder
from claimwright.encoder.runtime import load_tokenizer
from claimwright.intake.labels import INTENTS
from claimwright.intake.model.network import IntakeNetwork
from claimwright.intake.model.reader import MAX_PIECES, encode
from claimwright.intake.model.recipe import Recipe
from claimwright.intake.model.tags import encode_tags
from claimwright.intake.records import Message

Draw = Callable[[int], Sequence[Message]]
Report = Callable[[str], None]
IGNORE = -100


@dataclass(frozen=True, slots=True)
class Example:
    """A message as arrays: piece ids, shapes and the tags of both layers, [CLS] and [SEP] included."""

    ids: np.ndarray
    shapes: np.ndarray
    phi: np.ndarray
    insurance: np.ndarray
    intent: int


def make_example(tokenizer: Tokenizer, message: Message) -> Example:
    """Encode a message and its spans; what lies beyond one window is cut off."""
    pieces = encode(tokenizer, message.text)
    length = min(len(pieces.ids), MAX_PIECES + 2)

    def tags(layer: str) -> np.ndarray:
        spans = message.phi if layer == "phi" else message.insurance
        inner = encode_tags(spans, pieces.starts, pieces.ends, "phi" if layer == "phi" else "insurance")
        return np.concatenate([[IGNORE], inner, [IGNORE]])[:length]

    intent = INTENTS.index(message.intent) if message.intent else IGNORE
    return Example(pieces.ids[:length], pieces.shapes[:length], tags("phi"), tags("insurance"), intent)


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of examples of similar length, in random order."""
    noisy = sorted(range(len(examples)), key=lambda i: len(examples[i].ids) * rng.uniform(0.85, 1.15))
    groups = [noisy[at : at + size] for at in range(0, len(noisy), size)]
    rng.shuffle(groups)
    for group in groups:
        yield [examples[i] for i in group]


def collate(group: Sequence[Example]) -> dict[str, Tensor]:
    """Pad a batch to its longest member."""
    width = max(len(e.ids) for e in group)

    def pad(arrays: list[np.ndarray], value: int) -> Tensor:
        out = np.full((len(arrays), width, *arrays[0].shape[1:]), value, np.int64)
        for row, array in enumerate(arrays):
            out[row, : len(array)] = array
        return torch.from_numpy(out)

    ids = pad([e.ids for e in group], 0)
    present = torch.arange(width)[None] < torch.tensor([len(e.ids) for e in group])[:, None]
    return {
        "ids": ids, "shapes": pad([e.shapes for e in group], 0), "present": present,
        "phi": pad([e.phi for e in group], IGNORE), "insurance": pad([e.insurance for e in group], IGNORE),
        "intent": torch.tensor([e.intent for e in group]),
    }  # fmt: skip


def loss_of(network: IntakeNetwork, batch: dict[str, Tensor], recipe: Recipe) -> Tensor:
    """The joint loss: mean over pieces of both layers, plus the weighted intent loss."""
    intents, phi, insurance = network(batch["ids"], batch["shapes"], batch["present"])

    def entropy(logits: Tensor, gold: Tensor, smoothing: float) -> Tensor:
        return functional.cross_entropy(
            logits.float().flatten(0, -2), gold.flatten(), ignore_index=IGNORE, label_smoothing=smoothing
        )

    tags = entropy(phi, batch["phi"], recipe.smoothing) + entropy(insurance, batch["insurance"], recipe.smoothing)
    return tags + recipe.intent_weight * entropy(intents, batch["intent"], max(recipe.smoothing, 0.05))


def train(
    draw: Draw, recipe: Recipe, *, start: IntakeNetwork | None = None, report: Report = lambda line: None
) -> IntakeNetwork:
    """Train on what `draw(epoch)` gives for each epoch, from the pretrained encoder or from `start`."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    rng = random.Random(recipe.seed)
    tokenizer = load_tokenizer(pretrained_folder() / "tokenizer.json")
    network = start or _fresh_network(recipe)
    network.drop_layers(recipe.without)
    optimizer = _optimizer(network, recipe)
    average = WeightAverage(network, recipe.average) if recipe.average else None
    total = recipe.epochs * -(-len(draw(0)) // recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, total, recipe.warm_up))
    run = _Run(network.train(), optimizer, schedule, recipe, average, report, total, time.monotonic())
    for epoch in range(recipe.epochs):
        examples = [make_example(tokenizer, message) for message in draw(epoch)]
        run.epoch(epoch, batches(examples, recipe.batch, rng))
    if average:
        average.store(network)
    return network.eval()


def _fresh_network(recipe: Recipe) -> IntakeNetwork:
    network = IntakeNetwork(dropout=recipe.dropout, shapes=recipe.shapes)
    load_pretrained(network.encoder, pretrained_folder())
    return network


@dataclass(slots=True)
class _Run:
    """The moving parts of a training stage."""

    network: IntakeNetwork
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR
    recipe: Recipe
    average: WeightAverage | None
    report: Report
    total: int
    begun: float
    steps: int = 0

    def epoch(self, epoch: int, groups: Iterator[list[Example]]) -> None:
        """Pass once over the batches."""
        running, number = 0.0, 0
        for number, group in enumerate(groups, 1):
            if self.recipe.stop and self.steps >= self.recipe.stop:
                return
            running += _step(self.network, self.optimizer, collate(group), self.recipe)
            self.schedule.step()
            self.steps += 1
            if self.average and self.steps % 4 == 0:
                self.average.update(self.network)
            if number % 50 == 0:
                self._say(epoch, running / number)
        self._say(epoch, running / max(1, number))

    def _say(self, epoch: int, loss: float) -> None:
        spent = time.monotonic() - self.begun
        self.report(f"epoch {epoch + 1} step {self.steps}/{self.total} loss {loss:.4f} {spent:.0f} s")


def _step(network: IntakeNetwork, optimizer: torch.optim.Optimizer, batch: dict[str, Tensor], recipe: Recipe) -> float:
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast("cpu", torch.bfloat16, enabled=recipe.bf16):
        loss = loss_of(network, batch, recipe)
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def _optimizer(network: IntakeNetwork, recipe: Recipe) -> torch.optim.Optimizer:
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        groups.setdefault((name.startswith("encoder."), parameter.ndim > 1), []).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": parameters, "lr": recipe.encoder_rate if encoder else recipe.head_rate,
             "weight_decay": recipe.weight_decay if matrix else 0.0}
            for (encoder, matrix), parameters in groups.items()
        ],
        fused=True,
    )  # fmt: skip


def _rate(step: int, total: int, warm_up: float) -> float:
    start = max(1, int(total * warm_up))
    return step / start if step < start else max(0.02, (total - step) / max(1, total - start))


class WeightAverage:
    """An exponential moving average of the weights."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.weights = {name: value.detach().clone() for name, value in network.state_dict().items()}

    def update(self, network: nn.Module) -> None:
        """Move the average towards the present weights."""
        with torch.no_grad():
            for name, value in network.state_dict().items():
                self.weights[name].lerp_(value, 1 - self.decay)

    def store(self, network: nn.Module) -> None:
        """Put the average into the network."""
        network.load_state_dict(self.weights)
