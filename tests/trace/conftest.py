from __future__ import annotations

import pytest
from story import build

from claimwright.trace.tree import Tree


@pytest.fixture
def tree() -> Tree:
    return build()
