"""What the commands of `claimwright appeals train` do, from files to a run's folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claimwright.appeals.evaluate.compare import compare
from claimwright.appeals.evaluate.predictions import write_predictions
from claimwright.appeals.evaluate.records import Comparison, Report
from claimwright.appeals.evaluate.report import evaluate
from claimwright.appeals.models.config import Config
from claimwright.appeals.models.fitting import Part
from claimwright.appeals.models.outcome import checked_part, final_evaluation, train_outcome, write_json
from claimwright.appeals.models.temporal import judge_later, share_of
from claimwright.appeals.models.text import Floats
from claimwright.appeals.records import AppealCase

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, eq=False)
class Ran:
    """What a command shows of a run."""

    scored: str
    reports: dict[str, Report]
    comparisons: tuple[Comparison, ...]
    final: dict[str, Report] = field(default_factory=dict[str, Report])
    final_comparisons: tuple[Comparison, ...] = ()

    @property
    def summary(self) -> dict[str, Any]:
        """The same for JSON."""
        return {
            "scored": self.scored, "reports": self.reports, "comparisons": self.comparisons, "final": self.final,
            "final_comparisons": self.final_comparisons,
        }  # fmt: skip


def run_outcome(
    cases: Sequence[AppealCase], config: Config, out: Path, *, evaluation: Sequence[AppealCase] = (), llm: str = "",
    calls: int | None = None, report: Say = lambda line: None,
) -> Ran:  # fmt: skip
    """Out-of-fold, or on later years where the config splits in time; then the evaluation rows, once."""
    if config.split is not None:
        return run_temporal(cases, config, out, report)
    extra = _language(llm, calls, config) if llm else None
    run = train_outcome(cases, config, out, report=report, extra=extra)
    scored = f"{run.cases} cases out of fold, {config.folds} folds by case group"
    if not evaluation:
        return Ran(scored, run.reports, run.comparisons)
    chances, reports, comparisons = final_evaluation(cases, evaluation, run, report=report)
    for name, table in chances.items():
        write_predictions(out / "scores" / f"final-{name}.jsonl", evaluation, table, config.classes)
    write_json(out / "final.json", {"reports": reports, "comparisons": comparisons})
    return Ran(scored, run.reports, run.comparisons, reports, comparisons)


def run_temporal(cases: Sequence[AppealCase], config: Config, out: Path, report: Say) -> Ran:
    """Judge every model on later years, against majority and against the base rates of like cases."""
    assert config.split is not None
    later = judge_later(checked_part(cases, config, report), config, config.split)
    reports = {
        name: evaluate(later.cases, table, config.classes, name=name, seed=config.seed)
        for name, table in later.calibrated.items()
    }
    plain = {
        name: evaluate(later.cases, table, config.classes, name=name, seed=config.seed, resamples=200)
        for name, table in later.plain.items()
    }
    comparisons = tuple(_paired(later.cases, later.calibrated, config))
    _write_temporal(
        out, config, later.cases, later.calibrated, {"calibrated": reports, "uncalibrated": plain}, comparisons
    )
    share = share_of(later.cases, config.classes[-1])
    scored = (
        f"{len(later.cases)} later cases ({share:.1%} {config.classes[-1]}); {later.trained} trained on, "
        f"{later.calibrated_on} calibrated on"
    )
    return Ran(scored, reports, comparisons)


def _write_temporal(
    out: Path, config: Config, cases: Sequence[AppealCase], chances: dict[str, Floats], metrics: dict[str, Any],
    comparisons: tuple[Comparison, ...],
) -> None:  # fmt: skip
    (out / "scores").mkdir(parents=True, exist_ok=True)
    for name, table in chances.items():
        write_predictions(out / "scores" / f"{name}.jsonl", cases, table, config.classes)
    write_json(out / "config.json", config)
    write_json(out / "metrics.json", metrics)
    write_json(out / "comparisons.json", comparisons)


def _paired(cases: Sequence[AppealCase], chances: dict[str, Floats], config: Config) -> list[Comparison]:
    pairs = [
        (name, base)
        for base in ("majority", "lookup")
        for name in chances
        if base in chances and name not in ("majority", base)
    ]
    return [
        compare(cases, chances[name], chances[base], config.classes, names=(name, base), seed=config.seed)
        for name, base in pairs
    ]


def _language(spec: str, calls: int | None, config: Config) -> Callable[[Part], dict[str, Floats]]:
    """Scores of a language model, zero-shot and with worked examples, for the rows of a run."""
    from claimwright.appeals.models.language import ask_language_model, pick_examples
    from claimwright.llm import Budget, Metered, open_model, price_from_settings

    metered = Metered(open_model(spec), Budget(calls=calls, price=price_from_settings()))

    def ask(part: Part) -> dict[str, Floats]:
        out: dict[str, Floats] = {}
        shots = {"language": 0, "language-few": config.few}
        for name, count in shots.items():
            shown = pick_examples(part.cases, part.labels, len(config.classes), count, config.seed) if count else []
            rest = [case for case in part.cases if case not in shown]
            asked = ask_language_model(metered, part.cases, part.labels, config.classes, shown)
            part.report(
                f"{name}: {asked.calls} calls so far {asked.tokens} tokens {asked.cost or '0'} USD, "
                f"{len(asked.unreadable)} unreadable, {len(part.cases) - len(rest)} rows were shown as examples"
            )
            out[name] = asked.logits
        return out

    return ask
