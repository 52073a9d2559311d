from __future__ import annotations

from pathlib import Path

import pytest
from tests.appeals.models import invented


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("torch")
    return invented.tiny_checkpoint(tmp_path_factory.mktemp("tiny"), layers=2)
