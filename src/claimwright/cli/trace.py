"""`claimwright trace`: look into the record of an adjudication."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from claimwright.trace.tree import Tree

app = typer.Typer(
    no_args_is_help=True, help="The record of an adjudication: what ran, what decided, what would differ."
)

Claim = Annotated[str, typer.Argument(help="Claim id.")]
Runs = Annotated[Path | None, typer.Option("--runs", help="Run folder; by default the last one written.")]
Run = Annotated[str, typer.Option("--run", help="Which run of the claim, by the start of its id; by default the last.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
def list_claims(runs: Runs = None, json: Json = False) -> None:
    """The claims of a run folder, and the runs of each."""
    from claimwright.cli.output import print_json, print_table
    from claimwright.trace.runs import open_runs

    archive = open_runs(runs)
    if json:
        print_json([{"claim": claim, "runs": archive.runs(claim)} for claim in archive])
    else:
        print_table(["claim", "runs"], ([claim, " ".join(archive.runs(claim))] for claim in archive))


@app.command()
def show(
    claim: Claim,
    depth: Annotated[int | None, typer.Option("--depth", min=0, help="Levels to show.")] = None,
    rule: Annotated[str, typer.Option("--rule", help="Only frames of this rule.")] = "",
    subject: Annotated[str, typer.Option("--line", help="Only what is about this line.")] = "",
    hide_passes: Annotated[
        bool, typer.Option("--hide-passes", help="Without rules and branches that did nothing.")
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="As text with source places in the margin.")] = False,
    runs: Runs = None,
    run: Run = "",
    json: Json = False,
) -> None:
    """The trace as a tree, or with --text as text; --json is the public export, claimtrace/1."""
    from claimwright.cli.output import print_json
    from claimwright.trace.export import export
    from claimwright.trace.render import View, render_text, render_tree, select

    tree, view = _open(claim, runs, run), View(depth, rule, subject, hide_passes)
    if json:
        print_json(export(tree, select(tree, view)))
    else:
        typer.echo((render_text if text else render_tree)(tree, view))


@app.command()
def skeleton(
    claim: Claim,
    budget: Annotated[int, typer.Option("--budget", min=50, help="Most tokens.")] = 4000,
    runs: Runs = None,
    run: Run = "",
    json: Json = False,
) -> None:
    """What ran and what called what, without values; the numbers in brackets can be opened."""
    from claimwright.cli.output import print_json
    from claimwright.core.tokens import count_tokens
    from claimwright.trace.skeleton import render_skeleton

    text = render_skeleton(_open(claim, runs, run), budget=budget)
    if json:
        print_json({"claim": claim, "skeleton": text, "tokens": count_tokens(text)})
    else:
        typer.echo(text)


@app.command("open")
def open_nodes(
    claim: Claim,
    nodes: Annotated[list[str], typer.Argument(help="Node ids: n12, 12, n12..n20.")],
    runs: Runs = None,
    run: Run = "",
    json: Json = False,
) -> None:
    """Nodes in full: every value, its type, the row found, the source line."""
    from claimwright.cli.output import print_json
    from claimwright.trace.export import export
    from claimwright.trace.names import parse_ids
    from claimwright.trace.render import render_node

    tree = _open(claim, runs, run)
    found = [tree.node(number) for number in parse_ids(nodes)]
    if json:
        print_json(export(tree, [node.id for node in found]))
    else:
        typer.echo("\n\n".join(render_node(tree, node) for node in found))


@app.command()
def why(
    claim: Claim,
    subject: Annotated[str, typer.Argument(help="A line (its number or reference); by default the claim.")] = "",
    full: Annotated[bool, typer.Option("--full", help="Follow results of other rules to their end.")] = False,
    runs: Runs = None,
    run: Run = "",
    json: Json = False,
) -> None:
    """What decided a line or claim, and what that depends on."""
    from claimwright.cli.output import print_json
    from claimwright.trace.answers import export_why
    from claimwright.trace.why import render_why
    from claimwright.trace.why import why as explain

    tree = _open(claim, runs, run)
    answer = explain(tree, subject or claim, near=not full)
    if json:
        print_json(export_why(tree, answer))
    else:
        typer.echo(render_why(tree, answer))


@app.command("why-not")
def why_not(
    claim: Claim,
    rule: Annotated[str, typer.Argument(help="A rule: pack.clause, or clause.")],
    subject: Annotated[str, typer.Argument(help="A line (its number or reference); by default the claim.")] = "",
    runs: Runs = None,
    run: Run = "",
    json: Json = False,
) -> None:
    """Why a rule did nothing to a line: the branch, exception, guard or date that stopped it, with the values compared."""
    from claimwright.cli.output import print_json
    from claimwright.trace.answers import export_why_not
    from claimwright.trace.why_not import render_why_not
    from claimwright.trace.why_not import why_not as explain

    tree = _open(claim, runs, run)
    answer = explain(tree, rule, subject or claim)
    if json:
        print_json(export_why_not(tree, answer))
    else:
        typer.echo(render_why_not(tree, answer))


@app.command()
def find(
    claim: Claim,
    value: Annotated[str, typer.Option("--value", help="A value as written: $57.70, 99202, 2024-07-10.")] = "",
    code: Annotated[str, typer.Option("--code", help="A code, reason or remark: 99202, CO-236, N20.")] = "",
    field: Annotated[str, typer.Option("--field", help="A name, column or field.")] = "",
    rule: Annotated[str, typer.Option("--rule", help="A rule.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="find, branch, deny, ...")] = "",
    text: Annotated[str, typer.Option("--text", help="Words of the node's line.")] = "",
    subject: Annotated[str, typer.Option("--line", help="Only what is about this line.")] = "",
    runs: Runs = None,
    run: Run = "",
    json: Json = False,
) -> None:
    """Nodes by what they hold; exit code 1 where there is none."""
    from claimwright.cli.output import print_json
    from claimwright.trace.export import export
    from claimwright.trace.find import Query
    from claimwright.trace.find import find as search
    from claimwright.trace.sentences import describe

    tree = _open(claim, runs, run)
    found = search(tree, Query(value, code, field, rule, kind, text, subject))
    if json:
        print_json(export(tree, [node.id for node in found]))
    else:
        for node in found:
            typer.echo(f"n{node.id} {describe(tree, node)}")
    raise typer.Exit(0 if found else 1)


@app.command()
def diff(
    claim: Claim,
    other: Annotated[str, typer.Argument(help="The claim to compare with; by default the same.")] = "",
    other_runs: Annotated[Path | None, typer.Option("--other-runs", help="Run folder of the other.")] = None,
    other_run: Annotated[str, typer.Option("--other-run", help="Which run of the other; by default the last.")] = "",
    runs: Runs = None,
    run: Run = "",
    json: Json = False,
) -> None:
    """What changed from one trace to another, outcomes first; exit code 1 where they differ."""
    from claimwright.cli.output import print_json
    from claimwright.trace.answers import export_diff
    from claimwright.trace.diff import diff as compare
    from claimwright.trace.diff import render_diff

    found = compare(_open(claim, runs, run), _open(other or claim, other_runs or runs, other_run))
    if json:
        print_json(export_diff(found))
    else:
        typer.echo(render_diff(found))
    raise typer.Exit(0 if found.is_empty else 1)


@app.command()
def replay(
    claims: Annotated[list[str] | None, typer.Argument(help="Claim ids; by default all.")] = None,
    changes: Annotated[
        list[str] | None, typer.Option("--with", help="FIELD=VALUE: run one claim with a change.")
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="Use the book's rules and tables as they are now.")] = False,
    runs: Runs = None,
    run: Run = "",
    json: Json = False,
) -> None:
    """Run claims again and compare to the byte; exit code 1 where one differs. With --with, show what a change does."""
    from claimwright.claims.replay import engine
    from claimwright.cli.output import print_json, progress
    from claimwright.trace.answers import export_check, export_diff
    from claimwright.trace.diff import render_diff
    from claimwright.trace.replay import check, parse_patch, render_check, what_if
    from claimwright.trace.runs import open_runs

    archive = open_runs(runs)
    machine = engine(archive.folder, live=live)
    if changes:
        if not claims or len(claims) != 1:
            raise typer.BadParameter("--with needs exactly one claim")
        _, found = what_if(machine, archive, claims[0], parse_patch(changes), run)
        if json:
            print_json(export_diff(found))
        else:
            typer.echo(render_diff(found))
        raise typer.Exit(0 if found.is_empty else 1)
    chosen = claims or archive.subjects()
    checks = [check(machine, archive, each, run) for each in progress(chosen, label="replaying", total=len(chosen))]
    if json:
        print_json([export_check(each) for each in checks])
    else:
        typer.echo("\n".join(map(render_check, checks)))
    raise typer.Exit(0 if all(each.identical for each in checks) else 1)


def _open(claim: str, runs: Path | None, run: str) -> Tree:
    from claimwright.trace.runs import open_runs

    return open_runs(runs).tree(claim, run)
