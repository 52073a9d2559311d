"""robots.txt as RFC 9309 reads it: groups by product token, the longest rule wins, `*` and `$` in paths.

Crawl-delay is no part of the RFC; it is honoured where a group has one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

TOKEN = "claimwright"
MOST_BYTES = 512_000
_SAFE = "/*$?=&;:@!,'()+~%"


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows to us. `unreachable`, why its robots.txt cannot be read, forbids everything (RFC 9309 section
    2.3.1.4)."""

    rules: tuple[tuple[bool, str], ...] = ()
    crawl_delay_s: float = 0.0
    unreachable: str = ""

    def allows(self, url: str) -> bool:
        """Whether an address may be fetched; at equal length an allowing rule wins."""
        path = _target(url)
        if path == "/robots.txt":
            return True
        fitting = [(len(pattern), allow) for allow, pattern in self.rules if _fits(pattern, path)]
        return not self.unreachable and max(fitting, default=(0, True))[1]


ALLOW_ALL = Rules()


def parse_robots(text: str) -> Rules:
    """The rules of the groups that name us, else of the groups for `*`."""
    groups = _groups(text.removeprefix("\ufeff"))
    ours = [lines for agents, lines in groups if TOKEN in agents] or [
        lines for agents, lines in groups if "*" in agents
    ]
    merged = [line for lines in ours for line in lines]
    rules = tuple((name == "allow", _normal(value)) for name, value in merged if name != "crawl-delay" and value)
    delays = [_seconds(value) for name, value in merged if name == "crawl-delay"]
    return Rules(rules, max(delays, default=0.0))


def _groups(text: str) -> list[tuple[set[str], list[tuple[str, str]]]]:
    found: list[tuple[set[str], list[tuple[str, str]]]] = []
    naming = False
    for line in text.splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if not naming:
                found.append((set(), []))
            found[-1][0].add(value.lower().partition("/")[0])
        elif name in ("allow", "disallow", "crawl-delay") and found:
            found[-1][1].append((name, value))
        naming = name == "user-agent" or (naming and name not in ("allow", "disallow", "crawl-delay"))
    return found


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return min(seconds, 120.0) if math.isfinite(seconds) and seconds > 0 else 0.0


def _target(url: str) -> str:
    parts = urlsplit(url)
    return _normal(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")


def _normal(path: str) -> str:
    """One spelling of escapes: those that need none are undone, the rest are written in capitals."""
    return quote(unquote(path, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape")


def _fits(pattern: str, path: str) -> bool:
    ended = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, piece in enumerate(rest):
        last = ended and number == len(rest) - 1
        found = len(path) - len(piece) if last and path.endswith(piece) else path.find(piece, at)
        if found < at:
            return False
        at = found + len(piece)
    return not ended or at == len(path)
