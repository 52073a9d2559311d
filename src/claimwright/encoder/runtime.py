"""The runtime under every encoder of ours: a tokenizer without its own limits, and an ONNX session on the CPU."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import onnxruntime  # pyright: ignore[reportMissingTypeStubs]
from tokenizers import Tokenizer

_SURROGATES = re.compile("[\ud800-\udfff]")


def load_tokenizer(path: Path) -> Tokenizer:
    """The word-piece tokenizer with its fixed padding and truncation switched off."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def readable(text: str) -> str:
    """The text as the tokenizer takes it: a lone surrogate counts as an unknown character. Lengths stay."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def open_session(model: Path, threads: int) -> Any:
    """A session on that many threads. Layer norms stay plain, being six times as fast so on a CPU."""
    runtime: Any = onnxruntime
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return runtime.InferenceSession(
        str(model),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion", "BiasSkipLayerNormFusion"],
    )
