"""`claimwright appeals draft`: the letter that fits a denial, and the sender's sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from claimwright.appeals.letters import Draft
    from claimwright.appeals.letters.render import Format
    from claimwright.appeals.records import Denial


def draft_command(
    claim: Annotated[str, typer.Option("--claim", help="An adjudicated claim's id.")] = "",
    line: Annotated[int | None, typer.Option("--line", help="One of its lines; by default all denied ones.")] = None,
    runs: Annotated[Path | None, typer.Option("--runs", help="Run folder; by default the last one.")] = None,
    case: Annotated[str, typer.Option("--case", help="A case as JSON instead of a claim; - is standard input.")] = "",
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            help="internal-appeal, external-review, corrected-claim, provider-dispute, cover; by default what fits.",
        ),
    ] = "",
    answer: Annotated[
        list[str] | None, typer.Option("--answer", help="A field, such as plan_type=employer-insured.")
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="A sentence that you vouch for; the letter may state it.")
    ] = None,
    cite: Annotated[
        list[str] | None, typer.Option("--cite", help="A provision to quote, such as '42 USC 300gg-8(a)'.")
    ] = None,
    date: Annotated[str, typer.Option("--date", help="The letter's date, as 2024-11-04; by default today.")] = "",
    to: Annotated[str, typer.Option("--to", help="md, docx or pdf.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="File for the letter; the sheet goes beside it.")] = None,
    writer: Annotated[str, typer.Option("--writer", help="template, or llm with --llm.")] = "template",
    llm: Annotated[str, typer.Option("--llm", help="The model, such as openai:NAME@http://localhost:8000/v1.")] = "",
    corpus: Annotated[
        Path | None, typer.Option("--corpus", help="Corpus folder; by default yours, else the bundled law.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, with every paragraph's supports.")] = False,
) -> None:
    """Write the letter: an appeal, a request for review, a corrected claim's cover, or a payment dispute.

    It says only what the case, the claim's trace or an opened provision supports. What it could not support, blanks,
    deadlines and sources stand in the sender's sheet, which is not sent. Exit code 1: paragraphs had to be dropped.
    """
    from claimwright.appeals.letters import draft
    from claimwright.appeals.letters.case_file import answered
    from claimwright.appeals.letters.choices import letter_date, letter_kind, output_format, writer_model
    from claimwright.corpus.index.open import open_corpus
    from claimwright.corpus.layout import Layout

    form = output_format(to, out)
    denial = answered(_denial(claim, line, runs, case), answer or (), fact or ())
    opened = open_corpus(Layout(corpus) if corpus else None)
    made = draft(
        denial, opened, kind=letter_kind(kind), date=letter_date(date), cite=cite or (), model=writer_model(writer, llm)
    )
    _show(made, form, out, json=json)
    raise typer.Exit(1 if made.sheet.dropped else 0)


def _denial(claim: str, line: int | None, runs: Path | None, case: str) -> Denial:
    from claimwright.core.errors import InputError

    if bool(claim) == bool(case):
        raise InputError("give a claim or a case", fix="--claim H-1001, or --case case.json", code="APPEALS-DRAFT")
    if claim:
        from claimwright.desk.denials import open_denial
        from claimwright.trace.runs import last_runs

        return open_denial(runs or last_runs(), claim, line)
    from claimwright.appeals.letters.case_file import read_case_file

    return read_case_file(case)


def _show(made: Draft, form: Format, out: Path | None, *, json: bool) -> None:
    from claimwright.appeals.letters.render import render_letter, render_sheet
    from claimwright.cli.output import print_json

    if out is not None:
        sheet = out.with_name(f"{out.stem}.sheet{out.suffix}")
        out.write_bytes(render_letter(made, form))
        sheet.write_bytes(render_sheet(made, form))
        typer.echo(f"letter: {out}\nsender's sheet, not to be sent: {sheet}", err=True)
    if json:
        print_json(made)
    elif out is None:
        typer.echo(render_letter(made, "md").decode() + "\n---\n\n" + render_sheet(made, "md").decode(), nl=False)
