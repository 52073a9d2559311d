"""`claimwright ask`: a question about an adjudicated claim."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    question: Annotated[str, typer.Argument(help='For example "Why was line 1 denied?"')],
    claim: Annotated[str, typer.Option("--claim", help="The claim's id.")],
    run: Annotated[str, typer.Option("--run", help="A run of the claim; by default the last.")] = "",
    runs: Annotated[Path | None, typer.Option("--runs", help="Run folder; by default the last one.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Answer from the claim's trace; each sentence cites its nodes."""
    from claimwright.assistant import answer, open_session
    from claimwright.cli.output import print_json
    from claimwright.trace.runs import last_runs

    found = answer(open_session(runs or last_runs(), claim, run), question)
    if json:
        print_json(found)
    else:
        typer.echo(found.render())
    raise typer.Exit(0 if found.answered else 1)
