"""`claimwright appeals`: build, train, evaluate, predict, draft."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, help="Appeals: benchmark, models, odds, letters.")
