"""The training loop of every task: warm-up, decay, early stopping on a dev loss, and checkpoints that resume.

A checkpoint holds weights and numbers only and is read without running anything it contains. An interrupted run goes on
after its last whole epoch and ends with the same weights, the order of batches depending on seed and epoch alone.
"""

# pyright: reportUnknownMemberType=false
# (torch comes without complete types)

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import torch
from torch import Tensor, nn

from claimwright.appeals.models.options import Training
from claimwright.corpus.ledger.atomic import atomic

Batch = dict[str, Tensor]
Report = Callable[[str], None]
_LEAST_RATE = 0.02
_CLIP = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a task brings: batches of an epoch, the loss of one, and the dev loss (None: no early stopping).

    `encoder` names the parameters, by prefix, that take the encoder's rate.
    """

    batches: Callable[[int], Iterable[Batch]]
    steps: int
    loss: Callable[[nn.Module, Batch], Tensor]
    dev: Callable[[nn.Module], float] | None = None
    encoder: str = "encoder."


@dataclass(slots=True)
class History:
    """Losses by epoch, from 0; `best` is the epoch whose weights were kept, -1 where the last were."""

    train: list[float] = field(default_factory=list[float])
    dev: list[float] = field(default_factory=list[float])
    best: int = -1


def device_of(options: Training) -> torch.device:
    """The device that the options name; `auto` takes a GPU where there is one."""
    if options.device == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    return torch.device(options.device)


def fit(
    network: nn.Module, task: Task, options: Training, *, state: Path | None = None, report: Report = lambda line: None
) -> History:
    """Train in place and leave the weights of the best epoch. With `state`, resume from there and save there."""
    torch.set_num_threads(options.threads)
    run = _Run(network.to(device_of(options)), task, options, report)
    if state is not None and state.is_file():
        run.restore(state)
    while run.goes_on:
        run.epoch()
        if state is not None:
            run.save(state)
    run.keep_best()
    return run.history


class _Run:
    """The moving parts."""

    def __init__(self, network: nn.Module, task: Task, options: Training, report: Report) -> None:
        self.network, self.task, self.options, self.report = network, task, options, report
        self.history = History()
        self._optimizer = _optimizer(network, options, task.encoder)
        total = max(1, options.epochs * task.steps)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda step: rate_at(step, total, options.warm_up)
        )
        self._best: dict[str, Tensor] | None = None

    @property
    def goes_on(self) -> bool:
        done = len(self.history.train)
        waited = done - 1 - self.history.best if self.history.dev else 0
        return done < self.options.epochs and waited < max(1, self.options.stop_after)

    def epoch(self) -> None:
        number = len(self.history.train)
        torch.manual_seed(self.options.seed * 1_000 + number)
        self.network.train()
        losses = [self._step(batch) for batch in self.task.batches(number)]
        self.history.train.append(sum(losses) / max(1, len(losses)))
        if self.task.dev is not None:
            self._judge(self.task.dev, number)
        self.report(self._line(number))

    def _judge(self, dev: Callable[[nn.Module], float], number: int) -> None:
        self.network.eval()
        with torch.no_grad():
            loss = dev(self.network)
        if not self.history.dev or loss < min(self.history.dev):
            self.history.best, self._best = number, _copy(self.network)
        self.history.dev.append(loss)

    def _step(self, batch: Batch) -> float:
        device = next(self.network.parameters()).device
        self._optimizer.zero_grad(set_to_none=True)
        with torch.autocast(device.type, torch.bfloat16, enabled=self.options.bf16):
            loss = self.task.loss(self.network, {name: value.to(device) for name, value in batch.items()})
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), _CLIP)
        self._optimizer.step()
        self._schedule.step()
        return float(loss.detach())

    def keep_best(self) -> None:
        if self._best is not None:
            self.network.load_state_dict(self._best, strict=False)
        self.network.eval()

    def save(self, path: Path) -> None:
        """Write beside and rename, so that a kill leaves the old state or the new one."""
        whole: dict[str, Any] = {
            "key": self._key, "network": _copy(self.network), "optimizer": self._optimizer.state_dict(),
            "schedule": self._schedule.state_dict(), "best": self._best or {}, "train": self.history.train,
            "dev": self.history.dev, "best_epoch": self.history.best,
        }  # fmt: skip
        whole["schedule"].pop("lr_lambdas", None)
        with atomic(path) as file:
            torch.save(whole, file)

    def restore(self, path: Path) -> None:
        """Go on from a state of the same options; another one's is passed over."""
        whole: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        if whole["key"] != self._key:
            self.report("the saved state is of other options; starting anew")
            return
        self.network.load_state_dict(whole["network"], strict=False)
        self._optimizer.load_state_dict(whole["optimizer"])
        self._schedule.load_state_dict({**whole["schedule"], "lr_lambdas": [None] * len(self._optimizer.param_groups)})
        self._best = whole["best"] or None
        self.history = History(whole["train"], whole["dev"], whole["best_epoch"])

    @property
    def _key(self) -> str:
        shape = ",".join(f"{name}{tuple(value.shape)}" for name, value in self.network.named_parameters())
        told = msgspec.json.encode((self.options, self.task.steps)) + shape.encode()
        return hashlib.sha256(told).hexdigest()

    def _line(self, number: int) -> str:
        dev = f" dev {self.history.dev[-1]:.4f}" if self.history.dev else ""
        return f"epoch {number + 1}/{self.options.epochs} train {self.history.train[-1]:.4f}{dev}"


def rate_at(step: int, total: int, warm_up: float) -> float:
    """The share of the peak rate at a step."""
    start = max(1, int(total * warm_up))
    return (step + 1) / start if step < start else max(_LEAST_RATE, (total - step) / max(1, total - start))


def _copy(network: nn.Module) -> dict[str, Tensor]:
    """The trained weights; frozen ones are where they came from."""
    frozen = {name for name, value in network.named_parameters() if not value.requires_grad}
    return {name: value.detach().cpu().clone() for name, value in network.state_dict().items() if name not in frozen}


def _optimizer(network: nn.Module, options: Training, encoder: str) -> torch.optim.Optimizer:
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            groups.setdefault((name.startswith(encoder), parameter.ndim > 1), []).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": parameters, "lr": options.encoder_rate if inner else options.head_rate,
             "weight_decay": options.weight_decay if matrix else 0.0}
            for (inner, matrix), parameters in groups.items()
        ]
    )  # fmt: skip
