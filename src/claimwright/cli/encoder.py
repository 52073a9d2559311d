"""`claimwright encoder`: build the shipped sentence encoder, and embed texts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="The sentence encoder: build it, embed texts.")

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def build(
    out: Annotated[Path, typer.Option("--out", help="Folder of the model that is written.")] = Path(
        "src/claimwright/encoder/data"
    ),
    json: Json = False,
) -> None:
    """Write the model, its tokenizer and its card from the pretrained weights, and measure their agreement."""
    from claimwright.cli.output import print_json, print_table
    from claimwright.encoder.build import build as build_encoder

    built = build_encoder(out)
    if json:
        print_json(built)
        return
    print_table(("file", ">bytes", "SHA-256"), [(n, built.sizes.get(n, ""), h) for n, h in built.hashes.items()])
    sys.stdout.write(f"cosine to 32 bits: mean {built.agreement.mean:.4f}, least {built.agreement.least:.4f}\n")


@app.command()
def embed(
    source: Annotated[Path | None, typer.Argument(help="Texts, one a line; standard input without it.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="NumPy file that is written instead of JSON lines.")] = None,
    slide: Annotated[bool, typer.Option("--slide", help="Read long texts in overlapping windows.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Threads.")] = 1,
    json: Json = False,
) -> None:
    """Write the vector of every text: a JSON array a line, or with --json one document, or a NumPy file."""
    import numpy as np

    from claimwright.cli.output import print_json, print_jsonl
    from claimwright.encoder.embed import Encoder

    text = source.read_text("utf-8") if source else sys.stdin.read()
    vectors = Encoder.load(workers=workers).embed(text.splitlines(), slide=slide)
    if out:
        np.save(out, vectors)
    elif json:
        print_json(vectors.tolist())
    else:
        print_jsonl(vectors.tolist())
