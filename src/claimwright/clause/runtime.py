"""What compiled rules run on: decisions, results and state of one run, and the rows of its trace."""

from __future__ import annotations

import datetime as dt
import traceback
from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

from claimwright.clause.tables import NoData
from claimwright.clause.values import ClauseFault
from claimwright.trace.sites import NOT_EVALUATED

Level = Literal["off", "outcome", "full"]


class Decision(NamedTuple):
    """What a clause decided about a subject. `node` is its row in the trace, -1 where there is none.

    `amount` is in cents, for `reduce`; `label` names a pend, `needs` says what it waits for.
    """

    kind: Literal["deny", "reduce", "pend", "pass"]
    rule: str
    subject: str
    group: str
    reason: str
    remarks: tuple[str, ...]
    amount: int | None
    label: str
    because: str
    needs: str
    cites: tuple[str, ...]
    node: int

    @property
    def effect(self) -> tuple[Any, ...]:
        """What two exceptions must agree on: kind, codes, amount and label."""
        return self.kind, self.group, self.reason, self.remarks, self.amount, self.label


class Runtime:
    """The state of one run. Results live in attributes `r_NAME`, dictionaries by subject reference."""

    def __init__(self, results: Sequence[str]) -> None:
        self.rows: list[tuple[Any, ...]] = []
        self.decisions: list[Decision] = []
        self.denied: set[str] = set()
        self.pended: set[str] = set()
        self.on = dt.date.min
        for name in results:
            setattr(self, name, {})

    def commit(self, decision: Decision) -> None:
        """Take a decision over; a denial or pend is seen by every later rule."""
        self.decisions.append(decision)
        if decision.kind == "deny":
            self.denied.add(decision.subject)
        elif decision.kind == "pend":
            self.pended.add(decision.subject)

    def resolve(
        self,
        rule: str,
        applicable: list[tuple[str, Callable[[], tuple[Decision | None, dict[tuple[str, str], Any]]]]],
    ) -> Decision | None:
        """Run the exceptions that apply; where several do, they must agree. Raises `ClauseFault` CL903.

        Each is judged on the results as they were before all of them; where they disagree, those stay.
        """
        first_label, run = applicable[0]
        before = self._results() if len(applicable) > 1 else {}
        decision, sets = run()
        for label, other in applicable[1:]:
            self.__dict__.update({name: dict(values) for name, values in before.items()})
            theirs, their_sets = other()
            if (decision and decision.effect) != (theirs and theirs.effect) or sets != their_sets:
                self.__dict__.update(before)
                raise ClauseFault(
                    "CL903",
                    f"exceptions `{first_label}` and `{label}` of {rule} both apply and disagree: {_say(decision)} against {_say(theirs)}",
                )
        return decision

    def _results(self) -> dict[str, dict[str, Any]]:
        """A copy of every result."""
        return {name: dict(values) for name, values in vars(self).items() if name.startswith("r_")}

    def fault(self, error: Exception, rule: str, subject: str, parent: int, site: int) -> None:
        """A rule that failed pends its subject and leaves an error row; nothing else is lost."""
        if isinstance(error, NoData):
            code, label, message = "CL905", "no data", str(error)
            needs = f"an edition of {error.table} that covers {error.asked}"
        elif isinstance(error, ClauseFault):
            code, label, message, needs = (
                error.code,
                "rule failed",
                f"{error.message} ({_position(error)})",
                "a correction of the rule or of the data that it read",
            )
        else:
            message = f"{type(error).__name__}: {error} ({_position(error)})"
            code, label, needs = (
                "CL999",
                "rule failed",
                "a correction of the rule or of the data that it read",
            )
        if site >= 0:
            self.rows.append((site, parent, subject, code, message))
        self.commit(
            Decision(
                "pend",
                rule,
                subject,
                "",
                "",
                (),
                None,
                label,
                message,
                needs,
                (),
                len(self.rows) - 1 if site >= 0 else -1,
            )
        )


def _say(decision: Decision | None) -> str:
    if decision is None:
        return "no decision"
    parts = [decision.kind, f"{decision.group}-{decision.reason}" if decision.reason else decision.label]
    return " ".join(part for part in parts if part)


def _position(error: Exception) -> str:
    """Where in a rule the error arose: the innermost frame that is a `.clause` file."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(".clause"):
            return f"{frame.filename}:{frame.lineno}"
    return "engine"


def pick(kept: list[tuple[tuple[Any, ...], Any]], orders: tuple[str, ...], name: str) -> Any:
    """The candidate that the preferences leave, or None. Raises `ClauseFault` CL904 where several are left."""
    for at, order in enumerate(orders):
        if len(kept) < 2:
            break
        values = [keys[at] for keys, _ in kept]
        best = max(values) if order == "highest" else min(values)
        kept = [each for each in kept if each[0][at] == best]
    if len(kept) > 1:
        refs = " and ".join(str(ref(candidate)) for _, candidate in kept[:2])
        raise ClauseFault("CL904", f"`choose {name}` leaves {len(kept)} candidates that nothing prefers: {refs}")
    return kept[0][1] if kept else None


def ref(value: Any) -> Any:
    """The address of a record; what is absent or was not evaluated stays so."""
    return value if value is None or value is NOT_EVALUATED else value.ref


def refs(values: Any) -> Any:
    """The addresses of a list of records."""
    return values if values is None or values is NOT_EVALUATED else [value.ref for value in values]


def row_number(value: Any) -> Any:
    """The number of a table's row."""
    return value if value is None or value is NOT_EVALUATED else value.row


def row_numbers(values: Any) -> Any:
    """The numbers of a list of rows."""
    return values if values is None or values is NOT_EVALUATED else [value.row for value in values]


def versions_lost(versions: tuple[tuple[dt.date, dt.date, str], ...], chosen: int, on: dt.date) -> list[list[Any]]:
    """Of each other version: its index and why it lost. A version is (first day, last day, known from)."""
    lost: list[list[Any]] = []
    for index, (start, end, known) in enumerate(versions):
        if index == chosen:
            continue
        inside = start <= on <= end
        lost.append(
            [
                index,
                f"a later version was known (this one: {known})"
                if inside
                else f"in force {start} to {end}, not on {on}",
            ]
        )
    return lost
