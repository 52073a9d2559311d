"""`claims import KIND FILE...`: published reference files into a table file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import typer


def import_command(
    kind: Annotated[str, typer.Argument(help="What the files are; `list` shows the kinds.")],
    files: Annotated[list[Path] | None, typer.Argument(help="The published files of one edition.")] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder of the table file.")] = Path("tables"),
    first: Annotated[str, typer.Option("--from", help="First date covered, as 2024-07-01.")] = "",
    last: Annotated[str, typer.Option("--until", help="Last date covered.")] = "",
    known_from: Annotated[str, typer.Option("--known-from", help="Date from which it was known.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Turn published reference files into a compact table file and print its rows, dates and hash."""
    from claimwright.claims.tables.importers import Dates, import_table, importer

    if kind == "list":
        _print_kinds(as_json)
        return
    if not files:
        raise typer.BadParameter("give at least one file", param_hint="FILE")
    dates = Dates(_date(first), _date(last), _date(known_from))
    _print(import_table(importer(kind), files, out, dates), as_json)


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a date; write it like 2024-07-01") from error


def _print_kinds(as_json: bool) -> None:
    from claimwright.claims.tables.importers import importers
    from claimwright.cli.output import print_json, print_table

    known = importers().values()
    if as_json:
        print_json([{"kind": one.kind, "table": one.schema.name, "about": one.about} for one in known])
    else:
        print_table(("kind", "table", "about"), ((one.kind, one.schema.name, one.about) for one in known))


def _print(done: Any, as_json: bool) -> None:
    from claimwright.cli.output import print_json, print_table

    edition = done.edition
    facts: dict[str, Any] = {
        "kind": done.kind,
        "table": done.table,
        "file": str(done.path),
        "rows": done.rows,
        "from": edition.first.isoformat(),
        "until": edition.last.isoformat(),
        "known_from": edition.known_from.isoformat() if edition.known_from else None,
        "source": edition.source,
        "sha256": done.digest,
    }
    if as_json:
        print_json(facts)
    else:
        print_table(("what", "value"), ((name, "" if value is None else value) for name, value in facts.items()))
