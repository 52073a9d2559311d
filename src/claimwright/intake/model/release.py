"""A finished run made ready to ship."""

from __future__ import annotations

import re
from pathlib import Path

from claimwright.core.errors import NotFoundError


def export_run(run: Path, out: Path, *, quantise: bool = True) -> Path:
    """Export the weights of the last stage in a run's folder; returns the path of the ONNX model."""
    import torch

    from claimwright.intake.model.export import export
    from claimwright.intake.model.network import IntakeNetwork

    network = IntakeNetwork.of(torch.load(last_weights(run), weights_only=True))
    return export(network, out, quantise=quantise)


def last_weights(run: Path) -> Path:
    """The weights of the highest stage in a run's folder. Raises `NotFoundError` where there are none."""
    found = [
        (int(m.group(1)), path) for path in run.glob("stage-*.pt") if (m := re.fullmatch(r"stage-(\d+)\.pt", path.name))
    ]
    if not found:
        raise NotFoundError(
            f"no trained weights in {str(run)!r}", fix="run 'claimwright intake train' first", code="INTAKE-RUN"
        )
    return max(found)[1]
