"""The way in: `Extractor.load().extract(text)`. One extractor may be used by many threads."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from claimwright.core.errors import ConfigError, InputError
from claimwright.intake.labels import INTENTS
from claimwright.intake.merge import merge
from claimwright.intake.recognisers.registry import candidates
from claimwright.intake.records import Candidate, Extraction, Reading
from claimwright.intake.view import View
from claimwright.intake.workers import in_order

MAX_CHARS = 100_000
BATCH = 32
"""From so many messages on, a batch is worth a second session of the model."""
SHORT = 254
"""A text of so many characters has no more word pieces than one window takes."""
NO_MODEL = (
    "read by recognisers alone, because no intake model is installed: no intent, and names and places are mostly missed"
)


class Reader(Protocol):
    """What reads one window of a text.

    `windows` says which windows a text needs; `apart` is the same reader for several callers at once.
    """

    def read(self, text: str) -> Reading: ...

    def windows(self, text: str) -> list[tuple[int, int]]: ...

    def apart(self) -> Reader: ...


@dataclass(frozen=True, slots=True)
class Extractor:
    """Intent, insurance fields and PHI of messages. `reader` None means recognisers alone."""

    reader: Reader | None = None
    note: str = ""

    @classmethod
    def load(cls, model: Path | str | None = None, *, threads: int = 2) -> Extractor:
        """An extractor with the model of a folder, by default the one that is installed.

        Where none is installed the recognisers work alone and `note` says so; a folder that was named must hold a
        model, else `ConfigError`.
        """
        try:
            from claimwright.intake.model.reader import ModelReader

            return cls(ModelReader.load(model, threads=threads))
        except (ConfigError, ImportError):
            if model is not None:
                raise
            return cls(None, NO_MODEL)

    def extract(self, text: str, *, id: str = "", extra: dict[str, Any] | None = None) -> Extraction:  # noqa: A002
        """Read one message. Offsets are code points. Raises `InputError` above `MAX_CHARS` code points."""
        if len(text) > MAX_CHARS:
            raise InputError(
                f"the message has {len(text):,} characters, more than {MAX_CHARS:,}",
                fix="send the message without what is attached to it", code="INTAKE-LONG",
            )  # fmt: skip
        reading = read(self.reader, text) if self.reader and text.strip() else None
        explanations = merge(text, candidates(View(text)), reading.candidates if reading else None)
        intent, score = _intent(reading)
        spans = [e.chosen for e in explanations]
        return Extraction(
            id, text, intent, score,
            tuple(c for c in spans if c.layer == "insurance"),
            tuple(c for c in spans if c.layer == "phi"),
            extra or {}, explanations, self.note,
        )  # fmt: skip

    def extract_many(self, texts: Iterable[str], *, workers: int = 2) -> list[Extraction]:
        """Read messages; the results stand in the order of the texts, each the same as that of `extract`.

        A large batch is read by that many threads, each with a message of its own: faster than all threads on one.
        """
        every = list(texts)
        if self.reader is None or workers < 2 or len(every) < BATCH:
            return [self.extract(text) for text in every]
        return in_order(replace(self, reader=self.reader.apart()).extract, every, workers)

    async def extract_async(self, text: str) -> Extraction:
        """`extract` without blocking the event loop."""
        return await asyncio.to_thread(self.extract, text)


def read(reader: Reader, text: str) -> Reading:
    """What the model sees in a text of any length: one window, or overlapping windows joined."""
    windows = reader.windows(text) if len(text) > SHORT else []
    if len(windows) <= 1:
        return reader.read(text)
    readings = [reader.read(text[start:end]) for start, end in windows]
    found: list[Candidate] = []
    for index, ((start, _), reading) in enumerate(zip(windows, readings, strict=True)):
        low, high = _core(windows, index, len(text))
        found += [_moved(c, start) for c in reading.candidates if low <= (c.start + c.end) // 2 + start < high]
    return Reading(_joined_intents(readings), tuple(found))


def _core(windows: list[tuple[int, int]], index: int, length: int) -> tuple[int, int]:
    """The part of a window that it answers for: overlaps are split in the middle."""
    start, end = windows[index]
    low = 0 if index == 0 else (windows[index - 1][1] + start) // 2
    high = length + 1 if index + 1 == len(windows) else (end + windows[index + 1][0]) // 2
    return low, high


def _moved(candidate: Candidate, offset: int) -> Candidate:
    return candidate.at(candidate.start + offset, candidate.end + offset)


def _joined_intents(readings: list[Reading]) -> tuple[float, ...]:
    """What the sender wants done first mostly stands first: the first window counts double."""
    weights = [2.0, *(1.0 for _ in readings[1:])]
    return tuple(
        sum(w * r.intents[i] for w, r in zip(weights, readings, strict=True)) / sum(weights)
        for i in range(len(INTENTS))
    )


def _intent(reading: Reading | None) -> tuple[str, float]:
    if reading is None:
        return "", 0.0
    best = max(range(len(INTENTS)), key=lambda i: reading.intents[i])
    return INTENTS[best], reading.intents[best]
