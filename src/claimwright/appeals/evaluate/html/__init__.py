"""An evaluation as one self-contained page, light or dark as the reader's system is; plots are SVG drawn here."""

from __future__ import annotations

from claimwright.appeals.evaluate.html.page import render

__all__ = ["render"]
