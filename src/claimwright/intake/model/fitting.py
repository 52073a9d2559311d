"""Fitting the calibration of a model folder on annotated messages that were kept out of training."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimwright.intake.labels import INTENTS, LABELS, Layer
from claimwright.intake.messages import read_annotated
from claimwright.intake.model.calibration import Calibration, Line, fit_line, fit_temperature
from claimwright.intake.model.reader import MAX_PIECES, ModelReader
from claimwright.intake.model.spans import find_spans
from claimwright.intake.records import Message


def calibrate_folder(folder: Path, files: Sequence[Path]) -> list[str]:
    """Fit on the messages of `files` and write `calibration.json`; without files, the neutral calibration."""
    messages = [m for file in files for m in read_annotated(file)]
    fitted = fit(ModelReader.load(folder), messages) if messages else Calibration()
    (folder / "calibration.json").write_bytes(msgspec.json.format(msgspec.json.encode(fitted), indent=1) + b"\n")
    return [str(file) for file in files]


def fit(reader: ModelReader, messages: Sequence[Message]) -> Calibration:
    """Lines for both layers and the temperature of the intents."""
    raw: dict[Layer, list[tuple[float, str, bool]]] = {layer: [] for layer in LABELS}
    intents: list[NDArray[np.float64]] = []
    gold: list[int] = []
    for message in messages:
        pieces = reader.encode(message.text)
        if len(pieces.starts) > MAX_PIECES:
            continue
        logits = reader.logits(pieces)
        intents.append(_log_softmax(logits.intents.astype(np.float64)))
        gold.append(INTENTS.index(message.intent))
        for layer in LABELS:
            given = logits.insurance if layer == "insurance" else logits.phi
            raw[layer] += _outcomes(message, pieces.starts, pieces.ends, given, layer)
    return Calibration(_line(raw["insurance"]), _line(raw["phi"]), fit_temperature(np.array(intents), np.array(gold)))


def _outcomes(
    message: Message, starts: NDArray[np.int64], ends: NDArray[np.int64], logits: NDArray[np.float32], layer: Layer
) -> list[tuple[float, str, bool]]:
    """Raw score, label and whether boundary and label are both right, for every span that the model proposes."""
    true = {(s.start, s.end, s.label) for s in (message.insurance if layer == "insurance" else message.phi)}
    found = find_spans(message.text, starts, ends, logits, layer, lambda score, label: score)
    return [(c.score, c.label, (c.start, c.end, c.label) in true) for c in found]


def _line(outcomes: list[tuple[float, str, bool]]) -> Line:
    raw = np.array([score for score, _, _ in outcomes])
    return fit_line(raw, np.array([right for _, _, right in outcomes]), [label for _, label, _ in outcomes])


def _log_softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    shifted = logits - logits.max()
    return shifted - np.log(np.exp(shifted).sum())
