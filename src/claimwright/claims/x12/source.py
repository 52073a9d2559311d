"""A window on a stream of bytes that knows its place: byte offset and line."""

from __future__ import annotations

from collections.abc import Callable

CHUNK = 1 << 18


class Window:
    """The bytes at hand: `position` is the first one not used, `base` the offset of the first in `data`."""

    __slots__ = ("_chunk", "_read", "base", "data", "ended", "line", "position")

    def __init__(self, read: Callable[[int], bytes | None], chunk: int = CHUNK) -> None:
        self._read, self._chunk = read, chunk
        self.data, self.position, self.base, self.line = b"", 0, 0, 1
        self.ended = False

    @property
    def offset(self) -> int:
        """How many bytes of the stream come before `position`."""
        return self.base + self.position

    @property
    def held(self) -> int:
        """How many bytes are at hand."""
        return len(self.data) - self.position

    def fill(self) -> bool:
        """Read one chunk more and let go of what has been used; False at the end of the stream."""
        chunk = b"" if self.ended else self._read(self._chunk)
        if not chunk:
            self.ended = True
            return False
        self.data = self.data[self.position :] + chunk
        self.base, self.position = self.base + self.position, 0
        return True

    def want(self, size: int) -> None:
        """Have `size` bytes at hand, or all that are left."""
        while self.held < size and self.fill():
            pass

    def skip_to(self, position: int) -> None:
        """Pass over bytes, counting their lines."""
        self.line += self.data.count(b"\n", self.position, position)
        self.position = position
