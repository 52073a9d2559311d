"""`corpus plan | download | status | pull`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimwright.cli._corpus_selection import Processors, Sources, Tags, WithoutSources, WithoutTags, selection_of

if TYPE_CHECKING:
    from claimwright.corpus.download.extent import Extent
    from claimwright.corpus.download.finder import Planned
    from claimwright.corpus.download.report import Failure, Outcome, Report
    from claimwright.corpus.layout import Layout
    from claimwright.corpus.selection import Selection
    from claimwright.corpus.sources import Source

Root = Annotated[Path | None, typer.Option("--root", help="The corpus folder; `corpus` under CLAIMWRIGHT_HOME.")]
Lists = Annotated[list[Path] | None, typer.Option("--list", help="Sources of your own, listed in a TOML file.")]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", help="Rates and timeouts; `download.toml` of the root.")
]
Limit = Annotated[int, typer.Option("--limit", min=0, help="At most so many items to fetch of each source.")]
Refresh = Annotated[bool, typer.Option("--refresh", help="Also ask whether what is present has changed.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first, however many sources were chosen.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def plan_command(
    root: Root = None,
    source: Sources = None,
    tag: Tags = None,
    processor: Processors = None,
    without_source: WithoutSources = None,
    without_tag: WithoutTags = None,
    lists: Lists = None,
    settings: SettingsFile = None,
    limit: Limit = 0,
    refresh: Refresh = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Show what a download would fetch. Only the sites' listing pages are read; of more than ten sources that nobody
    named, not even these without --yes."""
    selection = selection_of(source, tag, processor, without_source, without_tag)
    _plan(_Call(root, selection, lists, settings, limit, refresh), yes, as_json)


def download_command(
    root: Root = None,
    source: Sources = None,
    tag: Tags = None,
    processor: Processors = None,
    without_source: WithoutSources = None,
    without_tag: WithoutTags = None,
    lists: Lists = None,
    settings: SettingsFile = None,
    limit: Limit = 0,
    refresh: Refresh = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="The same as `corpus plan`.")] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Fetch coverage rules, politely, and go on where an interrupted run stopped. Asks first where more than ten sources
    were chosen and none named. Exit code 1 where items failed or links were skipped."""
    selection = selection_of(source, tag, processor, without_source, without_tag)
    call = _Call(root, selection, lists, settings, limit, refresh)
    if dry_run:
        _plan(call, yes, as_json)
        return
    if call.extent.large and not yes:
        _ask(call.extent)
    _download(call, as_json)


def status_command(
    root: Root = None,
    source: Sources = None,
    tag: Tags = None,
    processor: Processors = None,
    without_source: WithoutSources = None,
    without_tag: WithoutTags = None,
    as_json: Json = False,
) -> None:
    """Show how the corpus stands, source by source. No site is asked. Exit code 1 where items have failed."""
    from claimwright.cli.output import print_json, print_table
    from claimwright.corpus.download.status import status

    found = status(_layout(root), selection_of(source, tag, processor, without_source, without_tag))
    if as_json:
        print_json(found)
    elif not found.sources:
        typer.echo(
            "there is nothing here yet, or nothing of what was chosen; `claimwright corpus plan` shows the sources"
        )
    else:
        columns = ("source", ">known", ">fetched", ">processed", ">failed", ">bytes", "oldest", "newest")
        rows = [
            (s.source or "(none)", s.known, s.fetched, s.processed, s.failed, f"{s.bytes:,}", s.oldest, s.newest)
            for s in found.sources
        ]
        print_table(columns, rows)
        _print_failures(found.failures)
    raise typer.Exit(1 if found.failures else 0)


def pull_command(
    dataset: Annotated[str, typer.Argument(help="`hicric` or `imr-appeals`.")],
    root: Root = None,
    part: Annotated[
        list[str] | None, typer.Option("--part", help="Only this configuration or split; repeatable.")
    ] = None,
    revision: Annotated[str, typer.Option("--revision", help="A commit or branch of the dataset.")] = "",
    settings: SettingsFile = None,
    as_json: Json = False,
) -> None:
    """Fetch one of HICRIC's published datasets (CC-BY-SA-4.0) into the corpus. Exit code 1 where a file failed."""
    from claimwright.cli.output import print_json, print_table
    from claimwright.corpus.download import client_for
    from claimwright.corpus.pull import find_dataset, pull

    layout = _layout(root)
    found, client = find_dataset(dataset), client_for(layout, settings)
    with _Progress() as progress:
        done = pull(layout, found, client, revision=revision, parts=tuple(part or ()), tell=progress.tell)
    if as_json:
        print_json(done)
    else:
        rows = [(name, *counts.values()) for name, counts in done.parts.items()]
        if rows:
            print_table(("part", ">documents", ">records"), rows)
        for why in done.skipped:
            typer.echo(f"left out: {why}", err=True)
        _print_failures(done.failures)
        typer.echo(f"\n{done.notice}" if done.notice else "nothing was written")
    raise typer.Exit(1 if done.failures or done.skipped else 0)


class _Call:
    """The options that plan and download share, as what they mean."""

    def __init__(
        self,
        root: Path | None,
        selection: Selection,
        lists: list[Path] | None,
        settings: Path | None,
        limit: int,
        refresh: bool,
    ) -> None:
        from claimwright.corpus.download import client_for, declared
        from claimwright.corpus.download.extent import extent
        from claimwright.corpus.download.finder import Options
        from claimwright.corpus.selection import select_sources

        self.layout = _layout(root)
        self.options = Options(selection, refresh, limit)
        self.chosen: list[Source] = select_sources(declared(lists or [], selection), selection)
        self.extent = extent(self.layout, self.chosen, named=bool(lists or selection.sources))
        self.client = client_for(self.layout, settings)


