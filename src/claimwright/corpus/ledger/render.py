"""Tables of counts as Markdown and LaTeX, and their cells as text."""

from __future__ import annotations

from collections.abc import Sequence

from claimwright.corpus.ledger.stats import Row, Table

_HEADS = ("documents", "of which kb", "words", "characters", "bytes")
_LATEX = str.maketrans(
    {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}"}
    | {"^": r"\textasciicircum{}", "\\": r"\textbackslash{}", "–": "--"}
)


def heads(table: Table) -> tuple[str, ...]:
    """Column headings."""
    return (table.by, *_HEADS)


def cells(row: Row) -> tuple[str, ...]:
    """One row as text; what is not known is a dash."""
    numbers = (row.documents, row.kb, row.words, row.chars, row.size)
    return (row.name, *("–" if number is None else f"{number:,}" for number in numbers))


def body(table: Table) -> list[tuple[str, ...]]:
    """All rows as text, the total last."""
    return [cells(row) for row in (*table.rows, table.total)]


def notes(table: Table) -> list[str]:
    """What a reader has to know of the figures."""
    total = table.total
    told: list[str] = []
    if total.counted < total.documents:
        told.append(f"Words, characters and bytes are of the {total.counted:,} documents whose text is at hand.")
    if sum(row.documents for row in table.rows) != total.documents:
        told.append("A document may stand in several rows; in the total it counts once.")
    return told


def markdown(table: Table) -> str:
    """A Markdown table, with its notes."""
    rule = ("---", *("---:" for _ in _HEADS))
    lines = [pipe_row(heads(table)), pipe_row(rule), *(pipe_row(one) for one in body(table))]
    return "\n".join([*lines, *(f"\n{note}" for note in notes(table))]) + "\n"


def latex(table: Table) -> str:
    """A LaTeX `tabular` (needs no package), with its notes as comments."""
    rows = [_ampersands(one) for one in body(table)]
    lines = [
        rf"\begin{{tabular}}{{l{'r' * len(_HEADS)}}}",
        r"\hline",
        _ampersands(heads(table)),
        r"\hline",
        *rows[:-1],
        r"\hline",
        rows[-1],
        r"\hline",
        r"\end{tabular}",
    ]
    return "\n".join([*(f"% {note}" for note in notes(table)), *lines]) + "\n"


def pipe_row(row: Sequence[str]) -> str:
    """One row of a Markdown table."""
    return "| " + " | ".join(cell.replace("|", r"\|").replace("\n", " ") for cell in row) + " |"


def _ampersands(row: Sequence[str]) -> str:
    return " & ".join(cell.translate(_LATEX) for cell in row) + r" \\"
