"""ISA, GS, ST and their trailers: what kind of transaction comes, and whether it came whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from claimwright.claims.x12 import problems
from claimwright.claims.x12.build import drop_claim, finish_claim
from claimwright.claims.x12.context import Context
from claimwright.claims.x12.loops import KNOWN
from claimwright.claims.x12.segments import Segment, SegmentReader
from claimwright.claims.x12.values import parse_count, parse_date, parse_short_date

VERSIONS: Final = ("005010X222", "005010X222A1", "005010X222A2")
_KINDS: Final = {
    "270": "eligibility inquiry (270)",
    "271": "eligibility response (271)",
    "276": "claim status request (276)",
    "277": "claim status response (277)",
    "278": "authorization request or response (278)",
    "820": "premium payment (820)",
    "834": "enrolment (834)",
    "835": "remittance (835)",
    "837": "claim (837)",
    "997": "acknowledgement (997)",
    "999": "acknowledgement (999)",
}
_GUIDES: Final = {
    "X096": "institutional claim (837I)",
    "X097": "dental claim (837D)",
    "X098": "professional claim (837P)",
    "X222": "professional claim (837P)",
    "X223": "institutional claim (837I)",
    "X224": "dental claim (837D)",
    "X291": "post-adjudicated professional claim (837P)",
    "X298": "professional claim, data reporting (837R)",
}


class Envelope:
    """Follows the envelope of a file. Segments that a transaction's loops do not know come here."""

    def __init__(self, context: Context, segments: SegmentReader) -> None:
        self._context, self._segments = context, segments
        self._interchange: Segment | None = None
        self._group: Segment | None = None
        self._transaction: Segment | None = None
        self._groups = self._transactions = 0
        self._refused = self._told_outside = False
        self._handlers: dict[str, Callable[[Segment], None]] = {
            "ISA": self._begin_interchange,
            "GS": self._begin_group,
            "ST": self._begin_transaction,
            "SE": self._end_transaction,
            "GE": self._end_group,
            "IEA": self._end_interchange,
        }

    def read(self, segment: Segment) -> None:
        """An envelope segment, or one that cannot stand where it stands."""
        name = segment.elements[0]
        handler = self._handlers.get(name)
        if handler is not None:
            handler(segment)
        elif self._transaction is not None:
            if not self._refused:
                self._context.misplaced(segment, name in KNOWN)
        elif not self._told_outside and not (name == "TA1" and self._group is None):
            self._note(problems.OUTSIDE_TRANSACTION, f"{name[:20]!r} stands outside a transaction", segment)
            self._told_outside = True

    def finish(self) -> None:
        """The data have ended."""
        self._break_off("the end of the data")

    def _note(self, kind: problems.Kind, what: str, segment: Segment) -> None:
        self._context.report.add(kind, what, segment)

    def _break_off(self, before: str) -> None:
        """Trailers that are missing, where even the claim at hand may not be whole."""
        if self._transaction is not None and not self._refused:
            drop_claim(self._context)
        self._close_transaction(before)
        self._close_group(before)
        if self._interchange is not None:
            self._note(problems.MISSING_TRAILER, f"no IEA before {before}", self._interchange)
        self._interchange = None

    def _close_transaction(self, before: str) -> None:
        if self._transaction is not None:
            finish_claim(self._context)
            self._context.close()
            self._note(problems.MISSING_TRAILER, f"no SE before {before}", self._transaction)
        self._transaction = None

    def _close_group(self, before: str) -> None:
        if self._group is not None:
            self._note(problems.MISSING_TRAILER, f"no GE before {before}", self._group)
        self._group = None

    def _begin_interchange(self, segment: Segment) -> None:
        self._break_off("the next ISA")
        self._interchange, self._groups, self._told_outside = segment, 0, False
        self._context.component = self._segments.separators.component

    def _begin_group(self, segment: Segment) -> None:
        if self._transaction is not None and not self._refused:
            drop_claim(self._context)
        self._close_transaction("the next GS")
        self._close_group("the next GS")
        self._group, self._transactions, self._told_outside = segment, 0, False
        self._groups += 1

    def _begin_transaction(self, segment: Segment) -> None:
        self._close_transaction("the next ST")
        self._transaction, self._told_outside = segment, False
        self._transactions += 1
        if self._group is None:
            self._note(problems.OUTSIDE_TRANSACTION, "the transaction stands in no GS group", segment)
        self._refused = not self._accept(segment)
        if not self._refused:
            self._context.reset()
            self._context.received = self._context.given_date or self._header_date()

    def _accept(self, segment: Segment) -> bool:
        """Whether the transaction is one that is read; else it is refused by name."""
        _, kind, _, guide = (element.strip() for element in segment.elements[:4])
        group = self._group.elements[8].strip() if self._group else ""
        version = guide or group
        if guide and group and guide != group:
            self._note(problems.VERSIONS_DIFFER, f"GS08 says {group}, ST03 says {guide}; ST03 counts", segment)
        if kind == "837" and version in VERSIONS:
            return True
        name = _KINDS.get(kind, f"transaction {kind!r}") if kind != "837" else _GUIDES.get(version[6:10], _KINDS[kind])
        refused = problems.OTHER_VERSION if "(837P)" in name or name == _KINDS["837"] else problems.OTHER_TRANSACTION
        self._note(refused, f"{name}, version {version or 'unknown'}, is not read", segment)
        return False

    def _header_date(self) -> dt.date | None:
        """The date of the group or interchange; BHT04 replaces it when it comes."""
        group = parse_date(self._group.elements[4].strip()) if self._group else None
        if group or self._interchange is None:
            return group
        return parse_short_date(self._interchange.elements[9].strip())

    def _end_transaction(self, segment: Segment) -> None:
        start = self._transaction
        if start is None:
            self._note(problems.OUTSIDE_TRANSACTION, "SE closes no ST", segment)
            return
        if not self._refused:
            finish_claim(self._context)
            self._context.close()
        self._count(segment, segment.number - start.number + 1, "segments")
        self._match(segment, start.elements[2], "ST02")
        self._transaction = None

    def _end_group(self, segment: Segment) -> None:
        self._close_transaction("GE")
        if self._group is None:
            self._note(problems.OUTSIDE_TRANSACTION, "GE closes no GS", segment)
            return
        self._count(segment, self._transactions, "transactions")
        self._match(segment, self._group.elements[6], "GS06")
        self._group = None

    def _end_interchange(self, segment: Segment) -> None:
        self._close_transaction("IEA")
        self._close_group("IEA")
        start = self._interchange
        if start is not None:
            self._count(segment, self._groups, "groups")
            self._match(segment, start.elements[13], "ISA13")
        self._interchange = None

    def _count(self, segment: Segment, actual: int, name: str) -> None:
        text = segment.elements[1].strip()
        if parse_count(text) != actual:
            what = f"{segment.elements[0]}01 says {text[:20]!r} {name}, there are {actual}"
            self._note(problems.WRONG_COUNT, what, segment)

    def _match(self, segment: Segment, number: str, header: str) -> None:
        text = segment.elements[2].strip()
        if text != number.strip():
            what = f"{segment.elements[0]}02 is {text[:20]!r}, {header} is {number.strip()[:20]!r}"
            self._note(problems.WRONG_CONTROL_NUMBER, what, segment)
