"""Everything that can be wrong with a book before a claim is adjudicated: files, tables, rules and their reason codes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimwright.claims.adjudicate import sources_of
from claimwright.claims.book import Problem, check_book
from claimwright.claims.codes.reasons import bundled
from claimwright.clause.diagnostics import Diagnostic, render
from claimwright.clause.program import check_sources


@dataclass(frozen=True, slots=True)
class Report:
    """Problems of the files and findings about the rules."""

    name: str
    problems: tuple[Problem, ...]
    findings: tuple[Diagnostic, ...]
    sources: dict[str, str]

    @property
    def ok(self) -> bool:
        """Whether claims can be adjudicated."""
        return not self.problems and not any(finding.is_error for finding in self.findings)

    def as_text(self) -> str:
        """Each problem with its place and its way out."""
        parts = [str(problem) for problem in self.problems]
        parts += [render(finding, self.sources) for finding in self.findings]
        return "\n\n".join(parts) if parts else f"book {self.name}: no problems"

    def as_json(self) -> dict[str, Any]:
        """The same as plain data."""
        return {"book": self.name, "ok": self.ok, "problems": self.problems, "findings": self.findings}


def check_all(path: Path, *, tables: Path | None = None) -> Report:
    """Check a book. Raises `NotFoundError` where there is none at the path."""
    book, problems = check_book(path, tables=tables)
    if any(problem.code == "CL012" for problem in problems):
        return Report(book.name, problems, (), {})
    sources = sources_of(book)
    _, findings = check_sources(sources, bundled())
    told = {finding.code for finding in findings}
    return Report(book.name, tuple(p for p in problems if p.code not in told), findings, sources)
