"""What can be wrong with a file, each kind with a stable code; `docs/x12.md` lists them all.

An error means that something was not read: a claim, a transaction or a stretch of bytes. A warning means that
everything was read, and that something about it should be looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from claimwright.claims.records import Claim
    from claimwright.claims.x12.segments import Segment

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a file, with its place. Segments and lines count from 1, byte offsets from 0."""

    code: str
    severity: Severity
    what: str
    fix: str
    file: str
    segment_number: int = 0
    offset: int = 0
    line: int = 0
    segment_id: str = ""
    claim_id: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: segment {self.segment_number} {self.segment_id}, byte {self.offset}"
        claim = f" (claim {self.claim_id})" if self.claim_id else ""
        return f"[{self.code}] {self.severity}: {self.what}{claim}\n  where: {place}\n  fix:   {self.fix}"


class Kind(NamedTuple):
    """A sort of problem: its code, how much it matters, and what to do about it."""

    code: str
    severity: Severity
    fix: str


NO_INTERCHANGE = Kind("X12-001", "error", "send a file that begins with an ISA segment")
BAD_HEADER = Kind("X12-002", "error", "write the ISA segment with its 16 elements at their fixed lengths")
HEADER_LENGTH = Kind("X12-003", "warning", "pad the ISA elements to their fixed lengths, 106 bytes in all")
OUTSIDE_INTERCHANGE = Kind("X12-004", "error", "remove what stands outside ISA and IEA")
BYTE_ORDER_MARK = Kind("X12-005", "warning", "save the file without a byte order mark")
NOT_UTF8 = Kind("X12-006", "warning", "send ASCII or UTF-8")
LONG_SEGMENT = Kind("X12-007", "error", "check that ISA names the segment terminator that the file uses")
EMPTY_SEGMENT = Kind("X12-008", "warning", "remove the doubled segment terminator")
TRUNCATED = Kind("X12-009", "error", "send the whole file again")
UNTERMINATED = Kind("X12-010", "warning", "end the last segment with the segment terminator")
MISSING_TRAILER = Kind("X12-011", "warning", "close each ST with SE, each GS with GE and each ISA with IEA")
WRONG_COUNT = Kind("X12-012", "warning", "count again, or send the part that is missing")
WRONG_CONTROL_NUMBER = Kind("X12-013", "warning", "repeat the header's control number in its trailer")
OUTSIDE_TRANSACTION = Kind("X12-014", "error", "put the segment between ST and SE, in a GS group")
OTHER_TRANSACTION = Kind("X12-015", "error", "send professional claims (837P) only")
OTHER_VERSION = Kind("X12-016", "error", "send 005010X222, 005010X222A1 or 005010X222A2")
VERSIONS_DIFFER = Kind("X12-017", "warning", "name one version in GS08 and ST03")
NO_RECEIVED_DATE = Kind("X12-018", "error", "write a date in BHT04, or say when the file was received")
UNKNOWN_SEGMENT = Kind("X12-020", "warning", "correct the segment's name")
UNKNOWN_IN_CLAIM = Kind("X12-021", "error", "correct the segment's name")
MISPLACED_SEGMENT = Kind("X12-022", "warning", "move the segment to the loop it belongs to")
MISPLACED_IN_CLAIM = Kind("X12-023", "error", "move the segment to the loop it belongs to")
NO_OPEN_CLAIM = Kind("X12-024", "error", "begin each claim with a CLM segment")
OUT_OF_ORDER = Kind("X12-025", "warning", "write the segments of a loop in the guide's order")
LEVEL_NUMBERING = Kind("X12-026", "warning", "number HL segments from 1 in each ST and point HL02 to the parent")
BAD_LEVEL = Kind("X12-027", "error", "use HL03 20 (billing provider), 22 (subscriber) or 23 (patient)")
REPEATED_LOOP = Kind("X12-028", "warning", "send the loop once; the first is used")
MISSING_LOOP = Kind("X12-029", "error", "send the loop that is missing")
RELATIONSHIP = Kind("X12-030", "warning", "say SBR02 18 where the subscriber is the patient, else send loop 2000C")
MISSING_ELEMENT = Kind("X12-031", "error", "fill the element")
MISSING_DETAIL = Kind("X12-032", "warning", "fill the element")
BAD_AMOUNT = Kind("X12-033", "error", "write dollars with at most two decimals, no sign and no separator: 1234.5")
BAD_DATE = Kind("X12-034", "error", "write D8 and CCYYMMDD, or RD8 and CCYYMMDD-CCYYMMDD")
BAD_DETAIL_DATE = Kind("X12-035", "warning", "write D8 and CCYYMMDD; the date is left out")
BAD_NUMBER = Kind("X12-036", "error", "write a number that is not negative, with at most three decimals")
BAD_POINTER = Kind("X12-037", "warning", "point to a diagnosis that the claim's HI segment holds")
BAD_DIAGNOSIS = Kind("X12-038", "warning", "write qualifier and code as one composite, such as ABK:E119")
UNKNOWN_CODE = Kind("X12-039", "warning", "use a code that the guide lists")
NO_LINES = Kind("X12-040", "error", "send at least one service line (LX, SV1, DTP 472)")
NO_SERVICE = Kind("X12-041", "error", "send SV1 after LX")
LINE_NUMBER = Kind("X12-042", "warning", "begin each line with LX and number the lines 1, 2, 3")
CHARGES_DIFFER = Kind("X12-043", "warning", "make CLM02 the sum of the lines' SV102")
REPEATED_CLAIM = Kind("X12-044", "warning", "give each claim of a file its own CLM01")
COMPOSITE_SEPARATOR = Kind("X12-045", "error", "separate components with the character that ISA16 declares")
TOO_LARGE = Kind("X12-046", "error", "split the claim")
BAD_PROCEDURE = Kind("X12-047", "error", "send a HCPCS procedure: SV101 with the qualifier HC")
BAD_UNIT = Kind("X12-048", "error", "use UN (units) or MJ (minutes)")
TRUNCATED_CLAIM = Kind("X12-049", "error", "send the claim again, whole")


class Report:
    """What has been read and found since the reader last yielded: claims and problems, in order."""

    __slots__ = ("file", "items")

    def __init__(self, file: str) -> None:
        self.file = file
        self.items: list[Claim | Problem] = []

    def add(self, kind: Kind, what: str, at: Segment, claim_id: str | None = None) -> None:
        """Note a problem at a segment."""
        self.items.append(
            Problem(
                code=kind.code,
                severity=kind.severity,
                what=what,
                fix=kind.fix,
                file=self.file,
                segment_number=at.number,
                offset=at.offset,
                line=at.line,
                segment_id=at.elements[0],
                claim_id=claim_id,
            )
        )
