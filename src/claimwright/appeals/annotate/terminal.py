"""The same work in a terminal: sentences have numbers, and a line of input does one thing."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from msgspec.structs import replace

from claimwright.appeals.annotate.guideline import LEAVE, MARK, RATINGS, SCALE
from claimwright.appeals.annotate.session import Session, View, Work
from claimwright.appeals.annotate.spans import sentences
from claimwright.appeals.models.annotations import Span
from claimwright.core.errors import ClaimwrightError, InputError

HELP = """\
3  or  3-5      mark sentence 3, or 3 to 5
m some words    mark these words of the text
d 2             remove mark 2            d all  remove every mark
r 3             rate: 1 to 4
note words      write a note             note   remove it
u               undo
s               save and go to the next case that is open
x               skip
n  p  g 12      next, previous, case 12
show  guide  ?  the case again, the guideline, this help
q               quit; drafts are kept
"""

_WIDTH = 96
_RANGE = re.compile(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?")


class Terminal:
    """A dialogue over one session; `lines` is what the person types, until `q` or its end."""

    def __init__(self, session: Session, lines: Iterable[str], out: TextIO) -> None:
        self.session, self.out = session, out
        self.lines: Iterator[str] = iter(lines)
        self.at, self.past = session.next_open() or 0, list[Work]()

    def run(self) -> None:
        """Read and do, line by line."""
        self._say(guideline() + "\n" + HELP)
        self._show()
        for line in self._asked():
            try:
                self._do(line.strip())
            except ClaimwrightError as error:
                self._say(f"{error.what}{f' ({error.fix})' if error.fix else ''}")

    def _asked(self) -> Iterator[str]:
        while True:
            self.out.write(f"[{self.at + 1}/{len(self.session.cases)}] > ")
            self.out.flush()
            line = next(self.lines, None)
            if line is None or line.strip() in ("q", "quit"):
                self._say("")
                return
            yield line

    def _do(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if found := _RANGE.fullmatch(line):
            self._mark(self._sentences(int(found[1]), int(found[2] or found[1])))
        elif word in self._verbs():
            self._verbs()[word](rest.strip())
        elif line:
            raise InputError(f"{printable(word)!r} is not known", fix="? lists what is")

    def _verbs(self) -> dict[str, Callable[[str], None]]:
        return {
            "m": lambda words: self._mark(self._words(words)),
            "d": self._remove,
            "r": self._rate,
            "note": lambda words: self._change(replace(self._work, notes=words)),
            "u": self._undo,
            "s": self._save,
            "x": lambda _: self._finish(self.session.skip(self.at, self._work)),
            "n": lambda _: self._go(self.at + 1),
            "p": lambda _: self._go(self.at - 1),
            "g": lambda number: self._go(int(number) - 1 if number.isdecimal() else -1),
            "show": lambda _: self._show(),
            "guide": lambda _: self._say(guideline()),
            "?": lambda _: self._say(HELP),
        }

    @property
    def _work(self) -> Work:
        return self.session.view(self.at).work

    def _sentences(self, first: int, last: int) -> Span:
        found = sentences(self.session.cases[self.at].text)
        if not 1 <= first <= last <= len(found):
            raise InputError(f"there are sentences 1 to {len(found)}")
        return Span(found[first - 1].start, found[last - 1].end)

    def _words(self, words: str) -> Span:
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        found = re.search(pattern, self.session.cases[self.at].text, re.IGNORECASE) if pattern else None
        if found is None:
            raise InputError("these words do not stand in the text so", fix="write them as they stand")
        return Span(*found.span())

    def _mark(self, span: Span) -> None:
        self._change(replace(self._work, spans=(*self._work.spans, (span.start, span.end))))

    def _remove(self, number: str) -> None:
        spans = self._work.spans
        at = int(number) - 1 if number.isdecimal() else -1
        if number != "all" and not 0 <= at < len(spans):
            raise InputError(f"there are {len(spans)} marks", fix="d 1, or d all")
        self._change(replace(self._work, spans=() if number == "all" else spans[:at] + spans[at + 1 :]))

    def _rate(self, number: str) -> None:
        if number not in {str(rating.value) for rating in RATINGS}:
            raise InputError("a rating is from 1 to 4", fix="r 3")
        self._change(replace(self._work, sufficiency=int(number)))

    def _change(self, work: Work) -> None:
        before = self._work
        self.session.draft(self.at, work)
        self.past.append(before)
        self._status()

    def _undo(self, _: str) -> None:
        if not self.past:
            raise InputError("there is nothing to undo in this case")
        self.session.draft(self.at, self.past.pop())
        self._status()

    def _save(self, _: str) -> None:
        self._finish(self.session.save(self.at, self._work))

    def _finish(self, view: View) -> None:
        following = self.session.next_open(view.index)
        if following is None:
            self._say(f"{view.status}. Every case is saved or skipped: q quits.")
            return
        self._go(following)

    def _go(self, index: int) -> None:
        self.session.view(index)
        self.at, self.past = index, []
        self._show()

    def _show(self) -> None:
        view = self.session.view(self.at)
        self._say("\n" + "=" * _WIDTH)
        self._say(f"{view.case.id} ({view.status})")
        for label, value in view.case.facts:
            self._say(f"  {label}: {value}")
        for number, span in enumerate(sentences(view.case.text), start=1):
            self._say(_paragraph(view.case.text[span.start : span.end], f"{number:>3}  "))
        self._status()

    def _status(self) -> None:
        text, work = self.session.cases[self.at].text, self._work
        for number, (start, end) in enumerate(work.spans, start=1):
            self._say(_paragraph(text[start:end], f"  mark {number}: "))
        rating = work.sufficiency or "none"
        self._say(f"  rating: {rating}; note: {work.notes or 'none'}; {self.session.progress().done} saved")

    def _say(self, text: str) -> None:
        self.out.write(printable(text) + "\n")


def guideline() -> str:
    """The guideline as text."""
    scale = "\n".join(f"  {rating.value} {rating.name}: {rating.meaning}" for rating in RATINGS)
    return "\n".join([textwrap.fill(f"{MARK} {LEAVE}", _WIDTH), SCALE, scale, ""])


def printable(text: str) -> str:
    """The text without characters that steer a terminal."""
    return "".join("\ufffd" if unicodedata.category(char) == "Cc" and char not in "\n\t" else char for char in text)


def _paragraph(text: str, head: str) -> str:
    return textwrap.fill(" ".join(text.split()), _WIDTH, initial_indent=head, subsequent_indent=" " * len(head))
