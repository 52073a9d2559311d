"""The encoder with shape features and three heads, as a small torch module."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import torch
from torch import Tensor, nn

from claimwright.encoder.network import Encoder, Shape
from claimwright.intake.labels import INTENTS
from claimwright.intake.model.shapes import SIZE
from claimwright.intake.model.tags import tag_names


class IntakeNetwork(nn.Module):
    """The encoder, the shape features (added at the bottom, joined at the top) and the three heads."""

    def __init__(self, size: Shape | None = None, *, dropout: float = 0.1, shapes: bool = True) -> None:
        super().__init__()
        size = size or Shape()
        self.encoder = Encoder(size, dropout)
        self.use_shapes = shapes
        self.shape_in = nn.Embedding(SIZE, size.width)
        self.shape_out = nn.Embedding(SIZE, size.shape_width)
        self.drop = nn.Dropout(dropout)
        joined = size.width + size.shape_width
        self.phi, self.insurance = (
            nn.Linear(joined, len(tag_names("phi"))),
            nn.Linear(joined, len(tag_names("insurance"))),
        )
        self.intent_hidden = nn.Linear(2 * size.width, size.width)
        self.intents = nn.Linear(size.width, len(INTENTS))
        for table in (self.shape_in, self.shape_out):
            nn.init.normal_(table.weight, std=0.02 if table is self.shape_in else 0.1)

    @classmethod
    def of(cls, weights: Mapping[str, Tensor]) -> IntakeNetwork:
        """The network that these weights are of, with as many layers as they have."""
        layers = {name.split(".")[2] for name in weights if name.startswith("encoder.layers.")}
        network = cls(Shape(layers=len(layers)))
        network.load_state_dict(weights)
        return network

    def drop_layers(self, numbers: Collection[int]) -> None:
        """Take these layers, counted from 0 at the bottom, out of the encoder."""
        kept = [layer for number, layer in enumerate(self.encoder.layers) if number not in numbers]
        self.encoder.layers = nn.ModuleList(kept)

    def forward(self, ids: Tensor, shapes: Tensor, present: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of intents (batch, 7), PHI tags and insurance tags (batch, pieces, tags). `present`: no padding."""
        mask = None if present is None else present[:, None, None, :]
        extra = self.shape_in(shapes).sum(2) if self.use_shapes else None
        x = self.encoder(ids, mask, extra)
        joined = self.drop(torch.cat([x, self._late(shapes)], 2))
        return self._intent(x, present), self.phi(joined), self.insurance(joined)

    def _late(self, shapes: Tensor) -> Tensor:
        late = self.shape_out(shapes).sum(2)
        return late if self.use_shapes else late * 0.0

    def _intent(self, x: Tensor, present: Tensor | None) -> Tensor:
        if present is None:
            mean = x.mean(1)
        else:
            weight = present[:, :, None].to(x.dtype)
            mean = (x * weight).sum(1) / weight.sum(1)
        hidden = torch.tanh(self.intent_hidden(self.drop(torch.cat([mean, x[:, 0]], 1))))
        return self.intents(self.drop(hidden))
