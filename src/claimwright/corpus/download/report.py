"""What a run did: counts by source, failures with what to do, links that were skipped."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimwright.corpus.download.errors import FetchError

STATES = ("new", "changed", "same", "present", "failed")


@dataclass(frozen=True, slots=True)
class Failure:
    """One item, or with an empty path a source's enumeration, that failed after that many attempts."""

    source: str
    path: str
    url: str
    reason: str
    what: str
    fix: str
    attempts: int = 1

    @classmethod
    def of(cls, source: str, path: str, error: FetchError) -> Failure:
        """The failure that an error means."""
        return cls(source, path, error.url, error.reason, error.what, error.fix, error.attempts)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: one of `STATES`, and the bytes that came."""

    source: str
    path: str
    state: str
    size: int = 0


@dataclass
class Tally:
    """Items of one source by what became of them, and the bytes that came."""

    source: str
    states: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATES, 0))
    bytes: int = 0


@dataclass
class Report:
    """`recovered` counts ledger lines that a killed run had not written."""

    tallies: dict[str, Tally] = field(default_factory=dict[str, Tally])
    failures: list[Failure] = field(default_factory=list[Failure])
    skipped: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    recovered: int = 0

    @property
    def ok(self) -> bool:
        """Nothing failed, and no page or link was skipped."""
        return not self.failures and not self.skipped

    def add(self, outcome: Outcome) -> None:
        """Count an item."""
        tally = self.tallies.setdefault(outcome.source, Tally(outcome.source))
        tally.states[outcome.state] += 1
        tally.bytes += outcome.size
