"""The key of a redaction: 32 random bytes in a file that only its owner may read."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from claimwright.core.errors import ConfigError, NotFoundError

_FORMAT = "claimwright/redaction-key/1"


@dataclass(frozen=True, slots=True)
class RedactionKey:
    """The secret of a conversation. Every operator derives its own key from it; the secret is never shown."""

    secret: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> RedactionKey:
        """A new key from the system's random source."""
        return cls(secrets.token_bytes(32))

    @classmethod
    def load(cls, path: Path) -> RedactionKey:
        """Read a key file. Raises `NotFoundError`, or `ConfigError` where others may read it or it is no key."""
        if not path.is_file():
            raise NotFoundError(
                f"there is no key file {str(path)!r}", fix="name the file that redact wrote", code="INTAKE-KEY"
            )
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise ConfigError(
                "others may read the key file", where=str(path), fix=f"chmod 600 {path}", code="INTAKE-KEY"
            )
        try:
            record = json.loads(path.read_text("utf-8"))
            secret = base64.b64decode(record["key"], validate=True)
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigError(
                "the file is no redaction key",
                where=str(path),
                fix="name the file that redact wrote",
                code="INTAKE-KEY",
            ) from error
        if len(secret) != 32:
            raise ConfigError("the redaction key has the wrong length", where=str(path), code="INTAKE-KEY")
        return cls(secret)

    @classmethod
    def open(cls, path: Path) -> RedactionKey:
        """The key of a file; a new one is made, with mode 0600, where the file does not exist."""
        if path.exists():
            return cls.load(path)
        key = cls.generate()
        key.save(path)
        return key

    def save(self, path: Path) -> None:
        """Write the key, mode 0600 from the first byte on. Never overwrites."""
        record = {"format": _FORMAT, "key": base64.b64encode(self.secret).decode("ascii")}
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(record, file)
            file.write("\n")

    def derive(self, purpose: str, length: int = 32) -> bytes:
        """A key for one purpose (HMAC-SHA256 in counter mode, NIST SP 800-108)."""
        out, counter = b"", 1
        while len(out) < length:
            block = counter.to_bytes(4, "big") + purpose.encode("utf-8")
            out += hmac.new(self.secret, block, hashlib.sha256).digest()
            counter += 1
        return out[:length]
