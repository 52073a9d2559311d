"""The shipped model at work: text in, intent probabilities and scored candidate spans out.

Needs onnxruntime, tokenizers and numpy. Texts are read one at a time and unpadded, because the output of a
dynamically quantised model depends on what else is in the batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from claimwright.core.errors import ConfigError
from claimwright.encoder.runtime import load_tokenizer, open_session, readable
from claimwright.intake.model.calibration import Calibration
from claimwright.intake.model.shapes import FEATURES, piece_shapes
from claimwright.intake.model.spans import find_spans
from claimwright.intake.model.tags import word_starts
from claimwright.intake.model.windows import core, split_windows
from claimwright.intake.records import Candidate, Reading

MAX_PIECES = 254
THREADS = 2

_DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as the model takes it: piece ids and shapes with [CLS] and [SEP], offsets without them."""

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Logits:
    """The model's raw answer for one window: (7,), (pieces, 37) and (pieces, 25)."""

    intents: NDArray[np.float32]
    phi: NDArray[np.float32]
    insurance: NDArray[np.float32]


class ModelReader:
    """The quantised encoder with its three heads. One instance may be used by many threads."""

    def __init__(
        self, open_with: Callable[[int], Any], tokenizer: Tokenizer, calibration: Calibration, threads: int = THREADS
    ) -> None:
        self._open, self._tokenizer, self._calibration = open_with, tokenizer, calibration
        self._session = open_with(threads)
        self._apart = self if threads == 1 else None
        self._last: tuple[str, Pieces] | None = None
        self._lock = Lock()

    @classmethod
    def load(cls, path: Path | str | None = None, *, threads: int = THREADS) -> ModelReader:
        """Load the model of a folder (`model.onnx`, `tokenizer.json`, `calibration.json`); None: the shipped one."""
        folder = Path(path) if path else _DATA
        model, tokenizer = folder / "model.onnx", folder / "tokenizer.json"
        if not (model.is_file() and tokenizer.is_file()):
            raise ConfigError(
                "the intake model is not there", where=str(folder), code="INTAKE-MODEL",
                fix="give a folder with model.onnx and tokenizer.json, or run 'claimwright intake train'",
            )  # fmt: skip
        return cls(partial(open_session, model), load_tokenizer(tokenizer), _load_calibration(folder), threads)

    def apart(self) -> ModelReader:
        """The same model, opened once more on first use, with one thread a call: for several callers at once."""
        with self._lock:
            if self._apart is None:
                self._apart = ModelReader(self._open, self._tokenizer, self._calibration, 1)
            return self._apart

    def read(self, text: str) -> Reading:
        """Read one window of at most `MAX_PIECES` word pieces; longer text is read in windows and joined."""
        pieces = self.encode(text)
        if len(pieces.starts) > MAX_PIECES:
            return self._read_long(text)
        logits = self.logits(pieces)
        c, starts, ends = self._calibration, pieces.starts, pieces.ends
        words = word_starts(text, starts, ends)
        insurance = find_spans(text, starts, ends, logits.insurance, "insurance", c.insurance.score, words)
        phi = find_spans(text, starts, ends, logits.phi, "phi", c.phi.score, words)
        return Reading(self._intents(logits), (*insurance, *phi))

    def read_many(self, texts: Iterable[str]) -> list[Reading]:
        """Read texts in order; each result is the same as that of `read`."""
        return [self.read(text) for text in texts]

    def windows(self, text: str) -> list[tuple[int, int]]:
        """Character windows of at most `MAX_PIECES` word pieces, overlapping, cut at white space."""
        pieces = self.encode(text)
        return split_windows(text, pieces.starts, pieces.ends, MAX_PIECES)

    def encode(self, text: str) -> Pieces:
        """The word pieces of a text, as many as there are. The last text's are kept: `windows` and `read` follow each other."""
        last = self._last
        if last is None or last[0] != text:
            self._last = last = (text, encode(self._tokenizer, text))
        return last[1]

    def logits(self, pieces: Pieces) -> Logits:
        """The model's raw answer for the pieces of one window."""
        feed = {"ids": pieces.ids[None], "shapes": pieces.shapes[None]}
        out = self._session.run(["intents", "phi", "insurance"], feed)
        return Logits(out[0][0], out[1][0, 1:-1], out[2][0, 1:-1])

    def _read_long(self, text: str) -> Reading:
        """Windows joined: each answers for its part up to the middle of an overlap; the first says what is wanted."""
        windows = self.windows(text)
        readings = [self.read(text[start:end]) for start, end in windows]
        found: list[Candidate] = []
        for number, ((start, _), reading) in enumerate(zip(windows, readings, strict=True)):
            low, high = core(windows, number)
            moved = (_moved(c, start) for c in reading.candidates)
            found += [c for c in moved if low <= (c.start + c.end) / 2 < high]
        return Reading(readings[0].intents, tuple(sorted(found, key=lambda c: (c.layer, c.start))))

    def _intents(self, logits: Logits) -> tuple[float, ...]:
        scaled = logits.intents.astype(np.float64) / self._calibration.temperature
        weights = np.exp(scaled - scaled.max())
        return tuple(float(p) for p in weights / weights.sum())


def _moved(c: Candidate, by: int) -> Candidate:
    return Candidate(c.layer, c.start + by, c.end + by, c.label, c.score, c.source)


def encode(tokenizer: Tokenizer, text: str) -> Pieces:
    """Tokenise a text. Offsets are code points; a lone surrogate counts as an unknown character."""
    encoding = tokenizer.encode(readable(text))
    offsets = np.fromiter(chain.from_iterable(encoding.offsets), np.int64).reshape(-1, 2)
    starts, ends = offsets[1:-1, 0].copy(), offsets[1:-1, 1].copy()
    shapes = np.zeros((len(offsets), FEATURES), np.int64)
    shapes[1:-1] = piece_shapes(text, starts, ends)
    return Pieces(np.array(encoding.ids, np.int64), shapes, starts, ends)


def _load_calibration(folder: Path) -> Calibration:
    path = folder / "calibration.json"
    return msgspec.json.decode(path.read_bytes(), type=Calibration) if path.is_file() else Calibration()
