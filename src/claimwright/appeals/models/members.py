"""Fitted members of a predictor: each turns cases into logits by plain arithmetic over stored numbers.

A member is stored as JSON and arrays, nothing that runs on loading. Logits are up to a constant a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.models.columns import Columns
from claimwright.appeals.models.text import Floats, Tfidf
from claimwright.appeals.records import AppealCase

Arrays = Mapping[str, NDArray[Any]]
_LEAST = 1e-6


class Member(Protocol):
    """What a predictor is made of."""

    def logits(self, cases: Sequence[AppealCase]) -> Floats:
        """A row a case, a column a class."""
        ...

    def dump(self, folder: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        """JSON and arrays that `read_member` takes; larger files go into the folder."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """The classes' shares among the training cases, whatever the case says: majority and base rate."""

    shares: Floats

    def logits(self, cases: Sequence[AppealCase]) -> Floats:
        return np.tile(np.log(np.maximum(self.shares, _LEAST)), (len(cases), 1))

    def dump(self, folder: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        return {"kind": "shares"}, {"shares": self.shares}


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Logistic regression on TF-IDF."""

    tfidf: Tfidf
    weights: Floats
    bias: Floats

    def logits(self, cases: Sequence[AppealCase]) -> Floats:
        return self.tfidf.transform([case.text for case in cases]).dot(self.weights) + self.bias

    def dump(self, folder: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        told = {"kind": "words", "vocabulary": self.tfidf.vocabulary, "longest": self.tfidf.longest}
        return told, {"idf": self.tfidf.idf, "weights": self.weights, "bias": self.bias}


@dataclass(frozen=True, eq=False)
class Meaning:
    """A linear head on the encoder's mean vector (scaled) and, where there are columns, on their learned vectors.

    `encoder` is the folder of an ONNX encoder; None is the shipped one. `tables` has a table of vectors a column.
    """

    weights: Floats
    bias: Floats
    centre: Floats
    scale: float = 1.0
    encoder: Path | None = None
    columns: Columns | None = None
    tables: tuple[Floats, ...] = ()
    slide: bool = False

    @cached_property
    def _encoder(self) -> Any:
        from claimwright.encoder.embed import Encoder

        return Encoder.load(self.encoder)

    def logits(self, cases: Sequence[AppealCase]) -> Floats:
        vectors = self._encoder.embed([case.text for case in cases], slide=self.slide).astype(np.float64)
        return self.from_vectors(vectors, cases)

    def from_vectors(self, vectors: Floats, cases: Sequence[AppealCase]) -> Floats:
        """The logits of texts whose vectors are known."""
        parts = [(vectors - self.centre) * self.scale]
        if self.columns is not None and self.tables:
            numbers = self.columns.encode(cases)
            parts += [table[numbers[:, n]] for n, table in enumerate(self.tables)]
        return np.concatenate(parts, 1) @ self.weights + self.bias

    def dump(self, folder: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        import shutil

        own = self.encoder is not None
        if self.encoder is not None and self.encoder.resolve() != folder.resolve():
            for name in ("encoder.onnx", "tokenizer.json"):
                shutil.copyfile(self.encoder / name, folder / name)
        told = {
            "kind": "meaning", "scale": self.scale, "own_encoder": own, "slide": self.slide,
            "columns": self.columns.values if self.columns else None, "tables": len(self.tables),
        }  # fmt: skip
        arrays = {"weights": self.weights, "bias": self.bias, "centre": self.centre}
        return told, arrays | {f"table{n}": table for n, table in enumerate(self.tables)}


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Logistic regression on the columns alone: a weight a known value, "unspecified" among them."""

    columns: Columns
    weights: Floats
    bias: Floats

    def logits(self, cases: Sequence[AppealCase]) -> Floats:
        return one_hot(self.columns, cases) @ self.weights + self.bias

    def dump(self, folder: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        return {"kind": "facts", "columns": self.columns.values}, {"weights": self.weights, "bias": self.bias}


def one_hot(columns: Columns, cases: Sequence[AppealCase]) -> Floats:
    """A place for every value of every column, "unspecified" first in each."""
    numbers = columns.encode(cases)
    starts = np.cumsum([0, *columns.sizes[:-1]]) if columns.sizes else np.zeros(0, np.int64)
    out = np.zeros((len(cases), sum(columns.sizes)))
    np.put_along_axis(out, numbers + starts, 1.0, axis=1)
    return out


def read_member(told: Mapping[str, Any], arrays: Arrays, folder: Path) -> Member:
    """A stored member. Raises `KeyError` and `ValueError` for one that is damaged."""
    match told["kind"]:
        case "shares":
            return Shares(arrays["shares"])
        case "words":
            tfidf = Tfidf(tuple(told["vocabulary"]), arrays["idf"], int(told["longest"]))
            return Words(tfidf, arrays["weights"], arrays["bias"])
        case "meaning":
            return _read_meaning(told, arrays, folder)
        case "facts":
            return Facts(_columns(told), arrays["weights"], arrays["bias"])
        case kind:
            raise ValueError(f"a member of the kind {kind!r} is not known")


def _read_meaning(told: Mapping[str, Any], arrays: Arrays, folder: Path) -> Meaning:
    return Meaning(
        weights=arrays["weights"], bias=arrays["bias"], centre=arrays["centre"], scale=float(told["scale"]),
        encoder=folder if told["own_encoder"] else None, columns=_columns(told) if told["columns"] is not None else None,
        tables=tuple(arrays[f"table{n}"] for n in range(told["tables"])), slide=bool(told["slide"]),
    )  # fmt: skip


def _columns(told: Mapping[str, Any]) -> Columns:
    return Columns({name: tuple(values) for name, values in told["columns"].items()})
