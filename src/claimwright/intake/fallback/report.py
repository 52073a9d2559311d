"""How often the model was asked, what it cost and what came of it."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass, field, fields, replace
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class FallbackReport:
    """Counts of messages, unless the name says otherwise; `cost` in US dollars, zero without a price.

    `asked` were sent; `improved` came back with an answer that was joined; `ill_formed` gave no answer to
    the schema even when asked again; `failed` met an error of the server; `over_budget` and `too_long` were
    not sent.
    """

    messages: int = 0
    asked: int = 0
    improved: int = 0
    ill_formed: int = 0
    failed: int = 0
    over_budget: int = 0
    too_long: int = 0
    quotes: int = 0
    quotes_refused: int = 0
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal = Decimal(0)

    @property
    def share(self) -> float:
        """Part of the messages that were sent, 0 to 1."""
        return self.asked / self.messages if self.messages else 0.0

    @property
    def cost_per_1000(self) -> Decimal:
        """US dollars per 1,000 messages read, sent or not."""
        return self.cost * 1000 / self.messages if self.messages else Decimal(0)

    def to_json(self) -> dict[str, Any]:
        """Plain values, with share and cost per 1,000."""
        plain = {**asdict(self), "share": round(self.share, 4), "cost_per_1000": self.cost_per_1000}
        return {key: f"{value.normalize():f}" if isinstance(value, Decimal) else value for key, value in plain.items()}


@dataclass(slots=True)
class Tally:
    """Counts from several threads."""

    _report: FallbackReport = field(default_factory=FallbackReport)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, **counts: int) -> None:
        """Raise the named counts."""
        with self._lock:
            now = {f.name: getattr(self._report, f.name) for f in fields(FallbackReport)}
            self._report = replace(self._report, **{name: now[name] + count for name, count in counts.items()})

    @property
    def report(self) -> FallbackReport:
        return self._report
