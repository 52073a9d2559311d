"""What a check has to say about a ledger or a file, as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from claimwright.core.errors import Location

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (`error`), doubtful (`warning`) or good to know (`note`).

    `path` is the ledger path of the document, where it is about one; `where` is the place to look at.
    """

    level: Level
    code: str
    what: str
    path: str = ""
    where: Location | None = None
    fix: str = ""

    def as_json(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "level": self.level,
            "code": self.code,
            "what": self.what,
            "path": self.path,
            "file": self.where.file if self.where else "",
            "line": self.where.line if self.where else 0,
            "fix": self.fix,
        }


def once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings without those that say the same of the same document again, as a second ledger's line does."""
    seen: set[tuple[str, str, str]] = set()
    for one in findings:
        place = str(one.where) if one.where and one.where.line else ""
        key = (one.code, one.path or place, one.what)
        if key not in seen:
            seen.add(key)
            yield one
