"""`claimwright appeals sft`: alignment data from past cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from claimwright.appeals.sft import Built

_TOLD = 5


def sft_command(
    sources: Annotated[
        list[Path], typer.Option("--from", help="Cases (.jsonl, .csv, .parquet), or a corpus folder; repeatable.")
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder that is written.")],
    benchmark: Annotated[
        Path | None, typer.Option("--benchmark", help="Folder of `appeals build`: its test cases are left out.")
    ] = None,
    annotations: Annotated[
        Path | None, typer.Option("--annotations", help="Backgrounds that people marked, from `appeals annotate`.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another validation part.")] = 7,
    as_json: Annotated[bool, typer.Option("--json", help="Print the statistics as JSON.")] = False,
) -> None:
    """Write prompts and responses for generators of letters and decisions; test and evaluation cases are left out.

    Exit code 1 where rows could not be read; the rest is written.
    """
    from claimwright.appeals.sft import build
    from claimwright.cli.output import print_json

    built = build(sources, out, benchmark=benchmark, annotations=annotations, seed=seed)
    if as_json:
        print_json(built.statistics)
    else:
        _print(built)
    raise typer.Exit(1 if built.problems else 0)


def _print(built: Built) -> None:
    from claimwright.cli.output import print_table

    found = built.statistics
    print_table(
        ["task", ">examples"], list(found.by["task"].items()), title=f"{found.examples} examples of {found.cases} cases"
    )
    print_table(["left out", ">number"], list(found.left_out.items()))
    for problem in built.problems[:_TOLD]:
        typer.echo(f"problem: {problem}", err=True)
    if len(built.problems) > _TOLD:
        typer.echo(f"problem: and {len(built.problems) - _TOLD} more, in problems.jsonl", err=True)
    typer.echo(f"written to {built.folder}; see its card.md", err=True)
