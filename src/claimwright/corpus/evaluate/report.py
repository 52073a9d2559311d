"""Asking every question of a relevance set by every way of searching, and the figures side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from claimwright.corpus.citations import Citation, parse_citation
from claimwright.corpus.evaluate.measures import DEPTH, MEASURES, Figure, Finest, Judged, figure, judge
from claimwright.corpus.evaluate.relevance import Question
from claimwright.corpus.index.records import Hit

Search = Callable[[str, int], Sequence[Hit]]
"""A query and how many hits are wanted."""
Outcomes = Mapping[str, Sequence[Judged]]
"""By way of searching, one judgement a question, in the order of the questions."""

BAR = "recall@10"


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one set of questions. `figures` by way of searching and measure; `gain` is the difference between
    the last way and the first in `BAR`, question by question; `askers` has `BAR` by asker."""

    half: str
    questions: int
    figures: dict[str, dict[str, Figure]]
    gain: Figure
    askers: dict[str, dict[str, Figure]]
    missed: dict[str, list[str]]


def ask_all(questions: Sequence[Question], search: Search, finest: Finest) -> list[Judged]:
    """The judged hits of every question."""
    return [judge(_citations(search(each.question, DEPTH)), each.places(), finest) for each in questions]


def _citations(hits: Iterable[Hit]) -> list[Citation | None]:
    return [_parse(hit.provision.citation) for hit in hits]


@cache
def _parse(text: str) -> Citation | None:
    return parse_citation(text)


def report(questions: Sequence[Question], outcomes: Outcomes, half: str = "all") -> Report:
    """The figures of all ways of searching, in the order of `outcomes`."""
    first, last = next(iter(outcomes)), list(outcomes)[-1]
    measure = MEASURES[BAR]
    differences = [measure(b) - measure(a) for a, b in zip(outcomes[first], outcomes[last], strict=True)]
    return Report(
        half=half,
        questions=len(questions),
        figures={name: _figures(judged) for name, judged in outcomes.items()},
        gain=figure(differences),
        askers={name: _by_asker(questions, judged) for name, judged in outcomes.items()},
        missed={name: _missed(questions, judged) for name, judged in outcomes.items()},
    )


def _figures(judged: Sequence[Judged]) -> dict[str, Figure]:
    return {name: figure([measure(each) for each in judged]) for name, measure in MEASURES.items()}


def _by_asker(questions: Sequence[Question], judged: Sequence[Judged]) -> dict[str, Figure]:
    values: dict[str, list[float]] = {}
    for question, each in zip(questions, judged, strict=True):
        values.setdefault(question.asker, []).append(MEASURES[BAR](each))
    return {asker: figure(found) for asker, found in sorted(values.items())}


def _missed(questions: Sequence[Question], judged: Sequence[Judged]) -> list[str]:
    return [question.id for question, each in zip(questions, judged, strict=True) if not each.first()]


def rows(found: Report) -> list[tuple[str, ...]]:
    """One row a measure: its name, then for each way of searching the value and its interval."""
    names = list(found.figures)
    lines = [(m, *(cell(found.figures[name][m]) for name in names)) for m in MEASURES]
    askers = sorted({asker for each in found.askers.values() for asker in each})
    lines += [(f"{BAR}, {asker}", *(cell(found.askers[name][asker]) for name in names)) for asker in askers]
    return lines


def cell(value: Figure) -> str:
    """`0.912 (0.87-0.95)`."""
    return f"{value.value:.3f} ({value.low:.2f}-{value.high:.2f})"


def markdown(found: Report) -> str:
    """The report as a Markdown table."""
    names = list(found.figures)
    head = [
        f"| {found.half}, {found.questions} questions | " + " | ".join(names) + " |",
        "|---" * (len(names) + 1) + "|",
    ]
    return "\n".join([*head, *("| " + " | ".join(line) + " |" for line in rows(found))]) + "\n"
