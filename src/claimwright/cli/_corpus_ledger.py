"""`corpus check | stats | dedupe | export`: what the ledgers hold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from claimwright.corpus.layout import Layout
    from claimwright.corpus.ledger.check import Report
    from claimwright.corpus.ledger.open import Ledgers

Root = Annotated[Path | None, typer.Option("--root", help="Folder of the corpus; by default the one of this program.")]
LedgerFiles = Annotated[list[Path] | None, typer.Option("--ledger", help="A ledger file, without its corpus.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_SHOWN = 5


def check_command(
    root: Root = None,
    ledger: LedgerFiles = None,
    ledger_only: Annotated[bool, typer.Option("--ledger-only", help="Leave the files alone.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Print every warning and note.")] = False,
    as_json: Json = False,
) -> None:
    """Check ledgers and the files that they name; exit code 1 where there is an error."""
    from claimwright.cli.output import print_json, progress
    from claimwright.corpus.ledger.check import check

    def watch(entries: Iterable[Any], label: str, total: int) -> Iterable[Any]:
        return progress(entries, label=label, total=total)

    report = check(_ledgers(root, ledger), files=not (ledger_only or ledger), watch=watch)
    if as_json:
        print_json(report.as_json())
    else:
        _print_report(report, every)
    raise typer.Exit(0 if report.ok else 1)


def _layout(root: Path | None) -> Layout:
    from claimwright.corpus.layout import Layout, default_layout

    return Layout(root) if root else default_layout()


def _ledgers(root: Path | None, files: list[Path] | None) -> Ledgers:
    from claimwright.corpus.ledger.open import of_files, of_layout

    if root and files:
        raise typer.BadParameter("give --root or --ledger, not both", param_hint="--ledger")
    return of_files(files) if files else of_layout(_layout(root))


def _print_report(report: Report, every: bool) -> None:
    for (level, code), count in report.by_code().items():
        found = [one for one in report.findings if (one.level, one.code) == (level, code)]
        typer.echo(f"{level} {code}: {count}")
        shown = found if every or level == "error" else found[:_SHOWN]
        for one in shown:
            place = f" [{one.where}]" if one.where else ""
            typer.echo(f"  {one.path or '(ledger)'}: {one.what}{place}")
        if len(shown) < count:
            typer.echo(f"  ... and {count - len(shown)} more (--all shows them)")
        if found[0].fix:
            typer.echo(f"  fix: {found[0].fix}")
    counts = report.counts()
    typer.echo(
        f"{report.documents} documents: {counts['error']} errors, {counts['warning']} warnings, {counts['note']} notes"
    )
