"""The plots of an evaluation: reliability, risk and coverage, confusion, groups, differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from claimwright.appeals.evaluate.html.svg import Plot, svg, ticks
from claimwright.appeals.evaluate.present import NAMES
from claimwright.appeals.evaluate.records import Calibration, Comparison, GroupRow, Report, RiskCoverage

_ROW = 22
_LABELS = 210


def reliability(c: Calibration) -> str:
    """The share that came true against the mean probability of each bin, with intervals; bins lie on the line in truth."""
    plot = Plot()
    parts = [
        plot.frame(f"mean {c.of}", "share that came true", ticks(0, 1), ticks(0, 1)),
        plot.line([(0, 0), (1, 1)], "ideal"),
    ]
    for b in c.bins:
        parts.append(plot.whisker(b.probability, b.share.low, b.share.high))
        parts.append(
            plot.dot(
                b.probability,
                b.share.value or 0.0,
                f"{b.cases} cases: mean {b.probability:.3f}, came true {b.share.value:.3f}",
            )
        )
    return plot.picture(parts, f"reliability of {c.of}")


def risk_coverage(r: RiskCoverage) -> str:
    """The share of errors among the cases answered, by how many are answered, the most confident first."""
    highest = max([p.risk.high or p.risk.value or 0.0 for p in r.points] + [r.error, 0.05])
    top = min(1.0, round(highest + 0.05, 1) or 0.1)
    plot = Plot(y=(0.0, top))
    curve = [(p.coverage, p.risk.value) for p in r.points if p.risk.value is not None]
    low = [(p.coverage, p.risk.low) for p in r.points if p.risk.low is not None]
    high = [(p.coverage, min(top, p.risk.high)) for p in r.points if p.risk.high is not None]
    parts = [plot.frame("share of cases answered", "errors among them", ticks(0, 1), ticks(0, top))]
    parts += [plot.band(low, high), plot.line([(0, r.error), (1, r.error)], "ideal"), plot.line(curve, "curve")]
    return plot.picture(parts, "risk by coverage")


def confusion(r: Report) -> str:
    """Counts, shaded by their share of the row."""
    cell, left, top = 92, 100, 34
    parts = [f'<text x="{left + cell * len(r.classes) / 2}" y="12" text-anchor="middle">predicted</text>']
    for at, name in enumerate(r.classes):
        parts.append(f'<text x="{left + cell * (at + 0.5)}" y="28" text-anchor="middle">{escape(name)}</text>')
        parts.append(f'<text x="{left - 8}" y="{top + 54 * at + 31}" text-anchor="end">{escape(name)}</text>')
    for row, counts in enumerate(r.confusion):
        total = sum(counts) or 1
        for column, count in enumerate(counts):
            x, y = left + cell * column, top + 54 * row
            parts.append(
                f'<rect x="{x}" y="{y}" width="{cell - 3}" height="51" class="cell" fill-opacity="{0.08 + 0.8 * count / total:.2f}"/>'
            )
            said = f"{count:,} ({count / total:.0%})"
            parts.append(
                f'<text x="{x + cell / 2 - 1}" y="{y + 31}" text-anchor="middle" class="{"over" if count / total > 0.5 else ""}">{said}</text>'
            )
    return svg(
        left + cell * len(r.classes) + 6, top + 54 * len(r.classes) + 6, parts, "confusion: outcomes by predictions"
    )


def groups(rows: Sequence[GroupRow], whole: float) -> str:
    """Accuracy by group with intervals; hollow where there are too few cases to claim anything."""
    lines = [
        (row.value, row.accuracy.value, row.accuracy.low, row.accuracy.high, row.claim, f"{row.cases:,}")
        for row in rows
    ]
    return _forest(lines, (0.0, 1.0), whole, "accuracy by group")


def years(rows: Sequence[GroupRow]) -> str:
    """Accuracy and the last class's share, year by year."""
    dated = [(int(row.value), row) for row in rows if row.value.isdigit()]
    first, last = dated[0][0], dated[-1][0]
    plot = Plot(x=(first - 0.5, last + 0.5), width=520)
    step = max(1, (last - first) // 8)
    parts = [plot.frame("year", "share", [(y, str(y)) for y in range(first, last + 1, step)], ticks(0, 1))]
    parts.append(plot.line([(y, row.share.value or 0.0) for y, row in dated], "ideal"))
    parts.append(plot.line([(y, row.accuracy.value or 0.0) for y, row in dated], "curve"))
    for year, row in dated:
        parts.append(plot.whisker(year, row.accuracy.low, row.accuracy.high))
        parts.append(
            plot.dot(year, row.accuracy.value or 0.0, f"{year}: {row.cases} cases", 3, "dot" if row.claim else "hollow")
        )
    return plot.picture(parts, "accuracy by year")


def differences(c: Comparison) -> str:
    """Differences with intervals; what crosses the middle line is not shown to differ."""
    told = [f for f in c.figures if f.difference.low is not None and f.difference.high is not None]
    widest = max([abs(v) for f in told for v in (f.difference.low or 0.0, f.difference.high or 0.0)] + [0.01])
    lines = [
        (
            NAMES[f.figure],
            f.difference.value,
            f.difference.low,
            f.difference.high,
            bool(f.better),
            f"{f.difference.value:+.3f}",
        )
        for f in told
    ]
    return _forest(lines, (-widest, widest), 0.0, f"{c.first} less {c.second}")


_Line = tuple[str, float | None, float | None, float | None, bool, str]


def _forest(lines: Sequence[_Line], bounds: tuple[float, float], middle: float, label: str) -> str:
    """One interval a line, a line across at `middle`."""
    plot = Plot(x=bounds, y=(0.0, 1.0), width=320, height=_ROW * len(lines), left=_LABELS, top=6)
    x, low = plot.at(middle, 0)[0], plot.top + plot.height
    parts = [f'<line x1="{x}" y1="{plot.top}" x2="{x}" y2="{low}" class="ideal"/>', *_axis(plot, bounds, low)]
    for at, (name, value, least, most, solid, said) in enumerate(lines):
        y = plot.top + _ROW * at + _ROW / 2
        parts.append(f'<text x="{plot.left - 8}" y="{y + 4}" text-anchor="end">{escape(_short(name))}</text>')
        parts.append(f'<text x="{plot.left + plot.width + 8}" y="{y + 4}">{escape(said)}</text>')
        if value is None or least is None or most is None:
            continue
        left, right, dot = (plot.at(v, 0)[0] for v in (least, most, value))
        parts.append(f'<line x1="{left}" y1="{y}" x2="{right}" y2="{y}" class="whisker"/>')
        parts.append(
            f'<circle cx="{dot}" cy="{y}" r="4" class="{"dot" if solid else "hollow"}"><title>{escape(name)}: {value:.3f}</title></circle>'
        )
    return svg(plot.left + plot.width + 64, plot.top + plot.height + 24, parts, label)


def _axis(plot: Plot, bounds: tuple[float, float], low: float) -> Iterator[str]:
    for value, said in ticks(*bounds, 4):
        x, _ = plot.at(value, 0)
        yield f'<line x1="{x}" y1="{plot.top}" x2="{x}" y2="{low}" class="grid"/>'
        yield f'<text x="{x}" y="{low + 16}" text-anchor="middle">{said}</text>'


def _short(name: str) -> str:
    return name if len(name) <= 32 else name[:31] + "…"
