"""`claimwright intake`: read messages, take PHI out and back, measure, and keep the model."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import sys
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from claimwright.intake.inbox import Refusal
    from claimwright.intake.redact import Operator

app = typer.Typer(no_args_is_help=True, help="Intent, insurance fields and PHI of inbound messages.")

Source = Annotated[str, typer.Argument(help="A text file, a JSON Lines file, a folder, or - for standard input.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write here instead of standard output.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document with messages and errors.")]
Model = Annotated[str | None, typer.Option("--model", help="Folder of a model; by default the one that is installed.")]
Key = Annotated[Path, typer.Option("--key", help="Key file; redact makes it, mode 0600, where it is not there.")]


@app.command()
def extract(
    source: Source = "-",
    out: Out = None,
    verify: Annotated[
        str | None, typer.Option(help="module:function of (label, value) -> bool that checks identifiers.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Read in that many processes.")] = 1,
    llm: Annotated[
        str | None, typer.Option(help="Ask this language model where unsure: openai:NAME@http://host:port/v1")
    ] = None,
    llm_per_hour: Annotated[int, typer.Option(min=1, help="Most calls of the language model in an hour.")] = 600,
    llm_calls: Annotated[int | None, typer.Option(min=0, help="Most calls of the language model in all.")] = None,
    model: Model = None,
    json: Json = False,
) -> None:
    """Read messages; write JSON Lines in the annotation format with scores, fields and explanations."""
    from claimwright.intake.inbox import read
    from claimwright.intake.run import Job, ask, records

    fallback = ask(llm, llm_per_hour, llm_calls) if llm else None
    found = records(read(source), Job(model, verify), jobs=jobs, improve=fallback.improve if fallback else None)
    try:
        _finish(found, out, json)
    finally:
        if fallback:
            import msgspec

            sys.stderr.write(f"language model: {msgspec.json.encode(fallback.report.to_json()).decode()}\n")


@app.command()
def redact(
    source: Source = "-",
    operator: Annotated[str, typer.Option(help="mask, replace, hash, encrypt or pseudonym.")] = "replace",
    key: Key = Path("redaction.key"),
    map_file: Annotated[
        Path | None, typer.Option("--map", help="Write the seals here, so that mask and replace can be restored.")
    ] = None,
    out: Out = None,
    model: Model = None,
    json: Json = False,
) -> None:
    """Take PHI out of messages; write the redacted text with its length map."""
    from claimwright.core.errors import ConfigError
    from claimwright.intake.extractor import Extractor
    from claimwright.intake.inbox import Refusal, read
    from claimwright.intake.redact import OPERATORS, RedactionKey
    from claimwright.intake.redact.files import redact_items

    chosen: Operator | None = next((o for o in OPERATORS if o == operator), None)
    if chosen is None:
        raise ConfigError(
            f"there is no operator {operator!r}", fix=f"use one of {', '.join(OPERATORS)}", code="INTAKE-OPERATOR"
        )
    extractor = Extractor.load(model)
    if extractor.note:
        sys.stderr.write(f"note: {extractor.note}\n")
    with _writer(map_file) as seals:
        pairs = redact_items(read(source), extractor, chosen, RedactionKey.open(key))
        _finish((p if isinstance(p, Refusal) else _kept(p, seals) for p in pairs), out, json)


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="What redact wrote.")],
    key: Key = Path("redaction.key"),
    map_file: Annotated[
        Path | None, typer.Option("--map", help="The map that redact wrote, for mask and replace.")
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Write the texts alone, byte for byte.")] = False,
    out: Out = None,
    json: Json = False,
) -> None:
    """Map redacted messages back."""
    from claimwright.intake.redact import RedactionKey
    from claimwright.intake.redact.files import restore_lines

    lines = restore_lines(source, RedactionKey.load(key), map_file)
    _finish(lines, out, json, text_only=text)


@app.command()
def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Annotated JSON Lines files.")],
    model: Model = None,
    recognisers_only: Annotated[
        bool, typer.Option("--recognisers-only", help="Measure the recognisers without a model.")
    ] = False,
    html: Annotated[Path | None, typer.Option(help="Write the report with plots here.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Figures as JSON.")] = False,
) -> None:
    """Measure strict span figures, leakage, calibration, intents and latency on annotated messages."""
    from claimwright.cli.output import print_json, progress
    from claimwright.intake.evaluate import html as html_report
    from claimwright.intake.evaluate import text as text_report
    from claimwright.intake.evaluate.report import as_json
    from claimwright.intake.evaluate.report import evaluate as measure
    from claimwright.intake.extractor import Extractor
    from claimwright.intake.messages import read_annotated

    extractor = Extractor(None, "recognisers alone") if recognisers_only else Extractor.load(model)
    results = [measure(f.name, progress(read_annotated(f), label=f.name), extractor.extract) for f in files]
    if html:
        html.write_text(html_report.render(results), "utf-8")
    if json:
        print_json([as_json(result) for result in results])
    else:
        sys.stdout.write("\n".join(text_report.render(result) for result in results))


def _kept(pair: tuple[dict[str, Any], dict[str, Any]], seals: Any) -> dict[str, Any]:
    import msgspec

    line, sealed = pair
    if seals is not None:
        seals.write(msgspec.json.encode(sealed) + b"\n")
    return line


@contextlib.contextmanager
def _writer(path: Path | None) -> Generator[Any]:
    if path is None:
        yield None
        return
    with path.open("wb") as file:
        yield file


def _finish(
    found: Iterable[dict[str, Any] | Refusal], out: Path | None, as_one: bool, *, text_only: bool = False
) -> None:
    """Write records as they come, errors to standard error; exit code 1 where there were any."""
    from claimwright.intake.writing import write

    def told(refusal: Refusal) -> None:
        sys.stderr.write(f"error: {refusal.error}\n")

    with _writer(out) as file:
        refused = write(found, file or sys.stdout.buffer, told, as_one=as_one, text_only=text_only)
    if refused:
        raise typer.Exit(1)


def _register_model_commands() -> None:
    module = f"{__package__}._intake_model"
    if importlib.util.find_spec(module) is None:
        return
    model_commands = importlib.import_module(module)
    for name in ("train", "generate", "clean", "export", "card"):
        command = getattr(model_commands, name, None)
        if command is not None:
            app.command(name)(command)


_register_model_commands()
