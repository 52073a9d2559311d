"""The whole training run from committed data: stages in order, each drawing its messages anew for every epoch."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimwright.core.errors import NotFoundError
from claimwright.intake.generate.markup import read_written
from claimwright.intake.generate.redraw import Mix, redraw_one
from claimwright.intake.messages import read_annotated
from claimwright.intake.model.recipe import SNIPPETS, Recipe, Stage
from claimwright.intake.records import Message

if TYPE_CHECKING:
    from claimwright.intake.model.network import IntakeNetwork

Report = Callable[[str], None]


def read_source(path: Path) -> list[Message]:
    """Messages of a JSON Lines file or of a file of written lines (`.txt`)."""
    if not path.is_file():
        raise NotFoundError(
            f"there is no file {str(path)!r}", fix="give --data the folder with train.jsonl", code="INTAKE-DATA"
        )
    return read_written(path) if path.suffix == ".txt" else list(read_annotated(path))


@dataclass(frozen=True, slots=True)
class Draw:
    """What one epoch is trained on: every source as often as its weight says, redrawn if the recipe augments."""

    pools: tuple[tuple[tuple[Message, ...], float], ...]
    snippets: tuple[Message, ...]
    recipe: Recipe

    def __call__(self, epoch: int) -> list[Message]:
        """The messages of an epoch, the same for the same seed and epoch."""
        rng = random.Random(f"{self.recipe.seed}/{epoch}")
        chosen = [m for pool, weight in self.pools for m in _take(rng, pool, weight)]
        if not self.recipe.augment:
            return chosen
        return [redraw_one(rng, message, self.snippets, Mix()) for message in chosen]


def _take(rng: random.Random, pool: Sequence[Message], weight: float) -> list[Message]:
    whole, part = divmod(weight, 1.0)
    return [*pool] * int(whole) + rng.sample(list(pool), int(len(pool) * part))


def draw_of(stage: Stage, data: Path) -> Draw:
    """Read a stage's sources."""
    pools = tuple((tuple(read_source(data / s.path)), s.weight) for s in stage.sources)
    snippets = tuple(read_source(data / SNIPPETS)) if stage.recipe.augment else ()
    return Draw(pools, snippets, stage.recipe)


def run_stages(stages: Sequence[Stage], data: Path, folder: Path, report: Report, *, skip: int = 0) -> IntakeNetwork:
    """Train the stages one after the other; weights go to `folder/stage-N.pt`. `skip`: stages already there."""
    import torch

    from claimwright.intake.model.network import IntakeNetwork
    from claimwright.intake.model.training import train

    folder.mkdir(parents=True, exist_ok=True)
    network = IntakeNetwork.of(torch.load(folder / f"stage-{skip}.pt", weights_only=True)) if skip else None
    for number, stage in enumerate(stages[skip:], skip + 1):
        report(f"stage {number} of {len(stages)}")
        network = train(draw_of(stage, data), stage.recipe, start=network, report=report)
        torch.save(network.state_dict(), folder / f"stage-{number}.pt")
    return network or IntakeNetwork()
