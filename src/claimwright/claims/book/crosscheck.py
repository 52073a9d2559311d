"""What the files of a book say about each other: every name that one uses must stand in the other, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import pairwise
from typing import Any

from claimwright.claims.book.problems import Problems
from claimwright.claims.book.rows import Placed
from claimwright.claims.codes import valid_npi

Files = Mapping[str, tuple[str, Sequence[Placed]]]
"""By kind: the file's name and its records."""


def cross_check(files: Files, plans: Set[str], contracts: Set[str], problems: Problems) -> None:
    """Report doubles, unknown references, impossible dates and malformed NPIs. `plans` and `contracts` are
    the names that the packs write down.
    """
    members = {each.record.member_id for each in files["members"][1]}
    families = {each.record.subscriber_id for each in files["members"][1]}
    _unique(files, problems)
    _periods(files, problems)
    _npis(files, problems)
    for kind in ("coverages", "authorizations", "history"):
        _known(files[kind], "member_id", members, "no member has this id", problems)
    _known(files["coverages"], "plan", plans, "no pack has this plan", problems)
    _known(files["terms"], "contract", contracts, "no pack has this contract", problems)
    _owners(files["accumulators"], members, families, problems)
    _coverages_apart(files["coverages"], problems)


def _unique(files: Files, problems: Problems) -> None:
    """Two rows with one address are the same thing said twice."""
    keys: dict[str, Callable[[Any], Any]] = {
        "members": lambda r: r.member_id,
        "providers": lambda r: r.npi,
        "history": lambda r: (r.claim_id, r.number),
    }
    for kind, (file, placed) in files.items():
        key = keys.get(kind, lambda r: r.ref)
        seen: dict[Any, int] = {}
        for line, record in placed:
            first = seen.setdefault(key(record), line)
            if first != line:
                fix = "remove one or tell them apart"
                problems.report(file, line, "", f"this is the same as line {first}: {record.ref}", fix=fix)


def _periods(files: Files, problems: Problems) -> None:
    for file, placed in files.values():
        for line, record in placed:
            until = getattr(record, "until_date", None)
            if until is not None and until < record.from_date:
                what = f"the period ends on {until}, before it begins on {record.from_date}"
                problems.report(file, line, "until_date", what, fix="correct one of the dates")


def _npis(files: Files, problems: Problems) -> None:
    for kind, columns in (("providers", ("npi",)), ("terms", ("npi",)), ("authorizations", ("npi",))):
        file, placed = files[kind]
        for line, record in placed:
            for column in columns:
                npi = getattr(record, column)
                if npi and not valid_npi(npi):
                    what = f"{npi} is no NPI: the check digit or the length is wrong"
                    problems.report(file, line, column, what, fix="correct the number")


def _known(listed: tuple[str, Iterable[Placed]], column: str, known: Set[str], what: str, problems: Problems) -> None:
    file, placed = listed
    for line, record in placed:
        value = getattr(record, column)
        if value not in known:
            problems.report(file, line, column, f"{what}: {value or 'nothing is given'}", fix="correct or add it")


def _owners(listed: tuple[str, Iterable[Placed]], members: Set[str], families: Set[str], problems: Problems) -> None:
    file, placed = listed
    for line, record in placed:
        if record.owner not in (members if record.scope == "member" else families):
            what = f"no {record.scope} has the id {record.owner}"
            problems.report(
                file, line, "owner", what, fix="give a member id for a member, a subscriber id for a family"
            )


def _coverages_apart(listed: tuple[str, Sequence[Placed]], problems: Problems) -> None:
    """A member has one plan at a time."""
    file, placed = listed
    ordered = sorted(placed, key=lambda each: (each.record.member_id, each.record.from_date))
    for (first, one), (line, two) in pairwise(ordered):
        same = one.member_id == two.member_id
        if same and (one.until_date is None or one.until_date >= two.from_date):
            what = f"the coverage overlaps with the one in line {first}"
            problems.report(file, line, "from_date", what, fix="end the earlier one before this one begins")
