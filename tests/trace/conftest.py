from __future__ import annotations

import contextlib

import pytest
from hypothesis import settings
from story import build

from claimwright.trace.tree import Tree

settings.register_profile("claimwright", deadline=None)
settings.load_profile("claimwright")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/trace --refresh-golden` writes the golden files anew; read the difference before committing."""
    with contextlib.suppress(ValueError):
        parser.addoption("--refresh-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def tree() -> Tree:
    return build()
