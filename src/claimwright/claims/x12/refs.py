"""The addresses of a file's claims in a trace: `claim:ID`, and `claim:ID#2` where an id comes again."""

from __future__ import annotations

from array import array
from hashlib import blake2b

_PARTS = 64
_FIRST_SIZE = 32


class SeenIds:
    """A set of texts kept as 64-bit digests in flat tables: at most 18 bytes an entry, beside 16 KB.

    Two of a million texts share a digest with a chance of about 1 in 10^7; then one is taken for seen.
    """

    def __init__(self) -> None:
        self._parts = [array("Q", bytes(8 * _FIRST_SIZE)) for _ in range(_PARTS)]
        self._counts = [0] * _PARTS

    def add(self, text: str) -> bool:
        """Put a text in; False where it was there before."""
        digest = int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little") or 1
        part = digest % _PARTS
        slots = self._parts[part]
        if not _put(slots, digest):
            return False
        self._counts[part] += 1
        if self._counts[part] * 3 > len(slots) * 2:
            self._parts[part] = _grown(slots)
        return True


def _put(slots: array[int], digest: int) -> bool:
    size = len(slots)
    at = (digest // _PARTS) % size
    while found := slots[at]:
        if found == digest:
            return False
        at = at + 1 if at + 1 < size else 0
    slots[at] = digest
    return True


def _grown(slots: array[int]) -> array[int]:
    larger = array("Q", bytes(8 * (len(slots) * 3 // 2)))
    for digest in slots:
        if digest:
            _put(larger, digest)
    return larger


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
