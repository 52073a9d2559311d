"""Options of the tests of Clause."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--refresh-golden` writes the expected messages anew; read the difference before committing."""
    parser.addoption("--refresh-golden", action="store_true", help="write the golden files of tests/clause anew")
