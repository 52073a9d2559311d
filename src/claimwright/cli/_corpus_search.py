"""`corpus build | index | search | show | bundle`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from claimwright.corpus.index.build import Built
    from claimwright.corpus.index.open import Corpus
    from claimwright.corpus.index.records import Filters
    from claimwright.corpus.layout import Layout

Root = Annotated[Path | None, typer.Option("--root", help="The corpus folder; `corpus` under CLAIMWRIGHT_HOME.")]
Dense = Annotated[
    bool | None, typer.Option("--dense/--no-dense", help="Also embed; by default where that was done before.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def index_command(
    root: Root = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Begin with nothing.")] = False,
    dense: Dense = None,
    as_json: Json = False,
) -> None:
    """Index the processed files for search: only what changed. Can be interrupted and run again. Exit code 1 where a
    file could not be indexed."""
    _finish(_index(_layout(root), rebuild, dense), {}, as_json)


def build_command(
    sources: Annotated[list[Path], typer.Option("--from", help="A file, or a folder of files; may be repeated.")],
    root: Root = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", help="A tag of these documents; may be repeated.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 for one a processor core.")] = 0,
    dense: Dense = None,
    as_json: Json = False,
) -> None:
    """From raw files to searchable in one command: add, process, index. Exit code 1 where a file was left out."""
    import os

    from claimwright.cli.output import progress
    from claimwright.corpus.local import register_local
    from claimwright.corpus.processing import process_corpus

    layout = _layout(root)
    added = register_local(layout, sources, tags=tag or ())
    done = process_corpus(
        layout,
        jobs=jobs or max(1, min(os.cpu_count() or 1, len(added.lines))),
        watch=lambda outcomes, total: progress(outcomes, label="processing", total=total),
    )
    for skipped in added.skipped:
        typer.echo(f"left out: {skipped.path}: {skipped.why}", err=True)
    for failed in done.failed:
        typer.echo(f"[{failed.code}] {failed.what}\n  where: {failed.where}\n  fix:   {failed.fix}", err=True)
    if done.failed and not layout.processed_sources.is_file():
        raise typer.Exit(1)
    before = {
        "files": len(added.lines),
        "skipped": len(added.skipped),
        "processed": done.done,
        "failed": len(done.failed),
    }
    _finish(_index(layout, False, dense), before, as_json)


def search_command(
    query: Annotated[
        list[str], typer.Argument(help="Words, a question, or citations; `-` reads it from standard input.")
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", help="Hits.")] = 10,
    tag: Annotated[list[str] | None, typer.Option("--tag", help="Only with this tag; may be repeated.")] = None,
    jurisdiction: Annotated[
        list[str] | None, typer.Option("--jurisdiction", help="Only of this one (US, CA, NY); may be repeated.")
    ] = None,
    in_force: Annotated[
        str, typer.Option("--in-force", metavar="DATE", help="In force on that day; what does not say is kept, marked.")
    ] = "",
    kb: Annotated[bool | None, typer.Option("--kb/--no-kb", help="Only, or only not, definitive texts.")] = None,
    leg: Annotated[str, typer.Option("--leg", help="lexical, dense, subject, or hybrid: all there are.")] = "hybrid",
    root: Root = None,
    as_json: Json = False,
) -> None:
    """Search the corpus. Citations in the query are looked up first. Exit code 1 where nothing is found."""
    from claimwright.cli.output import print_json
    from claimwright.corpus.index.present import hit_json
    from claimwright.corpus.index.records import Filters

    corpus = _open(root)
    filters = Filters(tags=tuple(tag or ()), jurisdiction=tuple(jurisdiction or ()), in_force=_day(in_force), kb=kb)
    hits = corpus.search(_query(" ".join(query)), limit, filters, None if leg == "hybrid" else (leg,))
    if as_json:
        print_json([hit_json(hit, filters) for hit in hits])
    elif hits:
        _print_hits(hits, filters)
    else:
        typer.echo(f"nothing was found{'' if filters == Filters() else ' under these filters'}", err=True)
    raise typer.Exit(0 if hits else 1)


def show_command(
    citation: Annotated[list[str], typer.Argument(help="Such as `42 USC 300gg-19(a)` or `CLM104 ch. 12 s. 40`.")],
    root: Root = None,
    as_json: Json = False,
) -> None:
    """Print a section, whole. Where it is not there, near ones are named."""
    from claimwright.cli.output import print_json
    from claimwright.corpus.index.present import section_lines

    found = _open(root).show(" ".join(citation))
    if as_json:
        print_json(found)
    else:
        typer.echo("\n".join(section_lines(found)))


def bundle_command(
    source: Annotated[Path, typer.Option("--from", help="The folder with the files of the US Code.")],
    into: Annotated[Path | None, typer.Option("--into", help="A folder; by default the package's own.")] = None,
    as_json: Json = False,
) -> None:
    """Make the bundled sections of law again, from the files of the US Code by our own processor."""
    from claimwright.cli.output import print_json
    from claimwright.corpus.index.bundle_make import make_bundle

    done = make_bundle(source, into)
    if as_json:
        print_json(done)
    else:
        typer.echo(f"{done.sections} sections, {done.records} records, {done.size / 1000:,.0f} kB in {done.folder}")


def _layout(root: Path | None) -> Layout:
    from claimwright.corpus.layout import Layout, default_layout

    return Layout(root) if root else default_layout()


def _open(root: Path | None) -> Corpus:
    from claimwright.corpus.index.open import open_corpus
    from claimwright.corpus.layout import Layout

    corpus = open_corpus(Layout(root) if root else None)
    if corpus.bundled:
        typer.echo(
            "these are the sections that come with the package; `claimwright corpus build --from DIR` makes a corpus of your own",
            err=True,
        )
    return corpus


def _index(layout: Layout, rebuild: bool, dense: bool | None) -> Built:
    from claimwright.cli.output import progress
    from claimwright.corpus.index.build import build_index

    def watched(items: Iterable[Any], label: str, total: int) -> Iterator[Any]:
        return progress(items, label=label, total=total)

    built = build_index(layout, rebuild=rebuild, progress=watched)
    _embed(layout, dense)
    return built


def _embed(layout: Layout, dense: bool | None) -> None:
    """Bring the vectors up to date, where they are asked for or were made before."""
    from claimwright.corpus.index.legs import embed, embedded

    if dense is False or (dense is None and not embedded(layout.index)):
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("embedding", total=None)
        embed(layout, lambda done, total: bar.update(task, completed=done, total=total))


def _finish(built: Built, before: dict[str, int], as_json: bool) -> None:
    from claimwright.cli.output import print_json

    if as_json:
        print_json({**before, "index": built})
    else:
        typer.echo(
            f"{built.provisions:,} provisions; documents: {built.added} added, {built.changed} changed, "
            f"{built.removed} removed, {built.unchanged} unchanged; {built.seconds:.1f} s"
        )
    for problem in built.problems:
        typer.echo(f"{problem.path}: {problem.what}", err=True)
    raise typer.Exit(1 if built.problems or before.get("skipped") or before.get("failed") else 0)


def _query(given: str) -> str:
    import sys

    if given != "-":
        return given
    from claimwright.corpus.index.query import LONGEST

    return sys.stdin.buffer.read(4 * LONGEST + 1).decode("utf-8", errors="replace")


def _day(given: str) -> Any:
    import datetime as dt

    from claimwright.core.errors import InputError

    if not given:
        return None
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        raise InputError(f"{given!r} is not a date", fix="write it like 2024-07-01", code="CORPUS-DATE") from None


def _print_hits(hits: Iterable[Any], filters: Filters) -> None:
    import sys

    from claimwright.corpus.index.present import hit_lines

    marks = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    for number, hit in enumerate(hits, start=1):
        typer.echo("\n".join((*hit_lines(number, hit, filters, marks), "")))
