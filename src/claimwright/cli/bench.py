"""`claimwright bench`: measure, and hold the figures against their bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from claimwright.bench.bars import Bar


def command(
    name: Annotated[str, typer.Argument(help="One benchmark, as `claims` or `tables`; all without a name.")] = "",
    quick: Annotated[bool, typer.Option("--quick", help="Fewer rounds and smaller files.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure, and print each figure with the bar it has to meet. Exit code 1 where one is missed."""
    from claimwright.bench import runners
    from claimwright.cli.output import print_json, progress

    bars: list[Bar] = []
    found = runners(name)
    for run in progress(found.values(), label="measuring", total=len(found)):
        bars += run(quick)
    if json:
        print_json(bars)
    else:
        _print(bars)
    raise typer.Exit(1 if any(bar.ok is False for bar in bars) else 0)


def _print(bars: list[Bar]) -> None:
    from claimwright.bench.bars import row
    from claimwright.cli.output import print_table

    print_table(("name", ">figure", "unit", "bar", "ok", "note"), map(row, bars))
