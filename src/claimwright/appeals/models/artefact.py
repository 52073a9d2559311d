"""Predictors on disk: a folder of JSON and plain arrays, and an ONNX encoder where it was trained.

`predictor.json` says what the members are, `arrays.npz` holds their numbers and is read with pickling off, so that loading
runs nothing that the folder brings. A predictor of several members averages their log probabilities.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from claimwright.appeals.models.calibrate import Calibrator, softmax
from claimwright.appeals.models.members import Member, read_member
from claimwright.appeals.models.text import Floats
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import InputError, NotFoundError

SCHEMA = "claimwright-appeals-predictor/1"
CODE = "APPEALS-PREDICTOR"
_LEAST = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Predictor:
    """A calibrated model of outcomes. `card` says what it was trained on and how good it was out of fold.

    `weights` are the members' shares, equal ones where it is empty.
    """

    name: str
    classes: tuple[str, ...]
    members: tuple[Member, ...]
    calibrator: Calibrator = field(default_factory=Calibrator)
    card: dict[str, Any] = field(default_factory=dict[str, Any])
    weights: tuple[float, ...] = ()

    def predict(self, cases: Sequence[AppealCase | str]) -> Floats:
        """Calibrated probabilities, a row a case or text, a column a class."""
        return self.calibrator.probabilities(self.logits(cases))

    def logits(self, cases: Sequence[AppealCase | str]) -> Floats:
        """Log probabilities before calibration, the weighted mean of the members'."""
        rows = [as_case(case) for case in cases]
        if not rows:
            return np.zeros((0, len(self.classes)))
        return combined([member.logits(rows) for member in self.members], self.weights)

    def save(self, folder: Path) -> None:
        """Write the folder; the description comes last, so that a folder with one is whole."""
        folder.mkdir(parents=True, exist_ok=True)
        told: list[dict[str, Any]] = []
        arrays: dict[str, Any] = {}
        for number, member in enumerate(self.members):
            inner = folder / f"member{number}"
            inner.mkdir(exist_ok=True)
            description, numbers = member.dump(inner)
            told.append(description)
            arrays |= {f"{number}.{key}": value for key, value in numbers.items()}
        np.savez_compressed(folder / "arrays.npz", **arrays)
        whole = {
            "schema": SCHEMA, "name": self.name, "classes": self.classes, "members": told,
            "calibrator": self.calibrator, "weights": self.weights, "card": self.card,
        }  # fmt: skip
        part = folder / "predictor.json.part"
        part.write_bytes(msgspec.json.format(msgspec.json.encode(whole), indent=1))
        part.replace(folder / "predictor.json")


def combined(logits: Sequence[Floats], weights: Sequence[float] = ()) -> Floats:
    """The mean of several models' log probabilities, weighted where weights are given."""
    logs = [np.log(np.maximum(softmax(each), _LEAST)) for each in logits]
    return np.average(logs, axis=0, weights=weights or None)


def as_case(case: AppealCase | str) -> AppealCase:
    """A case at hand whose outcome is not known."""
    if isinstance(case, AppealCase):
        return case
    return AppealCase(id="at-hand", text=case, decision="", source="at-hand")


def load_predictor(folder: Path) -> Predictor:
    """Read a predictor. Raises `NotFoundError` where the folder has none, `InputError` where it is damaged."""
    path = folder / "predictor.json"
    if not path.is_file():
        raise NotFoundError(
            "there is no predictor in the folder", where=str(folder),
            fix="give the `predictor` folder of a run of `claimwright appeals train outcome`", code=CODE,
        )  # fmt: skip
    try:
        return _read(folder, msgspec.json.decode(path.read_bytes(), type=dict[str, Any]))
    except (msgspec.DecodeError, KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise InputError(
            f"the predictor cannot be read: {error}", where=str(folder), fix="train or copy it again", code=CODE
        ) from None


def _read(folder: Path, told: dict[str, Any]) -> Predictor:
    if told["schema"] != SCHEMA:
        raise ValueError(f"its schema is {told['schema']!r}, not {SCHEMA!r}")
    with np.load(folder / "arrays.npz", allow_pickle=False) as file:
        arrays = {key: file[key] for key in file.files}
    members = tuple(
        read_member(each, _of(arrays, number), folder / f"member{number}")
        for number, each in enumerate(told["members"])
    )
    calibrator = msgspec.convert(told["calibrator"], Calibrator)
    weights = tuple(float(weight) for weight in told["weights"])
    if weights and (len(weights) != len(members) or min(weights) < 0 or sum(weights) <= 0):
        raise ValueError("its weights do not fit its members")
    return Predictor(told["name"], tuple(told["classes"]), members, calibrator, told["card"], weights)


def _of(arrays: dict[str, Any], number: int) -> dict[str, Any]:
    start = f"{number}."
    return {key.removeprefix(start): value for key, value in arrays.items() if key.startswith(start)}
