"""An evaluation as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.appeals.evaluate.evaluation import Evaluation
from claimwright.appeals.evaluate.present import Table, comparison, overview, tables
from claimwright.appeals.evaluate.records import Report


def render(e: Evaluation) -> str:
    """The whole document."""
    return "\n".join(_lines(e)).rstrip("\n") + "\n"


def table(t: Table, level: int = 3) -> Iterator[str]:
    """One table with its heading and note."""
    yield f"{'#' * level} {t.title}"
    yield ""
    yield from rows(t)
    yield ""
    if t.note:
        yield t.note
        yield ""


def rows(t: Table) -> Iterator[str]:
    """The table alone."""
    yield "| " + " | ".join(_cell(cell) for cell in t.head) + " |"
    yield "|" + "---|" * len(t.head)
    yield from ("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in t.rows)


def _lines(e: Evaluation) -> Iterator[str]:
    yield f"# Evaluation: {e.name}"
    yield ""
    yield from (f"- **Fault of the run:** {finding}" for finding in e.findings)
    yield from (f"- Not read: {problem}" for problem in e.problems)
    if e.findings or e.problems:
        yield ""
    if len(e.reports) > 1:
        yield from table(overview(e.reports), 2)
    for c in e.comparisons:
        yield from table(comparison(c), 2)
    for report in e.reports:
        yield from _report(report)


def _report(r: Report) -> Iterator[str]:
    yield f"## {r.name}"
    yield ""
    sources = ", ".join(f"{name} {count:,}" for name, count in r.sources.items())
    yield f"{r.cases:,} cases in {r.groups:,} groups ({sources}). {r.resamples:,} resamples by group, seed {r.seed}."
    yield ""
    yield from (f"- {note}" for note in r.notes)
    yield ""
    for t in tables(r):
        yield from table(t)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
