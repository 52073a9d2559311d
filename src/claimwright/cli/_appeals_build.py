"""`appeals build`: a benchmark from files of cases and from a corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from claimwright.appeals.benchmark.build import Built

_SHOWN = 5


def build_command(
    files: Annotated[
        list[Path] | None, typer.Option("--from", help="File of cases (.jsonl, .csv, .parquet); repeatable.")
    ] = None,
    corpus: Annotated[Path | None, typer.Option("--corpus", help="Folder of a corpus with processed cases.")] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder that is written.")] = Path("benchmark"),
    seed: Annotated[int, typer.Option(help="Another seed, another split.")] = 7,
    folds: Annotated[int, typer.Option(min=2, max=50, help="Folds of the cross-validation.")] = 5,
    dev_from: Annotated[int | None, typer.Option(help="First year of the temporal split's development part.")] = None,
    test_from: Annotated[int | None, typer.Option(help="First year of the temporal split's test part.")] = None,
    keep_conflicts: Annotated[
        bool, typer.Option("--keep-conflicts", help="Keep near-equal texts with different outcomes.")
    ] = False,
    keep_leaks: Annotated[
        bool,
        typer.Option("--keep-leaks", help="Leave sentences that give the outcome away, to see the leak test fail."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest as JSON.")] = False,
) -> None:
    """Build a benchmark: clean, deduplicate, group, split, test for leaks; exit code 1 where the leak test fails."""
    from claimwright.appeals.benchmark.build import build
    from claimwright.appeals.benchmark.manifest import Options
    from claimwright.cli.output import print_json
    from claimwright.core.errors import InputError

    if not files and corpus is None:
        raise InputError("nothing to build from", fix="give --from FILE or --corpus FOLDER", code="APPEALS-BUILD")
    options = Options(
        seed=seed,
        folds=folds,
        clean=not keep_leaks,
        keep_conflicts=keep_conflicts,
        dev_from=dev_from,
        test_from=test_from,
    )
    built = build(files or [], out, corpus=corpus, options=options)
    if as_json:
        print_json(built.manifest)
    else:
        _print(built)
    raise typer.Exit(0 if built.passed else 1)


def _print(built: Built) -> None:
    from claimwright.cli.output import print_table

    m = built.manifest
    print_table(("part", ">cases"), m.splits.items(), title=f"{m.kept} of {m.read} cases kept, in {m.groups} groups")
    for reason, count in m.left_out.items():
        typer.echo(f"left out: {count} {reason}")
    typer.echo(f"taken out: {m.sentences_removed} sentences of {m.cases_with_removed} cases")
    for problem in built.problems[:_SHOWN]:
        typer.echo(f"not read: {problem}", err=True)
    if len(built.problems) > _SHOWN:
        typer.echo(f"not read: {len(built.problems) - _SHOWN} more, see {built.folder / 'problems.jsonl'}", err=True)
    for failure in m.leak_test.failures:
        typer.echo(f"leak: {failure}", err=True)
    typer.echo(
        f"leak test {'passed' if built.passed else 'FAILED, no cases were written'}; see {built.folder / 'card.md'}"
    )
