"""`claimwright appeals annotate | agreement`: people mark backgrounds; how far two of them agree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from claimwright.appeals.annotate import Session
    from claimwright.appeals.annotate.records import Annotation
    from claimwright.appeals.benchmark.problems import Problem

_TOLD = 5


def annotate_command(
    cases: Annotated[Path, typer.Argument(help="Cases as .jsonl, .csv or .parquet.")],
    out: Annotated[Path, typer.Option("--out", help="File of annotations; it is resumed where it is there.")],
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port on 127.0.0.1; 0 takes a free one.")] = 0,
    terminal: Annotated[bool, typer.Option("--terminal", help="Work here, without a browser.")] = False,
    annotator: Annotated[str, typer.Option("--annotator", help="Your name, where several people annotate.")] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the address, or progress at the end, as JSON.")
    ] = False,
) -> None:
    """Mark what was known when an appeal was filed, and rate how much it tells. Written in HICRIC's format.

    Texts stay on this machine: the page is served to 127.0.0.1 only, and nothing is logged. Ctrl+C ends it.
    """
    import sys

    from claimwright.appeals.annotate import Session, read_shown, writing
    from claimwright.cli.output import print_json

    problems: list[Problem] = []
    shown = read_shown(cases, problems)
    _tell(problems)
    with writing(out) as store:
        session = Session(shown, store, annotator.strip())
        if terminal:
            from claimwright.appeals.annotate.terminal import Terminal

            Terminal(session, sys.stdin, sys.stderr if as_json else sys.stdout).run()
        else:
            _serve(session, port, as_json=as_json)
        found = session.progress()
    if as_json:
        print_json(
            {
                "total": found.total,
                "done": found.done,
                "skipped": found.skipped,
                "out": str(out),
                "problems": len(problems),
            }
        )
    else:
        typer.echo(f"{found.done} of {found.total} saved in {out}", err=True)
    raise typer.Exit(1 if problems else 0)


def agreement_command(
    first: Annotated[Path, typer.Argument(help="One person's annotations.")],
    second: Annotated[Path, typer.Argument(help="Another person's; the same file with --first and --second.")],
    first_name: Annotated[str, typer.Option("--first", help="Only this annotator's rows of the first file.")] = "",
    second_name: Annotated[str, typer.Option("--second", help="Only this annotator's rows of the second.")] = "",
    seed: Annotated[int, typer.Option("--seed", help="Seed of the bootstrap.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Agreement of two annotators: marked tokens, passages and ratings, each with a 95% interval."""
    from claimwright.appeals.annotate import agreement
    from claimwright.appeals.annotate.records import read_annotations
    from claimwright.cli.output import print_json, print_table

    problems: list[Problem] = []
    ours, theirs = read_annotations(first, problems), read_annotations(second, problems)
    _tell(problems)
    found = agreement(_of(ours, first_name), _of(theirs, second_name), seed=seed)
    if as_json:
        print_json(found)
    else:
        rows = [
            (name.replace("_", " "), *("-" if x is None else f"{x:.3f}" for x in (m.value, m.low, m.high)))
            for name, m in found.measures.items()
        ]
        print_table(
            ["measure", ">value", ">low", ">high"],
            rows,
            title=f"{found.cases} cases, {found.tokens} tokens, {found.rated} ratings",
        )
        typer.echo(
            f"left out: {found.only_first} only in the first, {found.only_second} only in the second, "
            f"{found.of_other_text} with another text"
        )
    raise typer.Exit(1 if problems else 0)


def _serve(session: Session, port: int, *, as_json: bool) -> None:
    import threading

    from claimwright.appeals.annotate.server import serving
    from claimwright.cli.output import print_jsonl

    with serving(session, port) as server:
        if as_json:
            print_jsonl([{"address": server.address}])
        else:
            typer.echo(f"Open in a browser on this machine: {server.address}\nCtrl+C ends it; every change is on disk.")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            typer.echo("", err=True)


def _of(annotations: Sequence[Annotation], name: str) -> list[Annotation]:
    return [each for each in annotations if not name or each.annotator == name]


def _tell(problems: Sequence[Problem]) -> None:
    for problem in problems[:_TOLD]:
        typer.echo(f"problem: {problem}", err=True)
    if len(problems) > _TOLD:
        typer.echo(f"problem: and {len(problems) - _TOLD} more", err=True)
