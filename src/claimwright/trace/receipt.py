"""What two receipts differ in, by name: engine, packs, tables, inputs, dates, ledger entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from claimwright.trace.sites import Header

_LONGEST = 80
_PLAIN = ("engine", "level", "program", "known_on", "inputs", "ledger_read", "ledger_written", "subject")


@dataclass(frozen=True, slots=True)
class ReceiptChange:
    """One difference. `what` is `pack ncci`, `table fees`, `inputs`, ...; an empty side has no such thing."""

    what: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before or not self.after:
            return f"{self.what}: {'removed' if self.before else 'added'}"
        return f"{self.what}: {_short(self.before)} -> {_short(self.after)}"


def compare_receipts(before: Header, after: Header) -> tuple[ReceiptChange, ...]:
    """Every difference that can change a result; packs and tables by name and hash."""
    named = [
        *_compare_hashes("pack", dict(before.packs), dict(after.packs)),
        *_compare_hashes("table", dict(before.tables), dict(after.tables)),
    ]
    plain = ((name, _written(getattr(before, name)), _written(getattr(after, name))) for name in _PLAIN)
    return (*(ReceiptChange(*each) for each in plain if each[1] != each[2]), *named)


def _compare_hashes(kind: str, before: dict[str, str], after: dict[str, str]) -> list[ReceiptChange]:
    names = [*before, *(name for name in after if name not in before)]
    changed = [name for name in names if before.get(name) != after.get(name)]
    return [ReceiptChange(f"{kind} {name}", before.get(name, ""), after.get(name, "")) for name in changed]


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in cast("tuple[object, ...]", value)) or "none"
    return str(value)


def _short(text: str) -> str:
    if len(text) == 64 and text.isalnum():
        return text[:12]
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} ..."
