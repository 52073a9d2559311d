"""One annotator's work through a list of cases: what the page and the terminal both do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from claimwright.appeals.annotate.cases import Shown
from claimwright.appeals.annotate.records import Annotation, annotation_of
from claimwright.appeals.annotate.spans import normalise
from claimwright.appeals.annotate.store import Draft, Key, Store
from claimwright.appeals.models.annotations import Span
from claimwright.core.errors import InputError, NotFoundError

Status = Literal["open", "begun", "skipped", "done", "changed"]
MOST_NOTES = 10_000


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What an annotator has said of a case so far. Spans are pairs of code points."""

    spans: tuple[tuple[int, int], ...] = ()
    sufficiency: int | None = None
    notes: str = ""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A case with the work on it. `changed` means: saved for another text of the same id."""

    index: int
    case: Shown
    work: Work
    status: Status


class Progress(msgspec.Struct, frozen=True):
    """How far the work is: cases in all, saved and passed over, and the state of each."""

    total: int
    done: int
    skipped: int
    statuses: tuple[Status, ...]


class Session:
    """Cases, an annotator and a store. Every change is on disk when its method returns."""

    def __init__(self, cases: Sequence[Shown], store: Store, annotator: str = "") -> None:
        self.cases, self.store, self.annotator = cases, store, annotator

    def view(self, index: int) -> View:
        """A case, with its draft if there is one, else what was saved. Raises `NotFoundError`."""
        case, status = self._case(index), self._status(index)
        return View(index=index, case=case, work=self._work(index), status=status)

    def progress(self) -> Progress:
        """How far the work is."""
        statuses: tuple[Status, ...] = tuple(self._status(index) for index in range(len(self.cases)))
        return Progress(len(statuses), statuses.count("done"), statuses.count("skipped"), statuses)

    def next_open(self, after: int = -1) -> int | None:
        """The first case behind `after` that is neither saved nor passed over, from the start again; None: all are."""
        order = [*range(after + 1, len(self.cases)), *range(after + 1)]
        return next((at for at in order if self._status(at) not in ("done", "skipped")), None)

    def draft(self, index: int, work: Work) -> View:
        """Keep work that is not finished; nothing is kept where it says what was saved, or nothing."""
        key, made = self._key(index), self._annotation(index, work)
        saved = self.store.saved(key)
        same = made == saved if saved else not (made.spans or made.notes or made.sufficiency)
        self.store.keep(key, None if same else Draft(made.row()))
        return self.view(index)

    def save(self, index: int, work: Work) -> View:
        """Save finished work. Raises `InputError` where the rating is missing."""
        if work.sufficiency is None:
            raise InputError("rate the background before saving", fix="1 to 4", code="APPEALS-ANNOTATE")
        self.store.save(self._annotation(index, work))
        return self.view(index)

    def skip(self, index: int, work: Work) -> View:
        """Pass over a case for now; what was marked is kept."""
        self.store.keep(self._key(index), Draft(self._annotation(index, work).row(), skipped=True))
        return self.view(index)

    def _annotation(self, index: int, work: Work) -> Annotation:
        case = self._case(index)
        if work.sufficiency is not None and not 1 <= work.sufficiency <= 4:
            raise InputError(f"the rating {work.sufficiency} is not from 1 to 4", code="APPEALS-ANNOTATE")
        if len(work.notes) > MOST_NOTES:
            raise InputError(f"notes have at most {MOST_NOTES:,} characters", code="APPEALS-ANNOTATE")
        return Annotation(
            id=case.id,
            title=case.title,
            context=case.text,
            group=case.group,
            invented=case.invented,
            spans=normalise(case.text, (Span(*pair) for pair in work.spans)),
            sufficiency=work.sufficiency,
            notes=work.notes.strip(),
            annotator=self.annotator,
        )

    def _work(self, index: int) -> Work:
        draft, saved = self.store.draft(self._key(index)), self.store.saved(self._key(index))
        found = annotation_of(draft.annotation) if draft else saved
        if found is None or found.context != self._case(index).text:
            return Work()
        pairs = tuple((span.start, span.end) for span in found.spans)
        return Work(spans=pairs, sufficiency=found.sufficiency, notes=found.notes)

    def _status(self, index: int) -> Status:
        draft, saved = self.store.draft(self._key(index)), self.store.saved(self._key(index))
        if draft:
            return "skipped" if draft.skipped else "begun"
        if saved is None:
            return "open"
        return "done" if saved.context == self.cases[index].text else "changed"

    def _case(self, index: int) -> Shown:
        if not 0 <= index < len(self.cases):
            raise NotFoundError(f"there is no case {index + 1}", code="APPEALS-ANNOTATE")
        return self.cases[index]

    def _key(self, index: int) -> Key:
        return self._case(index).id, self.annotator
