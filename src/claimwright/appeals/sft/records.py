"""Prompts with the responses wanted, and what is said of a set of them."""

from __future__ import annotations

from typing import Literal

import msgspec

Split = Literal["train", "validation"]
SPLITS: tuple[Split, ...] = ("train", "validation")
SCHEMA = "claimwright-appeals-sft/1"


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the data. `template` is the task, the version of its wording, and the facts that the prompt gives:
    `review/1:treatment+diagnosis`. `case_id` is the case's id in its source; cases of one group have one split."""

    prompt: str
    response: str
    source: str
    case_id: str
    group: str
    template: str
    split: Split
    invented: bool = False

    @property
    def task(self) -> str:
        """The template's task."""
        return self.template.partition("/")[0]


class InputFile(msgspec.Struct, frozen=True, kw_only=True):
    """What was read: a file's hash, or a corpus ledger's, and the cases that came of it."""

    name: str
    sha256: str
    cases: int


class Lengths(msgspec.Struct, frozen=True, kw_only=True):
    """Characters: the middle, the 95th in a hundred, the longest."""

    median: int
    p95: int
    longest: int


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """What a build says of itself; no clock, no paths. `left_out` counts cases by reason, `without` cases for which a task
    has no example by reason, `fields_left_out` facts that named an outcome and so stand in no prompt."""

    schema: str = SCHEMA
    inputs: tuple[InputFile, ...]
    benchmark: str
    seed: int
    read: int
    problems: int
    cases: int
    groups: int
    examples: int
    invented: int
    by: dict[str, dict[str, int]]
    left_out: dict[str, int]
    without: dict[str, int]
    fields_left_out: dict[str, int]
    sentences_removed: int
    lengths: dict[str, Lengths]
    files: dict[str, str]
