"""The example book with mapped tables, once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimwright.bench.example_book import mapped_book
from claimwright.claims.book import LoadedBook


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> LoadedBook:
    folder: Path = tmp_path_factory.mktemp("tables")
    return mapped_book(folder, None)
