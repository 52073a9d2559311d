"""`claimwright demo`: the example claims adjudicated, a denial explained, and the law searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimwright.assistant import Answer
    from claimwright.assistant.demo import Demo
    from claimwright.claims.batch import Summary

_COLUMNS = ("claim", "line", "service", "outcome", ">charge", ">allowed", ">paid", ">member", "codes")


def command(json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Adjudicate the example claims, and explain the best-known kind of denial."""
    from claimwright.assistant.demo import run_demo
    from claimwright.cli.output import print_json

    done, summary = run_demo()
    if json:
        print_json(done)
        return
    _print_outcomes(done, summary)
    _print_answers("With the example book's table", done.answers)
    if done.public is not None:
        table = f"With the published NCCI table ({done.public.rows:,} pairs, imported to {done.public.table})"
        _print_answers(table, done.public.answers)
    _print_corpus(done)
    _print_next(done)


def _print_outcomes(done: Demo, summary: Summary) -> None:
    from claimwright.assistant.demo import line_rows
    from claimwright.claims.present import summary_lines
    from claimwright.cli.output import print_table

    typer.echo(f"The claims of {done.book}; nine of them:\n")
    print_table(_COLUMNS, [row for outcome in done.outcomes for row in line_rows(outcome)])
    typer.echo("\n" + "\n".join(line for line in summary_lines(summary) if not line.startswith("adjustments")) + "\n")


def _print_answers(title: str, answers: Iterable[Answer]) -> None:
    typer.echo(f"{title}, about claim H-1001:\n")
    for found in answers:
        typer.echo(f"> {found.question}\n{found.render()}\n")


def _print_corpus(done: Demo) -> None:
    from claimwright.corpus.index.present import hit_lines, section_lines
    from claimwright.corpus.index.records import Filters

    found = done.corpus
    typer.echo(f"The law that comes with the package, {found.provisions:,} provisions:\n\n> {found.question}")
    for number, hit in enumerate(found.hits, start=1):
        typer.echo("\n".join(hit_lines(number, hit, Filters())))
    typer.echo('\n> corpus show "{}"\n{}\n'.format(found.cited, "\n".join(section_lines(found.section))))


def _print_next(done: Demo) -> None:
    typer.echo(f"Traces and outcomes: {done.runs}. Try:")
    for line in (
        'claimwright ask "Why is this the allowed amount?" --claim H-4003',
        "claimwright trace skeleton H-1001",
        "claimwright trace why H-1001 1",
        'claimwright corpus search "surprise bill from an emergency room"',
    ):
        typer.echo(f"  {line}")
