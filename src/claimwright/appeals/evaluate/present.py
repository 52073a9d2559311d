"""An evaluation as plain tables, for Markdown and HTML alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from claimwright.appeals.evaluate.records import LEAST_SUPPORT, Calibration, Comparison, Figure, GroupTable, Report

NAMES = {
    "accuracy": "accuracy", "macro_f1": "macro F1", "micro_f1": "micro F1", "macro_precision": "macro precision",
    "macro_recall": "macro recall", "roc_auc": "ROC-AUC", "brier": "Brier", "log_loss": "log loss", "aurc": "AURC", "ece": "ECE",
}  # fmt: skip


class Table(NamedTuple):
    """A table with its title and a sentence below it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def number(value: float | None, places: int = 3) -> str:
    """A figure, or a dash where it is not defined."""
    return "–" if value is None else f"{value:.{places}f}"


def chance(p: float | None) -> str:
    """A p-value."""
    return "–" if p is None else ("< 0.001" if p < 0.001 else f"{p:.3f}")


def interval(figure: Figure) -> str:
    """The 95% interval, or nothing."""
    return "" if figure.low is None or figure.high is None else f"{figure.low:.3f} to {figure.high:.3f}"


def both(figure: Figure) -> str:
    """A figure with its interval."""
    return f"{number(figure.value)} ({interval(figure)})" if figure.low is not None else number(figure.value)


def overview(reports: tuple[Report, ...]) -> Table:
    """Models side by side."""
    rows = tuple(
        (r.name, f"{r.cases:,}", *(both(r.figures[key]) for key in ("accuracy", "macro_f1", "roc_auc", "brier")),
         both(r.calibration[0].ece), both(r.risk_coverage.aurc))
        for r in reports
    )  # fmt: skip
    head = ("model", "cases", "accuracy", "macro F1", "ROC-AUC", "Brier", "ECE", "AURC")
    return Table("Overview", head, rows, "Figure (95% interval), resampled by case group.")


def tables(r: Report) -> Iterator[Table]:
    """All tables of a report, in reading order."""
    yield figures(r)
    yield classes(r)
    yield confusion(r)
    yield from (bins(c) for c in r.calibration)
    yield brier_parts(r)
    yield thresholds(r)
    if r.folds:
        rows = tuple((str(f.fold), f"{f.cases:,}", number(f.accuracy), number(f.brier)) for f in r.folds)
        yield Table(
            "Folds",
            ("fold", "cases", "accuracy", "Brier"),
            rows,
            "For the spread only; figures above are of all folds pooled.",
        )
    if r.drift:
        yield drift(r)
    yield from (subgroup(t) for t in r.subgroups if len(t.rows) > 1 and t.field != "year")


def figures(r: Report) -> Table:
    """The figures of the whole, and the model against always naming the most frequent label."""
    rows = [(NAMES[key], number(f.value), interval(f)) for key, f in r.figures.items()]
    m = r.majority
    rows.append(
        (
            f"accuracy less that of “{_rule(r)}” ({number(m.second)})",
            f"{(m.difference.value or 0):+.3f}",
            interval(m.difference),
        )
    )
    note = f"Permutation p of the last row: {chance(m.p)}. " + (
        "" if m.better else "The interval includes no difference."
    )
    return Table("Figures", ("figure", "value", "95%"), tuple(rows), note.strip())


def classes(r: Report) -> Table:
    """Each class against the rest."""
    head = ("class", "cases", "predicted", "precision", "recall", "F1", "ROC-AUC")
    rows = tuple(
        (c.name, f"{c.support:,}", f"{c.predicted:,}", both(c.precision), both(c.recall), both(c.f1), both(c.roc_auc))
        for c in r.per_class
    )
    return Table("Classes", head, rows)


def confusion(r: Report) -> Table:
    """Labels by predictions."""
    rows = tuple((name, *(f"{n:,}" for n in row)) for name, row in zip(r.classes, r.confusion, strict=True))
    return Table("Confusion", ("outcome \\ predicted", *r.classes), rows)


