"""Invented cases, with signs outside the basic plane, and a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from claimwright.appeals.annotate import Session, Shown, Store, writing

FIRST = (
    "The enrollee, a 44-year-old cook 👩🏽‍🍳 with se\u0301vere migraine, asked for monthly infusions of an antibody. "
    "The plan denied them as not medically necessary, because two tablets had not been tried.\n\n"
    "The reviewer found that the records show four tablets without relief. The denial should be overturned."
)
SECOND = "A young man with Crohn's disease asked for a second opinion. The plan had offered one in its network."
THIRD = "A request for a wheelchair. The plan wanted a manual one."


@pytest.fixture
def cases() -> list[Shown]:
    return [
        Shown("inv-1", "invented", FIRST, (("Diagnosis", "Migraine"), ("Treatment", "Infusion"), ("Year", "2021"))),
        Shown("inv-2", "invented", SECOND),
        Shown("inv-3", "invented", THIRD),
    ]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "annotated.jsonl"


@pytest.fixture
def store(out: Path) -> Iterator[Store]:
    with writing(out) as opened:
        yield opened


@pytest.fixture
def session(cases: list[Shown], store: Store) -> Session:
    return Session(cases, store, "Rui")


def write_cases(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    return path
