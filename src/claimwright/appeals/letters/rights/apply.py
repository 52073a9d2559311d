"""The limits and rights of one denial, counted and checked against the opened corpus."""

from __future__ import annotations

import datetime as dt

from claimwright.appeals.letters.library import Library
from claimwright.appeals.letters.records import Deadline, LetterKind
from claimwright.appeals.letters.rights.dates import add_days, add_months, send_by
from claimwright.appeals.letters.rights.table import Right, rights_for
from claimwright.appeals.records import Denial


def deadlines(denial: Denial, letter: LetterKind, kind: str, library: Library) -> tuple[Deadline, ...]:
    """Every limit and right that bears on the letter, in the order of the table. Deadlines are counted from the date of
    the notice where it is known."""
    return tuple(_deadline(right, denial.notice_date, library) for right in rights_for(denial, letter, kind))


def _deadline(right: Right, notice: dt.date | None, library: Library) -> Deadline:
    remark = unverified(right, library)
    day = last_day(right, notice) if right.role == "deadline" else None
    return Deadline(
        key=right.key,
        role=right.role,
        what=right.what,
        limit=right.limit(notice),
        source=right.source,
        verified=not remark,
        remark=remark,
        from_day=notice if day else None,
        day=day,
        send_by=send_by(day) if day else None,
        counted=_counted(right),
    )


def last_day(right: Right, notice: dt.date | None) -> dt.date | None:
    """The last day of a limit, from the date of the notice; None without one, or for a limit in hours."""
    if notice is None:
        return None
    days = right.days_for(notice)
    if days:
        return add_days(notice, days)
    return add_months(notice, right.months, next_first=right.fifth_month) if right.months else None


def unverified(right: Right, library: Library) -> str:
    """What keeps an entry from being verified; nothing where its source was opened and says so."""
    if not right.source:
        return "no law at hand sets this limit"
    if not library.open(right.source):
        return f"{right.source} is not in {library.name}"
    if library.quote(right.source, right.says) is None:
        return f"the text of {right.source} in {library.name} does not say so in these words"
    return ""


def _counted(right: Right) -> str:
    return f"from {right.runs}" if right.runs else ""
