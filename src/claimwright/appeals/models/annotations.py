"""Human-marked backgrounds in HICRIC's format: JSON Lines, in the shape of SQuAD.

A row has `id`, `title`, `context` (the whole text), `question`, `answers` (`text` and `answer_start`, lists of equal
length) and `sufficiency_score`. Offsets are code points. Ours also have `notes` and `annotator`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from claimwright.appeals.benchmark.problems import Problem, Problems
from claimwright.core.errors import InputError, Location, NotFoundError

QUESTION = "Which passages say what was known when the appeal was filed?"

_FIX = "write the file with `claimwright appeals annotate`"


class Span(msgspec.Struct, frozen=True, order=True):
    """A passage, in code points; `end` is behind its last."""

    start: int
    end: int


class Annotation(msgspec.Struct, frozen=True, kw_only=True):
    """What one person said of one text. Spans are in order and do not overlap. `sufficiency` is from 1 to 4 or None."""

    id: str
    context: str
    spans: tuple[Span, ...] = ()
    sufficiency: int | None = None
    title: str = ""
    question: str = QUESTION
    notes: str = ""
    annotator: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The marked passages."""
        return tuple(self.context[span.start : span.end] for span in self.spans)

    @property
    def background(self) -> str:
        """The marked passages, a line each."""
        return "\n".join(self.texts)

    def row(self) -> dict[str, Any]:
        """The row of HICRIC's format."""
        return {
            "id": self.id,
            "title": self.title,
            "context": self.context,
            "question": self.question,
            "answers": {"text": list(self.texts), "answer_start": [span.start for span in self.spans]},
            "sufficiency_score": self.sufficiency,
            "notes": self.notes,
            "annotator": self.annotator,
        }


def read_annotations(path: Path, problems: list[Problem] | None = None) -> list[Annotation]:
    """The annotations of a file. A bad row is told as a problem, and the rest goes through; without a list to tell it to,
    the first is an `InputError`. Raises `NotFoundError`."""
    if not path.is_file():
        raise NotFoundError("the file is not there", where=str(path), fix=_FIX, code="APPEALS-FILE")
    told, found = Problems(problems), list[Annotation]()
    decoder = msgspec.json.Decoder(dict[str, Any])
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if not raw.strip():
                continue
            try:
                found.append(annotation_of(decoder.decode(raw), number))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                told.tell(Location(path.name, number), f"the line is no JSON object: {error}", _FIX)
            except InputError as error:
                told.tell(Location(path.name, number), error.what, error.fix)
    return found


def annotation_of(row: Mapping[str, Any], number: int = 1) -> Annotation:
    """The annotation of a row. Raises `InputError` for a row without text, or whose passages are not in it."""
    context = row.get("context")
    if not isinstance(context, str) or not context.strip():
        raise InputError("the row has no text (`context`)", fix=_FIX)
    return Annotation(
        id=str(row.get("id") or f"row-{number}"),
        context=context,
        spans=merged(_spans(context, row.get("answers"))),
        sufficiency=_rating(row.get("sufficiency_score")),
        title=str(row.get("title") or ""),
        question=str(row.get("question") or QUESTION),
        notes=str(row.get("notes") or ""),
        annotator=str(row.get("annotator") or ""),
    )


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in order; those that overlap become one."""
    kept: list[Span] = []
    for span in sorted(spans):
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        elif span.start < span.end:
            kept.append(span)
    return tuple(kept)


class _Answers(msgspec.Struct):
    text: list[str]
    answer_start: list[int]


def _spans(context: str, answers: Any) -> list[Span]:
    try:
        said = msgspec.convert(answers or {"text": [], "answer_start": []}, _Answers)
    except msgspec.ValidationError as error:
        raise InputError(f"`answers` is not as it should be: {error}", fix=_FIX) from None
    if len(said.text) != len(said.answer_start):
        raise InputError("`text` and `answer_start` of `answers` differ in length", fix=_FIX)
    return [_span(context, text, at) for text, at in zip(said.text, said.answer_start, strict=True) if text]


def _span(context: str, text: str, start: int) -> Span:
    """The passage where it is said to be, else the nearest place where it stands (others count UTF-16 units or bytes)."""
    if start < 0 or context[start : start + len(text)] != text:
        start = _nearest(context, text, start)
    if start < 0:
        raise InputError("a passage of `answers` does not stand in `context`", fix="mark it again")
    return Span(start, start + len(text))


def _nearest(context: str, text: str, start: int) -> int:
    places = (context.rfind(text, 0, max(start, 0) + len(text)), context.find(text, max(start, 0)))
    return min((place for place in places if place >= 0), key=lambda place: abs(place - start), default=-1)


def _rating(value: Any) -> int | None:
    """Older ratings went to 5; a 5 counts as 4."""
    if value is None or value == "":
        return None
    try:
        rating = int(value)
    except (TypeError, ValueError):
        rating = 0
    if not 1 <= rating <= 5:
        raise InputError(
            f"the sufficiency rating {value!r} is not from 1 to 4", fix="rate from 1 to 4, or leave it out"
        )
    return min(rating, 4)
