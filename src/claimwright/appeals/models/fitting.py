"""One function a model: training cases in, a predictor out. Everything that is chosen is chosen within these cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.augment.marks import is_augmented
from claimwright.appeals.benchmark.labels import targets
from claimwright.appeals.models.artefact import Predictor, combined
from claimwright.appeals.models.columns import Columns
from claimwright.appeals.models.config import Config, ModelName
from claimwright.appeals.models.folds import dev_part
from claimwright.appeals.models.linear import fit_logistic
from claimwright.appeals.models.members import Facts, Meaning, Shares, Words, one_hot
from claimwright.appeals.models.text import Floats, Tfidf
from claimwright.appeals.records import AppealCase

Ints = NDArray[np.int64]
Report = Callable[[str], None]
_SCALE = 10.0


class Scorer(Protocol):
    """A fitted model that need not be storable."""

    def logits(self, cases: Sequence[AppealCase]) -> Floats:
        """A row a case, a column a class."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Training cases with their labels (places among the config's classes) and what to tell progress to.

    `vectors` are those of the frozen encoder by text, filled as they are needed; `state` is where a network saves itself.
    """

    cases: Sequence[AppealCase]
    labels: Ints
    config: Config
    vectors: dict[str, Floats]
    state: Path | None = None
    report: Report = lambda line: None
    stems: dict[str, Any] | None = None

    @property
    def groups(self) -> list[str]:
        return [case.group or case.id for case in self.cases]

    def only(self, rows: Sequence[int], state: Path | None = None) -> Part:
        """The chosen rows."""
        return replace(self, cases=[self.cases[i] for i in rows], labels=self.labels[list(rows)], state=state)


def part_of(cases: Sequence[AppealCase], config: Config, report: Report = lambda line: None) -> Part:
    """Cases that have one of the classes as their label, ready to train on."""
    labels = targets(cases, config.classes)
    kept = np.flatnonzero(labels >= 0).tolist()
    return Part([cases[i] for i in kept], labels[kept], config, {}, report=report, stems={})


def fit_model(name: ModelName, part: Part) -> Scorer:
    """Train one model."""
    return _FITTERS[name](part)


def embed(part: Part, cases: Sequence[AppealCase]) -> Floats:
    """Vectors of the frozen encoder, each text read once a run."""
    from claimwright.encoder.embed import Encoder

    new = [text for text in dict.fromkeys(case.text for case in cases) if text not in part.vectors]
    if new:
        part.report(f"reading {len(new)} texts")
        found = Encoder.load().embed(new, slide=part.config.slide).astype(np.float64)
        part.vectors.update(zip(new, found, strict=True))
    return np.stack([part.vectors[case.text] for case in cases])


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A head on the frozen encoder that looks known vectors up."""

    head: Meaning
    part: Part

    def logits(self, cases: Sequence[AppealCase]) -> Floats:
        return self.head.from_vectors(embed(self.part, cases), cases)


@dataclass(frozen=True, slots=True, eq=False)
class Blend:
    """The mean of several models' log probabilities."""

    members: tuple[Scorer, ...]

    def logits(self, cases: Sequence[AppealCase]) -> Floats:
        return combined([member.logits(cases) for member in self.members])

    @property
    def histories(self) -> list[Any]:
        """Those of the networks in it."""
        return [member.history for member in self.members if hasattr(member, "history")]  # type: ignore[attr-defined]


def storable(scorer: Scorer, folder: Path) -> list[tuple[Any, float]]:
    """The members of a predictor that says the same, with their shares; empty where the model has no stored form."""
    if isinstance(scorer, Blend):
        parts = [storable(member, folder / f"part{n}") for n, member in enumerate(scorer.members)]
        share = 1 / len(parts)
        return [(member, share * weight) for part in parts for member, weight in part] if all(parts) else []
    if isinstance(scorer, Known):
        return [(scorer.head, 1.0)]
    export: Callable[[Path], Any] | None = getattr(scorer, "member", None)
    member = export(folder) if export else (scorer if hasattr(scorer, "dump") else None)
    return [(member, 1.0)] if member is not None else []


