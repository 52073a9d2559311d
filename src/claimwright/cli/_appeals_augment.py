"""`claimwright appeals augment`: more training cases through a language model, checked and marked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def augment_command(
    data: Annotated[Path, typer.Option("--data", help="Training cases; rows for evaluation only are refused.")],
    out: Annotated[Path, typer.Option("--out", help="File for the new cases, JSON Lines.")],
    llm: Annotated[str, typer.Option("--llm", help="The model, such as openai:NAME@http://localhost:8000/v1.")],
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="generic, sufficient, unrelated; by default all.")
    ] = None,
    each: Annotated[int, typer.Option("--each", min=1, help="Texts of a kind for a case.")] = 1,
    calls: Annotated[int | None, typer.Option("--calls", help="Most calls; a later run goes on.")] = None,
    cache: Annotated[
        Path | None, typer.Option("--cache", help="Answers by request; by default beside the output.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Write vaguer, clearer and unrelated texts for training cases. A rewrite that invents a detail is refused."""
    from claimwright.appeals.augment.files import augment_file
    from claimwright.cli.output import print_json, print_table

    summary = augment_file(
        data,
        out,
        llm,
        kinds=kind or [],
        each=each,
        calls=calls,
        cache=cache,
        say=lambda line: typer.echo(line, err=True),
    )
    if json:
        print_json(summary)
    else:
        print_table(["figure", ">value"], [(name, str(value)) for name, value in summary.items()])
    raise typer.Exit(1 if summary["stopped"] or summary["failed"] else 0)
