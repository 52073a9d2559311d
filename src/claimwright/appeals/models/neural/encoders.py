"""Checkpoints as one kind of encoder: MiniLM, any folder of BERT's shape, and what transformers can load.

A BERT-shaped folder has `config.json` (`model_type` bert), `model.safetensors` and `tokenizer.json`, and is read without
transformers. Other models (DistilBERT, RoBERTa, ...) and names on a hub need the package transformers.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportMissingImports=false, reportMissingTypeStubs=false
# (torch comes without complete types; transformers is optional)

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from claimwright.core.errors import ConfigError, MissingExtraError
from claimwright.encoder.network import Encoder, Shape, parameter_names
from claimwright.encoder.pretrained import pretrained_folder
from claimwright.encoder.runtime import load_tokenizer

CODE = "APPEALS-CHECKPOINT"
_SPECIAL = (("[CLS]", "<s>"), ("[SEP]", "</s>"), ("[MASK]", "<mask>"), ("[PAD]", "<pad>"))


@dataclass(frozen=True, slots=True)
class Special:
    """The numbers of the special pieces."""

    first: int
    last: int
    mask: int
    pad: int


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """An encoder that turns piece numbers (batch, pieces) and what is present into vectors, with its tokenizer."""

    network: nn.Module
    tokenizer: Tokenizer
    special: Special
    width: int
    pieces: int


class BertEncoder(nn.Module):
    """The project's own BERT, which can run its frozen lower layers apart from the trained ones."""

    def __init__(self, size: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.body, self.size = Encoder(size, dropout), size
        self.frozen = 0

    def freeze_below(self, trained: int | None) -> None:
        """Train the topmost `trained` layers only; None trains all."""
        if trained is None:
            return
        self.frozen = max(0, len(self.body.layers) - trained)
        for name, parameter in self.body.named_parameters():
            parts = name.split(".")
            parameter.requires_grad = parts[0] == "layers" and int(parts[1]) >= self.frozen

    def stem(self, ids: Tensor, present: Tensor) -> Tensor:
        """What the frozen part gives: vectors to go on from."""
        body = self.body
        places = torch.arange(ids.shape[1], device=ids.device)
        x = body.norm(body.words(ids) + body.positions(places) + body.kind)
        x = x if self.frozen else body.drop(x)
        for layer in list(body.layers)[: self.frozen]:
            x = layer(x, present[:, None, None, :])
        return x

    def crown(self, x: Tensor, present: Tensor) -> Tensor:
        """The trained layers."""
        for layer in list(self.body.layers)[self.frozen :]:
            x = layer(x, present[:, None, None, :])
        return x

    def forward(self, ids: Tensor, present: Tensor) -> Tensor:
        if not self.frozen:
            return self.crown(self.stem(ids, present), present)
        was = self.training
        self.body.eval()
        with torch.no_grad():
            x = self.stem(ids, present)
        self.body.train(was)
        return self.crown(x, present)


class HubEncoder(nn.Module):
    """Any encoder of transformers."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.body = model

    def freeze_below(self, trained: int | None) -> None:
        """Train the topmost `trained` layers only; None trains all."""
        if trained is None:
            return
        layers = max((m for m in self.body.modules() if isinstance(m, nn.ModuleList)), key=len)
        for parameter in self.body.parameters():
            parameter.requires_grad = False
        for layer in list(layers)[max(0, len(layers) - trained) :]:
            for parameter in layer.parameters():
                parameter.requires_grad = True

    def forward(self, ids: Tensor, present: Tensor) -> Tensor:
        return self.body(input_ids=ids, attention_mask=present.long()).last_hidden_state


def open_checkpoint(name: str = "", *, dropout: float = 0.1) -> Checkpoint:
    """The encoder of a name: empty for MiniLM, a folder, or a model on a hub.

    Raises `ConfigError` for a folder that is none, `MissingExtraError` where a package is absent.
    """
    folder = Path(name) if name else pretrained_folder()
    config = folder / "config.json"
    if not config.is_file():
        if name and folder.is_dir():
            raise ConfigError("the folder has no config.json", where=name, fix="give a model's folder", code=CODE)
        return _open_with_transformers(name)
    settings = msgspec.json.decode(config.read_bytes(), type=dict[str, Any])
    if settings.get("model_type", "bert") == "bert" and (folder / "model.safetensors").is_file():
        return _open_bert(folder, settings, dropout)
    return _open_with_transformers(name)


def fresh(size: Shape, tokenizer: Tokenizer, *, dropout: float = 0.1) -> Checkpoint:
    """An encoder with random weights, for tests and for training from nothing."""
    return Checkpoint(BertEncoder(size, dropout), tokenizer, special_of(tokenizer), size.width, size.positions)


def special_of(tokenizer: Tokenizer) -> Special:
    """The special pieces by the names of BERT or of RoBERTa."""
    numbers = [
        next((n for name in names if (n := tokenizer.token_to_id(name)) is not None), None) for names in _SPECIAL
    ]
    if None in numbers:
        raise ConfigError(
            "the tokenizer has no classification, separation, mask and padding pieces",
            fix="give the checkpoint of an encoder", code=CODE,
        )  # fmt: skip
    return Special(*(int(number or 0) for number in numbers))


def bert_weights(encoder: BertEncoder) -> dict[str, Any]:
    """The weights by BERT's names, as arrays."""
    state = encoder.body.state_dict()
    weights = {
        theirs: state[ours].detach().cpu().float().numpy() for ours, theirs in parameter_names(encoder.size.layers)
    }
    kinds = np.zeros((2, encoder.size.width), np.float32)
    kinds[0] = state["kind"].detach().cpu().float().numpy()
    return weights | {"embeddings.token_type_embeddings.weight": kinds}


def save_bert(encoder: BertEncoder, tokenizer: Tokenizer, folder: Path) -> None:
    """Write a folder that `open_checkpoint` and transformers read."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file(bert_weights(encoder), folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "config.json").write_bytes(msgspec.json.format(msgspec.json.encode(_settings(encoder.size)), indent=2))
    tokenizer.save(str(folder / "tokenizer.json"))


def _open_bert(folder: Path, settings: dict[str, Any], dropout: float) -> Checkpoint:
    from safetensors.torch import load_file

    size = Shape(
        layers=settings["num_hidden_layers"], width=settings["hidden_size"], heads=settings["num_attention_heads"],
        inner=settings["intermediate_size"], vocabulary=settings["vocab_size"],
        positions=settings["max_position_embeddings"],
    )  # fmt: skip
    weights = {key.removeprefix("bert."): value for key, value in load_file(folder / "model.safetensors").items()}
    encoder = BertEncoder(size, dropout)
    state = {ours: weights[theirs].float() for ours, theirs in parameter_names(size.layers)}
    encoder.body.load_state_dict(state | {"kind": weights["embeddings.token_type_embeddings.weight"][0].float()})
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    return Checkpoint(encoder, tokenizer, special_of(tokenizer), size.width, size.positions)


def _open_with_transformers(name: str) -> Checkpoint:
    if importlib.util.find_spec("transformers") is None:
        raise MissingExtraError("transformers", "train")
    import transformers

    model: Any = transformers.AutoModel.from_pretrained(name)
    fast: Any = transformers.AutoTokenizer.from_pretrained(name, use_fast=True)
    tokenizer: Tokenizer = fast.backend_tokenizer
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pieces = int(getattr(model.config, "max_position_embeddings", 512))
    return Checkpoint(HubEncoder(model), tokenizer, special_of(tokenizer), int(model.config.hidden_size), pieces)


def _settings(size: Shape) -> dict[str, Any]:
    return {
        "model_type": "bert", "architectures": ["BertModel"], "num_hidden_layers": size.layers,
        "hidden_size": size.width, "num_attention_heads": size.heads, "intermediate_size": size.inner,
        "vocab_size": size.vocabulary, "max_position_embeddings": size.positions, "type_vocab_size": 2,
        "hidden_act": "gelu", "layer_norm_eps": 1e-12, "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.0,
        "pad_token_id": 0,
    }  # fmt: skip
