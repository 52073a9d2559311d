"""Clause, the rule language: typed, total, staged, effective-dated, and traced by construction.

    source text -> lexer, parser -> syntax -> check -> ir -> compile -> Program -> bind tables -> Engine -> run

`Program` compiles packs, `check_packs` and `check_source` tell what is wrong with them, `run_tests` runs their
`test` blocks. The language knows nothing of health insurance: types and tables come from a vocabulary pack.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from claimwright.clause.check import Checked
from claimwright.clause.diagnostics import ClauseError, Diagnostic, render
from claimwright.clause.program import Engine, Program, check_sources, read_sources
from claimwright.clause.runtime import Decision, Level, Runtime
from claimwright.clause.symbols import CodeBook
from claimwright.clause.tables import Lookup, NoData
from claimwright.clause.testing import TestReport, run_tests

__all__ = [
    "Checked", "ClauseError", "CodeBook", "Decision", "Diagnostic", "Engine", "Level", "Lookup", "NoData", "Program", "Runtime",
    "TestReport", "check_packs", "check_source", "render", "run_tests",
]  # fmt: skip


def check_packs(
    paths: Iterable[Path], codebook: CodeBook | None = None
) -> tuple[Checked, tuple[Diagnostic, ...], dict[str, str]]:
    """Check files and folders together, their tests too; also gives the texts by path, to render excerpts."""
    sources = read_sources(paths)
    checked, findings = check_sources(sources, codebook)
    return checked, findings, sources


def check_source(text: str, path: str, codebook: CodeBook | None = None) -> tuple[Diagnostic, ...]:
    """The findings of one text on its own."""
    return check_sources({path: text}, codebook)[1]
