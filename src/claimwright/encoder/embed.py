"""Texts to vectors: the pretrained MiniLM encoder in 8 bits, with mean pooling and unit length.

Needs onnxruntime, tokenizers and numpy. Source: N. Reimers and I. Gurevych, Sentence-BERT (2019); the weights are
those of all-MiniLM-L6-v2, whose authors cut texts at 256 word pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from claimwright.core.errors import ConfigError
from claimwright.encoder.runtime import load_tokenizer, open_session, readable

WIDTH = 384
MAX_PIECES = 256
OVERLAP = 32
_ROOM = MAX_PIECES - 2
_DATA = Path(__file__).parent / "data"

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The word pieces of one text: `hidden[i]` belongs to `text[starts[i]:ends[i]]` (code points), [CLS] and [SEP] left
    out; `pooled` is the vector that `embed` gives."""

    hidden: Vectors
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    pooled: Vectors


class Encoder:
    """The encoder. One instance may be used by many threads; a text's vector depends on that text alone."""

    def __init__(self, session: Any, tokenizer: Tokenizer, *, workers: int = 1) -> None:
        self._session, self._tokenizer, self._workers = session, tokenizer, workers
        ends = [tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]")]
        self._first, self._last = (np.array([number], np.int64) for number in ends)

    @classmethod
    def load(cls, path: Path | str | None = None, *, workers: int = 1) -> Encoder:
        """Load the encoder of a folder (`encoder.onnx`, `tokenizer.json`); None: the shipped one.

        Many texts are shared out among `workers` threads. Raises `ConfigError` where a file is missing.
        """
        folder = Path(path) if path else _DATA
        model, tokenizer = folder / "encoder.onnx", folder / "tokenizer.json"
        if not (model.is_file() and tokenizer.is_file()):
            raise ConfigError(
                "the encoder is not there", where=str(folder), code="ENCODER",
                fix="run 'claimwright encoder build', or give a folder with encoder.onnx and tokenizer.json",
            )  # fmt: skip
        return cls(open_session(model, 1), load_tokenizer(tokenizer), workers=workers)

    def embed(self, texts: Sequence[str], *, slide: bool = False) -> Vectors:
        """One vector of unit length a text, shape (n, 384).

        A text is cut after 256 word pieces. With `slide`, a longer one is read in windows of 256 that overlap by 32,
        and their means are averaged by their length.
        """
        encodings = self._tokenizer.encode_batch([readable(text) for text in texts], add_special_tokens=False)
        pieces = [np.array(each.ids, np.int64) for each in encodings]
        out = np.empty((len(pieces), WIDTH), np.float32)

        def fill(number: int) -> None:
            out[number] = self._pooled(pieces[number], slide)

        longest_first = sorted(range(len(pieces)), key=lambda number: -len(pieces[number]))
        self._each(fill, longest_first)
        return out

    def embed_tokens(self, text: str) -> TokenVectors:
        """The vectors of the word pieces of a text, cut after 256, and the pooled one."""
        encoding: Encoding = self._tokenizer.encode(readable(text), add_special_tokens=False)
        ids, offsets = np.array(encoding.ids, np.int64)[:_ROOM], np.array(encoding.offsets, np.int64)[:_ROOM]
        hidden, mean = self._run(("hidden", "mean"), ids)
        offsets = offsets.reshape(-1, 2)
        return TokenVectors(hidden[0, 1:-1], offsets[:, 0], offsets[:, 1], _unit(mean[0]))

    def count_pieces(self, text: str) -> int:
        """How many word pieces a text has, without [CLS] and [SEP]."""
        return len(self._tokenizer.encode(readable(text), add_special_tokens=False).ids)

    def _each(self, fill: Any, numbers: list[int]) -> None:
        if self._workers == 1 or len(numbers) == 1:
            for number in numbers:
                fill(number)
            return
        with ThreadPoolExecutor(self._workers) as pool:
            list(pool.map(fill, numbers))

    def _pooled(self, ids: NDArray[np.int64], slide: bool) -> Vectors:
        if len(ids) <= _ROOM or not slide:
            return _unit(self._run(("mean",), ids[:_ROOM])[0][0])
        parts = [ids[start : start + _ROOM] for start in range(0, len(ids) - OVERLAP, _ROOM - OVERLAP)]
        means = [self._run(("mean",), part)[0][0] * len(part) for part in parts]
        return _unit(np.sum(means, axis=0))

    def _run(self, outputs: tuple[str, ...], ids: NDArray[np.int64]) -> list[Vectors]:
        whole = np.concatenate([self._first, ids, self._last])
        return self._session.run(outputs, {"ids": whole[None]})


def _unit(vector: Vectors) -> Vectors:
    return vector / max(float(np.linalg.norm(vector)), 1e-12)
