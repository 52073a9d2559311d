"""What one person said of one text: a row of HICRIC's format with two columns more, `notes` and `annotator`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from claimwright.appeals.benchmark.problems import Problem, Problems
from claimwright.appeals.models.annotations import Annotated, annotated_of, row_of
from claimwright.core.errors import InputError, Location, NotFoundError


class Annotation(Annotated, frozen=True, kw_only=True):
    """A marked and rated case, by one annotator. Spans are in order and apart."""

    notes: str = ""
    annotator: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The marked passages."""
        return tuple(self.context[span.start : span.end] for span in self.spans)

    def row(self) -> dict[str, Any]:
        """The line of a file."""
        return row_of(self) | {"notes": self.notes, "annotator": self.annotator}


def annotation_of(row: Mapping[str, Any], number: int = 0) -> Annotation:
    """The annotation of a line. Raises `InputError`, as `annotated_of`."""
    known = msgspec.structs.asdict(annotated_of(row, number))
    return Annotation(**known, notes=str(row.get("notes") or ""), annotator=str(row.get("annotator") or ""))


def read_annotations(path: Path, problems: list[Problem] | None = None) -> list[Annotation]:
    """The annotations of a file, with who made them. A bad line is told as a problem; without a list to tell it to, the
    first is an `InputError`. Raises `NotFoundError`."""
    if not path.is_file():
        raise NotFoundError("the annotations are not there", where=str(path), fix="check the path", code="APPEALS-FILE")
    told, found = Problems(problems), list[Annotation]()
    for number, raw in enumerate(path.read_bytes().split(b"\n"), start=1):
        try:
            if raw.strip():
                found.append(annotation_of(msgspec.json.decode(raw, type=dict[str, Any]), number))
        except (InputError, msgspec.DecodeError, UnicodeDecodeError, AttributeError, TypeError) as error:
            told.tell(Location(path.name, number), getattr(error, "what", str(error)), getattr(error, "fix", ""))
    return found
