"""The life of the intake model as commands: train, generate, clean, export, card. Registered by `cli/intake.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[Path, typer.Option("--data", help="Folder with train.jsonl, dev.jsonl and written/.")]
Run = Annotated[Path, typer.Option("--run", help="Folder of the training run.")]
Json = Annotated[bool, typer.Option("--json", help="The result as JSON.")]


def train(
    data: Data = Path("data/intake"),
    run: Run = Path("runs/intake"),
    recipe: Annotated[str, typer.Option(help="shipped, or plain for the fine-tune without additions.")] = "shipped",
    skip: Annotated[int, typer.Option(min=0, help="Stages already in the run's folder.")] = 0,
    json: Json = False,
) -> None:
    """Train the model from committed data, with fixed seeds; weights go to the run's folder."""
    from dataclasses import asdict

    from claimwright.cli.output import print_json
    from claimwright.core.errors import NotFoundError
    from claimwright.intake.model.recipe import RECIPES

    if recipe not in RECIPES:
        raise NotFoundError(
            f"there is no recipe {recipe!r}", fix=f"use one of {', '.join(RECIPES)}", code="INTAKE-RECIPE"
        )
    from claimwright.intake.model.extra import need_training
    from claimwright.intake.model.pipeline import run_stages

    need_training()
    run_stages(RECIPES[recipe], data, run, _say, skip=skip)
    if json:
        print_json({"run": str(run), "recipe": recipe, "stages": [asdict(stage) for stage in RECIPES[recipe]]})


def export(
    run: Run = Path("runs/intake"),
    out: Annotated[Path, typer.Option("--out", help="Folder of the model that is written.")] = Path(
        "src/claimwright/intake/data"
    ),
    calibrate: Annotated[list[Path] | None, typer.Option(help="Annotated messages kept out of training.")] = None,
    float32: Annotated[bool, typer.Option("--float32", help="Leave the weights in 32 bits.")] = False,
    json: Json = False,
) -> None:
    """Write the trained weights as ONNX, quantised to 8 bits, with tokenizer and calibration."""
    from claimwright.cli.output import print_json
    from claimwright.intake.model.extra import need_training
    from claimwright.intake.model.fitting import calibrate_folder
    from claimwright.intake.model.release import export_run

    need_training()
    model = export_run(run, out, quantise=not float32)
    fitted = calibrate_folder(out, calibrate or [])
    if json:
        print_json({"model": str(model), "bytes": model.stat().st_size, "calibrated_on": fitted})


def generate(
    count: Annotated[int, typer.Option(min=1, help="How many messages.")] = 100,
    out: Annotated[Path, typer.Option("--out", help="JSON Lines file that is written.")] = Path("generated.jsonl"),
    data: Data = Path("data/intake"),
    seed: int = 7,
    llm: Annotated[str | None, typer.Option(help="A language model: openai:NAME@http://host:port/v1, ...")] = None,
    per_hour: Annotated[int, typer.Option(min=1, help="Most calls of the language model in an hour.")] = 600,
    json: Json = False,
) -> None:
    """Make annotated messages: redrawn from the committed ones, or written by a language model and then cleaned."""
    from claimwright.cli.output import print_json
    from claimwright.intake.generate.batch import by_language_model, by_redraw
    from claimwright.intake.model.messages import write_messages

    if llm:
        messages, report = by_language_model(llm, count, seed, per_hour)
    else:
        messages, report = by_redraw(data, count, seed)
    write_messages(out, messages)
    if json:
        print_json({"out": str(out), **report})


def clean(
    source: Annotated[Path, typer.Argument(help="Annotated JSON Lines; spans as offsets, or as [value, label].")],
    out: Annotated[Path, typer.Option("--out", help="JSON Lines file that is written.")],
    json: Json = False,
) -> None:
    """Strip cue words from spans and find the values again; tell how many changed and how many were dropped."""
    from claimwright.cli.output import print_json, print_table
    from claimwright.intake.generate.clean import clean_file

    report = clean_file(source, out)
    if json:
        print_json(report)
    else:
        print_table(["what", ">count"], list(report.items()))


def card(
    model: Annotated[Path | None, typer.Option(help="Folder of the model; by default the installed one.")] = None,
    evaluate: Annotated[list[Path] | None, typer.Option(help="Annotated files to measure on.")] = None,
    out: Annotated[Path, typer.Option("--out", help="Markdown file that is written.")] = Path(
        "src/claimwright/intake/data/MODEL_CARD.md"
    ),
    json: Json = False,
) -> None:
    """Write the model card: data, figures per label on every set, latency, limits, intended use."""
    from claimwright.cli.output import print_json
    from claimwright.intake.model.card import write_card

    figures = write_card(out, model, evaluate or [])
    if json:
        print_json(figures)


def _say(line: str) -> None:
    import sys

    sys.stderr.write(line + "\n")
    sys.stderr.flush()
