"""Files of predictions: what a model said of which case, apart from the texts.

JSON Lines, a line a case: the case without its texts, a hash of its text, the probabilities by class, and the fold where
they are out-of-fold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import ArrayLike

from claimwright.appeals.benchmark.evaluation_rows import text_hash
from claimwright.appeals.benchmark.problems import Problem, Problems
from claimwright.appeals.evaluate.scores import Floats, checked
from claimwright.appeals.records import BINARY, OUTCOMES, AppealCase, Outcome
from claimwright.core.errors import InputError, Location, NotFoundError
from claimwright.corpus.ledger.atomic import atomic

_FIX = "write it with claimwright.appeals.evaluate.predictions.write_predictions"


class Prediction(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line."""

    case: AppealCase
    probabilities: dict[str, float]
    text_hash: str = ""
    fold: int | None = None


@dataclass(frozen=True, eq=False)
class Predictions:
    """What a file holds; `hashes` are of the cases' texts."""

    name: str
    cases: tuple[AppealCase, ...]
    probabilities: Floats
    classes: tuple[Outcome, ...]
    folds: tuple[int | None, ...]
    hashes: tuple[str, ...]

    @property
    def out_of_fold(self) -> bool:
        return any(fold is not None for fold in self.folds)


def write_predictions(
    path: Path,
    cases: Sequence[AppealCase],
    probabilities: ArrayLike,
    classes: Sequence[Outcome],
    folds: Sequence[int | None] | None = None,
) -> None:
    """Write a file of predictions, whole or not at all. Raises `InputError` for probabilities that are none."""
    table = checked(probabilities, len(cases), classes)
    numbers = folds if folds is not None else [None] * len(cases)
    with atomic(path) as file:
        for case, row, fold in zip(cases, table.tolist(), numbers, strict=True):
            bare = msgspec.structs.replace(case, text="", full_text="")
            said = {name: round(p, 8) for name, p in zip(classes, row, strict=True)}
            line = Prediction(bare, said, text_hash(case.text) if case.text else "", fold)
            file.write(msgspec.json.encode(line) + b"\n")


def read_predictions(path: Path, problems: list[Problem] | None = None) -> Predictions:
    """Read a file of predictions. Bad lines are problems; without a list to tell them to, the first is an `InputError`.

    The classes are those of the first good line; a line with others, and a case that comes twice, is bad.
    """
    if not path.is_file():
        raise NotFoundError(
            "the file of predictions is not there",
            where=str(path),
            fix="give a run's folder or a predictions.jsonl",
            code="APPEALS-FILE",
        )
    told, lines, classes, seen = Problems(problems), list[Prediction](), tuple[Outcome, ...](), set[str]()
    for number, raw in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            line = _line(raw)
            classes = classes or _classes(line)
            _check(line, classes, seen)
        except InputError as error:
            told.tell(Location(path.name, number), error.what, error.fix or _FIX)
            continue
        lines.append(line)
    if not lines:
        raise InputError("the file holds no predictions", where=str(path), fix=_FIX, code="APPEALS-PREDICTIONS")
    return _together(path, lines, classes)


def _together(path: Path, lines: list[Prediction], classes: tuple[Outcome, ...]) -> Predictions:
    return Predictions(
        name=path.parent.name if path.stem == "predictions" else path.stem.removeprefix("predictions-"),
        cases=tuple(line.case for line in lines),
        probabilities=np.asarray([[line.probabilities[c] for c in classes] for line in lines]),
        classes=classes,
        folds=tuple(line.fold for line in lines),
        hashes=tuple(line.text_hash for line in lines),
    )


def _line(raw: bytes) -> Prediction:
    try:
        return msgspec.json.decode(raw, type=Prediction)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"the line is no prediction: {error}") from None


def _classes(line: Prediction) -> tuple[Outcome, ...]:
    found = next((known for known in (BINARY, OUTCOMES) if set(known) == set(line.probabilities)), None)
    if found is None:
        raise InputError(
            f"the classes {', '.join(line.probabilities)} are not the outcomes", fix=f"use {', '.join(OUTCOMES)}"
        )
    return found


def _check(line: Prediction, classes: Sequence[Outcome], seen: set[str]) -> None:
    if set(line.probabilities) != set(classes):
        raise InputError(f"the line has other classes than the first: {', '.join(line.probabilities)}")
    if line.case.id in seen:
        raise InputError(f"the case {line.case.id} comes twice")
    checked([[line.probabilities[c] for c in classes]], 1, classes)
    seen.add(line.case.id)
