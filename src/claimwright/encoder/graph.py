"""The encoder as an ONNX graph, written node by node from the pretrained weights, so that a rebuild gives the same bytes.

Matrix products are in 8 bits: weights with one scale a column, activations with one scale a text, found when it runs.
The word table, half of the weights, has one scale a word. One text a run: with padding or neighbours in a batch, the
activations' scale, and with it the answer, would depend on what else is in the batch.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportMissingTypeStubs=false
# (onnx and safetensors come without complete types)

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from claimwright.encoder.embed import WIDTH

LAYERS, HEADS = 6, 12
OPSET, IR_VERSION = 18, 8

Array = NDArray[Any]
Weights = Mapping[str, Array]


def read_weights(folder: Path) -> Weights:
    """The pretrained weights, by BERT's names."""
    from safetensors.numpy import load_file

    return load_file(folder / "model.safetensors")


def write_graph(weights: Weights, target: Path) -> None:
    """Write the quantised encoder. Input `ids` (1, pieces); outputs `hidden` (1, pieces, 384) and `mean` (1, 384)."""
    graph = _Graph(weights)
    x = graph.embeddings()
    for layer in range(LAYERS):
        x = graph.layer(x, f"encoder.layer.{layer}.")
    graph.node("Identity", [x], "hidden")
    graph.node("ReduceMean", ["hidden", graph.constant("over_pieces", np.array([1], np.int64))], "mean", keepdims=0)
    target.write_bytes(graph.model().SerializeToString(deterministic=True))


class _Graph:
    """Nodes and constants as they are added, in order."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def node(self, kind: str, inputs: list[str], output: str, *, domain: str = "", **options: Any) -> str:
        """Add an operation with one output."""
        self._nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **options))
        return output

    def constant(self, name: str, values: Array) -> str:
        """Add a constant."""
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def embeddings(self) -> str:
        """Words, places and the one kind of segment, summed and normalised."""
        places = (
            self._weights["embeddings.position_embeddings.weight"]
            + self._weights["embeddings.token_type_embeddings.weight"][0]
        )
        zero = self.constant("zero", np.array([0], np.int64))
        length = self.node("Shape", ["ids"], "pieces", start=1, end=2)
        at = self.node("Slice", [self.constant("places", places), zero, length, zero], "place")
        return self._norm(self.node("Add", [self._words(), at], "embedded"), "embeddings.LayerNorm")

    def layer(self, x: str, key: str) -> str:
        """One transformer layer, normalised after each half."""
        mixed = self._product(self._attend(x, key), f"{key}attention.output.dense")
        x = self._norm(self.node("Add", [x, mixed], f"{key}middle"), f"{key}attention.output.LayerNorm")
        wide = self._product(x, f"{key}intermediate.dense")
        wide = self.node("Gelu", [wide], f"{key}gelu", domain="com.microsoft")
        wide = self._product(wide, f"{key}output.dense")
        return self._norm(self.node("Add", [x, wide], f"{key}end"), f"{key}output.LayerNorm")

    def model(self) -> Any:
        """The finished model."""
        value = helper.make_tensor_value_info
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [value("ids", TensorProto.INT64, [1, "pieces"])],
            [value("hidden", TensorProto.FLOAT, [1, "pieces", WIDTH]), value("mean", TensorProto.FLOAT, [1, WIDTH])],
            self._constants,
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
        return onnx.helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="claimwright")

    def _words(self) -> str:
        """The word table as a Gather of bytes times a Gather of scales."""
        table = self._weights["embeddings.word_embeddings.weight"]
        scales = (np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127).astype(np.float32)
        small = np.round(table / scales).astype(np.int8)
        raw = self.node("Gather", [self.constant("word_bytes", small), "ids"], "word_raw")
        scale = self.node("Gather", [self.constant("word_scales", scales), "ids"], "word_scale")
        return self.node("Mul", [self.node("Cast", [raw], "word_float", to=TensorProto.FLOAT), scale], "words")

    def _attend(self, x: str, key: str) -> str:
        """Query, key and value as one product, split, and attention over the whole text."""
        parts = [f"{key}attention.self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([self._weights[f"{part}.weight"] for part in parts])
        bias = np.concatenate([self._weights[f"{part}.bias"] for part in parts])
        joined = self._quantised(x, f"{key}attention.joined", weight, bias)
        split = [f"{key}{part}" for part in ("query", "key", "value")]
        self._nodes.append(helper.make_node("Split", [joined], split, name=f"{key}split", axis=-1, num_outputs=3))
        return self.node("MultiHeadAttention", split, f"{key}attended", domain="com.microsoft", num_heads=HEADS)

    def _product(self, x: str, key: str) -> str:
        return self._quantised(x, key, self._weights[f"{key}.weight"], self._weights[f"{key}.bias"])

    def _quantised(self, x: str, name: str, weight: Array, bias: Array) -> str:
        """`x` times the transposed weight (out, in) in 8 bits, plus the bias."""
        scales = (np.abs(weight).max(1) / 127).astype(np.float32)
        small = np.round(weight / scales[:, None]).astype(np.int8).T
        inputs = [x, self.constant(f"{name}.bytes", small), self.constant(f"{name}.scales", scales), ""]
        inputs.append(self.constant(f"{name}.bias", bias))
        return self.node("DynamicQuantizeMatMul", inputs, f"{name}.out", domain="com.microsoft")

    def _norm(self, x: str, key: str) -> str:
        parts = [self.constant(f"{key}.{part}", self._weights[f"{key}.{part}"]) for part in ("weight", "bias")]
        return self.node("LayerNormalization", [x, *parts], f"{key}.out", epsilon=1e-12, axis=-1)
