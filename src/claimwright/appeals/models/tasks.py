"""Span, sufficiency, pseudo-labels and pretraining, from files to a folder; figures are of held-out texts that chose nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from claimwright.appeals.benchmark.evaluation_rows import is_near_evaluation_row
from claimwright.appeals.benchmark.problems import Problem
from claimwright.appeals.models.annotations import Annotated, read_annotations
from claimwright.appeals.models.exclusion import Excluded
from claimwright.appeals.models.folds import group_folds
from claimwright.appeals.models.options import Training
from claimwright.appeals.models.outcome import write_json
from claimwright.appeals.models.plot import learning_curves
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import ConfigError, InputError, NotFoundError

Say = Callable[[str], None]
CODE = "APPEALS-TASK"
_LEAST_CASES = 10
_LEAST_PASSAGE = 60


class TaskConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run of one of these tasks. Texts are split by group into `folds` parts: one for dev, one for test, the rest to
    train on."""

    name: str
    folds: int = 6
    seed: int = 7
    training: Training = Training()


def load_task(name: str, checkpoint: str = "") -> TaskConfig:
    """The configuration of a path or a name. Raises `NotFoundError`, `ConfigError`."""
    path = Path(name)
    inner = resources.files("claimwright.appeals.models") / "configs" / f"{name}.toml"
    if not path.is_file() and not inner.is_file():
        raise NotFoundError("there is no such configuration", where=name, fix="give a .toml file", code=CODE)
    try:
        config = msgspec.convert(tomllib.loads((path if path.is_file() else inner).read_text("utf-8")), TaskConfig)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(f"the configuration is wrong: {error}", where=name, code=CODE) from None
    training = msgspec.structs.replace(config.training, checkpoint=checkpoint or config.training.checkpoint)
    return msgspec.structs.replace(config, training=training)


def train_span(rows: Sequence[Annotated], config: TaskConfig, out: Path, say: Say) -> dict[str, Any]:
    """Train the span selector. Raises `InputError` where there are too few texts."""
    from claimwright.appeals.models.neural.encoders import open_checkpoint
    from claimwright.appeals.models.neural.spans import SpanModel, span_figures

    kept = [row for row in _allowed(rows, say) if row.spans]
    train, dev, test = _parts(kept, np.zeros(len(kept), np.int64), config)
    model = SpanModel(open_checkpoint(config.training.checkpoint, dropout=config.training.dropout), config.training)
    history = model.fit(train, dev, state=out / "state.pt", report=say)
    figures = span_figures([model.select(row.context) for row in test], test)
    model.save(out, figures)
    return _finish(out, config, figures | _sizes(train, dev, test, kept), history)


def train_sufficiency(rows: Sequence[Annotated], config: TaskConfig, out: Path, say: Say) -> dict[str, Any]:
    """Train the judge of sufficiency on the marked backgrounds (all of their spans; the whole text where none is marked)."""
    from claimwright.appeals.models.neural.encoders import open_checkpoint
    from claimwright.appeals.models.neural.sufficiency import SufficiencyModel, binary_figures

    kept = [row for row in _allowed(rows, say) if row.sufficiency]
    ratings = np.array([row.sufficiency or 0 for row in kept], np.int64)
    train, dev, test = _parts(kept, ratings - 1, config)
    model = SufficiencyModel(
        open_checkpoint(config.training.checkpoint, dropout=config.training.dropout), config.training
    )
    history = model.fit(_rated(train), _rated(dev), state=out / "state.pt", report=say)
    texts, truth = _rated(test)
    figures = binary_figures(model.sufficient(texts), truth >= 3)
    said = model.ratings(texts)
    figures |= {
        "rating_accuracy": float((said == truth).mean()), "rating_error": float(np.abs(said - truth).mean()),
        "threshold": float(model.threshold),
    }  # fmt: skip
    model.save(out, figures)
    return _finish(out, config, figures | _sizes(train, dev, test, kept), history)


def pseudo_label(cases: Sequence[AppealCase], span: Path, sufficiency: Path) -> tuple[list[AppealCase], dict[str, Any]]:
    """Each case with its selected background as text and a pseudo-label of sufficiency. Whole summaries are kept.

    Passages under 60 characters are dropped. A case of which nothing is left keeps its text and is labelled insufficient.
    """
    from claimwright.appeals.models.neural.spans import SpanModel
    from claimwright.appeals.models.neural.sufficiency import SufficiencyModel

    selector, judge = SpanModel.load(span), SufficiencyModel.load(sufficiency)
    backgrounds = [
        _background(selector.select(source := case.full_text or case.text, gap=10), source) for case in cases
    ]
    texts = [text or case.text for text, case in zip(backgrounds, cases, strict=True)]
    enough = judge.sufficient(texts) if texts else np.zeros(0, np.bool_)
    out = [
        msgspec.structs.replace(
            case, text=text, full_text=case.full_text or case.text, sufficiency_id=int(good and bool(found)),
            marks=(*case.marks, "pseudo-labelled"),
        )
        for case, text, found, good in zip(cases, texts, backgrounds, enough.tolist(), strict=True)
    ]  # fmt: skip
    insufficient = sum(case.sufficiency_id == 0 for case in out)
    return out, {"cases": len(out), "insufficient": insufficient, "without_background": sum(not b for b in backgrounds)}


