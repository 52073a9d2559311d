"""`claimwright claims`: check a book, import reference tables, adjudicate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimwright.cli._claims_import import import_command

if TYPE_CHECKING:
    from claimwright.claims.adjudicate import Adjudication
    from claimwright.claims.batch import Summary

app = typer.Typer(no_args_is_help=True, help="Books of business, reference tables, adjudication.")
app.command("import")(import_command)

Book = Annotated[Path, typer.Option("--book", help="Folder of a book of business.")]
Tables = Annotated[Path | None, typer.Option("--tables", help="Folder of tables that replace the book's own.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def check(book: Book, tables: Tables = None, json: Json = False) -> None:
    """Report everything that is wrong with a book: its files, its tables and its rules."""
    from claimwright.claims.check import check_all
    from claimwright.cli.output import print_json

    report = check_all(book, tables=tables)
    if json:
        print_json(report.as_json())
    else:
        typer.echo(report.as_text())
    raise typer.Exit(0 if report.ok else 1)


@app.command()
def adjudicate(
    files: Annotated[list[Path], typer.Argument(help="837P files.")],
    book: Book,
    out: Annotated[
        Path | None, typer.Option("--out", help="Run folder; by default the next under .claimwright/runs.")
    ] = None,
    trace: Annotated[str, typer.Option("--trace", help="off, outcome or full.")] = "full",
    tables: Tables = None,
    json: Json = False,
) -> None:
    """Adjudicate claims, print what happened to each line, and keep the traces."""
    from claimwright.claims.adjudicate import Adjudication
    from claimwright.claims.batch import RunWriter, as_json, new_folder
    from claimwright.claims.book import load_book
    from claimwright.cli.output import print_json, print_jsonl, progress
    from claimwright.trace.runs import remember

    if trace not in ("off", "outcome", "full"):
        raise typer.BadParameter(f"{trace!r} is no trace level; use off, outcome or full", param_hint="--trace")
    folder = new_folder(out)
    with RunWriter(load_book(book, tables=tables), folder, level=trace, tables=tables) as writer:  # type: ignore[arg-type]
        for result in progress(writer.run(files), label="adjudicating"):
            if json:
                print_jsonl([as_json(result)])
            elif isinstance(result, Adjudication):
                _print_claim(result)
            else:
                typer.echo(str(result), err=True)
    remember(folder)
    if json:
        print_json({"summary": _summary(writer.summary), "runs": str(folder)})
    else:
        _print_summary(writer.summary, folder)
    raise typer.Exit(1 if writer.summary.refused else 0)


def _print_claim(result: Adjudication) -> None:
    from claimwright.claims.present import claim_table
    from claimwright.cli.output import print_table

    table = claim_table(result.outcome)
    print_table(table.columns, table.rows, title=table.title)
    for note in table.notes:
        typer.echo(note)
    typer.echo("")


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "claims": summary.claims,
        "refused": summary.refused,
        "statuses": dict(summary.statuses),
        "first_pass_rate": round(summary.first_pass_rate, 4),
        "charge": summary.charge,
        "paid": summary.paid,
        "member_share": summary.member_share,
        "adjustments": dict(summary.adjustments.most_common()),
        "pends": dict(summary.pends.most_common()),
    }


def _print_summary(summary: Summary, folder: Path) -> None:
    from claimwright.claims.present import summary_lines

    for line in summary_lines(summary):
        typer.echo(line)
    typer.echo(f"traces and outcomes: {folder}")
