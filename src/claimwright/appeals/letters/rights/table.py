"""The table of rights (`rights.toml`), and which of its entries bear on a letter."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from claimwright.appeals.letters.records import LetterKind
from claimwright.appeals.records import Denial

Role = Literal["deadline", "answer", "right"]


class Right(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry; the fields are explained at the head of the table. `before` and `days_before`: an older limit for
    notices before that day. `fifth_month`: without a same-numbered day the limit ends on the first of the month after
    (45 CFR 147.136(d)(2)(i))."""

    key: str
    role: Role
    letters: tuple[LetterKind, ...]
    what: str
    source: str
    says: str
    plans: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    not_jurisdictions: tuple[str, ...] = ()
    sender: Literal["", "member", "provider"] = ""
    days: int | None = None
    months: int | None = None
    hours: int | None = None
    runs: str = ""
    before: dt.date | None = None
    days_before: int | None = None
    urgent: bool = False
    care: Literal["", "given", "planned"] = ""
    fifth_month: bool = False

    def limit(self, notice: dt.date | None) -> str:
        """`180 days`, `4 months`, `72 hours`, or nothing."""
        days = self.days_for(notice)
        parts = ((days, "days"), (self.months, "months"), (self.hours, "hours"))
        return next((f"{number} {unit}" for number, unit in parts if number), "")

    def days_for(self, notice: dt.date | None) -> int | None:
        """The days that hold for a notice of that date; for one without a date, the fewer."""
        if self.before is None or self.days_before is None or (notice and notice >= self.before):
            return self.days
        return self.days_before


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    right: tuple[Right, ...]


@cache
def table() -> tuple[Right, ...]:
    """Every entry, in the order of the file."""
    text = (files("claimwright.appeals.letters.rights") / "rights.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Table).right


def rights_for(denial: Denial, letter: LetterKind, kind: str) -> list[Right]:
    """The entries that bear on a letter about this denial; `kind` is the gate's name for the denial."""
    return [each for each in table() if _bears(each, denial, letter, kind)]


def _bears(right: Right, denial: Denial, letter: LetterKind, kind: str) -> bool:
    place = denial.jurisdiction.upper()
    return (
        letter in right.letters
        and (not right.plans or denial.plan_type in right.plans)
        and (not right.kinds or kind in right.kinds)
        and (not right.jurisdictions or place in right.jurisdictions)
        and place not in right.not_jurisdictions
        and right.sender in ("", *signers(denial, letter))
        and (not right.urgent or bool(denial.urgent))
        and (not right.care or care_of(denial) in ("", right.care))
    )


def care_of(denial: Denial) -> Literal["", "given", "planned"]:
    """Whether the denied care had been given when the notice came; nothing where the dates do not tell."""
    days = [each.from_date for each in denial.services if each.from_date]
    if not days:
        return ""
    return "planned" if denial.notice_date and min(days) > denial.notice_date else "given"


def signers(denial: Denial, letter: LetterKind) -> tuple[str, ...]:
    """Whose rights the letter claims: a provider who appeals does so for the member, and in some states for itself."""
    if denial.sender != "provider":
        return ("member",)
    return ("member", "provider") if letter in ("internal-appeal", "external-review") else ("provider",)
