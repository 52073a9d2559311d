"""From the trained network to what ships: ONNX, quantised to 8 bits per channel, beside its tokenizer."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import torch
from torch import nn

from claimwright.intake.model.network import IntakeNetwork, pretrained_folder
from claimwright.intake.model.shapes import FEATURES

OPSET = 17


def export(network: IntakeNetwork, folder: Path, *, quantise: bool = True) -> Path:
    """Write `model.onnx` and `tokenizer.json` into the folder; returns the model's path."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "model.onnx"
    shutil.copyfile(pretrained_folder() / "tokenizer.json", folder / "tokenizer.json")
    with tempfile.TemporaryDirectory() as temporary:
        plain = Path(temporary) / "plain.onnx"
        _write_onnx(network.eval(), plain)
        if quantise:
            _quantise(_optimise(plain), target)
        else:
            shutil.copyfile(plain, target)
    return target


def _write_onnx(network: nn.Module, path: Path) -> None:
    ids = torch.randint(1000, 2000, (1, 12))
    shapes = torch.randint(1, 50, (1, 12, FEATURES))
    torch.onnx.export(
        network, (ids, shapes), str(path), dynamo=False, opset_version=OPSET,
        input_names=["ids", "shapes"], output_names=["intents", "phi", "insurance"],
        dynamic_axes={name: {0: "batch", 1: "pieces"} for name in ("ids", "shapes", "phi", "insurance")}
        | {"intents": {0: "batch"}},
    )  # fmt: skip


def _optimise(path: Path) -> Path:
    """Fuse attention, GELU and layer norms where the runtime's optimiser is at hand; else leave as is."""
    try:
        from onnxruntime.transformers import optimizer
    except ImportError:
        return path
    fused = optimizer.optimize_model(str(path), model_type="bert", num_heads=12, hidden_size=384, opt_level=0)
    out = path.with_name("fused.onnx")
    fused.save_model_to_file(str(out))
    return out


def _quantise(source: Path, target: Path) -> None:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        source, target, per_channel=True, weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
