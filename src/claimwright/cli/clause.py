"""`claimwright clause`: check, format, test and document rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from claimwright.clause import TestReport
    from claimwright.clause.format_files import Formatted

app = typer.Typer(no_args_is_help=True, help="Rules in Clause: check, format, test, document.")

Paths = Annotated[list[Path], typer.Argument(help="Files and folders of .clause files.")]
SomePaths = Annotated[list[Path] | None, typer.Argument(help="Files and folders of .clause files.")]
Bundled = Annotated[
    bool, typer.Option("--bundled", help="With the packs that come with Claimwright, whose words yours may use.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def check(paths: SomePaths = None, bundled: Bundled = False, json: Json = False) -> None:
    """Report everything that is wrong with packs, each with its place and a way out."""
    from claimwright.claims.codes.reasons import bundled as reason_codes
    from claimwright.clause import check_packs
    from claimwright.clause.diagnostics import render_all, render_summary, to_json
    from claimwright.cli.output import print_json

    _, findings, sources = check_packs(_with_bundled(paths, bundled), reason_codes())
    if json:
        print_json([to_json(each) for each in findings])
    elif findings:
        typer.echo(f"{render_all(findings, sources)}\n\n{render_summary(findings)}")
    else:
        typer.echo(f"{len(sources)} pack{'s' * (len(sources) != 1)}, no findings")
    raise typer.Exit(1 if any(each.is_error for each in findings) else 0)


def _with_bundled(paths: list[Path] | None, bundled: bool) -> list[Path]:
    """The named paths, and the bundled packs in front where they are asked for."""
    from claimwright.claims.packs import bundled as bundled_packs

    if not paths and not bundled:
        raise typer.BadParameter("name files or folders, or give --bundled", param_hint="PATHS")
    return [*(bundled_packs() if bundled else ()), *(paths or ())]


@app.command()
def fmt(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders; none or - for standard input.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 where a file would change.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; print what would change.")] = False,
    json: Json = False,
) -> None:
    """Format packs in the one style of Clause. Comments are kept."""
    from claimwright.clause.format_files import format_files, format_text, write_formatted
    from claimwright.cli.output import print_json

    piped = not paths or paths == [Path("-")]
    files = (format_text(typer.get_text_stream("stdin").read(), "stdin"),) if piped else format_files(paths or [])
    if not (check or diff or piped):
        write_formatted(files)
    if json:
        print_json([{"path": each.path, "changed": each.changed} for each in files if not each.findings])
    elif diff:
        typer.echo("".join(each.diff for each in files), nl=False)
    elif piped and not check:
        typer.echo(files[0].after, nl=False)
    else:
        _print_changed(files, written=not check)
    _exit_after_formatting(files, check=check)


def _print_changed(files: tuple[Formatted, ...], *, written: bool) -> None:
    for each in files:
        if each.changed:
            typer.echo(f"{'formatted' if written else 'would format'} {each.path}")
    changed = sum(each.changed for each in files)
    typer.echo(f"{changed} of {len(files)} file{'s' * (len(files) != 1)} {'changed' if written else 'would change'}")


def _exit_after_formatting(files: tuple[Formatted, ...], *, check: bool) -> None:
    from claimwright.clause.diagnostics import ClauseError

    findings = [finding for each in files for finding in each.findings]
    if findings:
        raise ClauseError(findings, {each.path: each.before for each in files})
    raise typer.Exit(1 if check and any(each.changed for each in files) else 0)


@app.command()
def test(
    paths: SomePaths = None,
    bundled: Bundled = False,
    only: Annotated[str, typer.Option("--only", help="Run the tests whose title holds this text.")] = "",
    json: Json = False,
) -> None:
    """Run the tests that stand beside the rules, and measure which branches they take."""
    from claimwright.clause import ClauseError, check_packs, run_tests
    from claimwright.cli.output import print_json

    checked, findings, sources = check_packs(_with_bundled(paths, bundled))
    if any(each.is_error for each in findings):
        raise ClauseError(findings, sources)
    report = run_tests(checked, only=only)
    if json:
        print_json(_report_json(report))
    else:
        _print_report(report)
    raise typer.Exit(1 if report.failed else 0)


def _report_json(report: TestReport) -> dict[str, object]:
    tests = [
        {"pack": r.pack, "path": r.path, "line": r.line, "title": r.title, "failures": list(r.failures)}
        for r in report.results
    ]
    coverage = [
        {"rule": c.rule, "path": c.path, "branches": c.branches, "missed": [list(m) for m in c.missed]}
        for c in report.coverage
    ]
    return {"tests": tests, "coverage": coverage, "share": report.share}


def _print_report(report: TestReport) -> None:
    for result in report.results:
        for failure in result.failures:
            typer.echo(f"{result.path}:{result.line}: {result.title}\n  {failure}")
    for each in report.coverage:
        for line, what in each.missed:
            typer.echo(f"{each.path}:{line}: {each.rule}: no test takes: {what}")
    passed = len(report.results) - report.failed
    typer.echo(f"{passed} passed, {report.failed} failed; {report.share:.0%} of branches taken")


@app.command()
def doc(
    paths: Paths,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for one Markdown file a pack.")] = None,
    json: Json = False,
) -> None:
    """Write documentation of packs as Markdown."""
    from claimwright.clause.document import document_files, document_text
    from claimwright.clause.document_files import read_packs, write_files
    from claimwright.cli.output import print_json

    packs = read_packs(paths)
    if out is not None:
        written = write_files(out, document_files(packs))
        print_json([str(path) for path in written]) if json else typer.echo(f"{len(written)} files in {out}")
    elif json:
        print_json(document_files(packs))
    else:
        typer.echo(document_text(packs), nl=False)


@app.command()
def run(
    inputs: Annotated[Path, typer.Argument(help="JSON with `inputs` and `tables`.")],
    paths: SomePaths = None,
    bundled: Bundled = False,
    pipeline: Annotated[str, typer.Option("--pipeline", help="By default the only one.")] = "",
    trace: Annotated[bool, typer.Option("--trace", help="Print the trace too.")] = False,
    json: Json = False,
) -> None:
    """Run a pipeline on inputs from a file, and print its decisions and results."""
    from claimwright.clause.execute import execute
    from claimwright.cli.output import print_json

    done = execute(_with_bundled(paths, bundled), inputs, pipeline)
    if json:
        print_json(done.as_json())
    else:
        typer.echo(done.as_text(trace=trace))
