"""What a build says of itself: from what, how, what came of it. No clock, no paths."""

from __future__ import annotations

import msgspec

from claimwright.appeals.benchmark.leaks.check import LeakTest

SCHEMA = "claimwright-appeals-benchmark/1"
CASE_FILES = (
    "cases.jsonl",
    "train.jsonl",
    "dev.jsonl",
    "test.jsonl",
    "evaluation.jsonl",
    "evaluation-raw.jsonl",
    "splits.json",
)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a benchmark is built. `dev_from` and `test_from` are the years that a temporal split begins at."""

    seed: int = 7
    folds: int = 5
    clean: bool = True
    keep_conflicts: bool = False
    dev_from: int | None = None
    test_from: int | None = None


class InputFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was read: cases that came of it, and bad rows."""

    name: str
    sha256: str
    cases: int
    problems: int


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """Cases by value of each field; values under "" are not recorded."""

    by: dict[str, dict[str, int]]
    overturned: dict[str, dict[str, int]]
    with_text: int
    invented: int
    marks: dict[str, int]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The manifest. `splits` counts cases a part; `files` are SHA-256 of what was written beside it."""

    schema: str = SCHEMA
    options: Options
    inputs: tuple[InputFile, ...]
    read: int
    problems: int
    kept: int
    groups: int
    left_out: dict[str, int]
    sentences_removed: int
    cases_with_removed: int
    evaluation_with_removed: int
    pairs: int
    counts: Counts
    splits: dict[str, int]
    leak_test: LeakTest
    files: dict[str, str]
