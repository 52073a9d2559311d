"""An evaluation as one self-contained HTML page; the plots are SVG drawn here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from claimwright.intake.evaluate.calibration import Bin, Reliability
from claimwright.intake.evaluate.report import Evaluation, IntentFigures, LabelFigures

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:64rem;padding:0 1rem;color:#1c2430;background:#fff}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}
th,td{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #dde3ea}
th:first-child,td:first-child{text-align:left}svg{max-width:100%;height:auto}.plots{display:flex;flex-wrap:wrap;gap:1.5rem}figure{margin:0}
figcaption{color:#5a6675;font-size:.85rem}
"""
_INK, _LINE, _FILL, _WEAK = "#1c2430", "#c5ceda", "#2f6f9f", "#c2571a"


def render(evaluations: Sequence[Evaluation]) -> str:
    """The page for one or more evaluated files."""
    body = "".join(part for evaluation in evaluations for part in _section(evaluation))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Intake evaluation</title><style>{_STYLE}</style><h1>Intake evaluation</h1>{body}</html>\n"
    )


def _section(e: Evaluation) -> Iterator[str]:
    yield f"<h2>{escape(e.name)}</h2><p>{e.messages} messages. {escape(e.note)}</p>"
    yield _table(
        ("part", "macro F1", "95%", "weighted F1", "ECE"),
        [
            (
                "insurance",
                f"{e.insurance.macro_f1:.3f}",
                _interval(e.insurance.macro_interval),
                f"{e.insurance.weighted_f1:.3f}",
                f"{e.insurance.calibration.ece:.3f}",
            ),
            (
                "PHI",
                f"{e.phi.macro_f1:.3f}",
                _interval(e.phi.macro_interval),
                f"{e.phi.weighted_f1:.3f}",
                f"{e.phi.calibration.ece:.3f}",
            ),
            (
                "intent",
                f"{e.intent.macro_f1:.3f}",
                _interval(e.intent.macro_interval),
                f"accuracy {e.intent.accuracy:.3f}",
                f"{e.intent.calibration.ece:.3f}",
            ),
        ],
    )
    yield (
        f"<p>PHI left standing: {e.leaked_per_message:.2f} characters a message ({e.leaked_share:.2%} "
        f"of PHI), in {e.messages_with_leak:.1%} of messages. "
        f"Latency: p50 {e.p50_ms:.1f} ms, p99 {e.p99_ms:.1f} ms.</p>"
    )
    for title, labels in (
        ("Insurance fields", e.insurance.labels),
        ("PHI", e.phi.labels),
        ("Intents", e.intent.labels),
    ):
        yield f"<h3>{title}</h3>{_bars(labels)}{_label_table(labels)}"
    yield '<h3>Reliability</h3><div class="plots">'
    for title, part in (
        ("insurance", e.insurance.calibration),
        ("PHI", e.phi.calibration),
        ("intent", e.intent.calibration),
    ):
        yield f"<figure>{_reliability(part)}<figcaption>{title}: ECE {part.ece:.3f}</figcaption></figure>"
    yield f"</div><h3>Confusion of intents</h3>{_confusion(e.intent)}"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{body}</table>"


def _interval(interval: tuple[float, float]) -> str:
    return f"{interval[0]:.3f} to {interval[1]:.3f}"


def _label_table(labels: dict[str, LabelFigures]) -> str:
    rows = [
        (n, f"{f.precision:.3f}", f"{f.recall:.3f}", f"{f.f1:.3f}", _interval(f.interval), f.support)
        for n, f in labels.items()
    ]
    return _table(("label", "precision", "recall", "F1", "95% of F1", "support"), rows)


def _bars(labels: dict[str, LabelFigures]) -> str:
    """F1 by label with its interval; under 0.88 in the warning colour."""
    height = 22 * len(labels) + 30
    parts = [
        f'<line x1="{200 + 4 * x}" y1="5" x2="{200 + 4 * x}" y2="{height - 22}" stroke="{_LINE}"/>'
        for x in range(0, 101, 20)
    ]
    for row, (name, f) in enumerate(labels.items()):
        y = 8 + 22 * row
        low, high = (200 + 400 * value for value in f.interval)
        parts.append(f'<text x="192" y="{y + 12}" text-anchor="end">{escape(name)}</text>')
        parts.append(
            f'<rect x="200" y="{y}" width="{400 * f.f1:.1f}" height="14" fill="{_FILL if f.f1 >= 0.88 else _WEAK}"/>'
        )
        parts.append(
            f'<line x1="{low:.1f}" y1="{y + 7}" x2="{high:.1f}" y2="{y + 7}" stroke="{_INK}" stroke-width="2"/>'
        )
        parts.append(f'<text x="608" y="{y + 12}">{f.f1:.3f}</text>')
    parts += [
        f'<text x="{200 + 4 * x}" y="{height - 6}" text-anchor="middle">{x / 100:.1f}</text>' for x in range(0, 101, 20)
    ]
    return _svg(660, height, parts, "F1 by label")


def _reliability(part: Reliability) -> str:
    """Share right against mean score; the area of a dot follows its count."""
    parts = [
        f'<rect x="40" y="10" width="240" height="240" fill="none" stroke="{_LINE}"/>',
        f'<line x1="40" y1="250" x2="280" y2="10" stroke="{_LINE}" stroke-dasharray="4"/>',
    ]
    most = max((b.count for b in part.bins), default=1)
    parts += [_dot(b, most) for b in part.bins]
    parts += [_tick(value) for value in (0.0, 0.5, 1.0)]
    parts.append('<text x="160" y="284" text-anchor="middle">score</text>')
    return _svg(300, 290, parts, "share right against score")


def _dot(b: Bin, most: int) -> str:
    x, y, radius = 40 + 240 * b.mean_score, 250 - 240 * b.share_right, 3 + 9 * (b.count / most) ** 0.5
    place = f'cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"'
    return f'<circle {place} fill="{_FILL}" fill-opacity="0.7"><title>{b.count} spans</title></circle>'


def _tick(value: float) -> str:
    across = f'<text x="{40 + 240 * value:.0f}" y="266" text-anchor="middle">{value:.1f}</text>'
    return across + f'<text x="34" y="{254 - 240 * value:.0f}" text-anchor="end">{value:.1f}</text>'


def _svg(width: int, height: int, parts: Sequence[str], label: str) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{escape(label)}"'
        f' font-size="12" fill="{_INK}">{"".join(parts)}</svg>'
    )


def _confusion(intent: IntentFigures) -> str:
    names = [name for name in intent.confusion if name]
    rows = [(name, *(intent.confusion[name].get(other, 0) for other in names)) for name in names]
    return _table(("reference \\ predicted", *names), rows)
