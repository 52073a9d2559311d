"""Trained networks on disk: the encoder as a folder of its own, the rest as safetensors, and what is needed to rebuild it."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# (torch and safetensors come without complete types)

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from torch import nn

from claimwright.appeals.models.neural.encoders import BertEncoder, Checkpoint, open_checkpoint, save_bert
from claimwright.core.errors import InputError, NotFoundError

CODE = "APPEALS-NETWORK"
_INNER = "encoder."


def save_network(network: nn.Module, checkpoint: Checkpoint, told: dict[str, Any], folder: Path) -> None:
    """Write a folder; `told` says what the network is and is written last."""
    from safetensors.torch import save_file

    save_encoder(checkpoint, folder / "encoder")
    rest = {
        name: value.detach().cpu().contiguous()
        for name, value in network.state_dict().items()
        if not name.startswith(_INNER)
    }
    save_file(rest, folder / "head.safetensors")
    (folder / "task.json").write_bytes(msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n")


def save_encoder(checkpoint: Checkpoint, folder: Path) -> None:
    """Write an encoder so that `open_checkpoint` takes the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(checkpoint.network, BertEncoder):
        save_bert(checkpoint.network, checkpoint.tokenizer, folder)
        return
    body: Any = checkpoint.network.body
    body.save_pretrained(folder)
    checkpoint.tokenizer.save(str(folder / "tokenizer.json"))


def read_told(folder: Path, kind: str) -> dict[str, Any]:
    """What a folder says of itself. Raises `NotFoundError`, and `InputError` where it is of another task."""
    path = folder / "task.json"
    if not path.is_file():
        fix = f"give the folder of a run of `claimwright appeals train {kind}`"
        raise NotFoundError("there is no trained network in the folder", where=str(folder), fix=fix, code=CODE)
    told = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    if told.get("task") != kind:
        raise InputError(f"the network is for {told.get('task')!r}, not {kind!r}", where=str(folder), code=CODE)
    return told


def open_encoder(folder: Path) -> Checkpoint:
    """The encoder of a trained network's folder, without dropout."""
    return open_checkpoint(str(folder / "encoder"), dropout=0.0)


def load_head(network: nn.Module, folder: Path) -> None:
    """Fill what is not the encoder."""
    from safetensors.torch import load_file

    network.load_state_dict(load_file(folder / "head.safetensors"), strict=False)
    network.eval()
