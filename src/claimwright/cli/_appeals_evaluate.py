"""`appeals evaluate`: how good predictions are, alone and against others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from claimwright.appeals.evaluate.evaluation import Evaluation
    from claimwright.appeals.evaluate.predictions import Predictions


def evaluate_command(
    run: Annotated[Path, typer.Argument(help="Folder of a run, or a file of predictions.")],
    against: Annotated[str, typer.Option("--against", help="A model of the same run, or another run or file.")] = "",
    model: Annotated[list[str] | None, typer.Option("--model", help="Only this model of the run; repeatable.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write the report as a page.")] = None,
    markdown: Annotated[Path | None, typer.Option("--markdown", help="Write the report as Markdown.")] = None,
    card: Annotated[Path | None, typer.Option("--card", help="Write a model card.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of the resampling.")] = 7,
    resamples: Annotated[
        int | None, typer.Option(min=100, help="Bootstrap resamples; by default 2000, 500 from 5000 cases on.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Judge predictions: classes, calibration, abstention, groups, years, with intervals; exit code 1 on faults of the run."""
    from claimwright.appeals.evaluate.evaluation import evaluate_path
    from claimwright.cli.output import print_json, progress

    def watch(items: Iterable[Predictions], count: int) -> Iterable[Predictions]:
        return progress(items, label="judging", total=count)

    found = evaluate_path(run, against=against, models=model or (), seed=seed, resamples=resamples, watch=watch)
    _write(found, run, html, markdown, card)
    if as_json:
        print_json(found)
    else:
        _print(found)
    raise typer.Exit(1 if found.findings or found.problems else 0)


def _write(found: Evaluation, run: Path, html: Path | None, markdown: Path | None, card: Path | None) -> None:
    from claimwright.appeals.evaluate import html as page
    from claimwright.appeals.evaluate import markdown as text
    from claimwright.appeals.evaluate.card import model_card
    from claimwright.corpus.ledger.atomic import atomic

    made: list[tuple[Path | None, Callable[[Evaluation], str]]] = [
        (html, page.render), (markdown, text.render), (card, partial(model_card, run if run.is_dir() else run.parent)),
    ]  # fmt: skip
    for path, render in made:
        if path is not None:
            with atomic(path) as file:
                file.write(render(found).encode())


def _print(found: Evaluation) -> None:
    from claimwright.appeals.evaluate.present import comparison, figures, overview
    from claimwright.cli.output import print_table

    shown = [overview(found.reports)] if len(found.reports) > 1 else [figures(r) for r in found.reports]
    for t in (*shown, *(comparison(c) for c in found.comparisons)):
        print_table((t.head[0], *(f">{name}" for name in t.head[1:])), t.rows, title=t.title)
        if t.note:
            typer.echo(t.note + "\n")
    for note in dict.fromkeys(note for r in found.reports for note in r.notes):
        typer.echo(f"note: {note}")
    for line in (*(f"not read: {p}" for p in found.problems), *(f"fault: {f}" for f in found.findings)):
        typer.echo(line, err=True)
