"""`corpus check | stats | dedupe | export`: what the ledgers hold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimwright.cli._corpus_selection import Processors, Sources, Tags, WithoutSources, WithoutTags, selection_of

if TYPE_CHECKING:
    from claimwright.corpus.layout import Layout
    from claimwright.corpus.ledger.check import Report
    from claimwright.corpus.ledger.duplicates import Copy
    from claimwright.corpus.ledger.duplicates import Report as Duplicates
    from claimwright.corpus.ledger.export import Exported
    from claimwright.corpus.ledger.open import Ledgers
    from claimwright.corpus.ledger.stats import Table

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


def stats_command(
    root: Root = None,
    ledger: LedgerFiles = None,
    by: Annotated[str, typer.Option("--by", help="partition, kb, tag, host or processor.")] = "partition",
    source: Sources = None,
    tag: Tags = None,
    processor: Processors = None,
    without_source: WithoutSources = None,
    without_tag: WithoutTags = None,
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
    chosen = selection_of(source, tag, processor, without_source, without_tag)
    lines = list(select_lines(documents(ledgers), chosen))
    if ledgers.layout:
        lines = measured(lines, ledgers.layout, watch=lambda one, n: progress(one, label="measuring", total=n))
    _print_counts(count(lines, by), form)


def dedupe_command(
    root: Root = None,
    near: Annotated[float, typer.Option("--near", help="Least similarity, above 0 and at most 1.")] = 0.9,
    level: Annotated[str, typer.Option("--level", help="document or record.")] = "document",
    source: Sources = None,
    tag: Tags = None,
    processor: Processors = None,
    without_source: WithoutSources = None,
    without_tag: WithoutTags = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the whole report as JSON.")] = None,
    write_list: Annotated[
        Path | None, typer.Option("--write-list", help="Write what may be left out, for `export --without`.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Find texts that are there twice, exactly or nearly. Nothing is deleted; exit code 1 where there are any."""
    from claimwright.cli.output import print_json, progress
    from claimwright.corpus.ledger import duplicates
    from claimwright.corpus.ledger.atomic import write_json
    from claimwright.corpus.ledger.files import read
    from claimwright.corpus.records import ProcessedLine
    from claimwright.corpus.selection import select_lines

    _one_of("--level", level, ("document", "record"))
    layout = _layout(root)
    chosen = selection_of(source, tag, processor, without_source, without_tag)
    lines = list(select_lines(read(layout.processed_sources, ProcessedLine), chosen))
    report = duplicates.find_duplicates(
        layout,
        lines,
        near=near,
        level=level,  # type: ignore[arg-type]
        watch=lambda one, n: progress(one, label="comparing", total=n),
    )
    if out:
        write_json(out, report.as_json())
    if write_list:
        duplicates.write_list(report, write_list)
    if as_json:
        print_json(report.as_json())
    else:
        _print_duplicates(report)
    raise typer.Exit(1 if report.groups else 0)


def export_command(
    to: Annotated[Path, typer.Option("--to", help="Folder to write; it must not exist, or use --replace.")],
    root: Root = None,
    form: Annotated[str, typer.Option("--format", help="hf (a Hugging Face dataset with its card) or parquet.")] = "hf",
    source: Sources = None,
    tag: Tags = None,
    processor: Processors = None,
    without_source: WithoutSources = None,
    without_tag: WithoutTags = None,
    without: Annotated[
        Path | None, typer.Option("--without", help="List of texts to leave out (`dedupe --write-list`).")
    ] = None,
    name: Annotated[str, typer.Option("--name", help="Name on the dataset card.")] = "coverage-rules",
    restricted: Annotated[
        bool, typer.Option("--include-restricted", help="Also text whose licence keeps it for its reader.")
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the folder if it exists.")] = False,
    as_json: Json = False,
) -> None:
    """Write the processed corpus as Parquet; exit code 1 where a document could not go out."""
    from claimwright.cli.output import print_json, progress
    from claimwright.corpus.ledger.duplicates.lists import read_list
    from claimwright.corpus.ledger.export import export_corpus
    from claimwright.corpus.ledger.export.run import Options
    from claimwright.corpus.ledger.files import read
    from claimwright.corpus.records import ProcessedLine
    from claimwright.corpus.selection import select_lines

    _one_of("--format", form, ("hf", "parquet"))
    layout = _layout(root)
    chosen = selection_of(source, tag, processor, without_source, without_tag)
    lines = list(select_lines(read(layout.processed_sources, ProcessedLine), chosen))
    leave = read_list(without) if without else frozenset[tuple[str, int]]()
    options = Options(form, name, leave, restricted, replace)  # type: ignore[arg-type]
    done = export_corpus(layout, lines, to, options, lambda one, n: progress(one, label="exporting", total=n))
    if as_json:
        print_json(done.as_json())
    else:
        _print_exported(done)
    raise typer.Exit(0 if done.ok else 1)


def _print_exported(done: Exported) -> None:
    from claimwright.cli.output import print_table

    parts = [*done.tally.parts.items(), ("total", done.tally.total)]
    rows = [(name, f"{one.documents:,}", f"{one.records:,}", f"{one.words:,}", f"{one.size:,}") for name, one in parts]
    print_table(("partition", ">documents", ">records", ">words", ">bytes"), rows)
    for why, count in done.reasons().items():
        typer.echo(f"{count:,} documents left out: {why}")
    if done.records_left_out:
        typer.echo(f"{done.records_left_out:,} records left out by the list")
    typer.echo(f"written: {done.folder}")


def _print_duplicates(report: Duplicates) -> None:
    for group in report.groups[: 4 * _SHOWN]:
        typer.echo(f"keep {_place(group.keep)}")
        for one in group.others[:_SHOWN]:
            why = f", not to be left out: {one.kept_for}" if one.kept_for else ""
            typer.echo(f"  {one.kind} {one.similarity:.3f} {_place(one)}{why}")
        if len(group.others) > _SHOWN:
            typer.echo(f"  ... and {len(group.others) - _SHOWN} more")
    if len(report.groups) > 4 * _SHOWN:
        typer.echo(f"... and {len(report.groups) - 4 * _SHOWN} more groups (--out FILE has them all)")
    counts = report.counts()
    typer.echo(
        f"{report.texts:,} {report.level}s of {report.documents:,} documents ({report.absent:,} without text): "
        f"{counts['groups']:,} groups, {counts['exact']:,} exact and {counts['near']:,} near copies, "
        f"{counts['may_be_left_out']:,} may be left out"
    )
    typer.echo(
        f"similarity at least {report.threshold}: 128 places in {report.bands} bands of {report.rows}; "
        f"a pair right at the threshold is found with a chance of {report.chance_at_threshold:.4f}; "
        f"{report.candidates:,} pairs compared exactly"
    )


def _place(copy: Copy) -> str:
    record = f" record {copy.record}" if copy.record else ""
    citation = f" ({copy.citation})" if copy.citation else ""
    return f"{copy.path}{record}{citation}"


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
