"""`claimwright corpus`: download, process, check, count, index and search coverage rules."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, help="Coverage rules: sources, ledgers, search with citations.")
