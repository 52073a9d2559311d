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
    from claimwright.corpus.ledger.stats import Table
    from claimwright.corpus.selection import Selection

Root = Annotated[Path | None, typer.Option("--root", help="Folder of the corpus; by default the one of this program.")]
LedgerFiles = Annotated[list[Path] | None, typer.Option("--ledger", help="A ledger file, without its corpus.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

Sources = Annotated[list[str] | None, typer.Option("--source", help="Only documents of this source; repeatable.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="Only documents with this tag; repeatable.")]
Processors = Annotated[list[str] | None, typer.Option("--processor", help="Only documents of this processor.")]

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


def stats_command(
    root: Root = None,
    ledger: LedgerFiles = None,
    by: Annotated[str, typer.Option("--by", help="partition, kb, tag, host or processor.")] = "partition",
    source: Sources = None,
    tag: Tags = None,
    processor: Processors = None,
    form: Annotated[str, typer.Option("--format", help="table, json, markdown or latex.")] = "table",
    as_json: Json = False,
) -> None:
    """Count documents, words, characters and bytes; a document counts once in the total."""
    from claimwright.cli.output import progress
    from claimwright.corpus.ledger.stats import GROUPINGS, count, documents, measured
    from claimwright.corpus.selection import select_lines

    _one_of("--by", by, GROUPINGS)
    form = "json" if as_json else form
    _one_of("--format", form, ("table", "json", "markdown", "latex"))
    ledgers = _ledgers(root, ledger)
    lines = list(select_lines(documents(ledgers), _selection(source, tag, processor)))
    if ledgers.layout:
        lines = measured(lines, ledgers.layout, watch=lambda one, n: progress(one, label="measuring", total=n))
    _print_counts(count(lines, by), form)


def _selection(source: list[str] | None, tag: list[str] | None, processor: list[str] | None) -> Selection:
    from claimwright.corpus.selection import Selection

    return Selection(tuple(source or ()), tuple(tag or ()), tuple(processor or ()))


def _one_of(option: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise typer.BadParameter(f"{value!r} is none of {', '.join(known)}", param_hint=option)


def _print_counts(table: Table, form: str) -> None:
    from claimwright.cli.output import print_json, print_table
    from claimwright.corpus.ledger import render

    if form == "json":
        print_json(table.as_json())
    elif form in ("markdown", "latex"):
        typer.echo(render.markdown(table) if form == "markdown" else render.latex(table), nl=False)
    else:
        first, *others = render.heads(table)
        print_table((first, *(f">{head}" for head in others)), render.body(table))
        for note in render.notes(table):
            typer.echo(note)


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