def bins(c: Calibration) -> Table:
    """The reliability data."""
    rows = tuple(
        (f"{b.least:.3f} to {b.most:.3f}", f"{b.cases:,}", number(b.probability), both(b.share)) for b in c.bins
    )
    note = (
        f"Calibration error {both(c.ece)}: mean absolute gap over five equal-mass bins less its estimation bias (before: {number(c.ece_plain)}); "
        f"root mean squared gap, corrected: {both(c.rms)}. Kumar et al. 2019; basic bootstrap intervals."
    )
    return Table(f"Calibration of {c.of}", ("from", "cases", "mean probability", "share that came true"), rows, note)


def brier_parts(r: Report) -> Table:
    """Brier's score in parts."""
    b = r.brier
    rows = (
        ("reliability (less is better)", number(b.reliability, 4)), ("resolution (more is better)", number(b.resolution, 4)),
        ("uncertainty", number(b.uncertainty, 4)), ("remainder within bins", number(b.remainder, 4)), ("skill over base rates", both(b.skill)),
    )  # fmt: skip
    return Table(
        "Brier’s score in parts",
        ("part", "value"),
        rows,
        "Score = reliability − resolution + uncertainty + remainder; bias-corrected (Ferro and Fricker 2012).",
    )


def thresholds(r: Report) -> Table:
    """Abstention at thresholds fixed beforehand."""
    rows = tuple(
        (f"{t.threshold:.2f}", f"{t.answered:,}", f"{t.coverage:.1%}", both(t.accuracy) if t.answered else "–")
        for t in r.risk_coverage.thresholds
    )
    c = r.risk_coverage
    note = (
        f"AURC {both(c.aurc)}; a perfect order of the same answers would have {number(c.least)}, a random one {number(c.error)}. "
        "Thresholds are fixed beforehand, not chosen on these cases."
    )
    return Table("Abstention", ("answer from", "answered", "share", "accuracy"), rows, note)


def subgroup(t: GroupTable) -> Table:
    """One field's groups."""
    head = (
        "value",
        "cases",
        "accuracy",
        "share of last class",
        "mean probability",
        *(f"recall, {name}" for name in t.rows[0].recall),
    )
    rows = tuple(
        (row.value + ("" if row.claim else " *"), f"{row.cases:,}", both(row.accuracy), both(row.share), number(row.mean),
         *(both(figure) for figure in row.recall.values()))
        for row in t.rows
    )  # fmt: skip
    return Table(f"By {t.field}", head, rows, _gap(t))


def drift(r: Report) -> Table:
    """Years in order, with slopes."""
    assert r.drift is not None
    table = subgroup(r.drift.years)
    note = f"Slope a year: accuracy {_slope(r.drift.accuracy_slope)}, Brier {_slope(r.drift.brier_slope)}. {table.note}"
    return table._replace(title="By year", note=note)


def comparison(c: Comparison) -> Table:
    """Two models on the same cases."""
    head = ("figure", c.first, c.second, "difference", "95%", "p", "better")
    rows = tuple(
        (NAMES[f.figure], number(f.first), number(f.second), f"{(f.difference.value or 0):+.3f}", interval(f.difference),
         chance(f.p) if f.p is not None else "", f.better or "not shown")
        for f in c.figures
    )  # fmt: skip
    note = (
        f"{c.statement} {c.cases:,} cases in {c.groups:,} groups. Only {c.first} right: {c.only_first:,}; only {c.second}: {c.only_second:,}; "
        f"McNemar’s exact p {chance(c.mcnemar)}. " + " ".join(c.notes)
    )
    return Table(f"{c.first} against {c.second}", head, rows, note.strip())


def _rule(r: Report) -> str:
    most = max(r.labels, key=lambda name: r.labels[name])
    return f"always {most}"


def _slope(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    return (
        f"{figure.value:+.4f} ({figure.low:+.4f} to {figure.high:+.4f})"
        if figure.low is not None
        else f"{figure.value:+.4f}"
    )


def _gap(t: GroupTable) -> str:
    small = any(not row.claim for row in t.rows)
    star = f"* fewer than {LEAST_SUPPORT} cases: nothing is claimed. " if small else ""
    if t.gap is None:
        return star + "No two groups are large enough to be compared."
    shown = f"p {chance(t.p)} by permutation, {chance(t.p_holm)} over all fields (Holm)"
    return f"{star}Widest gap in accuracy: {number(t.gap)} ({t.between[0]}, {t.between[1]}); {shown}."
