"""`train outcome`: models side by side on out-of-fold scores, the chosen one as a calibrated predictor, and a run folder.

The folder has `config.toml` or `config.json`, `data.json` (hashes of what was read), `scores/NAME.jsonl` (a line a case),
`metrics.json`, `comparisons.json`, `curves.svg` and `predictor/`. Nothing is chosen, stopped or calibrated on rows that
are for evaluation only.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from claimwright.appeals.benchmark.evaluation_rows import trainable
from claimwright.appeals.evaluate.compare import compare
from claimwright.appeals.evaluate.predictions import write_predictions
from claimwright.appeals.evaluate.records import Comparison, Report
from claimwright.appeals.evaluate.report import evaluate
from claimwright.appeals.models.artefact import Predictor
from claimwright.appeals.models.calibrate import Calibrator, cross_calibrated, fit_calibrator, softmax
from claimwright.appeals.models.config import Config, ModelName
from claimwright.appeals.models.crossing import OutOfFold, cross_validate, fit_whole
from claimwright.appeals.models.fitting import Part, as_predictor, part_of
from claimwright.appeals.models.plot import learning_curves
from claimwright.appeals.models.text import Floats
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import InputError

Say = Callable[[str], None]
_BASELINES = ("majority", "tfidf")


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What a run found. `reports` are by model; `comparisons` of each model with majority and TF-IDF, paired."""

    folder: Path
    config: Config
    cases: int
    left_out: int
    reports: dict[str, Report]
    comparisons: tuple[Comparison, ...]
    predictor: Predictor | None
    seconds: float
    calibrators: dict[str, Calibrator]


def train_outcome(
    cases: Sequence[AppealCase], config: Config, folder: Path, *, report: Say = lambda line: None,
    extra: Callable[[Part], dict[str, Floats]] | None = None,
) -> Run:  # fmt: skip
    """Cross-validate, compare, choose nothing by itself, and store the predictor that the config names.

    `extra` gives logits of further models for the same rows (a language model's). Raises `InputError` without cases.
    """
    begun = time.monotonic()
    whole = checked_part(cases, config, report)
    found = cross_validate(whole, state=folder / "state" / _key(whole))
    part = whole.only(found.judged.tolist())
    logits = found.logits | (extra(part) if extra else {})
    chances = {name: _calibrated(config, logits[name], part, found, name) for name in logits}
    reports = {name: _judged(part, table, found, config, name) for name, table in chances.items()}
    comparisons = tuple(_compared(part.cases, chances, config))
    predictor = _predictor(whole, part, found, folder, reports)
    run = Run(
        folder, config, len(part.cases), len(cases) - len(part.cases), reports, comparisons, predictor,
        time.monotonic() - begun,
        {
            name: fit_calibrator(table, part.labels, "none" if name == "majority" else config.calibration)
            for name, table in logits.items()
        },
    )  # fmt: skip
    _write(run, part, chances, found)
    return run


def final_evaluation(
    cases: Sequence[AppealCase], evaluation: Sequence[AppealCase], run: Run, *, report: Say = lambda line: None
) -> tuple[dict[str, Floats], dict[str, Report], tuple[Comparison, ...]]:
    """Train the models that the config names beforehand on all training cases; score the evaluation rows once.

    Calibrators are those learnt on out-of-fold scores. The chosen model's predictor is taken as it was stored.
    """
    config = run.config
    part = checked_part(cases, config, report)
    chances: dict[str, Floats] = {}
    for name in config.final:
        chances[name] = _final_chances(name, part, evaluation, run)
        report(f"{name}: scored {len(evaluation)} evaluation rows")
    reports = {
        name: evaluate(evaluation, table, config.classes, name=name, seed=config.seed)
        for name, table in chances.items()
    }
    return chances, reports, tuple(_compared(evaluation, chances, config))


def _final_chances(name: ModelName, part: Part, evaluation: Sequence[AppealCase], run: Run) -> Floats:
    if name == run.config.chosen and run.predictor is not None:
        return run.predictor.predict(list(evaluation))
    calibrator = run.calibrators.get(name, Calibrator())
    return calibrator.probabilities(fit_whole(name, part).logits(list(evaluation)))


def checked_part(cases: Sequence[AppealCase], config: Config, report: Say) -> Part:
    """The cases that may be trained on and have a label. Raises `InputError` where there are none."""
    kept = trainable(cases)
    if len(kept) < len(cases):
        report(f"{len(cases) - len(kept)} rows are for evaluation only, or near such a row, and were left out")
    part = part_of(kept, config, report)
    if not part.cases:
        raise InputError("there is no case to train on", fix="give cases with an outcome", code="APPEALS-TRAIN")
    return part