def as_predictor(scorer: Scorer, part: Part, folder: Path, card: dict[str, Any]) -> Predictor | None:
    """A predictor to store, not yet calibrated; None where the model has no stored form."""
    found = storable(scorer, folder)
    members, weights = tuple(member for member, _ in found), tuple(weight for _, weight in found)
    return Predictor(part.config.name, part.config.classes, members, card=card, weights=weights) if members else None


def _fit_majority(part: Part) -> Scorer:
    counts = np.bincount(part.labels, minlength=len(part.config.classes)).astype(np.float64)
    return Shares(counts / counts.sum())


def _fit_words(part: Part) -> Scorer:
    texts = [case.text for case in part.cases]
    tfidf = Tfidf.learn(texts, longest=part.config.words.longest, least=part.config.words.least)
    weights, bias, strength = _logistic(tfidf.transform(texts).matrix(), part)
    part.report(f"tfidf: {len(tfidf.vocabulary)} terms, strength {strength}")
    return Words(tfidf, weights, bias)


def _fit_frozen(part: Part) -> Scorer:
    vectors = embed(part, part.cases)
    centre = vectors.mean(0)
    weights, bias, strength = _logistic((vectors - centre) * _SCALE, part)
    part.report(f"frozen: strength {strength}")
    return Known(Meaning(weights, bias, centre, _SCALE, slide=part.config.slide), part)


def _fit_columns(part: Part) -> Scorer:
    columns = _known(part)
    weights, bias, _ = _logistic(one_hot(columns, part.cases), part)
    return Facts(columns, weights, bias)


def _fit_boosting(part: Part) -> Scorer:
    from claimwright.appeals.models.boosting import fit_boosting

    return fit_boosting(part.cases, part.labels, part.config)


def _fit_tuned(part: Part, *, columns: bool) -> Scorer:
    members = [_fit_network(part, columns=columns, member=n) for n in range(part.config.training.members)]
    return members[0] if len(members) == 1 else Blend(tuple(members))


def _fit_network(part: Part, *, columns: bool, member: int) -> Scorer:
    from claimwright.appeals.models.neural.outcome import TunedScorer, open_model

    given = part.config.training
    options = msgspec.structs.replace(given, columns=columns, seed=given.seed + member, members=1)
    model = open_model(_known(part) if columns else Columns({}), part.config.classes, options)
    rows = model.rows(part.cases, part.stems)
    dev = dev_part(part.groups, part.labels, options.dev_share, options.seed)
    dev &= np.array([not is_augmented(case) for case in part.cases])
    state = part.state.with_suffix(f".{member}.pt") if part.state else None
    history = model.fit(rows, part.labels, dev, state=state, report=part.report)
    return TunedScorer(model, history, part.stems)


def _known(part: Part) -> Columns:
    return Columns.learn(part.cases, least=part.config.least_value, names=part.config.columns)


def _fit_lookup(part: Part) -> Scorer:
    from claimwright.appeals.models.structured import Lookup

    return Lookup.learn(part.cases, part.labels, len(part.config.classes))


def _logistic(table: Any, part: Part) -> tuple[Floats, Floats, float]:
    config = part.config
    return fit_logistic(
        table, part.labels, part.groups, len(config.classes), seed=config.seed, weighted=config.class_weights
    )


_FITTERS: dict[str, Callable[[Part], Scorer]] = {
    "majority": _fit_majority,
    "tfidf": _fit_words,
    "frozen": _fit_frozen,
    "blend": lambda part: Blend((_fit_words(part), _fit_frozen(part))),
    "columns": _fit_columns,
    "boosting": _fit_boosting,
    "lookup": _fit_lookup,
    "tfidf+columns": lambda part: Blend((_fit_words(part), _fit_columns(part))),
    "tuned": lambda part: _fit_tuned(part, columns=False),
    "tuned+columns": lambda part: _fit_tuned(part, columns=True),
}
