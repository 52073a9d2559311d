"""`claimwright appeals`: build, train, evaluate, predict, draft."""

from __future__ import annotations

import typer

from claimwright.cli._appeals_draft import draft_command

app = typer.Typer(no_args_is_help=True, help="Appeals: benchmark, models, odds, letters.")
app.command("draft")(draft_command)
