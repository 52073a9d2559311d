"""Alignment data: prompts and responses for generators of letters and decisions, from past cases; test cases left out."""

from __future__ import annotations

from claimwright.appeals.sft.build import Built, build
from claimwright.appeals.sft.records import Example, Statistics

__all__ = ["Built", "Example", "Statistics", "build"]
