"""How politely and how patiently to fetch: defaults, and a small TOML file that changes them.

contact = "name@example.org"     # goes into the User-Agent

[hosts."www.cms.gov"]
at_once = 1
per_second = 0.5
"""

from __future__ import annotations

import importlib.metadata
import os
from pathlib import Path
from typing import Annotated

import msgspec

from claimwright.core.errors import ConfigError

FILE = "download.toml"


class HostRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Requests at once to one host, and requests begun a second (0: no rate). A longer crawl-delay of its robots.txt wins."""

    at_once: Annotated[int, msgspec.Meta(ge=1)] = 2
    per_second: Annotated[float, msgspec.Meta(ge=0)] = 1.0


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of it. Times are seconds, sizes bytes. `mirror` is put before every address, as
    `http://127.0.0.1:8000/` makes `http://127.0.0.1:8000/https/host/path` of `https://host/path`."""

    contact: str = ""
    default: HostRule = HostRule()
    hosts: dict[str, HostRule] = {}
    robots: bool = True
    connect_s: float = 20.0
    read_s: float = 60.0
    total_s: float = 3600.0
    grace_s: float = 30.0
    least_bytes_per_s: float = 256.0
    attempts: Annotated[int, msgspec.Meta(ge=1)] = 5
    backoff_s: float = 1.0
    backoff_most_s: float = 60.0
    retry_after_most_s: float = 600.0
    redirects: int = 10
    most_bytes: int = 4 << 30
    most_page_bytes: int = 64 << 20
    most_members: int = 20_000
    page_hours: float = 24.0
    mirror: str = ""

    def rule(self, host: str) -> HostRule:
        """The rule of a host."""
        return self.hosts.get(host, self.default)

    @property
    def user_agent(self) -> str:
        """Who asks, and whom to write to."""
        about = f"coverage-rules corpus; contact: {self.contact}" if self.contact else "coverage-rules corpus"
        return f"Claimwright/{importlib.metadata.version('claimwright')} ({about})"


def load_settings(path: Path | None) -> Settings:
    """The settings of a file, or the defaults where there is none; `CLAIMWRIGHT_CONTACT` fills an absent contact.

    Raises `ConfigError` for a file that is not as described.
    """
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=Settings) if path and path.is_file() else Settings()
    except (msgspec.DecodeError, msgspec.ValidationError, ValueError) as error:
        raise ConfigError(
            f"the settings cannot be read: {error}",
            where=str(path),
            fix="see docs/corpus-download.md",
            code="FETCH-SETTINGS",
        ) from None
    contact = found.contact or os.environ.get("CLAIMWRIGHT_CONTACT", "")
    return msgspec.structs.replace(found, contact=contact)
