"""MiniLM-L6 (6 layers, 384 wide, 12 heads) as a small torch module: what intake trains, and what exports are held against.

It follows BERT (J. Devlin et al., 2019) so that the weights of all-MiniLM-L6-v2 fit name by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of an encoder. The default is MiniLM-L6's."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    shape_width: int = 64


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, size: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = size.heads
        self.query, self.key, self.value, self.output = (nn.Linear(size.width, size.width) for _ in range(4))
        self.inner, self.outer = nn.Linear(size.width, size.inner), nn.Linear(size.inner, size.width)
        self.norm_attention = nn.LayerNorm(size.width, eps=1e-12)
        self.norm_output = nn.LayerNorm(size.width, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        if torch.onnx.is_in_onnx_export():
            mixed = self._attend_plainly(x)
        else:
            batch, length, width = x.shape
            q, k, v = (
                part(x).view(batch, length, self.heads, width // self.heads).transpose(1, 2)
                for part in (self.query, self.key, self.value)
            )
            mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
            mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        mixed = self.output(mixed)
        x = self.norm_attention(x + mixed)
        return self.norm_output(x + self.drop(self.outer(functional.gelu(self.inner(x)))))

    def _attend_plainly(self, x: Tensor) -> Tensor:
        """The same attention for one text, in the operations that the runtime's optimiser knows how to fuse."""
        width = self.query.out_features
        part = width // self.heads
        q = self.query(x).view(1, -1, self.heads, part).permute(0, 2, 1, 3)
        k = self.key(x).view(1, -1, self.heads, part).permute(0, 2, 3, 1)
        v = self.value(x).view(1, -1, self.heads, part).permute(0, 2, 1, 3)
        weights = torch.softmax(torch.matmul(q, k) / part**0.5, dim=-1)
        return torch.matmul(weights, v).permute(0, 2, 1, 3).contiguous().view(1, -1, width)


class Encoder(nn.Module):
    """Word pieces to vectors. `extra` is added to the embeddings before their normalisation."""

    def __init__(self, size: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(size.vocabulary, size.width)
        self.positions = nn.Embedding(size.positions, size.width)
        self.kind = nn.Parameter(torch.zeros(size.width))
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.drop = nn.Dropout(dropout)

    def forward(self, ids: Tensor, mask: Tensor | None, extra: Tensor | None = None) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(places) + self.kind
        x = self.drop(self.norm(x if extra is None else x + extra))
        for layer in self.layers:
            x = layer(x, mask)
        return x


def load_pretrained(encoder: Encoder, folder: Path) -> None:
    """Copy the weights of all-MiniLM-L6-v2 into the encoder, name by name."""
    from safetensors.torch import load_file  # pyright: ignore[reportUnknownVariableType]

    weights: dict[str, Tensor] = load_file(folder / "model.safetensors")
    encoder.load_state_dict({ours: weights[theirs] for ours, theirs in parameter_names(len(encoder.layers))} | {
        "kind": weights["embeddings.token_type_embeddings.weight"][0],
    })  # fmt: skip


def parameter_names(layers: int) -> list[tuple[str, str]]:
    """Our parameter names beside BERT's; the row of the segment is not among them."""
    out = [
        ("words.weight", "embeddings.word_embeddings.weight"),
        ("positions.weight", "embeddings.position_embeddings.weight"),
        ("norm.weight", "embeddings.LayerNorm.weight"),
        ("norm.bias", "embeddings.LayerNorm.bias"),
    ]
    parts = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "output": "attention.output.dense", "norm_attention": "attention.output.LayerNorm",
        "inner": "intermediate.dense", "outer": "output.dense", "norm_output": "output.LayerNorm",
    }  # fmt: skip
    for number in range(layers):
        for ours, theirs in parts.items():
            names = (f"layers.{number}.{ours}.", f"encoder.layer.{number}.{theirs}.")
            out += [(names[0] + kind, names[1] + kind) for kind in ("weight", "bias")]
    return out
