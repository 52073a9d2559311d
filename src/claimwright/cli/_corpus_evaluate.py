"""`claimwright corpus evaluate`: how well search finds what answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

Root = Annotated[Path | None, typer.Option("--root", help="The corpus folder; `corpus` under CLAIMWRIGHT_HOME.")]


def evaluate_command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Relevance sets; those of benchmarks/corpus by default.")
    ] = None,
    half: Annotated[str, typer.Option(help="tune, test, fresh, blind, or all.")] = "tune",
    legs: Annotated[
        list[str] | None, typer.Option("--legs", help="lexical, fts5, dense, subject, hybrid, ...; may be repeated.")
    ] = None,
    root: Root = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Ask every question of a relevance set by each leg and by all together. Tune on the half `tune` only."""
    from claimwright.cli.output import print_json, print_table
    from claimwright.core.errors import InputError
    from claimwright.corpus.evaluate import report as reports
    from claimwright.corpus.evaluate.relevance import read_relevance
    from claimwright.corpus.evaluate.systems import ask_ways
    from claimwright.corpus.index.open import open_corpus
    from claimwright.corpus.layout import Layout

    if half not in ("tune", "test", "fresh", "blind", "all"):
        raise InputError(f"there is no half {half!r}", fix="use tune, test, fresh, blind or all", code="RELEVANCE-HALF")
    sets = files or sorted(Path("benchmarks/corpus").glob("*.jsonl"))
    questions = read_relevance(sets, None if half == "all" else half)
    corpus = open_corpus(Layout(root) if root else None)
    found = reports.report(questions, ask_ways(corpus, questions, legs or ()), half)
    if as_json:
        print_json(found)
    elif markdown:
        sys.stdout.write(reports.markdown(found))
    else:
        print_table(
            (f"{half}, {len(questions)} questions", *(f">{name}" for name in found.figures)), reports.rows(found)
        )
