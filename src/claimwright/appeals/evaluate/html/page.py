"""The page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from claimwright.appeals.evaluate.evaluation import Evaluation
from claimwright.appeals.evaluate.html import plots
from claimwright.appeals.evaluate.present import (
    Table,
    bins,
    brier_parts,
    classes,
    comparison,
    drift,
    figures,
    overview,
    subgroup,
    thresholds,
)
from claimwright.appeals.evaluate.records import Report

_STYLE = """
:root{color-scheme:light dark;--ink:#1c2430;--weak:#5a6675;--line:#dde3ea;--paper:#fff;--mark:#2f6f9f;--warn:#a8450e;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e4e9f0;--weak:#9aa7b8;--line:#36404d;--paper:#151a21;--mark:#6db1e2;--warn:#f0a070;--on:#10151b}}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:var(--ink);background:var(--paper)}
h2{margin-top:2.5rem;border-top:2px solid var(--line);padding-top:1rem}table{border-collapse:collapse;margin:.5rem 0}
.wide{overflow-x:auto}th,td{padding:.2rem .7rem;text-align:right;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}
th:first-child,td:first-child{text-align:left}p.note,figcaption{color:var(--weak);font-size:.85rem;max-width:60rem}
.fault{color:var(--warn);font-weight:600}svg{max-width:100%;height:auto;font-size:12px}svg text{fill:var(--ink)}svg text.over{fill:var(--on)}
.plots{display:flex;flex-wrap:wrap;gap:1.5rem;align-items:flex-start}figure{margin:0}.box{fill:none;stroke:var(--line)}.grid{stroke:var(--line);stroke-width:.5}
.ideal{stroke:var(--weak);stroke-dasharray:4;fill:none}.curve{stroke:var(--mark);stroke-width:2;fill:none}.band{fill:var(--mark);fill-opacity:.15}
.dot{fill:var(--mark)}.hollow{fill:var(--paper);stroke:var(--mark)}.whisker{stroke:var(--ink);stroke-width:1.5;fill:none}.cell{fill:var(--mark)}
summary{cursor:pointer;color:var(--weak)}
"""


def render(e: Evaluation) -> str:
    """The page of an evaluation; nothing is loaded from elsewhere."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Evaluation: {escape(e.name)}</title><style>{_STYLE}</style><h1>Evaluation: {escape(e.name)}</h1>"
        f"{''.join(_parts(e))}</html>\n"
    )


def _parts(e: Evaluation) -> Iterator[str]:
    yield from (f'<p class="fault">Fault of the run: {escape(finding)}</p>' for finding in e.findings)
    yield from (f"<p>Not read: {escape(problem)}</p>" for problem in e.problems)
    if len(e.reports) > 1:
        yield _table(overview(e.reports), "h2")
    for c in e.comparisons:
        yield (
            _table(comparison(c), "h2")
            + f"<figure>{plots.differences(c)}<figcaption>{escape(c.first)} less {escape(c.second)}, 95% intervals; hollow: no difference shown</figcaption></figure>"
        )
    for report in e.reports:
        yield from _report(report)


def _report(r: Report) -> Iterator[str]:
    yield f"<h2>{escape(r.name)}</h2>"
    sources = ", ".join(f"{name} {count:,}" for name, count in r.sources.items())
    yield f"<p>{r.cases:,} cases in {r.groups:,} groups ({escape(sources)}). {r.resamples:,} resamples by group, seed {r.seed}.</p>"
    yield "<ul>" + "".join(f"<li>{_note(note)}</li>" for note in r.notes) + "</ul>"
    yield _table(figures(r)) + _table(classes(r))
    yield f'<div class="plots">{_figure(plots.confusion(r), "Confusion: counts and shares of each outcome")}'
    yield (
        _figure(
            plots.risk_coverage(r.risk_coverage), "Errors by share answered, with 95% band; dashed: answering at random"
        )
        + "</div>"
    )
    yield _table(thresholds(r)) + "<h3>Calibration</h3>" + '<div class="plots">'
    yield from (
        _figure(plots.reliability(c), f"{c.of}: error {c.ece.value:.3f}, bias-corrected") for c in r.calibration
    )
    yield "</div>"
    yield from (_table(bins(c), "h4") for c in r.calibration)
    yield _table(brier_parts(r))
    yield from _spread(r)
    yield from _groups(r)


def _spread(r: Report) -> Iterator[str]:
    if r.folds:
        said = ", ".join(f"{f.accuracy:.3f} ({f.cases:,})" for f in r.folds)
        yield f"<h3>Folds</h3><p>Accuracy by fold, for the spread only: {said}.</p>"
    if r.drift:
        yield _table(drift(r)) + _figure(
            plots.years(r.drift.years.rows), "Accuracy with intervals; dashed: share of the last class"
        )


def _groups(r: Report) -> Iterator[str]:
    whole = r.figures["accuracy"].value or 0.0
    shown = [t for t in r.subgroups if len(t.rows) > 1 and t.field != "year"]
    if shown:
        yield "<h3>Groups</h3>"
    for t in shown:
        table = subgroup(t)
        yield f"<h4>{escape(table.title)}</h4>" + _figure(
            plots.groups(t.rows, whole),
            "Accuracy and cases; dashed: all cases; hollow: too few cases to claim anything",
        )
        yield f"<details><summary>Table</summary>{_rows(table)}</details><p class=note>{escape(table.note)}</p>"


def _note(note: str) -> str:
    return f'<span class="fault">{escape(note)}</span>' if "invented" in note else escape(note)


def _figure(drawing: str, caption: str) -> str:
    return f"<figure>{drawing}<figcaption>{escape(caption)}</figcaption></figure>"


def _table(t: Table, heading: str = "h3") -> str:
    return f"<{heading}>{escape(t.title)}</{heading}>{_rows(t)}<p class=note>{escape(t.note)}</p>"


def _rows(t: Table) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in t.head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in t.rows)
    return f'<div class="wide"><table><tr>{top}</tr>{body}</table></div>'
