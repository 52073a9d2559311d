"""`claimwright appeals train`: outcome models and baselines, the span selector, sufficiency, pretraining."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from claimwright.appeals.benchmark.problems import Problem
    from claimwright.appeals.evaluate.records import Comparison, Report
    from claimwright.appeals.records import AppealCase

train_app = typer.Typer(no_args_is_help=True, help="Train: outcome, span, sufficiency, pretrain.")

Data = Annotated[Path, typer.Option("--data", help="Cases: .jsonl, .csv or .parquet.")]
Out = Annotated[Path, typer.Option("--out", help="The run's folder; an interrupted run goes on from there.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@train_app.command("outcome")
def outcome_command(
    data: Data,
    out: Out,
    config: Annotated[str, typer.Option("--config", help="A .toml file or a name, such as imr-722.")] = "imr-722",
    folds: Annotated[int | None, typer.Option("--folds", help="Folds, by case group.")] = None,
    checkpoint: Annotated[str, typer.Option("--checkpoint", help="A folder, or a name on a hub; else MiniLM.")] = "",
    final: Annotated[
        Path | None, typer.Option("--final", help="Evaluation rows, scored once by the models that the config names.")
    ] = None,
    llm: Annotated[str, typer.Option("--llm", help="Also a language model, such as openai:NAME@URL.")] = "",
    calls: Annotated[int | None, typer.Option("--calls", help="Most calls of the language model.")] = None,
    json: Json = False,
) -> None:
    """Train outcome models side by side and judge them on out-of-fold scores, or on later years where the config has a split."""
    from claimwright.appeals.models.config import adjusted, load_config
    from claimwright.appeals.models.runs import run_outcome
    from claimwright.cli.output import print_json

    settings = adjusted(load_config(config), folds=folds, checkpoint=checkpoint)
    cases, problems = _read(data)
    later = _read(final)[0] if final else []
    run = run_outcome(cases, settings, out, evaluation=later, llm=llm, calls=calls, report=_say)
    if json:
        print_json({"folder": str(out), "metrics": run.summary, "problems": [str(each) for each in problems]})
    else:
        _print_reports(run.reports, f"{settings.name}: {run.scored}")
        _print_comparisons(run.comparisons)
        if run.final:
            _print_reports(run.final, "evaluation rows, scored once")
            _print_comparisons(run.final_comparisons)
    raise typer.Exit(1 if problems else 0)


@train_app.command("span")
def span_command(
    data: Annotated[Path, typer.Option("--data", help="Annotations: case-backgrounds.jsonl.")],
    out: Out,
    config: Annotated[str, typer.Option("--config", help="A .toml file or a name.")] = "span",
    checkpoint: Annotated[str, typer.Option("--checkpoint", help="A folder, or a name on a hub; else MiniLM.")] = "",
    json: Json = False,
) -> None:
    """Train the selector of background spans: what was knowable when the appeal was filed."""
    from claimwright.appeals.models.runs import run_span

    _print_task(run_span(data, config, checkpoint, out, _say), json=json)


@train_app.command("sufficiency")
def sufficiency_command(
    data: Annotated[Path, typer.Option("--data", help="Annotations: case-backgrounds.jsonl.")],
    out: Out,
    config: Annotated[str, typer.Option("--config", help="A .toml file or a name.")] = "sufficiency",
    checkpoint: Annotated[str, typer.Option("--checkpoint", help="A folder, or a name on a hub; else MiniLM.")] = "",
    json: Json = False,
) -> None:
    """Train the judge of sufficiency: ratings 1 to 4 in order, and the threshold of the binary label, chosen on dev."""
    from claimwright.appeals.models.runs import run_sufficiency

    _print_task(run_sufficiency(data, config, checkpoint, out, _say), json=json)


@train_app.command("pretrain")
def pretrain_command(
    data: Annotated[list[Path], typer.Option("--data", help="Texts: .jsonl with `text`, or .txt; repeat the option.")],
    out: Out,
    exclude: Annotated[
        list[Path] | None, typer.Option("--exclude", help="Test cases, never trained on nor on texts near them.")
    ] = None,
    config: Annotated[str, typer.Option("--config", help="A .toml file or a name.")] = "pretrain",
    checkpoint: Annotated[str, typer.Option("--checkpoint", help="A folder, or a name on a hub; else MiniLM.")] = "",
    json: Json = False,
) -> None:
    """Train on masked whole words of the corpus. Test cases are left out, by hash and by likeness."""
    from claimwright.appeals.models.runs import run_pretrain

    _print_task(run_pretrain(data, exclude or [], config, checkpoint, out, _say), json=json)


def pseudo_label_command(
    data: Data,
    out: Annotated[Path, typer.Option("--out", help="File for the labelled cases, JSON Lines.")],
    span: Annotated[Path, typer.Option("--span", help="Folder of a `train span` run.")],
    sufficiency: Annotated[Path, typer.Option("--sufficiency", help="Folder of a `train sufficiency` run.")],
    json: Json = False,
) -> None:
    """Select each case's background and judge its sufficiency, as HICRIC's third stage does."""
    from claimwright.appeals.models.runs import run_pseudo_label

    _print_task(run_pseudo_label(data, span, sufficiency, out, _say), json=json)


def _read(path: Path) -> tuple[list[AppealCase], list[Problem]]:
    from claimwright.appeals.benchmark.read import read_cases

    problems: list[Problem] = []
    cases = read_cases(path, problems)
    for problem in problems[:20]:
        _say(str(problem))
    return cases, problems


def _say(line: str) -> None:
    typer.echo(line, err=True)


def _print_task(summary: dict[str, object], *, json: bool) -> None:
    from claimwright.cli.output import print_json, print_table

    if json:
        print_json(summary)
    else:
        print_table(["figure", ">value"], [(name, _number(value)) for name, value in summary.items()])


def _number(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def _print_reports(reports: dict[str, Report], title: str) -> None:
    from claimwright.cli.output import print_table

    names = ("accuracy", "macro_f1", "roc_auc", "brier", "log_loss")
    rows = [
        (model, *(f"{f.value:.3f} ({f.low:.3f} to {f.high:.3f})" if f.value is not None else "-" for f in figures))
        for model, report in reports.items()
        if (figures := [report.figures[name] for name in names])
    ]
    print_table(["model", *(f">{name}" for name in names)], rows, title=title)


def _print_comparisons(comparisons: tuple[Comparison, ...]) -> None:
    for each in comparisons:
        typer.echo(each.statement)
