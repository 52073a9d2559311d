"""Group codes, claim adjustment reason codes (CARC) and remittance advice remark codes (RARC).

A bundled list has the codes that the packs use and the common ones, each with its dates and our own short
paraphrase; the authoritative texts are published by X12. The group `CR` is left out: version 005010 has none.
A reason code may be used from its start date to its end date, both included, judged on the day of the
remittance, not of the service.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from claimwright.core.errors import NotFoundError

Status = Literal["valid", "unknown", "ended", "future"]
_SPOKEN = {"group": "group code", "carc": "adjustment reason code", "rarc": "remark code"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One code of one list. No end date is open, no start date has always been."""

    kind: str
    code: str
    start: dt.date | None
    end: dt.date | None
    meaning: str = ""

    def __str__(self) -> str:
        return f"{_SPOKEN[self.kind]} {self.code}"


class ReasonCodes:
    """A list of codes that can be asked what is in it, and that the checker of rules asks (`check`)."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self._reasons: Mapping[tuple[str, str], Reason] = {(one.kind, one.code): one for one in reasons}

    def with_table(self, rows: Iterable[Any]) -> ReasonCodes:
        """This list with the rows of a `reason_codes` table, which win in their dates."""
        meanings = {key: one.meaning for key, one in self._reasons.items()}
        read = (Reason(r.kind, r.code, r.started, r.ended, meanings.get((r.kind, r.code), "")) for r in rows)
        return ReasonCodes([*self._reasons.values(), *read])

    def __iter__(self) -> Any:
        return iter(self._reasons.values())

    def get(self, kind: str, code: str) -> Reason | None:
        """The entry of a code, or None."""
        return self._reasons.get((kind, code))

    def status(self, kind: str, code: str, on: dt.date | None = None) -> Status:
        """Whether a code may be used on a date; without one, whether it has no end."""
        reason = self.get(kind, code)
        if reason is None:
            return "unknown"
        if reason.end and (on is None or on > reason.end):
            return "ended"
        return "future" if reason.start and on and on < reason.start else "valid"

    def ended_on(self, kind: str, code: str) -> dt.date | None:
        """The last date on which a code may be used, or None where it is open or unknown."""
        reason = self.get(kind, code)
        return reason.end if reason else None

    def describe(self, kind: str, code: str) -> str:
        """What a code means, in our own words. Raises `NotFoundError` for one that is not in the list."""
        reason = self.get(kind, code)
        if reason is None:
            fix = "import the current list with `claimwright claims import reason-codes`"
            raise NotFoundError(f"{code} is no known {_SPOKEN.get(kind, kind)}", fix=fix, code="REASON-UNKNOWN")
        return reason.meaning or "in the code list, without a paraphrase here"

    def check(self, system: str, code: str, start: dt.date | None, end: dt.date | None) -> str | None:
        """What is wrong with a code in a rule that is in force from `start` to `end` (None: open), or None.

        `system` is `group`, `carc` or `rarc`. A rule that is older than its code is right: the code is put on
        a remittance later. A rule that outlives its code is wrong, and so is one that ends before the code
        starts.
        """
        reason = self.get(system, code)
        if reason is None:
            return f"{code} is no known {_SPOKEN.get(system, system)}"
        if reason.end and (end is None or end > reason.end):
            return f"{reason} ended on {reason.end}, but the rule is in force {_until(start, end)}"
        if reason.start and end and end < reason.start:
            return f"{reason} starts on {reason.start}, but the rule is in force {_until(start, end)}"
        return None


def _until(start: dt.date | None, end: dt.date | None) -> str:
    if end is not None:
        return f"until {end}"
    return f"from {start} with no end" if start else "with no end"


@cache
def bundled() -> ReasonCodes:
    """The list that comes with the package."""
    text = files("claimwright.claims.codes").joinpath("reasons.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return ReasonCodes(
        Reason(row["kind"], row["code"], _date(row["start"]), _date(row["end"]), row["meaning"]) for row in rows
    )


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def status(kind: str, code: str, on: dt.date | None = None) -> Status:
    """`ReasonCodes.status` of the bundled list."""
    return bundled().status(kind, code, on)


def ended_on(kind: str, code: str) -> dt.date | None:
    """`ReasonCodes.ended_on` of the bundled list."""
    return bundled().ended_on(kind, code)


def describe(kind: str, code: str) -> str:
    """`ReasonCodes.describe` of the bundled list."""
    return bundled().describe(kind, code)
