"""The addresses of a file's claims in a trace: `claim:ID`, and `claim:ID#2` where an id comes again."""

from __future__ import annotations

from array import array
from hashlib import blake2b

_FIRST_SIZE = 1 << 10


class SeenIds:
    """A set of texts kept as 64-bit digests in a flat table: at most 24 bytes an entry.

    Two of a million texts share a digest with a chance of about 1 in 10^7; then one is taken for seen.
    """

    def __init__(self) -> None:
        self._slots, self._count = array("Q", bytes(8 * _FIRST_SIZE)), 0

    def add(self, text: str) -> bool:
        """Put a text in; False where it was there before."""
        digest = int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little") or 1
        if not self._put(digest):
            return False
        self._count += 1
        if self._count * 3 > len(self._slots) * 2:
            self._grow()
        return True

    def _put(self, digest: int) -> bool:
        slots, mask = self._slots, len(self._slots) - 1
        at = digest & mask
        while slots[at]:
            if slots[at] == digest:
                return False
            at = (at + 1) & mask
        slots[at] = digest
        return True

    def _grow(self) -> None:
        old = self._slots
        self._slots = array("Q", bytes(16 * len(old)))
        for digest in old:
            if digest:
                self._put(digest)


class ClaimRefs:
    """Gives each claim of a file an address that no other claim of the file has."""

    def __init__(self) -> None:
        self._seen = SeenIds()
        self._times: dict[str, int] = {}

    def take(self, claim_id: str) -> tuple[str, bool]:
        """The claim's address, and whether another claim of the file has the same id."""
        name = claim_id.replace("/", "%2F")
        if self._seen.add(name):
            return f"claim:{name}", False
        times = self._times.get(name, 1) + 1
        while not self._seen.add(f"{name}#{times}"):
            times += 1
        self._times[name] = times
        return f"claim:{name}#{times}", True
