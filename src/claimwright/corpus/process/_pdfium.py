"""PDFium, loaded when it is needed; its bindings have no types."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from claimwright.core.errors import MissingExtraError


@cache
def pdfium() -> Any:
    """The bindings. Raises `MissingExtraError` where they are not installed."""
    try:
        return import_module("pypdfium2")
    except ImportError:
        raise MissingExtraError("pypdfium2", "corpus") from None


@cache
def raw() -> Any:
    """PDFium's own functions."""
    pdfium()
    return import_module("pypdfium2.raw")
