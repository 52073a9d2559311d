"""Replay: run the same inputs again and compare to the byte; or with a change, and see what it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Protocol

from claimwright.core.errors import InputError
from claimwright.trace.archive import Archive
from claimwright.trace.codec import decode, encode
from claimwright.trace.diff import Diff, diff
from claimwright.trace.receipt import ReceiptChange, compare_receipts
from claimwright.trace.sites import Header, SiteTable, Trace
from claimwright.trace.tree import Tree


class Engine(Protocol):
    """What can run a claim again. The claims side implements it."""

    def rerun(
        self, header: Header, inputs: bytes, trace: Trace, patch: Mapping[str, str]
    ) -> tuple[Header, Sequence[Sequence[Any]], SiteTable]:
        """Run the inputs again, with the fields of `patch` (field or path to value, as written) replaced.

        Raises `ClaimwrightError` where the rules or tables of the receipt cannot be had, or a field does not exist.
        """
        ...


@dataclass(frozen=True, slots=True)
class RowDifference:
    """The first row that is not as it was; a side that has no such row is None."""

    node: int
    before: list[Any] | None
    after: list[Any] | None


@dataclass(frozen=True, slots=True)
class Check:
    """What a replay found. `identical` means that the canonical bytes are equal."""

    subject: str
    run: str
    identical: bool
    receipt: tuple[ReceiptChange, ...]
    first: RowDifference | None


def check(engine: Engine, archive: Archive, subject: str, run: str = "") -> Check:
    """Replay one run and compare it with what was kept: bit for bit, then by receipt and first differing row."""
    kept = archive.trace_bytes(subject, run)
    trace = decode(kept)
    header, rows, _ = engine.rerun(trace.header, archive.inputs(subject, run), trace, {})
    again = encode(header, rows)
    if again == kept:
        return Check(subject, trace.header.run, True, (), None)
    repeated = decode(again)
    receipt = compare_receipts(trace.header, repeated.header)
    return Check(subject, trace.header.run, False, receipt, _first_difference(trace.rows, repeated.rows))


def what_if(
    engine: Engine, archive: Archive, subject: str, patch: Mapping[str, str], run: str = ""
) -> tuple[Tree, Diff]:
    """Run the inputs with a change; the new trace, and how it differs from the one kept."""
    before = archive.tree(subject, run)
    trace = before.trace
    header, rows, sites = engine.rerun(trace.header, archive.inputs(subject, run), trace, patch)
    after = Tree(decode(encode(header, rows)), sites)
    return after, diff(before, after)


def parse_patch(texts: Sequence[str]) -> dict[str, str]:
    """`FIELD=VALUE` as given on a command line. Raises `InputError` (TRACE-13)."""
    patch: dict[str, str] = {}
    for text in texts:
        field, sign, value = text.partition("=")
        if not sign or not field.strip():
            fix = "write FIELD=VALUE, for example lines.1.modifiers=25"
            raise InputError(f"{text!r} is no change", fix=fix, code="TRACE-13")
        patch[field.strip()] = value.strip()
    return patch


def render_check(found: Check) -> str:
    """The finding as text."""
    if found.identical:
        return f"{found.subject} {found.run}: identical"
    lines = [f"{found.subject} {found.run}: different", *(f"  {change}" for change in found.receipt)]
    if found.first is not None:
        lines += [f"  first at n{found.first.node}", f"    was {found.first.before}", f"    is  {found.first.after}"]
    return "\n".join(lines)


def _first_difference(before: list[list[Any]], after: list[list[Any]]) -> RowDifference | None:
    for number, (old, new) in enumerate(zip_longest(before, after)):
        if old != new:
            return RowDifference(number, old, new)
    return None
