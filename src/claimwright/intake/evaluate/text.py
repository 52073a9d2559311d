"""An evaluation as tables of plain text."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.intake.evaluate.report import Evaluation, IntentFigures, LabelFigures, LayerFigures


def render(evaluation: Evaluation) -> str:
    """The whole report as text."""
    return "\n".join(_lines(evaluation)) + "\n"


def _lines(e: Evaluation) -> Iterator[str]:
    yield f"{e.name}: {e.messages} messages"
    if e.note:
        yield f"note: {e.note}"
    yield f"insurance  {_summary(e.insurance)}"
    yield f"phi        {_summary(e.phi)}"
    yield (
        f"intent     macro F1 {e.intent.macro_f1:.3f} {_interval(e.intent.macro_interval)}  accuracy "
        f"{e.intent.accuracy:.3f}  ECE {e.intent.calibration.ece:.3f}"
    )
    yield (
        f"leakage    {e.leaked_per_message:.2f} PHI characters a message ({e.leaked_share:.2%} of "
        f"PHI), {e.messages_with_leak:.1%} of messages"
    )
    yield f"latency    p50 {e.p50_ms:.1f} ms, p99 {e.p99_ms:.1f} ms a message"
    for title, figures in (("insurance", e.insurance.labels), ("phi", e.phi.labels), ("intent", e.intent.labels)):
        yield ""
        yield f"{title:<28}{'P':>7}{'R':>7}{'F1':>7}  {'95% of F1':<15}{'support':>8}"
        yield from (_row(label, f) for label, f in figures.items())
    yield ""
    yield "confusion of intents (row: reference, column: predicted)"
    yield from _confusion(e.intent)


def _summary(layer: LayerFigures) -> str:
    return (
        f"macro F1 {layer.macro_f1:.3f} {_interval(layer.macro_interval)}  weighted {layer.weighted_f1:.3f}  "
        f"micro {layer.micro_f1:.3f}  ECE {layer.calibration.ece:.3f}"
    )


def _interval(interval: tuple[float, float]) -> str:
    return f"[{interval[0]:.3f}, {interval[1]:.3f}]"


def _row(label: str, f: LabelFigures) -> str:
    return f"{label:<28}{f.precision:>7.3f}{f.recall:>7.3f}{f.f1:>7.3f}  {_interval(f.interval):<15}{f.support:>8}"


def _confusion(intent: IntentFigures) -> Iterator[str]:
    names = [name for name in intent.confusion if name]
    yield " " * 28 + "".join(f"{name[:8]:>9}" for name in names)
    for name in names:
        yield f"{name:<28}" + "".join(f"{intent.confusion[name].get(other, 0):>9}" for other in names)
