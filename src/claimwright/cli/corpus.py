"""`claimwright corpus`: download, process, check, count, index and search coverage rules."""

from __future__ import annotations

import typer

from claimwright.cli._corpus_download import download_command, plan_command, pull_command, status_command
from claimwright.cli._corpus_evaluate import evaluate_command
from claimwright.cli._corpus_ledger import check_command, dedupe_command, export_command, stats_command
from claimwright.cli._corpus_process import add_command, process_command
from claimwright.cli._corpus_search import build_command, bundle_command, index_command, search_command, show_command

app = typer.Typer(no_args_is_help=True, help="Coverage rules: sources, ledgers, search with citations.")
app.command("check")(check_command)
app.command("stats")(stats_command)
app.command("dedupe")(dedupe_command)
app.command("export")(export_command)
app.command("plan")(plan_command)
app.command("download")(download_command)
app.command("status")(status_command)
app.command("pull")(pull_command)
app.command("add")(add_command)
app.command("process")(process_command)
app.command("build")(build_command)
app.command("index")(index_command)
app.command("search")(search_command)
app.command("show")(show_command)
app.command("evaluate")(evaluate_command)
app.command("bundle", hidden=True)(bundle_command)
