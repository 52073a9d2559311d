"""An evaluation of one run or file of predictions: reports, comparisons, and findings about how it was made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec
import numpy as np

from claimwright.appeals.benchmark.evaluation_rows import sealed_rows
from claimwright.appeals.benchmark.problems import Problem
from claimwright.appeals.evaluate.compare import compare
from claimwright.appeals.evaluate.predictions import Predictions, read_predictions
from claimwright.appeals.evaluate.records import Comparison, Report
from claimwright.appeals.evaluate.report import SEED, evaluate
from claimwright.core.errors import InputError, NotFoundError

SCORES = "scores"
"""The folder of a run that holds its files of predictions, one a model."""
Watch = Callable[[Iterable[Predictions], int], Iterable[Predictions]]


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """Reports by model. `findings` are faults of the run itself (learning from evaluation-only rows); `problems` are bad lines."""

    name: str
    reports: tuple[Report, ...]
    comparisons: tuple[Comparison, ...] = ()
    findings: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def evaluate_path(
    path: Path,
    *,
    against: str = "",
    models: Sequence[str] = (),
    seed: int = SEED,
    resamples: int | None = None,
    watch: Watch | None = None,
) -> Evaluation:
    """Evaluate a run's folder or a file of predictions; `against` names a model of the run, or another run or file.

    Raises `NotFoundError` and `InputError`; bad lines are problems, the rest is judged.
    """
    problems: list[Problem] = []
    found = read_run(path, problems)
    other = _other(found, against, problems) if against else None
    chosen = _chosen(found, models, path)
    reports = tuple(_report(p, seed, resamples) for p in (watch(chosen, len(chosen)) if watch else chosen))
    pairs = [(p, other) for p in chosen if other is not None and p is not other]
    return Evaluation(
        name=path.stem if path.is_file() else path.name,
        reports=reports,
        comparisons=tuple(compare_predictions(a, b, seed=seed, resamples=resamples) for a, b in pairs),
        findings=tuple(findings(found)),
        problems=tuple(str(problem) for problem in problems),
    )


def read_run(path: Path, problems: list[Problem] | None = None) -> list[Predictions]:
    """The predictions of a file, or of each model of a run's folder."""
    if path.is_file():
        return [read_predictions(path, problems)]
    files = sorted((*path.glob("predictions*.jsonl"), *(path / SCORES).glob("*.jsonl")))
    if not files:
        raise NotFoundError(
            "there are no predictions", where=str(path), fix=f"give a file of predictions or a run with {SCORES}/NAME.jsonl", code="APPEALS-FILE"
        )  # fmt: skip
    return [read_predictions(file, problems) for file in files]


def compare_predictions(
    first: Predictions, second: Predictions, *, seed: int = SEED, resamples: int | None = None
) -> Comparison:
    """Compare two models on the cases that both judged. Raises `InputError` where there is none, or the classes differ."""
    if first.classes != second.classes:
        raise InputError(
            f"{first.name} and {second.name} have different classes", where=", ".join(second.classes), fix="compare like with like", code="APPEALS-COMPARE"
        )  # fmt: skip
    place = {case.id: at for at, case in enumerate(second.cases)}
    shared = [(at, place[case.id]) for at, case in enumerate(first.cases) if case.id in place]
    if not shared:
        raise InputError(
            f"{first.name} and {second.name} judged no case in common",
            fix="give predictions of the same cases",
            code="APPEALS-COMPARE",
        )
    rows, others = (np.asarray([pair[side] for pair in shared], dtype=np.int64) for side in (0, 1))
    made = compare(
        [first.cases[at] for at, _ in shared], first.probabilities[rows], second.probabilities[others], first.classes,
        names=(first.name, second.name), seed=seed, resamples=resamples,
    )  # fmt: skip
    apart = len(first.cases) + len(second.cases) - 2 * len(shared)
    note = (f"{apart} cases were judged by one of the two only and are left out.",) if apart else ()
    return msgspec.structs.replace(made, notes=(*made.notes, *note))


def findings(found: Sequence[Predictions]) -> list[str]:
    """Faults that the files themselves show: evaluation-only rows in a cross-validation, and cases judged anew that were learnt from."""
    sealed, told = sealed_rows().texts, list[str]()
    learnt = {key for p in found for key, fold in zip(p.hashes, p.folds, strict=True) if key and fold is not None}
    for p in found:
        rows = zip(p.cases, p.hashes, p.folds, strict=True)
        inside = [case.id for case, key, fold in rows if fold is not None and (case.evaluation_only or key in sealed)]
        if inside:
            told.append(
                f"{p.name}: {len(inside)} evaluation-only rows are in a cross-validation, so that models learnt from them ({inside[0]}, ...)"
            )
        again = 0 if p.out_of_fold else sum(key in learnt for key in p.hashes if key)
        if again:
            told.append(
                f"{p.name}: {again} of its cases are also in the run's cross-validation, so that the model may have learnt from them"
            )
    return told


def _report(p: Predictions, seed: int, resamples: int | None) -> Report:
    folds = list(p.folds) if p.out_of_fold else None
    return evaluate(p.cases, p.probabilities, p.classes, folds=folds, name=p.name, seed=seed, resamples=resamples)


def _other(found: Sequence[Predictions], against: str, problems: list[Problem]) -> Predictions:
    """A model of this run by name, else of another run or file."""
    named = next((p for p in found if p.name == against), None)
    if named is not None:
        return named
    others = read_run(Path(against), problems) if Path(against).exists() else []
    if len(others) != 1:
        what = f"{against} holds {len(others)} models" if others else f"there is no model, run or file {against!r}"
        raise InputError(
            what, fix=f"name one of {', '.join(p.name for p in found)}, or give one file", code="APPEALS-COMPARE"
        )
    return others[0]


def _chosen(found: Sequence[Predictions], models: Sequence[str], path: Path) -> list[Predictions]:
    unknown = sorted(set(models) - {p.name for p in found})
    if unknown:
        raise NotFoundError(
            f"the run has no model {unknown[0]!r}",
            where=str(path),
            fix=f"one of {', '.join(p.name for p in found)}",
            code="APPEALS-MODEL",
        )
    return [p for p in found if not models or p.name in models]
