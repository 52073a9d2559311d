"""The model card, written from measurements of the model that it describes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from claimwright.intake.evaluate.report import Evaluation, LayerFigures, evaluate
from claimwright.intake.extractor import Extractor
from claimwright.intake.messages import read_annotated
from claimwright.intake.model.recipe import SHIPPED, Stage

_DATA = Path(__file__).parents[1] / "data"


def write_card(out: Path, model: Path | None, files: Sequence[Path]) -> dict[str, Any]:
    """Measure the model with the recognisers on every file and write the card; returns the figures."""
    extractor = Extractor.load(model or _DATA)
    results = [evaluate(file.stem, list(read_annotated(file)), extractor.extract) for file in files]
    size = sum(path.stat().st_size for path in (model or _DATA).iterdir() if path.suffix in (".onnx", ".json"))
    out.write_text(render_card(results, size), "utf-8")
    return {"card": str(out), "bytes": size, "sets": [asdict(result) for result in results]}


def render_card(results: Sequence[Evaluation], size: int) -> str:
    """The card as Markdown. `size` in bytes."""
    parts = [_HEAD.format(megabytes=size / 1e6), _training(), "## Figures\n", _FIGURES]
    parts += [_summary(results), *(_labels(result) for result in results), _LIMITS]
    return "\n".join(parts).rstrip() + "\n"


def _training() -> str:
    lines = ["## Training data and recipe\n", _DATA_TEXT]
    lines += [_stage(number, stage) for number, stage in enumerate(SHIPPED, 1)]
    return "\n".join(lines) + "\n"


def _stage(number: int, stage: Stage) -> str:
    r = stage.recipe
    sources = ", ".join(f"`{s.path}`" + (f" x {s.weight:g}" if s.weight != 1 else "") for s in stage.sources)
    stopped = f" (stopped after {r.stop} steps)" if r.stop else ""
    return (
        f"{number}. {r.epochs} epochs{stopped}, batch {r.batch}, encoder rate {r.encoder_rate:g}, head rate {r.head_rate:g}, "
        f"weight average {r.average:g}, seed {r.seed}, redrawn every epoch: {sources}."
    )


def _summary(results: Sequence[Evaluation]) -> str:
    lines = ["| set | messages | intent macro F1 | insurance macro F1 | PHI macro F1 | leaked PHI characters a message | p50 ms | p99 ms |",
             "|---|---|---|---|---|---|---|---|"]  # fmt: skip
    lines += [
        f"| {r.name} | {r.messages} | {r.intent.macro_f1:.3f} | {r.insurance.macro_f1:.3f} | {r.phi.macro_f1:.3f} | "
        f"{r.leaked_per_message:.2f} | {r.p50_ms:.1f} | {r.p99_ms:.1f} |"
        for r in results
    ]
    return "\n".join(lines) + "\n"


def _labels(result: Evaluation) -> str:
    lines = [
        f"### {result.name}, by label\n",
        "| label | precision | recall | F1 | 95% interval | support |",
        "|---|---|---|---|---|---|",
    ]
    layers: tuple[LayerFigures | Any, ...] = (result.intent, result.insurance, result.phi)
    for layer in layers:
        for label, f in layer.labels.items():
            lines.append(
                f"| {label} | {f.precision:.3f} | {f.recall:.3f} | {f.f1:.3f} | {f.interval[0]:.2f} to {f.interval[1]:.2f} | {f.support} |"
            )
    return "\n".join(lines) + "\n"


_HEAD = """# Model card: the intake model

One MiniLM-L6 encoder (22.7 M parameters) with three heads: intent (7 classes), PHI (18 labels) and insurance fields
(12 labels), tagged in BIO. The encoder starts from all-MiniLM-L6-v2 (Apache-2.0), is fine-tuned jointly with the
heads, and is stored in ONNX with 8-bit weights per channel. Package data: {megabytes:.1f} MB.

**Intended use.** Reading English messages to a US healthcare practice or health plan: routing by intent, filling
billing fields for a person to confirm, and masking PHI before text leaves the host. It is used together with the
recognisers of `claimwright.intake`.

**Not intended.** De-identification under the HIPAA Safe Harbor rule without review; routing a payment from an
identifier that was not verified; triage of symptoms; languages other than English; messages of another field.
"""

_DATA_TEXT = """All messages are invented. `train.jsonl` (2,800) and `dev.jsonl` (400) follow the annotation guide; `written/` holds
messages that were written for this model in markup, and sentences that are added to other messages. For every epoch
the messages are redrawn: fresh values of every type, other cue words, added sentences, typos, casing and layout.
"""

_FIGURES = """Strict span F1 (boundary and label), model and recognisers together. The shifted sets were written for evaluation in
settings that no training message has, by the same hand as `written/`; the figures on them are therefore no substitute
for a set by other authors. `dev` was part of the training data of the shipped model; where it is listed, it shows fit.
Latency is that of one message after the other on two threads, measured while the machine was also doing other work.
"""

_LIMITS = """## Limits

- Identifiers without any cue word are told apart by shape and context alone; a member ID may be taken for a claim.
- Who holds a policy is a question of meaning; a name is often found as NAME and missed as SUBSCRIBER_NAME.
- Numbers spelled out with corrections ("one two, no, one three") are cut short.
- Scores are calibrated on the shifted sets; on other writing they are only roughly right.
- Not hardened against text that is written to mislead it.
"""
