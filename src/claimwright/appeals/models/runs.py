"""What the commands of `claimwright appeals train` do, from files to a run's folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from claimwright.appeals.benchmark.problems import Problem
from claimwright.appeals.benchmark.read import read_cases
from claimwright.appeals.evaluate.compare import compare
from claimwright.appeals.evaluate.predictions import write_predictions
from claimwright.appeals.evaluate.records import Comparison, Report
from claimwright.appeals.evaluate.report import evaluate
from claimwright.appeals.models.config import Config
from claimwright.appeals.models.fitting import Part
from claimwright.appeals.models.outcome import checked_part, final_evaluation, train_outcome, write_json
from claimwright.appeals.models.tasks import (
    annotations_of,
    load_task,
    pretrain,
    pseudo_label,
    train_span,
    train_sufficiency,
)
from claimwright.appeals.models.temporal import judge_later, share_of
from claimwright.appeals.models.text import Floats
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import InputError, Location, NotFoundError
from claimwright.corpus.ledger.atomic import atomic

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
    """Scores of a language model, zero-shot and with worked examples. A row that is an example is asked with others."""
    from claimwright.appeals.models.language import ask_language_model, pick_examples
    from claimwright.llm import Budget, Metered, open_model, price_from_settings

    metered = Metered(open_model(spec), Budget(calls=calls, price=price_from_settings()))

    def ask(part: Part) -> dict[str, Floats]:
        out = {"language": asked("language", part, range(len(part.cases)), [])}
        table = np.zeros_like(out["language"])
        picked = pick_examples(part.cases, part.labels, len(config.classes), 2 * config.few, config.seed)
        first, second = picked[: config.few], picked[config.few :]
        shown = {case.id for case in first}
        for examples, rows in (
            (first, [i for i, case in enumerate(part.cases) if case.id not in shown]),
            (second, [i for i, case in enumerate(part.cases) if case.id in shown]),
        ):
            table[rows] = asked("language-few", part, rows, examples)
        return out | {"language-few": table}

    def asked(name: str, part: Part, rows: Sequence[int], examples: Sequence[AppealCase]) -> Floats:
        cases = [part.cases[i] for i in rows]
        said = ask_language_model(metered, cases, part.labels[list(rows)], config.classes, examples)
        part.report(
            f"{name}: {len(cases)} rows, {len(said.unreadable)} unreadable and scored as wrong; "
            f"so far {said.tokens} tokens, {said.cost} USD"
        )
        return said.logits

    return ask


def run_span(data: Path, config: str, checkpoint: str, out: Path, say: Say) -> dict[str, Any]:
    """`train span`."""
    return train_span(annotations_of(data, say), load_task(config, checkpoint), out, say)


def run_sufficiency(data: Path, config: str, checkpoint: str, out: Path, say: Say) -> dict[str, Any]:
    """`train sufficiency`."""
    return train_sufficiency(annotations_of(data, say), load_task(config, checkpoint), out, say)


def run_pretrain(
    data: Sequence[Path], exclude: Sequence[Path], config: str, checkpoint: str, out: Path, say: Say
) -> dict[str, Any]:
    """`train pretrain`: cases in `data` that are for evaluation only are never read as texts."""
    tests = [text for path in exclude for case in read_cases(path) for text in (case.text, case.full_text) if text]
    texts = [text for path in data for text in plain_texts(path)]
    return pretrain(texts, tests, load_task(config, checkpoint), out, say)


def run_pseudo_label(data: Path, span: Path, sufficiency: Path, out: Path, say: Say) -> dict[str, Any]:
    """`pseudo-label`: cases in, cases with backgrounds and labels out."""
    problems: list[Problem] = []
    cases = read_cases(data, problems)
    for problem in problems[:20]:
        say(str(problem))
    labelled, summary = pseudo_label(cases, span, sufficiency)
    with atomic(out) as file:
        for case in labelled:
            file.write(msgspec.json.encode(case) + b"\n")
    return summary | {"problems": len(problems)}


def plain_texts(path: Path) -> list[str]:
    """The texts of JSON Lines (`text`) or of a plain file, a paragraph a text. Raises `NotFoundError`, `InputError`."""
    if not path.is_file():
        raise NotFoundError("the texts are not there", where=str(path), fix="check the path", code="APPEALS-TEXTS")
    if path.suffix != ".jsonl":
        return [part for part in path.read_text("utf-8", errors="replace").split("\n\n") if part.strip()]
    out: list[str] = []
    for number, raw in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            text = msgspec.json.decode(raw, type=dict[str, Any]).get("text") if raw.strip() else ""
        except msgspec.DecodeError as error:
            where = Location(path.name, number)
            raise InputError(f"the line is no JSON object: {error}", where=where, code="APPEALS-TEXTS") from None
        out += [text] if isinstance(text, str) and text.strip() else []
    return out
