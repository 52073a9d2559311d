"""`claimwright appeals`: build, train, evaluate, predict, draft."""

from __future__ import annotations

import typer

from claimwright.cli._appeals_annotate import agreement_command, annotate_command
from claimwright.cli._appeals_augment import augment_command
from claimwright.cli._appeals_build import build_command
from claimwright.cli._appeals_draft import draft_command
from claimwright.cli._appeals_evaluate import evaluate_command
from claimwright.cli._appeals_predict import (
    base_rates_command,
    build_odds_command,
    index_cases_command,
    predict_cases_command,
    predict_command,
)
from claimwright.cli._appeals_sft import sft_command
from claimwright.cli._appeals_train import pseudo_label_command, train_app

app = typer.Typer(no_args_is_help=True, help="Appeals: benchmark, models, odds, letters.")
app.command("build")(build_command)
app.command("evaluate")(evaluate_command)
app.command("draft")(draft_command)
app.add_typer(train_app, name="train")
app.command("pseudo-label")(pseudo_label_command)
app.command("annotate")(annotate_command)
app.command("agreement")(agreement_command)
app.command("predict")(predict_command)
app.command("predict-cases")(predict_cases_command)
app.command("base-rates")(base_rates_command)
app.command("index-cases")(index_cases_command)
app.command("build-odds")(build_odds_command)
app.command("sft")(sft_command)
app.command("augment")(augment_command)
