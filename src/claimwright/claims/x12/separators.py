"""The ISA segment, from which a file's separators are taken (X12.5, interchange header: 106 bytes)."""

from __future__ import annotations

from typing import NamedTuple

LENGTH = 106
LONGEST = 400
"""How far a header with wrong element lengths is searched for its end."""
_FIXED = (3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103)
_ELEMENTS = 16


class Separators(NamedTuple):
    """What separates elements, components and segments; `size` is the header's length in bytes."""

    element: str
    component: str
    segment: str
    size: int


def parse_separators(head: bytes) -> Separators | None:
    """The separators that the ISA segment at the start of `head` declares; None where they cannot be told."""
    if len(head) < 4:
        return None
    position = _last_element(head)
    if position is None or position + 1 >= len(head):
        return None
    element, component, segment = head[3], head[position], head[position + 1]
    return _checked(element, component, segment, position + 2)


def _last_element(head: bytes) -> int | None:
    """Where ISA16 stands: at its fixed place, else after the sixteenth separator."""
    separator = head[3]
    if len(head) >= LENGTH and all(head[i] == separator for i in _FIXED):
        return _FIXED[-1] + 1
    parts = head[:LONGEST].split(head[3:4], _ELEMENTS)
    return sum(len(part) + 1 for part in parts[:_ELEMENTS]) if len(parts) > _ELEMENTS else None


def _checked(element: int, component: int, segment: int, size: int) -> Separators | None:
    characters = bytes((element, component, segment))
    usable = characters.isascii() and not any(chr(c).isalnum() or c == 0x20 for c in characters)
    if not usable or len(set(characters)) < len(characters):
        return None
    return Separators(chr(element), chr(component), chr(segment), size)