def pretrain(texts: Sequence[str], tests: Sequence[str], config: TaskConfig, out: Path, say: Say) -> dict[str, Any]:
    """Train an encoder on masked whole words; the folder `encoder` in `out` then serves as a checkpoint."""
    from claimwright.appeals.models.neural.encoders import open_checkpoint
    from claimwright.appeals.models.neural.masked import Pretraining, blocks_of
    from claimwright.appeals.models.neural.store import save_encoder

    excluded = Excluded.learn(tests)
    kept = [text for text in texts if text.strip() and not excluded.covers(text)]
    say(f"{len(texts) - len(kept)} of {len(texts)} texts were left out: empty, test cases or near one")
    checkpoint = open_checkpoint(config.training.checkpoint, dropout=config.training.dropout)
    blocks = blocks_of(checkpoint, kept, config.training.pieces)
    if len(blocks) < _LEAST_CASES:
        raise InputError(f"{len(blocks)} blocks of text are too few to train on", fix="give more texts", code=CODE)
    folds = group_folds(range(len(blocks)), np.zeros(len(blocks), np.int64), max(2, min(10, len(blocks))), config.seed)
    dev = [block for block, fold in zip(blocks, folds.tolist(), strict=True) if fold == 0]
    train = [block for block, fold in zip(blocks, folds.tolist(), strict=True) if fold]
    work = Pretraining(checkpoint, config.training)
    before = work.perplexity(dev)
    history = work.fit(train, dev, state=out / "state.pt", report=say)
    save_encoder(checkpoint, out / "encoder")
    figures = {
        "perplexity_before": before, "perplexity": work.perplexity(dev), "texts": len(kept),
        "excluded": len(texts) - len(kept), "blocks": len(blocks), "dev_blocks": len(dev),
    }  # fmt: skip
    return _finish(out, config, figures, history)


def annotations_of(path: Path, say: Say) -> list[Annotated]:
    """The rows of a file; bad ones are told and passed over."""
    problems: list[Problem] = []
    rows = read_annotations(path, problems)
    for problem in problems[:20]:
        say(str(problem))
    return rows


def _allowed(rows: Sequence[Annotated], say: Say) -> list[Annotated]:
    kept = [row for row in rows if not (is_near_evaluation_row(row.context) or is_near_evaluation_row(row.background))]
    if len(kept) < len(rows):
        say(f"{len(rows) - len(kept)} rows are for evaluation only, or near such a row, and were left out")
    return kept


def _parts(
    rows: list[Annotated], labels: np.ndarray, config: TaskConfig
) -> tuple[list[Annotated], list[Annotated], list[Annotated]]:
    if len(rows) < _LEAST_CASES:
        raise InputError(f"{len(rows)} annotated texts are too few", fix=f"give {_LEAST_CASES} or more", code=CODE)
    folds = group_folds([row.group or row.id for row in rows], labels, max(3, config.folds), config.seed).tolist()
    part = [[row for row, fold in zip(rows, folds, strict=True) if chosen(fold)] for chosen in _CHOICES]
    return part[0], part[1], part[2]


_CHOICES: tuple[Callable[[int], bool], ...] = (lambda fold: fold > 1, lambda fold: fold == 0, lambda fold: fold == 1)


def _rated(rows: Sequence[Annotated]) -> tuple[list[str], np.ndarray]:
    texts = [row.background or row.context for row in rows]
    return texts, np.array([row.sufficiency or 0 for row in rows], np.int64)


def _background(spans: Sequence[Any], text: str) -> str:
    passages = [text[span.start : span.end].strip() for span in spans]
    return "\n".join(passage for passage in passages if len(passage) >= _LEAST_PASSAGE)


def _sizes(train: Sequence[Any], dev: Sequence[Any], test: Sequence[Any], rows: Sequence[Annotated]) -> dict[str, Any]:
    return {
        "train": len(train), "dev": len(dev), "test": len(test), "invented": sum(row.invented for row in rows),
    }  # fmt: skip


def _finish(out: Path, config: TaskConfig, figures: dict[str, Any], history: Any) -> dict[str, Any]:
    write_json(out / "config.json", config)
    write_json(out / "metrics.json", figures | {"train_loss": history.train, "dev_loss": history.dev})
    curves = {"loss (train)": history.train, "loss (dev)": history.dev}
    (out / "curves.svg").write_text(learning_curves(curves, title=config.name), "utf-8")
    return figures
