"""Indexing the user's past cases: from the corpus' processed documents, or from any file of cases.

A case without a usable outcome is told as a problem and left out; one without a narrative counts in the base rates and has
nothing to be alike. Rows that are for evaluation only are left out altogether.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.benchmark.evaluation_rows import trainable
from claimwright.appeals.benchmark.problems import Problem
from claimwright.appeals.benchmark.read import read_cases, read_corpus
from claimwright.appeals.predict.model.attributes import Attributes, of_case
from claimwright.appeals.predict.past.similar import beginning
from claimwright.appeals.predict.past.store import CODE, Row, default_folder, write
from claimwright.appeals.predict.rates import table
from claimwright.appeals.predict.rates.lookup import shipped
from claimwright.appeals.predict.reading import lexicon
from claimwright.appeals.predict.reading.attributes import read_category
from claimwright.appeals.predict.reading.lexicon import Category
from claimwright.appeals.records import BINARY, AppealCase
from claimwright.core.errors import InputError
from claimwright.corpus.layout import Layout
from claimwright.encoder.embed import WIDTH, Encoder, Vectors

_EXCERPT = 280
_BATCH = 64


class Indexed(msgspec.Struct, frozen=True):
    """What became of the cases: counted in the base rates, with a text to compare, left out and why."""

    counted: int
    with_text: int
    evaluation_only: int
    sources: dict[str, int]
    problems: tuple[Problem, ...]
    folder: str


@dataclass(frozen=True, slots=True)
class _Read:
    cases: list[AppealCase]
    problems: list[Problem]


def index_cases(
    files: Sequence[Path] = (),
    corpus: Layout | None = None,
    folder: Path | None = None,
    *,
    say: Callable[[int, int], None] = lambda _done, _all: None,
) -> Indexed:
    """Make the index of the cases of a corpus and of files. Raises `InputError` where no case can be used, and
    `NotFoundError` for a file or corpus that is not there."""
    read = _read(files, corpus)
    labelled = [case for case in read.cases if case.decision in BINARY]
    usable = trainable(labelled)
    if not usable:
        raise InputError(
            "there is no case with a known outcome",
            where=", ".join(map(str, files)) or str(corpus.root if corpus else ""),
            fix="; ".join(problem.what for problem in read.problems[:3]) or "give files of decided cases",
            code=CODE,
        )
    texts = [case for case in usable if case.text.strip()]
    target = folder or default_folder()
    sources = dict(sorted(Counter(case.source for case in usable).items()))
    rates = table.build(((attributes_of(case), case.decision == "Overturned") for case in usable), _source(sources))
    write(target, [_row(case) for case in texts], _embedded([beginning(case.text) for case in texts], say), rates)
    left = len(labelled) - len(usable)
    return Indexed(len(usable), len(texts), left, sources, tuple(read.problems), str(target))


def attributes_of(case: AppealCase) -> Attributes:
    """A case's attributes in the shipped table's names: as filed where it has them, else by the table of terms."""
    filed = of_case(case)
    treatment = _known(filed.treatment) or read_category(
        f"{case.treatment}. {case.treatment_category}", lexicon.treatments()
    )
    diagnosis = _known(filed.diagnosis) or read_category(
        f"{case.diagnosis}. {case.diagnosis_category}", lexicon.diagnoses()
    )
    return Attributes(treatment, diagnosis, filed.ground, filed.age, filed.sex, filed.year)


def _known(category: Category | None) -> Category | None:
    return category if category is not None and category.category in shipped().names else None


def _read(files: Iterable[Path], corpus: Layout | None) -> _Read:
    problems: list[Problem] = []
    cases = read_corpus(corpus, problems) if corpus is not None else []
    for file in files:
        cases += read_cases(file, problems)
    return _Read(cases, problems)


def _source(sources: dict[str, int]) -> str:
    listed = ", ".join(f"{name} {count:,}" for name, count in sources.items())
    return f"your cases ({listed}; some may be among the determinations too)"


def _row(case: AppealCase) -> Row:
    words = " ".join(case.text.split())
    short = words if len(words) <= _EXCERPT else words[: words.rfind(" ", 0, _EXCERPT)] + " ..."
    return Row(case.id, case.source, case.decision, case.group or case.id, short)


def _embedded(texts: Sequence[str], say: Callable[[int, int], None]) -> NDArray[np.float32]:
    if not texts:
        return np.zeros((0, WIDTH), np.float32)
    encoder = Encoder.load(workers=2)
    parts: list[Vectors] = []
    for start in range(0, len(texts), _BATCH):
        parts.append(encoder.embed(texts[start : start + _BATCH]))
        say(min(start + _BATCH, len(texts)), len(texts))
    return np.concatenate(parts)
