"""HICRIC's file of annotations: JSON Lines in the shape of SQuAD, a line a case.

`context` is the whole summary, `answers` has the background spans (`text`, `answer_start`), `sufficiency_score` a rating
from 1 to 4; the older scale went to 5, and a 5 counts as 4. Offsets are code points and ends are exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import msgspec

from claimwright.appeals.benchmark.problems import Problem, Problems
from claimwright.core.errors import InputError, Location, NotFoundError
from claimwright.corpus.ledger.atomic import atomic

QUESTION = "What is the background of the case, as it was known when the appeal was filed?"
CODE = "APPEALS-ANNOTATION"
_HIGHEST = 4
_OLD_HIGHEST = 5


class Span(msgspec.Struct, frozen=True, order=True):
    """A passage of the context, end exclusive."""

    start: int
    end: int


class Annotated(msgspec.Struct, frozen=True, kw_only=True):
    """A case with its marked background. `sufficiency` is None where it was not rated; `group` keeps texts of one case
    together; `invented` is for fixtures."""

    id: str
    context: str
    spans: tuple[Span, ...] = ()
    sufficiency: int | None = None
    title: str = ""
    question: str = QUESTION
    group: str = ""
    invented: bool = False

    @property
    def background(self) -> str:
        """The marked passages, a line each."""
        return "\n".join(self.context[span.start : span.end] for span in self.spans)


def read_annotations(path: Path, problems: list[Problem] | None = None) -> list[Annotated]:
    """Read a file. Bad lines are problems; without a list to tell them to, the first is an `InputError`."""
    if not path.is_file():
        raise NotFoundError("the annotations are not there", where=str(path), fix="check the path", code=CODE)
    told, found = Problems(problems), list[Annotated]()
    for number, raw in enumerate(path.read_bytes().splitlines(), start=1):
        if not raw.strip():
            continue
        try:
            found.append(annotated_of(msgspec.json.decode(raw, type=dict[str, Any]), number))
        except (InputError, msgspec.DecodeError, UnicodeDecodeError) as error:
            told.tell(Location(path.name, number), getattr(error, "what", str(error)), getattr(error, "fix", ""))
    return found


def write_annotations(path: Path, rows: Iterable[Annotated]) -> None:
    """Write a file, whole or not at all."""
    with atomic(path) as file:
        for row in rows:
            file.write(msgspec.json.encode(row_of(row)) + b"\n")


def row_of(row: Annotated) -> dict[str, Any]:
    """The line of a case."""
    line: dict[str, Any] = {
        "context": row.context,
        "answers": {
            "text": [row.context[span.start : span.end] for span in row.spans],
            "answer_start": [span.start for span in row.spans],
        },
        "id": row.id, "title": row.title, "question": row.question, "sufficiency_score": row.sufficiency,
    }  # fmt: skip
    extra = {"group": row.group, "invented": row.invented}
    return line | {name: value for name, value in extra.items() if value}


def annotated_of(row: Mapping[str, Any], number: int = 0) -> Annotated:
    """The case of a line. Raises `InputError` where a span is not where it says, or the rating is none."""
    context = row.get("context")
    if not isinstance(context, str) or not context.strip():
        raise InputError("the row has no `context`", fix="give the whole text of the case")
    return Annotated(
        id=str(row.get("id") or f"row-{number}"), context=context, spans=_spans(row.get("answers") or {}, context),
        sufficiency=_rating(row.get("sufficiency_score")), title=str(row.get("title") or ""),
        question=str(row.get("question") or QUESTION), group=str(row.get("group") or ""),
        invented=bool(row.get("invented")),
    )  # fmt: skip


def merged(spans: Iterable[Span], gap: int = 0) -> tuple[Span, ...]:
    """Spans in order, those joined that overlap or are at most `gap` apart."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end + gap:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def _spans(answers: Mapping[str, Any], context: str) -> tuple[Span, ...]:
    texts = cast("list[Any]", answers.get("text") or [])
    starts = cast("list[Any]", answers.get("answer_start") or [])
    if len(texts) != len(starts):
        raise InputError("`answers` has more texts than starts, or fewer", fix="give one start a text")
    spans: list[Span] = []
    for text, start in zip(texts, starts, strict=True):
        if (
            not (isinstance(start, int) and isinstance(text, str))
            or context[start : start + len(text)] != text
            or not text
        ):
            raise InputError(f"an answer does not stand at {start!r} in the context", fix="count code points from 0")
        spans.append(Span(start, start + len(text)))
    return merged(spans)


def _rating(value: Any) -> int | None:
    if value in (None, ""):
        return None
    if not isinstance(value, int | float) or not 1 <= value <= _OLD_HIGHEST or value != int(value):
        raise InputError(f"the sufficiency score {value!r} is not from 1 to 4", fix="rate from 1 to 4 or leave it out")
    return min(int(value), _HIGHEST)
