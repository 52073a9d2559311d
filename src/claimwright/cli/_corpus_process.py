"""`corpus add | process`: local files into the corpus, and raw files into records."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimwright.cli._corpus_selection import Processors, Sources, Tags, WithoutSources, WithoutTags, selection_of

if TYPE_CHECKING:
    from claimwright.corpus.layout import Layout
    from claimwright.corpus.processing import Plan, Summary

Root = Annotated[Path | None, typer.Option("--root", help="The corpus folder; `corpus` under CLAIMWRIGHT_HOME.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_SHOWN = 20


def add_command(
    paths: Annotated[list[Path], typer.Argument(help="Files, and folders of files.")],
    root: Root = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", help="A tag of these documents; may be repeated.")] = None,
    processor: Annotated[str, typer.Option("--processor", help="What reads them; told by the files.")] = "",
    url: Annotated[str, typer.Option("--url", help="Where they come from.")] = "",
    as_json: Json = False,
) -> None:
    """Add local files to the corpus. In a folder, files of unknown kind are left out; exit code 1 where there are any."""
    from claimwright.cli.output import print_json
    from claimwright.corpus.local import register_local

    done = register_local(_layout(root), paths, processor=processor, tags=tag or (), url=url)
    if as_json:
        print_json({"files": len(done.lines), "new": done.fresh, "lines": done.lines, "skipped": done.skipped})
    else:
        typer.echo(f"{len(done.lines)} files in the corpus, {done.fresh} of them new or changed")
        for skipped in done.skipped:
            typer.echo(f"left out: {skipped.path}: {skipped.why}", err=True)
    raise typer.Exit(1 if done.skipped else 0)


def process_command(
    root: Root = None,
    source: Sources = None,
    tag: Tags = None,
    processor: Processors = None,
    without_source: WithoutSources = None,
    without_tag: WithoutTags = None,
    replace: Annotated[str, typer.Option("--with", help="Read them by this processor from now on.")] = "",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 for one a processor core.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Also what is up to date.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be processed.")] = False,
    as_json: Json = False,
) -> None:
    """Turn raw files into records with citations. Can be interrupted and run again. Exit code 1 where files failed."""
    from claimwright.corpus.processing import Summary, plan_processing, run_plan

    layout = _layout(root)
    selection = selection_of(source, tag, processor, without_source, without_tag)
    plan = plan_processing(layout, selection, force=force, replace=replace)
    if dry_run:
        _show_plan(plan, as_json)
        return
    summary = Summary(unchanged=plan.unchanged)
    for outcome in _watched(run_plan(layout, plan, jobs=jobs or _cores(len(plan.todo))), len(plan.todo)):
        summary.add(outcome)
    _show(summary, as_json)
    raise typer.Exit(0 if summary.ok else 1)


def _layout(root: Path | None) -> Layout:
    from claimwright.corpus.layout import Layout, default_layout

    return Layout(root) if root else default_layout()


def _cores(files: int) -> int:
    import os

    return max(1, min(os.cpu_count() or 1, files))


def _watched(items: Iterable[Any], total: int) -> Iterable[Any]:
    from claimwright.cli.output import progress

    return progress(items, label="processing", total=total)


def _show_plan(plan: Plan, as_json: bool) -> None:
    from claimwright.cli.output import print_json, print_table

    if as_json:
        print_json({"todo": plan.todo, "unchanged": plan.unchanged})
        return
    print_table(("file", "processor"), ((line.local_path, line.preprocessor or "null") for line in plan.todo[:_SHOWN]))
    more = len(plan.todo) - _SHOWN
    typer.echo(
        f"{len(plan.todo)} to process" + (f" ({more} not shown)" if more > 0 else "") + f", {plan.unchanged} up to date"
    )


def _show(summary: Summary, as_json: bool) -> None:
    from claimwright.cli.output import print_json

    if as_json:
        print_json(summary.as_json())
        return
    typer.echo(
        f"{summary.done} processed ({summary.records:,} records, {summary.words:,} words), "
        f"{summary.unchanged} up to date, {len(summary.failed)} failed"
    )
    for failed in summary.failed[:_SHOWN]:
        typer.echo(f"[{failed.code}] {failed.what}\n  where: {failed.where}\n  fix:   {failed.fix}", err=True)
    for problem in summary.problems[:_SHOWN]:
        typer.echo(f"{problem.file}: {problem.where}: {problem.what}", err=True)
    hidden = len(summary.failed[_SHOWN:]) + len(summary.problems[_SHOWN:])
    if hidden:
        typer.echo(f"and {hidden} more; --json tells all", err=True)
