"""Records of a letter: what it says, on what each paragraph stands, and what its sender has to know before it goes.

A letter is plain data; rendering (`render`) only sets it. Words between square brackets are blanks for the sender.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from claimwright.appeals.records import Gate

LetterKind = Literal["internal-appeal", "external-review", "corrected-claim", "provider-dispute", "cover"]
KINDS: tuple[LetterKind, ...] = ("internal-appeal", "external-review", "corrected-claim", "provider-dispute", "cover")
SupportKind = Literal["denial", "statement", "trace", "remedy", "provision", "right"]
Style = Literal["text", "item", "quote"]


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a quotation stands: `record[start:end] == quote`, in code points, where `record` is the text of the record
    `opened` (its citation) of the processed file `path`. `stored` is where that record begins in the stored text
    beside the file; None where the file has none, as the bundled law."""

    path: str
    opened: str
    start: int
    end: int
    stored: int | None = None
    url: str = ""
    accessed: str = ""


class Support(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that a paragraph may stand on. `says` is what it says, word for word; `gloss` the same in our words and
    figures, where it is a time limit.

    `field` names the field of the denial, `trace` the nodes of a run; `citation` is canonical. A provision or right
    without a `place` was not found in the opened index: nothing may be cited from it.
    """

    id: str
    kind: SupportKind
    says: str
    gloss: str = ""
    field: str = ""
    citation: str = ""
    place: Place | None = None
    trace: tuple[str, ...] = ()

    @property
    def citable(self) -> bool:
        """True where a letter may cite it."""
        return self.place is not None


class Paragraph(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One paragraph, list item or quotation, and the ids of what it stands on."""

    text: str
    supports: tuple[str, ...] = ()
    style: Style = "text"


class Enclosure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something to put beside the letter. `why` is for the sender only."""

    what: str
    why: str = ""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """The letter itself, from the sender's address to the list of enclosures."""

    kind: LetterKind
    expedited: bool
    subject: str
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    date: str
    reference: tuple[tuple[str, str], ...]
    salutation: str
    paragraphs: tuple[Paragraph, ...]
    closing: str
    signature: tuple[str, ...]
    enclosures: tuple[Enclosure, ...]


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """A time limit or a right, with its source and whether the opened index says so.

    `day` is the last day, counted from `from_day`; `send_by` the last working day on or before it. `verified` is True
    only where the source was opened and says the words it is cited for; else `remark` says what was missing.
    """

    key: str
    role: str
    what: str
    limit: str
    source: str
    verified: bool
    remark: str = ""
    from_day: dt.date | None = None
    day: dt.date | None = None
    send_by: dt.date | None = None
    counted: str = ""

    @property
    def mark(self) -> str:
        """What is printed beside it."""
        return "verified" if self.verified else f"unverified: {self.remark}"


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A provision that search found for the denied service, for the sender to read; the letter does not use it."""

    citation: str
    heading: str
    quote: str
    place: Place


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What the sender has to know, and the payer must not get: deadlines, sources, blanks, what has no support."""

    advice: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    unsupported: tuple[str, ...]
    blanks: tuple[str, ...]
    dropped: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A letter, what it stands on, and the sheet for its sender. `corpus` says which index was opened."""

    letter: Letter
    supports: tuple[Support, ...]
    sheet: Sheet
    gate: Gate
    writer: str
    corpus: str

    def support(self, name: str) -> Support:
        """A support by its id."""
        return next(each for each in self.supports if each.id == name)

    def cited(self) -> tuple[Support, ...]:
        """The provisions that the letter cites, in the order of their first mention: its numbered notes."""
        known = {each.id: each for each in self.supports}
        order = [known[name] for each in self.letter.paragraphs for name in each.supports if name in known]
        notes: dict[str, Support] = {}
        for each in order:
            if each.kind in ("provision", "right"):
                notes.setdefault(each.citation, each)
        return tuple(notes.values())
