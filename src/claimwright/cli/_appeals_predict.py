"""`claimwright appeals predict`, `predict-cases`, `base-rates`, `index-cases` and `build-odds`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from claimwright.appeals.records import BaseRate, Denial

_Cases = Annotated[Path | None, typer.Option("--cases", help="Folder of indexed past cases; by default yours.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def predict_command(
    text: Annotated[str | None, typer.Argument(help="The description of the denial.")] = None,
    file: Annotated[str, typer.Option("--file", help="A file with the description; - is standard input.")] = "",
    case: Annotated[str, typer.Option("--case", help="A case as JSON; - is standard input.")] = "",
    claim: Annotated[str, typer.Option("--claim", help="An adjudicated claim's id.")] = "",
    line: Annotated[int | None, typer.Option("--line", help="One of its lines; by default all denied ones.")] = None,
    runs: Annotated[Path | None, typer.Option("--runs", help="Run folder; by default the last one.")] = None,
    answer: Annotated[
        list[str] | None, typer.Option("--answer", help="A field, such as plan_type=employer-insured.")
    ] = None,
    assume: Annotated[
        bool, typer.Option("--assume", help="Take it that review decides the denial where its reason is not known.")
    ] = False,
    model: Annotated[
        Path | None,
        typer.Option("--model", help="A run folder of `appeals train outcome`; by default the shipped model."),
    ] = None,
    cases: _Cases = None,
    passages: Annotated[bool, typer.Option(help="Show which passages moved the odds.")] = True,
    json: _Json = False,
) -> None:
    """Say how likely external review is to overturn a denial, on what that rests, or why it is not said.

    Exit code 0 with odds, 1 without, 2 where a question has to be answered first.
    """
    from claimwright.appeals.predict import open_forecaster
    from claimwright.appeals.predict.render import question_of, render
    from claimwright.cli.output import print_json

    denial = _denial(text, file, case, claim, line, runs, answer or [])
    found = open_forecaster(model, cases).predict(denial, assume=assume, explain=passages)
    if json:
        print_json(found)
    else:
        typer.echo(render(found), nl=False)
    question = question_of(found)
    if question:
        typer.echo(question, err=True)
    raise typer.Exit(2 if question else int(found.abstained))


def predict_cases_command(
    file: Annotated[Path, typer.Argument(help="Decided cases: JSON Lines, CSV or Parquet.")],
    out: Annotated[Path, typer.Option("--out", help="File for the predictions.")] = Path("predictions.jsonl"),
    model: Annotated[Path | None, typer.Option("--model", help="A run folder; by default the shipped model.")] = None,
    json: _Json = False,
) -> None:
    """Say the odds of many decided cases, for `appeals evaluate` to judge. Exit code 1 where some rows were bad."""
    from claimwright.appeals.predict import open_forecaster
    from claimwright.appeals.predict.many import predict_cases
    from claimwright.cli.output import print_json

    done = predict_cases(open_forecaster(model), file, out)
    if json:
        print_json(done)
    else:
        typer.echo(f"{done.cases:,} cases, {done.with_odds:,} with odds, {done.with_outcome:,} with an outcome: {out}")
        for reason, count in done.reasons.items():
            typer.echo(f"  {count:,}: {reason}")
        for problem in done.problems[:20]:
            typer.echo(str(problem), err=True)
    raise typer.Exit(int(bool(done.problems)))


def base_rates_command(
    text: Annotated[str, typer.Argument(help="A description, or just a treatment and a diagnosis.")] = "",
    treatment: Annotated[str, typer.Option("--treatment", help="A treatment, such as 'Botox injections'.")] = "",
    diagnosis: Annotated[str, typer.Option("--diagnosis", help="A diagnosis, such as 'chronic migraine'.")] = "",
    cases: _Cases = None,
    json: _Json = False,
) -> None:
    """Show how often such denials were overturned: the determinations that ship, and your own indexed cases."""
    from claimwright.appeals.predict.rates.ask import rates_for
    from claimwright.cli.output import print_json

    found = rates_for(text, treatment, diagnosis, cases)
    if json:
        print_json(found)
    else:
        _print_rates(found)


def index_cases_command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files of decided cases; by default the processed corpus.")
    ] = None,
    corpus: Annotated[Path | None, typer.Option("--corpus", help="Corpus folder; by default yours.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the index; by default yours.")] = None,
    json: _Json = False,
) -> None:
    """Index past cases for `predict`: which read alike, and how often such were overturned.

    Exit code 1 where some cases could not be used; the rest are indexed.
    """
    from claimwright.appeals.predict.past.build import index_cases
    from claimwright.cli.output import print_json
    from claimwright.corpus.layout import Layout, default_layout

    layout = Layout(corpus) if corpus else None if files else default_layout()
    done = index_cases(files or (), layout, out)
    if json:
        print_json(done)
    else:
        typer.echo(f"{done.counted:,} cases counted, {done.with_text:,} with a text to compare, in {done.folder}")
        if done.evaluation_only:
            typer.echo(f"{done.evaluation_only:,} left out: for evaluation only")
        for problem in done.problems[:20]:
            typer.echo(f"{problem.where}: {problem.what}", err=True)
    raise typer.Exit(int(bool(done.problems)))


def build_odds_command(
    determinations: Annotated[Path, typer.Argument(help="The regulator's table of determinations.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the three files.")] = Path("odds"),
    json: _Json = False,
) -> None:
    """Make what ships from the table of determinations: base rates, the structured model, its card. Takes minutes."""
    from claimwright.appeals.predict.build import build
    from claimwright.cli.output import print_json

    written = build(determinations, out, lambda step: typer.echo(step, err=True))
    if json:
        print_json({"written": [str(path) for path in written]})
    else:
        typer.echo("\n".join(map(str, written)))


def _denial(
    text: str | None, file: str, case: str, claim: str, line: int | None, runs: Path | None, answers: list[str]
) -> Denial:
    from claimwright.appeals.letters.case_file import answered, read_case_file
    from claimwright.appeals.predict.inputs import check_text, one_of, read_text_file
    from claimwright.appeals.records import Denial

    given = one_of(text=text, file=file, case=case, claim=claim)
    if given == "claim":
        from claimwright.desk.denials import open_denial
        from claimwright.trace.runs import last_runs

        return answered(open_denial(runs or last_runs(), claim, line), answers)
    if given == "case":
        return answered(read_case_file(case), answers)
    return answered(Denial(text=read_text_file(file) if given == "file" else check_text(text or "")), answers)


def _print_rates(rates: list[BaseRate]) -> None:
    from claimwright.appeals.predict.render import rate_row
    from claimwright.cli.output import print_table

    print_table((">overturned", ">of", ">share", "95% interval", "such", "source"), map(rate_row, rates))