def _layout(root: Path | None) -> Layout:
    from claimwright.corpus.layout import Layout, default_layout

    return Layout(root) if root else default_layout()


def _ask(extent: Extent) -> None:
    import sys

    from claimwright.core.errors import InputError

    if not sys.stdin.isatty():
        raise InputError(
            f"no source was named, and these are many: {extent}",
            fix="name some (--source, --tag), leave some out (--without-tag state-code), or give --yes",
            code="CORPUS-LARGE",
        )
    typer.echo(f"{extent}.\nAt polite rates that takes long. `corpus plan` shows them.", err=True)
    typer.confirm("Fetch from all of them?", abort=True, err=True)


def _plan(call: _Call, yes: bool, as_json: bool) -> None:
    import asyncio

    from claimwright.cli.output import print_json
    from claimwright.corpus.download.extent import host_of
    from claimwright.corpus.download.run import plan

    if call.extent.large and not yes:
        _print_extent(call.extent, as_json)
        return
    with _Progress("reading lists") as progress:
        found, report = asyncio.run(plan(call.layout, call.chosen, call.client, call.options, progress.tell))
    due = [each for each in found if each.due]
    hosts = sorted({host_of(each.item.url) for each in due})
    if as_json:
        items = [{"source": p.source.key, "path": p.item.path, "url": p.item.url, "state": p.state} for p in found]
        print_json({"asked": True, "items": items, "due": len(due), "hosts": hosts, **_trouble(report)})
    else:
        _print_plan(call, found, hosts)
        _print_trouble(report)
    raise typer.Exit(0 if report.ok else 1)


def _print_plan(call: _Call, found: Sequence[Planned], hosts: Sequence[str]) -> None:
    from claimwright.cli.output import print_table
    from claimwright.corpus.download.extent import counted

    states = ("new", "failed", "changed?", "present")
    counts = {s.key: [sum(p.source is s and p.state == state for p in found) for state in states] for s in call.chosen}
    print_table(("source", *(f">{state}" for state in states)), ((key, *row) for key, row in counts.items()))
    due = sum(each.due for each in found)
    typer.echo(f"{counted(due, 'document')} to ask for at {counted(len(hosts), 'host')}, {len(found) - due:,} present")


def _print_extent(extent: Extent, as_json: bool) -> None:
    from claimwright.cli.output import print_json, print_table

    if as_json:
        print_json({"asked": False, "sources": extent.sources, "hosts": extent.hosts, "known": extent.known})
        return
    rows = ((each.source, each.title, each.host, each.known or "?", each.here) for each in extent.sources)
    print_table(("source", "what", "host", ">known", ">here"), rows)
    typer.echo(
        f"{extent}. No site was asked.\n"
        "Name some (--source, --tag) or leave some out (--without-tag state-code) to have their lists read; "
        "--yes reads all."
    )


def _download(call: _Call, as_json: bool) -> None:
    import asyncio

    from claimwright.cli.output import print_json, print_table
    from claimwright.corpus.download.report import STATES
    from claimwright.corpus.download.run import download

    with _Progress() as progress:
        report = asyncio.run(download(call.layout, call.chosen, call.client, call.options, progress.tell))
    tallies = list(report.tallies.values())
    if as_json:
        sums = [{"source": each.source, **each.states, "bytes": each.bytes} for each in tallies]
        print_json({"sources": sums, "recovered": report.recovered, **_trouble(report)})
    else:
        rows = ((each.source, *each.states.values(), f"{each.bytes:,}") for each in tallies)
        print_table(("source", *(f">{state}" for state in STATES), ">bytes"), rows)
        _print_trouble(report)
    raise typer.Exit(0 if report.ok else 1)


def _trouble(report: Report) -> dict[str, Any]:
    skipped = [{"source": source, "url": url, "why": why} for source, url, why in report.skipped]
    return {"failures": report.failures, "skipped": skipped}


def _print_trouble(report: Report) -> None:
    from claimwright.cli.output import print_table

    if report.recovered:
        typer.echo(f"{report.recovered} ledger lines of an interrupted run were added.")
    if report.skipped:
        print_table(("source", "skipped", "why"), report.skipped)
    _print_failures(report.failures)


def _print_failures(failures: Sequence[Failure]) -> None:
    for each in failures:
        times = f" after {each.attempts} attempts" if each.attempts > 1 else ""
        typer.echo(f"failed: {each.source} {each.path} {each.url}\n  {each.what}{times}\n  fix: {each.fix}", err=True)


class _Progress:
    """A line on the terminal that counts outcomes."""

    def __init__(self, doing: str = "downloading") -> None:
        self._doing = doing

    def __enter__(self) -> _Progress:
        import sys

        from rich.console import Console
        from rich.status import Status

        self._counts: dict[str, int] = {}
        self._shown = Status(self._doing, console=Console(stderr=True)) if sys.stderr.isatty() else None
        if self._shown:
            self._shown.start()
        return self

    def tell(self, outcome: Outcome) -> None:
        """Count one item, and show the counts and its name."""
        self._counts[outcome.state] = self._counts.get(outcome.state, 0) + 1
        if self._shown:
            counts = ", ".join(f"{number} {state}" for state, number in self._counts.items())
            self._shown.update(f"{self._doing}: {counts}; {outcome.source} {outcome.path[-60:]}")

    def __exit__(self, *error: object) -> None:
        if self._shown:
            self._shown.stop()
