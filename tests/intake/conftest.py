"""What the tests of intake share: the training messages, where they are in the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimwright.intake.messages import read_annotated
from claimwright.intake.records import Message

_TRAINING = Path(__file__).parents[2] / "data" / "intake" / "train.jsonl"


@pytest.fixture(scope="session")
def training() -> list[Message]:
    if not _TRAINING.is_file():
        pytest.skip(f"{_TRAINING.name} is not in data/intake")
    return list(read_annotated(_TRAINING))
