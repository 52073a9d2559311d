"""One gate a host: so many requests at once, so far apart, and a pause when the host asks for one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from claimwright.corpus.download.clock import Clock
from claimwright.corpus.download.settings import HostRule, Settings


@dataclass
class Gate:
    """The gate of one host. `apart_s` is the least time between two beginnings."""

    rule: HostRule
    clock: Clock
    apart_s: float = 0.0
    _next: float = 0.0
    _open: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._open = asyncio.Semaphore(self.rule.at_once)
        self.apart_s = 1 / self.rule.per_second if self.rule.per_second > 0 else 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncGenerator[None]:
        """Wait for a turn, and hold a place until the block ends."""
        async with self._open:
            while (wait := self._take()) > 0:
                await self.clock.sleep(wait)
            yield

    def _take(self) -> float:
        """Zero, with the next beginning moved on; or how long to wait before asking again."""
        now = self.clock.monotonic()
        if self._next > now:
            return self._next - now
        self._next = now + self.apart_s
        return 0.0

    def pause(self, seconds: float) -> None:
        """Begin nothing for that long."""
        self._next = max(self._next, self.clock.monotonic() + seconds)

    def slow_down(self, crawl_delay_s: float) -> None:
        """Keep at least a crawl-delay between beginnings."""
        self.apart_s = max(self.apart_s, crawl_delay_s)


class Gates:
    """Gates by host, made when first used."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self._gates: dict[str, Gate] = {}

    def of(self, host: str) -> Gate:
        """The gate of a host."""
        if host not in self._gates:
            self._gates[host] = Gate(self._settings.rule(host), self._clock)
        return self._gates[host]
