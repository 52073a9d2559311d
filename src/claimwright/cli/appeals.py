"""`claimwright appeals`: build, train, evaluate, predict, draft."""

from __future__ import annotations

import typer

from claimwright.cli._appeals_draft import draft_command
from claimwright.cli._appeals_train import pseudo_label_command, train_app

app = typer.Typer(no_args_is_help=True, help="Appeals: benchmark, models, odds, letters.")
app.command("draft")(draft_command)
app.add_typer(train_app, name="train")
app.command("pseudo-label")(pseudo_label_command)
