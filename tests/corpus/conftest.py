from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.corpus.server import FakeWeb, serve


@pytest.fixture
def web() -> Iterator[FakeWeb]:
    """A small web that a test fills with pages by their real addresses."""
    with serve() as running:
        yield running
