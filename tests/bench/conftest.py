"""The example book with mapped tables, once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimwright.bench.claims_work import Bench, prepare
from claimwright.bench.example_book import mapped_book
from claimwright.claims.book import LoadedBook


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> LoadedBook:
    folder: Path = tmp_path_factory.mktemp("tables")
    return mapped_book(folder, None)


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return prepare(tmp_path_factory.mktemp("bench"), None, 120)
