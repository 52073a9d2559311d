"""From the trained network to what ships: ONNX, quantised to 8 bits, beside its tokenizer.

Matrix products are quantised per channel with dynamic activations; the word table, half of the weights, is stored
in 8 bits with one scale a word (one scale for the whole table would serve rare words badly). The runtime's own fusions
are done here once and stored, so that opening a session takes less time.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportMissingTypeStubs=false
# (torch, onnx and onnxruntime come without complete types)

from __future__ import annotations

import logging
import shutil
import tempfile
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from claimwright.encoder.network import Shape
from claimwright.encoder.pretrained import pretrained_folder
from claimwright.intake.model.network import IntakeNetwork
from claimwright.intake.model.shapes import FEATURES

OPSET = 17
_LEFT_OUT = ("SkipLayerNormFusion", "BiasSkipLayerNormFusion", "BiasGeluFusion", "Avx2WeightS8ToU8Transformer")


def export(network: IntakeNetwork, folder: Path, *, quantise: bool = True) -> Path:
    """Write `model.onnx` and `tokenizer.json` into the folder; returns the model's path."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "model.onnx"
    shutil.copyfile(pretrained_folder() / "tokenizer.json", folder / "tokenizer.json")
    with tempfile.TemporaryDirectory() as temporary, _quiet():
        plain = Path(temporary) / "plain.onnx"
        _write_onnx(network.eval(), plain)
        if quantise:
            _store_fused(_quantise(_fuse(plain)), target)
        else:
            shutil.copyfile(plain, target)
    return target


@contextmanager
def _quiet() -> Generator[None]:
    """The quantiser tells of every tensor, the exporter of its successor; keep both silent."""
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)


def _write_onnx(network: nn.Module, path: Path) -> None:
    """One text a run (batch 1), any number of pieces."""
    ids = torch.randint(1000, 2000, (1, 12))
    shapes = torch.randint(1, 50, (1, 12, FEATURES))
    torch.onnx.export(
        network, (ids, shapes), str(path), dynamo=False, opset_version=OPSET,
        input_names=["ids", "shapes"], output_names=["intents", "phi", "insurance"],
        dynamic_axes={name: {1: "pieces"} for name in ("ids", "shapes", "phi", "insurance")},
    )  # fmt: skip


def _fuse(path: Path) -> Path:
    """Attention and GELU as one operation each; layer norms stay plain, being six times as fast so on a CPU.

    The bias before a GELU stays apart, so that the product before it takes it up at no cost.
    """
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    size, options = Shape(), FusionOptions("bert")
    options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = options.enable_embed_layer_norm = False
    options.enable_bias_gelu = False
    fused = optimizer.optimize_model(
        str(path),
        model_type="bert",
        num_heads=size.heads,
        hidden_size=size.width,
        opt_level=0,
        optimization_options=options,
    )
    out = path.with_name("fused.onnx")
    fused.save_model_to_file(str(out))
    return out


def _quantise(source: Path) -> Path:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = onnx.load(str(source))
    _store_words_by_row(model.graph)
    onnx.save(model, str(source))
    target = source.with_name("quantised.onnx")
    quantize_dynamic(
        source, target, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Attention"],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    return target


def _store_fused(source: Path, target: Path) -> None:
    """The graph after the runtime's fusions, leaving out those that are slower or fit one kind of processor alone."""
    import onnxruntime

    runtime: Any = onnxruntime
    options = runtime.SessionOptions()
    options.graph_optimization_level = runtime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(target)
    options.log_severity_level = 3
    runtime.InferenceSession(
        str(source), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(_LEFT_OUT)
    )


def _store_words_by_row(graph: Any) -> None:
    """Replace the word table's Gather by a Gather of bytes times a Gather of scales."""
    from onnx import TensorProto, helper, numpy_helper

    table = next(tensor for tensor in graph.initializer if tensor.dims[0] == Shape().vocabulary)
    place, node = next((i, n) for i, n in enumerate(graph.node) if n.op_type == "Gather" and n.input[0] == table.name)
    weights = numpy_helper.to_array(table)
    scales = np.maximum(np.abs(weights).max(1, keepdims=True), 1e-8) / 127
    bytes_ = np.round(weights / scales).astype(np.int8)
    graph.initializer.remove(table)
    graph.initializer.extend(
        [
            numpy_helper.from_array(bytes_, "word_bytes"),
            numpy_helper.from_array(scales.astype(np.float32), "word_scales"),
        ]
    )
    ids, out = node.input[1], node.output[0]
    graph.node.remove(node)
    steps = [
        helper.make_node("Gather", ["word_bytes", ids], ["word_raw"]), helper.make_node("Cast", ["word_raw"], ["word_float"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["word_scales", ids], ["word_scale"]), helper.make_node("Mul", ["word_float", "word_scale"], [out]),
    ]  # fmt: skip
    for offset, step in enumerate(steps):
        graph.node.insert(place + offset, step)