def _calibrated(config: Config, logits: Floats, part: Part, found: OutOfFold, name: str) -> Floats:
    """Out-of-fold probabilities; each fold calibrated by the others' scores. Shares need none."""
    if name == "majority" or config.calibration == "none":
        return softmax(logits)
    return cross_calibrated(logits, part.labels, found.folds, config.calibration)


def _judged(part: Part, table: Floats, found: OutOfFold, config: Config, name: str) -> Report:
    folds = [int(fold) for fold in found.folds]
    return evaluate(part.cases, table, config.classes, folds=folds, name=name, seed=config.seed)


def _compared(cases: Sequence[AppealCase], chances: dict[str, Floats], config: Config) -> list[Comparison]:
    pairs = [(name, base) for base in _BASELINES for name in chances if base in chances and name not in _BASELINES]
    if set(_BASELINES) <= set(chances):
        pairs.insert(0, ("tfidf", "majority"))
    return [
        compare(cases, chances[name], chances[base], config.classes, names=(name, base), seed=config.seed)
        for name, base in pairs
    ]


def _predictor(
    part: Part, judged: Part, found: OutOfFold, folder: Path, reports: dict[str, Report]
) -> Predictor | None:
    """Trained on all cases, calibrated on the out-of-fold scores of the judged ones."""
    config = part.config
    logits = found.logits.get(config.chosen)
    if logits is None:
        return None
    scorer = fit_whole(config.chosen, part)
    card = {
        "model": config.chosen,
        "cases": len(part.cases),
        "data": _data(part),
        "out_of_fold": _short(reports[config.chosen]),
    }
    made = as_predictor(scorer, part, folder / "state" / "export", card)
    if made is None:
        return None
    calibrator = fit_calibrator(logits, judged.labels, config.calibration)
    whole = replace(made, calibrator=calibrator)
    whole.save(folder / "predictor")
    return whole


def _short(report: Report) -> dict[str, Any]:
    return {name: (figure.value, figure.low, figure.high) for name, figure in report.figures.items()}


def _data(part: Part) -> dict[str, Any]:
    import hashlib

    texts = hashlib.sha256()
    for case in sorted(part.cases, key=lambda case: case.id):
        texts.update(f"{case.id}\0{case.text}\0{case.decision}\n".encode())
    return {
        "sha256": texts.hexdigest(), "cases": len(part.cases), "groups": len(set(part.groups)),
        "sources": sorted({case.source for case in part.cases}), "invented": sum(case.invented for case in part.cases),
    }  # fmt: skip


def _key(part: Part) -> str:
    import hashlib

    config = msgspec.structs.replace(
        part.config, models=("majority",), chosen="majority", final=(), run_time="", data=""
    )
    told = msgspec.json.encode((config, _data(part)["sha256"]))
    return hashlib.sha256(told).hexdigest()[:16]


def _write(run: Run, part: Part, chances: dict[str, Floats], found: OutOfFold) -> None:
    folder = run.folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scores").mkdir(exist_ok=True)
    folds = [int(fold) for fold in found.folds]
    for name, table in chances.items():
        write_predictions(folder / "scores" / f"{name}.jsonl", part.cases, table, run.config.classes, folds)
    write_json(folder / "config.json", run.config)
    write_json(folder / "data.json", _data(part))
    write_json(folder / "metrics.json", {"seconds": run.seconds, "reports": run.reports})
    write_json(folder / "comparisons.json", run.comparisons)
    curves = {
        f"{name} {number + 1} ({kind})": values
        for name, pairs in found.curves.items()
        for number, pair in enumerate(pairs)
        for kind, values in zip(("train", "dev"), pair, strict=True)
    }
    if curves:
        (folder / "curves.svg").write_text(
            learning_curves(curves, title=f"{run.config.name}: loss by epoch and fold"), "utf-8"
        )


def write_json(path: Path, value: Any) -> None:
    """Write a value as indented JSON."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(value, enc_hook=_plain), indent=1) + b"\n")


def _plain(value: Any) -> Any:
    """Arrays and their numbers as plain lists and numbers; anything else by its name."""
    plain: Any = getattr(value, "tolist", None)
    return plain() if plain is not None else str(value)
